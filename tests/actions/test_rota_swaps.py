"""Swaps of turns: only what both want, only as long as it is what was asked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from actions.access import access_asked_swap, access_own_swap, access_presenting
from actions.meetings import do_move, do_restore
from actions.mydata import do_erase, do_leave
from actions.refusals import LeftNetwork, NetworkClosed, NotAllowed, NotFound
from actions.rota.giving_back import do_give_back
from actions.rota.refusals import CannotBeAsked, NoTurnAhead, RotaChanged
from actions.rota.swapping import WEEK, choices, do_withdraw_swap
from scheduler.rota import enqueue
from store.chats import meet_chat
from store.database import Database
from store.models import Chat, ChatKind, Letter, LetterState, Person, Role, Rota, SwapOutcome, TurnSwap
from store.mydata.gathering import counts_of, rows_of
from store.programme import remove_city_of_network
from tests.actions.founding import join, settle_person
from tests.actions.rotas import DAY, NOBODY, NOW, Case, answer, ask, case_of, give_back


def colleague(case: Case, number: int) -> Person:
    """One more who speaks for a city."""
    person, _ = settle_person(case.session)
    join(case.session, person, case.cities[number], case.network)
    meet_chat(case.session, person.telegram_id or 0, ChatKind.PRIVATE, "")
    return person


async def test_accepted_swap_exchanges_the_two_turns_and_nothing_else(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        swap = ask(case, rota, 0, 2)
        assert case.turns(rota) == {2: case.names(0, 1), 3: case.names(2, 3), 4: case.names(4, 5)}

        answer(case, rota, swap)

        assert swap.outcome is SwapOutcome.ACCEPTED
        assert case.turns(rota) == {2: case.names(1, 2), 3: case.names(0, 3), 4: case.names(4, 5)}
        told = case.told(f"rota:{rota.id}:changed:")
        assert set(told) == {case.people[0].telegram_id}  # who accepts sees it; Marta has started no chat here

    await database.run(unit)


async def test_declined_unanswered_and_withdrawn_swaps_change_no_turn(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        before = case.turns(rota), rota.sequence

        declined = ask(case, rota, 0, 2)
        answer(case, rota, declined, is_accepted=False)
        withdrawn = ask(case, rota, 0, 2)
        do_withdraw_swap(session, case.people[0], withdrawn, rota, case.network, now=NOW, pressed=NOBODY)
        unanswered = ask(case, rota, 0, 2)
        enqueue(session, unanswered.ends_at)

        assert [one.outcome for one in (declined, withdrawn, unanswered)] == [
            SwapOutcome.DECLINED,
            SwapOutcome.WITHDRAWN,
            SwapOutcome.UNANSWERED,
        ]
        assert (case.turns(rota), rota.sequence) == before
        assert unanswered.ends_at == case.meetings[1].starts_at - WEEK
        told = session.query(Letter.key).filter(Letter.key.contains(":ended:")).order_by(Letter.id).all()
        person = case.people[0].id
        assert [key for (key,) in told] == [
            f"rota:{rota.id}:swap:{one.id}:ended:person:{person}" for one in (declined, unanswered)
        ]

    await database.run(unit)


async def test_answer_at_the_end_comes_too_late_before_the_clock_has_looked(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        swap = ask(case, rota, 0, 2)

        answer(case, rota, swap, now=swap.ends_at)
        enqueue(session, swap.ends_at)

        assert swap.outcome is SwapOutcome.UNANSWERED
        assert case.turns(rota)[2] == case.names(0, 1)
        assert session.query(Letter).filter(Letter.key.contains(":ended:")).count() == 1

    await database.run(unit)


def _move_session(case: Case, rota: Rota) -> None:
    meeting = case.meetings[2]
    do_move(case.session, case.marta, meeting, case.network, meeting.starts_at + DAY, sequence=0, now=NOW)


def _cancel_and_restore(case: Case, rota: Rota) -> None:
    meeting = case.meetings[1]
    case.cancel(meeting)
    do_restore(case.session, case.marta, meeting, case.network, sequence=meeting.sequence, now=NOW)


@pytest.mark.parametrize(
    "change",
    [
        lambda case, rota: case.move(rota, case.cities[2], case.meetings[4]),
        lambda case, rota: case.exchange(rota, case.cities[0], case.cities[4]),
        lambda case, rota: give_back(case, rota, 2),
        lambda case, rota: give_back(case, rota, 0),
        lambda case, _rota: case.cancel(case.meetings[1]),
        lambda case, _rota: case.cancel(case.meetings[2]),
        _move_session,
        _cancel_and_restore,
        lambda case, rota: answer(case, rota, ask(case, rota, 4, 2)),
        lambda case, _rota: remove_city_of_network(case.session, case.network.id, case.cities[2].id),
    ],
    ids=[
        "other moved",
        "own exchanged",
        "other gives back",
        "own gives back",
        "own cancelled",
        "other cancelled",
        "other's session moved",
        "own session cancelled and restored",
        "another swap",
        "city left",
    ],
)
async def test_question_about_what_has_changed_is_over(
    database: Database, change: Callable[[Case, Rota], None]
) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        swap = ask(case, rota, 0, 2)
        change(case, rota)
        before = case.turns(rota)

        answer(case, rota, swap)

        assert swap.outcome is SwapOutcome.OVERTAKEN
        assert case.turns(rota) == before
        asked = session.query(Letter).filter(Letter.key.contains(f":swap:{swap.id}:asked:")).one()
        assert asked.state is LetterState.WITHDRAWN

    await database.run(unit)


async def test_one_question_at_a_time_of_a_city_and_none_back(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()

        swap = ask(case, rota, 0, 2)

        assert ask(case, rota, 0, 4) is swap
        with pytest.raises(CannotBeAsked):
            ask(case, rota, 2, 0)
        assert ask(case, rota, 2, 4) is not swap
        assert session.query(TurnSwap).count() == 2

    await database.run(unit)


async def test_who_cannot_answer_in_time_is_not_asked(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        case.people[2].paused_until = NOW + 90 * DAY
        session.get_one(Chat, case.people[3].telegram_id).unreachable_at = NOW
        second, beside = colleague(case, 4), colleague(case, 4)
        beside.paused_until = NOW + DAY
        guest, _ = settle_person(session)
        join(session, guest, case.cities[4], case.network, role=Role.GUEST)
        session.flush()
        rota = case.publish()

        askable, others = choices(session, case.standing(rota), case.cities[0])
        swap = ask(case, rota, 0, 4)

        assert [one.city for one in askable] == case.cities[4:6]
        assert others == case.cities[2:4]
        asked = session.query(Letter.chat_id).filter(Letter.key.contains(f":swap:{swap.id}:asked:")).all()
        assert {chat_id for (chat_id,) in asked} == {case.people[4].telegram_id, second.telegram_id}
        nine_days_before = case.meetings[1].starts_at - 9 * DAY
        eight_days_before = case.meetings[1].starts_at - 8 * DAY + timedelta(minutes=1)
        assert choices(session, case.standing(rota, nine_days_before), case.cities[0])[0]
        assert not choices(session, case.standing(rota, eight_days_before), case.cities[0])[0]

    await database.run(unit)


async def test_city_without_a_turn_ahead_asks_nothing_and_gives_nothing_back(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session, 7)
        rota = case.publish()
        begun = case.meetings[1].starts_at
        give_back(case, rota, 1)
        for number, now in ((1, NOW), (0, begun)):
            with pytest.raises(NoTurnAhead):
                ask(case, rota, number, 2, now)
            with pytest.raises(NoTurnAhead):
                give_back(case, rota, number, now)
        with pytest.raises(CannotBeAsked):
            ask(case, rota, 2, 3)  # in the same session
        with pytest.raises(RotaChanged):
            do_give_back(session, case.people[2], rota, case.network, case.cities[2], sequence=0, now=NOW)

    await database.run(unit)


async def test_only_the_two_cities_know_of_a_question_and_each_does_its_part(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        swap = ask(case, rota, 0, 2)
        stranger, _ = settle_person(session)
        guest, _ = settle_person(session)
        join(session, guest, case.cities[2], case.network, role=Role.GUEST)

        assert access_asked_swap(session, case.people[2], swap.id)[0] is swap
        assert access_own_swap(session, case.people[0], swap.id)[0] is swap
        assert access_asked_swap(session, case.marta, swap.id)[3].id == swap.other_city_id  # who coordinates notes it
        for access, person, refusal in (
            (access_asked_swap, case.people[0], NotAllowed),
            (access_own_swap, case.people[2], NotAllowed),
            (access_asked_swap, case.people[1], NotFound),
            (access_asked_swap, stranger, NotFound),
            (access_asked_swap, guest, NotAllowed),
        ):
            with pytest.raises(refusal):
                access(session, person, swap.id)
        do_leave(session, case.people[2], case.network.id, now=NOW)
        with pytest.raises(LeftNetwork):
            access_asked_swap(session, case.people[2], swap.id)
        case.network.closed_at = NOW
        with pytest.raises(NetworkClosed):
            access_presenting(session, case.people[0], case.network.id)

    await database.run(unit)


async def test_when_the_asker_has_left_the_others_of_the_city_are_told(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        second = colleague(case, 0)
        rota = case.publish()
        swap = ask(case, rota, 0, 2)
        do_erase(session, case.people[0], now=NOW)

        answer(case, rota, swap, is_accepted=False)

        assert set(case.told(f"rota:{rota.id}:swap:{swap.id}:ended:")) == {second.telegram_id}

    await database.run(unit)


async def test_nobody_is_told_of_a_question_that_ends_with_its_network(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        swap = ask(case, rota, 0, 2)
        case.network.closed_at = NOW

        enqueue(session, swap.ends_at)

        assert swap.outcome is SwapOutcome.OVERTAKEN
        assert case.told(f"rota:{rota.id}:swap:{swap.id}:") == {}

    await database.run(unit)


async def test_asker_is_told_that_things_have_changed_when_the_other_city_has_left(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()
        swap = ask(case, rota, 0, 2)
        remove_city_of_network(session, case.network.id, case.cities[2].id)

        enqueue(session, swap.ends_at)

        assert swap.outcome is SwapOutcome.OVERTAKEN
        told = case.told(f"rota:{rota.id}:swap:{swap.id}:ended:")
        assert list(told) == [case.people[0].telegram_id]
        assert "Entretanto han cambiado turnos o sesiones" in told[case.people[0].telegram_id or 0].payload["text"]

    await database.run(unit)


async def test_turn_that_is_given_back_is_free_and_coordination_is_told_once(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        meet_chat(session, case.marta.telegram_id or 0, ChatKind.PRIVATE, "")
        rota = case.publish()

        give_back(case, rota, 0)

        assert case.turns(rota)[2] == case.names(1)
        assert case.standing(rota).unplaced == (case.cities[0],)
        assert list(case.told(f"rota:{rota.id}:free:")) == [case.marta.telegram_id]
        case.move(rota, case.cities[5], case.meetings[1])
        assert case.turns(rota)[2] == case.names(1, 5)

    await database.run(unit)


async def test_what_somebody_asks_is_among_their_data(database: Database) -> None:
    def unit(session: Session) -> None:
        case = case_of(session)
        rota = case.publish()

        swap = ask(case, rota, 0, 2)

        assert [row["id"] for row in rows_of(session, case.people[0])["turn_swaps"]] == [swap.id]
        assert counts_of(session, case.people[0])["turn_swaps"] == 1

    await database.run(unit)
