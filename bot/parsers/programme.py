"""What a programme is made of: its file, invitations, people, and what was done."""

from pathlib import Path

from bot.parsers.parts import Commands, add_command, picture


def add_load(commands: Commands) -> None:
    """`microrredes load`."""
    parser = add_command(
        commands,
        "load",
        "bot.commands.programme:load",
        "load programme data: cities, networks with their sessions, archives",
        "  microrredes load demo/programme.toml\n\n"
        "Says what it created, changed and left. Loading the same file again changes nothing; a file with a fault is\n"
        "refused whole. Sessions that somebody moved or cancelled stay as they are.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a TOML file, as demo/programme.toml")


def add_invite(commands: Commands) -> None:
    """`microrredes invite`."""
    parser = add_command(
        commands,
        "invite",
        "bot.commands.programme:invite",
        "make an invitation link; prints the link alone",
        "  microrredes invite --network movilidad-sostenible --city zaragoza\n"
        "  microrredes invite --network movilidad-sostenible --city quito --uses 3 --qr quito.png\n"
        "  microrredes invite --network economia-local --role coordinator --days 7\n"
        "  microrredes invite --network economia-local --role guest --session 3\n"
        "  microrredes invite --network economia-local --all --csv > links.csv",
    )
    parser.add_argument("--network", required=True, metavar="SLUG", help="the network that the link leads to")
    parser.add_argument("--city", metavar="SLUG", help="the city that the person speaks for; delegates need one")
    parser.add_argument(
        "--role",
        choices=("delegate", "coordinator", "facilitator", "guest"),
        default="delegate",
        help="(default: %(default)s)",
    )
    parser.add_argument("--session", type=int, metavar="N", help="to which a guest comes (default: the next one)")
    parser.add_argument("--uses", type=int, default=1, metavar="N", help="people who may use it (default: 1)")
    parser.add_argument("--days", type=int, default=30, metavar="N", help="days that it is valid (default: 30)")
    parser.add_argument("--qr", type=picture, metavar="FILE", help="also write it as a QR code: .png or .svg")
    parser.add_argument("--bot", metavar="NAME", help="the bot's user name; without it Telegram is asked")
    parser.add_argument(
        "--all", action="store_true", help="a link for each city, as CSV: open ones stay, missing ones are made"
    )
    parser.add_argument("--csv", action="store_true", help="as CSV, which --all always is")


def add_people(commands: Commands) -> None:
    """`microrredes people`."""
    parser = add_command(
        commands,
        "people",
        "bot.commands.coordinating:people",
        "list who is there for each city of a network, those from which nobody has come first",
        "  microrredes people movilidad-sostenible",
    )
    parser.add_argument("network", metavar="NETWORK", help="its slug, as movilidad-sostenible")


def add_audit(commands: Commands) -> None:
    """`microrredes audit`."""
    parser = add_command(
        commands,
        "audit",
        "bot.commands.coordinating:audit",
        "list what was done in a network: who, when, what; newest first",
        "  microrredes audit movilidad-sostenible\n  microrredes audit movilidad-sostenible --last 500 --json",
    )
    parser.add_argument("network", metavar="NETWORK", help="its slug, as movilidad-sostenible")
    parser.add_argument("--last", type=int, default=100, metavar="N", help="how many entries (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="one JSON document, with what was before and after")
