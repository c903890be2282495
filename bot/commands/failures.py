"""`microrredes failures`: updates that the bot broke on."""

import argparse
import asyncio
import json
from datetime import datetime
from typing import Any

from bot.commands.opening import prepare_store, store_failures, with_store
from bot.logs import set_up_logs
from bot.settings import read_settings
from bot.terminal import Stop, out, remark
from store.database import Database
from store.models import FailedUpdate
from store.updates import failed_updates

HIDDEN = "[{} characters]"
# What Telegram wrote, or the bot itself: all other texts in an update are a person's.
NOT_WRITTEN = frozenset({"type", "status", "id", "data", "language_code", "mime_type", "chat_instance"})
ELSEWHERE = frozenset({"latitude", "longitude"})


def list_failures(_arguments: argparse.Namespace) -> int:
    """One line for each update that waits: number, time, what it is, where the bot broke on it."""

    async def work(database: Database) -> list[FailedUpdate]:
        return await database.read(failed_updates)

    failures = with_store(read_settings(), work)
    for failure in failures:
        out(f"{failure.update_id}  {_at(failure.failed_at)}  {_kind(failure)}  {_place(failure)}")
    if not failures:
        remark("no update is set aside")
    return 0


def show_failure(arguments: argparse.Namespace) -> int:
    """The update and where the bot broke on it: without what a person wrote, unless all of it is asked for."""

    async def work(database: Database) -> FailedUpdate:
        return await _find(database, arguments.update)

    failure = with_store(read_settings(), work)
    out(f"number {failure.update_id}, set aside {_at(failure.failed_at)}")
    if failure.retried_at is not None:
        out(f"done {_at(failure.retried_at)}")
    body = failure.body if arguments.full else _without_texts(failure.body)
    out(json.dumps(body, ensure_ascii=False, indent=2))
    out(failure.error.rstrip() if arguments.full else _place(failure))
    return 0


def retry_failure(arguments: argparse.Namespace) -> int:
    """Handles the update again; its letters go out with those of the running bot."""
    settings = read_settings()
    set_up_logs("CRITICAL")  # where it breaks is told by `show`

    async def work(database: Database) -> FailedUpdate:
        return await _find(database, arguments.update)

    done_at = with_store(settings, work).retried_at
    if done_at is not None:
        raise Stop(f"update {arguments.update} was done {_at(done_at)}: once more would be twice")
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


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _kind(failure: FailedUpdate) -> str:
    return next((kind for kind in failure.body if kind != "update_id"), "nothing")


def _place(failure: FailedUpdate) -> str:
    """The first line, without the error's own words where it was kept with them."""
    return failure.error.strip().partition("\n")[0].partition(":")[0]


def _without_texts(value: Any, name: str = "") -> Any:
    """The same shape: who, where, when and which kind, but no name and no text."""
    if isinstance(value, dict):
        return {key: _without_texts(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_texts(inner, name) for inner in value]
    if name in ELSEWHERE:
        return HIDDEN.format(len(str(value)))
    return HIDDEN.format(len(value)) if isinstance(value, str) and name not in NOT_WRITTEN else value
