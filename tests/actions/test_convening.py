"""Networks are made from a proposal in one unit, and taken back until the first letter is sent."""

import asyncio
from datetime import UTC, datetime, time, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.composing.changing import Move, do_move
from actions.composing.keeping import Wish
from actions.composing.refusals import CompositionSettled
from actions.convening.letters import call_asked_for, send_call
from actions.convening.making import LETTERS_AFTER, do_confirm, do_release
from actions.convening.planning import do_name, do_plan, do_set, do_set_month, free_slug, planned_of
from actions.convening.refusals import LettersLeft, MonthPast, NetworksInUse, PlanChanged
from actions.convening.undoing import do_undo
from actions.registration import do_join
from reports.calls import asked_call
from store.database import Database
from store.models import (
    AuditEntry,
    City,
    Composition,
    Convening,
    ConveningState,
    Invitation,
    Letter,
    Meeting,
    Membership,
    Network,
    Person,
    Role,
    Task,
    TaskKind,
)
from store.programme import cities_of_network, network_by_slug
from tests.actions.founding import found_network, join, settle_person
from tests.actions.test_composing import NOW, computed, consult, convener
from texts.convening import letter
from texts.convening.presses import Setting

TABLES = (Network, Meeting, City, Invitation, Membership)


def planned(session: Session) -> tuple[Person, Composition, Convening]:
    """A proposal of two networks of two cities, and its plan."""
    person, number = convener(session), consult(session)
    composition = computed(session, person, number)
    return person, composition, do_plan(session, person, composition.id, now=NOW)


def counts(session: Session) -> list[int]:
    """Rows of all that is made."""
    return [session.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in TABLES]


def confirm(session: Session, person: Person, convening: Convening, now: datetime = NOW) -> Convening:
    return do_confirm(session, person, convening.id, sequence=convening.sequence, bot="a_bot", now=now)


async def test_a_plan_has_names_dates_and_an_hour_that_suits_all(database: Database) -> None:
    def unit(session: Session) -> None:
        person, _composition, convening = planned(session)
        session.add(City(slug="lima", name="Lima", country="PE", zone="America/Lima", language="es"))
        session.flush()

        water, air = planned_of(session, convening, "es").networks
        assert (water.slug, water.name, water.zone, water.hour) == (
            "agua",
            "Microrred de Agua",
            "America/Guayaquil",
            15,
        )
        assert (air.name, air.hours) == ("Microrred de Aire", (14, 15, 16, 17))
        assert [city.is_new for city in water.cities] == [False, True]
        assert water.starts[0] == datetime(2027, 4, 7, 15, tzinfo=UTC)
        assert len(air.starts) == 6
        assert air.starts[0] == datetime(2027, 4, 6, 15, tzinfo=UTC)

        do_set_month(session, person, convening.id, 2027 * 12 + 9, now=NOW)
        do_set(session, person, convening.id, 0, Setting.WEEK, 3)
        do_set(session, person, convening.id, 0, Setting.WEEKDAY, 4)
        do_set(session, person, convening.id, 0, Setting.HOUR, 14)
        do_name(session, person, convening.id, 0, "Agua <para> todas")
        water, _air = planned_of(session, convening, "es").networks
        assert water.starts[0] == datetime(2027, 10, 15, 14, tzinfo=UTC)
        assert water.name == "Agua <para> todas"
        assert free_slug("Agua y Saneamiento (Ñ)", {"agua-y-saneamiento-n"}) == "agua-y-saneamiento-n-2"

    await database.run(unit)


async def test_all_of_it_is_made_once_and_can_be_taken_back(database: Database) -> None:
    def unit(session: Session) -> None:
        person, composition, convening = planned(session)
        before, sequence = counts(session), convening.sequence

        confirm(session, person, convening)
        do_confirm(session, person, convening.id, sequence=sequence, bot="a_bot", now=NOW)
        made = [after - earlier for earlier, after in zip(before, counts(session), strict=True)]
        assert made == [2, 12, 4, 4, 2]
        network = network_by_slug(session, "agua")
        assert network is not None
        assert (network.zone, network.meeting_time, network.rule) == (
            "America/Guayaquil",
            time(10),
            "FREQ=MONTHLY;BYDAY=1WE;COUNT=6",
        )
        assert [city.name for city in cities_of_network(session, network.id)] == ["Lima", "Quito"]
        due = list(session.scalars(sa.select(Task.due_at).where(Task.kind == TaskKind.CALL)))
        assert due == [NOW + LETTERS_AFTER] * 4
        with pytest.raises(CompositionSettled):
            do_move(session, person, composition.id, Move("lima", "agua", None), sequence=composition.sequence, now=NOW)

        undone = convening.sequence
        do_undo(session, person, convening.id, sequence=undone, now=NOW)
        do_undo(session, person, convening.id, sequence=undone, now=NOW)
        assert counts(session) == before
        assert session.query(Task).where(Task.kind == TaskKind.CALL).count() == 0
        deeds = set(session.scalars(sa.select(AuditEntry.deed)))
        assert {"networks_convened", "networks_undone"} <= deeds

        confirm(session, person, do_plan(session, person, composition.id, now=NOW))
        assert convening.state is ConveningState.MADE
        other = computed(session, person, composition.consultation_id, Wish(2, 3))
        again = planned_of(session, do_plan(session, person, other.id, now=NOW), "es")
        assert (again.before, again.networks[0].slug) == ((1,), "agua-2")

    await database.run(unit)


async def test_nothing_is_made_of_what_was_not_shown(database: Database) -> None:
    def unit(session: Session) -> None:
        person, composition, convening = planned(session)
        before = counts(session)

        do_set_month(session, person, convening.id, 2027 * 12 + 2, now=NOW)
        do_set(session, person, convening.id, 0, Setting.WEEKDAY, 0)
        with pytest.raises(MonthPast):
            confirm(session, person, convening, now=NOW + timedelta(days=1))
        shown = convening.sequence
        do_set_month(session, person, convening.id, 2027 * 12 + 5, now=NOW)
        with pytest.raises(PlanChanged):
            do_confirm(session, person, convening.id, sequence=shown, bot="a_bot", now=NOW)
        composition.sequence += 1  # as a move by hand does
        with pytest.raises(PlanChanged):
            confirm(session, person, convening)
        assert counts(session) == before

    await database.run(unit)


async def test_who_looks_at_a_plan_changes_nothing_of_what_was_made_at_that_moment(database: Database) -> None:
    def unit(session: Session) -> None:
        person, composition, convening = planned(session)
        plan = convening.plan
        found_network(session, "agua")
        made = sa.update(Convening).values(state="made").execution_options(synchronize_session=False)
        session.execute(made)  # past what this unit has read
        do_plan(session, person, composition.id, now=NOW)
        assert (convening.state, convening.plan) == (ConveningState.MADE, plan)

    await database.run(unit)


async def test_who_has_joined_is_not_undone_and_neither_is_a_letter(database: Database) -> None:
    def unit(session: Session) -> None:
        person, composition, convening = planned(session)
        confirm(session, person, convening)
        network = network_by_slug(session, "agua")
        assert network is not None
        delegate, _elsewhere = settle_person(session)
        with session.begin_nested() as saved:
            do_join(session, delegate, network, cities_of_network(session, network.id)[0], Role.DELEGATE, NOW)
            with pytest.raises(NetworksInUse):
                do_undo(session, person, convening.id, sequence=convening.sequence, now=NOW)
            saved.rollback()

        do_release(session, person, convening.id, now=NOW)
        task = session.scalars(sa.select(Task).where(Task.kind == TaskKind.CALL).order_by(Task.id).limit(1)).one()
        assert task.due_at == NOW
        send_call(session, task, "digest", NOW)
        with pytest.raises(LettersLeft):
            do_undo(session, person, convening.id, sequence=convening.sequence, now=NOW)
        assert composition.number == 1

    await database.run(unit)


async def test_the_letter_is_in_the_citys_words_and_on_its_clock(database: Database) -> None:
    def unit(session: Session) -> None:
        person, _composition, convening = planned(session)
        known, city = settle_person(session, "BR", language="pt")
        city.slug, city.name, city.zone = "recife", "Recife", "America/Recife"
        session.flush()
        join(session, known, city, session.scalars(sa.select(Network)).one())
        confirm(session, person, convening)
        invitation = session.scalars(sa.select(Invitation).where(Invitation.city_id == city.id)).one()
        task = session.scalars(sa.select(Task).where(Task.key == f"call:{invitation.id}")).one()

        asked = call_asked_for(session, task)
        assert asked is not None
        said = letter.values(*asked)
        assert said["title"] == "Convite para Microrred de Aire"
        assert said["dates"][0] == "Sessão 1: ter., 6 de abril de 2027, 12:00 Recife"
        assert "Junto com: Sucre (Bolívia)." in said["paragraphs"]
        assert said["link"] == f"https://t.me/a_bot?start={invitation.token}"
        order = asked_call(session, task, NOW)
        assert order is not None

        letters = session.query(Letter).count()
        send_call(session, task, order.digest, NOW)
        sent = session.query(Letter).order_by(Letter.id).offset(letters).all()
        assert [one.chat_id for one in sent] == [person.telegram_id, known.telegram_id]
        assert [one.kind for one in sent] == [None, "call"]
        invitation.revoked_at = NOW
        assert asked_call(session, task, NOW) is None

    await database.run(unit)


async def test_two_who_confirm_at_once_make_one(database: Database) -> None:
    person_id, convening_id, sequence = await database.run(_planned_ids)

    def unit(session: Session) -> None:
        person = session.get_one(Person, person_id)
        do_confirm(session, person, convening_id, sequence=sequence, bot="a_bot", now=NOW)

    await asyncio.gather(database.run(unit), database.run(unit))

    assert await database.read(lambda session: session.query(Network).count()) == 3


def _planned_ids(session: Session) -> tuple[int, int, int]:
    person, _composition, convening = planned(session)
    return person.id, convening.id, convening.sequence
