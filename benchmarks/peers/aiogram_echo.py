"""A bare echo bot with aiogram, by webhook, as its documentation shows it: every press is answered, no database.

python -m benchmarks.peers.aiogram_echo URL TOKEN WEBHOOK STORE
"""

import sys
from urllib.parse import urlsplit

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

SECRET = "secret"


def serve(dispatcher: Dispatcher, api_url: str, token: str, webhook: str) -> None:
    """Sets the webhook and serves it until stopped."""
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api_url)))
    address = urlsplit(webhook)

    async def on_startup(bot: Bot) -> None:
        await bot.set_webhook(webhook, secret_token=SECRET)

    dispatcher.startup.register(on_startup)
    application = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(application, path=address.path)
    setup_application(application, dispatcher, bot=bot)
    web.run_app(
        application, host=address.hostname, port=address.port, print=None, access_log=None, loop=uvloop.new_event_loop()
    )


async def echo(query: CallbackQuery) -> None:
    """The screen says what was pressed."""
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.edit_text(f"{query.data}")


def main(api_url: str, token: str, webhook: str) -> None:
    dispatcher = Dispatcher()
    dispatcher.callback_query.register(echo)
    serve(dispatcher, api_url, token, webhook)


if __name__ == "__main__":
    main(*sys.argv[1:4])
