"""The words of the `microrredes` command, and what each asks for."""

import argparse

from bot.parsers import networks, programme, running, stores
from bot.parsers.parts import Parser

SETTINGS = """\
settings are read from the environment and from the file .env; the most important:
  MICRORREDES_TOKEN         the bot's token, from @BotFather
  MICRORREDES_DATABASE_URL  postgresql://...; without it SQLite in MICRORREDES_DATA_DIR
  MICRORREDES_DATA_DIR      where the store and files are kept (./data)
  MICRORREDES_LOG_LEVEL     DEBUG, INFO, WARNING or ERROR; MICRORREDES_LOG_FORMAT text or json

to have a look without a token or an account:  microrredes sandbox
"""


def build_parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    parser = Parser(
        prog="microrredes",
        description="A Telegram bot that runs the coordination of networks of cities.",
        epilog=SETTINGS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    running.add_run(commands)
    running.add_sandbox(commands)
    programme.add_load(commands)
    programme.add_invite(commands)
    programme.add_people(commands)
    programme.add_audit(commands)
    networks.add_rehearse(commands)
    networks.add_close(commands)
    networks.add_report(commands)
    networks.add_consultation(commands)
    networks.add_compose(commands)
    stores.add_export(commands)
    stores.add_backup(commands)
    stores.add_restore(commands)
    running.add_migrate(commands)
    running.add_doctor(commands)
    running.add_failures(commands)
    return parser
