"""Coming in: the welcome with its notice, the few questions, and the refusals of invitations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from store.models import City, HelpKind, Meeting, Network, Person, Role
from texts.cities import city_name
from texts.commands import slash
from texts.dates import day_in_full, hour, live_moment, zone_city, zone_name
from texts.forms import FormChosen
from texts.helps import named_things
from texts.languages import LANGUAGE_NAMES, Language
from texts.meetings.presses import MeetingOpened
from texts.menu import MenuOpened, where_to_talk
from texts.message import Button, Html, Message, Rows, excerpt, paragraphs
from texts.presses import Press, press
from texts.translator import Translator

FROM_TELEGRAM = "telegram"
AS_NOTED = "noted"
YES = "yes"
OTHER = "other"
ELSEWHERE = "elsewhere"


@press("rw")
@dataclass(frozen=True)
class WelcomeShown(Press):
    """The welcome was asked for in a language. Nothing is stored before consent, so the button knows it all."""

    token: str
    language: Language


@press("ra")
@dataclass(frozen=True)
class ConsentGiven(Press):
    """The notice was read and agreed to."""

    token: str
    language: Language


@press("rn")
@dataclass(frozen=True)
class ConsentRefused(Press):
    """The notice was not agreed to."""

    token: str
    language: Language


def title(t: Translator) -> str:
    """What the unfinished form is called."""
    return t.label("the registration")


def welcome(
    t: Translator,
    network: Network,
    city: City | None,
    role: Role,
    token: str,
    coming: tuple[Html, Html] | None = None,
) -> Message:
    """Where the link leads, what will be stored and why; for somebody of whom nothing is known.

    coming: of a guest, to what, and what is kept of them
    """
    invited, notice = coming or (_invited(t, network, city, role), _notice(t, network))
    language = Language(t.language)
    others = [other for other in Language if other is not language]
    return Message(
        paragraphs(
            invited,
            t.say("Registering takes less than a minute. First, about your data:"),
            notice,
            _details(t),
        ),
        (
            (Button(t.label("✅ I agree, go on"), ConsentGiven(token, language)),),
            (Button(t.label("I do not want to take part"), ConsentRefused(token, language)),),
            *_language_rows(token, others),
        ),
    )


def _language_rows(token: str, languages: Sequence[Language]) -> Rows:
    keys = [Button(LANGUAGE_NAMES[language], WelcomeShown(token, language)) for language in languages]
    return tuple(tuple(keys[start : start + 2]) for start in range(0, len(keys), 2))


def another_network(
    t: Translator,
    network: Network,
    city: City | None,
    role: Role,
    token: str,
    coming: tuple[Html, Html] | None = None,
) -> Message:
    """The same for somebody who takes part elsewhere already."""
    invited, notice = coming or (_invited(t, network, city, role), _notice(t, network))
    language = Language(t.language)
    return Message(
        paragraphs(
            invited,
            t.say("Your name, post, language and hours are known already, and will be seen in this network too."),
            notice,
        ),
        (
            (Button(t.label("✅ I agree, join"), ConsentGiven(token, language)),),
            (Button(t.label("I do not want to take part"), ConsentRefused(token, language)),),
        ),
    )


def nothing_stored(t: Translator, token: str) -> Message:
    """Consent was refused."""
    return Message(
        t.say("All right: nothing about you has been stored. To come back, it is enough to open the link again."),
        ((Button(t.label("◀️ Back"), WelcomeShown(token, Language(t.language))),),),
    )


def stopped(t: Translator) -> Message:
    """Registration was cancelled after consent."""
    return Message(
        t.say("Cancelled: what you had answered has been erased. To come back, it is enough to open the link again.")
    )


def name_question(t: Translator, draft_id: int, telegram_name: str) -> Message:
    """What to be called."""
    use = t.label("Use “{name}”", name=excerpt(telegram_name, 40))
    key = (Button(use, FormChosen(draft_id, "name", FROM_TELEGRAM)),)
    return Message(
        t.say("👤 <b>What is your name?</b> As the other cities should see it."), (key,) if telegram_name else ()
    )


def post_question(t: Translator, draft_id: int, noted: str) -> Message:
    """What one works as. `noted`: as the coordination has it of somebody who took part without Telegram."""
    key = (Button(t.label("Use “{post}”", post=excerpt(noted, 40)), FormChosen(draft_id, "post", AS_NOTED)),)
    return Message(
        t.say("🏛 <b>What is your post or department?</b> For example: <i>Department of Mobility</i>."),
        (key,) if noted else (),
    )


def hour_question(t: Translator, draft_id: int, city: City | None, zone: str, now: datetime) -> Message:
    """The clock of the city, shown."""
    gaps = {"hour": hour(t, now, ZoneInfo(zone)), "day": day_in_full(_in_zone(t, zone), now)}
    if city is not None:
        asked = t.say("🕒 <b>{city}.</b> Is it {hour} on {day} where you are?", city=city_name(t, city), **gaps)
    else:
        asked = t.say("🕒 Is it {hour} on {day} where you are ({zone})?", zone=zone_name(t, ZoneInfo(zone)), **gaps)
    return Message(
        asked,
        (
            (Button(t.label("✅ Yes, that is right"), FormChosen(draft_id, "zone", YES)),),
            (Button(t.label("My clock says something else"), FormChosen(draft_id, "zone", OTHER)),),
        ),
    )


def clocks_question(
    t: Translator, draft_id: int, step: str, zones: Sequence[str], now: datetime, *, more: bool
) -> Message:
    """Clocks to choose from, by the hour that they show now."""
    rows = clock_rows(t, [(zone, FormChosen(draft_id, step, zone)) for zone in zones], now)
    if more:
        rows = (*rows, (Button(t.label("Another hour"), FormChosen(draft_id, step, ELSEWHERE)),))
    return Message(t.say("🕒 <b>Choose the time your watch shows</b>"), rows)


def clock_rows(t: Translator, choices: Sequence[tuple[str, Press]], now: datetime) -> Rows:
    """Two clocks a row, as "14:05 Guayaquil"."""
    keys = [Button(f"{hour(t, now, ZoneInfo(zone))} {zone_city(t, ZoneInfo(zone))}", made) for zone, made in choices]
    return tuple(tuple(keys[start : start + 2]) for start in range(0, len(keys), 2))


def you_are_in(t: Translator, network: Network, city: City | None) -> Message:
    """Joined; the questions that follow may be skipped."""
    said = (
        t.say("✅ You are now in the <b>{network}</b>.", network=network.name)
        if city is None
        else t.say("✅ You are now in the <b>{network}</b>, for {city}.", network=network.name, city=city_name(t, city))
    )
    return Message(
        paragraphs(said, t.say("Two last questions, so that other cities know who to ask. Both can be skipped."))
    )


def ready(
    t: Translator,
    person: Person,
    city: City | None,
    meeting: Meeting | None,
    case: Html | None,
    offers: Sequence[str],
    needs: Sequence[str],
    groups: Sequence[str],
) -> Message:
    """All is said; what comes next, when the city presents its `case`, and what the network's `groups` are called."""
    return Message(
        paragraphs(
            t.say("🎉 All set, {name}.", name=person.name),
            named_things(t, HelpKind.OFFER, offers),
            named_things(t, HelpKind.NEED, needs),
            _next_session(t, city, meeting),
            case,
            where_to_talk(t, groups),
            t.say("Changes at any time: {settings}", settings=slash(t, "settings")),
        ),
        (
            *(((Button(t.label("📅 See the session"), MeetingOpened(meeting.id)),),) if meeting else ()),
            (Button(t.label("Open the menu"), MenuOpened()),),
        ),
    )


def already_in(t: Translator, network: Network, city: City | None) -> Message:
    """The link leads where the person is."""
    where = _place(t, network, city)
    return Message(
        t.say("You are in already: {where}.", where=where), ((Button(t.label("Open the menu"), MenuOpened()),),)
    )


def unknown(t: Translator) -> Html:
    """Made up, mistyped, or cut off."""
    return t.say(
        "This link leads nowhere: perhaps it was cut off on the way. Please open it again, or ask the coordination "
        "of the network for a new one."
    )


def expired(t: Translator) -> Html:
    """Too late."""
    return t.say("This invitation has expired. The coordination of the network can send a new one.")


def used_up(t: Translator) -> Html:
    """Somebody else was quicker."""
    return t.say(
        "This invitation has been used already by as many people as it was meant for. "
        "The coordination of the network can send another one."
    )


def revoked(t: Translator) -> Html:
    """Taken back."""
    return t.say("This invitation has been withdrawn. Questions about it go to the coordination of the network.")


def city_wanted(t: Translator) -> Html:
    """A delegate without a city."""
    return t.say("A delegate takes part for a city: please choose one.")


def city_elsewhere(t: Translator) -> Html:
    """Not a city of that network."""
    return t.say("That city takes no part in this network.")


def wrong_measure(t: Translator, uses: int, days: int) -> Html:
    """Too many uses or days."""
    return t.say("An invitation can be used 1 to {uses} times and lasts 1 to {days} days.", uses=uses, days=days)


def _invited(t: Translator, network: Network, city: City | None, role: Role) -> Html:
    if role is Role.COORDINATOR:
        return t.say("👋 Welcome to the coordination of <b>{network}</b>.", network=network.name)
    if role is Role.FACILITATOR:
        return t.say("👋 Welcome to the facilitation of <b>{network}</b>.", network=network.name)
    if city is None:
        return t.say("👋 Welcome to the <b>{network}</b>.", network=network.name)
    return t.say(
        "👋 Welcome to the <b>{network}</b>, for <b>{city}</b>.", network=network.name, city=city_name(t, city)
    )


def _place(t: Translator, network: Network, city: City | None) -> Html:
    if city is None:
        return Html("<b>{}</b>").format(network.name)
    return t.say("<b>{network}</b>, {city}", network=network.name, city=city_name(t, city))


def _notice(t: Translator, network: Network) -> Html:
    return t.say(
        "🔒 The coordination of the {network} is responsible. We keep your name, post, city and what you share, so "
        "that the cities can work together; no phone numbers. It is kept until six months after the network ends; "
        "{mydata} erases it at once.",
        network=network.name,
        mydata=slash(t, "mydata"),
    )


def _details(t: Translator) -> Html:
    return t.say(
        "<blockquote expandable>Legal basis: your consent, which can be withdrawn at any time as easily as it is given "
        "(GDPR, LGPD).\n"
        "What is shared is seen by the people of the network, and the coordination can export it. Nothing is sold, "
        "used for advertising or for any other purpose.\n"
        "When you erase your data, what you shared stays with your city, without your name.\n"
        "You can see, correct, export and erase your data here, and complain to the data protection authority of your "
        "country. Messages travel through Telegram, which has its own rules.</blockquote>"
    )


def _next_session(t: Translator, city: City | None, meeting: Meeting | None) -> Html | None:
    if meeting is None:
        return None
    return t.say("📅 Next session: {when}", when=live_moment(t, meeting.starts_at, city=city.name if city else None))


def _in_zone(t: Translator, zone: str) -> Translator:
    return Translator(t.language, t.locale, ZoneInfo(zone))
