"""Somebody is in, or was already."""

from collections.abc import Sequence

from store.models import City, HelpKind, Meeting, Network, Person
from texts.cities import city_name
from texts.commands import slash
from texts.dates import live_moment
from texts.helps import named_things
from texts.meetings.presses import MeetingOpened
from texts.menu import MenuOpened, where_to_talk
from texts.message import Button, Html, Message, paragraphs
from texts.network_texts.shown import welcome as welcome_part
from texts.translator import Translator


def you_are_in(t: Translator, network: Network, city: City | None, welcome: str = "") -> Message:
    """Joined, with the coordination's own `welcome`; the questions that follow may be skipped."""
    said = (
        t.say("✅ You are now in the <b>{network}</b>.", network=network.name)
        if city is None
        else t.say("✅ You are now in the <b>{network}</b>, for {city}.", network=network.name, city=city_name(t, city))
    )
    return Message(
        paragraphs(
            said,
            welcome_part(t, welcome),
            t.say("Two last questions, so that other cities know who to ask. Both can be skipped."),
        )
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


def _next_session(t: Translator, city: City | None, meeting: Meeting | None) -> Html | None:
    if meeting is None:
        return None
    return t.say("📅 Next session: {when}", when=live_moment(t, meeting.starts_at, city=city.name if city else None))


def _place(t: Translator, network: Network, city: City | None) -> Html:
    if city is None:
        return Html("<b>{}</b>").format(network.name)
    return t.say("<b>{network}</b>, {city}", network=network.name, city=city_name(t, city))
