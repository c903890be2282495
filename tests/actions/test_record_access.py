"""One record of another network: who may ask for it, what its coordination is told, and what comes of that."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.access import access_challenge, access_coordinating, access_solution
from actions.mydata import do_erase
from actions.record_access import TooManyAsked, closed_to, do_ask, do_give, do_refuse, do_take_back
from actions.refusals import NotAllowed, NotFound, OneSessionOnly, Refused
from store.database import Database
from store.models import FoundKind, Kind, Letter, LetterState, Network, Person, RecordAccess, Role, Visibility
from store.record_access import granted, requests_of
from tests.actions import founding

NOON = datetime(2027, 6, 9, 15, 0, tzinfo=UTC)  # a Wednesday
CHALLENGE = FoundKind.CHALLENGE


@dataclass
class Two:
    """Two networks: in the one somebody shares and somebody coordinates, in the other somebody is curious."""

    network: Network
    other: Network
    author: Person
    coordinator: Person
    curious: Person


def found(session: Session) -> Two:
    network, other = founding.found_network(session), founding.found_network(session, "economia")
    author, city = founding.settle_person(session)
    coordinator, _ = founding.settle_person(session)
    curious, elsewhere = founding.settle_person(session)
    founding.join(session, author, city, network)
    founding.join(session, coordinator, None, network, role=Role.COORDINATOR)
    founding.join(session, curious, elsewhere, other)
    return Two(network, other, author, coordinator, curious)


def told(session: Session, kind: Kind) -> list[Letter]:
    """What stands in the outbox of a kind and is to come."""
    waiting = sa.select(Letter).where(Letter.kind == kind, Letter.state == LetterState.WAITING).order_by(Letter.id)
    return list(session.scalars(waiting))


READERS: list[tuple[str, Role, Visibility, bool | str | type[Refused]]] = [
    ("in it", Role.DELEGATE, Visibility.NETWORK, True),
    ("in it", Role.FACILITATOR, Visibility.NETWORK, True),
    ("in it", Role.COORDINATOR, Visibility.COORDINATORS, True),
    ("in it", Role.DELEGATE, Visibility.COORDINATORS, NotFound),
    ("in it", Role.GUEST, Visibility.NETWORK, OneSessionOnly),
    ("elsewhere", Role.DELEGATE, Visibility.NETWORK, "asks"),
    ("elsewhere", Role.COORDINATOR, Visibility.NETWORK, "asks"),
    ("elsewhere", Role.DELEGATE, Visibility.COORDINATORS, NotFound),
    ("elsewhere", Role.COORDINATOR, Visibility.COORDINATORS, NotFound),
    ("elsewhere", Role.GUEST, Visibility.NETWORK, NotFound),
    ("nowhere", Role.DELEGATE, Visibility.NETWORK, NotFound),
]


async def test_who_reads_who_may_ask_and_who_learns_nothing(database: Database) -> None:
    def unit(session: Session) -> None:
        two = found(session)
        for where, role, visibility, reads in READERS:
            challenge = founding.share_challenge(session, two.network, two.author, NOON, visibility=visibility)
            person, city = founding.settle_person(session)
            if where != "nowhere":
                founding.join(session, person, city, two.network if where == "in it" else two.other, role=role)

            assert _reading(session, person, challenge.id) == (NotFound if reads == "asks" else reads), (where, role)
            may_ask = closed_to(session, person, CHALLENGE, challenge.id) is not None
            assert may_ask is (reads == "asks"), (where, role, visibility)

    await database.run(unit)


def _reading(session: Session, person: Person, challenge_id: int) -> bool | type[Refused]:
    """True, or how it was refused."""
    try:
        return access_challenge(session, person, challenge_id).id == challenge_id
    except Refused as refusal:
        return type(refusal)


async def test_coordination_is_told_once_and_gives_and_takes_back(database: Database) -> None:
    def unit(session: Session) -> None:
        two = found(session)
        challenge = founding.share_challenge(session, two.network, two.author, NOON)
        solution = founding.answer_challenge(session, challenge, two.author, NOON)
        with pytest.raises(NotFound):
            access_solution(session, two.curious, solution.id)

        request = do_ask(session, two.curious, FoundKind.SOLUTION, solution.id, now=NOON)
        assert do_ask(session, two.curious, CHALLENGE, challenge.id, now=NOON) is request
        [asked] = told(session, Kind.ACCESS_ASKED)
        assert asked.chat_id == two.coordinator.telegram_id
        assert challenge.title in asked.payload["text"]
        for nobody in (two.curious, two.author):
            with pytest.raises((NotFound, NotAllowed)):
                do_give(session, nobody, request.id, now=NOON)

        do_give(session, two.coordinator, request.id, now=NOON)
        do_give(session, two.coordinator, request.id, now=NOON + timedelta(minutes=1))
        do_refuse(session, two.coordinator, request.id, now=NOON)  # another key, which comes too late
        [answered] = told(session, Kind.ACCESS_ANSWERED)
        assert answered.chat_id == two.curious.telegram_id
        assert access_solution(session, two.curious, solution.id) is solution
        assert granted(session, two.curious.id) == [(CHALLENGE, challenge.id), (FoundKind.SOLUTION, solution.id)]
        with pytest.raises(NotFound):
            access_coordinating(session, two.curious, two.network.id)

        do_take_back(session, two.coordinator, request.id, now=NOON)
        assert told(session, Kind.ACCESS_ANSWERED) == []
        assert granted(session, two.curious.id) == []
        with pytest.raises(NotFound):
            access_challenge(session, two.curious, challenge.id)

    await database.run(unit)


async def test_what_is_asked_for_meanwhile_is_added_to_the_message(database: Database) -> None:
    def unit(session: Session) -> None:
        two = found(session)
        shared = [
            founding.share_challenge(session, two.network, two.author, NOON, title=f"Uno {number}")
            for number in range(6)
        ]
        for challenge in shared[:5]:
            do_ask(session, two.curious, CHALLENGE, challenge.id, now=NOON)
        with pytest.raises(TooManyAsked):
            do_ask(session, two.curious, CHALLENGE, shared[5].id, now=NOON)

        [asked] = told(session, Kind.ACCESS_ASKED)
        assert all(challenge.title in asked.payload["text"] for challenge in shared[:5])
        keys = asked.payload["reply_markup"]["inline_keyboard"]
        assert [len(row) for row in keys] == [2] * 5

        first = session.scalars(sa.select(RecordAccess).order_by(RecordAccess.id)).first()
        assert first is not None
        do_refuse(session, two.coordinator, first.id, now=NOON)
        [answered] = told(session, Kind.ACCESS_ANSWERED)
        assert "Uno 0" not in answered.payload["text"]
        assert do_ask(session, two.curious, CHALLENGE, shared[0].id, now=NOON) is first  # and nobody is asked again

    await database.run(unit)


async def test_what_is_not_answered_yet_stays_in_the_message(database: Database) -> None:
    def unit(session: Session) -> None:
        two = found(session)
        for number in range(7):
            challenge = founding.share_challenge(session, two.network, two.author, NOON, title=f"Uno {number}")
            request = do_ask(session, two.curious, CHALLENGE, challenge.id, now=NOON)
            if number > 0:
                do_refuse(session, two.coordinator, request.id, now=NOON)

        shown = requests_of(session, two.curious.id, two.network.id, 5)

        assert [request.refused_at is None for request in shown] == [True, False, False, False, False]

    await database.run(unit)


async def test_erasure_takes_the_name_out_and_closes_all(database: Database) -> None:
    def unit(session: Session) -> None:
        two = found(session)
        challenge = founding.share_challenge(session, two.network, two.author, NOON)
        request = do_ask(session, two.curious, CHALLENGE, challenge.id, now=NOON)
        do_give(session, two.coordinator, request.id, now=NOON)
        name = two.curious.name

        do_erase(session, two.curious, now=NOON)

        [asked] = told(session, Kind.ACCESS_ASKED)
        assert name not in asked.payload["text"]
        assert session.scalars(sa.select(RecordAccess)).all() == []

    await database.run(unit)
