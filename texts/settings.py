"""Language, hours, weekly digest, pauses, name and post, offers and needs."""

from collections.abc import Sequence
from datetime import datetime

from store.frozen import frozen
from store.models import DigestWish, HelpKind, Network, Person
from texts.dates import day_in_full, day_of, hour, place
from texts.forms import FormChosen
from texts.helps import named_things
from texts.languages import LANGUAGE_NAMES, Language
from texts.menu import back_button
from texts.message import Button, Html, Message, lines, paragraphs
from texts.presses import Press, press
from texts.registration.questions import clock_rows
from texts.translator import Translator

NOTHING = "nothing"
MONTH = 0  # instead of a number of weeks


@press("ts")
@frozen
class SettingsOpened(Press):
    """The page of settings."""


@press("tl")
@frozen
class LanguagesOpened(Press):
    """Which language."""


@press("tc")
@frozen
class LanguageChosen(Press):
    """This language from now on."""

    language: Language


@press("tz")
@frozen
class HoursOpened(Press):
    """Whether the clock is right."""


@press("to")
@frozen
class OtherHoursOpened(Press):
    """It is not: which one; `everywhere` beyond the country's."""

    everywhere: bool


@press("tk")
@frozen
class ClockChosen(Press):
    """This clock from now on."""

    zone: str


@press("td")
@frozen
class DigestChosen(Press):
    """Whether the weekly digest comes in private."""

    wish: DigestWish


@press("tp")
@frozen
class PausesOpened(Press):
    """How long to be left in peace."""


@press("tq")
@frozen
class PauseChosen(Press):
    """Left in peace for so many weeks, or a month."""

    weeks: int


@press("te")
@frozen
class PauseEnded(Press):
    """Messages again."""


@press("tn")
@frozen
class NameChangeBegun(Press):
    """Another name."""


@press("tr")
@frozen
class PostChangeBegun(Press):
    """Another post."""


@press("th")
@frozen
class HelpsOpened(Press):
    """What is offered and needed in a network; 0 when it is not known which."""

    network_id: int


@press("tg")
@frozen
class HelpsChangeBegun(Press):
    """Other offers or needs."""

    network_id: int
    kind: HelpKind


def hub_key(t: Translator) -> Button:
    """The way here from the hub."""
    return Button(t.label("⚙️ Settings"), SettingsOpened())


def page(
    t: Translator, person: Person, city: str | None, now: datetime, *elsewhere: Button | None, is_only_guest: bool
) -> Message:
    """Everything as it is, and a key to change each; the clock is named by their `city` when they live on its hours.

    is_only_guest: what is of networks is not theirs
    """
    is_paused = person.is_paused(now)
    pause = (
        Button(t.label("▶️ End the pause"), PauseEnded()) if is_paused else Button(t.label("⏸ Pause"), PausesOpened())
    )
    name, post = Button(t.label("👤 Name"), NameChangeBegun()), Button(t.label("🏛 Post"), PostChangeBegun())
    helps = Button(t.label("🤝 Offers and needs"), HelpsOpened(0))
    return Message(
        paragraphs(
            t.say("⚙️ <b>Settings</b>"),
            lines(
                _who(t, person),
                Html("🌐 {}").format(LANGUAGE_NAMES[Language(t.language)]),
                t.say("🕒 {hour}, {zone}", hour=hour(t, now), zone=place(t, city, t.zone)),
                None if is_only_guest else _digest(t, person),
                paused_line(t, person, now),
            ),
        ),
        (
            (Button(t.label("🌐 Language"), LanguagesOpened()), Button(t.label("🕒 Hours"), HoursOpened())),
            *(((pause,), (name,)) if is_only_guest else ((_digest_key(t, person),), (pause,), (name, post), (helps,))),
            *((key,) for key in elsewhere if key is not None),
            (back_button(t),),
        ),
    )


def languages(t: Translator) -> Message:
    """Which language; the present one is marked."""
    keys = [
        Button(f"✓ {name}" if language.value == t.language else name, LanguageChosen(language))
        for language, name in LANGUAGE_NAMES.items()
    ]
    return Message(t.say("🌐 <b>Which language?</b>"), (tuple(keys[:2]), tuple(keys[2:]), (_back(t),)))


def hours_page(t: Translator, city: str | None, now: datetime) -> Message:
    """The clock by which messages come."""
    return Message(
        t.say(
            "🕒 Is it {hour} on {day} where you are ({zone})?",
            hour=hour(t, now),
            day=day_in_full(t, now),
            zone=place(t, city, t.zone),
        ),
        (
            (Button(t.label("✅ Yes, that is right"), SettingsOpened()),),
            (Button(t.label("My clock says something else"), OtherHoursOpened(everywhere=False)),),
            (_back(t),),
        ),
    )


def clocks(t: Translator, zones: Sequence[str], now: datetime, *, more: bool) -> Message:
    """Clocks to choose from, by the hour that they show now."""
    rows = clock_rows(t, [(zone, ClockChosen(zone)) for zone in zones], now)
    if more:
        rows = (*rows, (Button(t.label("Another hour"), OtherHoursOpened(everywhere=True)),))
    back = Button(t.label("◀️ Back"), HoursOpened())
    return Message(t.say("🕒 <b>Choose the time your watch shows</b>"), (*rows, (back,)))


def pauses(t: Translator) -> Message:
    """How long nothing should come by itself."""
    return Message(
        paragraphs(
            t.say("⏸ <b>Pause for how long?</b>"),
            what_a_pause_holds(t),
        ),
        (
            (Button(t.label("1 week"), PauseChosen(1)), Button(t.label("2 weeks"), PauseChosen(2))),
            (Button(t.label("1 month"), PauseChosen(MONTH)), _back(t)),
        ),
    )


def what_a_pause_holds(t: Translator) -> Html:
    """What a pause keeps back, and what comes all the same."""
    return t.say(
        "The weekly digest, invitations to sessions and the questions of the bot will not come. Answers to what you "
        "shared, announcements of the coordination and the reminders of sessions you said you come to still arrive."
    )


def name_title(t: Translator) -> str:
    """What the unfinished form is called."""
    return t.label("my name")


def post_title(t: Translator) -> str:
    """What the unfinished form is called."""
    return t.label("my post")


def offers_title(t: Translator) -> str:
    """What the unfinished form is called."""
    return t.label("what I offer")


def needs_title(t: Translator) -> str:
    """What the unfinished form is called."""
    return t.label("what I need")


def with_present(t: Translator, question: Message, present: str) -> Message:
    """A question about something that has an answer already."""
    if not present:
        return question
    return Message(paragraphs(question.text, t.say("Now: <i>{present}</i>", present=present)), question.rows)


def emptying_key(t: Translator, draft_id: int, step: str) -> Button:
    """A key that leaves nothing."""
    return Button(t.label("🗑 Leave it empty"), FormChosen(draft_id, step, NOTHING))


def helps_networks(t: Translator, networks: Sequence[Network]) -> Message:
    """In which network."""
    rows = tuple((Button(network.name, HelpsOpened(network.id)),) for network in networks)
    return Message(t.say("🤝 <b>In which network?</b>"), (*rows, (_back(t),)))


def helps_page(t: Translator, network: Network, offers: Sequence[str], needs: Sequence[str], *, alone: bool) -> Message:
    """What is offered and needed in a network."""
    nothing = t.say("Nothing has been said yet.") if not offers and not needs else None
    back = _back(t) if alone else Button(t.label("◀️ Back"), HelpsOpened(0))
    return Message(
        paragraphs(
            t.say("🤝 <b>Offers and needs</b> · {network}", network=network.name),
            named_things(t, HelpKind.OFFER, offers),
            named_things(t, HelpKind.NEED, needs),
            nothing,
        ),
        (
            (Button(t.label("✏️ What I offer"), HelpsChangeBegun(network.id, HelpKind.OFFER)),),
            (Button(t.label("✏️ What I need"), HelpsChangeBegun(network.id, HelpKind.NEED)),),
            (back,),
        ),
    )


def _back(t: Translator) -> Button:
    return Button(t.label("◀️ Back"), SettingsOpened())


def _who(t: Translator, person: Person) -> Html:
    if not person.post:
        return Html("👤 {}").format(person.name)
    return t.say("👤 {name}, {post}", name=person.name, post=person.post)


def _digest(t: Translator, person: Person) -> Html:
    if person.digest is DigestWish.PRIVATE:
        if person.digest_is_monthly:
            return t.say("📬 Digest: once a month, here, in private")
        return t.say("📬 Weekly digest: here, in private")
    return t.say("📬 Weekly digest: off; it still comes to the group")


def _digest_key(t: Translator, person: Person) -> Button:
    if person.digest is DigestWish.PRIVATE:
        return Button(t.label("🔕 Stop the digest"), DigestChosen(DigestWish.NONE))
    return Button(t.label("📬 Get the digest"), DigestChosen(DigestWish.PRIVATE))


def paused_line(t: Translator, person: Person, now: datetime) -> Html | None:
    """Until when, while there is a pause."""
    if person.paused_until is None or not person.is_paused(now):
        return None
    return t.say("⏸ Paused until {day}", day=day_of(t, person.paused_until))
