"""`microrredes report`: what a network leaves behind, for whoever promotes it, as PDF, page and tables."""

import argparse
import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from actions.report.archives import report_of_archive
from actions.report.gathering import report_of
from bot.commands.opening import with_store_as_it_is
from bot.settings import read_settings
from bot.terminal import Stop, meanwhile, out, remark
from reports.closing.files import orders_of, written_of
from reports.folders import check_folder, made_beside
from reports.printing import Order
from scheduler.worker import WorkFailed, do_work
from store.frozen import frozen
from store.models import City, Network
from store.programme import archive_by_slug, cities_of_network, network_by_slug, slugs_of_archives, slugs_of_networks
from texts.report.shown import Report
from texts.translator import LANGUAGES

ALL = "all"


@frozen
class Files:
    """By name: what is written, and what is to be printed."""

    is_final: bool
    written: Mapping[str, str]
    orders: Mapping[str, Order]


def report(arguments: argparse.Namespace) -> int:
    """Writes the folder, all of it or nothing."""
    return report_at(arguments, datetime.now(UTC))


def report_at(arguments: argparse.Namespace, now: datetime) -> int:
    """The same, as it looks at this moment."""
    check_folder(arguments.out, force=False, instead="name another folder")
    files = with_store_as_it_is(read_settings(), lambda session: _files(session, arguments, now))
    with made_beside(arguments.out) as folder:
        _write(folder, files)
    if not files.is_final:
        remark(f"{arguments.network} has not ended: this is a preliminary report, and says so")
    out(str(arguments.out))
    return 0


def _files(session: Session, arguments: argparse.Namespace, now: datetime) -> Files:
    found = _report(session, arguments, now)
    languages = _languages(arguments.language, found)
    return Files(found.is_final, written_of(found, languages), orders_of(found, languages))


def _report(session: Session, arguments: argparse.Namespace, now: datetime) -> Report:
    network = network_by_slug(session, arguments.network)
    if network is not None:
        return report_of(session, network, now, _city(session, network, arguments.city))
    archive = archive_by_slug(session, arguments.network)
    if archive is None:
        known = ", ".join([*slugs_of_networks(session), *slugs_of_archives(session)])
        raise Stop(
            f'unknown network "{arguments.network}"; there are {known or "none yet: run `microrredes load FILE` first"}'
        )
    if arguments.city is not None:
        raise Stop(f"--city: of {archive.slug} it is not known which cities took part")
    return report_of_archive(archive, now.date())


def _city(session: Session, network: Network, slug: str | None) -> City | None:
    if slug is None:
        return None
    cities = {city.slug: city for city in cities_of_network(session, network.id)}
    if slug not in cities:
        raise Stop(f'--city: unknown city "{slug}" in {network.slug}; there are {", ".join(cities) or "none"}')
    return cities[slug]


def _languages(asked: list[str], found: Report) -> list[str]:
    """That of the network where none is asked for; each once."""
    return list(LANGUAGES) if ALL in asked else list(dict.fromkeys(asked)) or [found.language]


def _write(folder: Path, files: Files) -> None:
    for name, content in files.written.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
    for name, order in files.orders.items():
        meanwhile(f"{name}…")
        (folder / name).write_bytes(_printed(name, order))


def _printed(name: str, order: Order) -> bytes:
    try:
        return asyncio.run(do_work(order))
    except WorkFailed as failure:
        raise Stop(f"{name}: could not be printed: {failure}") from None
