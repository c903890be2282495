"""Wires the parts together: settings, intake, delivery, the command line."""

import sys

# What structlog and httpx import only where it is there, to colour tracebacks and for a command line of their own:
# five megabytes for as long as the bot runs. Whoever needs them later (`bot/progress.py`) finds them.
_NEEDLESS = [name for name in ("rich", "pygments", "click") if name not in sys.modules]
sys.modules.update(dict.fromkeys(_NEEDLESS))  # type: ignore[arg-type]  # None: the import finds nothing
try:
    import httpx  # noqa: F401
    import structlog  # noqa: F401
finally:
    for _name in _NEEDLESS:
        del sys.modules[_name]
