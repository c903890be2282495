"""Answers of members: read from files, kept, written again, counted."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.consultations import Answers, FileWrong, Imported, answers_in, answers_of, do_import, results_of, written
from actions.consultations.hours import as_written, hours_in
from store.database import Database
from store.models import AuditEntry

NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)
FORTY = (Path(__file__).parents[1] / "data" / "consultation" / "cuarenta.csv").read_bytes()
HEAD = "member,country,language,zone,first_time,hours,rank:clima,need:clima,offer:clima,level:clima,rank:agua\n"
QUITO = "quito,EC,es,America/Guayaquil,yes,13-17;19-20,1,2,0,starting,2\n"


def _read(text: str) -> Answers:
    return answers_in(text.encode(), "answers.csv")


def _faults(text: str | bytes) -> list[str]:
    with pytest.raises(FileWrong) as wrong:
        answers_in(text.encode() if isinstance(text, str) else text, "answers.csv")
    return wrong.value.faults


@pytest.mark.parametrize("text", ["0-24", "13-17;19-20", "22-2", "0-1;5-9;23-24"])
def test_hours_are_read_as_they_are_written(text: str) -> None:
    assert hours_in(as_written(hours_in(text))) == hours_in(text)


def test_hours_may_go_over_midnight() -> None:
    assert hours_in("22-2") == {22, 23, 0, 1}
    assert as_written(frozenset({22, 23, 0, 1})) == "22-2"
    assert as_written(frozenset()) == ""


def test_spreadsheets_save_the_same_file_in_many_ways() -> None:
    plain = _read(HEAD + QUITO)
    semicolons = (
        (HEAD + QUITO.replace("13-17;19-20", "13-17|19-20")).replace(",", ";").replace("13-17|19-20", '"13-17;19-20"')
    )

    assert _read(semicolons) == plain
    assert answers_in(("\ufeff" + (HEAD + QUITO).replace("\n", "\r\n")).encode(), "x") == plain
    assert _read(HEAD.replace("member", '"Member"') + "\n" + QUITO + ",,,,,,,,,,\n") == plain


def test_all_faults_are_told_at_once_with_line_and_column() -> None:
    text = (
        HEAD
        + "quito,XX,xx,America/Quito,maybe,9-9,1,4,-1,done,1\n"
        + QUITO
        + "pasto,CO,es,America/Bogota,no,13:30-15,0,,,,\n"
        + "=cmd(),CO,es,America/Bogota,no,,,,,,\n"
        + "tunja,CO\n"
    )

    faults = _faults(text)

    assert 'answers.csv, line 2, column 2 (country): unknown country "XX": two letters of ISO 3166, as CO' in faults
    assert any("column 4 (zone): unknown time zone" in fault for fault in faults)
    assert any("column 11 (rank:agua): rank 1 was given to clima already" in fault for fault in faults)
    assert 'answers.csv, line 3, column 1 (member): "quito" stands in line 2 already' in faults
    assert any(fault.startswith("answers.csv, line 4, column 6 (hours)") for fault in faults)
    assert any(fault.startswith("answers.csv, line 5, column 1 (member)") for fault in faults)
    assert "answers.csv, line 6: 2 cells, and there are 11 columns" in faults
    assert len(faults) == 14


def test_headers_that_mean_nothing_are_named() -> None:
    assert _faults("") == ["answers.csv: is empty"]
    assert _faults(HEAD) == ["answers.csv: has no members: a row for each below the names of the columns"]
    assert _faults("member,country,language,zone,first_time,hours\n") == [
        "answers.csv, line 1: no field to wish for: a column rank:FIELD for each"
    ]
    assert 'answers.csv, line 1, column 12: unknown column "coments"' in _faults(HEAD.strip() + ",coments\n" + QUITO)[0]
    assert _faults(HEAD.replace("rank:agua", "need:agua"))[0].startswith("answers.csv, line 1: need:agua without")
    assert "not UTF-8" in _faults((HEAD + QUITO.replace("quito", "mérida")).encode("latin-1"))[0]


async def test_import_replaces_what_members_of_the_file_had_said(database: Database) -> None:
    tunja = "tunja,CO,es,America/Bogota,no,22-2,,,3,consolidated,\n"
    first, later = _read(HEAD + QUITO + tunja), _read(HEAD.replace("agua", "suelo") + QUITO)

    def unit(session: Session, answers: Answers) -> Imported:
        return do_import(session, "otono-2027", answers, now=NOW)

    assert await database.run(lambda session: unit(session, first)) == Imported(2, 0, 0)
    assert await database.run(lambda session: unit(session, first)) == Imported(0, 0, 2)
    assert await database.run(lambda session: unit(session, later)) == Imported(0, 1, 0)
    kept = await database.read(lambda session: answers_of(session, "otono-2027"))
    assert kept.fields == ("clima", "agua", "suelo")
    assert kept.members == (later.members[0], first.members[1])
    assert _read(written(kept)) == kept
    deeds = await database.read(lambda session: list(session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id))))
    assert [entry.details for entry in deeds][-1] == {"new": 0, "changed": 1, "unchanged": 0}


def test_results_count_who_answered_and_what_is_wished_for() -> None:
    silent = "tunja,CO,es,America/Bogota,no,,,,,,\n"
    results = results_of(_read(HEAD + QUITO + silent))

    assert (results.members, results.answered) == (2, 1)
    assert [(one.country, one.answered) for one in results.countries] == [("CO", 0), ("EC", 1)]
    clima, agua = results.fields
    assert (clima.first, clima.wishes, clima.mean_rank, clima.need, clima.offer) == (1, 1, 1.0, 2, 0)
    assert list(clima.levels.values()) == [1, 0, 0]
    assert (agua.field, agua.first, agua.mean_rank) == ("agua", 0, 2.0)


def test_shipped_consultation_is_written_as_it_was_read() -> None:
    answers = answers_in(FORTY, "cuarenta.csv")

    assert len(answers.members) == 40
    again = answers_in(written(answers).encode(), "again.csv")
    assert sorted(again.members, key=lambda one: one.slug) == sorted(answers.members, key=lambda one: one.slug)
