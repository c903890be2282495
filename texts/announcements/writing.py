"""Writing an announcement: to whom, what, the preview's companion, when."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from store.models import Announcement, Network
from texts.announcements.audience import audience_key
from texts.announcements.card import named
from texts.announcements.narrowed import told_narrowed
from texts.announcements.options import add_keys, options_key
from texts.announcements.placeholders import gap_names
from texts.announcements.presses import (
    EVERY,
    AnnouncementCancelled,
    AnnouncementOpened,
    AnnouncementSent,
    AnnouncementsOpened,
    FurtherAdded,
    FurtherLeft,
    FurtherTaken,
    HistoryOpened,
    HourBegun,
    NetworksChosen,
    NetworksToggled,
    RewriteBegun,
    ScheduleBegun,
    ScheduledOpened,
    SentToMe,
    TextNetworksChosen,
    TextNetworksToggled,
    are_many,
    packed,
    usual,
)
from texts.announcements.reach import Reach, night_key, told_reach
from texts.announcements.repeating import repeat_key, repeats_key
from texts.announcements.spoken import language_name
from texts.announcements.templates import templates_key
from texts.dates import day, day_of, hour, moment, zone_name
from texts.forms import FormChosen
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs, plain_text
from texts.presses import Press
from texts.translator import Translator

IN_AN_HOUR = "hour"
TOMORROW = "tomorrow"
MONDAY = "monday"
CORRECT = "correct"
ON_KEY = 24  # characters of an announcement


def hub_button(t: Translator) -> Button:
    """In the hub, for coordinators."""
    return Button(t.label("📣 Announce"), AnnouncementsOpened())


def title(t: Translator) -> str:
    """What the unfinished form is called."""
    return t.label("an announcement")


def schedule_title(t: Translator) -> str:
    """What the unfinished question for the hour is called."""
    return t.label("the moment of an announcement")


def correction_title(t: Translator) -> str:
    """What the unfinished correction is called."""
    return t.label("a correction of an announcement")


def announcements(
    t: Translator,
    networks: Sequence[Network],
    scheduled: int,
    paused: Sequence[Announcement] = (),
    repeated: int = 0,
) -> Message:
    """A new one, those that somebody has to let go on, those that wait for their hour, or the earlier ones."""
    new: Press = NetworksChosen(packed([networks[0].id]))
    if len(networks) > 1:
        new = NetworksChosen(EVERY) if are_many(networks) else NetworksToggled(packed(usual(networks)))
    return Message(
        t.say("📣 <b>Announcements</b>"),
        (
            (Button(t.label("✍️ New announcement"), new),),
            *(_paused_key(t, one) for one in paused),
            *((scheduled_key(t, scheduled),) if scheduled else ()),
            *((repeats_key(t, repeated),) if repeated else ()),
            (Button(t.label("🗂 Earlier ones"), HistoryOpened(0)),),
            (back_button(t),),
        ),
    )


def _paused_key(t: Translator, announcement: Announcement) -> tuple[Button, ...]:
    words = excerpt(plain_text(Html(announcement.text)), ON_KEY) or t.plain("(only a file)")
    return (Button(t.label("⏸ Paused: {words}", words=words), AnnouncementOpened(announcement.id)),)


def scheduled_key(t: Translator, number: int) -> tuple[Button, ...]:
    """A row of its own: to those that wait for their hour."""
    return (Button(t.label("⏰ Scheduled ({n})", n=number), ScheduledOpened(0)),)


def which_networks(t: Translator, networks: Sequence[Network], chosen: Sequence[int]) -> Message:
    """Several networks: all of them, or some. Its way out is the caller's."""
    return _which_networks(t, networks, chosen, NetworksToggled, NetworksChosen)


def which_networks_for_text(t: Translator, networks: Sequence[Network], chosen: Sequence[int]) -> Message:
    """The same when the text is there already."""
    return _which_networks(t, networks, chosen, TextNetworksToggled, TextNetworksChosen).with_rows((back_button(t),))


def _which_networks(
    t: Translator,
    networks: Sequence[Network],
    chosen: Sequence[int],
    toggled: Callable[[str], Press],
    gone_on: Callable[[str], Press],
) -> Message:
    keys = []
    for network in networks:
        others = [each.id for each in networks if (each.id in chosen) is not (each.id == network.id)]
        mark = "✅ " if network.id in chosen else "⬜ "
        keys.append((Button(mark + network.name, toggled(packed(others))),))
    go_on = ((Button(t.label("Go on ▶️"), gone_on(packed(chosen))),),) if chosen else ()
    return Message(t.say("📣 <b>Which networks is the announcement for?</b>"), (*keys, *go_on))


def content_question(t: Translator, networks: Sequence[Network], *, has_templates: bool = True) -> Message:
    """The text, or files with their caption; perhaps begun with a template."""
    return Message(
        paragraphs(
            t.say(
                "✍️ <b>Write the announcement</b> for {networks}, just as it is to be read.", networks=named(t, networks)
            ),
            t.say(
                "A text, a photo, a document or a voice note, with its caption. Several photos or documents sent at "
                "once stay together. Bold and links are kept. A preview comes first."
            ),
            t.say("If Telegram splits it into several messages, they are joined."),
            t.say("For each reader is filled in: {gaps}", gaps=gap_names(t)),
        ),
        ((templates_key(t),),) if has_templates else (),
    )


def correction_question(t: Translator, announcement: Announcement) -> Message:
    """The new text of what was delivered."""
    files = len(announcement.files)
    kept = t.count("The file stays as it is.", "The {n} files stay as they are.", files) if files else None
    return Message(
        paragraphs(
            t.say(
                "✏️ <b>Write the whole text again, corrected.</b> "
                "A preview comes first; then it takes the place of the earlier one everywhere."
            ),
            kept,
        )
    )


def correction_control(t: Translator, draft_id: int, step: str, chats: int, language: str = "") -> Message:
    """Below the preview of the corrected text: where it will stand. `language`: for those alone who read it in this."""
    keys = ((Button(t.label("✏️ Correct everywhere"), FormChosen(draft_id, step, CORRECT)),),)
    if language:
        where = t.say(
            "👆 This is how it will be read by those who have it in {language}. Where the earlier text has arrived it "
            "changes silently.",
            language=language_name(t, language),
        )
        return Message(where, keys)
    return Message(
        t.count(
            "👆 This is how it will be read in {n} chat. Where the earlier text has arrived it changes silently.",
            "👆 This is how it will be read in {n} chats. Where the earlier text has arrived it changes silently.",
            chats,
        ),
        keys,
    )


def control(t: Translator, announcement: Announcement, reach: Reach) -> Message:
    """Below the preview: whom it reaches, and what can be done."""
    number = announcement.id
    edit = Button(t.label("✏️ Edit"), RewriteBegun(number))
    cancel = Button(t.label("✖️ Cancel"), AnnouncementCancelled(number))
    choose = (audience_key(t, number), options_key(t, number))
    if reach.is_nobody and not reach.narrowed.is_everybody:
        nobody = t.say("Nobody is all of this at once, so there is nobody to send it to.")
        return Message(lines(*told_narrowed(t, reach.narrowed), nobody), (choose, (edit, cancel)))
    if reach.is_nobody:
        return Message(t.say("Nobody else takes part there yet, so there is nobody to send it to."), ((edit, cancel),))
    return Message(
        lines(t.say("👆 This is how it will be read."), told_reach(t, reach)),
        (
            (Button(t.label("📣 Send now"), AnnouncementSent(number)),),
            *night_key(t, number, reach),
            (
                Button(t.label("👤 To me first"), SentToMe(number)),
                Button(t.label("⏰ Schedule"), ScheduleBegun(number)),
            ),
            choose,
            *add_keys(t, number, reach.spoken.missing),
            (edit, cancel),
        ),
    )


def scheduled(t: Translator, announcement: Announcement, reach: Reach, at: datetime) -> Message:
    """It waits for its hour."""
    number = announcement.id
    return Message(
        lines(told_schedule(t, announcement, at), told_reach(t, reach, later=True)),
        (
            (
                Button(t.label("📣 Send now"), AnnouncementSent(number)),
                Button(t.label("⏰ Another hour"), ScheduleBegun(number)),
            ),
            *night_key(t, number, reach),
            (audience_key(t, number), options_key(t, number)),
            *add_keys(t, number, reach.spoken.missing),
            (
                Button(t.label("✏️ Edit"), RewriteBegun(number)),
                Button(t.label("✖️ Do not send"), AnnouncementCancelled(number)),
            ),
        ),
    )


def told_schedule(t: Translator, announcement: Announcement, at: datetime) -> Html:
    """When it goes out: on the author's clock, or on each reader's own."""
    if not announcement.by_clock:
        return t.say("⏰ <b>Scheduled:</b> {when}", when=moment(t, at))
    wall = datetime.fromisoformat(announcement.by_clock)
    return lines(
        t.say(
            "🕘 <b>Scheduled:</b> {day}, at {hour} on each one’s clock.",
            day=day(t, wall.date()),
            hour=hour(t, wall.replace(tzinfo=t.zone)),
        ),
        t.say("The first of them have it on {when}.", when=moment(t, at)),
    )


def when_question(
    t: Translator, draft_id: int, number: int, offered: Sequence[tuple[str, datetime]], example: str
) -> Message:
    """On the author's clock, which is named."""
    by_clock = (Button(t.label("🕘 At the hour of each one"), HourBegun(number)), repeat_key(t, number))
    return Message(
        lines(
            t.say("⏰ <b>When is it to be sent?</b>"),
            t.say(
                "In {zone}. Or write day and hour: <code>{example}</code>", zone=zone_name(t, t.zone), example=example
            ),
        ),
        (*_moment_keys(t, draft_id, "at", offered), by_clock),
    )


def hour_question(t: Translator, draft_id: int, offered: Sequence[tuple[str, datetime]], example: str) -> Message:
    """On everybody's own clock."""
    return Message(
        lines(
            t.say("🕘 <b>At what hour of each one?</b>"),
            t.say(
                "Each person gets it when their own clock shows it; groups, at the hour of their micro-network. Or "
                "write day and hour: <code>{example}</code>",
                example=example,
            ),
        ),
        _moment_keys(t, draft_id, "at", [(value, wall.replace(tzinfo=t.zone)) for value, wall in offered]),
    )


def first_question(t: Translator, draft_id: int, offered: Sequence[tuple[str, datetime]], example: str) -> Message:
    """Of many times."""
    return Message(
        lines(
            t.say("🔁 <b>When is it to go out for the first time?</b> After that at the same hour."),
            t.say(
                "In {zone}. Or write day and hour: <code>{example}</code>", zone=zone_name(t, t.zone), example=example
            ),
        ),
        _moment_keys(t, draft_id, "begins", offered),
    )


def _moment_keys(t: Translator, draft_id: int, step: str, offered: Sequence[tuple[str, datetime]]) -> Rows:
    words = {
        IN_AN_HOUR: lambda at: t.label("In an hour ({hour})", hour=hour(t, at)),
        TOMORROW: lambda at: t.label("Tomorrow at {hour}", hour=hour(t, at)),
        MONDAY: lambda at: t.label("On {day} at {hour}", day=day_of(t, at), hour=hour(t, at)),
    }
    return tuple((Button(words[value](at), FormChosen(draft_id, step, value)),) for value, at in offered)


def whether_further(t: Translator, announcement_id: int) -> Message:
    """More came while the preview stood."""
    return Message(
        t.say("Is this part of the announcement too?"),
        (
            (Button(t.label("➕ Add it at the end"), FurtherAdded(announcement_id)),),
            (Button(t.label("🔁 Use it as the text"), FurtherTaken(announcement_id)),),
            (Button(t.label("No"), FurtherLeft(announcement_id)),),
        ),
    )


def further_taken(t: Translator) -> Message:
    """In the place of the question."""
    return Message(t.say("👇 This is what the announcement says now."))


def further_left(t: Translator) -> Message:
    """In the place of the question."""
    return Message(t.say("The announcement stays as it is. Its buttons are above."))


def cancelled(t: Translator) -> Message:
    """Nothing went out."""
    return Message(t.say("✖️ Cancelled: the announcement was not sent."), ((back_button(t),),))


def as_test(t: Translator, card: Message) -> Message:
    """What the author alone gets, to see how it arrives."""
    return replace(card, text=lines(t.say("👤 <b>Test, only to you</b>"), card.text))


def sent_to_me(t: Translator) -> str:
    """The toast."""
    return t.plain("Sent to you alone, just below.")
