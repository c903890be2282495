"""What the first second needs and nobody later, glibc would keep for itself, in a heap for each thread."""

import sys
from typing import Any

M_ARENA_MAX = -8  # malloc.h


def share_one_heap() -> None:
    """All threads on one. To be said before there are any; they take turns anyway."""
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
