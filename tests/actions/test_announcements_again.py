"""Announcements that go out again and again: when, to whom, and until when."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.announcements import writing
from actions.announcements.repeating import Plan, do_repeat, make_rounds
from actions.announcements.sending import do_send
from actions.announcements.writing import Content, do_cancel
from store import announcements as store
from store.database import Database
from store.memberships import membership_of
from store.models import Announcement, AnnouncementRepeat, AnnouncementState, Network, Person, Rhythm, Role
from store.repeats import repeat_of
from tests.actions.broadcasting import NOON
from tests.actions.founding import convene, found_network, join, settle_person

WEEKLY = Plan(Rhythm.WEEKLY, datetime(2027, 6, 3, 9), times=2)  # noqa: DTZ001 - on its author's wall
NINE = datetime(2027, 6, 3, 7, tzinfo=UTC)
WEEK = timedelta(days=7)


async def test_each_week_another_one_goes_out_once_and_those_that_were_missed_do_not(database: Database) -> None:
    def unit(session: Session) -> None:
        author, (network, _), number = _written(session)
        do_repeat(session, author, number, WEEKLY, now=NOON)
        assert make_rounds(session, NOON) == 0

        make_rounds(session, NINE)
        make_rounds(session, NINE)
        (first,) = _made(session, number)
        assert (first.state, first.look_at, first.text) == (AnnouncementState.SCHEDULED, NINE, "Hola")
        assert len(store.network_ids_of(session, first.id)) == 2

        late = NINE + 2 * WEEK + timedelta(days=3)
        make_rounds(session, late)
        assert len(_made(session, number)) == 1, "three days late is too late"
        assert network.id in store.network_ids_of(session, first.id)
        make_rounds(session, NINE + 3 * WEEK)
        assert len(_made(session, number)) == 2
        assert repeat_of(session, number) is None, "twice it was to be"

    await database.run(unit)


async def test_each_month_is_reckoned_from_the_first_day(database: Database) -> None:
    def unit(session: Session) -> None:
        author, _, number = _written(session)
        plan = Plan(Rhythm.MONTHLY, datetime(2027, 8, 31, 9), until=date(2027, 10, 30))  # noqa: DTZ001
        do_repeat(session, author, number, plan, now=NOON)
        repeat = session.get_one(AnnouncementRepeat, number)

        make_rounds(session, datetime(2027, 8, 31, 7, tzinfo=UTC))
        assert repeat.due_at == datetime(2027, 9, 30, 7, tzinfo=UTC)
        make_rounds(session, datetime(2027, 9, 30, 7, tzinfo=UTC))
        assert repeat.due_at is None, "the 31st of October is after its last day"
        assert len(_made(session, number)) == 2

    await database.run(unit)


async def test_before_each_session_it_goes_to_the_network_that_meets(database: Database) -> None:
    def unit(session: Session) -> None:
        author, (network, other), number = _written(session)
        soon, later = NOON + timedelta(days=1), NOON + timedelta(days=9)
        convene(session, network, soon, later)
        plan = Plan(Rhythm.SESSIONS, datetime(2027, 6, 2, 9), days_before=3, times=9)  # noqa: DTZ001
        do_repeat(session, author, number, plan, now=NOON)
        repeat = session.get_one(AnnouncementRepeat, number)
        assert (repeat.due_at, _made(session, number)) == (NINE, []), "the session of tomorrow is too near"

        make_rounds(session, NINE)
        assert (repeat.due_at, _made(session, number)) == (NINE + timedelta(days=1), []), "it only looked"
        convene(session, other, NOON + timedelta(days=5))
        for days in range(1, 9):
            make_rounds(session, NINE + timedelta(days=days))
            make_rounds(session, NINE + timedelta(days=days))
        networks = [store.network_ids_of(session, made.id) for made in _made(session, number)]
        assert networks == [(other.id,), (network.id,)]

    await database.run(unit)


async def test_it_ends_with_the_right_to_announce_and_with_another_way_of_sending(database: Database) -> None:
    def unit(session: Session) -> None:
        author, (network, _), number = _written(session)
        about = (session, author, number)
        do_repeat(*about, WEEKLY, now=NOON)
        writing.do_schedule(*about, NOON + WEEK, now=NOON)
        assert repeat_of(session, number) is None
        do_repeat(*about, WEEKLY, now=NOON)
        assert session.get_one(Announcement, number).send_at is None

        membership = membership_of(session, author.id, network.id)
        assert membership is not None
        membership.role = Role.DELEGATE
        session.flush()
        make_rounds(session, NINE)
        assert (_made(session, number), repeat_of(session, number)) == ([], None)

        membership.role = Role.COORDINATOR
        do_repeat(*about, WEEKLY, now=NOON)
        do_send(*about, now=NOON)
        assert repeat_of(session, number) is None
        other, _, another = _written(session, "c", "d")
        do_repeat(session, other, another, WEEKLY, now=NOON)
        do_cancel(session, other, another, now=NOON)
        assert repeat_of(session, another) is None

    await database.run(unit)


def _written(session: Session, *slugs: str) -> tuple[Person, Sequence[Network], int]:
    """Somebody who coordinates two networks with a member each, and what is announced to both."""
    author, _ = settle_person(session)
    networks = [found_network(session, slug) for slug in slugs or ("a", "b")]
    for network in networks:
        join(session, author, None, network, role=Role.COORDINATOR)
        join(session, *settle_person(session), network)
    return author, networks, writing.do_write(session, author, networks, Content("Hola", "Hola"), now=NOON).id


def _made(session: Session, number: int) -> list[Announcement]:
    found = sa.select(Announcement).where(Announcement.state == AnnouncementState.SCHEDULED, Announcement.id != number)
    return list(session.scalars(found.order_by(Announcement.id)))
