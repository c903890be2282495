"""A process that leaves out its docstrings."""

import os
import subprocess
import sys
from pathlib import Path

LEAVES_OUT = """
import os, sys
print(os.getpid())
from bot.memory import leave_out_docstrings
leave_out_docstrings()
print(sys.flags.optimize, sys.argv[1:], bool(leave_out_docstrings.__doc__))
"""


def _said(*options: str, **environment: str) -> list[str]:
    command = [sys.executable, *options, "-c", LEAVES_OUT, "--an", "argument"]
    process = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=True)
    return process.stdout.splitlines()


def test_process_begins_anew_without_docstrings_as_it_was_called() -> None:
    first, again, told = _said("-X", "utf8")

    assert first == again
    assert told == "2 ['--an', 'argument'] False"


def test_no_start_compiles_what_cannot_be_kept(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "not-there")

    assert _said(PYTHONPYCACHEPREFIX=nowhere)[-1] == "0 ['--an', 'argument'] True"
    assert _said(PYTHONPYCACHEPREFIX=nowhere, PYTHONDONTWRITEBYTECODE="1")[-1] == "0 ['--an', 'argument'] True"
