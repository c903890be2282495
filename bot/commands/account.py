"""Asks Telegram who the bot is, and puts into words what Telegram may say to that."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.post import Account, Post, build_bot
from bot.settings import Settings
from bot.terminal import Stop, one_line


async def ask_account(settings: Settings) -> Account:
    """The account of the token, or one clear line."""
    post = Post(build_bot(settings.needed_token(), settings.api_url, connections=1))
    try:
        with telegram_failures(settings):
            return await post.get_me()
    finally:
        await post.close()


@contextmanager
def telegram_failures(settings: Settings) -> Iterator[None]:
    """Turns a refused token, or a Telegram out of reach, into one line."""
    from telegram.error import InvalidToken, NetworkError, TelegramError

    try:
        yield
    except InvalidToken:
        raise Stop("Telegram does not know this MICRORREDES_TOKEN: copy it from @BotFather again") from None
    except NetworkError as failure:
        raise Stop(f"{settings.api_url} cannot be reached: {one_line(str(failure))}") from None
    except TelegramError as failure:
        raise Stop(f"{settings.api_url} refused: {one_line(str(failure))}") from None
