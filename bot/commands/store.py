"""`microrredes migrate`, `export` and `doctor`."""

import argparse
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from bot.commands.opening import store_failures, told, with_store
from bot.settings import read_settings
from bot.terminal import Stop, meanwhile, out, remark
from store.database import Database
from store.programme import network_by_slug, slugs_of_networks


def migrate(_arguments: argparse.Namespace) -> int:
    """Brings the tables to the newest version."""
    settings = read_settings()
    from store.schema import revisions, upgrade

    with store_failures(settings):
        before, newest = revisions(settings.database_url)
        if before != newest:
            meanwhile(f"{told(settings)}: from version {before or 'none'} to {newest}…")
        upgrade(settings.database_url)
    where = told(settings)
    out(f"{where}: {'already at' if before == newest else 'brought to'} version {newest}")
    return 0


def export(arguments: argparse.Namespace) -> int:
    """Writes the records as JSON Lines."""
    settings = read_settings()
    from bot.progress import Progress
    from reports.exports import check_folder, write_export

    check_folder(arguments.out, force=arguments.force)
    now = datetime.now(UTC)

    async def work(database: Database) -> dict[str, int]:
        with Progress("export") as progress:
            return await database.read(
                lambda session: write_export(
                    session, arguments.out, _network_id(session, arguments.network), now=now, tell=progress.tell
                )
            )

    written = with_store(settings, work)
    remark(f"{sum(written.values())} records in {len(written)} files")
    out(str(arguments.out))
    return 0


def _network_id(session: Session, slug: str | None) -> int | None:
    if slug is None:
        return None
    network = network_by_slug(session, slug)
    if network is None:
        raise Stop(f'unknown network "{slug}"; there are {", ".join(slugs_of_networks(session)) or "none yet"}')
    return network.id


def doctor(_arguments: argparse.Namespace) -> int:
    """Says what is well, what is not, and what to do."""
    from bot.doctor import State, examine

    settings = read_settings()
    findings = []
    for finding in examine(settings, datetime.now(UTC)):
        out(finding.line())
        findings.append(finding)
    return 1 if any(finding.state is State.FAIL for finding in findings) else 0
