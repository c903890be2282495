"""When networks are asked what, and what becomes of it when sessions move."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from actions.access import access_prompt
from actions.attention import BEFORE_SESSION
from actions.prompts import (
    asking_day,
    do_publish_answer,
    do_withdraw_answer,
    next_slug,
    plan_prompts,
    private_moment,
)
from actions.refusals import NetworkClosed, NotAllowed, NotFound
from scheduler.prompts import TICK
from store.database import Database
from store.models import Letter, LetterState, Network, Prompt, PromptAnswer, Role
from store.prompts import prompts_of_network
from tests.actions.founding import connect_group, convene, found_network, join, settle_person
from texts.questions import library

NOW = datetime(2027, 5, 24, 13, tzinfo=UTC)
FRIDAYS = [
    datetime(2027, month, day, 15, tzinfo=UTC) for month, day in ((6, 18), (7, 16), (8, 20), (9, 17), (10, 15))
] + [datetime(2027, 11, 19, 16, tzinfo=UTC)]
TUESDAYS = [date(2027, 7, 6), date(2027, 8, 3), date(2027, 9, 7), date(2027, 10, 5), date(2027, 11, 2)]
MADRID = ZoneInfo("Europe/Madrid")


def days_of(session: Session, network: Network) -> list[date]:
    return [prompt.due_at.astimezone(MADRID).date() for prompt in prompts_of_network(session, network.id)]


async def test_each_pause_between_sessions_has_one_question_at_ten(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        convene(session, network, *FRIDAYS)

        plan_prompts(session, network, now=NOW)

        prompts = prompts_of_network(session, network.id)
        assert days_of(session, network) == TUESDAYS
        # Spain changes its clocks on 31 October: ten o'clock stays ten o'clock.
        assert [prompt.due_at.astimezone(MADRID).hour for prompt in prompts] == [10] * 5
        assert [prompt.due_at.hour for prompt in prompts] == [8, 8, 8, 8, 9]
        assert len({prompt.slug for prompt in prompts}) == 5

    await database.run(unit)


async def test_planning_twice_changes_nothing(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        convene(session, network, *FRIDAYS)
        plan_prompts(session, network, now=NOW)
        before = [(prompt.id, prompt.slug, prompt.due_at) for prompt in prompts_of_network(session, network.id)]

        plan_prompts(session, network, now=NOW)

        prompts = prompts_of_network(session, network.id)
        assert [(prompt.id, prompt.slug, prompt.due_at) for prompt in prompts] == before

    await database.run(unit)


async def test_moved_session_moves_its_question_and_a_cancelled_one_loses_it(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        meetings = convene(session, network, *FRIDAYS)
        plan_prompts(session, network, now=NOW)
        meetings[0].starts_at += timedelta(days=7)
        meetings[2].cancelled_at = NOW

        plan_prompts(session, network, now=NOW)

        assert days_of(session, network) == [date(2027, 7, 5), TUESDAYS[1], TUESDAYS[3], TUESDAYS[4]]

    await database.run(unit)


async def test_asked_question_stays_when_its_session_is_moved(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        meetings = convene(session, network, *FRIDAYS)
        plan_prompts(session, network, now=NOW)
        first = prompts_of_network(session, network.id)[0]
        first.asked_at = first.due_at
        meetings[0].cancelled_at = first.due_at

        plan_prompts(session, network, now=first.due_at)

        assert days_of(session, network) == TUESDAYS

    await database.run(unit)


async def test_network_loaded_late_is_asked_only_what_is_to_come(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        convene(session, network, *FRIDAYS)

        plan_prompts(session, network, now=datetime(2027, 9, 8, tzinfo=UTC))

        assert days_of(session, network) == TUESDAYS[3:]

    await database.run(unit)


@given(
    st.dates(date(2027, 1, 1), date(2029, 1, 1)),
    st.integers(min_value=1, max_value=90),
)
def test_asking_day_is_a_working_day_between_the_sessions(session_day: date, distance: int) -> None:
    following = session_day + timedelta(days=distance)

    day = asking_day(session_day, following)

    assert day is None or (session_day < day < following and day.weekday() < 5)
    assert (day is None) == (distance < 4)
    assert day is None or distance < 17 or day + BEFORE_SESSION < following, "nor when the next one is prepared"


def test_order_goes_through_the_library_and_differs_between_networks() -> None:
    def order(network_slug: str) -> list[str]:
        used: list[str] = []
        for _ in library():
            used.append(next_slug(network_slug, used))
        return used

    economy, mobility = order("economia-local"), order("movilidad-sostenible")

    assert sorted(economy) == sorted(mobility) == sorted(library())
    assert economy != mobility
    assert all(one != other for one, other in pairwise([*economy, next_slug("economia-local", economy)]))


def test_library_speaks_four_languages() -> None:
    assert len(library()) >= 12
    for words in library().values():
        assert set(words) == {"es", "pt", "ca", "en"}
        assert all(10 < len(one.question) <= 90 and 10 < len(one.hint) <= 120 for one in words.values())


async def test_people_are_asked_at_ten_of_their_own_day(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        convene(session, network, *FRIDAYS)
        group = connect_group(session, network)
        people = {}
        for country in ("ES", "MX", "EC"):
            person, city = settle_person(session, country)
            join(session, person, city, network)
            people[person.telegram_id] = country
        coordinator, _ = settle_person(session, "ES")
        join(session, coordinator, None, network, role=Role.COORDINATOR)
        paused, city = settle_person(session, "BR")
        join(session, paused, city, network)
        paused.paused_until = datetime(2027, 12, 1, tzinfo=UTC)
        plan_prompts(session, network, now=NOW)
        due_at = TICK.next_due(session)
        assert due_at == datetime(2027, 7, 6, 8, tzinfo=UTC)

        assert TICK.enqueue(session, due_at) == 4
        assert TICK.enqueue(session, due_at) == 0

        letters = {letter.chat_id: letter for letter in session.scalars(sa.select(Letter))}
        assert {people.get(chat_id, "group"): letter.due_at.hour for chat_id, letter in letters.items()} == {
            "group": 8,
            "ES": 8,
            "MX": 16,
            "EC": 15,
        }
        assert set(letters) == {group.id, *people}
        assert TICK.next_due(session) == datetime(2027, 8, 3, 8, tzinfo=UTC)

    await database.run(unit)


async def test_late_question_waits_for_the_next_working_morning(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        person, _ = settle_person(session, "ES")
        prompt = Prompt(
            network_id=network.id, meeting_id=0, slug="not-again", due_at=datetime(2027, 7, 9, 8, tzinfo=UTC)
        )

        late = private_moment(prompt, network, person, datetime(2027, 7, 9, 21, tzinfo=UTC))  # Friday, 23:00

        assert late == datetime(2027, 7, 12, 8, tzinfo=UTC)  # Monday, 10:00

    await database.run(unit)


async def test_question_is_dropped_when_days_late_and_when_the_network_has_closed(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        convene(session, network, *FRIDAYS)
        connect_group(session, network)
        plan_prompts(session, network, now=NOW)

        TICK.enqueue(session, datetime(2027, 7, 10, 9, tzinfo=UTC))
        network.closed_at = datetime(2027, 8, 1, tzinfo=UTC)
        TICK.enqueue(session, datetime(2027, 8, 3, 8, tzinfo=UTC))

        assert days_of(session, network) == TUESDAYS[2:]
        assert session.scalar(sa.select(sa.func.count(Letter.id))) == 0

    await database.run(unit)


async def test_answer_takes_back_the_private_question_and_editing_is_not_new(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        convene(session, network, *FRIDAYS)
        tere, city = settle_person(session, "MX")
        join(session, tere, city, network)
        plan_prompts(session, network, now=NOW)
        asked_at = datetime(2027, 7, 6, 8, tzinfo=UTC)
        TICK.enqueue(session, asked_at)
        prompt = prompts_of_network(session, network.id)[0]

        do_publish_answer(session, tere, prompt.id, "Sin el mercado, no.", now=asked_at)
        do_publish_answer(session, tere, prompt.id, "Sin el mercado, nunca.", now=asked_at + timedelta(days=1))

        assert session.scalars(sa.select(Letter.state)).all() == [LetterState.WITHDRAWN]
        answer = session.scalars(sa.select(PromptAnswer)).one()
        assert (answer.text, answer.published_at, answer.city_id) == ("Sin el mercado, nunca.", asked_at, city.id)

        do_withdraw_answer(session, tere, prompt.id, now=asked_at + timedelta(days=2))
        with pytest.raises(NotFound):
            do_withdraw_answer(session, tere, prompt.id, now=asked_at + timedelta(days=2))
        again = asked_at + timedelta(days=3)
        do_publish_answer(session, tere, prompt.id, "Otra.", now=again)
        session.refresh(answer)
        assert (answer.published_at, answer.withdrawn_at) == (again, None)

    await database.run(unit)


async def test_question_is_for_the_members_of_its_network(database: Database) -> None:
    def unit(session: Session) -> None:
        network = found_network(session)
        convene(session, network, *FRIDAYS)
        guest, _ = settle_person(session)
        join(session, guest, None, network, role=Role.GUEST)
        stranger, _ = settle_person(session)
        member, city = settle_person(session)
        join(session, member, city, network)
        plan_prompts(session, network, now=NOW)
        prompts = prompts_of_network(session, network.id)
        asked_at = prompts[0].due_at
        TICK.enqueue(session, asked_at)

        with pytest.raises(NotAllowed):
            do_publish_answer(session, guest, prompts[0].id, "…", now=asked_at)
        with pytest.raises(NotFound):
            do_publish_answer(session, stranger, prompts[0].id, "…", now=asked_at)
        with pytest.raises(NotFound):
            access_prompt(session, member, prompts[1].id)  # not asked yet
        network.closed_at = asked_at
        with pytest.raises(NetworkClosed):
            do_publish_answer(session, member, prompts[0].id, "…", now=asked_at)

    await database.run(unit)
