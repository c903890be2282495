"""The labelled set of `tests/data/few`: whether those are asked who are likely to know. Figures: `docs/few.md`."""

from sqlalchemy.orm import Session

from store.database import connect
from tests import few_cases as cases

# What was reached on both halves; lower ones would be a step back.
LEAST_PRECISION, LEAST_RECALL, LEAST_HIT = 0.62, 0.64, 0.88


async def test_the_few_are_likely_ones_and_the_same_on_both_databases(sqlite_url: str, postgres_url: str) -> None:
    some = cases.cases()[::4]
    on_sqlite = await _asked(sqlite_url, cases.cases())
    on_postgres = await _asked(postgres_url, some)
    plain = {case.name: cases.asked_by_substring(case) for case in cases.cases()}

    assert len(cases.cases()) >= 40
    assert len(cases.people()) >= 60
    assert {case.language for case in cases.cases()} == {"es", "pt", "ca", "en"}
    for half in (True, False):
        reached = cases.figures([case for case in cases.cases() if case.is_held_out is half], on_sqlite)
        assert reached.precision >= LEAST_PRECISION
        assert reached.recall >= LEAST_RECALL
        assert reached.hit >= LEAST_HIT
    assert cases.figures(cases.cases(), plain).precision < LEAST_PRECISION / 2
    assert {case.name: on_sqlite[case.name] for case in some} == on_postgres


async def _asked(url: str, some: tuple[cases.Case, ...]) -> dict[str, list[int]]:
    def unit(session: Session) -> dict[str, list[int]]:
        hall = cases.fill(session)
        return {case.name: cases.asked_for(session, hall, case) for case in some}

    database = connect(url)
    asked = await database.run(unit)
    await database.close()
    return asked
