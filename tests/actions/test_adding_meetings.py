"""What is refused when coordinators add sessions or put them back, and who hears of it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from actions.meetings import do_add, do_answer, do_cancel, do_restore
from actions.meetings.adding import told_when_restored
from actions.meetings.attendance import attendance_of
from actions.meetings.refusals import DateTaken
from store.database import Database
from store.models import Answer, Letter, Meeting, Network, Person, Role
from tests.actions.founding import convene, found_network, join, settle_person

NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)
FIRST = datetime(2027, 6, 18, 15, tzinfo=UTC)


async def test_session_is_not_put_back_where_another_one_takes_place_by_now(database: Database) -> None:
    def unit(session: Session) -> None:
        marta, network, meeting = _cancelled(session)
        added = do_add(session, marta, network, FIRST + timedelta(minutes=30), now=NOW)

        with pytest.raises(DateTaken) as refused:
            _restore(session, marta, network, meeting)

        assert refused.value.other is added
        do_cancel(session, marta, added, network, sequence=0, now=NOW)
        _restore(session, marta, network, meeting)
        assert meeting.cancelled_at is None

    await database.run(unit)


async def test_those_who_are_told_that_a_session_takes_place_are_those_who_were_counted(database: Database) -> None:
    def unit(session: Session) -> None:
        marta, network, meeting = _cancelled(session, Answer.GOING, Answer.CANNOT, None)
        session.query(Letter).delete()
        counted = told_when_restored(attendance_of(session, meeting), besides=marta.id)

        _restore(session, marta, network, meeting)

        told = [letter.chat_id for letter in session.query(Letter)]
        assert sorted(told) == sorted(one.person.telegram_id or 0 for one in counted)
        assert len(told) == 2

    await database.run(unit)


def _cancelled(session: Session, *answers: Answer | None) -> tuple[Person, Network, Meeting]:
    """Of a network with a coordinator, and people who had answered so."""
    network = found_network(session)
    marta, city = settle_person(session)
    join(session, marta, city, network, role=Role.COORDINATOR)
    (meeting,) = convene(session, network, FIRST)
    for answer in answers:
        person, city = settle_person(session)
        join(session, person, city, network)
        if answer is not None:
            do_answer(session, person, meeting, network, answer, now=NOW)
    do_cancel(session, marta, meeting, network, sequence=meeting.sequence, now=NOW)
    return marta, network, meeting


def _restore(session: Session, person: Person, network: Network, meeting: Meeting) -> None:
    do_restore(session, person, meeting, network, sequence=meeting.sequence, now=NOW)
