"""`make run`: the bot on Telegram when there is a token, otherwise the sandbox."""

import sys

from bot.cli import main
from bot.memory import leave_out_docstrings
from bot.settings import SettingsWrong, read_settings


def start() -> int:
    """Chooses by the settings; the command line does the rest."""
    chosen = command()
    if chosen == "run":
        leave_out_docstrings()
    return main([chosen])


def command() -> str:
    """What the settings ask for."""
    try:
        has_token = read_settings().token is not None
    except SettingsWrong:
        has_token = True  # the command says what is wrong
    return "run" if has_token else "sandbox"


if __name__ == "__main__":
    sys.exit(start())
