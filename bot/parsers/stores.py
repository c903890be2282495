"""The whole store in files, and back."""

from pathlib import Path

from bot.parsers.parts import Commands, add_command


def add_export(commands: Commands) -> None:
    """`microrredes export`."""
    parser = add_command(
        commands,
        "export",
        "bot.commands.store:export",
        "write everything that was shared as JSON Lines, one file for each kind of record",
        "  microrredes export --out export\n"
        "  microrredes export --out movilidad --network movilidad-sostenible\n\n"
        "Holds names of people and what they wrote: keep it as you keep the store. Left out are Telegram's ids of\n"
        "people and groups and the keys of invitations: they open doors and say nothing.",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write")
    parser.add_argument("--network", metavar="SLUG", help="only what belongs to this network")
    parser.add_argument(
        "--force",
        action="store_true",
        help="write into a folder that is not empty: replaces files of these names, leaves the others",
    )


def add_backup(commands: Commands) -> None:
    """`microrredes backup`."""
    parser = add_command(
        commands,
        "backup",
        "bot.commands.backup:backup",
        "write the whole store, as it is at one moment, to a file; the bot may run beside it",
        "  microrredes backup microrredes.zip\n"
        '  microrredes backup "/var/backups/microrredes-$(date +%F).zip"\n\n'
        "The same kind of file from SQLite and from PostgreSQL: restored into the other one, it is the way to move.\n"
        "Holds names, drafts and letters: only its owner may read it. Not in it are the token and your settings.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write, as microrredes.zip")
    parser.add_argument("--force", action="store_true", help="replace a file that is there already")


def add_restore(commands: Commands) -> None:
    """`microrredes restore`."""
    parser = add_command(
        commands,
        "restore",
        "bot.commands.backup:restore",
        "make the store what it was when a backup was made, all of it or nothing; stop the bot first",
        "  microrredes restore microrredes.zip\n"
        "  MICRORREDES_DATABASE_URL=postgresql://... microrredes restore microrredes.zip\n\n"
        "A backup of an earlier version is brought up to date. Sends nothing: says how many letters wait and since\n"
        "when, which go out when the bot is started. What was due long before is not sent any more.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="what `microrredes backup` has written")
    parser.add_argument(
        "--force",
        action="store_true",
        help="replace a store that is not empty: an SQLite file is kept beside, what PostgreSQL held is gone",
    )
