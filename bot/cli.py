"""The `microrredes` command: reads its arguments, then runs one command and says what became of it.

Only the command that is asked for is imported: the start is what people wait for.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import NoReturn, TypeAlias

from bot.memory import leave_out_docstrings
from bot.terminal import Stop, one_line, remark

REFUSED = 1
RUN = "bot.commands.running:run"

SETTINGS = """\
settings are read from the environment and from the file .env; the most important:
  MICRORREDES_TOKEN         the bot's token, from @BotFather
  MICRORREDES_DATABASE_URL  postgresql://...; without it SQLite in MICRORREDES_DATA_DIR
  MICRORREDES_DATA_DIR      where the store and files are kept (./data)
  MICRORREDES_LOG_LEVEL     DEBUG, INFO, WARNING or ERROR; MICRORREDES_LOG_FORMAT text or json

to have a look without a token or an account:  microrredes sandbox
"""


class Parser(argparse.ArgumentParser):
    """argparse, with one line on standard error where it would print the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; gives its exit status: 0 done, 1 refused or failed, 2 wrong usage."""
    chosen = build_parser().parse_args(arguments)
    if arguments is None and chosen.command == RUN:  # this process is the command's own
        leave_out_docstrings()
    try:
        status = _command(chosen.command)(chosen)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return REFUSED
    except BrokenPipeError:
        _leave_the_pipe()
        return 0
    except Exception as failure:
        remark(f"microrredes: {_explained(failure)}")
        return REFUSED
    return status


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    module, function = name.split(":")
    command: Callable[[argparse.Namespace], int] = getattr(import_module(module), function)
    return command


def _explained(failure: Exception) -> str:
    """What is expected to go wrong, in one line; anything else is a fault of ours and rises."""
    from actions.refusals import Refused
    from bot.settings import SettingsWrong

    if isinstance(failure, Stop | SettingsWrong | Refused):
        return one_line(str(failure)) or type(failure).__name__
    raise failure


def _leave_the_pipe() -> None:
    # Whoever read our output has gone; without this Python complains once more at its end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def build_parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    parser = Parser(
        prog="microrredes",
        description="A Telegram bot that runs the coordination of networks of cities.",
        epilog=SETTINGS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_run(commands)
    _add_sandbox(commands)
    _add_load(commands)
    _add_invite(commands)
    _add_people(commands)
    _add_audit(commands)
    _add_rehearse(commands)
    _add_close(commands)
    _add_report(commands)
    _add_consultation(commands)
    _add_compose(commands)
    _add_export(commands)
    _add_backup(commands)
    _add_restore(commands)
    _add_migrate(commands)
    _add_doctor(commands)
    _add_failures(commands)
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
Actions: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add(commands: Commands, name: str, command: str, summary: str, examples: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name,
        help=summary,
        description=summary[:1].upper() + summary[1:] + ".",
        epilog=f"examples:\n{examples}" if examples else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=command)
    return parser


def _add_run(commands: Commands) -> None:
    _add(
        commands,
        "run",
        RUN,
        "run the bot, by polling, or by webhook when MICRORREDES_WEBHOOK_URL is set",
        "  MICRORREDES_TOKEN=123456:ABC... microrredes run\n\n"
        "An embedded store is made and brought up to date by itself. Ctrl-C or SIGTERM stops in order.",
    )


def _add_sandbox(commands: Commands) -> None:
    parser = _add(
        commands,
        "sandbox",
        "bot.commands.running:sandbox",
        "try everything on this computer: a local Bot API, a web page of phones and the bot; needs no token",
        "  microrredes sandbox\n  microrredes sandbox --port 9000 --no-browser",
    )
    parser.add_argument("--port", type=_port, default=8081, help="port of the page (default: %(default)s)")
    parser.add_argument("--no-browser", action="store_true", help="do not open the page in a browser")


def _add_load(commands: Commands) -> None:
    parser = _add(
        commands,
        "load",
        "bot.commands.programme:load",
        "load programme data: cities, networks with their sessions, archives",
        "  microrredes load demo/programme.toml\n\n"
        "Says what it created, changed and left. Loading the same file again changes nothing; a file with a fault is\n"
        "refused whole. Sessions that somebody moved or cancelled stay as they are.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a TOML file, as demo/programme.toml")


def _add_invite(commands: Commands) -> None:
    parser = _add(
        commands,
        "invite",
        "bot.commands.programme:invite",
        "make an invitation link; prints the link alone",
        "  microrredes invite --network movilidad-sostenible --city zaragoza\n"
        "  microrredes invite --network movilidad-sostenible --city quito --uses 3 --qr quito.png\n"
        "  microrredes invite --network economia-local --role coordinator --days 7\n"
        "  microrredes invite --network economia-local --role guest --session 3\n"
        "  microrredes invite --network economia-local --all --csv > links.csv",
    )
    parser.add_argument("--network", required=True, metavar="SLUG", help="the network that the link leads to")
    parser.add_argument("--city", metavar="SLUG", help="the city that the person speaks for; delegates need one")
    parser.add_argument(
        "--role",
        choices=("delegate", "coordinator", "facilitator", "guest"),
        default="delegate",
        help="(default: %(default)s)",
    )
    parser.add_argument("--session", type=int, metavar="N", help="to which a guest comes (default: the next one)")
    parser.add_argument("--uses", type=int, default=1, metavar="N", help="people who may use it (default: 1)")
    parser.add_argument("--days", type=int, default=30, metavar="N", help="days that it is valid (default: 30)")
    parser.add_argument("--qr", type=_picture, metavar="FILE", help="also write it as a QR code: .png or .svg")
    parser.add_argument("--bot", metavar="NAME", help="the bot's user name; without it Telegram is asked")
    parser.add_argument(
        "--all", action="store_true", help="a link for each city, as CSV: open ones stay, missing ones are made"
    )
    parser.add_argument("--csv", action="store_true", help="as CSV, which --all always is")


def _add_people(commands: Commands) -> None:
    parser = _add(
        commands,
        "people",
        "bot.commands.coordinating:people",
        "list who is there for each city of a network, those from which nobody has come first",
        "  microrredes people movilidad-sostenible",
    )
    parser.add_argument("network", metavar="NETWORK", help="its slug, as movilidad-sostenible")


def _add_audit(commands: Commands) -> None:
    parser = _add(
        commands,
        "audit",
        "bot.commands.coordinating:audit",
        "list what was done in a network: who, when, what; newest first",
        "  microrredes audit movilidad-sostenible\n  microrredes audit movilidad-sostenible --last 500 --json",
    )
    parser.add_argument("network", metavar="NETWORK", help="its slug, as movilidad-sostenible")
    parser.add_argument("--last", type=int, default=100, metavar="N", help="how many entries (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="one JSON document, with what was before and after")


def _add_rehearse(commands: Commands) -> None:
    parser = _add(
        commands,
        "rehearse",
        "bot.commands.rehearsing:rehearse",
        "show every message that a network would send by itself; sends nothing",
        "  microrredes rehearse movilidad-sostenible\n"
        "  microrredes rehearse movilidad-sostenible --from 2027-06-01 --to 2027-06-30\n"
        "  microrredes rehearse movilidad-sostenible --html movilidad.html\n\n"
        "The bot's own clock, in a copy of the network in memory: the store, and a bot that runs beside it, stay as\n"
        "they are. What people will answer, write or announce is not guessed: who has not answered is asked again,\n"
        "and what follows from an answer does not come. Moments are those at which letters are due; Telegram's pace\n"
        "adds some seconds. People who are in other networks, too, are shown with what these send them. The keys of\n"
        "--json stand in docs/operations.md.",
    )
    parser.add_argument("network", metavar="NETWORK", help="its slug, as movilidad-sostenible")
    parser.add_argument(
        "--from", dest="since", type=_date, metavar="DATE", help="first day that is shown, as 2027-06-01 (today)"
    )
    parser.add_argument(
        "--to",
        dest="until",
        type=_date,
        metavar="DATE",
        help="last day (four weeks after the last session; without one, half a year)",
    )
    parser.add_argument("--json", action="store_true", help="one JSON document instead of the table")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a page with a calendar, and print its name")


def _add_close(commands: Commands) -> None:
    parser = _add(
        commands,
        "close",
        "bot.commands.closing:close",
        "show what is missing before a network ends; with --yes, close it",
        "  microrredes close movilidad-sostenible\n"
        "  microrredes close movilidad-sostenible --yes --least 4\n\n"
        "A closed network is read and searched, and nothing is added to it. Its farewell and the certificates leave\n"
        "24 hours later; until then a coordinator can reopen it in the bot.",
    )
    parser.add_argument("network", metavar="NETWORK", help="its slug, as movilidad-sostenible")
    parser.add_argument("--yes", action="store_true", help="close it; without this nothing is changed")
    parser.add_argument("--least", type=int, metavar="N", help="sessions for a certificate (two thirds of them)")


def _add_report(commands: Commands) -> None:
    parser = _add(
        commands,
        "report",
        "bot.commands.report:report",
        "write the closing report of a network: PDF, a page, and the records behind each figure as CSV",
        "  microrredes report movilidad-sostenible --out report\n"
        "  microrredes report movilidad-sostenible --out report --language es --language pt\n"
        "  microrredes report movilidad-sostenible --out quito --city quito\n\n"
        "Names nobody, and hides what there is once or twice. Of a network that has not ended it is a preliminary one.",
    )
    parser.add_argument("network", metavar="NETWORK", help="its slug, or that of an archive")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write: new, or empty")
    parser.add_argument(
        "--language",
        action="append",
        default=[],
        choices=("es", "pt", "ca", "en", "all"),
        help="repeatable (that of most of its cities)",
    )
    parser.add_argument("--city", metavar="SLUG", help="begin with the page of this city")


def _add_consultation(commands: Commands) -> None:
    parser = _add(
        commands,
        "consultation",
        "bot.commands.consultation:show_results",
        "read what members wish for, need and offer from CSV, write it, and count it",
        "  microrredes consultation import otono-2027 answers.csv\n"
        "  microrredes consultation results otono-2027\n"
        "  microrredes consultation export otono-2027 answers.csv\n"
        "  microrredes consultation links otono-2027 > links.csv\n\n"
        "The columns of the file stand in docs/composition.md.",
    )
    kinds = parser.add_subparsers(metavar="ACTION", required=True)
    importing = _add_action(
        kinds, "import", "import_answers", "read a CSV file, all of it or nothing; the first one makes the consultation"
    )
    importing.add_argument(
        "file", type=Path, metavar="FILE.csv", help="a row for each member, in UTF-8; - for standard input"
    )
    exporting = _add_action(
        kinds, "export", "export_answers", "write all answers as a CSV file that can be imported again"
    )
    exporting.add_argument("file", metavar="FILE.csv", help="the file to write, - for standard output")
    links = _add_action(kinds, "links", "print_links", "print the links by which members answer, as CSV")
    links.add_argument("--bot", metavar="NAME", help="the bot's user name; without it Telegram is asked")
    results = _add_action(
        kinds, "results", "show_results", "who has answered, and what is wished for, needed and offered"
    )
    results.add_argument("--json", action="store_true", help="one JSON document instead of the tables")


def _add_action(kinds: Actions, name: str, function: str, summary: str) -> argparse.ArgumentParser:
    kind = kinds.add_parser(name, help=summary, description=summary[:1].upper() + summary[1:] + ".")
    kind.set_defaults(command=f"bot.commands.consultation:{function}")
    kind.add_argument("slug", metavar="SLUG", help="the consultation, as otono-2027")
    return kind


def _add_compose(commands: Commands) -> None:
    parser = _add(
        commands,
        "compose",
        "bot.commands.composing:compose",
        "propose networks from a consultation: which fields, and who joins which; changes nothing until confirmed",
        "  microrredes compose otono-2027\n"
        "  microrredes compose otono-2027 --lock quito=movilidad --exclude pasto=vivienda\n"
        "  microrredes compose otono-2027 --json > a.json\n"
        "  microrredes compose otono-2027 --lock quito=movilidad --compare a.json\n"
        "  microrredes compose otono-2027 --confirm --bot our_bot          # shows the plan\n"
        "  microrredes compose otono-2027 --confirm --bot our_bot --yes --letters letters\n"
        "  microrredes compose otono-2027 --undo --yes\n\n"
        "Says for each member why it is there or is left out, and whether there can be a better proposal. What is\n"
        "maximised, and the keys of --json, stand in docs/composition.md. Status 1 when no grouping exists.",
    )
    parser.add_argument("slug", metavar="SLUG", help="the consultation, as otono-2027")
    parser.add_argument("--min", type=int, default=6, metavar="N", help="members of a network at least (default: 6)")
    parser.add_argument("--max", type=int, default=8, metavar="N", help="members of a network at most (default: 8)")
    parser.add_argument(
        "--per-member", type=int, default=1, metavar="N", help="networks of a member at most (default: 1)"
    )
    parser.add_argument(
        "--lock", action="append", default=[], metavar="CITY=FIELD", help="this member joins this field's network"
    )
    parser.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="CITY=FIELD",
        help="this member does not join this field's network",
    )
    parser.add_argument("--any-hour", action="store_true", help="also networks without an hour that suits all members")
    parser.add_argument(
        "--seconds",
        type=float,
        metavar="S",
        help="look for the very best that long (8, or until near enough to the bound)",
    )
    parser.add_argument("--compare", type=Path, metavar="A.json", help="show what changes from this earlier proposal")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of the lists")
    parser.add_argument(
        "--confirm", action="store_true", help="show the networks that would be made of the best proposal"
    )
    parser.add_argument("--undo", action="store_true", help="take back the networks that were made last")
    parser.add_argument("--yes", action="store_true", help="with --confirm or --undo: do it")
    parser.add_argument("--month", metavar="YYYY-MM", help="of the first sessions (the first that leaves four weeks)")
    parser.add_argument("--letters", type=Path, metavar="DIR", help="write a call letter for each city there, as PDF")
    parser.add_argument("--bot", metavar="NAME", help="the bot behind the links (asked of Telegram)")


def _add_export(commands: Commands) -> None:
    parser = _add(
        commands,
        "export",
        "bot.commands.store:export",
        "write everything that was shared as JSON Lines, one file for each kind of record",
        "  microrredes export --out export\n"
        "  microrredes export --out movilidad --network movilidad-sostenible\n\n"
        "Holds names of people and what they wrote: keep it as you keep the store. Left out are Telegram's ids of\n"
        "people and groups and the keys of invitations: they open doors and say nothing.",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write")
    parser.add_argument("--network", metavar="SLUG", help="only what belongs to this network")
    parser.add_argument(
        "--force",
        action="store_true",
        help="write into a folder that is not empty: replaces files of these names, leaves the others",
    )


def _add_backup(commands: Commands) -> None:
    parser = _add(
        commands,
        "backup",
        "bot.commands.backup:backup",
        "write the whole store, as it is at one moment, to a file; the bot may run beside it",
        "  microrredes backup microrredes.zip\n"
        '  microrredes backup "/var/backups/microrredes-$(date +%F).zip"\n\n'
        "The same kind of file from SQLite and from PostgreSQL: restored into the other one, it is the way to move.\n"
        "Holds names, drafts and letters: only its owner may read it. Not in it are the token and your settings.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write, as microrredes.zip")
    parser.add_argument("--force", action="store_true", help="replace a file that is there already")


def _add_restore(commands: Commands) -> None:
    parser = _add(
        commands,
        "restore",
        "bot.commands.backup:restore",
        "make the store what it was when a backup was made, all of it or nothing; stop the bot first",
        "  microrredes restore microrredes.zip\n"
        "  MICRORREDES_DATABASE_URL=postgresql://... microrredes restore microrredes.zip\n\n"
        "A backup of an earlier version is brought up to date. Sends nothing: says how many letters wait and since\n"
        "when, which go out when the bot is started. What was due long before is not sent any more.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="what `microrredes backup` has written")
    parser.add_argument(
        "--force",
        action="store_true",
        help="replace a store that is not empty: an SQLite file is kept beside, what PostgreSQL held is gone",
    )


def _add_migrate(commands: Commands) -> None:
    _add(
        commands,
        "migrate",
        "bot.commands.store:migrate",
        "bring the store's tables to the newest version",
        "  MICRORREDES_DATABASE_URL=postgresql://... microrredes migrate\n\n"
        "Harmless when there is nothing to do, and when several start at once.",
    )


def _add_doctor(commands: Commands) -> None:
    _add(
        commands,
        "doctor",
        "bot.commands.store:doctor",
        "check token, rights, store, time zones, texts and disk, and say what to do",
        "  microrredes doctor\n\nChanges nothing. Status 1 when a check fails; warnings do not count.",
    )


def _add_failures(commands: Commands) -> None:
    parser = _add(
        commands,
        "failures",
        "bot.commands.failures:list_failures",
        "look at updates of Telegram that the bot broke on, and try them again",
        "  microrredes failures list\n  microrredes failures show 812345\n  microrredes failures retry 812345",
    )
    kinds = parser.add_subparsers(metavar="ACTION", required=True)
    listing = kinds.add_parser("list", help="one line for each that waits")
    listing.set_defaults(command="bot.commands.failures:list_failures")
    for name, summary in (
        ("show", "where the bot broke on one, and what kind of update it is; no names and no texts"),
        ("retry", "handle it again, as if it had just come; status 1 when the bot breaks on it again"),
    ):
        kind = kinds.add_parser(name, help=summary, description=summary[:1].upper() + summary[1:] + ".")
        kind.add_argument("update", type=int, metavar="ID", help="its number, from the list")
        kind.set_defaults(command=f"bot.commands.failures:{name}_failure")
        if name == "show":
            kind.add_argument("--full", action="store_true", help="all of it, with what the person wrote")


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f'"{text}" is no port: a number from 0 to 65535')
    return int(text)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no date: year, month and day, as 2027-06-01') from None


def _picture(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in {".png", ".svg"}:
        raise argparse.ArgumentTypeError(f'"{text}" must end in .png or .svg')
    return path


if __name__ == "__main__":
    sys.exit(main())
