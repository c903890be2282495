"""What is told of an exception that nobody expected. Its own words may repeat what a person wrote: not into the log."""

import traceback
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent


def place(error: BaseException) -> str:
    """Its kind, and the last place in our own code: `KeyError in do_share, actions/challenges.py line 81`."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_ours(Path(frame.filename))]
    if not ours:
        return type(error).__name__
    last = ours[-1]
    return f"{type(error).__name__} in {last.name}, {Path(last.filename).relative_to(CHECKOUT)} line {last.lineno}"


def frames(error: BaseException) -> str:
    """The way there, and the way to what it came from; without their words."""
    came_from = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = "" if came_from is None else f"{frames(came_from)}, then\n"
    way = "".join(traceback.format_tb(error.__traceback__))
    return f"{before}{way}{type(error).__name__}"


def whole(error: BaseException) -> str:
    """The place in the first line, then everything."""
    return f"{place(error)}\n\n{''.join(traceback.format_exception(error))}"


def _is_ours(path: Path) -> bool:
    return path.is_relative_to(CHECKOUT) and ".venv" not in path.parts
