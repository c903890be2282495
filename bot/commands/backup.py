"""`microrredes backup` and `restore`."""

import argparse
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType

from bot.commands.opening import store_failures, told
from bot.progress import Progress
from bot.settings import Settings, read_settings
from bot.terminal import Stop, out, remark
from store.backup import Letters, NotEmpty, Restored, Unusable, save
from store.backup import restore as restore_store
from store.database.replacing import StoreBroken, StoreInUse

MEGABYTE = 1_000_000


def backup(arguments: argparse.Namespace) -> int:
    """Writes the file, and prints its name."""
    settings = read_settings()
    with _failures(settings), Progress("backup") as progress:
        now = datetime.now(UTC)
        about = save(settings.database_url, arguments.file, now, force=arguments.force, tell=progress.tell)
    size = arguments.file.stat().st_size / MEGABYTE
    remark(f"{about.rows} rows of {len(about.tables)} tables, version {about.revision}, {size:.1f} MB")
    out(str(arguments.file))
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Restores, and says what that means for the letters that wait."""
    settings = read_settings()
    now = datetime.now(UTC)
    with _failures(settings), Progress("restore") as progress:
        done = restore_store(settings.database_url, arguments.file, now, force=arguments.force, tell=progress.tell)
    for line in _told(settings, done):
        out(line)
    return 0


def _told(settings: Settings, done: Restored) -> Iterator[str]:
    yield f"{told(settings)}: {done.about.rows} rows as they were at {_at(done.about.made_at)}"
    if done.kept is not None:
        yield f"the store of before is kept as {done.kept}"
    yield from _told_of_letters(done.letters)
    yield "nothing was sent; look first (`microrredes rehearse NETWORK`), then start the bot"


def _told_of_letters(letters: Letters) -> Iterator[str]:
    since = f", the oldest since {_at(letters.oldest)}" if letters.oldest else ""
    yield f"letters: {letters.waiting} wait, {letters.due} of them are due{since}"
    if letters.due:
        yield "  those go out when the bot starts; what the old one had sent after the backup comes a second time"
    if letters.late:
        yield f"  {letters.late} were due too long ago (answers two hours, others a day) and are not sent any more"


@contextmanager
def _failures(settings: Settings) -> Iterator[None]:
    """Whatever stands in the way, in one line; a signal to end leaves nothing half done behind."""
    with store_failures(settings), _ending_in_order():
        try:
            yield
        except Unusable as wrong:
            raise Stop(str(wrong)) from None
        except StoreInUse:
            raise Stop(f"the store {told(settings)} is in use: stop the bot, each of its processes") from None
        except StoreBroken as broken:
            way = "--force puts the backup in its place, and keeps the file"
            raise Stop(f"the store {told(settings)} cannot be read ({broken}): {way}") from None
        except NotEmpty as there:
            raise Stop(_not_empty(settings, there)) from None


def _not_empty(settings: Settings, there: NotEmpty) -> str:
    people, networks = (there.rows.get(table, 0) for table in ("person", "network"))
    found = f"{people} people, {networks} networks, {sum(there.rows.values())} rows in all"
    return (
        f"the store {told(settings)} is not empty ({found}): "
        "`microrredes backup` it to another file, then --force replaces all of it"
    )


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """SIGTERM, as at the end of a machine's day, ends as Ctrl+C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
