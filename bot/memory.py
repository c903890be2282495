"""What a bot at rest need not hold: docstrings, and what only the first second has needed."""

import os
import sys
from importlib.util import cache_from_source, find_spec
from pathlib import Path
from typing import Any

M_ARENA_MAX = -8  # malloc.h
WITHOUT_DOCSTRINGS = 2  # `-OO`
A_LIBRARY = "telegram"  # what holds for it holds for all


def leave_out_docstrings() -> None:
    """Starts this process anew without them, under the same number, where that makes no start slower from then on.

    They are a sixteenth of what the bot holds, and nobody reads them there.
    """
    if sys.flags.optimize < WITHOUT_DOCSTRINGS and sys.platform != "win32" and _is_compiled_once():
        sys.stdout.flush()
        sys.stderr.flush()
        os.execv(sys.executable, [sys.executable, "-OO", *sys.orig_argv[1:]])  # noqa: S606 - itself, as it was called


def _is_compiled_once() -> bool:
    """Modules are kept compiled apart for this. Where they are not and nobody may write, each start would compile."""
    library = find_spec(A_LIBRARY)
    if library is None or library.origin is None:
        return False
    compiled = Path(cache_from_source(library.origin, optimization=WITHOUT_DOCSTRINGS))
    return compiled.exists() or (os.access(compiled.parent, os.W_OK) and not sys.dont_write_bytecode)


def share_one_heap() -> None:
    """All threads on one, where glibc would keep one for each. To be said before there are any."""
    _glibc("mallopt", M_ARENA_MAX, 1)


def give_back() -> None:
    """What is free goes back to the machine."""
    _glibc("malloc_trim", 0)


def _glibc(function: str, *arguments: int) -> None:
    if sys.platform == "linux":
        from ctypes import CDLL

        called: Any = getattr(CDLL(None), function, None)  # another library has none
        if called is not None:
            called(*arguments)
