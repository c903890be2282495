"""A network's settings, and its break, for those who coordinate it."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from store.models import Meeting, Network
from texts.attention.shown import WORKING_DAYS
from texts.coordinating.presses import NetworkUpkeepOpened
from texts.dates import day, day_of, weekday, zone_name
from texts.lists import in_rows, some_of
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.network_settings.presses import (
    NetworkPauseBegun,
    NetworkPauseChosen,
    NetworkPaused,
    NetworkResumed,
    NetworkSettingBegun,
    NetworkSettingChosen,
    NetworkSettingsOpened,
    Setting,
)
from texts.translator import Translator

VALUE = "value"
MOST_SESSIONS = 4


def page(t: Translator, network: Network, now: datetime) -> Message:
    """All of them, and whether the network is on a break."""
    keys = [
        Button(words, NetworkSettingBegun(network.id, what))
        for what, words in (
            (Setting.NAME, t.label("✏️ Name")),
            (Setting.FIELD, t.label("🏷 Field")),
            (Setting.HOUR, t.label("🕓 Usual hour")),
            (Setting.MINUTES, t.label("⏱ Length")),
            (Setting.ZONE, t.label("🌍 Time zone")),
            (Setting.WEEKDAY, t.label("📬 Day of the digest")),
        )
    ]
    return Message(
        paragraphs(
            t.say("⚙️ <b>Settings</b> · {network}", network=network.name),
            lines(
                t.say("🏷 Field: {field}", field=network.field),
                t.say("🕓 Usual hour: {hour} · {zone}", hour=f"{network.meeting_time:%H:%M}", zone=_zone(t, network)),
                t.say("⏱ Length: {minutes} minutes", minutes=network.meeting_minutes),
                t.say("📬 Digest: {weekday}", weekday=weekday(t, network.digest_weekday)),
                pause_line(t, network, now),
            ),
            t.say("Sessions that are called already keep their date, hour and length: each is moved on its own page."),
        ),
        (
            *in_rows(keys),
            (pause_key(t, network, now),),
            (Button(t.label("◀️ Back"), NetworkUpkeepOpened(network.id)),),
        ),
    )


def choices(t: Translator, network: Network, what: Setting, zones: Sequence[str], lengths: Sequence[int]) -> Message:
    """Where there are few values, they are keys. What it changes is said before."""
    match what:
        case Setting.ZONE:
            said = t.say(
                "🌍 <b>On which clock does {network} meet?</b> New sessions are proposed on it, and the digest in the "
                "group comes by it. Sessions ahead stay at their moment.",
                network=network.name,
            )
            values = [(zone, zone_name(t, ZoneInfo(zone))) for zone in zones]
        case Setting.MINUTES:
            said = t.say(
                "⏱ <b>How long is a session of {network}?</b> This is for sessions that are added from now on; those "
                "ahead stay as long as they are.",
                network=network.name,
            )
            values = [(str(length), t.plain("{minutes} minutes", minutes=length)) for length in lengths]
        case _:
            said = t.say(
                "📬 <b>On which day does the digest of {network} come?</b> From the next one on. Who has chosen a day "
                "of their own keeps it.",
                network=network.name,
            )
            values = [(str(number), weekday(t, number)) for number in WORKING_DAYS]
    present = str(getattr(network, what.column))
    keys = [
        Button(f"✓ {words}" if value == present else words, NetworkSettingChosen(network.id, what, value))
        for value, words in values
    ]
    return Message(said, (*in_rows(keys), (Button(t.label("◀️ Back"), NetworkSettingsOpened(network.id)),)))


def form_title(t: Translator) -> str:
    """Of the form."""
    return t.label("a setting of the network")


def question(t: Translator, network: Network, what: Setting) -> Message:
    """What is typed: the value now, and what a new one changes."""
    match what:
        case Setting.NAME:
            return Message(
                t.say(
                    "✏️ <b>What is the network called?</b> Now: {name}. The new name stands in everything that is "
                    "written from now on.",
                    name=network.name,
                )
            )
        case Setting.FIELD:
            return Message(
                t.say(
                    "🏷 <b>On which field does the network work?</b> Now: {field}. It stands in the titles of the "
                    "sessions, also of those ahead, and in the search.",
                    field=network.field,
                )
            )
    return Message(
        t.say(
            "🕓 <b>At what hour does the network usually meet?</b> Now: {hour}, {zone}. This is for sessions that are "
            "added from now on; those ahead keep their hour. For example: <code>16:30</code>",
            hour=f"{network.meeting_time:%H:%M}",
            zone=_zone(t, network),
        )
    )


def saved(t: Translator) -> str:
    """The toast."""
    return t.plain("Saved.")


def pause_line(t: Translator, network: Network, now: datetime) -> Html | None:
    """On every page of the network while it is on a break."""
    if network.paused_until is None or not network.is_paused(now):
        return None
    until = day(t, network.paused_until.astimezone(ZoneInfo(network.zone)).date())
    return t.say("⏸ On a break until {day}: until then nothing comes by itself.", day=until)


def standing_line(t: Translator, network: Network, now: datetime) -> Html | None:
    """That it has ended, or is on a break."""
    if network.closed_at is not None:
        return t.say("🔒 Closed: it can be read and searched; nothing new is added.")
    return pause_line(t, network, now)


def pause_key(t: Translator, network: Network, now: datetime) -> Button:
    """Begins or ends it."""
    if network.is_paused(now):
        return Button(t.label("▶️ Go on now"), NetworkResumed(network.id))
    return Button(t.label("⏸ Pause the network"), NetworkPauseBegun(network.id))


def until_when(t: Translator, network: Network, days: Sequence[tuple[int, date]]) -> Message:
    """By weeks, each with its day."""
    keys = [
        Button(
            t.label("{weeks} weeks, until {day}", weeks=weeks, day=day(t, until)), NetworkPauseChosen(network.id, until)
        )
        for weeks, until in days
    ]
    return Message(
        t.say(
            "⏸ <b>Until when is {network} on a break?</b> Until then no reminders, digests and questions of it come by "
            "themselves. Everybody can read, share and answer; what the coordination announces arrives.",
            network=network.name,
        ),
        (*((key,) for key in keys), (Button(t.label("◀️ Back"), NetworkSettingsOpened(network.id)),)),
    )


def sure_to_pause(t: Translator, network: Network, until: date, within: Sequence[Meeting]) -> Message:
    """Asked once, with the sessions of which nobody would be reminded."""
    listed = some_of(t, [Html.escape(day_of(t, one.starts_at)) for one in within], MOST_SESSIONS)
    return Message(
        paragraphs(
            t.say("<b>Pause {network} until {day}?</b>", network=network.name, day=day(t, until)),
            t.count(
                "⚠️ {n} session lies in that time, and nobody will be reminded of it: {days}. It can be moved or "
                "cancelled on its page.",
                "⚠️ {n} sessions lie in that time, and nobody will be reminded of them: {days}. They can be moved or "
                "cancelled on their pages.",
                len(within),
                days=listed,
            )
            if within
            else None,
        ),
        (
            (Button(t.label("⏸ Yes, pause"), NetworkPaused(network.id, until)),),
            (Button(t.label("◀️ Back"), NetworkPauseBegun(network.id)),),
        ),
    )


def paused(t: Translator, network: Network) -> str:
    """The toast."""
    return t.plain("{network} is on a break.", network=excerpt(network.name, 80))


def resumed(t: Translator, network: Network) -> str:
    """The toast."""
    return t.plain("{network} goes on.", network=excerpt(network.name, 80))


def _zone(t: Translator, network: Network) -> str:
    return zone_name(t, ZoneInfo(network.zone))
