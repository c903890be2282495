"""What has happened in a network, for whoever comes later: one message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from store.catching_up import Shared
from store.challenges import ChallengesShown
from store.models import City, Meeting, Network, Person
from texts.challenges.presses import ChallengesListed
from texts.cities import city_name
from texts.dates import day_of
from texts.lists import some_of
from texts.meetings.cards import sessions_key
from texts.meetings.presses import MeetingOpened
from texts.meetings.shown import Reader, when
from texts.menu import back_button
from texts.message import Button, Html, Message, excerpt, lines, paragraphs
from texts.network import NetworkOpened
from texts.translator import Translator

MOST_NAMES = 6


@dataclass(frozen=True)
class CityStands:
    """How a city stands in the network.

    turn: in which its case is or was heard; is_ahead: it is still to come
    challenges: how many of its own wait for an answer
    people: who else takes part for it
    """

    city: City
    turn: Meeting | None
    is_ahead: bool
    commitment: str
    challenges: int
    people: Sequence[Person]


@dataclass(frozen=True)
class CatchUp:
    """All that the message tells. `city`: None for those who come for none."""

    network: Network
    meeting: Meeting | None
    shared: Shared
    staff: Sequence[Person]
    city: CityStands | None
    before: str = ""  # whose place the reader has taken over


def catch_up(reader: Reader, told: CatchUp, moment: Html | None) -> Message:
    """Where the network stands, and one's city in it. `moment`: of the next session."""
    t = reader.translator
    session = None if told.meeting is None else Button(t.label("📅 See the session"), MeetingOpened(told.meeting.id))
    return Message(
        paragraphs(
            t.say("📚 <b>Where things stand</b> · {network}", network=told.network.name),
            t.say("➡️ From now on you go on in the place of {name}.", name=told.before) if told.before else None,
            lines(_next(t, told, moment), _so_far(t, told.shared)),
            _city(t, told.city) if told.city is not None else None,
            _names(t, t.say("🧭 Ask:"), told.staff),
        ),
        (
            *(((session, sessions_key(t)),) if session is not None else ((sessions_key(t),),)),
            (
                Button(t.label("📌 Challenges"), ChallengesListed(told.network.id, ChallengesShown.OPEN, 0)),
                Button(t.label("🏙 My network"), NetworkOpened(told.network.id)),
            ),
            (back_button(t),),
        ),
    )


def moment_of(reader: Reader, told: CatchUp, now: datetime) -> Html | None:
    """Of the next session, on the reader's clock."""
    return None if told.meeting is None else when(reader, told.meeting.starts_at, told.network, now)


def _next(t: Translator, told: CatchUp, moment: Html | None) -> Html | None:
    if told.meeting is None or moment is None:
        return None
    return t.say("📅 Session {number}: {when}", number=told.meeting.number, when=moment)


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
        t.say("🤝 Has taken on: <i>{words}</i>", words=excerpt(stands.commitment, 120)) if stands.commitment else None,
        t.count(
            "📌 {n} challenge of its own waits for answers",
            "📌 {n} challenges of its own wait for answers",
            stands.challenges,
        )
        if stands.challenges
        else None,
        _names(t, t.say("👥 Also for the city:"), stands.people),
    )


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
