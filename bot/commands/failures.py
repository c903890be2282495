"""`microrredes failures`: updates that the bot broke on."""

import argparse
import asyncio
import json

from bot.commands.opening import prepare_store, store_failures, with_store
from bot.settings import read_settings
from bot.terminal import Stop, out, remark
from store.database import Database
from store.models import FailedUpdate
from store.updates import failed_updates


def list_failures(_arguments: argparse.Namespace) -> int:
    """One line for each update that waits: number, time, the last line of its error."""

    async def work(database: Database) -> list[FailedUpdate]:
        return await database.read(failed_updates)

    failures = with_store(read_settings(), work)
    if not failures:
        remark("no update was set aside")
    for failure in failures:
        error = failure.error.strip().splitlines() or [""]
        out(f"{failure.update_id}  {failure.failed_at.isoformat(timespec='seconds')}  {error[-1]}")
    return 0


def show_failure(arguments: argparse.Namespace) -> int:
    """The update as it came, and the whole error."""

    async def work(database: Database) -> FailedUpdate:
        return await _find(database, arguments.update)

    failure = with_store(read_settings(), work)
    out(f"number {failure.update_id}, set aside {failure.failed_at.isoformat(timespec='seconds')}")
    if failure.retried_at is not None:
        out(f"retried {failure.retried_at.isoformat(timespec='seconds')}")
    out(json.dumps(failure.body, ensure_ascii=False, indent=2))
    out(failure.error.rstrip())
    return 0


def retry_failure(arguments: argparse.Namespace) -> int:
    """Handles the update again; its letters go out with those of the running bot."""
    settings = read_settings()

    async def work(database: Database) -> FailedUpdate:
        return await _find(database, arguments.update)

    with_store(settings, work)
    with store_failures(settings):
        prepare_store(settings)
        from bot.application import retry_update
        from bot.commands.account import telegram_failures

        with telegram_failures(settings):
            done = asyncio.run(retry_update(settings, arguments.update))
    if not done:
        raise Stop(f"update {arguments.update} broke again: see `microrredes failures show {arguments.update}`")
    out(f"update {arguments.update} is done")
    return 0


async def _find(database: Database, update_id: int) -> FailedUpdate:
    failure = await database.read(lambda session: session.get(FailedUpdate, update_id))
    if failure is None:
        raise Stop(f"nothing was set aside as {update_id}; see `microrredes failures list`")
    return failure
