"""`microrredes close`: shows what is missing, refuses while sessions are ahead, and closes once."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.cli import main
from bot.demo import furnish_store, read_cast
from store.database import connect, on_connection
from store.models import Closing, Meeting, Network, Reminder

PAST = datetime(2026, 6, 7, 13, 0, tzinfo=UTC)


@pytest.fixture
def store(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The demonstration; one of its networks has met six times."""

    async def furnish() -> None:
        database = connect(sqlite_url)
        await database.run(_furnish)
        await database.close()

    asyncio.run(furnish())
    monkeypatch.setenv("MICRORREDES_DATABASE_URL", sqlite_url)
    return sqlite_url


def _furnish(session: Session) -> None:
    furnish_store(session, read_cast(), PAST)
    of_it = sa.select(Meeting).join(Network).where(Network.slug == "economia-local").order_by(Meeting.number)
    session.execute(sa.delete(Reminder))
    for number, meeting in enumerate(session.scalars(of_it)):
        meeting.starts_at = PAST - timedelta(days=28 * (6 - number))
        meeting.ask_at = meeting.card_due_at = None
    session.execute(
        sa.update(Meeting)
        .where(Meeting.network_id.not_in(sa.select(Network.id).where(Network.slug == "economia-local")))
        .values(starts_at=datetime.now(UTC) + timedelta(days=30))
    )


def test_checklist_is_shown_and_the_network_closed_once(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["close", "economia-local"]) == 0
    shown = capsys.readouterr()
    assert shown.out.splitlines()[:2] == ["economia-local: 6 sessions held, 0 ahead", "records approved: 0 of 6"]
    assert "  riobamba: sessions 0/6, case not heard, experience none, open commitments 0" in shown.out
    assert "nothing was changed" in shown.err

    assert main(["close", "movilidad-sostenible"]) == 0
    (told,) = capsys.readouterr().out.splitlines()
    assert told.startswith("movilidad-sostenible: it has not met yet, 6 sessions ahead")

    assert main(["close", "economia-local", "--yes", "--least", "3"]) == 0
    assert "closed; the farewell and the certificates leave at" in capsys.readouterr().out
    assert on_connection(store, lambda writing: writing.scalars(sa.select(Closing.least)).all()) == [3]
    for arguments, said in (
        (["economia-local", "--yes"], "economia-local was closed on"),
        (["movilidad-sostenible", "--yes"], "sessions of movilidad-sostenible are still ahead"),
        (["nowhere"], 'unknown network "nowhere"'),
    ):
        assert main(["close", *arguments]) == 1
        assert said in capsys.readouterr().err
