"""Sessions that are held: started in time, led step by step, written in for one city alone, and ended."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from actions.access import access_prepared_meeting, access_received_notes, access_taking_part
from actions.afterwards.standing import ends_at
from actions.afterwards.telling import do_tell_presence
from actions.agenda.changing import do_add_item, do_open, do_set_minutes
from actions.agenda.publishing import do_publish
from actions.agenda.standing import published_outline_of
from actions.live.ending import ended_at
from actions.live.handing import all_handed
from actions.live.late import GRACE
from actions.live.moving import do_add_time, do_name_case, do_pause, do_resume
from actions.live.notes import do_take_back
from actions.live.people import who_is_there
from actions.live.presence import do_mark
from actions.live.refusals import CaseOver, LiveChanged, LiveOver, NotNow, PlanChanged, TooEarlyToStart, TooLateToStart
from actions.live.rooms import do_draw, draw, how_many, rooms_of
from actions.live.rooms import do_publish as do_publish_rooms
from actions.live.showing import written_in
from actions.live.standing import can_be_started
from actions.live.timing import FORGOTTEN_AFTER, next_change
from actions.meetings import do_cancel, do_move
from actions.meetings.refusals import MeetingCancelled
from actions.mydata import do_erase
from actions.offers.offering import do_tell_arrival, do_withdraw
from actions.offers.refusals import OfferToItself, TooEarlyToOffer
from actions.records.collecting import collected, heard_in
from actions.refusals import NetworkClosed, NotAllowed
from reports.exports import records
from reports.exports.kinds import KINDS
from scheduler import afterwards, live, offers
from store.agenda import items_of
from store.database import Database
from store.live import notes_of
from store.models import (
    AgendaSource,
    Arrival,
    City,
    Letter,
    LetterState,
    LiveNote,
    LiveSession,
    LiveStage,
    Meeting,
    Method,
    Network,
    NoteKind,
    Person,
    Rota,
    RotaTurn,
    Section,
)
from store.mydata.gathering import counts_of, rows_of, withdrawn_of
from store.presence import presences_of
from tests.actions.founding import connect_group
from tests.actions.holding import BEGIN, DAY, MINUTE, MONTH, SECOND, held
from tests.examples import examples
from texts.agenda.methods import Does, card_of
from texts.cities import short_city
from texts.live.rooms import Present
from texts.live.shown import Course, Placed


async def test_session_is_started_from_half_an_hour_before_until_six_hours_after_by_those_who_prepare_it(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        moments = {BEGIN - 31 * MINUTE: False, BEGIN - 30 * MINUTE: True, BEGIN + 359 * MINUTE: True}
        moments[BEGIN + 360 * MINUTE] = False

        for moment, may in moments.items():
            assert can_be_started(session, case.meeting, case.network, moment) is may
        case.now = BEGIN - 31 * MINUTE
        with pytest.raises(TooEarlyToStart):
            case.start()
        case.now = BEGIN + 360 * MINUTE
        with pytest.raises(TooLateToStart):
            case.start()
        with pytest.raises(NotAllowed):
            access_prepared_meeting(session, case.people[0], case.meeting.id)
        case.now = BEGIN
        assert access_prepared_meeting(session, case.lucia, case.meeting.id)
        case.start()
        assert not can_be_started(session, case.meeting, case.network, BEGIN)
        assert case.start().live.sequence == case.course.live.sequence, "a second press finds it running"
        case.end()
        with pytest.raises(LiveOver):
            case.start()
        assert ended_at(session, case.meeting) == BEGIN

    await database.run(unit)


async def test_stages_come_from_what_is_published_or_prepared_or_proposed_and_then_stay_as_they_are(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.now = BEGIN - MINUTE
        assert case.plan().source is AgendaSource.PROPOSED
        agenda = do_open(session, case.meeting, case.network, now=case.now)
        assert case.plan().source is AgendaSource.PREPARED
        do_publish(session, case.lucia, case.meeting, case.network, sequence=agenda.sequence, now=case.now)
        do_add_item(session, case.meeting, case.network, Method.GUEST, sequence=agenda.sequence, now=case.now)

        plan = case.plan()

        assert plan.source is AgendaSource.PUBLISHED
        assert [part.method for part in plan.parts] == [
            Method.OPENING,
            Method.COMMITMENTS,
            Method.CASE,
            Method.CLOSING,
        ]
        with pytest.raises(PlanChanged):
            case.start(sequence=plan.sequence - 1)
        course = case.start()
        assert {one.city.id for one in course.stages if one.city} == {case.cities[0].id}
        assert [one.stage.step for one in course.stages if one.stage.method is Method.CASE] == list(range(7))
        before = [(one.stage.method, one.stage.minutes) for one in course.stages]
        session.query(RotaTurn).delete()
        do_add_item(session, case.meeting, case.network, Method.ROOMS, sequence=agenda.sequence, now=case.now)
        assert [(one.stage.method, one.stage.minutes) for one in case.course.stages] == before
        assert course.stages[2].city is not None or course.stages[-2].city is None

    await database.run(unit)


async def test_every_stage_has_a_minute_and_all_of_them_fill_the_agenda(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.now = BEGIN - MINUTE
        do_open(session, case.meeting, case.network, now=case.now)
        opening = items_of(session, case.meeting, is_published=False)[0]
        seen = opening.minutes
        do_set_minutes(session, case.meeting, case.network, opening.id, seen=seen, wanted=1, now=case.now)
        case.now = BEGIN
        course = case.start()

        assert [one.stage.method for one in course.stages].count(Method.OPENING) == 1, "three steps in one minute"
        assert all(one.stage.minutes > 0 for one in course.stages)
        assert sum(one.stage.minutes for one in course.stages) == sum(part.minutes for part in case.plan().parts)
        assert course.ends_at == BEGIN + sum(one.stage.minutes for one in course.stages) * MINUTE

    await database.run(unit)


async def test_time_is_kept_through_pauses_steps_back_and_more_minutes(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        first = case.start().current.stage.minutes
        ends = case.course.ends_at

        case.now += 30 * SECOND
        do_pause(session, case.meeting, case.network, sequence=case.course.live.sequence, now=case.now)
        case.now += 10 * MINUTE
        assert case.course.left == first * MINUTE - 30 * SECOND
        do_resume(session, case.meeting, case.network, sequence=case.course.live.sequence, now=case.now)
        assert case.course.ends_at == ends + 10 * MINUTE
        case.go()
        case.now += 10 * SECOND
        case.go(-1)
        assert case.course.left == max(first * MINUTE - 30 * SECOND, MINUTE)
        case.now += 20 * MINUTE
        assert case.course.minutes_left < 0
        assert case.course.live.position == 0, "time that is over changes nothing by itself"
        sequence = case.course.live.sequence
        do_add_time(session, case.meeting, case.network, 5, sequence=sequence, now=case.now)
        assert case.course.minutes_left == 5, "of what is over already, from now on"
        for outdated in (sequence, sequence - 1, sequence + 7):
            with pytest.raises(LiveChanged):
                do_add_time(session, case.meeting, case.network, 5, sequence=outdated, now=case.now)
        with pytest.raises(LiveChanged):
            case.go(2)
        assert case.course.minutes_left == 5

    await database.run(unit)


@settings(max_examples=examples(25, thorough=500), deadline=None)
@given(st.integers(-4000, 9000))
def test_card_is_looked_at_just_when_it_shows_another_number(seconds: int) -> None:
    left = timedelta(seconds=seconds)
    course = _course_with(left)

    following = next_change(course)

    def shown(at: datetime) -> int:
        return Course(course.live, course.meeting, course.network, course.stages, at).minutes_left

    assert following > course.now
    if following < course.live.stage_ends_at + FORGOTTEN_AFTER:
        assert shown(following) != course.minutes_left
        assert shown(following - SECOND) == course.minutes_left


def _course_with(left: timedelta) -> Course:
    session = LiveSession(
        meeting_id=1, position=0, stage_ends_at=BEGIN + left, touched_at=BEGIN, paused_at=None, ended_at=None
    )
    stage = LiveStage(meeting_id=1, position=0, part=0, method=Method.OPENING, step=0, minutes=5, seconds_left=300)
    return Course(session, Meeting(), Network(), (Placed(stage, None),), BEGIN)


async def test_session_that_was_forgotten_or_cancelled_ends_by_itself_and_hands_over(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.start()
        case.go_until(Does.NOTES)
        case.write(1)
        ends = case.course.ends_at

        case.ring(ends + FORGOTTEN_AFTER - MINUTE)
        assert case.course.is_running
        case.ring(ends + FORGOTTEN_AFTER)

        assert not case.course.is_running
        assert case.numbers(":handed:") == [0]
        assert live.TICK.next_due(session) is None
        assert live.TICK.enqueue(session, case.now + MONTH) == 0

        other = case.meeting
        other.starts_at = case.now + MONTH
        session.flush()
        case.now = other.starts_at - 20 * MINUTE
        assert case.start().is_running, "it is held anew on another date"
        do_cancel(session, case.lucia, other, case.network, sequence=other.sequence, now=case.now)
        with pytest.raises(MeetingCancelled):
            case.go()
        case.ring(case.now + 10 * MINUTE)
        assert ended_at(session, other) == case.now

    await database.run(unit)


async def test_whoever_was_there_is_asked_when_it_ends_and_not_while_it_lasts(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        by_the_clock = case.meeting.starts_at + timedelta(minutes=case.meeting.minutes)
        case.meeting.ask_at = by_the_clock
        case.start()

        afterwards.TICK.enqueue(session, by_the_clock)
        assert case.numbers(":afterwards:") == []

        case.now = by_the_clock + 10 * MINUTE
        case.end()
        afterwards.TICK.enqueue(session, case.now)
        assert case.numbers(":afterwards:") == [0, 1, 2, 3]
        assert afterwards.TICK.next_due(session) is None

    await database.run(unit)


async def test_session_that_ended_by_a_slip_is_started_again_and_asked_about_when_it_is_over(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        connect_group(session, case.network)
        case.meeting.ask_at = by_the_clock = ends_at(case.meeting)
        case.now = BEGIN - 20 * MINUTE
        case.start()
        case.go_until(Does.NOTES)
        case.write(1)
        case.end()

        afterwards.TICK.enqueue(session, case.now)
        assert case.numbers(":afterwards:") == []
        assert afterwards.TICK.next_due(session) == by_the_clock
        case.meeting.ask_at = case.now  # whatever has planned it
        assert afterwards.TICK.enqueue(session, case.now) == 1
        assert (case.numbers(":afterwards:"), case.meeting.ask_at) == ([], by_the_clock)

        case.now = BEGIN + MINUTE
        case.start()
        case.go_until(Does.NOTES)

        assert case.numbers(":write:") == [1, 1, 2, 2], "what was asked before has ended"
        assert written_in(session, case.course) == (0, 0)
        case.write(1, "De nuevo")
        assert written_in(session, case.course) == (1, 1)
        assert session.query(Letter).filter(Letter.key.contains("card:stage:")).count() == 2
        case.now = BEGIN + 80 * MINUTE
        case.end()
        afterwards.TICK.enqueue(session, case.now)
        assert case.numbers(":afterwards:") == [0, 1, 2, 3]
        assert [number for number, _ in case.told(":handed:")] == [0, 0], "each is read, and stays readable"
        whole = all_handed(session, case.course, case.cities[0], case.people[0]).text
        assert "Contamos las cargas" in whole
        assert "De nuevo" in whole
        with pytest.raises(LiveOver):
            case.start()

    await database.run(unit)


async def test_session_that_is_moved_or_cancelled_while_it_is_held_early_ends_at_once(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.now = BEGIN - 20 * MINUTE
        case.start()
        do_pause(session, case.meeting, case.network, sequence=case.course.live.sequence, now=case.now)
        earlier, moved = BEGIN + 10 * MINUTE, BEGIN + 7 * DAY
        do_move(session, case.lucia, case.meeting, case.network, earlier, sequence=0, now=case.now)
        case.ring(case.now)
        assert case.course.is_running, "for this date, too, it could have been started now"
        do_move(session, case.lucia, case.meeting, case.network, moved, sequence=1, now=case.now)

        case.ring(case.now)

        assert not case.course.is_running
        assert afterwards.TICK.next_due(session) == ends_at(case.meeting)
        case.now = moved - 10 * MINUTE
        case.start()
        do_cancel(session, case.lucia, case.meeting, case.network, sequence=2, now=case.now)
        case.ring(case.now)
        assert not case.course.is_running
        assert (case.numbers(":afterwards:"), afterwards.TICK.next_due(session)) == ([], None)

    await database.run(unit)


async def test_what_whoever_leads_has_marked_stands_in_the_attendance_where_nobody_has_told_it(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.meeting.ask_at = ends_at(case.meeting)
        _, writing, away, there = case.people
        case.start()

        def mark(person: Person, is_there: bool) -> None:
            do_mark(session, case.lucia, case.meeting, case.network, person.id, is_there=is_there, now=case.now)

        def noted() -> dict[int, tuple[bool, int | None]]:
            found = presences_of(session, case.meeting)
            return {one.person_id or 0: (one.was_there, one.noted_by) for one in found}

        do_draw(session, case.meeting, case.network, seen=0, now=case.now)
        mark(writing, False)
        case.go_until(Does.NOTES)
        case.write(1)
        mark(away, False)
        mark(there, True)
        assert noted() == {}
        case.now = BEGIN + 30 * MINUTE
        case.end()

        by_lucia = {away.id: (False, case.lucia.id), there.id: (True, case.lucia.id)}
        assert noted() == by_lucia, "who had said that they come, or wrote, tells it by themselves"
        afterwards.TICK.enqueue(session, case.now)
        asked = case.told(":afterwards:")
        assert [number for number, _ in asked] == [0, 1, 3]
        assert "Se anotó que estuvo" in asked[2][1]

    await database.run(unit)


async def test_mark_overwrites_nothing_that_was_told(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.start()
        teller, city = case.people[3], case.cities[3]
        do_tell_presence(session, teller, case.meeting, case.network, city, was_there=False, now=case.now)
        do_mark(session, case.lucia, case.meeting, case.network, teller.id, is_there=True, now=case.now)

        case.end()

        [told] = presences_of(session, case.meeting)
        assert (told.was_there, told.noted_by) == (False, None)

    await database.run(unit)


async def test_case_that_was_not_reached_is_none_that_was_heard(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        assert heard_in(session, case.meeting) == [case.cities[0]], "by the turns, as long as nobody leads it live"

        case.start()
        assert heard_in(session, case.meeting) == []
        case.go_until(Does.NOTES)
        assert heard_in(session, case.meeting) == [case.cities[0]]

    await database.run(unit)


async def test_city_chosen_while_it_is_held_stands_in_agenda_and_record(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        session.execute(sa.delete(RotaTurn))
        session.execute(sa.delete(Rota))
        agenda = do_open(session, case.meeting, case.network, now=BEGIN - DAY)
        do_publish(session, case.lucia, case.meeting, case.network, sequence=agenda.sequence, now=BEGIN - DAY)

        def cases() -> list[City | None]:
            outline = published_outline_of(session, case.meeting, case.network, case.now)
            assert outline is not None
            return [one.city for one in outline.lines if one.item.method is Method.CASE]

        assert set(cases()) == {None}
        case.start()
        while case.course.current.stage.method is not Method.CASE:
            case.go()
        part = case.course.current.stage.part

        do_name_case(session, case.meeting, case.network, part, case.cities[1].id, now=case.now)

        assert cases()[0] == case.cities[1]
        assert heard_in(session, case.meeting) == [case.cities[1]]
        case.end()
        assert cases()[0] == case.cities[1]
        found = collected(session, case.meeting, case.network).part(Section.CASES)
        assert found is not None
        assert [item.city for item in found.items] == [short_city(case.cities[1])]

    await database.run(unit)


async def test_who_is_there_of_another_city_is_asked_once_to_write_and_only_the_city_of_the_case_gets_it(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.start()
        with pytest.raises(NotNow):
            case.write(1)
        case.go_until(Does.NOTES)
        assert case.numbers(":write:") == [1, 2], "not the city itself, nor who does not come"
        do_mark(session, case.lucia, case.meeting, case.network, case.people[3].id, is_there=True, now=case.now)
        do_mark(session, case.lucia, case.meeting, case.network, case.people[3].id, is_there=True, now=case.now)
        case.go(-1)
        case.go()
        assert case.numbers(":write:") == [1, 2, 3]

        with pytest.raises(NotNow):
            case.write(0)
        case.write(1)
        case.write(1, "¿Quién paga?", NoteKind.QUESTION)
        case.write(2, "<b>Cuidado</b>", NoteKind.BEWARE)
        last = notes_of(session, case.meeting.id, case.cities[0].id)[1].note
        for _ in range(2):
            do_take_back(session, case.people[1], case.speaker(1), last.part, last.id, now=case.now)
        case.offer(2, to=0)
        case.offer(2, to=3)
        slip = case.offer(1, to=0)
        do_withdraw(session, case.people[1], case.meeting, case.network, slip, is_noting=False, now=case.now)
        assert case.told(":withdrawn:") == [], "nobody had been told of it"
        assert case.told(":handed:") == []
        case.leave_case()

        [(number, words)] = case.told(":handed:")
        assert number == 0
        assert "Contamos las cargas" in words
        assert "&lt;b&gt;Cuidado&lt;/b&gt;" in words
        assert "¿Quién paga?" not in words
        assert words.count("Los pliegos") == 1
        case.now += GRACE + SECOND
        with pytest.raises(CaseOver):
            case.write(1)
        case.go(-1)
        case.write(1, "Una cosa más")
        case.leave_case()
        further = case.told(":handed:")[1:]
        assert [number for number, _ in further] == [0]
        assert "Una cosa más" in further[0][1]
        assert "Contamos las cargas" not in further[0][1], "nothing is handed on twice"
        case.end()
        assert case.numbers(":offer:") == [3], "the others learn of theirs at the end"
        everybody = session.query(Letter).filter(Letter.chat_id != case.people[0].telegram_id)
        assert not any("Contamos" in str(letter.payload) for letter in everybody)

    await database.run(unit)


async def test_case_without_a_city_gets_one_and_those_of_the_others_are_asked_then(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        session.query(Rota).update({"published_at": None})
        case.start()
        while case.course.current.stage.method is not Method.CASE:
            case.go()
        case.go_until(Does.NOTES)
        part = case.course.current.stage.part
        assert case.told(":write:") == []

        for _ in range(2):
            do_name_case(session, case.meeting, case.network, part, case.cities[2].id, now=case.now)

        assert case.numbers(":write:") == [0, 1]
        with pytest.raises(LiveChanged):
            do_name_case(session, case.meeting, case.network, part, case.cities[1].id, now=case.now)

    await database.run(unit)


async def test_rooms_are_of_who_is_there_and_a_draw_that_was_not_seen_changes_nothing(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.start()
        do_mark(session, case.lucia, case.meeting, case.network, case.people[0].id, is_there=False, now=case.now)
        do_mark(session, case.lucia, case.meeting, case.network, case.people[3].id, is_there=True, now=case.now)
        assert {one.person.id for one in who_is_there(session, case.meeting)} == {
            person.id for person in case.people[1:]
        }

        do_draw(session, case.meeting, case.network, seen=0, now=case.now)
        with pytest.raises(LiveChanged):
            do_draw(session, case.meeting, case.network, seen=0, now=case.now)

        [room] = rooms_of(session, case.meeting)
        assert {one.person.id for one in room.people} == {person.id for person in case.people[1:]}

    await database.run(unit)


async def test_name_of_who_is_erased_stands_in_no_room_that_was_told_whatever_was_drawn_since(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        connect_group(session, case.network)
        case.now = BEGIN - 20 * MINUTE
        case.start()

        def draw_anew(seen: int, *, is_told: bool = True) -> None:
            do_draw(session, case.meeting, case.network, seen=seen, now=case.now)
            if is_told:
                do_publish_rooms(session, case.meeting, case.network, seen=seen + 1, now=case.now)

        def told() -> list[str]:
            session.expire_all()
            found = session.query(Letter).filter(Letter.payload["text"].as_string().contains("🚪"))
            in_order = found.order_by(Letter.id)
            return [str(letter.payload["text"]) for letter in in_order if letter.state is not LetterState.WITHDRAWN]

        def deliver() -> None:
            found = session.query(Letter).filter(Letter.key.contains(":room:"), Letter.state == LetterState.WAITING)
            for letter in found:
                letter.state, letter.message_id, letter.sent_at = LetterState.SENT, 1000 + letter.id, case.now
            session.flush()

        draw_anew(0)
        deliver()
        draw_anew(1)
        deliver()
        assert sum("el sorteo anterior ya no vale" in text for text in told()) == 3, "of the first draw"
        draw_anew(2, is_told=False)
        author = case.people[1]
        name = author.name
        assert sum(name in text for text in told()) > 3
        do_erase(session, author, now=case.now)

        edited = [text for text in told() if name not in text and "<b>Sala 1</b>" in text]
        assert len(edited) == 3, "that of the group, and of the two others"
        assert all(one.name in edited[0] for one in (case.people[0], case.people[2]))
        unsaid = session.query(Letter).filter(Letter.method.startswith("edit"), Letter.state == LetterState.WAITING)
        assert not any(name in str(letter.payload) for letter in unsaid)

        case.end()
        case.now = BEGIN
        case.start()
        other = case.people[2].name
        group = session.query(Letter).filter(Letter.key.startswith("card:rooms:")).one()
        session.expire_all()
        assert other not in group.payload["text"], "the session is held anew"
        assert group.subject is None

    await database.run(unit)


def present(of_cities: list[tuple[str, int]]) -> list[Present]:
    """So many people of each city, with its country."""
    people = []
    for number, (country, many) in enumerate(of_cities):
        city = City(id=number, slug=f"c{number}", name=f"C{number}", country=country, zone="UTC", language="es")
        people += [Present(Person(id=100 * number + one, name=""), city, True) for one in range(many)]
    return people


@settings(max_examples=examples(15, thorough=2000), deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["AR", "BR", "CO", "ES"]), st.integers(1, 4)), min_size=1, max_size=8),
    st.text(max_size=4),
)
def test_rooms_hold_everybody_once_evenly_and_mix_cities_and_countries(
    of_cities: list[tuple[str, int]], seed: str
) -> None:
    everybody = present(of_cities)

    rooms = draw(everybody, seed)

    assert sorted(one.person.id for room in rooms for one in room) == sorted(one.person.id for one in everybody)
    sizes = [len(room) for room in rooms]
    assert max(sizes) - min(sizes) <= 1
    assert max(sizes) <= 5
    most_of_a_city = max(many for _, many in of_cities)
    for room in rooms:
        doubled = max(Counter(one.city.id for one in room).values()) > 1
        assert not doubled or most_of_a_city > len(rooms)
    for country in {country for country, _ in of_cities}:
        of_country = [sum(one.city.country == country for one in room) for room in rooms]
        assert max(of_country) - min(of_country) <= 1
    assert [[one.person.id for one in room] for room in draw(everybody, seed)] == [
        [one.person.id for one in room] for room in rooms
    ]


@pytest.mark.parametrize(
    ("of_cities", "rooms"),
    [
        ([("AR", 1)] * 5, 1),  # five people are one room
        ([("AR", 1)] * 6, 2),
        ([("AR", 2), ("CO", 2), ("ES", 1)], 1),  # two of one city, for the sake of whom there are no rooms of two
        ([("AR", 3), ("CO", 3), ("ES", 3)], 3),  # a room more, so that nobody meets their own city
        ([("AR", 4), ("CO", 2)], 2),  # impossible
        ([("AR", 1)] * 13, 3),
    ],
)
def test_there_are_as_many_rooms_as_people_and_cities_ask_for(of_cities: list[tuple[str, int]], rooms: int) -> None:
    assert how_many(present(of_cities)) == rooms
    assert draw([], "") == []


async def test_offer_is_told_later_at_once_asked_about_once_and_withdrawn(database: Database) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        case.now = BEGIN - MINUTE
        with pytest.raises(TooEarlyToOffer):
            case.offer(1, to=0)
        case.now = BEGIN + MINUTE
        with pytest.raises(OfferToItself):
            case.offer(1, to=1)
        with pytest.raises(NotAllowed):
            case.offer(1, to=0, by=case.people[2])

        own = case.offer(1, to=0, due_on=date(2027, 8, 1))
        noted = case.offer(2, to=0, by=case.lucia)

        assert (own.noted_by, noted.noted_by, noted.person_id) == (None, case.lucia.id, case.lucia.id)
        assert len(case.told(":told:person:")) == 2, "without a live session at once"
        assert own.check_at == datetime(2027, 8, 2, 8, tzinfo=UTC), "ten in Madrid, the day after"
        assert noted.check_at == datetime(2027, 7, 23, 8, tzinfo=UTC), "a week after"
        for _ in range(2):
            offers.TICK.enqueue(session, datetime(2027, 7, 23, 8, tzinfo=UTC))
        assert case.numbers(f":offer:{noted.id}:check:") == [0]
        do_tell_arrival(session, own, Arrival.ARRIVED, now=case.now)
        assert own.check_at is None
        for _ in range(2):
            do_withdraw(
                session, case.people[2], case.meeting, case.network, noted, is_noting=False, now=case.now + MINUTE
            )
        assert len(case.told(f":{noted.id}:withdrawn:")) == 1
        assert case.told(f":offer:{noted.id}:check:") == [], "one that was not sent yet is not"
        assert rows_of(session, case.people[1])["offers_in_sessions"][0]["id"] == own.id
        assert withdrawn_of(session, case.lucia)["offers_in_sessions"] == 1

    await database.run(unit)


async def test_what_was_written_is_one_s_own_data_leaves_no_export_and_outlives_its_author_without_the_name(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        connect_group(session, case.network)
        case.start()
        case.go_until(Does.NOTES)
        case.write(1)
        case.offer(1, to=0)
        case.leave_case()
        author = case.people[1]

        assert [row["text"] for row in rows_of(session, author)["notes_about_cases"]] == ["Contamos las cargas"]
        assert counts_of(session, author)["offers_in_sessions"] == 1
        exported = {kind.name: list(records(session, kind, case.network.id)) for kind in KINDS}
        assert "Contamos las cargas" not in str(exported)
        assert [row["text"] for row in exported["offers"]] == ["Los pliegos"]
        assert len(exported["live_sessions"]) == 1
        do_draw(session, case.meeting, case.network, seen=0, now=case.now)
        do_publish_rooms(session, case.meeting, case.network, seen=1, now=case.now)
        sequence = case.course.live.sequence
        do_publish_rooms(session, case.meeting, case.network, seen=1, now=case.now)
        assert case.course.live.sequence == sequence, "nothing has changed"
        assert case.numbers(":room:") == [0, 1, 2]
        name = author.name
        [rooms] = session.query(Letter).filter(Letter.subject == f"rooms:{case.meeting.id}")
        assert name in rooms.payload["text"]
        assert name in case.told(":handed:")[0][1]
        do_erase(session, author, now=case.now)

        [(_, words)] = case.told(":handed:")
        assert name not in words
        assert "Contamos las cargas" in words
        assert session.query(LiveNote).one().text == "Contamos las cargas"
        case.network.closed_at = case.now
        assert access_received_notes(session, case.people[0], case.meeting.id)[2] is case.cities[0]
        with pytest.raises(NetworkClosed):
            access_taking_part(session, case.people[0], case.meeting.id)
        with pytest.raises(NotAllowed):
            access_received_notes(session, case.lucia, case.meeting.id)
        session.expire_all()
        assert name not in rooms.payload["text"]

    await database.run(unit)


def test_only_cases_are_written_about_and_only_known_things_are_done() -> None:
    done = {method: [step.does for step in card_of(method).course if step.does] for method in Method}

    assert done[Method.CASE] == [Does.NOTES, Does.OFFERS]
    assert [method for method, does in done.items() if Does.NOTES in does] == [Method.CASE]
