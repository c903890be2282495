"""What has happened in a network, for whoever comes later: one message."""

from collections.abc import Sequence
from datetime import datetime

from store.catching_up import Shared
from store.challenges import ChallengesShown
from store.models import Network, Person
from texts.behalf.words import noted_mark
from texts.catching_up.presses import CatchUpFileAsked, CityOffersOpened, RecordsListed
from texts.catching_up.shown import CatchUp, CityStands
from texts.challenges.presses import ChallengesListed
from texts.cities import city_name
from texts.dates import day_of
from texts.handovers.presses import catch_up_key
from texts.lists import some_of
from texts.live.presses import HandedOpened
from texts.meetings.cards import sessions_key
from texts.meetings.presses import MeetingOpened
from texts.meetings.shown import Reader, when
from texts.menu import back_button
from texts.message import Button, Html, Message, Rows, excerpt, lines, paragraphs
from texts.network import NetworkOpened
from texts.translator import Translator

MOST_NAMES = 6


def catch_up(reader: Reader, told: CatchUp, now: datetime) -> Message:
    """Where the network stands, and one's city in it."""
    t = reader.translator
    session = None if told.meeting is None else Button(t.label("📅 See the session"), MeetingOpened(told.meeting.id))
    return Message(
        paragraphs(
            t.say("📚 <b>Where things stand</b> · {network}", network=told.network.name),
            t.say("➡️ From now on you go on in the place of {name}.", name=told.before) if told.before else None,
            lines(_next(reader, told, now), _so_far(t, told.shared), _recorded(t, told)),
            _city(t, told.city) if told.city is not None else None,
            _names(t, t.say("🧭 Ask:"), told.staff),
        ),
        (
            (Button(t.label("📄 All in one document"), CatchUpFileAsked(told.network.id)),),
            (sessions_key(t),) if session is None else (session, sessions_key(t)),
            (
                Button(t.label("📌 Challenges"), ChallengesListed(told.network.id, ChallengesShown.OPEN, 0)),
                Button(t.label("🏙 My network"), NetworkOpened(told.network.id)),
            ),
            *_further_keys(t, told),
            (back_button(t),),
        ),
    )


def file_failed(t: Translator, network: Network) -> Message:
    """In the place of a PDF."""
    return Message(
        t.say("The document could not be made this time. It can be asked for again later."),
        ((catch_up_key(t, network.id), back_button(t)),),
    )


def file_sent(t: Translator) -> str:
    """The toast: it is there already."""
    return t.plain("The PDF comes below.")


def file_begun(t: Translator) -> str:
    """The toast: it is still to be made."""
    return t.plain("One moment: the PDF is being made and comes below.")


def _further_keys(t: Translator, told: CatchUp) -> Rows:
    """To what is there, two a row."""
    keys = []
    if told.recorded:
        keys.append(Button(t.label("📝 Records"), RecordsListed(told.network.id)))
    if told.city is not None and told.city.to_come + told.city.to_give:
        keys.append(Button(t.label("🎁 Open offers"), CityOffersOpened(told.network.id)))
    if told.city is not None and told.city.notes_in is not None:
        keys.append(Button(t.label("📥 Notes received"), HandedOpened(told.city.notes_in.id)))
    return tuple(tuple(keys[first : first + 2]) for first in range(0, len(keys), 2))


def _recorded(t: Translator, told: CatchUp) -> Html | None:
    number = len(told.recorded)
    return t.count("📝 {n} record to read", "📝 {n} records to read", number) if number else None


def _next(reader: Reader, told: CatchUp, now: datetime) -> Html | None:
    if told.meeting is None:
        return None
    moment = when(reader, told.meeting.starts_at, told.network, now)
    return reader.translator.say("📅 Session {number}: {when}", number=told.meeting.number, when=moment)


def _so_far(t: Translator, shared: Shared) -> Html:
    parts = [
        t.count("{n} session of {planned}", "{n} sessions of {planned}", shared.held, planned=shared.planned),
        *((t.count("{n} challenge", "{n} challenges", shared.challenges),) if shared.challenges else ()),
        *((t.count("{n} of them solved", "{n} of them solved", shared.solved),) if shared.solved else ()),
        *((t.count("{n} answer", "{n} answers", shared.solutions),) if shared.solutions else ()),
        *((t.count("{n} experience", "{n} experiences", shared.experiences),) if shared.experiences else ()),
    ]
    return t.say("🗂 So far: {parts}", parts=Html(" · ").join(parts))


def _city(t: Translator, stands: CityStands) -> Html:
    return lines(
        t.say("📍 <b>{city}</b>", city=city_name(t, stands.city)),
        _turn(t, stands),
        _taken_on(t, stands) if stands.commitment else None,
        t.count(
            "📌 {n} challenge of its own waits for answers",
            "📌 {n} challenges of its own wait for answers",
            stands.challenges,
        )
        if stands.challenges
        else None,
        _offers(t, stands),
        t.count("📥 {n} note received about its case", "📥 {n} notes received about its case", stands.notes)
        if stands.notes
        else None,
        _names(t, t.say("👥 Also for the city:"), stands.people),
    )


def _taken_on(t: Translator, stands: CityStands) -> Html:
    line = t.say("🤝 Has taken on: <i>{words}</i>", words=excerpt(stands.commitment, 120))
    return lines(line, noted_mark(t)) if stands.is_noted else line


def _offers(t: Translator, stands: CityStands) -> Html | None:
    to_come = t.count("{n} offer to the city", "{n} offers to the city", stands.to_come)
    to_give = t.count("{n} of the city", "{n} of the city", stands.to_give)
    parts = [*((to_come,) if stands.to_come else ()), *((to_give,) if stands.to_give else ())]
    return t.say("🎁 To arrive still: {parts}", parts=Html(" · ").join(parts)) if parts else None


def _turn(t: Translator, stands: CityStands) -> Html | None:
    if stands.turn is None:
        return None
    gaps = {"number": stands.turn.number, "day": day_of(t, stands.turn.starts_at)}
    if stands.is_ahead:
        return t.say("🎤 Presents its case in session {number}, on {day}", **gaps)
    return t.say("🎤 Has presented its case in session {number}, on {day}", **gaps)


def _names(t: Translator, label: Html, people: Sequence[Person]) -> Html | None:
    if not people:
        return None
    names = [Html.escape(excerpt(person.name, 60) or "—") for person in people]
    return Html("{} {}").format(label, some_of(t, names, MOST_NAMES))
