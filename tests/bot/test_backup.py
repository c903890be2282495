"""`microrredes backup` and `restore`: all of it comes back, into either database, or nothing changes."""

import asyncio
import json
import os
import resource
import shutil
import signal
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.orm import Session

from bot.cli import main
from store import schema
from store.backup import restore
from store.database import connect, on_connection
from store.database.contents import own_columns, rows_in_any_order
from store.models import Challenge, City, KeptFile, Lane, Letter, LetterState, Pace, Priority, Row
from store.schema import newest_revision
from store.search import find
from store.sole import Task
from tests.actions.founding import answer_challenge, found_network, join, settle_person, share_challenge

Said = tuple[int, str, str]
Run = Callable[..., Said]

MOMENT = datetime(2100, 3, 27, 23, 59, 59, 999_999, tzinfo=UTC)
EVERYTHING = {"a": [None, True, 1.5, -7, "“ñ”\n😀\\"], "": {"null": None}}
# Of these columns a row has one: the first and the third row the one, the second row the other.
EITHER = {
    "calendar_feed": ("person_id", "network_id"),
    "proposal": ("challenge_id", "experience_id"),
    "sheet": ("challenge_id", "experience_id"),
    "adoption": ("experience_id", "solution_id"),
}
ROWS = 3
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the store at an address: status, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def run_on(url: str, *arguments: object) -> Said:
        monkeypatch.setenv("MICRORREDES_DATABASE_URL", url)
        status = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run_on


def test_everything_comes_back_through_the_other_database_and_an_earlier_version(
    run: Run, sqlite_url: str, new_postgres_url: str
) -> None:
    on_connection(sqlite_url, _fill_all)
    all_rows = on_connection(sqlite_url, _rows)
    assert [table for table in Row.metadata.tables if len(all_rows[table]) != ROWS] == []

    assert run(sqlite_url, "backup", "a.zip")[:2] == (0, "a.zip\n")

    assert Path("a.zip").stat().st_mode & 0o777 == 0o600
    kept = json.loads(zipfile.ZipFile("a.zip").read("backup.json"))["tables"]
    assert {name: list(table["columns"]) for name, table in kept.items()} == {
        name: list(columns) for name, columns in on_connection(sqlite_url, own_columns).items()
    }
    assert {name: set(kept[name]["columns"]) for name in kept} == {
        table.name: set(table.columns.keys()) for table in Row.metadata.sorted_tables
    }

    links = on_connection(new_postgres_url, _links)
    on_connection(new_postgres_url, _go_back)
    on_connection(new_postgres_url, lambda there: there.execute(sa.insert(City), [_row(City.__table__, 0)]))
    status, _, told = run(new_postgres_url, "restore", "a.zip")
    assert (status, told.count("\n")) == (1, 1)
    assert "is not empty (0 people, 0 networks, 1 rows in all)" in told
    status, told, _ = run(new_postgres_url, "restore", "a.zip", "--force")
    assert status == 0
    assert "***" in told  # the password
    assert "letters: 2 wait, 0 of them are due" in told
    assert on_connection(new_postgres_url, _rows) == all_rows
    assert on_connection(new_postgres_url, _links) == links
    assert _in_unit(new_postgres_url, _found) == [3, 2, 1]
    assert on_connection(new_postgres_url, _next_number) == ROWS + 1

    newest = on_connection(new_postgres_url, own_columns)
    on_connection(new_postgres_url, _go_back)
    earlier = on_connection(new_postgres_url, own_columns)
    assert run(new_postgres_url, "backup", "b.zip")[0] == 0
    other = sqlite_url.replace("store.db", "other.db")
    _copy_with_a_city(sqlite_url, new_path := _path(other))
    new_path.chmod(0o640)
    new_path.with_name(".other.db.restoring").write_bytes(b"of a try that was killed")
    status, told, _ = run(other, "restore", "b.zip", "--force")
    assert (status, f"kept as {new_path}.before-restore" in told) == (0, True)
    came_back = on_connection(other, _rows)
    alike = [table for table in newest if list(earlier.get(table, ())) == list(newest[table])]
    assert len(alike) > len(newest) * 3 / 4
    assert {table: came_back[table] for table in alike} == {table: all_rows[table] for table in alike}
    assert _in_unit(other, _found) == [3, 2, 1]
    assert schema.revisions(other) == (newest_revision(), newest_revision())
    assert new_path.stat().st_mode & 0o777 == 0o640
    assert on_connection(f"{other}.before-restore", lambda old: old.scalar(sa.select(City.slug))) == "of before"
    assert {path.name for path in new_path.parent.glob("*other*")} == {"other.db", "other.db.before-restore"}


@pytest.mark.parametrize("kind", ["sqlite", "new_postgres"])
def test_what_is_written_meanwhile_is_in_it_whole_or_not_at_all(
    run: Run, request: pytest.FixtureRequest, kind: str
) -> None:
    url: str = request.getfixturevalue(f"{kind}_url")

    with _somebody_who_writes(url) as wrote:
        before = on_connection(url, _challenges)
        assert run(url, "backup", "a.zip")[0] == 0
        wrote.clear()
        assert wrote.wait(10)
        after = on_connection(url, _challenges)

    challenges, solutions = (_lines("a.zip", name) for name in ("challenge", "solution"))
    assert {one["challenge_id"] for one in solutions} == {one["id"] for one in challenges}
    assert before <= len(challenges) == len(solutions) < after


@pytest.mark.parametrize("kind", ["sqlite", "new_postgres"])
def test_whoever_is_killed_in_the_middle_or_finds_a_bot_running_leaves_the_store_as_it_was(
    run: Run, request: pytest.FixtureRequest, kind: str
) -> None:
    url: str = request.getfixturevalue(f"{kind}_url")
    on_connection(url, lambda there: there.execute(sa.insert(Pace), {"key": "bot", "next_at": MOMENT}))
    assert run(url, "backup", "a.zip")[0] == 0
    on_connection(url, lambda there: there.execute(sa.update(Pace).values(key="later")))
    stands = on_connection(url, _rows)

    for somebody in [_somebody_who_has_it_open, *([_somebody_who_polls] if kind != "sqlite" else [])]:
        with somebody(url):
            status, _, told = run(url, "restore", "a.zip", "--force")
        assert (status, told.count("\n")) == (1, 1)
        assert "is in use: stop the bot" in told
    assert on_connection(url, _rows) == stands

    assert _killed_when_told_of(url, "pace") == -signal.SIGKILL
    assert on_connection(url, _rows) == stands


def test_what_waited_long_is_not_poured_over_people(run: Run, new_postgres_url: str) -> None:
    now = datetime.now(UTC)

    def live(session: Session) -> None:
        join(session, *settle_person(session), found_network(session))
        for key, (lane, hours, state, method) in LETTERS.items():
            due = now + timedelta(hours=hours)
            told = {"lane": lane, "due_at": due, "state": state, "method": method, "priority": Priority.NEWS}
            session.add(Letter(chat_id=7, key=key, payload={}, lease_until=due, created_at=due, **told))

    _in_unit(new_postgres_url, live)
    assert run(new_postgres_url, "backup", "a.zip")[0] == 0
    on_connection(new_postgres_url, lambda there: there.execute(sa.delete(Letter)))
    stands = on_connection(new_postgres_url, _rows)
    _rewrite(
        "a.zip", "orphan.zip", "tables/membership.jsonl", lambda lines: lines.replace(b'"city_id":', b'"city_id":9')
    )
    assert run(new_postgres_url, "restore", "orphan.zip", "--force")[::2] == (
        1,
        "microrredes: orphan.zip: does not hold together: a row of membership refers to one that is not there "
        "(fk_membership_city_id)\n",
    )
    assert on_connection(new_postgres_url, _rows) == stands

    _, told, _ = run(new_postgres_url, "restore", "a.zip", "--force")

    letters = sa.select(Letter.key, Letter.state)
    states = _in_unit(new_postgres_url, lambda session: dict(session.execute(letters).all()))
    assert states == {key: LetterState(key.rpartition(" ")[2]) for key in LETTERS}
    oldest = (now - timedelta(hours=23)).isoformat(timespec="seconds")
    assert told.splitlines()[1:] == [
        f"letters: 4 wait, 3 of them are due, the oldest since {oldest}",
        "  those go out when the bot starts; what the old one had sent after the backup comes a second time",
        "  3 were due too long ago (answers two hours, others a day) and are not sent any more",
        "nothing was sent; look first (`microrredes rehearse NETWORK`), then start the bot",
    ]


# What waited when the backup was made, by what becomes of it.
LETTERS = {
    "an answer of today: late": (Lane.ANSWERS, -3, LetterState.WAITING, "sendMessage"),
    "a reminder of yesterday: late": (Lane.BULK, -25, LetterState.LEASED, "sendMessage"),
    "a second topic would divide the talk: late": (Lane.BULK, -0.1, LetterState.WAITING, "createForumTopic"),
    "an answer of just now: waiting": (Lane.ANSWERS, -1, LetterState.WAITING, "sendMessage"),
    "a reminder of today: waiting": (Lane.BULK, -23, LetterState.WAITING, "sendMessage"),
    "perhaps on the wire: posting": (Lane.BULK, -1, LetterState.POSTING, "sendMessage"),
    "a reminder of tomorrow: waiting": (Lane.BULK, 24, LetterState.WAITING, "sendMessage"),
    "held back: paused": (Lane.BULK, -100, LetterState.PAUSED, "sendMessage"),
    "had: sent": (Lane.BULK, -100, LetterState.SENT, "sendMessage"),
}


def test_what_is_no_whole_backup_is_refused_and_nothing_is_touched(run: Run, sqlite_url: str) -> None:
    on_connection(sqlite_url, lambda there: there.execute(sa.insert(Pace), {"key": "b" * 64, "next_at": MOMENT}))
    assert run(sqlite_url, "backup", "a.zip")[0] == 0
    whole, path = Path("a.zip").read_bytes(), _path(sqlite_url)
    stands = path.read_bytes()
    Path("text.zip").write_text("Querido diario")
    Path("cut.zip").write_bytes(whole[: len(whole) // 2])
    inside = whole.index(b"tables/pace.jsonl") + len("tables/pace.jsonl") + 30  # past what zip has no need of
    Path("bit.zip").write_bytes(whole[:inside] + bytes([whole[inside] ^ 1]) + whole[inside + 1 :])
    with zipfile.ZipFile("photos.zip", "w") as photos:
        photos.writestr("beach.jpg", b"x")
    changes: dict[str, Callable[[bytes], bytes]] = {
        "newer.zip": lambda about: about.replace(b'"revision": "0', b'"revision": "9'),
        "format.zip": lambda about: about.replace(b'"format": 1', b'"format": 2'),
        "fewer.zip": lambda about: about.replace(b'"rows": 1,', b'"rows": 2,'),
        "kinds.zip": lambda about: about.replace(b'"next_at": "moment"', b'"next_at": "number"'),
        "foreign.zip": lambda about: about.replace(b'"program": "microrredes"', b'"program": "other"'),
    }
    for name, change in changes.items():
        _rewrite("a.zip", name, "backup.json", change)

    told = {
        name: run(sqlite_url, "restore", name, "--force")
        for name in ("none.zip", ".", "text.zip", "cut.zip", "bit.zip", "photos.zip", *changes)
    }

    assert {status for status, _, _ in told.values()} == {1}
    said = {name: err.removeprefix(f"microrredes: {name}: ").rstrip("\n") for name, (_, _, err) in told.items()}
    assert said.pop("bit.zip").startswith("is damaged, in pace: ")
    newest = newest_revision()
    assert said == {
        "none.zip": "cannot be read: No such file or directory",
        ".": "cannot be read: Is a directory",
        "text.zip": "is no backup of microrredes",
        "cut.zip": "is damaged or broken off",
        "photos.zip": "is no backup of microrredes",
        "newer.zip": f"was made at version 9{newest[1:]}, this one knows {newest}: bring the bot up to date first",
        "format.zip": "was made by a newer version of microrredes: use that one, or a later one",
        "fewer.zip": "is damaged, in pace: 1 rows, not 2",
        "kinds.zip": "is damaged, in pace: of another kind",
        "foreign.zip": "is no backup of microrredes",
    }
    assert path.read_bytes() == stands
    path.write_bytes(b"the disk has died")
    assert run(sqlite_url, "restore", "a.zip")[2].endswith(
        "cannot be read (file is not a database): --force puts the backup in its place, and keeps the file\n"
    )
    assert path.read_bytes() == b"the disk has died"


def test_what_cannot_be_written_leaves_no_half_behind(run: Run, sqlite_url: str) -> None:
    Path("there.zip").write_bytes(b"precious")
    file = {"digest": "x", "content": os.urandom(200_000), "made_at": MOMENT}
    on_connection(sqlite_url, lambda there: there.execute(sa.insert(KeptFile), file))
    before = set(Path().iterdir())

    told = [run(sqlite_url, "backup", name) for name in ("there.zip", "no/folder.zip", ".")]
    with _little_room(100_000):
        told.append(run(sqlite_url, "backup", "there.zip", "--force"))
    told.append(run(f"{sqlite_url}.none", "backup", "a.zip"))

    assert [(status, out) for status, out, _ in told] == [(1, "")] * 5
    assert [err.partition(": ")[2] for _, _, err in told] == [
        "there.zip: is there already; name another file, or add --force to replace it\n",
        "no/folder.zip: there is no folder no\n",
        ".: is a folder; name a file, as microrredes.zip\n",
        "there.zip: cannot be written: File too large\n",
        f"the store {sqlite_url}.none cannot be reached: there is none yet\n",
    ]
    assert set(Path().iterdir()) == before
    assert Path("there.zip").read_bytes() == b"precious"


def _fill_all(connection: Connection) -> None:
    """Rows in each table, of which together each column has a value."""
    with rows_in_any_order(connection):
        for table in Row.metadata.sorted_tables:
            rows = [_row(table, number) for number in range(ROWS)]
            connection.execute(sa.insert(table), rows)
            empty = [column.name for column in table.columns if all(row[column.name] is None for row in rows)]
            assert empty == [], f"{table}: give these a value"


def _row(table: Any, number: int) -> dict[str, Any]:
    """The third one has only what it must have; an asking names a later one."""
    row = {column.name: _value(column, number) for column in table.columns}
    if number == ROWS - 1:
        row |= {column.name: _nothing(column) for column in table.columns if column.nullable}
    if table.name in EITHER:
        one, other = EITHER[table.name]
        row[other if number != 1 else one] = None
        row[one if number != 1 else other] = number + 1
    if table.name == "letter":
        row["priority"] = Priority.DIGEST
    if table.name == "asking" and number == 0:
        row["instead_of"] = 2
    return row


def _nothing(column: Any) -> Any:
    return sa.null() if isinstance(column.type, sa.JSON) else None


def _value(column: Any, number: int) -> Any:
    for link in column.foreign_keys:
        return _value(link.column, number)
    match column.type:
        case sa.Enum() as choices:
            return choices.python_type(choices.enums[number % len(choices.enums)])
        case sa.BigInteger() if column.name != "id":
            return (-1) ** number * (2**42 + number)
        case sa.Integer() | sa.BigInteger():
            return number + 1
        case sa.Boolean():
            return number == 0
        case sa.JSON():
            return EVERYTHING if number == 0 else sa.JSON.NULL if column.nullable else [number]
        case sa.LargeBinary():
            return bytes(range(256)) * (number + 1)
        case sa.Date():
            return date(2096, 2, 29)
        case sa.Time():
            return time(23, 59, 59, number)
        case sa.String() as text:
            return f"{number} ñ😀'\"\n\\ {column.name}"[: text.length]
    return MOMENT + timedelta(microseconds=number)


def _rows(connection: Connection) -> Rows:
    """All that the models know of, and which JSON is NULL rather than `null`."""
    found: Rows = {}
    for table in Row.metadata.sorted_tables:
        nulls = [column.is_(sa.null()) for column in table.columns if isinstance(column.type, sa.JSON)]
        found[table.name] = sorted(map(tuple, connection.execute(sa.select(table, *nulls))), key=repr)
    return found


def _links(connection: Connection) -> list[tuple[Any, ...]]:
    asked = "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2"
    return [tuple(row) for row in connection.execute(sa.text(asked))]


def _go_back(connection: Connection) -> None:
    command.downgrade(schema._config(connection), "-1")


def _next_number(connection: Connection) -> int:
    new = {name: value for name, value in _row(City.__table__, ROWS).items() if name != "id"}
    number: int = connection.execute(sa.insert(City).values(new).returning(City.id)).scalar_one()
    connection.rollback()
    return number


def _found(session: Session) -> list[int]:
    """By the index of the search, the newest first."""
    return [one.id for one in find(session, "terms", ROWS + 1)]


def _path(url: str) -> Path:
    return Path(make_url(url).database or "")


def _copy_with_a_city(url: str, path: Path) -> None:
    """Of the schema, and one row."""
    shutil.copy(_path(url), path)

    def clear(connection: Connection) -> None:
        with rows_in_any_order(connection):
            for table in Row.metadata.sorted_tables:
                connection.execute(sa.delete(table))
        connection.execute(sa.insert(City), [_row(City.__table__, 0) | {"slug": "of before"}])

    on_connection(f"sqlite:///{path}", clear)


def _lines(path: str, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in zipfile.ZipFile(path).read(f"tables/{table}.jsonl").splitlines()]


def _rewrite(path: str, new: str, name: str, change: Callable[[bytes], bytes]) -> None:
    """The same backup with another part."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(new, "w") as written:
        for one in old.namelist():
            content = old.read(one)
            written.writestr(one, change(content) if one == name else content)
        assert change(old.read(name)) != old.read(name)


def _in_unit(url: str, unit: Callable[[Session], Any]) -> Any:
    async def work() -> Any:
        database = connect(url)
        done = await database.run(unit)
        await database.close()
        return done

    return asyncio.run(work())


def _challenges(connection: Connection) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(Challenge)) or 0


@contextmanager
def _somebody_who_writes(url: str) -> Iterator[threading.Event]:
    """A challenge and its answer in each unit, one after another; set after each."""
    wrote, ended = threading.Event(), threading.Event()

    def found(session: Session) -> tuple[Any, Any]:
        network, (person, _) = found_network(session), settle_person(session)
        session.flush()
        return network, person

    async def write() -> None:
        database = connect(url)
        network, person = await database.run(found)

        def unit(session: Session) -> None:
            answer_challenge(session, share_challenge(session, network, person, MOMENT), person, MOMENT)

        while not ended.is_set():
            await database.run(unit)
            wrote.set()
        await database.close()

    thread = threading.Thread(target=lambda: asyncio.run(write()))
    thread.start()
    try:
        assert wrote.wait(10)
        yield wrote
    finally:
        ended.set()
        thread.join()


@contextmanager
def _somebody_who_has_it_open(url: str) -> Iterator[None]:
    """As a bot that is told by webhook has, between two units of work."""
    with asyncio.Runner() as runner:
        database = connect(url)
        runner.run(database.read(lambda session: session.get(City, 1)))
        yield
        runner.run(database.close())


@contextmanager
def _somebody_who_polls(url: str) -> Iterator[None]:
    """And does nothing else."""
    with asyncio.Runner() as runner:
        database = connect(url)
        polling = database.sole(Task.POLLING)
        runner.run(polling.__aenter__())
        yield
        runner.run(polling.__aexit__(None, None, None))
        runner.run(database.close())


def _killed_when_told_of(url: str, table: str) -> int:
    """Restores in a process that kills itself when it has put in the rows of a table; how that ended."""

    def tell(name: str, _number: int) -> None:
        if name == table:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        try:
            restore(url, Path("a.zip"), datetime.now(UTC), force=True, tell=tell)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@contextmanager
def _little_room(size: int) -> Iterator[None]:
    """As on a full disk: no file gets longer than that."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
