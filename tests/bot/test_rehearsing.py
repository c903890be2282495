"""`microrredes rehearse`: what it prints, and what it refuses."""

import asyncio
import json
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.cli import main
from bot.commands.rehearsing import rehearse_at
from bot.demo import furnish_store, read_cast
from bot.parsers import build_parser
from bot.terminal import Stop
from reports.forecast.messages import CARD, OTHER
from store.database import connect, on_connection
from store.models import Chat, Kind, Membership, Network, Person
from texts import forecast as texts
from texts.translator import LANGUAGES, translator_for

NOW = datetime(2027, 6, 7, 13, 0, tzinfo=UTC)
HOSTILE = '<script>alert("1")</script>&'
MOVILIDAD = "movilidad-sostenible"


@pytest.fixture
def store(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The demonstration, in which one person has a name that is HTML."""

    async def furnish() -> None:
        database = connect(sqlite_url)
        await database.run(_furnish)
        await database.close()

    asyncio.run(furnish())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MICRORREDES_DATABASE_URL", sqlite_url)
    return sqlite_url


def _furnish(session: Session) -> None:
    furnish_store(session, read_cast(), NOW)
    session.execute(sa.update(Person).where(Person.telegram_id == 1007).values(name=HOSTILE))


def _rehearse(*arguments: str) -> int:
    return rehearse_at(build_parser().parse_args(["rehearse", *arguments]), NOW)


def test_table_tells_each_message_on_both_clocks_and_sums(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _rehearse(MOVILIDAD, "--to", "2027-06-30") == 0

    lines = capsys.readouterr().out.splitlines()
    assert any("Marta" in line and "[economia-local] " in line for line in lines)
    assert not any("[movilidad-sostenible]" in line for line in lines)
    assert lines[0].startswith("Microrred de Movilidad Sostenible (movilidad-sostenible), 2027-06-07 to 2027-06-30")
    assert "Fri 18 June 2027 · session 1" in lines
    (laia,) = [line for line in lines if "Laia" in line and "invitation" in line]
    told = "08:00 UTC Fri 10:00 Madrid Laia Ferrer, Zaragoza (ES) invitation Hi podreu assistir?"
    assert " ".join(laia.split()) == told
    assert "  quiet hours (20:00 to 08:00, weekends): none" in lines
    assert any(line.startswith("  weeks of people away from sessions: ") for line in lines)


def test_document_and_page_tell_the_same(store: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "page.html"

    assert _rehearse(MOVILIDAD, "--json", "--html", str(page)) == 0

    document = json.loads(capsys.readouterr().out)
    assert document["format"] == 1
    assert document["network"] == {
        "slug": MOVILIDAD,
        "name": "Microrred de Movilidad Sostenible",
        "zone": "Europe/Madrid",
    }
    assert [one["number"] for one in document["sessions"]] == [1, 2, 3, 4, 5, 6]
    assert document["to"] == "2027-12-17T22:59:59+00:00"  # four weeks after the sixth
    messages = document["messages"]
    assert len(messages) == document["summary"]["messages"] > 100
    assert messages == sorted(messages, key=lambda one: one["at"])
    assert {one["to"]["type"] for one in messages} == {"person", "group"}
    first = next(one for one in messages if one["to"]["name"] == "Laia Ferrer")
    assert (first["at"], first["local"]) == ("2027-06-11T08:00:00+00:00", "2027-06-11T10:00:00+02:00")
    assert {one["network"] for one in messages if one["to"]["type"] == "group"} == {MOVILIDAD}
    invited = [one for one in messages if one["kind"] == "invitation" and one["to"]["name"] == "Marta Vila"]
    assert {one["network"] for one in invited} == {MOVILIDAD, "economia-local"}
    named = sum(one["networks"] != [] for one in messages)
    assert named == len(messages), [one for one in messages if not one["networks"]][:3]
    seen = _Page(page.read_text(encoding="utf-8"))
    assert seen.tags["li"] >= len(messages)
    assert {"script", "link", "img", "iframe"} & seen.tags.keys() == set()
    assert HOSTILE in seen.texts
    assert any(text.endswith(" · economia-local") for text in seen.texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_has_a_name_on_the_page(language: str) -> None:
    t = translator_for(language)

    named = {kind: texts.kind(t, kind) for kind in Kind}

    assert str(texts.others(t)) not in named.values()
    assert all(named.values())
    assert not {CARD, OTHER} & set(Kind)


def test_nothing_to_send_is_said(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _rehearse(MOVILIDAD, "--to", "2027-06-08") == 0

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "movilidad-sostenible would send nothing from 2027-06-07 to 2027-06-08\n"


def test_before_anybody_has_joined_it_says_what_to_do(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(_empty(store))

    assert _rehearse(MOVILIDAD) == 0

    assert capsys.readouterr().err == (
        "nobody has joined movilidad-sostenible yet: invite first "
        "(microrredes invite --network movilidad-sostenible --city CITY), then rehearse\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((MOVILIDAD, "--from", "2027-07-01", "--to", "2027-06-30"), "--to: 2027-06-30 is before 2027-07-01"),
        ((MOVILIDAD, "--from", "2027-06-06"), "--from: 2027-06-06 is past"),
        ((MOVILIDAD, "--to", "2030-01-01"), "--to: 2030-01-01 is too far ahead"),
        ((MOVILIDAD, "--html", "nowhere/page.html"), "nowhere/page.html: there is no folder nowhere"),
        (("economia-local",), "economia-local was closed on 2027-06-07"),
    ],
)
def test_what_cannot_be_rehearsed_is_refused(store: str, arguments: tuple[str, ...], told: str) -> None:
    asyncio.run(_close(store, "economia-local"))

    with pytest.raises(Stop, match=told):
        _rehearse(*arguments)


def test_unknown_network_is_refused_with_those_there_are(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rehearse", "movilidad"]) == 1

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == ('microrredes: unknown network "movilidad"; there are economia-local, movilidad-sostenible\n')


def test_store_stays_as_it_is(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "none" / "microrredes.db"
    monkeypatch.setenv("MICRORREDES_DATABASE_URL", f"sqlite:///{path}")
    with pytest.raises(Stop, match=r"has no tables yet: run `microrredes migrate`"):
        _rehearse(MOVILIDAD)
    assert not path.parent.exists()

    on_connection(
        sqlite_url, lambda connection: connection.execute(sa.text("UPDATE alembic_version SET version_num=1"))
    )
    monkeypatch.setenv("MICRORREDES_DATABASE_URL", sqlite_url)
    with pytest.raises(Stop, match=r"is at version 1, not \w+: run `microrredes migrate`"):
        _rehearse(MOVILIDAD)


def test_a_rehearsal_waits_for_nobody_who_writes(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    on_connection(store, lambda _writing: _rehearse(MOVILIDAD, "--to", "2027-06-08"))

    assert "would send nothing" in capsys.readouterr().err


async def _empty(url: str) -> None:
    def unit(session: Session) -> None:
        session.execute(sa.update(Membership).values(left_at=NOW))
        session.execute(sa.update(Chat).values(network_id=None))

    database = connect(url)
    await database.run(unit)
    await database.close()


async def _close(url: str, slug: str) -> None:
    database = connect(url)
    closed = sa.update(Network).where(Network.slug == slug).values(closed_at=NOW)
    await database.run(lambda session: session.execute(closed))
    await database.close()


class _Page(HTMLParser):
    """How often each tag stands in a page, and its texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: dict[str, int] = {}
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        self.tags[tag] = self.tags.get(tag, 0) + 1

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
