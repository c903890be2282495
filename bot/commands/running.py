"""`microrredes run` and `microrredes sandbox`."""

import argparse
import asyncio
import errno
import gc
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from bot.logs import set_up_logs
from bot.memory import share_one_heap
from bot.settings import Settings, read_settings
from bot.stopping import Stopping
from bot.terminal import Stop, meanwhile

LOOPBACK = "127.0.0.1"  # the sandbox is for this computer alone


def run(_arguments: argparse.Namespace) -> int:
    """The bot, until it is told to stop."""
    share_one_heap()
    gc.collect()  # what the first imports have left, while there is little to look through
    gc.disable()  # until all is imported and in place, through which it would look again and again
    settings = read_settings()
    settings.needed_token()
    with Stopping(settings.stop_seconds) as stopping:
        _prepare(settings)
        from bot.application import run_bot
        from bot.commands.account import telegram_failures

        with telegram_failures(settings):
            _in_loop(run_bot(settings, stopping))
    return 0


def sandbox(arguments: argparse.Namespace) -> int:
    """The bot with a Telegram of its own on this computer."""
    settings = read_settings()
    set_up_logs(settings.log_level, settings.log_format)
    meanwhile("The phones, the programme and its people are being put in place…")
    from bot.sandboxed import run_sandbox

    open_browser = not arguments.no_browser
    try:
        return _until_interrupted(run_sandbox(settings, host=LOOPBACK, port=arguments.port, open_browser=open_browser))
    except OSError as failure:
        if failure.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise
        raise Stop(
            f"port {arguments.port} cannot be used ({failure.strerror}): use `.venv/bin/microrredes sandbox --port N`"
        ) from None


def _prepare(settings: Settings) -> None:
    set_up_logs(settings.log_level, settings.log_format)
    from bot.commands.opening import prepare_store, store_failures

    with store_failures(settings):
        prepare_store(settings)


def _until_interrupted(work: Coroutine[Any, Any, None]) -> int:
    with suppress(KeyboardInterrupt):
        _in_loop(work)
    return 0


def _in_loop(work: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(work)


def _loop_factory() -> Any:
    try:
        import uvloop
    except ImportError:  # there is none for Windows
        return None
    return uvloop.new_event_loop
