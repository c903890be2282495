"""What commands of the command line are made of."""

import argparse
from datetime import date
from pathlib import Path
from typing import NoReturn, TypeAlias


class Parser(argparse.ArgumentParser):
    """argparse, with one line on standard error where it would print the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
Actions: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_command(commands: Commands, name: str, command: str, summary: str, examples: str) -> argparse.ArgumentParser:
    """A command; `command`: its module and function, which is imported when it is asked for."""
    parser = commands.add_parser(
        name,
        help=summary,
        description=summary[:1].upper() + summary[1:] + ".",
        epilog=f"examples:\n{examples}" if examples else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=command)
    return parser


def add_action(kinds: Actions, name: str, function: str, summary: str) -> argparse.ArgumentParser:
    """One of what can be done with a consultation."""
    kind = kinds.add_parser(name, help=summary, description=summary[:1].upper() + summary[1:] + ".")
    kind.set_defaults(command=f"bot.commands.consultation:{function}")
    kind.add_argument("slug", metavar="SLUG", help="the consultation, as otono-2027")
    return kind


def port(text: str) -> int:
    """A port, or the sentence that it is none."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f'"{text}" is no port: a number from 0 to 65535')
    return int(text)


def day(text: str) -> date:
    """A day, or the sentence that it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no date: year, month and day, as 2027-06-01') from None


def picture(text: str) -> Path:
    """Where a picture is to go, by its ending."""
    path = Path(text)
    if path.suffix.lower() not in {".png", ".svg"}:
        raise argparse.ArgumentTypeError(f'"{text}" must end in .png or .svg')
    return path
