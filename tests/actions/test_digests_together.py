"""Digests written many at once say what each would have said alone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions import letters
from actions.digests import do_send_network_digests, do_send_person_digests, next_digest, plan_for_member
from actions.digests.told import SETTLED, settle_people, subject_to_person
from actions.letters import Postage
from store.database import Database
from store.digests import account_for
from store.models import Letter, LetterState, Membership, Network, Outcome, Rsvp, Visibility
from tests.actions.founding import (
    answer_challenge,
    connect_group,
    convene,
    found_network,
    join,
    settle_person,
    share_challenge,
)
from tests.asked import statements
from texts.message import Html, Message

BEGIN = datetime(2027, 10, 12, tzinfo=UTC)
FIRST = datetime(2027, 10, 18, 16, tzinfo=UTC)  # Monday, after nine everywhere
SECOND = FIRST + timedelta(days=7)
DEEDS = 15  # within two weeks
AUTHORS = 4
PLACES = (("ES", "es"), ("ES", "ca"), ("MX", "es"), ("BR", "pt"), ("EC", "en"), ("ES", "es"))


def busy_networks(session: Session) -> list[Network]:
    """Two networks with readers of all languages and zones; some of them have something of their own in them."""
    networks = [found_network(session, "uno"), found_network(session, "dos")]
    settled = [settle_person(session, country, language=language) for country, language in PLACES * 5]
    people = [(person, settled[number % len(PLACES)][1]) for number, (person, _) in enumerate(settled)]
    for network in networks:
        network.digest_due_at = next_digest(network, network.zone, BEGIN)
        connect_group(session, network)
        (meeting,) = convene(session, network, SECOND + timedelta(days=4))
        for number, (person, city) in enumerate(people):
            if network is networks[0] or number % 4 == 3:
                plan_for_member(session, join(session, person, city, network), network, now=BEGIN)
                if number % 4 < 2:
                    answered = {"answer": "going", "sequence": 0, "answered_at": BEGIN}
                    session.add(Rsvp(meeting_id=meeting.id, person_id=person.id, **answered))
    for number in range(DEEDS):
        authors = [people[(number + place) % AUTHORS][0] for place in range(AUTHORS)]
        at = BEGIN + number * timedelta(hours=20)
        visibility = Visibility.COORDINATORS if number == 4 else Visibility.NETWORK
        shared = share_challenge(
            session, networks[number % 2], authors[0], at, f"Desafío {number}", visibility=visibility
        )
        if number % 4 == 0:
            shared.outcome, shared.outcome_at = Outcome.PARTLY, at + timedelta(hours=5)
        for author in authors[1 : 1 + number % 3]:
            answer_challenge(session, shared, author, at + timedelta(days=3))
    session.flush()
    return networks


def written(session: Session, since: datetime) -> dict[str | None, tuple[int, datetime, Any]]:
    found = sa.select(Letter).where(Letter.created_at >= since)
    return {letter.key: (letter.chat_id, letter.due_at, letter.payload) for letter in session.scalars(found)}


def all_at_once(session: Session, now: datetime) -> None:
    due = session.scalars(sa.select(Network).where(Network.digest_due_at <= now)).all()
    do_send_network_digests(session, due, now=now)
    do_send_person_digests(session, people_due(session, now), now=now)


def one_by_one(session: Session, now: datetime) -> None:
    for network in session.scalars(sa.select(Network).where(Network.digest_due_at <= now)).all():
        do_send_network_digests(session, [network], now=now)
    for person_id in reversed(people_due(session, now)):
        do_send_person_digests(session, [person_id], now=now)


def people_due(session: Session, now: datetime) -> list[int]:
    due = sa.select(Membership.person_id).where(Membership.digest_due_at <= now).distinct()
    return list(session.scalars(due.order_by(Membership.person_id)))


def outcomes(session: Session) -> None:
    """Every third letter of the first week was not sent: from now on its reader has another window."""
    for number, letter in enumerate(session.scalars(sa.select(Letter).order_by(Letter.key)).all()):
        letter.state = LetterState.SENT if number % 3 else LetterState.UNREACHABLE
    session.flush()


def two_weeks(session: Session, send: Callable[[Session, datetime], None]) -> list[Any]:
    send(session, FIRST)
    first = written(session, FIRST)
    outcomes(session)
    send(session, SECOND)
    session.flush()
    watermarks = sa.select(Membership.person_id, Membership.network_id, Membership.digest_sent_until)
    return [first, written(session, SECOND), *session.execute(watermarks.order_by(Membership.id)).all()]


async def test_digests_written_together_are_those_written_one_by_one(database: Database) -> None:
    def unit(session: Session) -> None:
        busy_networks(session)
        told = []
        for send in (all_at_once, one_by_one):
            with session.begin_nested() as trial:
                told.append(two_weeks(session, send))
                trial.rollback()

        together, alone = told
        assert len(together[0]) > len(PLACES) * 5
        assert together == alone

    await database.run(unit)


async def test_digest_of_several_messages_is_accounted_for_as_one(database: Database) -> None:
    def unit(session: Session) -> tuple[list[datetime | None], list[str | None]]:
        person, city = settle_person(session)
        networks = [found_network(session, slug) for slug in ("uno", "dos", "tres")]
        present = [(join(session, person, city, network), city) for network in networks]
        key = f"digest:2027-10-18:person:{person.id}:{networks[0].id}+{networks[2].id}"
        postage = Postage(key=key, subject=subject_to_person(person.id))
        long = Message(Html("novedad\n\n" * 900))
        letters.put_all(session, letters.new_messages(person.telegram_id or 0, long, now=FIRST, postage=postage))
        for letter in session.scalars(sa.select(Letter)):
            letter.state = LetterState.SENT
        account_for(session, settle_people(session, {person.id: present}, SECOND)[1])
        left = session.scalars(sa.select(Letter.subject)).all()
        return [membership.digest_sent_until for membership, _ in present], list(left)

    told_until, subjects = await database.run(unit)

    assert told_until == [FIRST - SETTLED, None, FIRST - SETTLED]
    assert subjects == [None, None]


async def test_groups_are_told_nothing_of_guests_and_notings_and_nothing_is_asked_for_it(database: Database) -> None:
    def unit(session: Session) -> None:
        networks = busy_networks(session)
        with statements() as asked:
            do_send_network_digests(session, networks, now=FIRST)
        assert asked
        assert not [one for one in asked if "guest_question" in one or "noting" in one]
        with statements() as asked:
            do_send_person_digests(session, people_due(session, FIRST), now=FIRST)
        assert sum("guest_question" in one for one in asked) == 1
        assert sum("FROM noting" in one for one in asked) == 1

    await database.run(unit)
