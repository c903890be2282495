"""`microrredes report`: a folder that is whole or not there, one clear line for what goes wrong."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.cli import main
from bot.commands import report
from reports.printing import Order
from scheduler.worker import WorkFailed
from store.database import connect
from store.models import Archive
from tests.reports.ended import ended


@pytest.fixture
def store(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A network that has ended, and an edition before the bot."""

    def fill(session: Session) -> None:
        ended(session)
        about = {"name": "Piloto <b>", "years": "2020-2021", "fields": ["Archivos"], "summary": "Diez ciudades."}
        session.add(Archive(slug="piloto", cities_count=10, **about))

    async def furnish() -> None:
        database = connect(sqlite_url)
        await database.run(fill)
        await database.close()

    asyncio.run(furnish())
    monkeypatch.setenv("MICRORREDES_DATABASE_URL", sqlite_url)
    return sqlite_url


def test_folder_has_paper_page_and_tables_in_the_networks_language_or_those_asked_for(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "movilidad", "--out", str(tmp_path / "new" / "out")]) == 0

    assert capsys.readouterr().out == f"{tmp_path}/new/out\n"
    assert [one.name for one in (tmp_path / "new").iterdir()] == ["out"]
    assert sorted(one.name for one in (tmp_path / "new" / "out").iterdir()) == [
        "data",
        "data-es",
        "report-es.html",
        "report-es.pdf",
    ]
    assert (tmp_path / "new" / "out" / "data" / "adoptions.csv").read_text("utf-8").startswith("origin,city,title,")

    (tmp_path / "old").mkdir()
    asked = ["--language", "pt", "--language", "ca", "--out", str(tmp_path / "old")]
    assert main(["report", "piloto", *asked]) == 0
    page = (tmp_path / "old" / "report-pt.html").read_text("utf-8")
    assert "Piloto &lt;b&gt;" in page
    assert "Desta edição não se guardam dados do chat." in page
    assert ">10</span>" in page
    assert (tmp_path / "old" / "report-ca.pdf").read_bytes().startswith(b"%PDF-")


def test_what_goes_wrong_is_one_line_and_leaves_nothing(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_order: Order) -> bytes:
        raise WorkFailed("took longer than 60 s")

    monkeypatch.setattr(report, "do_work", fail)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.odt").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    for arguments, said in (
        (["nowhere", "--out", "out"], 'unknown network "nowhere"; there are movilidad, piloto'),
        (["movilidad", "--out", "full"], "full: is not empty; name another folder"),
        (["movilidad", "--out", "full/mine.odt"], "mine.odt: is no folder"),
        (["movilidad", "--out", "full/mine.odt/out"], "mine.odt/out: cannot be written: "),
        (["movilidad", "--out", "out", "--city", "lima"], '--city: unknown city "lima" in movilidad; there are city-'),
        (["piloto", "--out", "out", "--city", "lima"], "--city: of piloto it is not known which cities took part"),
        (["movilidad", "--out", "out"], "report-es.pdf: could not be printed: took longer than 60 s"),
    ):
        monkeypatch.chdir(tmp_path)
        assert main(["report", *arguments]) == 1
        told = capsys.readouterr()
        assert told.out == ""
        assert said in told.err
        assert told.err.count("\n") == 1
        assert sorted(tmp_path.rglob("*")) == before
