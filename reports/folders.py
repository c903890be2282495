"""A folder of files that is there whole, or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from actions.refusals import Refused

EMPTY_OR_FORCED = "name another folder, or add --force"


class FolderRefused(Refused):
    """The folder cannot be written to, or holds something; its text says which."""


def check_folder(folder: Path, *, force: bool, instead: str = EMPTY_OR_FORCED) -> None:
    """Refuses a folder that holds something, unless forced to add to it. instead: what to do."""
    try:
        if folder.is_dir() and not force and any(folder.iterdir()):
            raise FolderRefused(f"{folder}: is not empty; {instead}")
        if not folder.is_dir() and (folder.exists() or folder.is_symlink()):
            raise FolderRefused(f"{folder}: is no folder")
    except OSError as failure:
        raise FolderRefused(f"{folder}: {failure.strerror or failure}") from None


@contextmanager
def made_beside(folder: Path, *, last: str = "") -> Iterator[Path]:
    """A folder to write into, which takes the place of `folder` when all of it is there; else nothing is left of it.

    Only its owner may read it. Where `folder` holds something, each file replaces the one of its name, `last` after all
    others: where that is there, all is.
    """
    folder = folder.absolute()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as failure:
        raise FolderRefused(f"{folder}: cannot be written: {failure.strerror or failure}") from None
    try:
        yield making
        _put_in_place(making, folder, last)
    except OSError as failure:
        raise FolderRefused(f"{folder}: cannot be written: {failure.strerror or failure}") from None
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _put_in_place(making: Path, folder: Path, last: str) -> None:
    """One rename where there was nothing; else file by file, each of them whole, and nothing else is touched."""
    if not folder.exists():
        making.rename(folder)
        return
    for file in sorted(making.iterdir(), key=lambda file: (file.name == last, file.name)):
        file.replace(folder / file.name)
