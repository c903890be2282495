"""What is asked about networks, before they begin, on their way and at their end."""

from pathlib import Path

from bot.parsers.parts import Commands, add_action, add_command, day


def add_rehearse(commands: Commands) -> None:
    """`microrredes rehearse`."""
    parser = add_command(
        commands,
        "rehearse",
        "bot.commands.rehearsing:rehearse",
        "show every message that a network would send by itself; sends nothing",
        "  microrredes rehearse movilidad-sostenible\n"
        "  microrredes rehearse movilidad-sostenible --from 2027-06-01 --to 2027-06-30\n"
        "  microrredes rehearse movilidad-sostenible --html movilidad.html\n\n"
        "The bot's own clock, in a copy of the network in memory: the store, and a bot that runs beside it, stay as\n"
        "they are. What people will answer, write or announce is not guessed: who has not answered is asked again,\n"
        "and what follows from an answer does not come. Moments are those at which letters are due; Telegram's pace\n"
        "adds some seconds. People who are in other networks, too, are shown with what these send them. The keys of\n"
        "--json stand in docs/operations.md.",
    )
    parser.add_argument("network", metavar="NETWORK", help="its slug, as movilidad-sostenible")
    parser.add_argument(
        "--from", dest="since", type=day, metavar="DATE", help="first day that is shown, as 2027-06-01 (today)"
    )
    parser.add_argument(
        "--to",
        dest="until",
        type=day,
        metavar="DATE",
        help="last day (four weeks after the last session; without one, half a year)",
    )
    parser.add_argument("--json", action="store_true", help="one JSON document instead of the table")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a page with a calendar, and print its name")


def add_close(commands: Commands) -> None:
    """`microrredes close`."""
    parser = add_command(
        commands,
        "close",
        "bot.commands.closing:close",
        "show what is missing before a network ends; with --yes, close it",
        "  microrredes close movilidad-sostenible\n"
        "  microrredes close movilidad-sostenible --yes --least 4\n\n"
        "A closed network is read and searched, and nothing is added to it. Its farewell and the certificates leave\n"
        "24 hours later; until then a coordinator can reopen it in the bot.",
    )
    parser.add_argument("network", metavar="NETWORK", help="its slug, as movilidad-sostenible")
    parser.add_argument("--yes", action="store_true", help="close it; without this nothing is changed")
    parser.add_argument("--least", type=int, metavar="N", help="sessions for a certificate (two thirds of them)")


def add_report(commands: Commands) -> None:
    """`microrredes report`."""
    parser = add_command(
        commands,
        "report",
        "bot.commands.report:report",
        "write the closing report of a network: PDF, a page, and the records behind each figure as CSV",
        "  microrredes report movilidad-sostenible --out report\n"
        "  microrredes report movilidad-sostenible --out report --language es --language pt\n"
        "  microrredes report movilidad-sostenible --out quito --city quito\n\n"
        "Names nobody, and hides what there is once or twice. Of a network that has not ended it is a preliminary one.",
    )
    parser.add_argument("network", metavar="NETWORK", help="its slug, or that of an archive")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write: new, or empty")
    parser.add_argument(
        "--language",
        action="append",
        default=[],
        choices=("es", "pt", "ca", "en", "all"),
        help="repeatable (that of most of its cities)",
    )
    parser.add_argument("--city", metavar="SLUG", help="begin with the page of this city")


def add_consultation(commands: Commands) -> None:
    """`microrredes consultation`."""
    parser = add_command(
        commands,
        "consultation",
        "bot.commands.consultation:show_results",
        "read what members wish for, need and offer from CSV, write it, and count it",
        "  microrredes consultation import otono-2027 answers.csv\n"
        "  microrredes consultation results otono-2027\n"
        "  microrredes consultation export otono-2027 answers.csv\n"
        "  microrredes consultation links otono-2027 > links.csv\n\n"
        "The columns of the file stand in docs/composition.md.",
    )
    kinds = parser.add_subparsers(metavar="ACTION", required=True)
    importing = add_action(
        kinds, "import", "import_answers", "read a CSV file, all of it or nothing; the first one makes the consultation"
    )
    importing.add_argument(
        "file", type=Path, metavar="FILE.csv", help="a row for each member, in UTF-8; - for standard input"
    )
    exporting = add_action(
        kinds, "export", "export_answers", "write all answers as a CSV file that can be imported again"
    )
    exporting.add_argument("file", metavar="FILE.csv", help="the file to write, - for standard output")
    links = add_action(kinds, "links", "print_links", "print the links by which members answer, as CSV")
    links.add_argument("--bot", metavar="NAME", help="the bot's user name; without it Telegram is asked")
    results = add_action(
        kinds, "results", "show_results", "who has answered, and what is wished for, needed and offered"
    )
    results.add_argument("--json", action="store_true", help="one JSON document instead of the tables")


def add_compose(commands: Commands) -> None:
    """`microrredes compose`."""
    parser = add_command(
        commands,
        "compose",
        "bot.commands.composing:compose",
        "propose networks from a consultation: which fields, and who joins which; changes nothing until confirmed",
        "  microrredes compose otono-2027\n"
        "  microrredes compose otono-2027 --lock quito=movilidad --exclude pasto=vivienda\n"
        "  microrredes compose otono-2027 --json > a.json\n"
        "  microrredes compose otono-2027 --lock quito=movilidad --compare a.json\n"
        "  microrredes compose otono-2027 --confirm --bot our_bot          # shows the plan\n"
        "  microrredes compose otono-2027 --confirm --bot our_bot --yes --letters letters\n"
        "  microrredes compose otono-2027 --undo --yes\n\n"
        "Says for each member why it is there or is left out, and whether there can be a better proposal. What is\n"
        "maximised, and the keys of --json, stand in docs/composition.md. Status 1 when no grouping exists.",
    )
    parser.add_argument("slug", metavar="SLUG", help="the consultation, as otono-2027")
    parser.add_argument("--min", type=int, default=6, metavar="N", help="members of a network at least (default: 6)")
    parser.add_argument("--max", type=int, default=8, metavar="N", help="members of a network at most (default: 8)")
    parser.add_argument(
        "--per-member", type=int, default=1, metavar="N", help="networks of a member at most (default: 1)"
    )
    parser.add_argument(
        "--lock", action="append", default=[], metavar="CITY=FIELD", help="this member joins this field's network"
    )
    parser.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="CITY=FIELD",
        help="this member does not join this field's network",
    )
    parser.add_argument("--any-hour", action="store_true", help="also networks without an hour that suits all members")
    parser.add_argument(
        "--seconds",
        type=float,
        metavar="S",
        help="look for the very best that long (8, or until near enough to the bound)",
    )
    parser.add_argument("--compare", type=Path, metavar="A.json", help="show what changes from this earlier proposal")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of the lists")
    parser.add_argument(
        "--confirm", action="store_true", help="show the networks that would be made of the best proposal"
    )
    parser.add_argument("--undo", action="store_true", help="take back the networks that were made last")
    parser.add_argument("--yes", action="store_true", help="with --confirm or --undo: do it")
    parser.add_argument("--month", metavar="YYYY-MM", help="of the first sessions (the first that leaves four weeks)")
    parser.add_argument("--letters", type=Path, metavar="DIR", help="write a call letter for each city there, as PDF")
    parser.add_argument("--bot", metavar="NAME", help="the bot behind the links (asked of Telegram)")
