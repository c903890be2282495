"""Who may read, change, answer and answer for a challenge; and what becomes of its card."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions import challenges, outcomes, solutions
from actions.access import (
    access_asked_challenge,
    access_challenge,
    access_own_challenge,
    access_own_solution,
    contributing_networks,
)
from actions.refusals import NetworkClosed, NotAllowed, NotFound
from actions.solutions import OwnChallenge, access_answering
from store.database import Database
from store.models import Letter, LetterState, Outcome, Role, Visibility
from tests.actions import founding
from texts.challenges.presses import ChallengePart

T = TypeVar("T")
NOON = datetime(2027, 6, 9, 15, 0, tzinfo=UTC)  # a Wednesday


async def run(database: Database, unit: Callable[[Session], T]) -> T:
    return await database.run(unit)


async def test_few_see_what_is_for_the_coordination(database: Database) -> None:
    def unit(session: Session) -> None:
        network = founding.found_network(session)
        author, city = founding.settle_person(session)
        other, elsewhere = founding.settle_person(session, "EC")
        coordinator, _ = founding.settle_person(session, "BR")
        founding.join(session, author, city, network)
        founding.join(session, other, elsewhere, network)
        founding.join(session, coordinator, None, network, role=Role.COORDINATOR)
        one = founding.share_challenge(session, network, author, NOON, visibility=Visibility.COORDINATORS)

        assert access_challenge(session, author, one.id) is one
        assert access_challenge(session, coordinator, one.id) is one
        with pytest.raises(NotFound):
            access_challenge(session, other, one.id)
        with pytest.raises(NotFound):
            access_answering(session, other, one.id)
        with pytest.raises(NotAllowed):
            access_own_challenge(session, coordinator, one.id)

    await run(database, unit)


async def test_answers_come_from_contributing_members_and_not_from_the_asker(database: Database) -> None:
    def unit(session: Session) -> None:
        network = founding.found_network(session)
        author, city = founding.settle_person(session)
        neighbour, _ = founding.settle_person(session)
        guest, _ = founding.settle_person(session)
        stranger, _ = founding.settle_person(session)
        founding.join(session, author, city, network)
        founding.join(session, neighbour, city, network)
        founding.join(session, guest, None, network, role=Role.GUEST)
        one = founding.share_challenge(session, network, author, NOON)

        assert access_answering(session, neighbour, one.id) is one
        for person, refusal in ((author, OwnChallenge), (guest, NotAllowed), (stranger, NotFound)):
            with pytest.raises(refusal):
                access_answering(session, person, one.id)
        network.closed_at = NOON
        with pytest.raises(NetworkClosed):
            access_answering(session, neighbour, one.id)
        assert contributing_networks(session, neighbour) == []

    await run(database, unit)


async def test_city_answers_for_a_challenge_only_when_its_author_is_gone(database: Database) -> None:
    def unit(session: Session) -> None:
        network = founding.found_network(session)
        author, city = founding.settle_person(session)
        colleague, _ = founding.settle_person(session)
        other, elsewhere = founding.settle_person(session, "EC")
        membership = founding.join(session, author, city, network)
        founding.join(session, colleague, city, network)
        founding.join(session, other, elsewhere, network)
        one = founding.share_challenge(session, network, author, NOON)
        one.city_id = city.id

        assert outcomes.askers_of(session, one) == [author]
        with pytest.raises(NotAllowed):
            access_asked_challenge(session, colleague, one.id)
        membership.left_at = NOON
        session.flush()
        assert access_asked_challenge(session, colleague, one.id) == (one, False)
        assert outcomes.askers_of(session, one) == [colleague]
        with pytest.raises(NotAllowed):
            access_asked_challenge(session, other, one.id)

    await run(database, unit)


async def test_withdrawal_before_the_card_went_out_sends_no_card(database: Database) -> None:
    def unit(session: Session) -> list[LetterState]:
        network = founding.found_network(session)
        author, city = founding.settle_person(session)
        founding.join(session, author, city, network)
        founding.connect_group(session, network)
        one, cards = challenges.do_share_challenge(
            session, author, network.id, problem="P.", tried="", title="P", visibility=Visibility.NETWORK, now=NOON
        )
        assert cards == 1
        challenges.do_withdraw_challenge(session, author, one, NOON)
        return list(session.scalars(sa.select(Letter.state).where(Letter.subject == f"challenge:{one.id}")))

    assert await run(database, unit) == [LetterState.WITHDRAWN]


async def test_waiting_card_says_what_the_challenge_says_now(database: Database) -> None:
    def unit(session: Session) -> list[str]:
        network = founding.found_network(session)
        author, city = founding.settle_person(session)
        founding.join(session, author, city, network)
        founding.connect_group(session, network)
        one, _ = challenges.do_share_challenge(
            session, author, network.id, problem="P.", tried="", title="P", visibility=Visibility.NETWORK, now=NOON
        )
        challenges.do_change_challenge(session, author, one, ChallengePart.TITLE, "Otro título", NOON)
        session.flush()
        return [letter.payload["text"] for letter in session.scalars(sa.select(Letter))]

    [text] = await run(database, unit)
    assert "<b>Otro título</b>" in text


async def test_thanks_are_said_once_however_often_the_outcome_changes(database: Database) -> None:
    def unit(session: Session) -> list[datetime]:
        network = founding.found_network(session)
        author, city = founding.settle_person(session)
        helper, elsewhere = founding.settle_person(session, "EC")
        founding.join(session, author, city, network)
        founding.join(session, helper, elsewhere, network)
        one = founding.share_challenge(session, network, author, NOON)
        founding.answer_challenge(session, one, helper, NOON)
        night = NOON + timedelta(hours=12)  # 22:00 in Ecuador
        for outcome in (Outcome.PARTLY, Outcome.PARTLY, Outcome.OPEN, Outcome.SOLVED):
            challenges.do_mark_outcome(session, one, outcome, night)
        assert one.outcome_at == night
        return list(session.scalars(sa.select(Letter.due_at).where(Letter.chat_id == helper.telegram_id)))

    assert await run(database, unit) == [datetime(2027, 6, 10, 13, 0, tzinfo=UTC)]  # 08:00 in Ecuador


async def test_withdrawn_solution_is_out_of_reach_and_its_news_is_taken_back(database: Database) -> None:
    def unit(session: Session) -> list[LetterState]:
        network = founding.found_network(session)
        author, city = founding.settle_person(session)
        helper, elsewhere = founding.settle_person(session, "EC")
        founding.join(session, author, city, network)
        founding.join(session, helper, elsewhere, network)
        one = founding.share_challenge(session, network, author, NOON)
        solution = solutions.do_answer_challenge(session, helper, one, "De noche.", now=NOON)
        solutions.do_withdraw_solution(session, solution, NOON)
        with pytest.raises(NotFound):
            access_own_solution(session, helper, solution.id)
        return list(session.scalars(sa.select(Letter.state)))

    assert await run(database, unit) == [LetterState.WITHDRAWN]
