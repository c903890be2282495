"""What commands say on the terminal: results on standard output, everything else on standard error."""

import sys


class Stop(Exception):
    """A command ends here with one clear line on standard error and status 1."""


def out(line: str) -> None:
    """A line of result."""
    sys.stdout.write(f"{line}\n")


def remark(line: str) -> None:
    """A line for the person who looks on; never part of the result."""
    sys.stderr.write(f"{line}\n")


def meanwhile(line: str) -> None:
    """A line for who waits at a terminal before something that takes a while."""
    if sys.stderr.isatty():
        remark(line)


def one_line(text: str) -> str:
    """Text without line breaks."""
    return " ".join(text.split())
