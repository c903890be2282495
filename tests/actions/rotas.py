"""A network with a rota of cases, for tests of its rules."""

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from actions.meetings import do_cancel, do_move, do_restore
from actions.refusals import Refused
from actions.rota.changing import do_exchange, do_move_turn
from actions.rota.drawing import do_draw, do_publish, do_redraw
from actions.rota.giving_back import do_give_back
from actions.rota.standing import standing_of
from actions.rota.swapping import do_answer_swap, do_ask_swap
from store.chats import meet_chat
from store.models import (
    ChatKind,
    City,
    Letter,
    LetterState,
    Meeting,
    Network,
    NetworkCity,
    Person,
    Role,
    Rota,
    TurnSwap,
)
from tests.actions.founding import convene, found_network, join, settle_person
from texts.rota.shown import Standing

NOW = datetime(2027, 6, 2, 10, tzinfo=UTC)  # a Wednesday, noon in Madrid
FIRST = datetime(2027, 6, 18, 15, tzinfo=UTC)
MONTH = timedelta(days=28)
DAY = timedelta(days=1)
NOBODY = (0, 0)  # a copy that nobody has pressed


@dataclass
class Case:
    """A network with six sessions, its coordinator, and cities with a delegate each."""

    session: Session
    network: Network
    meetings: list[Meeting]
    marta: Person
    people: list[Person]
    cities: list[City]

    def draw(self, now: datetime = NOW) -> Rota:
        return do_draw(self.session, self.marta, self.network, now=now)

    def publish(self, now: datetime = NOW) -> Rota:
        rota = self.draw(now)
        do_publish(self.session, self.marta, rota, self.network, sequence=rota.sequence, now=now)
        return rota

    def move(self, rota: Rota, city: City, meeting: Meeting, now: datetime = NOW) -> None:
        do_move_turn(self.session, self.marta, rota, self.network, city.id, meeting.id, sequence=rota.sequence, now=now)

    def exchange(self, rota: Rota, city: City, other: City, now: datetime = NOW) -> None:
        do_exchange(self.session, self.marta, rota, self.network, city.id, other.id, sequence=rota.sequence, now=now)

    def cancel(self, meeting: Meeting, now: datetime = NOW) -> None:
        do_cancel(self.session, self.marta, meeting, self.network, sequence=meeting.sequence, now=now)

    def standing(self, rota: Rota, now: datetime = NOW) -> Standing:
        return standing_of(self.session, rota, self.network, now)

    def turns(self, rota: Rota, now: datetime = NOW) -> dict[int, list[str]]:
        """The cities' names by the number of the session."""
        standing = self.standing(rota, now)
        return {place.meeting.number: [city.name for city in place.cities] for place in standing.places if place.cities}

    def names(self, *numbers: int) -> list[str]:
        return sorted(self.cities[number].name for number in numbers)

    def told(self, beginning: str) -> dict[int, Letter]:
        """What is still to be sent or was, by chat."""
        found = self.session.query(Letter).filter(Letter.key.startswith(beginning))
        return {letter.chat_id: letter for letter in found if letter.state is not LetterState.WITHDRAWN}


def case_of(session: Session, cities: int = 6) -> Case:
    network = found_network(session)
    meetings = convene(session, network, *(FIRST + number * MONTH for number in range(6)))
    marta, _ = settle_person(session)
    join(session, marta, None, network, role=Role.COORDINATOR)
    people, of_people = [], []
    for number in range(cities):
        person, city = settle_person(session)
        city.name = f"{'ABCDEFGHIJ'[number]}-{city.name}"
        session.add(NetworkCity(network_id=network.id, city_id=city.id))
        join(session, person, city, network)
        meet_chat(session, person.telegram_id or 0, ChatKind.PRIVATE, "")
        people.append(person)
        of_people.append(city)
    session.flush()
    return Case(session, network, meetings, marta, people, of_people)


def ask(case: Case, rota: Rota, one: int, other: int, now: datetime = NOW) -> TurnSwap:
    """The delegate of the city `one` asks the city `other`."""
    city, asked = case.cities[one], case.cities[other]
    sequence = rota.sequence
    return do_ask_swap(case.session, case.people[one], rota, case.network, city, asked.id, sequence=sequence, now=now)


def answer(case: Case, rota: Rota, swap: TurnSwap, *, is_accepted: bool = True, now: datetime = NOW) -> None:
    by = next(person for person, city in zip(case.people, case.cities, strict=True) if city.id == swap.other_city_id)
    do_answer_swap(case.session, by, swap, rota, case.network, is_accepted=is_accepted, now=now, pressed=NOBODY)


def give_back(case: Case, rota: Rota, one: int, now: datetime = NOW) -> None:
    city = case.cities[one]
    do_give_back(case.session, case.people[one], rota, case.network, city, sequence=rota.sequence, now=now)


def try_to(case: Case, rota: Rota, act: str, one: int, other: int, now: datetime) -> None:
    """Does something with some cities and sessions, or is refused."""
    with contextlib.suppress(Refused):
        _do(case, rota, act, one, other, now)


def _do(case: Case, rota: Rota, act: str, one: int, other: int, now: datetime) -> None:
    session, network, marta = case.session, case.network, case.marta
    city, partner = case.cities[one % len(case.cities)], case.cities[other % len(case.cities)]
    meeting, of_city = case.meetings[one % 6], case.meetings[other % 6]
    match act:
        case "move":
            case.move(rota, city, of_city, now)
        case "exchange":
            case.exchange(rota, city, partner, now)
        case "redraw":
            do_redraw(session, marta, rota, network, sequence=rota.sequence, now=now)
        case "publish":
            case.publish(now)
        case "cancel":
            case.cancel(meeting, now)
        case "restore":
            do_restore(session, marta, meeting, network, sequence=meeting.sequence, now=now)
        case "postpone":
            later = meeting.starts_at + 2 * DAY
            do_move(session, marta, meeting, network, later, sequence=meeting.sequence, now=now)
        case "ask" if rota.published_at is not None:
            ask(case, rota, one % len(case.cities), other % len(case.cities), now)
        case "accept" | "decline":
            for swap in session.query(TurnSwap).order_by(TurnSwap.id).offset(one).limit(1):
                answer(case, rota, swap, is_accepted=act == "accept", now=now)
        case "give back" if rota.published_at is not None:
            give_back(case, rota, one % len(case.cities), now)
