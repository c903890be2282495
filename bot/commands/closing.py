"""`microrredes close`: what is missing before a network ends, and its end."""

import argparse
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from actions.closing.ending import do_close
from actions.closing.refusals import SessionsAhead
from actions.closing.standing import checklist_of
from bot.commands.opening import with_store
from bot.settings import read_settings
from bot.terminal import Stop, out, remark
from store.database import Database
from store.models import Network
from store.programme import network_by_slug, slugs_of_networks
from texts.closing.shown import Checklist, CityEnd


def close(arguments: argparse.Namespace) -> int:
    """Shows the checklist; with --yes the network is closed."""

    async def work(database: Database) -> list[str]:
        return await database.run(lambda session: _closed(session, arguments, datetime.now(UTC)))

    for line in with_store(read_settings(), work):
        out(line)
    if not arguments.yes:
        remark("nothing was changed; add --yes to close it")
    return 0


def _closed(session: Session, arguments: argparse.Namespace, now: datetime) -> list[str]:
    network = _network(session, arguments.network)
    shown = checklist_of(session, network, now)
    if not arguments.yes:
        return _lines(shown)
    if network.closed_at is not None:
        raise Stop(f"{network.slug} was closed on {network.closed_at.date()}")
    try:
        closing = do_close(session, None, network, sequence=shown.sequence, now=now, least=arguments.least or 0)
    except SessionsAhead:
        ahead = (
            f"{shown.ahead} sessions of {network.slug} are still ahead" if shown.ahead else "it has met in no session"
        )
        raise Stop(f"{ahead}: a network is closed after its last one") from None
    leaves = closing.due_at.isoformat(timespec="minutes") if closing.due_at is not None else ""
    return [*_lines(shown), f"closed; the farewell and the certificates leave at {leaves}"]


def _network(session: Session, slug: str) -> Network:
    network = network_by_slug(session, slug)
    if network is None:
        known = ", ".join(slugs_of_networks(session)) or "none yet: run `microrredes load FILE` first"
        raise Stop(f'unknown network "{slug}"; there are {known}')
    return network


def _lines(shown: Checklist) -> list[str]:
    every = len(shown.meetings)
    if not every:
        return [
            f"{shown.network.slug}: it has not met yet, {shown.ahead} sessions ahead; nothing can be missing before"
        ]
    return [
        f"{shown.network.slug}: {every} sessions held, {shown.ahead} ahead",
        f"records approved: {every - len(shown.unrecorded)} of {every}",
        *(_line(one, every) for one in shown.cities),
    ]


def _line(one: CityEnd, every: int) -> str:
    sheet = (
        "none" if one.sheet is None else "complete" if one.sheet.is_complete else f"{one.sheet.missing} fields missing"
    )
    if one.sheet is not None and not one.sheet.missing and not one.sheet.is_open:
        sheet = "not approved for others"
    case = "heard" if one.is_heard else "not heard"
    return (
        f"  {one.city.slug}: sessions {one.attended}/{every}, case {case}, experience {sheet}, "
        f"open commitments {len(one.commitments)}"
    )
