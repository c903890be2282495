"""What is refused when coordinators add sessions or put them back, and who hears of it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from actions.meetings import do_add, do_answer, do_cancel, do_move, do_restore
from actions.meetings.adding import told_when_restored
from actions.meetings.attendance import attendance_of, is_asked_again
from actions.meetings.refusals import DateTaken
from actions.refusals import NetworkClosed
from store.database import Database
from store.models import Answer, Letter, Meeting, Network, Person, Prompt, Role
from tests.actions.founding import convene, found_network, join, settle_person

NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)
FIRST = datetime(2027, 6, 18, 15, tzinfo=UTC)
DAY = timedelta(days=1)


async def test_added_session_has_a_question_before_it_where_there_is_time_for_one(database: Database) -> None:
    def unit(session: Session) -> None:
        marta, network, (meeting,) = _convened(session, FIRST)

        do_add(session, marta, network, FIRST + 28 * DAY, now=NOW)

        assert [prompt.meeting_id for prompt in session.query(Prompt)] == [meeting.id]

    await database.run(unit)


async def test_added_session_is_told_to_others_who_take_no_break(database: Database) -> None:
    def unit(session: Session) -> None:
        marta, network, _ = _convened(session)
        present, away = (_joined(session, network) for _ in range(2))
        away.paused_until = NOW + DAY

        do_add(session, marta, network, FIRST, now=NOW)

        assert [letter.chat_id for letter in session.query(Letter)] == [present.telegram_id]

    await database.run(unit)


async def test_two_sessions_may_be_added_at_the_same_instant(database: Database) -> None:
    def unit(session: Session) -> None:
        marta, network, _ = _convened(session)

        added = [do_add(session, marta, network, FIRST + number * DAY, now=NOW) for number in range(3)]

        assert [meeting.number for meeting in added] == [1, 2, 3]

    await database.run(unit)


async def test_network_that_is_closed_has_no_more_sessions(database: Database) -> None:
    def unit(session: Session) -> None:
        marta, network, meeting = _cancelled(session)
        network.closed_at = NOW

        with pytest.raises(NetworkClosed):
            do_add(session, marta, network, FIRST + DAY, now=NOW)
        with pytest.raises(NetworkClosed):
            _restore(session, marta, network, meeting)

    await database.run(unit)


async def test_session_that_is_moved_after_it_was_put_back_is_a_moved_one(database: Database) -> None:
    def unit(session: Session) -> None:
        marta, network, meeting = _cancelled(session)
        _restore(session, marta, network, meeting)
        restored_at = meeting.restored_at

        do_move(session, marta, meeting, network, FIRST + DAY, sequence=meeting.sequence, now=NOW)

        assert (restored_at, meeting.restored_at) == (NOW, None)

    await database.run(unit)


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
        _joined(session, network).telegram_id = None
        _joined(session, network).paused_until = NOW + DAY
        session.flush()
        counted = told_when_restored(attendance_of(session, meeting), besides=marta.id, now=NOW)

        _restore(session, marta, network, meeting)

        told = [letter.chat_id for letter in session.query(Letter)]
        assert sorted(told) == sorted(one.person.telegram_id for one in counted if one.person.telegram_id is not None)
        assert len(told) == len(counted) == 2

    await database.run(unit)


async def test_answers_to_a_session_that_is_put_back_are_those_to_its_date(database: Database) -> None:
    def unit(session: Session) -> None:
        marta, network, (meeting,) = _convened(session, FIRST)
        before, after = (_joined(session, network) for _ in range(2))
        do_answer(session, marta, meeting, network, Answer.GOING, now=NOW)
        do_answer(session, before, meeting, network, Answer.CANNOT, now=NOW)
        do_move(session, marta, meeting, network, FIRST + DAY, sequence=0, now=NOW)
        do_answer(session, after, meeting, network, Answer.CANNOT, now=NOW)
        do_cancel(session, marta, meeting, network, sequence=1, now=NOW)

        _restore(session, marta, network, meeting)

        session.expire_all()
        attendance = attendance_of(session, meeting)
        assert [one.person for one in attendance.silent()] == [before]  # to whom another date was impossible
        (coming,) = attendance.answering(Answer.GOING)
        assert not is_asked_again(meeting, coming.rsvp)  # who puts it back need not be asked
        assert (meeting.revision, meeting.revised_at) == (3, NOW)  # in calendars it is back too

    await database.run(unit)


async def test_session_that_is_put_back_has_a_number_of_its_own(database: Database) -> None:
    """As when the rule dropped it, and counted on without it."""

    def unit(session: Session) -> None:
        marta, network, (meeting, other) = _convened(session, FIRST, FIRST + DAY)
        do_cancel(session, marta, meeting, network, sequence=0, now=NOW)
        other.number = meeting.number

        _restore(session, marta, network, meeting)

        assert (other.number, meeting.number) == (1, 2)

    await database.run(unit)


def _cancelled(session: Session, *answers: Answer | None) -> tuple[Person, Network, Meeting]:
    """A session to which people had answered so."""
    marta, network, (meeting,) = _convened(session, FIRST)
    for answer in answers:
        person = _joined(session, network)
        if answer is not None:
            do_answer(session, person, meeting, network, answer, now=NOW)
    do_cancel(session, marta, meeting, network, sequence=0, now=NOW)
    return marta, network, meeting


def _convened(session: Session, *starts: datetime) -> tuple[Person, Network, list[Meeting]]:
    """A network with its coordinator, and its sessions."""
    network = found_network(session)
    return _joined(session, network, Role.COORDINATOR), network, convene(session, network, *starts)


def _joined(session: Session, network: Network, role: Role = Role.DELEGATE) -> Person:
    person, city = settle_person(session)
    join(session, person, city, network, role=role)
    return person


def _restore(session: Session, person: Person, network: Network, meeting: Meeting) -> None:
    do_restore(session, person, meeting, network, sequence=meeting.sequence, now=NOW)
