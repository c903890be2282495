"""The bot itself: running it, and what keeps it running."""

from bot.parsers.parts import Commands, add_command, port

RUN = "bot.commands.running:run"


def add_run(commands: Commands) -> None:
    """`microrredes run`."""
    add_command(
        commands,
        "run",
        RUN,
        "run the bot, by polling, or by webhook when MICRORREDES_WEBHOOK_URL is set",
        "  MICRORREDES_TOKEN=123456:ABC... microrredes run\n\n"
        "An embedded store is made and brought up to date by itself. Ctrl-C or SIGTERM stops in order.",
    )


def add_sandbox(commands: Commands) -> None:
    """`microrredes sandbox`."""
    parser = add_command(
        commands,
        "sandbox",
        "bot.commands.running:sandbox",
        "try everything on this computer: a local Bot API, a web page of phones and the bot; needs no token",
        "  microrredes sandbox\n  microrredes sandbox --port 9000 --no-browser",
    )
    parser.add_argument("--port", type=port, default=8081, help="port of the page (default: %(default)s)")
    parser.add_argument("--no-browser", action="store_true", help="do not open the page in a browser")


def add_migrate(commands: Commands) -> None:
    """`microrredes migrate`."""
    add_command(
        commands,
        "migrate",
        "bot.commands.store:migrate",
        "bring the store's tables to the newest version",
        "  MICRORREDES_DATABASE_URL=postgresql://... microrredes migrate\n\n"
        "Harmless when there is nothing to do, and when several start at once.",
    )


def add_doctor(commands: Commands) -> None:
    """`microrredes doctor`."""
    add_command(
        commands,
        "doctor",
        "bot.commands.store:doctor",
        "check token, rights, store, time zones, texts and disk, and say what to do",
        "  microrredes doctor\n\nChanges nothing. Status 1 when a check fails; warnings do not count.",
    )


def add_failures(commands: Commands) -> None:
    """`microrredes failures`."""
    parser = add_command(
        commands,
        "failures",
        "bot.commands.failures:list_failures",
        "look at updates of Telegram that the bot broke on, and try them again",
        "  microrredes failures list\n  microrredes failures show 812345\n  microrredes failures retry 812345",
    )
    kinds = parser.add_subparsers(metavar="ACTION", required=True)
    listing = kinds.add_parser("list", help="one line for each that waits")
    listing.set_defaults(command="bot.commands.failures:list_failures")
    for name, summary in (
        ("show", "where the bot broke on one, and what kind of update it is; no names and no texts"),
        ("retry", "handle it again, as if it had just come; status 1 when the bot breaks on it again"),
    ):
        kind = kinds.add_parser(name, help=summary, description=summary[:1].upper() + summary[1:] + ".")
        kind.add_argument("update", type=int, metavar="ID", help="its number, from the list")
        kind.set_defaults(command=f"bot.commands.failures:{name}_failure")
        if name == "show":
            kind.add_argument("--full", action="store_true", help="all of it, with what the person wrote")
