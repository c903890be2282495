"""Wires the parts together: settings, intake, delivery, the command line."""

import sys
from types import ModuleType

# What structlog imports only where it is there, to colour tracebacks: four megabytes for as long as the bot runs.
# Whoever needs it later (`bot/progress.py`) finds it.
_NEEDLESS = [name for name in ("rich", "pygments") if name not in sys.modules]
sys.modules.update(dict.fromkeys(_NEEDLESS))  # type: ignore[arg-type]  # None: the import finds nothing
try:
    import structlog  # noqa: F401
finally:
    for _name in _NEEDLESS:
        del sys.modules[_name]


class HTTPXRequest:
    """Stands for python-telegram-bot's own transport, which would bring httpx: ours is `bot/transport.py`."""


_transport = ModuleType("telegram.request._httpxrequest")
_transport.__dict__["HTTPXRequest"] = HTTPXRequest
sys.modules.setdefault(_transport.__name__, _transport)
