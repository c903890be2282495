"""A network of four cities whose session is held, as tests of its rules begin with."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from actions.access import Speaker, access_offering
from actions.live.ending import do_end
from actions.live.late import do_keep
from actions.live.moving import do_go_to
from actions.live.standing import course_of
from actions.live.starting import Plan, do_start, plan_of
from actions.meetings import do_answer
from actions.offers.offering import do_offer
from scheduler import live
from store.chats import meet_chat
from store.models import (
    Answer,
    ChatKind,
    City,
    Letter,
    LetterState,
    Meeting,
    Method,
    Network,
    NetworkCity,
    NoteKind,
    Offer,
    Person,
    Role,
    Rota,
    RotaTurn,
)
from tests.actions.founding import convene, found_network, join, settle_person
from texts.agenda.methods import Does
from texts.live.shown import Course

BEGIN = datetime(2027, 7, 16, 15, tzinfo=UTC)  # a Friday, five in Madrid; the second session of three
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
MONTH = timedelta(days=28)
SECOND = timedelta(seconds=1)


@dataclass
class Held:
    """A network with three sessions, one who leads, and four cities with a person each; the first presents its case."""

    session: Session
    network: Network
    meeting: Meeting
    lucia: Person
    people: list[Person]
    cities: list[City]
    now: datetime = BEGIN

    @property
    def course(self) -> Course:
        course = course_of(self.session, self.meeting, self.network, self.now)
        assert course is not None
        return course

    def start(self, sequence: int | None = None) -> Course:
        planned = self.plan().sequence if sequence is None else sequence
        return do_start(self.session, self.lucia, self.meeting, self.network, sequence=planned, now=self.now)

    def plan(self) -> Plan:
        return plan_of(self.session, self.meeting, self.network, self.now)

    def go(self, step: int = 1) -> Course:
        live = self.course.live
        position, sequence = live.position + step, live.sequence
        return do_go_to(self.session, self.meeting, self.network, position, sequence=sequence, now=self.now)

    def go_until(self, does: Does) -> Course:
        while self.course.current.does is not does:
            self.go()
        return self.course

    def leave_case(self) -> Course:
        while self.course.current.stage.method is Method.CASE:
            self.go()
        return self.course

    def write(self, number: int, text: str = "Contamos las cargas", kind: NoteKind = NoteKind.DID) -> None:
        part = next(one.stage.part for one in self.course.stages if one.stage.method is Method.CASE)
        do_keep(self.session, self.people[number], self.speaker(number), part, kind, text, now=self.now)

    def speaker(self, number: int) -> Speaker:
        return Speaker(self.meeting, self.network, self.cities[number], is_noting=False)

    def offer(self, number: int, to: int, due_on: date | None = None, by: Person | None = None) -> Offer:
        person = by or self.people[number]
        speaker = access_offering(self.session, person, self.meeting.id, self.cities[number].id)
        return do_offer(self.session, person, speaker, self.cities[to], "Los pliegos", due_on, now=self.now)

    def end(self) -> Course:
        sequence = self.course.live.sequence
        return do_end(self.session, self.lucia, self.meeting, self.network, sequence=sequence, now=self.now)

    def ring(self, now: datetime) -> None:
        self.now = now
        live.TICK.enqueue(self.session, now)

    def numbers(self, part: str) -> list[int]:
        """To whom."""
        return sorted(number for number, _ in self.told(part))

    def told(self, part: str) -> list[tuple[int, str]]:
        """To whom letters with this in their keys go, by their place among the people, and what they say."""
        found = self.session.query(Letter).filter(Letter.key.contains(part)).order_by(Letter.id)
        chats = [person.telegram_id for person in self.people]
        return [
            (chats.index(letter.chat_id), str(letter.payload["text"]))
            for letter in found
            if letter.state is not LetterState.WITHDRAWN
        ]


def held(session: Session) -> Held:
    network = found_network(session)
    meetings = convene(session, network, BEGIN - MONTH, BEGIN, BEGIN + MONTH)
    lucia, _ = settle_person(session, "BR", language="pt")
    join(session, lucia, None, network, role=Role.FACILITATOR)
    meet_chat(session, lucia.telegram_id or 0, ChatKind.PRIVATE, "")
    people, cities = [], []
    for country in ("MX", "ES", "EC", "BR"):
        person, city = settle_person(session, country)
        join(session, person, city, network)
        meet_chat(session, person.telegram_id or 0, ChatKind.PRIVATE, "")
        session.add(NetworkCity(network_id=network.id, city_id=city.id))
        people.append(person)
        cities.append(city)
    session.flush()
    for person in people[:3]:
        do_answer(session, person, meetings[1], network, Answer.GOING, now=BEGIN - MONTH)
    rota = Rota(network_id=network.id, person_id=lucia.id, drawn_at=BEGIN - MONTH, published_at=BEGIN - MONTH)
    session.add(rota)
    session.flush()
    session.add(RotaTurn(rota_id=rota.id, city_id=cities[0].id, meeting_id=meetings[1].id))
    session.flush()
    return Held(session, network, meetings[1], lucia, people, cities)
