"""The `microrredes` command: reads its arguments, then runs one command and says what became of it.

Only the command that is asked for is imported: the start is what people wait for.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from bot.memory import leave_out_docstrings
from bot.parsers import build_parser
from bot.parsers.running import RUN
from bot.terminal import Stop, one_line, remark

REFUSED = 1


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


if __name__ == "__main__":
    sys.exit(main())
