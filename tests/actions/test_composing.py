"""Proposals are kept, decided about by hand, and never computed twice for the same question."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.composing.changing import Move, do_fix, do_move
from actions.composing.comparing import difference_between
from actions.composing.keeping import Wish, case_of, do_compute, keep_found
from actions.composing.refusals import CompositionChanged, MoveImpossible
from actions.composing.standing import shown_of
from actions.composition.passing import given, solved
from actions.consultations import answers_in, do_import
from actions.refusals import NotAllowed, StepPassed
from store import tasks
from store.consultations import consultation_by_slug
from store.database import Database
from store.models import Composition, CompositionState, Letter, Network, Person, Role, Task
from tests.actions.founding import found_network, join, settle_person
from texts.composing import proposal
from texts.composing.presses import Fix
from texts.composing.reasons import Absence, Hindrance
from texts.composing.shown import Rule
from texts.translator import translator_for

NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)
COLUMNS = "member,country,language,zone,first_time,hours,rank:agua,need:agua,offer:agua,rank:aire\n"
ROWS = (
    "lima,PE,es,America/Lima,no,14-18,1,3,0,2",
    "quito,EC,es,America/Guayaquil,yes,14-18,1,0,3,2",
    "recife,BR,pt,America/Recife,no,14-18,2,1,1,1",
    "sucre,BO,es,America/La_Paz,no,14-18,2,0,0,1",
    "pasto,CO,es,America/Bogota,no,2-4,1,0,0,",
    "cali,CO,es,America/Bogota,no,,,,,",
)
SMALL = Wish(2, 2)


def consult(session: Session, rows: tuple[str, ...] = ROWS, now: datetime = NOW) -> int:
    """Six members and two fields; gives the consultation's id."""
    do_import(session, "breve", answers_in((COLUMNS + "\n".join(rows)).encode(), "breve.csv"), now=now)
    consultation = consultation_by_slug(session, "breve")
    assert consultation is not None
    return consultation.id


def convener(session: Session) -> Person:
    """Who coordinates a network."""
    person, _city = settle_person(session)
    join(session, person, None, found_network(session), role=Role.COORDINATOR)
    return person


def computed(session: Session, person: Person, number: int, wish: Wish = SMALL, now: datetime = NOW) -> Composition:
    """As the process would have it, here and now."""
    composition, _is_new = do_compute(session, person, number, wish, now=now)
    finish(session, composition, now)
    return composition


def finish(session: Session, composition: Composition, now: datetime = NOW) -> None:
    """What the task does."""
    task = session.scalars(sa.select(Task).where(Task.key == f"composition:{composition.id}")).one()
    tasks.keep(session, f"digest-{composition.id}", solved(given(case_of(session, composition))), now)
    keep_found(session, task, f"digest-{composition.id}", now)


def placed(composition: Composition) -> dict[str, list[str]]:
    """Members by field."""
    return {one["field"]: one["members"] for one in composition.found["networks"]}


async def test_the_same_question_has_one_proposal_until_answers_change(database: Database) -> None:
    def unit(session: Session) -> None:
        person, number = convener(session), consult(session)

        first, is_new = do_compute(session, person, number, SMALL, now=NOW)
        assert is_new
        assert do_compute(session, person, number, SMALL, now=NOW) == (first, False), "it is being looked for"
        finish(session, first)
        assert do_compute(session, person, number, SMALL, now=NOW) == (first, False)
        assert first.state is CompositionState.OPTIMAL
        assert placed(first) == {"agua": ["lima", "quito"], "aire": ["recife", "sucre"]}
        assert session.query(Letter).count() == 1, "who asked for it and looks at something else is told"

        consult(session, (ROWS[0].replace("14-18", "14-17"), *ROWS[1:]), NOW + timedelta(hours=1))
        assert do_compute(session, person, number, SMALL, now=NOW + timedelta(hours=2))[0].number == 2

    await database.run(unit)


async def test_what_is_fixed_by_hand_holds_when_it_is_computed_again(database: Database) -> None:
    def unit(session: Session) -> None:
        person, number = convener(session), consult(session)
        first = computed(session, person, number)

        do_fix(session, person, first.id, "lima", "aire", Fix.FIXED, now=NOW)
        do_fix(session, person, first.id, "sucre", "aire", Fix.KEPT_OUT, now=NOW)
        do_fix(session, person, first.id, "lima", "aire", Fix.FIXED, now=NOW)
        second = computed(session, person, number, Wish(2, 2, base_id=first.id))

        assert second.by_hand == {"locks": [["lima", "aire"]], "exclusions": [["sucre", "aire"]]}
        assert placed(second) == {"agua": ["quito", "sucre"], "aire": ["lima", "recife"]}
        found = difference_between(session, first, second)
        assert [(one.name, one.before, one.after) for one in found.moved] == [
            ("Lima (PE)", ("Agua",), ("Aire",)),
            ("Sucre (BO)", ("Aire",), ("Agua",)),
        ]
        shown = shown_of(session, second)
        assert {one.slug: one.out.absence for one in shown.left_out if one.out} == {
            "cali": Absence.SILENT,
            "pasto": None,
        }
        do_fix(session, person, second.id, "lima", "aire", Fix.NEITHER, now=NOW)
        assert second.by_hand["locks"] == []

    await database.run(unit)


async def test_a_move_leaves_what_was_computed_and_says_what_it_breaks(database: Database) -> None:
    def unit(session: Session) -> None:
        person, number = convener(session), consult(session)
        first = computed(session, person, number)
        before = first.sequence

        by_hand = do_move(session, person, first.id, Move("pasto", None, "agua"), sequence=before, now=NOW)
        assert (by_hand.number, by_hand.from_number, by_hand.state) == (2, 1, CompositionState.BY_HAND)
        assert placed(first)["agua"] == ["lima", "quito"]
        assert [(one.rule, one.field, one.number) for one in shown_of(session, by_hand).breaches] == [
            (Rule.MANY, "agua", 3),
            (Rule.HOURS, "agua", 0),
        ]
        again = do_move(session, person, first.id, Move("pasto", None, "agua"), sequence=before, now=NOW)
        assert again is by_hand, "pressed twice, it is one copy"
        other = do_move(session, person, first.id, Move("pasto", None, "aire"), sequence=before, now=NOW)
        assert (other.number, first.sequence) == (3, before), "who looks at what was computed finds it as it was"
        with pytest.raises(MoveImpossible):
            do_move(session, person, by_hand.id, Move("pasto", None, "agua"), sequence=by_hand.sequence, now=NOW)

        swap = Move("pasto", "agua", "aire", "sucre")
        shown = by_hand.sequence
        again = do_move(session, person, by_hand.id, swap, sequence=shown, now=NOW)
        assert again is by_hand
        with pytest.raises(CompositionChanged):
            do_move(session, person, by_hand.id, Move("lima", "agua", None), sequence=shown, now=NOW)
        assert placed(again) == {"agua": ["lima", "quito", "sucre"], "aire": ["pasto", "recife"]}

    await database.run(unit)


async def test_what_is_in_the_way_is_said_in_the_readers_words(database: Database) -> None:
    def unit(session: Session) -> None:
        person, number = convener(session), consult(session)

        none = computed(session, person, number, Wish(6, 6))

        shown = shown_of(session, none)
        assert none.state is CompositionState.INFEASIBLE
        assert [one.kind for one in shown.obstacles] == [Hindrance.BARRED, Hindrance.BARRED, Hindrance.SMALLER]
        said = proposal.page(translator_for("pt"), shown).text
        assert "• Agua: 5 o desejam e são necessárias 6." in str(said)
        assert "• Com 4 cidades no mínimo em cada microrrede há proposta." in str(said)

    await database.run(unit)


async def test_only_who_coordinates_an_open_network_composes(database: Database) -> None:
    def unit(session: Session) -> None:
        person, number = convener(session), consult(session)
        delegate, city = settle_person(session)
        network = session.scalars(sa.select(Network)).one()
        join(session, delegate, city, network)

        with pytest.raises(NotAllowed):
            do_compute(session, delegate, number, SMALL, now=NOW)
        with pytest.raises(StepPassed):
            do_compute(session, person, number, Wish(8, 6), now=NOW)
        network.closed_at = NOW
        with pytest.raises(NotAllowed):
            do_compute(session, person, number, SMALL, now=NOW)
        assert session.query(Composition).count() == 0

    await database.run(unit)
