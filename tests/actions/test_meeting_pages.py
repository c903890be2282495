"""A session's page by who reads it and how far the session is: what is next on top, the rest behind "More"."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from actions.meetings.attendance import attendance_of
from actions.meetings.facing import facing, known_of
from actions.meetings.showing import reader_of, shown
from store.database import Database
from store.memberships import city_by_id, membership_of
from store.models import Guest, Person, Role
from tests.actions.founding import join, settle_person
from tests.actions.holding import BEGIN, DAY, MINUTE, Held, held
from texts.agenda.methods import Does
from texts.guests.presses import questions_key
from texts.meetings.layout import Moment, Who, arranged
from texts.meetings.pages import Facing, more, page
from texts.message import Message
from texts.records.telling import OnPage
from texts.translator import translator_for

ANSWERS = [["Asistiré", "Quizá"], ["No puedo", "📅 Al calendario"]]
GUEST = "🙋 Invitar a una persona"
PLANNING = ["🤝 Compromisos", GUEST, "✏️ Poner el tema", "🔁 Cambiar la fecha", "🚫 Cancelarla"]

# Of each the rows of the page without the last one, and the keys behind "More".
EXPECTED: dict[tuple[Moment, Who], tuple[list[list[str]], list[str]]] = {
    (Moment.AHEAD, Who.DELEGATE): (
        [*ANSWERS, ["❓ Escribir nuestras preguntas"]],
        ["🤝 Nuestro compromiso", "🔁 Cambiar de turno"],
    ),
    (Moment.AHEAD, Who.FACILITATOR): ([*ANSWERS, ["🗒 Agenda"]], [GUEST]),
    (Moment.AHEAD, Who.COORDINATOR): (
        [*ANSWERS, ["👀 Quién responde", "🗒 Agenda"], ["🔗 Poner el enlace"]],
        PLANNING,
    ),
    (Moment.DAY, Who.DELEGATE): (
        [*ANSWERS, ["❓ Escribir nuestras preguntas"]],
        ["🤝 Nuestro compromiso", "🔁 Cambiar de turno"],
    ),
    (Moment.DAY, Who.FACILITATOR): ([["▶️ Empezar la sesión"], ["🗒 Agenda"], *ANSWERS], [GUEST]),
    (Moment.DAY, Who.COORDINATOR): (
        [["▶️ Empezar la sesión", "🔗 Poner el enlace"], ["👀 Quién responde", "🗒 Agenda"], *ANSWERS],
        PLANNING,
    ),
    (Moment.RUNNING, Who.DELEGATE): ([["🔴 Seguir la sesión"], ["🤝 Nuestro compromiso", "🎁 Ofertas"]], []),
    (Moment.RUNNING, Who.FACILITATOR): (
        [["🔴 Conducir la sesión"], ["🙋 Asistencia", "🎁 Ofertas"]],
        ["📋 Balance", "🎥 Poner la grabación", "✏️ Preparar el acta"],
    ),
    (Moment.RUNNING, Who.COORDINATOR): (
        [["🔴 Conducir la sesión"], ["🙋 Asistencia", "🎁 Ofertas"], ["🤝 Compromisos"]],
        ["📋 Balance", "🎥 Poner la grabación", "✏️ Preparar el acta", "👀 Quién responde"],
    ),
    (Moment.OVER, Who.DELEGATE): (
        [["📝 Después de la sesión"], ["📥 Leer lo que nos escribieron"], ["🤝 Nuestro compromiso", "🎁 Ofertas"]],
        [],
    ),
    (Moment.OVER, Who.FACILITATOR): (
        [["✏️ Preparar el acta"], ["🙋 Asistencia", "📋 Balance"], ["🎥 Poner la grabación"], ["🎁 Ofertas"]],
        [],
    ),
    (Moment.OVER, Who.COORDINATOR): (
        [
            ["✏️ Preparar el acta"],
            ["🙋 Asistencia", "📋 Balance"],
            ["🎥 Poner la grabación"],
            ["🤝 Compromisos", "🎁 Ofertas"],
        ],
        ["👀 Quién responde"],
    ),
    (Moment.RECORDED, Who.DELEGATE): (
        [["📝 Acta"], ["🤝 Nuestro compromiso", "🎁 Ofertas"], ["📥 Leer lo que nos escribieron"]],
        ["📝 Después de la sesión"],
    ),
    (Moment.RECORDED, Who.FACILITATOR): (
        [["📝 Acta", "✏️ Preparar el acta"], ["🎥 Poner la grabación"], ["🎁 Ofertas"]],
        ["🙋 Asistencia", "📋 Balance"],
    ),
    (Moment.RECORDED, Who.COORDINATOR): (
        [
            ["📝 Acta", "✏️ Preparar el acta"],
            ["🎥 Poner la grabación"],
            ["🤝 Compromisos", "🎁 Ofertas"],
        ],
        ["🙋 Asistencia", "📋 Balance", "👀 Quién responde"],
    ),
}


def ahead(case: Held) -> None:
    case.now = BEGIN - 20 * DAY


def day(case: Held) -> None:
    case.now = BEGIN - 20 * MINUTE


def running(case: Held) -> None:
    case.now = BEGIN + MINUTE
    case.start()
    case.go_until(Does.NOTES)
    case.write(1)


def over(case: Held) -> None:
    running(case)
    case.leave_case()
    case.now = BEGIN + 91 * MINUTE
    case.end()


MOMENTS: dict[Moment, Callable[[Held], None]] = {
    Moment.AHEAD: ahead,
    Moment.DAY: day,
    Moment.RUNNING: running,
    Moment.OVER: over,
    Moment.RECORDED: over,
}


@pytest.mark.parametrize("moment", MOMENTS)
async def test_page_has_what_is_next_on_top_and_all_else_behind_more(database: Database, moment: Moment) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        marta, _ = settle_person(session, "ES", language="es")
        join(session, marta, None, case.network, role=Role.COORDINATOR)
        case.lucia.language = "es"
        MOMENTS[moment](case)
        readers = {Who.DELEGATE: case.people[0], Who.FACILITATOR: case.lucia, Who.COORDINATOR: marta}

        faced = {who: _faced(case, person, is_recorded=moment is Moment.RECORDED) for who, person in readers.items()}

        for who, one in faced.items():
            rows, behind = labels(page(one)), labels(more(one))
            expected, rest = EXPECTED[moment, who]
            has_more = bool(rest) or moment is Moment.RUNNING
            assert rows[:-1] == expected, who
            assert rows[-1] == (["⚙️ Más", "◀️ Sesiones"] if has_more else ["◀️ Sesiones", "◀️ Menú"])
            assert len(rows) <= 5
            assert [key for row in behind for key in row] == [*rest, "◀️ Sesión"]
            assert max(map(len, (*rows, *behind))) <= 2
        if moment is Moment.RUNNING:
            text = page(faced[Who.DELEGATE]).text
            assert text.startswith("🔴 <b>La sesión está en marcha</b>\n▶️ <b>Caso: ")
            assert "Hora en cada" not in text
            assert len(text) < 400, "in short"

    await database.run(unit)


@pytest.mark.parametrize(("days", "is_on_top"), [(3, False), (2, True), (1, True), (0, True)])
async def test_missing_link_is_on_top_two_days_before_and_says_whom_to_ask(
    database: Database, days: int, is_on_top: bool
) -> None:
    def unit(session: Session) -> None:
        case = held(session)
        marta, _ = settle_person(session, "ES", language="es")
        join(session, marta, None, case.network, role=Role.COORDINATOR)
        case.lucia.language = "es"
        case.now = BEGIN - days * DAY - (40 * MINUTE if not days else 0 * MINUTE)

        def first(person: Person) -> list[str]:
            return labels(page(_faced(case, person, is_recorded=False)))[0]

        def words(person: Person) -> str:
            return str(page(_faced(case, person, is_recorded=False)).text)

        assert ("🔗 Poner el enlace" in first(marta)) is is_on_top
        for person in (case.lucia, case.people[0]):
            assert f"; lo envía {marta.name}." in words(person), "whom to ask, at any time"
        behind = labels(more(_faced(case, marta, is_recorded=False)))
        assert "🔗 Poner el enlace" not in [key for row in behind for key in row]
        case.meeting.link = "https://example.org/sala"
        assert ("🔗 Cambiar el enlace" in first(marta)) is (days == 0), "on the day it has its place there"
        assert "lo envía" not in words(case.lucia)

    await database.run(unit)


def _faced(case: Held, person: Person, *, is_recorded: bool) -> Facing:
    session, meeting, network = case.session, case.meeting, case.network
    membership = membership_of(session, person.id, network.id)
    assert membership is not None
    known = known_of(session, shown(session, meeting, network, attendance_of(session, meeting), case.now), case.now)
    if is_recorded:
        known = replace(known, record=OnPage(meeting, is_published=True, may_be_prepared=True))
    reader = reader_of(session, person, None, meeting, None, coordinates=membership.role is Role.COORDINATOR)
    return facing(reader, membership, city_by_id(session, membership.city_id), known)


def labels(message: Message) -> list[list[str]]:
    return [[key.text for key in row] for row in message.rows]


def test_each_guest_has_a_row_of_their_own() -> None:
    keys = [questions_key(translator_for("es"), Guest(id=number, name="Grace Hopper")) for number in (1, 2)]

    front, more = arranged((), keys, Who.DELEGATE, Moment.AHEAD)

    assert [[key.text for key in row] for row in front] == [["❓ Para Grace Hopper"]] * 2
    assert more == ()
