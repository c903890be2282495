"""Asks Telegram who the bot is."""

from bot.post import Account, Post, build_bot
from bot.settings import Settings
from bot.terminal import Stop, one_line


async def ask_account(settings: Settings) -> Account:
    """The account of the token, or one clear line."""
    from telegram.error import InvalidToken, TelegramError

    post = Post(build_bot(settings.needed_token(), settings.api_url, connections=1))
    try:
        return await post.get_me()
    except InvalidToken:
        raise Stop("Telegram does not know this MICRORREDES_TOKEN: copy it from @BotFather again") from None
    except TelegramError as failure:
        raise Stop(f"{settings.api_url} did not say who the bot is: {one_line(str(failure))}") from None
    finally:
        await post.close()
