"""The rota of cases: each city once, two a session at most, whatever is moved, swapped or cancelled."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from actions.meetings import do_add, do_move, do_restore
from actions.meetings.showing import close_copies, update_copies
from actions.mydata import do_erase, do_leave
from actions.readers import reader_of
from actions.refusals import NetworkClosed, NotFound
from actions.rota.changing import do_exchange, do_move_turn
from actions.rota.drawing import do_publish, do_redraw, in_order
from actions.rota.ending import still_stands
from actions.rota.refusals import CannotBeExchanged, NoRoom, NoSessionAhead, NothingToPublish, RotaChanged
from actions.rota.standing import CASES
from store.chats import meet_chat
from store.database import Database
from store.models import (
    AuditEntry,
    Chat,
    ChatKind,
    Letter,
    LetterState,
    NetworkCity,
    Role,
    Rota,
    Visibility,
)
from store.mydata.gathering import rows_of
from store.programme import remove_city_of_network
from store.swaps import open_swaps
from tests.actions.examples import lived_through
from tests.actions.founding import connect_group, convene, found_network, join, settle_person, share_challenge
from tests.actions.rotas import DAY, FIRST, MONTH, NOW, Case, case_of, try_to
from tests.examples import examples
from texts.rota import desk
from texts.rota.presses import TurnMoved


async def test_each_city_has_one_turn_two_a_session_from_the_second_on(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)

        rota = case.draw()

        assert case.turns(rota) == {2: case.names(0, 1), 3: case.names(2, 3), 4: case.names(4, 5)}
        assert case.standing(rota).unplaced == ()
        assert case.draw().id == rota.id
        assert session.query(Letter).count() == 0

    await database.run(unit)


async def test_cities_that_have_shared_come_first_and_those_without_people_last(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session, 4)
        do_leave(session, case.people[0], case.network.id, now=NOW)
        for number, visibility in ((2, Visibility.COORDINATORS), (3, Visibility.NETWORK)):
            shared = share_challenge(session, case.network, case.people[number], NOW, visibility=visibility)
            shared.city_id = case.cities[number].id
        session.flush()

        ordered = in_order(session, case.network)

        assert ordered == [case.cities[number] for number in (3, 1, 2, 0)]

    await database.run(unit)


async def test_cities_for_which_no_place_is_left_are_named(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session, 7)
        case.cancel(case.meetings[1])
        after_the_second = case.meetings[2].starts_at + DAY

        rota = case.draw(after_the_second)

        assert case.turns(rota, after_the_second) == {4: case.names(0, 1), 5: case.names(2, 3)}
        assert case.standing(rota, after_the_second).turnless == tuple(case.cities[4:])
        assert [place.meeting.number for place in case.standing(rota, after_the_second).with_room()] == [6]

    await database.run(unit)


async def test_nothing_is_drawn_up_without_a_session_or_in_a_closed_network(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        with pytest.raises(NoSessionAhead):
            case.draw(case.meetings[4].starts_at)
        case.network.closed_at = NOW
        with pytest.raises(NetworkClosed):
            case.draw()
        assert session.query(Rota).count() == 0

    await database.run(unit)


async def test_proposal_is_drawn_up_anew_until_it_is_published(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.draw()
        case.cancel(case.meetings[1])
        do_redraw(session, case.marta, rota, case.network, sequence=0, now=NOW)
        assert case.turns(rota) == {3: case.names(0, 1), 4: case.names(2, 3), 5: case.names(4, 5)}

        with pytest.raises(RotaChanged):
            do_redraw(session, case.marta, rota, case.network, sequence=0, now=NOW)
        with pytest.raises(RotaChanged):
            do_publish(session, case.marta, rota, case.network, sequence=0, now=NOW)
        case.publish()
        with pytest.raises(RotaChanged):
            do_redraw(session, case.marta, rota, case.network, sequence=rota.sequence, now=NOW)

    await database.run(unit)


async def test_each_person_is_told_once_in_their_waking_hours(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        mexican, city = settle_person(session, "MX")
        session.add(NetworkCity(network_id=case.network.id, city_id=city.id))
        join(session, mexican, city, case.network)
        meet_chat(session, mexican.telegram_id or 0, ChatKind.PRIVATE, "")
        guest, _ = settle_person(session)
        join(session, guest, None, case.network, role=Role.GUEST)
        case.people[1].paused_until = NOW + DAY
        session.get_one(Chat, case.people[2].telegram_id).unreachable_at = NOW
        session.flush()

        rota = case.publish()
        case.publish()

        told = case.told(f"rota:{rota.id}:published:")
        assert set(told) == {one.telegram_id for one in (case.people[0], *case.people[3:], mexican)}
        assert told[mexican.telegram_id or 0].due_at == datetime(2027, 6, 2, 14, tzinfo=UTC)  # eight in Mérida
        assert told[case.people[0].telegram_id or 0].due_at == NOW
        first = str(told[case.people[0].telegram_id or 0].payload["text"]).split("\n")[0]
        assert first.startswith(f"🎤 <b>{case.cities[0].name} (ES) presenta su caso en la sesión 2:</b>")

    await database.run(unit)


async def test_rota_without_a_turn_is_not_published(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session, 1)
        case.draw()
        case.cancel(case.meetings[1])
        with pytest.raises(NothingToPublish):
            case.publish()

    await database.run(unit)


async def test_two_cities_swap_and_only_their_people_are_told(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()

        case.exchange(rota, case.cities[0], case.cities[2])

        assert case.turns(rota) == {2: case.names(1, 2), 3: case.names(0, 3), 4: case.names(4, 5)}
        told = case.told(f"rota:{rota.id}:changed:")
        assert set(told) == {case.people[0].telegram_id, case.people[2].telegram_id}
        assert "presenta su caso en la sesión 3" in told[case.people[0].telegram_id or 0].payload["text"]
        news = case.told(f"rota:{rota.id}:published:")[case.people[4].telegram_id or 0].payload["text"]
        assert f"{case.cities[1].name} (ES) y {case.cities[2].name} (ES)" in news  # it had not gone out
        deeds = [entry.deed for entry in session.query(AuditEntry).order_by(AuditEntry.id)]
        assert deeds == ["rota_drawn", "rota_published", "turns_exchanged"]

    await database.run(unit)


async def test_change_that_has_not_gone_out_is_told_once_as_it_stands(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        night = NOW + timedelta(hours=12)

        case.move(rota, case.cities[0], case.meetings[4], night)
        case.move(rota, case.cities[0], case.meetings[5], night)

        told = case.told(f"rota:{rota.id}:changed:")
        assert list(told) == [case.people[0].telegram_id]
        letter = told[case.people[0].telegram_id or 0]
        assert "presenta su caso en la sesión 6" in letter.payload["text"]
        assert letter.due_at == datetime(2027, 6, 3, 6, tzinfo=UTC)  # eight in Madrid

    await database.run(unit)


async def test_nobody_is_told_of_changes_to_a_proposal(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.draw()

        case.exchange(rota, case.cities[0], case.cities[2])
        case.move(rota, case.cities[0], case.meetings[4])

        assert session.query(Letter).count() == 0
        assert case.turns(rota)[5] == case.names(0)

    await database.run(unit)


async def test_sessions_that_are_meant_for_cases_are_offered_before_the_others(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()

        page = desk.turn(reader_of(session, case.marta, None), case.standing(rota), case.cities[0])

        offered = [row[0].press for row in page.rows if isinstance(row[0].press, TurnMoved)]
        assert [press.meeting_id for press in offered] == [case.meetings[number].id for number in (4, 0, 5)]

    await database.run(unit)


async def test_key_from_before_a_change_changes_nothing(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        case.exchange(rota, case.cities[0], case.cities[2])
        before, ids = case.turns(rota), (case.cities[0].id, case.cities[2].id)

        with pytest.raises(RotaChanged):
            do_exchange(session, case.marta, rota, case.network, *ids, sequence=0, now=NOW)
        with pytest.raises(RotaChanged):
            do_move_turn(session, case.marta, rota, case.network, ids[0], case.meetings[4].id, sequence=0, now=NOW)

        assert case.turns(rota) == before

    await database.run(unit)


async def test_turns_that_cannot_be_are_refused(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        _, elsewhere = settle_person(session)
        other_network = found_network(session, "economia")
        (foreign,) = convene(session, other_network, FIRST)
        rota = case.publish()
        one, beside, third = case.cities[:3]

        with pytest.raises(NoRoom):
            case.move(rota, one, case.meetings[2])  # full
        with pytest.raises(NoRoom):
            case.move(rota, one, case.meetings[1])  # where it is
        with pytest.raises(NoRoom):
            case.move(rota, one, foreign)
        with pytest.raises(NotFound):
            case.move(rota, elsewhere, case.meetings[4])
        with pytest.raises(CannotBeExchanged):
            case.exchange(rota, one, beside)
        with pytest.raises(CannotBeExchanged):
            case.exchange(rota, one, one)
        begun = case.meetings[1].starts_at
        with pytest.raises(CannotBeExchanged):
            case.exchange(rota, one, third, begun)
        case.cancel(case.meetings[4])
        with pytest.raises(NoRoom):
            case.move(rota, one, case.meetings[4])
        case.network.closed_at = NOW
        with pytest.raises(NetworkClosed):
            case.exchange(rota, one, third)

    await database.run(unit)


async def test_city_that_did_not_come_can_have_another_turn(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        later = case.meetings[1].starts_at + DAY

        case.move(rota, case.cities[0], case.meetings[4], later)

        assert case.turns(rota, later) == {
            2: case.names(1),
            3: case.names(2, 3),
            4: case.names(4, 5),
            5: case.names(0),
        }

    await database.run(unit)


async def test_turns_move_with_their_session_and_every_copy_tells_the_new_date(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        meeting = case.meetings[1]

        do_move(session, case.marta, meeting, case.network, meeting.starts_at + 3 * DAY, sequence=0, now=NOW)

        assert case.turns(rota)[2] == case.names(0, 1)
        news = case.told(f"rota:{rota.id}:published:")[case.people[0].telegram_id or 0].payload["text"]
        assert "lun 19 de julio" in news
        assert "vie 16 de julio" not in news

    await database.run(unit)


async def test_cities_of_a_cancelled_session_have_no_turn_until_it_returns_or_they_get_another(
    database: Database,
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        meeting = case.meetings[1]

        case.cancel(meeting)

        assert case.standing(rota).unplaced == tuple(case.cities[:2])
        news = case.told(f"rota:{rota.id}:published:")[case.people[0].telegram_id or 0].payload["text"]
        assert "no tiene turno por ahora" in news
        with pytest.raises(CannotBeExchanged):
            case.exchange(rota, case.cities[0], case.cities[2])
        case.move(rota, case.cities[0], case.meetings[4])
        do_restore(session, case.marta, meeting, case.network, sequence=meeting.sequence, now=NOW)
        assert case.turns(rota) == {
            2: case.names(1),
            3: case.names(2, 3),
            4: case.names(4, 5),
            5: case.names(0),
        }

    await database.run(unit)


async def test_added_session_has_room(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        added = do_add(session, case.marta, case.network, FIRST + 7 * MONTH, now=NOW)

        case.move(rota, case.cities[5], added)

        assert case.turns(rota)[7] == case.names(5)

    await database.run(unit)


async def test_invitations_tell_who_presents_and_a_proposal_is_not_told(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        group = connect_group(session, case.network)
        added = do_add(session, case.marta, case.network, FIRST + 7 * MONTH, now=NOW)
        rota = case.draw()
        case.move(rota, case.cities[0], added)
        update_copies(session, added, case.network, now=NOW)
        invited = session.query(Letter).filter_by(chat_id=case.people[3].telegram_id).one()
        assert "🎤" not in invited.payload["text"]

        case.publish()

        assert f"🎤 Presenta su caso: {case.cities[0].name} (ES)" in invited.payload["text"]
        assert session.query(Letter).filter_by(chat_id=group.id).count() == 1  # the notice of the session

    await database.run(unit)


async def test_city_that_takes_part_no_more_gives_its_place_free(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()

        remove_city_of_network(session, case.network.id, case.cities[0].id)

        assert case.turns(rota)[2] == case.names(1)
        case.move(rota, case.cities[5], case.meetings[1])
        assert case.turns(rota)[2] == case.names(1, 5)

    await database.run(unit)


async def test_who_leaves_is_not_told_in_the_morning_and_the_turn_stays_with_the_city(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        night = NOW + timedelta(hours=12)
        rota = case.publish(night)
        leaving, erased = case.people[:2]

        do_leave(session, leaving, case.network.id, now=night)
        do_erase(session, erased, now=night)

        told = case.told(f"rota:{rota.id}:published:")
        assert set(told) == {person.telegram_id for person in case.people[2:]}
        assert case.turns(rota)[2] == case.names(0, 1)
        assert [row["id"] for row in rows_of(session, case.marta)["rotas"]] == [rota.id]

    await database.run(unit)


async def test_page_of_who_has_left_is_followed_no_more(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        for letter in session.query(Letter):
            letter.state, letter.message_id = LetterState.SENT, 1
        session.flush()
        do_leave(session, case.people[0], case.network.id, now=NOW)

        case.exchange(rota, case.cities[2], case.cities[4])

        edited = {letter.chat_id for letter in session.query(Letter).filter_by(method="editMessageText")}
        assert edited == {person.telegram_id for person in case.people[1:]}

    await database.run(unit)


async def test_news_are_followed_until_the_last_turn_has_begun(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session, 2)
        case.publish()
        meeting = case.meetings[1]

        close_copies(session, meeting, case.network, now=meeting.starts_at)

        assert {letter.subject for letter in session.query(Letter)} == {None}

    await database.run(unit)


ACTS = (
    "move",
    "exchange",
    "redraw",
    "publish",
    "cancel",
    "restore",
    "postpone",
    "wait",
    "ask",
    "accept",
    "decline",
    "give back",
)
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 7), st.integers(0, 7)), max_size=15)


@settings(
    max_examples=examples(15, thorough=1000),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(cities=st.integers(1, 9), steps=STEPS)
@example(cities=6, steps=[("publish", 0, 0), ("ask", 0, 2), ("ask", 4, 2), ("accept", 1, 0), ("accept", 0, 0)])
@example(cities=6, steps=[("cancel", 2, 0), ("move", 2, 4), ("restore", 2, 0), ("move", 4, 2), ("exchange", 0, 2)])
def test_each_city_is_there_once_and_no_session_has_more_than_two_whatever_is_done(
    store_url: str, cities: int, steps: list[tuple[str, int, int]]
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session, cities)
        rota, now = case.draw(), NOW
        for act, one, other in steps:
            now += 9 * DAY if act == "wait" else timedelta(minutes=1)
            try_to(case, rota, act, one, other, now)
            _check(case, rota, now)

    asyncio.run(lived_through(store_url, unit))


def _check(case: Case, rota: Rota, now: datetime) -> None:
    standing = case.standing(rota, now)
    assert standing.cities == tuple(case.cities)
    assert all(len(place.cities) <= CASES for place in standing.places)
    assert all(len(lost.cities) <= CASES for lost in standing.cancelled)
    waiting = open_swaps(case.session, rota.id)
    assert len({swap.city_id for swap in waiting}) == len(waiting)
    assert all(still_stands(swap, standing) or swap.ends_at <= now for swap in waiting)
    assert [one.room for one in standing.places] == [CASES - len(one.cities) for one in standing.places]
