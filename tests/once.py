"""What is made once in a run of the tests, by whichever of its processes needs it first."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fasteners

NAMED = "MICRORREDES_TESTS_FOLDER"  # in the environment: the processes of a run inherit it
MEMORY = Path("/dev/shm")
ENOUGH_MEMORY = 2 * 2**30  # bytes; a run takes a quarter of it


def begin_run() -> None:
    """Makes the folder of this run. In memory where there is some: on a disk every commit waits."""
    is_roomy = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH_MEMORY
    root = str(MEMORY) if is_roomy else tempfile.gettempdir()
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", root)  # where `tmp_path` is
    os.environ[NAMED] = tempfile.mkdtemp(prefix="microrredes-tests-", dir=root)
    run_folder().chmod(0o755)  # a PostgreSQL server that root starts runs as a user of its own


def end_run() -> None:
    """Takes away all that was made."""
    shutil.rmtree(run_folder(), ignore_errors=True)


def run_folder() -> Path:
    """What the processes of a run share, gone at its end."""
    return Path(os.environ[NAMED])


@contextmanager
def alone(name: str) -> Iterator[Path]:
    """A place for what has this name, to one process at a time: whoever finds nothing there makes it."""
    path = run_folder() / name
    with fasteners.InterProcessLock(path.with_name(f".{name}.lock")):
        yield path
