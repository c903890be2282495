"""A broadcast with python-telegram-bot: its AIORateLimiter, or a plain loop that waits when it is told to.

    python -m benchmarks.peers.ptb_broadcast URL TOKEN FIRST COUNT {limiter,loop}

Presses are answered meanwhile, by polling, with `concurrent_updates`.
"""

import asyncio
import contextlib
import sys

from telegram import Update
from telegram.error import RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes

MAX_RETRIES = 5


async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer()
    await query.edit_message_text("Menú")


async def with_limiter(application: Application, chats: range) -> None:  # type: ignore[type-arg]
    async def send(chat_id: int) -> None:
        with contextlib.suppress(TelegramError):  # given up after its tries
            await application.bot.send_message(chat_id, "Aviso")

    await asyncio.gather(*map(send, chats))


async def in_a_loop(application: Application, chats: range) -> None:  # type: ignore[type-arg]
    for chat_id in chats:
        for _ in range(MAX_RETRIES):
            try:
                await application.bot.send_message(chat_id, "Aviso")
                break
            except RetryAfter as wait:
                await asyncio.sleep(float(wait._retry_after.total_seconds()))
            except TelegramError:
                break


async def main(url: str, token: str, first: int, count: int, way: str) -> None:
    builder = ApplicationBuilder().token(token).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot")
    builder = builder.concurrent_updates(True).pool_timeout(3600)
    limited = way == "limiter"
    application = (builder.rate_limiter(AIORateLimiter(max_retries=MAX_RETRIES)) if limited else builder).build()
    application.add_handler(CallbackQueryHandler(answer))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        chats = range(first, first + count)
        await (with_limiter if way == "limiter" else in_a_loop)(application, chats)
        sys.stdout.write("sent\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]))
