"""Polls about dates: how cities are counted, until when they are asked, and what becomes of answers."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions import letters
from actions.behalf.refusals import SaidItself
from actions.date_polls.answering import do_answer
from actions.date_polls.asking import check_askable, closing, do_ask, reminding
from actions.date_polls.dropping import do_drop
from actions.date_polls.noting import do_note_date
from actions.date_polls.refusals import (
    DateTooSoon,
    NobodyToAsk,
    PollClosed,
    PollOver,
    SessionTooNear,
    TooFewDates,
    TooManyDates,
)
from actions.date_polls.showing import table_for
from actions.date_polls.standing import asked_of, standing_of
from actions.date_polls.telling import close, remind_the_silent
from actions.meetings import do_add, do_move
from actions.meetings.refusals import MeetingChanged
from actions.mydata import do_erase, do_leave
from actions.refusals import NetworkClosed, NotAllowed
from scheduler.date_polls import enqueue
from store.chats import meet_chat
from store.database import Database
from store.date_polls import options_of, unended_poll
from store.models import (
    Availability,
    Chat,
    ChatKind,
    City,
    DatePoll,
    DatePollAnswer,
    Letter,
    LetterState,
    Meeting,
    Membership,
    Network,
    NetworkCity,
    Person,
    PollEnding,
    Role,
)
from store.mydata.gathering import rows_of
from tests.actions.founding import convene, found_network, join, settle_person
from texts.date_polls.shown import Standing, Tally

NOW = datetime(2027, 6, 2, 10, tzinfo=UTC)  # a Wednesday, noon in Madrid
FIRST = datetime(2027, 6, 18, 15, tzinfo=UTC)
DAY = timedelta(days=1)
NIGHT = datetime(2027, 6, 7, 3, tzinfo=UTC)  # before it closes
LATER = NOW + timedelta(minutes=1)
DATES = [FIRST + DAY, FIRST + 2 * DAY, FIRST + 3 * DAY]
YES, IF_NEED_BE, NO = Availability


async def test_city_counts_once_with_the_best_that_somebody_of_it_said(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), (one, other, third) = _network(session)
        beside = _of_city(session, network, _city_of(session, one))
        poll = _asked(session, network, meeting)
        _say(session, poll, one, NO, YES, IF_NEED_BE)
        _say(session, poll, beside, IF_NEED_BE, NO)
        _say(session, poll, other, NO)

        standing = standing_of(session, asked_of(session, poll, network, NOW))

        first, second, last = standing.tallies
        cities = [_city_of(session, person) for person in (one, other, third)]
        assert first == Tally(DATES[0], (), (cities[0],), (cities[1],), (cities[2],))
        assert second == Tally(DATES[1], (cities[0],), (), (), (cities[1], cities[2]))
        assert last == Tally(DATES[2], (), (cities[0],), (), (cities[1], cities[2]))
        assert (standing.silent, standing.unasked) == ((cities[2],), ())
        assert (standing.best, standing.is_complete) == ([2], False)

    await database.run(unit)


async def test_ties_are_ties_and_of_two_bad_dates_the_one_that_shuts_out_fewer_is_less_bad(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), people = _network(session)
        poll = _asked(session, network, meeting)
        _say(session, poll, people[0], YES, NO, NO)
        _say(session, poll, people[1], NO, YES, NO)
        assert _standing(session, poll).best == [1, 2]

        _say(session, poll, people[2], IF_NEED_BE, YES, YES)

        standing = _standing(session, poll)
        assert (standing.best, standing.is_complete) == ([2], True)
        assert not any(tally.suits_all for tally in standing.tallies)

    await database.run(unit)


async def test_poll_that_reaches_no_city_any_more_is_not_complete(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), people = _network(session)
        poll = _asked(session, network, meeting)
        for person in people:
            session.get_one(Chat, person.telegram_id).unreachable_at = NOW
        session.flush()

        standing = _standing(session, poll)

        assert len(standing.unasked) == len(people)
        assert not standing.is_complete

    await database.run(unit)


async def test_only_those_who_speak_for_a_city_and_are_reached_are_asked(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), people = _network(session)
        away, blocked, guest, gone = (_joined(session, network) for _ in range(4))
        away.paused_until = NOW + DAY
        session.get_one(Chat, blocked.telegram_id).unreachable_at = NOW
        session.query(Membership).filter_by(person_id=guest.id).one().role = Role.GUEST
        session.query(Membership).filter_by(person_id=gone.id).one().left_at = NOW
        facilitator, _ = settle_person(session)
        join(session, facilitator, None, network, role=Role.FACILITATOR)
        session.flush()

        poll = _asked(session, network, meeting)

        asked = {letter.chat_id for letter in session.query(Letter)}
        assert asked == {person.telegram_id for person in people}
        unasked = [_city_of(session, person) for person in (away, blocked, guest, gone)]
        assert set(_standing(session, poll).unasked) == set(unasked)

    await database.run(unit)


async def test_who_answers_is_not_reminded(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), (answering, silent, _) = _network(session)
        mexican, city = settle_person(session, "MX")
        _settle(session, network, mexican, city)
        poll = _asked(session, network, meeting)
        _say(session, poll, answering, NO)
        session.query(Letter).delete()

        sent = remind_the_silent(session, poll, network, now=NIGHT)

        reminded: dict[int | None, datetime] = {letter.chat_id: letter.due_at for letter in session.query(Letter)}
        assert (sent, answering.telegram_id in reminded) == (3, False)
        assert reminded[silent.telegram_id] == datetime(2027, 6, 7, 7, tzinfo=UTC)  # nine in Madrid
        assert reminded[mexican.telegram_id] == datetime(2027, 6, 7, 15, tzinfo=UTC)
        assert poll.due_at == poll.closes_at

        _say(session, poll, silent, YES)
        waiting = session.query(Letter).filter_by(chat_id=silent.telegram_id, method="sendMessage").one()
        assert waiting.state is LetterState.WITHDRAWN

    await database.run(unit)


async def test_only_dates_are_noted_of_which_a_city_has_said_nothing(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), (answering, silent, third) = _network(session)
        coordinator, poll = _coordinator(session, network), _asked(session, network, meeting)
        first, *others = options_of(session, poll.id)
        _say(session, poll, answering, NO)
        with pytest.raises(SaidItself):
            do_note_date(session, coordinator, first, _city_of(session, answering).id, YES, now=NOW)
        for option in (first, *others):
            do_note_date(session, coordinator, option, _city_of(session, third).id, YES, now=NOW)
        do_note_date(session, coordinator, others[0], _city_of(session, answering).id, YES, now=NOW)
        do_note_date(session, coordinator, first, _city_of(session, silent).id, YES, now=NOW)
        session.query(Letter).delete()

        remind_the_silent(session, poll, network, now=NIGHT)

        # Two dates are left to the one city, none to the other.
        assert {letter.chat_id for letter in session.query(Letter)} == {silent.telegram_id}
        tallies = _standing(session, poll).tallies
        assert [len(tally.can) for tally in tallies] == [2, 2, 1]
        assert tallies[0].cannot == (_city_of(session, answering),)

    await database.run(unit)


async def test_who_sleeps_until_it_closes_is_not_reminded(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), people = _network(session)
        mexican, city = settle_person(session, "MX")
        _settle(session, network, mexican, city)
        poll = _asked(session, network, meeting)
        poll.closes_at = NIGHT + timedelta(hours=9)  # at six in the morning in Mérida
        session.query(Letter).delete()

        assert remind_the_silent(session, poll, network, now=NIGHT) == len(people)

        assert mexican.telegram_id not in {letter.chat_id for letter in session.query(Letter)}

    await database.run(unit)


async def test_who_leaves_is_not_asked_in_the_morning(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), (leaving, staying, _) = _network(session)
        do_ask(session, staying, network, meeting, DATES, sequence=0, now=NOW.replace(hour=22))

        do_leave(session, leaving, network.id, now=NOW.replace(hour=22))

        asked = {letter.chat_id: letter.state for letter in session.query(Letter) if letter.key is not None}
        assert asked[leaving.telegram_id or 0] is LetterState.WITHDRAWN
        assert asked[staying.telegram_id or 0] is LetterState.WAITING

    await database.run(unit)


async def test_coordinators_are_told_the_result_once(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), people = _network(session)
        marta = _coordinator(session, network)
        poll = _asked(session, network, meeting)
        for person in people:
            _say(session, poll, person, YES, NO, NO)

        close(session, poll, network, now=poll.closes_at)

        told = session.query(Letter).filter_by(chat_id=marta.telegram_id, method="sendMessage").all()
        assert [letter.key for letter in told] == [f"poll:{poll.id}:result:person:{marta.id}"]

    await database.run(unit)


async def test_poll_of_a_network_that_is_closed_reminds_nobody_and_is_over(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), _ = _network(session)
        _coordinator(session, network)
        poll = _asked(session, network, meeting)
        asked = session.query(Letter).count()
        network.closed_at = LATER
        session.flush()
        assert poll.due_at is not None

        assert enqueue(session, poll.due_at) == 1

        assert (session.query(Letter).count(), poll.ending) == (asked, PollEnding.DROPPED)

    await database.run(unit)


async def test_table_follows_who_leaves(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), (leaving, staying, _) = _network(session)
        marta = _coordinator(session, network)
        poll = _asked(session, network, meeting)
        _say(session, poll, leaving, NO)
        _say(session, poll, staying, YES)
        assert marta.telegram_id is not None
        letters.send(session, marta.telegram_id, table_for(session, poll, network, marta, now=NOW), now=NOW)

        do_leave(session, leaving, network.id, now=NOW)

        table = session.query(Letter).filter_by(chat_id=marta.telegram_id).one()
        assert table.payload["text"] == str(table_for(session, poll, network, marta, now=NOW).text)
        assert "No pueden <b>0</b>" in table.payload["text"]

    await database.run(unit)


async def test_poll_out_of_which_nobody_chooses_is_over_when_nothing_is_left_to_choose(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), _ = _network(session)
        poll, addition = _asked(session, network, meeting), _asked(session, network, None)
        assert enqueue(session, poll.closes_at) == 2  # the clock slept: nobody is reminded any more

        assert (poll.due_at, addition.due_at) == (FIRST, DATES[-1])
        assert enqueue(session, DATES[-1]) == 2

        assert (poll.ending, addition.ending) == (PollEnding.DROPPED, PollEnding.DROPPED)
        assert [letter.key for letter in session.query(Letter) if "reminded" in (letter.key or "")] == []
        assert {letter.subject for letter in session.query(Letter)} == {None}, "so that they are forgotten one day"

    await database.run(unit)


async def test_answers_are_taken_until_it_closes_and_can_be_changed(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), (person, *_) = _network(session)
        poll = _asked(session, network, meeting)
        _say(session, poll, person, YES)
        _say(session, poll, person, NO)
        assert [answer.availability for answer in session.query(DatePollAnswer)] == [NO]

        with pytest.raises(PollClosed):
            _say(session, poll, person, YES, now=poll.closes_at)
        do_drop(session, person, poll, network, now=NOW)
        with pytest.raises(PollClosed):
            _say(session, poll, person, YES)
        with pytest.raises(PollOver):
            do_drop(session, person, poll, network, now=NOW)
        facilitator, _ = settle_person(session)
        join(session, facilitator, None, network, role=Role.FACILITATOR)
        with pytest.raises(NotAllowed):
            _say(session, poll, facilitator, YES)
        network.closed_at = NOW
        with pytest.raises(NetworkClosed):
            _say(session, poll, person, YES)

    await database.run(unit)


async def test_session_on_a_date_that_was_asked_about_is_the_choice_however_it_came_there(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting, other), _ = _network(session, FIRST, FIRST + 30 * DAY)
        marta = _coordinator(session, network)
        poll, of_other = _asked(session, network, meeting), _asked(session, network, other)
        addition = _asked(session, network, None)

        do_move(session, marta, meeting, network, DATES[1], sequence=0, now=NOW)
        do_move(session, marta, other, network, FIRST + 9 * DAY, sequence=0, now=NOW)
        do_add(session, marta, network, FIRST + 40 * DAY, now=NOW)
        assert (poll.ending, of_other.ending, addition.ending) == (PollEnding.CHOSEN, PollEnding.OVERTAKEN, None)

        added = do_add(session, marta, network, DATES[2], now=LATER)

        assert (addition.ending, addition.meeting_id) == (PollEnding.CHOSEN, added.id)
        assert {(one.ended_at, one.due_at) for one in session.query(DatePoll)} == {(NOW, None), (LATER, None)}

    await database.run(unit)


async def test_answer_edits_nothing_in_the_chats_of_others(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), (answering, *_) = _network(session)
        poll = _asked(session, network, meeting)
        for letter in session.query(Letter):
            letter.state, letter.message_id = LetterState.SENT, 1
        session.flush()

        _say(session, poll, answering, YES)

        assert session.query(Letter).filter(Letter.method != "sendMessage").all() == []

    await database.run(unit)


async def test_who_does_not_coordinate_any_more_sees_no_more_answers(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), (answering, *_) = _network(session)
        present, former = (_coordinator(session, network) for _ in range(2))
        poll = _asked(session, network, meeting)
        for one in (present, former):
            assert one.telegram_id is not None
            letters.send(session, one.telegram_id, table_for(session, poll, network, one, now=NOW), now=NOW)
        for letter in session.query(Letter):
            letter.state, letter.message_id = LetterState.SENT, 1
        session.query(Membership).filter_by(person_id=former.id).one().role = Role.GUEST
        session.flush()

        _say(session, poll, answering, YES)

        edits = session.query(Letter).filter(Letter.method != "sendMessage")
        assert [edit.chat_id for edit in edits] == [present.telegram_id]

    await database.run(unit)


async def test_one_poll_at_a_time_about_a_session(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), (person, *_) = _network(session)
        poll = _asked(session, network, meeting)
        asked = session.query(Letter).count()

        again = _asked(session, network, meeting)

        assert (again.id, session.query(Letter).count()) == (poll.id, asked)
        do_drop(session, person, poll, network, now=NOW)
        assert unended_poll(session, network.id, meeting.id) is None
        assert _asked(session, network, meeting).id != poll.id

    await database.run(unit)


async def test_what_cannot_be_asked_is_refused(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), _ = _network(session)
        marta = _coordinator(session, network)
        for dates, refusal in (
            (DATES[:1], TooFewDates),
            ([DATES[0], DATES[0]], TooFewDates),
            ([FIRST + number * DAY for number in range(1, 7)], TooManyDates),
            ([NOW + DAY, DATES[0]], DateTooSoon),
        ):
            with pytest.raises(refusal):
                do_ask(session, marta, network, meeting, dates, sequence=0, now=NOW)
        with pytest.raises(MeetingChanged):
            do_ask(session, marta, network, meeting, DATES, sequence=1, now=NOW)
        with pytest.raises(SessionTooNear):
            check_askable(network, meeting, FIRST - DAY)
        empty = found_network(session, "economia")
        with pytest.raises(NobodyToAsk):
            do_ask(session, marta, empty, None, DATES, sequence=0, now=NOW)
        network.closed_at = NOW
        with pytest.raises(NetworkClosed):
            do_ask(session, marta, network, meeting, DATES, sequence=0, now=NOW)

    await database.run(unit)


async def test_three_working_days_are_given_and_less_where_a_date_is_near(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), _ = _network(session)

        usual = closing(network, meeting, DATES, NOW)
        near = closing(network, None, [NOW + 3 * DAY, *DATES], NOW)
        before_it = closing(network, meeting, DATES, FIRST - 2 * DAY)

        assert usual == datetime(2027, 6, 7, 16, tzinfo=UTC)  # six in the evening of Monday, in Madrid
        assert (near, before_it) == (NOW + 2 * DAY, FIRST - DAY)
        assert reminding(network, usual, NOW) == datetime(2027, 6, 4, 16, tzinfo=UTC)
        assert reminding(network, NOW + DAY, NOW) is None

    await database.run(unit)


async def test_erasure_takes_the_answers_out_of_the_count(database: Database) -> None:
    def unit(session: Session) -> None:
        network, (meeting,), (person, *_) = _network(session)
        poll, of_before = _asked(session, network, meeting), _asked(session, network, None)
        _say(session, poll, person, NO)
        _say(session, of_before, person, YES)
        do_drop(session, person, of_before, network, now=NOW)
        assert {row["availability"] for row in rows_of(session, person)["answers_to_dates"]} == {NO, YES}

        do_erase(session, person, now=NOW)

        assert session.query(DatePollAnswer).count() == 0
        assert not any(tally.cannot for tally in _standing(session, poll).tallies)

    await database.run(unit)


def _network(session: Session, *starts: datetime) -> tuple[Network, list[Meeting], list[Person]]:
    """With its sessions, and three cities with a delegate each."""
    network = found_network(session)
    meetings = convene(session, network, *(starts or (FIRST,)))
    return network, meetings, [_joined(session, network) for _ in range(3)]


def _joined(session: Session, network: Network) -> Person:
    person, city = settle_person(session)
    _settle(session, network, person, city)
    return person


def _settle(session: Session, network: Network, person: Person, city: City) -> None:
    session.add(NetworkCity(network_id=network.id, city_id=city.id))
    join(session, person, city, network)
    _meet(session, person)


def _of_city(session: Session, network: Network, city: City) -> Person:
    """One more for a city that is in already."""
    person, _ = settle_person(session)
    join(session, person, city, network)
    _meet(session, person)
    return person


def _coordinator(session: Session, network: Network) -> Person:
    person, _ = settle_person(session)
    join(session, person, None, network, role=Role.COORDINATOR)
    _meet(session, person)
    return person


def _meet(session: Session, person: Person) -> None:
    assert person.telegram_id is not None
    meet_chat(session, person.telegram_id, ChatKind.PRIVATE, "")
    session.flush()


def _asked(session: Session, network: Network, meeting: Meeting | None) -> DatePoll:
    by = session.query(Person).order_by(Person.id).first()
    assert by is not None
    sequence = meeting.sequence if meeting is not None else 0
    return do_ask(session, by, network, meeting, DATES, sequence=sequence, now=NOW)


def _say(session: Session, poll: DatePoll, person: Person, *answers: Availability, now: datetime = NOW) -> None:
    for option, answer in zip(options_of(session, poll.id), answers, strict=False):
        do_answer(session, person, option, answer, now=now, pressed=(person.telegram_id or 0, 1))


def _standing(session: Session, poll: DatePoll) -> Standing:
    return standing_of(session, asked_of(session, poll, session.get_one(Network, poll.network_id), NOW))


def _city_of(session: Session, person: Person) -> City:
    found = sa.select(City).join(Membership, Membership.city_id == City.id).where(Membership.person_id == person.id)
    return session.scalars(found).one()
