"""With nothing to do the bot asks little, and nothing that reads a table from one end to the other."""

from datetime import timedelta

import pytest

from benchmarks.idle import MORNING, live, scanning
from benchmarks.population import Moments, Sizes, populate
from benchmarks.statements import Statement
from store.database import Database

MINUTES = 10
TIME = timedelta(minutes=MINUTES)
SIZES = Sizes(networks=4, people=8, records=160, letters=3)
NOTHING_SOON = Moments(now=MORNING, digests=MORNING + timedelta(days=3), session=MORNING + timedelta(days=2, hours=5))


# A PostgreSQL that knows nothing of the sizes of tables yet: what it has learnt from rows of other tests would decide
# how it reads these few.
@pytest.mark.parametrize("store_url", ["sqlite", "new_postgres"], indirect=True)
async def test_while_nothing_is_due_no_table_is_scanned(database: Database) -> None:
    await populate(database, SIZES, NOTHING_SOON)

    idle = await live(database, MORNING, TIME)

    assert await scanning(database, idle.questions.values()) == {}
    assert (idle.clock, idle.delivery) == (6 * MINUTES, 30 * MINUTES)
    assert sum(one.is_question for one in idle.statements) < 250 * MINUTES


async def test_statement_that_scans_is_found(database: Database) -> None:
    by_index, whole = "SELECT id FROM letter WHERE chat_id = 7", "SELECT id FROM letter WHERE method = 'sendMessage'"
    statements = [Statement(text, ()) for text in (by_index, whole)]

    assert await scanning(database, statements) == {whole: {"letter"}}
