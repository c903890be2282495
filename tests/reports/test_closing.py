"""The closing report: its figures against numbers counted by hand, what it hides, and that nothing private leaves."""

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.afterwards.standing import summary_of
from actions.closing.standing import checklist_of, farewell_of
from actions.report.gathering import report_of
from actions.report.hiding import shown_parts
from actions.surveys.standing import results_of
from reports.closing.files import orders_of, written_of
from reports.printing import Order
from scheduler.worker import do_work
from store.adoptions import ledger_counted
from store.database import Database
from store.models import (
    AdoptionState,
    City,
    Convening,
    Experience,
    NetworkCity,
    Outcome,
    Presence,
    Role,
    Statement,
    SurveyKind,
)
from store.programme import network_by_slug
from tests.actions.founding import settle_person
from tests.reports.ended import ENDED, FIRST, MONTH, NAMES, OPEN_TITLE, SECRET, Ended, ended
from texts.report.choices import Behind, Joined, Mark, Slug
from texts.report.shown import Count, Hidden, Mean, NoneHere, OfAll, Part, PerWeek, Report, Unmeasured, Value, Why
from texts.spreadsheets import BYTE_ORDER
from texts.translator import LANGUAGES


def of_case(check: Callable[[Ended, Report], None]) -> Callable[[Session], None]:
    def unit(session: Session) -> None:
        case = ended(session)
        check(case, report_of(session, case.network, ENDED))

    return unit


async def test_figures_are_those_counted_by_hand_and_those_of_the_bots_own_pages(database: Database) -> None:
    def check(case: Ended, report: Report) -> None:
        values = {one.slug: one.value for _, figures in report.sections for one in figures}
        assert values == COUNTED
        parts = {one.slug: (list(one.parts), one.has_others) for _, figures in report.sections for one in figures}
        assert parts[Slug.PEOPLE] == ([Part(Role.DELEGATE, Count(6))], True)
        assert parts[Slug.ADOPTIONS] == ([Part(AdoptionState.WORKED, Count(3))], True)
        assert parts[Slug.CHALLENGES] == ([Part(Outcome.OPEN, Count(3))], True)
        assert [(bar.city.name, bar.gave, bar.received) for bar in report.bars] == [
            ("Ambato", Count(5), Count(5)),
            ("Bogotá", Count(4), Hidden.FEW),
            ("Cuenca", Hidden.FEW, Hidden.FEW),
            ("Durango", Count(0), Hidden.FEW),
        ]
        assert report.is_final
        assert {one.slug: one.unknown for _, figures in report.sections for one in figures if one.unknown} == {
            Slug.ATTENDANCE: 5
        }
        _agrees(case, report)

    await database.run(of_case(check))


COUNTED: dict[Slug, Value] = {
    Slug.CONSULTED: OfAll(4, 5),
    Slug.CITIES: Count(4),
    Slug.WITH_PEOPLE: OfAll(4, 4),
    Slug.PEOPLE: Count(8),
    Slug.SESSIONS: OfAll(6, 6),
    Slug.ATTENDANCE: OfAll(15, 24),
    Slug.STEADY: OfAll(2, 4),
    Slug.CASES: Count(3),
    Slug.SATISFACTION: Mean(30 / 7, 7, 7),  # the session with two answers is left out
    Slug.PULSE: Hidden.FEW,
    Slug.SURVEY: OfAll(3, 5),
    Slug.CHALLENGES: Count(4),
    Slug.SOLUTIONS: Count(5),
    Slug.EXPERIENCES: Hidden.FEW,
    Slug.PAIRS: Count(4),
    Slug.COMMITMENTS: Count(7),
    Slug.ADOPTIONS: Count(4),
    Slug.AFTER_3: OfAll(3, 4),
    Slug.AFTER_6: Unmeasured(Why.MONTHS),
    Slug.IN_USE: Hidden.FEW,
    Slug.GAVE: OfAll(3, 4),
    Slug.RECEIVED: OfAll(4, 4),
    Slug.LANGUAGES: Hidden.TELLING,  # less the challenges and the answers it would tell how many experiences there are
    Slug.MESSAGES: PerWeek(0.5, 4),
}


def _agrees(case: Ended, report: Report) -> None:
    """What coordinators and members read of the same."""
    shown, told = checklist_of(case.session, case.network, ENDED), farewell_of(case.session, case.network, ENDED)
    attended = {city.id: there for city, _, there in report.sessions.rows}
    assert attended == {one.city.id: OfAll(one.attended, len(report.sessions.held)) for one in shown.cities}
    assert (told.cities, told.sessions, told.cases) == (4, 6, 3)
    assert (told.challenges, told.answers, told.experiences, sum(told.adoptions.values())) == (4, 5, 2, 4)
    assert ledger_counted(case.session, case.network.id) == 4
    summary = summary_of(case.session, case.meetings[2], case.network, ENDED)
    assert summary.scores[Statement.USEFUL] == {3: 1, 4: 2, 5: 1}
    assert (3, Statement.USEFUL, 4.0, summary.answered, summary.people) in report.table(Behind.SATISFACTION).rows
    last = results_of(case.session, case.network, ENDED).results[SurveyKind.CLOSING]
    assert report.figure(Slug.SURVEY).value == OfAll(last.answered, last.asked)


async def test_what_there_is_once_or_twice_is_hidden_also_from_who_reckons(database: Database) -> None:
    def check(case: Ended, report: Report) -> None:
        assert (report.table(Behind.EXPERIENCES).is_hidden, report.table(Behind.EXPERIENCES).rows) == (True, ())
        assert [row[4] for row in report.table(Behind.ADOPTIONS).rows] == [AdoptionState.WORKED] * 3 + [Mark.HIDDEN]
        assert (2, Statement.USEFUL, Hidden.FEW, Hidden.FEW, 3) in report.table(Behind.SATISFACTION).rows
        assert report.figure(Slug.PULSE).parts == []

        case.share(Experience, 2)
        assert report_of(case.session, case.network, ENDED).figure(Slug.EXPERIENCES).value == Count(3)

    await database.run(of_case(check))


@pytest.mark.parametrize(
    ("numbers", "shown", "has_others"),
    [
        ({Outcome.SOLVED: 5, Outcome.PARTLY: 4, Outcome.OPEN: 3}, [5, 4, 3], False),
        ({Outcome.SOLVED: 5, Outcome.PARTLY: 4, Outcome.OPEN: 1}, [5], True),  # of three the last would be left over
        ({Outcome.SOLVED: 5, Outcome.PARTLY: 1}, [5], True),  # which of two it is, nobody knows
        ({Outcome.SOLVED: 1, Outcome.PARTLY: 1, Outcome.OPEN: 1}, [], True),
        ({Outcome.SOLVED: 4}, [4], False),
        ({}, [], False),
    ],
)
def test_parts_that_are_few_are_not_told_by_what_is_left(
    numbers: dict[Outcome, int], shown: list[int], has_others: bool
) -> None:
    assert shown_parts(numbers, tuple(Outcome)) == (
        tuple(Part(one, Count(number)) for one, number in zip(Outcome, shown, strict=False)),
        has_others,
    )


async def test_nothing_private_leaves_and_typed_words_are_words_in_every_file(database: Database) -> None:
    def unit(session: Session) -> tuple[dict[str, str], dict[str, str]]:
        case = ended(session)
        case.cities[0].name = '+1 <i>"Ambato"</i> #panic()'
        session.flush()
        report = report_of(session, case.network, ENDED, case.cities[0])
        orders = orders_of(report, list(LANGUAGES))
        return written_of(report, list(LANGUAGES)), {name: one.given.decode() for name, one in orders.items()}

    written, given = await database.run(unit)

    everything = "".join((*written.values(), *given.values()))
    assert SECRET not in everything, "names of people, titles that a network reads alone, and whatever else was typed"
    assert OPEN_TITLE in json.loads(json.loads(given["report-es.pdf"])["values"])["tables"][6]["rows"][0]
    page = written["report-es.html"]
    assert "&lt;b&gt;#panic()" in page
    assert not [tag for tag in ("<b>#panic", '<i>"', "<script") if tag in page]
    challenges = list(csv.reader(io.StringIO(written["data/challenges.csv"])))
    assert challenges[0] == ["city", "title", "day", "state", "noted"]
    assert ['\'+1 <i>"Ambato"</i> #panic() (EC)', f"'{OPEN_TITLE}", "2027-06-16", "hidden", ""] in challenges
    cells = [
        cell
        for name, text in written.items()
        if name.endswith(".csv")
        for row in csv.reader(io.StringIO(text))
        for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


async def test_paper_is_printed_and_each_figure_points_at_a_table_that_is_there(database: Database) -> None:
    def read(session: Session) -> tuple[str, Order]:
        network = network_by_slug(session, "movilidad")
        assert network is not None
        report = report_of(session, network, ENDED)
        return written_of(report, ["pt"])["report-pt.html"], orders_of(report, ["pt"])["report-pt.pdf"]

    await database.run(lambda session: ended(session).network.id)
    page, order = await database.read(read)
    content = await do_work(order)

    assert content.startswith(b"%PDF-")
    pointed = {part.split('"')[0] for part in page.split('href="#')[1:]}
    assert pointed == {f"t{number}" for number in range(1, 18)}
    assert not [one for one in pointed if f'id="{one}"' not in page]


async def test_attendances_are_explained_with_of_how_many_nothing_is_known(database: Database) -> None:
    def unit(session: Session) -> tuple[str, str]:
        case = ended(session)
        some = written_of(report_of(session, case.network, ENDED), ["es"])["report-es.html"]
        case.attend(3, 1, 2, 4, 5, 6, was_there=False)
        session.flush()
        return some, written_of(report_of(session, case.network, ENDED), ["es"])["report-es.html"]

    some, everything = await database.run(unit)

    unknown = "De 5 de las 24 asistencias posibles no se sabe nada."
    assert "Asistencia de las ciudades, sumadas todas las sesiones" in some
    assert f"No entran las sesiones de las que no se sabe nada. {unknown}" in some
    assert "asistencias posibles" not in everything


async def test_page_of_a_city_comes_first_with_what_is_its_own(database: Database) -> None:
    def unit(session: Session) -> tuple[list[City], object, str]:
        case = ended(session)
        report = report_of(session, case.network, ENDED, case.cities[3])
        assert report.own is not None
        gave, took, took_on = report.own.tables
        assert (report.own.attended, report.own.is_heard) == (OfAll(1, 6), False)
        assert (len(gave.rows), took.rows[0][3], len(took_on.rows)) == (0, AdoptionState.WORKED, 1)
        return case.cities, report.own.city, written_of(report, ["es"])["report-es.html"]

    cities, own, page = await database.run(unit)

    assert own is cities[3]
    assert page.index(f"La página de {NAMES[3]}") < page.index("Alcance")


async def test_network_that_goes_on_has_a_preliminary_report_that_says_what_is_not_measured(database: Database) -> None:
    def unit(session: Session) -> tuple[dict[Slug, Value], str]:
        case = ended(session)
        case.network.closed_at = None
        report = report_of(session, case.network, FIRST)
        values = {one.slug: one.value for _, figures in report.sections for one in figures}
        return values, written_of(report, ["es"])["report-es.html"]

    values, page = await database.run(unit)

    assert values[Slug.SESSIONS] == OfAll(0, 6)
    assert values[Slug.ATTENDANCE] == values[Slug.CASES] == Unmeasured(Why.SESSIONS)
    assert "Preliminar: la microrred no ha terminado. Así estaba el 16 de junio de 2027." in page
    assert "Aún no se ha celebrado ninguna sesión." in page
    assert "La primera sesión es el 16 de junio de 2027: no se ha celebrado ninguna." in page, "it is still to end"


@pytest.mark.parametrize("was_closed", [False, True])  # it was on a clock that was turned further than this one
async def test_network_whose_dates_lie_ahead_is_not_over_and_its_report_begins_with_that(
    database: Database, was_closed: bool
) -> None:
    def unit(session: Session) -> tuple[Report, str]:
        case = ended(session)
        if not was_closed:
            case.network.closed_at = None
        assert not report_of(session, case.network, ENDED - timedelta(days=1)).is_final
        report = report_of(session, case.network, FIRST - MONTH)
        return report, written_of(report, ["es"])["report-es.html"]

    report, page = await database.run(unit)

    assert (report.is_final, report.ahead, report.last_ahead) == (False, 6, (FIRST + 5 * MONTH).date())
    begins = page[: page.index("Alcance")]
    assert "<h1>Informe preliminar</h1>" in begins
    assert "La primera sesión es el 16 de junio de 2027: no se ha celebrado ninguna." in begins
    assert "Quedan 6 sesiones por delante, la última el 3 de noviembre de 2027." in begins


async def test_cities_without_people_are_told_apart_and_no_consultation_here_is_all_that_is_said(
    database: Database,
) -> None:
    def unit(session: Session) -> tuple[Report, str, str]:
        case = ended(session)
        _, empty = settle_person(session, "BR")
        session.add(NetworkCity(network_id=case.network.id, city_id=empty.id))
        session.execute(sa.delete(Convening))
        report = report_of(session, case.network, ENDED)
        return report, written_of(report, ["es"])["report-es.html"], empty.name

    report, page, empty = await database.run(unit)

    assert report.figure(Slug.WITH_PEOPLE).value == OfAll(4, 5)
    joined = {row[0].name: row[3] for row in report.table(Behind.CITIES).rows if isinstance(row[0], City)}
    assert [name for name, one in joined.items() if one is Joined.NO] == [empty]
    assert report.figure(Slug.CONSULTED).value is NoneHere.CONSULTATION
    assert "sin consulta en este bot" in page
    assert "En 4 semanas enteras de los últimos treinta días: lo enviado no se guarda más tiempo." in page


async def test_tables_are_in_the_words_of_a_language_and_by_codes_that_stay(database: Database) -> None:
    def unit(session: Session) -> dict[str, str]:
        return written_of(report_of(session, ended(session).network, ENDED), ["es", "pt"])

    written = await database.run(unit)

    assert _rows(written["data/cities.csv"])[:2] == [
        ["city", "country", "language", "joined"],
        ["Ambato (EC)", "EC", "es", "yes"],
    ]
    assert _rows(written["data-pt/cities.csv"])[:2] == [
        ["Cidade", "País", "Língua", "Com participantes"],
        ["Ambato (EC)", "Equador", "espanhol", "sim"],
    ]
    assert _rows(written["data-es/attendance.csv"])[:2] == [
        ["Ciudad", "Sesión", "Día", "Asistencia"],
        ["Ambato (EC)", "1", "2027-06-16", "estuvo"],
    ]
    by_name = {name: text for name, text in written.items() if name.startswith("data/")}
    for name, text in by_name.items():
        worded = _rows(written[name.replace("data/", "data-es/")])
        assert [len(row) for row in worded] == [len(row) for row in _rows(text)]
        assert not {"not_shown", "hidden", "noted", "worked"} & {cell for row in worded for cell in row}


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER))))


async def test_a_city_of_which_nobody_told_anything_was_not_in_no_session(database: Database) -> None:
    def unit(session: Session) -> Report:
        case = ended(session)
        session.execute(sa.delete(Presence))
        return report_of(session, case.network, ENDED, case.cities[0])

    report = await database.run(unit)

    nobody_knows = Unmeasured(Why.ATTENDANCE)
    assert {there for _, _, there in report.sessions.rows} == {nobody_knows}
    assert report.own is not None
    assert report.own.attended == nobody_knows
