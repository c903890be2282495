"""The command as people use it: arguments in, lines and an exit status out, never a traceback."""

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from bot.sandboxed import demonstration
from bot.settings import VARIABLES, Settings
from bot.start import command
from tests.bot.conftest import TOKEN
from tests.once import alone, run_folder

ROOT = Path(__file__).parents[2]
DEMO = str(ROOT / "demo" / "programme.toml")
COMMANDS = (
    "run",
    "sandbox",
    "load",
    "invite",
    "people",
    "audit",
    "rehearse",
    "consultation",
    "compose",
    "export",
    "backup",
    "restore",
    "migrate",
    "doctor",
    "failures",
)

Said = tuple[int, list[str], list[str]]
Run = Callable[..., Said]


@pytest.fixture(autouse=True)
def _own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _leave_for(tmp_path, monkeypatch)


def _leave_for(folder: Path, place: pytest.MonkeyPatch) -> None:
    """What a developer has set, in the environment or in a file .env, is no part of any test."""
    place.chdir(folder)
    for name in VARIABLES.values():
        place.delenv(name, raising=False)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process: status, lines of standard output, lines of standard error."""

    def command(*arguments: str) -> Said:
        try:
            status = main(arguments)
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 1
        said = capsys.readouterr()
        return status, said.out.splitlines(), said.err.splitlines()

    return command


@pytest.fixture(scope="session")
def loaded_data() -> Path:
    """The data folder after `load`: to make it takes longer than most of what is asked of it."""
    with alone("loaded-data") as folder:
        if not folder.exists():
            made = folder.with_name("loaded-data-in-the-making")
            with pytest.MonkeyPatch.context() as place:
                _leave_for(run_folder(), place)
                place.setenv("MICRORREDES_DATA_DIR", str(made))
                assert main(("load", DEMO)) == 0
            made.rename(folder)  # whole, or not there
        return folder


@pytest.fixture
def loaded(run: Run, loaded_data: Path, tmp_path: Path) -> Run:
    shutil.copytree(loaded_data, tmp_path / "data")
    return run


def test_help_names_every_command(run: Run) -> None:
    status, out, _ = run("--help")

    assert status == 0
    assert [name for name in COMMANDS if not re.search(rf"^    {name}\b", "\n".join(out), re.MULTILINE)] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    status, out, err = run(command, "--help")

    assert (status, err) == (0, [])
    assert out[0].startswith(f"usage: microrredes {command}")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("dance",),
        ("load",),
        ("invite",),
        ("invite", "--network", "x", "--role", "king"),
        ("invite", "--network", "x", "--uses", "many"),
        ("invite", "--network", "x", "--qr", "code.gif"),
        ("export",),
        ("backup",),
        ("restore",),
        ("sandbox", "--port", "99999"),
        ("failures",),
        ("rehearse",),
        ("rehearse", "x", "--from", "tomorrow"),
        ("rehearse", "x", "--to", "2027-02-30"),
        ("failures", "show", "last"),
        ("consultation",),
        ("compose", "x", "--min", "few"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(run: Run, arguments: tuple[str, ...]) -> None:
    status, out, err = run(*arguments)

    assert (status, out, len(err)) == (2, [], 1)
    assert "--help" in err[0]


def test_load_says_what_it_did_and_the_second_time_leaves_everything(run: Run) -> None:
    assert run("load", DEMO) == (
        0,
        ["cities: 14 created", "networks: 2 created", "sessions: 12 created", "archives: 1 created"],
        [],
    )
    assert run("load", DEMO) == (
        0,
        [
            "cities: 14 left as they were",
            "networks: 2 left as they were",
            "sessions: 12 left as they were",
            "archives: 1 left as they were",
        ],
        [],
    )


def test_load_names_what_changed(loaded: Run, tmp_path: Path) -> None:
    text = Path(DEMO).read_text("utf-8").replace("COUNT=6", "COUNT=5").replace('"Tunja"', '"Tunja, Boyacá"')
    changed = tmp_path / "changed.toml"
    changed.write_text(text, "utf-8")

    assert loaded("load", str(changed)) == (
        0,
        [
            "cities: 1 changed, 13 left as they were",
            "  Tunja, Boyacá: name",
            "networks: 2 changed",
            "  Microrred de Economía Local: meetings",
            "  Microrred de Movilidad Sostenible: meetings",
            "sessions: 2 cancelled, as the rule no longer gives them",
            "  Microrred de Economía Local: session 6, 2027-11-03 16:00 Europe/Madrid (15:00 UTC)",
            "  Microrred de Movilidad Sostenible: session 6, 2027-11-19 17:00 Europe/Madrid (16:00 UTC)",
            "sessions: 10 left as they were",
            "archives: 1 left as they were",
        ],
        [],
    )


def test_file_with_a_fault_is_refused_whole(run: Run, tmp_path: Path) -> None:
    text = Path(DEMO).read_text("utf-8")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(text.replace("Europe/Madrid", "Europe/Madird").replace("America/Panama", "America/Lima"), "utf-8")

    status, out, err = run("load", str(wrong))

    assert (status, out, len(err)) == (1, [], 1)
    assert 'city[11].zone: unknown time zone "Europe/Madird"; did you mean "Europe/Madrid"?' in err[0]
    assert run("load", DEMO)[1][0] == "cities: 14 created"


def test_invite_prints_the_link_alone(loaded: Run) -> None:
    status, out, err = loaded(
        "invite", "--network", "movilidad-sostenible", "--city", "zaragoza", "--bot", "@redes_bot"
    )

    assert (status, err) == (0, [])
    assert re.fullmatch(r"https://t\.me/redes_bot\?start=[A-Za-z0-9_-]{32}", "\n".join(out))


def test_invite_asks_telegram_for_the_name(loaded: Run, bot_api: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MICRORREDES_TOKEN", TOKEN)
    monkeypatch.setenv("MICRORREDES_API_URL", bot_api)

    status, out, err = loaded("invite", "--network", "economia-local", "--role", "coordinator")

    assert (status, err) == (0, [])
    assert out[0].startswith("https://t.me/redes_bot?start=")


@pytest.mark.parametrize(("name", "beginning"), [("code.png", b"\x89PNG"), ("code.SVG", b"<?xml")])
def test_invite_draws_the_link(loaded: Run, tmp_path: Path, name: str, beginning: bytes) -> None:
    picture = tmp_path / name

    status, out, err = loaded(
        "invite", "--network", "economia-local", "--role", "facilitator", "--bot", "redes_bot", "--qr", str(picture)
    )

    assert (status, len(out), err) == (0, 1, [f"QR code written to {picture}"])
    assert picture.read_bytes().startswith(beginning)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--network", "movilidad"],
            'unknown network "movilidad"; there are economia-local, movilidad-sostenible',
        ),
        (["--network", "economia-local", "--city", "panma"], 'unknown city "panma"; did you mean "panama"?'),
        (
            ["--network", "economia-local", "--city", "quito"],
            '"quito" takes no part in the network "economia-local"; its cities are '
            "general-san-martin, panama, pasto, riobamba, rosario, sao-paulo",
        ),
        (
            ["--network", "economia-local"],
            "a delegate needs --city: one of general-san-martin, panama, pasto, riobamba, rosario, sao-paulo",
        ),
        (
            ["--network", "economia-local", "--role", "guest", "--uses", "0"],
            "--uses must be from 1 to 1000, --days from 1 to 366",
        ),
        (
            ["--network", "economia-local", "--role", "guest", "--uses", "3"],
            "--uses: the link of a guest is for one person; run it once for each guest",
        ),
        (
            ["--network", "economia-local", "--role", "guest", "--days", "9999"],
            "--uses must be from 1 to 1000, --days from 1 to 366",
        ),
        (
            ["--network", "economia-local", "--role", "guest", "--qr", "nowhere/code.png"],
            "nowhere/code.png: there is no folder nowhere",
        ),
        (
            ["--network", "economia-local", "--city", "panama", "--session", "1"],
            "--session is for guests: add --role guest",
        ),
    ],
)
def test_invitation_that_cannot_be_made_is_refused_in_one_line(loaded: Run, arguments: list[str], said: str) -> None:
    assert loaded("invite", "--bot", "redes_bot", *arguments) == (1, [], [f"microrredes: {said}"])


def test_guest_is_invited_to_a_session_that_is_ahead(loaded: Run) -> None:
    asked = ("invite", "--bot", "redes_bot", "--network", "economia-local", "--role", "guest", "--session", "99")

    status, out, err = loaded(*asked)

    assert (status, out) == (1, [])
    assert err[0].startswith('microrredes: "economia-local" has no session 99 ahead; sessions ahead: ')


def test_links_of_all_cities_people_and_audit_of_a_network(loaded: Run) -> None:
    asked = ("invite", "--bot", "redes_bot", "--network", "economia-local", "--all", "--csv")
    status, links, _ = loaded(*asked)

    assert (status, len(links)) == (0, 7)
    assert links[0] == "network,city,country,language,link,valid_until,people_left"
    assert all("https://t.me/redes_bot?start=" in line for line in links[1:])
    assert loaded(*asked)[1] == links
    assert loaded(*asked, "--city", "pasto")[0] == 1
    status, people, _ = loaded("people", "economia-local")
    assert (status, len(people)) == (0, 6)
    assert people[2].startswith("pasto: nobody yet, link open until ")
    status, said, _ = loaded("audit", "economia-local")
    assert (status, len(said)) == (0, 6)
    assert said[0].endswith("The technical team made an invitation: São Paulo (BR).")
    status, written, _ = loaded("audit", "economia-local", "--last", "1", "--json")
    (entry,) = json.loads("\n".join(written))
    assert (entry["deed"], entry["who"], entry["undone_at"]) == ("invitation_created", None, None)
    assert loaded("audit", "nowhere")[0] == 1


def test_invite_before_any_load_says_what_to_do(run: Run) -> None:
    assert run("invite", "--network", "x", "--city", "y", "--bot", "redes_bot") == (
        1,
        [],
        ['microrredes: unknown network "x"; there is none yet: run `microrredes load FILE` first'],
    )


def test_invite_without_token_or_name_says_what_to_do(loaded: Run) -> None:
    assert loaded("invite", "--network", "economia-local", "--role", "guest") == (
        1,
        [],
        [
            "microrredes: MICRORREDES_TOKEN is not set, so the bot's name is unknown: set it, or add --bot NAME",
        ],
    )


def test_wrong_token_is_said_without_showing_it(loaded: Run, bot_api: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = "1000000001:not-the-token-of-anybody-at-all-000"
    monkeypatch.setenv("MICRORREDES_TOKEN", wrong)
    monkeypatch.setenv("MICRORREDES_API_URL", bot_api)

    status, out, err = loaded("invite", "--network", "economia-local", "--role", "guest")

    assert (status, out) == (1, [])
    assert err == ["microrredes: Telegram does not know this MICRORREDES_TOKEN: copy it from @BotFather again"]


def test_export_writes_the_folder_and_refuses_it_the_second_time(loaded: Run, tmp_path: Path) -> None:
    folder = tmp_path / "out"

    assert loaded("export", "--out", str(folder))[:2] == (0, [str(folder)])
    again = loaded("export", "--out", str(folder))
    forced = loaded("export", "--out", str(folder), "--force")

    assert again == (
        1,
        [],
        [f"microrredes: {folder}: is not empty; name another folder, or add --force"],
    )
    assert forced[0] == 0
    assert len((folder / "cities.jsonl").read_text("utf-8").splitlines()) == 14


def test_export_of_an_unknown_network_is_refused_and_leaves_nothing(loaded: Run, tmp_path: Path) -> None:
    status, out, err = loaded("export", "--out", str(tmp_path / "out"), "--network", "x")

    assert (status, out) == (1, [])
    assert err == ['microrredes: unknown network "x"; there are economia-local, movilidad-sostenible']
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


def test_migrate_makes_the_store_and_is_harmless_again(run: Run) -> None:
    first, again = run("migrate"), run("migrate")

    assert first[0] == again[0] == 0
    assert "brought to version" in first[1][0]
    assert "already at version" in again[1][0]


def test_store_that_cannot_be_reached_is_one_line_without_the_password(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MICRORREDES_DATABASE_URL", "postgresql://bot:pass-word@127.0.0.1:1/redes")

    for arguments in (["migrate"], ["load", DEMO], ["failures", "list"]):
        status, out, err = run(*arguments)

        assert (status, out, len(err)) == (1, [], 1)
        assert "pass-word" not in err[0]
        assert "cannot be reached" in err[0]


def test_store_that_is_no_database_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "microrredes.db").write_bytes(b"this is no database, it is only text" * 100)

    status, out, err = run("load", DEMO)

    assert (status, out) == (1, [])
    assert err == ["microrredes: the store sqlite:///data/microrredes.db: file is not a database"]


def test_postgres_store_without_tables_says_what_to_do(
    run: Run, postgres_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MICRORREDES_DATABASE_URL", postgres_server)

    status, out, err = run("load", DEMO)

    assert (status, out, len(err)) == (1, [], 1)
    assert err[0].endswith("has no tables yet: run `microrredes migrate`")


def test_lists_without_anything_say_so(loaded: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.toml"
    empty.write_text("")

    assert loaded("failures", "list") == (0, [], ["no update is set aside"])
    status, out, said = loaded("load", str(empty))
    assert (status, out) == (0, [])
    assert said == [f"nothing stands in {empty}"]


def test_embedded_store_is_for_its_owner_alone(loaded: Run, tmp_path: Path) -> None:
    data = tmp_path / "data"

    assert data.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o077 for path in data.iterdir() if path.is_file()} == {
        path.name: 0 for path in data.iterdir() if path.is_file()
    }


def test_failures_are_listed_and_shown(loaded: Run) -> None:
    _set_aside()

    listed = loaded("failures", "list")
    status, out, _ = loaded("failures", "show", "7")
    full = loaded("failures", "show", "7", "--full")
    missing = loaded("failures", "show", "8")

    assert listed == (0, ["7  2027-06-02T09:00:00+00:00  message  KeyError"], [])
    assert (status, out[0]) == (0, "number 7, set aside 2027-06-02T09:00:00+00:00")
    assert json.loads("\n".join(out[1:-1])) == {
        "update_id": 7,
        "message": {
            "chat": {"id": 101, "type": "private", "first_name": "[7 characters]"},
            "text": "[11 characters]",
            "location": {"latitude": "[5 characters]"},
        },
    }
    assert out[-1] == "KeyError"
    assert json.loads("\n".join(full[1][1:-1])) == FAILED
    assert full[1][-1] == "KeyError: 'nuestra plaza'"
    assert missing == (1, [], ["microrredes: nothing was set aside as 8; see `microrredes failures list`"])


FAILED = {
    "update_id": 7,
    "message": {
        "chat": {"id": 101, "type": "private", "first_name": "Rosario"},
        "text": "entre todas",
        "location": {"latitude": -32.9},
    },
}


def _set_aside() -> None:
    import asyncio
    from datetime import UTC, datetime

    from store.database import connect
    from store.updates import set_aside

    async def work() -> None:
        database = connect("sqlite:///data/microrredes.db")
        at = datetime(2027, 6, 2, 9, tzinfo=UTC)
        await database.run(lambda session: set_aside(session, 7, FAILED, "KeyError: 'nuestra plaza'", at))
        await database.close()

    asyncio.run(work())


def test_wrong_setting_stops_every_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MICRORREDES_LOG_FORMAT", "xml")

    for arguments in (["run"], ["sandbox"], ["load", DEMO], ["export", "--out", "x"], ["doctor"], ["migrate"]):
        assert run(*arguments) == (
            1,
            [],
            ["microrredes: MICRORREDES_LOG_FORMAT: must be text or json"],
        )


def test_run_without_a_token_says_where_to_get_one(run: Run) -> None:
    status, out, err = run("run")

    assert (status, out, len(err)) == (1, [], 1)
    assert "MICRORREDES_TOKEN is not set: ask @BotFather" in err[0]


def test_make_run_opens_the_sandbox_until_there_is_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    assert command() == "sandbox"

    Path(".env").write_text(f"MICRORREDES_TOKEN={TOKEN}\n", "utf-8")
    assert command() == "run"

    Path(".env").unlink()
    monkeypatch.setenv("MICRORREDES_TOKEN", "none")
    assert command() == "run"  # which says what is wrong with it


def test_sandbox_whose_port_is_taken_says_what_to_do(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        status, out, err = run("sandbox", "--no-browser", "--port", str(port))

    assert (status, out) == (1, [])
    instead = "use `.venv/bin/microrredes sandbox --port N`"
    assert err == [f"microrredes: port {port} cannot be used (Address already in use): {instead}"]


def test_sandbox_keeps_its_store_and_files_in_the_data_folder_as_long_as_it_is_open(tmp_path: Path) -> None:
    async def opened() -> list[str]:
        async with demonstration(Settings(data_dir=tmp_path / "data")):
            return await asyncio.to_thread(lambda: [one.name for one in tmp_path.glob("data/*/*")])

    assert {"sandbox.db", "sandbox-files-"} <= {re.sub("-[^-]*$", "-", name) for name in asyncio.run(opened())}
    assert list(tmp_path.rglob("*")) == [tmp_path / "data"], (
        "a bot's own store may lie there, and nothing of ours stays"
    )


def test_sandbox_clears_what_one_that_was_killed_has_left_and_nothing_else(tmp_path: Path) -> None:
    with subprocess.Popen(["true"]) as ended:
        pass
    left, other = tmp_path / f"sandbox-{ended.pid}-abc", tmp_path / f"sandbox-{os.getppid()}-abc"
    somebodys = tmp_path / "sandbox-of-mine"
    for folder in (left, other, somebodys):
        folder.mkdir()
        (folder / "sandbox.db").touch()

    async def opened() -> None:
        async with demonstration(Settings(data_dir=tmp_path)):
            pass

    asyncio.run(opened())

    assert set(tmp_path.iterdir()) == {other, somebodys}


def test_sandbox_without_a_place_for_its_store_is_one_line(run: Run) -> None:
    Path("data").write_text("no folder")

    status, out, err = run("sandbox", "--no-browser", "--port", "0")

    assert (status, out) == (1, [])
    assert err == ["microrredes: data: cannot be written to (File exists); name another folder in MICRORREDES_DATA_DIR"]


def test_run_with_a_webhook_whose_port_is_taken_is_one_line(
    run: Run, bot_api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MICRORREDES_TOKEN", TOKEN)
    monkeypatch.setenv("MICRORREDES_API_URL", bot_api)
    monkeypatch.setenv("MICRORREDES_WEBHOOK_URL", "http://127.0.0.1:8080/telegram")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        monkeypatch.setenv("MICRORREDES_WEBHOOK_LISTEN", listen)

        status, out, err = run("run")

    assert (status, out, err[1:]) == (1, [], [])
    assert err[0] == f"microrredes: MICRORREDES_WEBHOOK_LISTEN: {listen} cannot be used (Address already in use)"


def test_run_with_telegram_out_of_reach_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MICRORREDES_TOKEN", TOKEN)
    monkeypatch.setenv("MICRORREDES_API_URL", "http://127.0.0.1:1")

    status, out, err = run("run")

    assert (status, out, len(err)) == (1, [], 1)
    assert err[0].startswith("microrredes: http://127.0.0.1:1 cannot be reached")


def _process(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=_hear_interrupts,
    )


def _hear_interrupts() -> None:
    """A shell that puts these tests in the background has them ignore Ctrl+C, and all that they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_module_runs_as_the_command_does() -> None:
    process = _process("load", "missing.toml")
    out, err = process.communicate(timeout=30)

    assert (process.returncode, out) == (1, "")
    assert err == "microrredes: missing.toml: cannot be read: No such file or directory\n"


def test_reader_that_goes_away_is_no_failure() -> None:
    process = _process("doctor")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None

    assert process.wait(30) == 0
    assert process.stderr.read() == ""
    process.stderr.close()


def test_interrupt_ends_quietly(tmp_path: Path) -> None:
    pipe = tmp_path / "slow.toml"
    os.mkfifo(pipe)
    process = _process("load", str(pipe))
    with pipe.open("w"):  # opens once the command reads it
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)

    assert (process.returncode, err) == (1, "")
