"""The export holds everything that was shared, and nothing that opens doors."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from actions import audit
from actions.invitations import do_create_invitation
from actions.programme import do_load_programme, read_programme
from reports import exports
from reports.exports import FolderRefused, check_folder, write_export
from reports.exports.kinds import KINDS
from store.database import Database
from store.models import (
    Challenge,
    Chat,
    ChatKind,
    Membership,
    Network,
    Person,
    Role,
    Row,
    Solution,
    Visibility,
)
from store.programme import city_by_slug, network_by_slug

NOW = datetime(2027, 6, 20, 10, 30, tzinfo=UTC)
DEMO = Path(__file__).parents[2] / "demo" / "programme.toml"
GROUP = -1001234567890
TELEGRAM_IDS = {"rosario": 700000001, "quito": 700000002}


@pytest.fixture
async def store(database: Database) -> Database:
    """Two networks with a person each, a challenge in one and a group reply to it."""
    programme = read_programme(DEMO)

    def fill(session: Session) -> None:
        do_load_programme(session, programme, now=NOW)
        _take_part(session, "economia-local", "rosario", "Inés Ñandú")
        person = _take_part(session, "movilidad-sostenible", "quito", "João \u2028 Sá")
        network = _network(session, "movilidad-sostenible")
        session.add(
            Chat(id=GROUP, kind=ChatKind.SUPERGROUP, title="Movilidad", network_id=network.id, connected_at=NOW)
        )
        session.add(Chat(id=TELEGRAM_IDS["quito"], kind=ChatKind.PRIVATE))
        _share(session, network, person)
        do_create_invitation(session, network, None, Role.GUEST, now=NOW)

    await database.run(fill)
    return database


def _network(session: Session, slug: str) -> Network:
    network = network_by_slug(session, slug)
    assert network is not None
    return network


def _take_part(session: Session, network: str, city: str, name: str) -> Person:
    found = city_by_slug(session, city)
    assert found is not None
    person = Person(
        telegram_id=TELEGRAM_IDS[city],
        name=name,
        language="es",
        zone=found.zone,
        consented_at=NOW,
        created_at=NOW,
    )
    session.add(person)
    session.flush()
    session.add(
        Membership(
            person_id=person.id,
            network_id=_network(session, network).id,
            city_id=found.id,
            role=Role.DELEGATE,
            joined_at=NOW,
        )
    )
    return person


def _share(session: Session, network: Network, person: Person) -> None:
    challenge = Challenge(
        network_id=network.id,
        person_id=person.id,
        title="Ruido",
        problem='Dice: "no se duerme"\n¿y ahora?',
        tried="Nada",
        language="es",
        visibility=Visibility.NETWORK,
        published_at=NOW,
    )
    session.add(challenge)
    session.flush()
    session.add(
        Solution(
            challenge_id=challenge.id,
            person_id=person.id,
            text="Asfalto fonoabsorbente",
            language="es",
            chat_id=GROUP,
            message_id=4711,
            published_at=NOW,
        )
    )


async def export(store: Database, folder: Path, network: str | None = None) -> dict[str, list[dict[str, Any]]]:
    def unit(session: Session) -> dict[str, int]:
        network_id = _network(session, network).id if network else None
        return write_export(session, folder, network_id, now=NOW)

    written = await store.read(unit)
    records = _read(folder)
    assert written == {name: len(found) for name, found in records.items()}
    return records


def _read(folder: Path) -> dict[str, list[dict[str, Any]]]:
    return {
        path.stem: [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]
        for path in folder.glob("*.jsonl")
    }


async def test_everything_is_there_with_its_own_words(store: Database, tmp_path: Path) -> None:
    records = await export(store, tmp_path / "out")

    assert {name: len(found) for name, found in records.items() if found} == {
        "archives": 1,
        "audit": 2,
        "challenges": 1,
        "cities": 14,
        "groups": 1,
        "invitations": 1,
        "meetings": 12,
        "memberships": 2,
        "network_cities": 13,
        "networks": 2,
        "people": 2,
        "prompts": 9,
        "solutions": 1,
    }
    assert [person["name"] for person in records["people"]] == ["Inés Ñandú", "João \u2028 Sá"]
    assert records["challenges"][0]["problem"] == 'Dice: "no se duerme"\n¿y ahora?'
    assert records["challenges"][0]["visibility"] == "network"
    assert records["challenges"][0]["published_at"] == "2027-06-20T10:30:00+00:00"
    assert records["networks"][0]["meeting_time"] == "16:00:00"
    assert records["networks"][0]["starts_on"] == "2027-06-02"


async def test_what_opens_doors_stays_out(store: Database, tmp_path: Path) -> None:
    chat = f"chat:{GROUP}"
    await store.run(lambda session: audit.record(session, now=NOW, deed="group_connected", subject=chat))

    records = await export(store, tmp_path / "out")

    assert records["audit"][-1]["subject"] == "chat"
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "out").iterdir())
    assert not [secret for secret in (GROUP, 4711, *TELEGRAM_IDS.values()) if str(secret) in written]
    assert "token" not in records["invitations"][0]
    (group,) = records["groups"]
    assert (group["kind"], group["title"], group["network_id"]) == ("supergroup", "Movilidad", 2)
    assert "id" not in group


async def test_export_of_a_network_holds_nothing_of_the_others(store: Database, tmp_path: Path) -> None:
    records = await export(store, tmp_path / "out", "economia-local")

    assert [person["name"] for person in records["people"]] == ["Inés Ñandú"]
    assert {city["slug"] for city in records["cities"]} == {
        "general-san-martin",
        "panama",
        "pasto",
        "riobamba",
        "rosario",
        "sao-paulo",
    }
    assert [network["slug"] for network in records["networks"]] == ["economia-local"]
    assert len(records["meetings"]) == 6
    assert records["challenges"] == records["solutions"] == records["groups"] == []
    assert "archives" not in records


async def test_about_says_when_how_much_and_what_is_left_out(store: Database, tmp_path: Path) -> None:
    await export(store, tmp_path / "out")

    about = json.loads((tmp_path / "out" / "about.json").read_text("utf-8"))

    assert about["exported_at"] == "2027-06-20T10:30:00+00:00"
    assert about["records"]["cities"] == 14
    assert "invitations.token" in about["left_out"]


async def test_export_is_for_its_owner_alone_and_leaves_no_traces(store: Database, tmp_path: Path) -> None:
    await export(store, tmp_path / "new" / "out")

    assert (tmp_path / "new" / "out").stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["out"]


async def test_forced_export_replaces_its_own_files_alone(store: Database, tmp_path: Path) -> None:
    (tmp_path / "cities.jsonl").write_text("old")
    (tmp_path / "letter.odt").write_text("mine")

    await export(store, tmp_path)

    assert (tmp_path / "letter.odt").read_text() == "mine"
    assert len((tmp_path / "cities.jsonl").read_text("utf-8").splitlines()) == 14


async def test_export_that_breaks_leaves_nothing(
    store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exports, "_to_disk", full)
    folder = tmp_path / "new" / "out"

    with pytest.raises(FolderRefused, match="cannot be written: No space left on device"):
        await export(store, folder)

    assert list((tmp_path / "new").iterdir()) == []


def test_folder_that_holds_something_is_refused_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "letter.odt").write_text("mine")

    with pytest.raises(FolderRefused, match="is not empty"):
        check_folder(tmp_path, force=False)
    check_folder(tmp_path, force=True)


def test_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")

    with pytest.raises(FolderRefused, match="is no folder"):
        check_folder(tmp_path / "out", force=True)


LEFT_OUT = {
    "announcement_template",  # its keeper's own
    "calendar_feed",
    "draft",
    "failed_update",
    "briefing",
    "held",
    "help_term",  # made anew from what members offer
    "kept_file",
    "letter",
    "live_note",
    "pace",
    "pause",
    "reminder",
    "satisfaction_given",
    "search",
    "search_entry",  # made anew from what it finds
    "search_term",
    "search_word",
    "spoken",
    "survey_answer",  # private
    "task",
    "update_seen",
    "upload",
}


def test_every_table_is_exported_or_left_out_on_purpose() -> None:
    exported = {kind.table.__tablename__ for kind in KINDS}

    assert set(Row.metadata.tables) - exported - {"alembic_version"} == LEFT_OUT
