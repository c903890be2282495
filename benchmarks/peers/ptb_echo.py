"""A bare echo bot with python-telegram-bot and its own transport, by webhook: every press is answered, no database.

python -m benchmarks.peers.ptb_echo URL TOKEN WEBHOOK STORE
"""

import asyncio
import sys
from urllib.parse import urlsplit

import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes

PATIENCE = 600.0  # with the usual 5 s for a connection it gives up on hundreds of its own calls


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """The screen says what was pressed."""
    query = update.callback_query
    assert query is not None
    await query.answer()
    await query.edit_message_text(f"{query.data}")


async def main(api_url: str, token: str, webhook: str) -> None:
    builder = Application.builder().token(token).base_url(f"{api_url}/bot").base_file_url(f"{api_url}/file/bot")
    builder = builder.updater(None).concurrent_updates(True)
    application = builder.connect_timeout(PATIENCE).read_timeout(PATIENCE).pool_timeout(PATIENCE).build()
    application.add_handler(CallbackQueryHandler(echo))
    address = urlsplit(webhook)

    async def receive(request: Request) -> Response:
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return Response()

    config = uvicorn.Config(
        Starlette(routes=[Route(address.path, receive, methods=["POST"])]),
        host=str(address.hostname),
        port=address.port or 80,
        log_config=None,
        access_log=False,
    )
    async with application:
        await application.start()
        await application.bot.set_webhook(webhook)
        await uvicorn.Server(config).serve()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(*sys.argv[1:4]))
