"""`microrredes consultation`: answers of members in, out, and counted."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from actions.consultations import (
    Answers,
    FileWrong,
    Imported,
    Results,
    answers_in,
    answers_of,
    do_import,
    read_answers,
    results_of,
    written,
)
from actions.consultations.importing import known_consultation
from actions.consultations.linking import links_written
from bot.commands.opening import with_store
from bot.commands.programme import bot_name
from bot.settings import read_settings
from bot.terminal import Stop, out, remark
from store.database import Database

MOST_FAULTS = 20


def import_answers(arguments: argparse.Namespace) -> int:
    """Takes a whole file or nothing of it."""
    settings = read_settings()
    answers = _read(arguments.file)
    now = datetime.now(UTC)

    async def work(database: Database) -> Imported:
        return await database.run(lambda session: do_import(session, arguments.slug, answers, now=now))

    imported = with_store(settings, work)
    counts = f"{imported.new} new, {imported.changed} changed, {imported.unchanged} unchanged"
    out(f"{arguments.slug}: {len(answers.members)} members ({counts}), {len(answers.fields)} fields")
    return 0


def _read(path: Path) -> Answers:
    try:
        return answers_in(sys.stdin.buffer.read(), "stdin") if str(path) == "-" else read_answers(path)
    except FileWrong as wrong:
        faults = wrong.faults
    for fault in faults[:MOST_FAULTS] if len(faults) > 1 else []:
        remark(fault)
    if len(faults) == 1:
        raise Stop(f"{faults[0]}; nothing was imported")
    more = f", of which {MOST_FAULTS} are shown" if len(faults) > MOST_FAULTS else ""
    raise Stop(f"{path}: {len(faults)} faults{more}; nothing was imported")


def export_answers(arguments: argparse.Namespace) -> int:
    """Writes the file from which the consultation can be read again."""
    text = written(stored_answers(arguments.slug))
    if arguments.file == "-":
        sys.stdout.write(text)
        return 0
    try:
        Path(arguments.file).write_text(text, encoding="utf-8-sig", newline="")
    except OSError as failure:
        raise Stop(f"{arguments.file}: cannot be written: {failure.strerror}") from None
    out(arguments.file)
    return 0


def print_links(arguments: argparse.Namespace) -> int:
    """Of all members, as CSV on standard output."""
    settings = read_settings()
    name = bot_name(settings, arguments.bot)

    async def work(database: Database) -> str:
        return await database.run(lambda session: _links(session, arguments.slug, name))

    sys.stdout.write(with_store(settings, work))
    return 0


def _links(session: Session, slug: str, name: str) -> str:
    consultation = known_consultation(session, slug)
    if consultation.opened_at is None:
        remark(f"{slug} has not opened yet: its links say so until it is opened in the chat, with /coordinar")
    return links_written(session, consultation, lambda payload: f"https://t.me/{name}?start={payload}")


def show_results(arguments: argparse.Namespace) -> int:
    """Who has answered, and what is wished for."""
    results = results_of(stored_answers(arguments.slug))
    if arguments.json:
        out(json.dumps({"consultation": arguments.slug} | _document(results), ensure_ascii=False, indent=2))
    else:
        _show(arguments.slug, results)
    return 0


def stored_answers(slug: str) -> Answers:
    """What the store has of a consultation."""

    async def work(database: Database) -> Answers:
        return await database.read(lambda session: answers_of(session, slug))

    return with_store(read_settings(), work)


def _document(results: Results) -> dict[str, Any]:
    return asdict(results)


def _show(slug: str, results: Results) -> None:
    out(f"{slug}: {results.answered} of {results.members} members have answered")
    _table(
        ("country", "members", "answered"),
        [(one.country, str(one.members), str(one.answered)) for one in results.countries],
    )
    _table(
        ("field", "first", "wishes", "mean rank", "need", "offer", *results.fields[0].levels),
        [
            (
                one.field,
                str(one.first),
                str(one.wishes),
                "-" if one.mean_rank is None else f"{one.mean_rank:.2f}",
                str(one.need),
                str(one.offer),
                *(str(number) for number in one.levels.values()),
            )
            for one in results.fields
        ],
    )


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for place, name in enumerate(head):
        table.add_column(name, justify="right" if place else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    width = sum(max(cell_len(row[place]) for row in [head, *rows]) + 3 for place in range(len(head)))
    out("")
    Console(file=sys.stdout, width=width, highlight=False, markup=False).print(table)
