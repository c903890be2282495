"""When who asked is asked, what an old key changes, and who is told what helped; co-authors and what they may do."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions import mydata, outcomes, solutions
from actions.access import access_own_solution, access_worded_solution
from actions.challenges import do_mark_outcome, do_say_helped
from actions.co_authors import EnoughCoAuthors, do_add, do_remove, to_add
from actions.drawing import do_draw
from actions.experiences import do_share_experience
from actions.outcomes import AFTER, MOST, OutcomeKnown
from actions.refusals import NotAllowed, NotFound
from actions.signing import signed
from scheduler import outcomes as ticks
from store.database import Database
from store.models import (
    Challenge,
    DigestWish,
    Held,
    Kind,
    Letter,
    LetterState,
    Outcome,
    Person,
    Role,
    Solution,
    Visibility,
)
from tests.actions.founding import join, settle_person
from tests.actions.test_search import Case, carry_out
from texts.solutions import co_authors as texts
from texts.translator import translator_of


def questions(session: Session) -> list[Letter]:
    found = sa.select(Letter).where(Letter.kind == Kind.OUTCOME_CHECK).order_by(Letter.id)
    return list(session.scalars(found))


def answered(case: Case) -> tuple[Challenge, Solution]:
    challenge = case.asks("Tasas de feria")
    case.rosa.digest = DigestWish.NONE
    solution = solutions.do_answer_challenge(case.session, case.joao, challenge, "Um cartão.", now=case.now)
    case.session.flush()
    return challenge, solution


async def test_who_asked_is_asked_twice_at_most_and_only_of_what_has_answers(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        case.asks("Sin respuestas")
        challenge, _ = answered(case)
        first = challenge.check_at
        assert first == case.now + AFTER
        solutions.do_answer_challenge(session, case.joao, challenge, "Outra.", now=case.now + timedelta(days=3))
        assert challenge.check_at == first, "the first answer counts"

        assert ticks.TICK.enqueue(session, case.now + AFTER) == 1
        told = (len(questions(session)), challenge.checks)
        assert told == (1, 1)
        assert challenge.check_at is None
        with pytest.raises(OutcomeKnown):
            outcomes.do_put_off(session, challenge, 0, case.now + AFTER)
        for _ in range(2):
            outcomes.do_put_off(session, challenge, 1, case.now + AFTER)
        again = case.now + 2 * AFTER
        assert challenge.check_at == again
        assert ticks.TICK.enqueue(session, again) == 1
        assert (len(questions(session)), challenge.checks) == (2, MOST)
        with pytest.raises(OutcomeKnown):
            outcomes.do_put_off(session, challenge, MOST, again)

    await carry_out(database, check)


async def test_who_has_several_to_tell_of_is_asked_about_one_a_week(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        first, second = (answered(case)[0] for _ in range(2))
        case.rosa.digest = DigestWish.PRIVATE
        at = case.now + AFTER

        ticks.TICK.enqueue(session, at)

        assert len(questions(session)) == 1
        assert [one.about_id for one in session.scalars(sa.select(Held))] == [second.id], "the digest asks it"
        assert (first.checks, second.checks) == (1, 1)

    await carry_out(database, check)


async def test_who_gets_no_digest_is_asked_about_another_one_a_week_later(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        first, second = (answered(case)[0] for _ in range(2))

        at = case.now + AFTER

        ticks.TICK.enqueue(session, at)

        assert (len(questions(session)), first.checks, second.checks) == (1, 1, 0)
        ticks.TICK.enqueue(session, second.check_at or at)
        assert len(questions(session)) == 2

    await carry_out(database, check)


async def test_nobody_is_asked_when_it_was_said_or_no_answer_stands(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        said, _ = answered(case)
        do_mark_outcome(session, said, Outcome.OPEN, case.now)  # by hand: it stays open
        withdrawn, solution = answered(case)
        solutions.do_withdraw_solution(session, solution, case.now)
        marked, one = answered(case)
        do_mark_outcome(session, marked, Outcome.OPEN, case.now, through=one)  # this answer did not do it; others may
        assert [each.check_at is None for each in (said, withdrawn, marked)] == [True, False, False]

        ticks.TICK.enqueue(session, case.now + 2 * AFTER)

        assert [letter.key for letter in questions(session)] == [
            f"challenge:{marked.id}:outcome:1:person:{case.rosa.id}"
        ]
        do_mark_outcome(session, marked, Outcome.PARTLY, case.now)
        with pytest.raises(OutcomeKnown):
            outcomes.check_unknown(session, marked, Outcome.SOLVED)

    await carry_out(database, check)


async def test_thanks_wait_for_which_answer_it_was_and_name_it_in_one_letter(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        challenge, first = answered(case)
        ines, _ = settle_person(session, "MX")
        join(session, ines, None, case.network)
        second = solutions.do_answer_challenge(session, ines, challenge, "Otra.", now=case.now)
        session.flush()

        do_mark_outcome(session, challenge, Outcome.SOLVED, case.now)
        for has_helped in (True, False, True):
            do_say_helped(session, challenge, second, case.now, has_helped=has_helped)
        session.flush()

        found = sa.select(Letter).where(Letter.kind == Kind.THANKS).order_by(Letter.id)
        told = {letter.chat_id: letter.payload["text"] for letter in session.scalars(found)}
        assert len(list(session.scalars(found))) == 2
        assert "Sua resposta ajudou" not in told[case.joao.telegram_id or 0]
        assert ines.name in told[case.joao.telegram_id or 0]
        assert "Su respuesta ayudó" in told[ines.telegram_id or 0]
        assert (first.helped_at, second.helped_at is None) == (None, False)

    await carry_out(database, check)


async def test_co_authors_word_an_answer_and_only_its_author_withdraws_it(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        _, solution = answered(case)
        others = [settle_person(session, "MX")[0] for _ in range(texts.MOST + 1)]
        for other in others:
            join(session, other, None, case.network)
        session.flush()
        free = {person.id for person, _ in to_add(session, solution)}
        assert free == {one.id for one in others}, "without Rosa, who asked"
        for other in others[: texts.MOST]:
            do_add(session, case.joao, solution, other.id, now=case.now)
            do_add(session, case.joao, solution, other.id, now=case.now)
        with pytest.raises(EnoughCoAuthors):
            do_add(session, case.joao, solution, others[-1].id, now=case.now)
        with pytest.raises(NotFound):
            do_add(session, case.joao, solution, case.joao.id, now=case.now)
        assert access_worded_solution(session, others[0], solution.id) is solution
        with pytest.raises(NotAllowed):
            access_own_solution(session, others[0], solution.id)

        do_remove(session, solution, others[0].id, now=case.now)
        with pytest.raises(NotAllowed):
            access_worded_solution(session, others[0], solution.id)
        erased = others[1]
        name = erased.name
        mydata.do_erase(session, erased, now=case.now)
        by = str(signed(session, solution).by(translator_of(case.rosa)))
        assert name not in by
        assert others[2].name in by

    await carry_out(database, check)


async def test_answer_is_drawn_only_from_what_its_readers_read(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        _, solution = answered(case)

        def shared(visibility: Visibility) -> int:
            author, network_id = case.joao, case.network.id
            experience, _ = do_share_experience(
                session,
                author,
                network_id,
                done="Algo.",
                regret="Nada.",
                title="Feria",
                visibility=visibility,
                now=case.now,
            )
            return experience.id

        with pytest.raises(NotFound):
            do_draw(session, solution, shared(Visibility.COORDINATORS), now=case.now)
        do_draw(session, solution, shared(Visibility.NETWORK), now=case.now)
        drawn = signed(session, solution).drawn
        assert drawn is not None
        assert drawn[0].title == "Feria"
        drawn[0].withdrawn_at = case.now
        assert signed(session, solution).drawn is None
        assert session.get(Person, case.joao.id) is case.joao

    await carry_out(database, check)


def namings(session: Session) -> list[Letter]:
    standing = (Letter.kind == Kind.CO_AUTHOR, Letter.state != LetterState.WITHDRAWN)
    return list(session.scalars(sa.select(Letter).where(*standing)))


async def test_nobody_is_named_in_what_they_may_not_read_nor_told_of_what_was_taken_back(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        marta, ines = (settle_person(session, "MX")[0] for _ in range(2))
        join(session, marta, None, case.network, role=Role.COORDINATOR)
        join(session, ines, None, case.network)
        hidden = case.asks("Secreto", visibility=Visibility.COORDINATORS)
        answer = solutions.do_answer_challenge(session, marta, hidden, "Respuesta.", now=case.now)
        session.flush()
        with pytest.raises(NotFound):
            do_add(session, marta, answer, ines.id, now=case.now)

        _, solution = answered(case)
        do_add(session, case.joao, solution, ines.id, now=case.now)
        assert [letter.chat_id for letter in namings(session)] == [ines.telegram_id]
        solutions.do_withdraw_solution(session, solution, case.now)
        assert namings(session) == []

    await carry_out(database, check)


async def test_who_is_erased_is_named_to_nobody_whom_they_named_or_who_is_thanked(database: Database) -> None:
    def check(case: Case) -> None:
        session = case.session
        challenge, solution = answered(case)
        ines, leo = (settle_person(session, "MX")[0] for _ in range(2))
        for person in (ines, leo):
            join(session, person, None, case.network)
        do_add(session, case.joao, solution, ines.id, now=case.now)
        solutions.do_answer_challenge(session, leo, challenge, "Otra.", now=case.now)
        do_mark_outcome(session, challenge, Outcome.SOLVED, case.now, through=solution)
        name = f"{case.joao.name},"

        def naming() -> set[int]:
            session.flush()
            session.expire_all()
            found = session.scalars(sa.select(Letter).where(Letter.kind.in_((Kind.CO_AUTHOR, Kind.THANKS))))
            return {letter.chat_id for letter in found if name in letter.payload["text"]}

        others = {ines.telegram_id, leo.telegram_id}
        assert naming() == others
        mydata.do_erase(session, case.joao, now=case.now)
        assert naming() == set()

    await carry_out(database, check)
