"""`microrredes rehearse`: what a network is going to send."""

import argparse
import gc
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions.recurrence import to_utc
from bot.commands.opening import with_store_as_it_is
from bot.progress import Progress
from bot.settings import read_settings
from bot.terminal import Stop, out, remark
from reports.forecast import Forecast
from scheduler.forecasts import Copied, copied, forecast
from store.models import Network
from store.programme import network_by_slug, series_of_network, slugs_of_networks

AFTER_SESSIONS = timedelta(weeks=4)
WITHOUT_SESSIONS = timedelta(days=183)
FURTHEST = timedelta(days=731)
GARBAGE = (20_000, 20, 20)  # as in the bot: what comes is mostly gone by itself


def rehearse(arguments: argparse.Namespace) -> int:
    """Lives through the time that is asked for in a copy, and tells what came of it."""
    return rehearse_at(arguments, datetime.now(UTC))


def rehearse_at(arguments: argparse.Namespace, now: datetime) -> int:
    """The same, as it looks at this moment."""
    if arguments.html is not None and not arguments.html.absolute().parent.is_dir():
        raise Stop(f"{arguments.html}: there is no folder {arguments.html.parent}")

    network, since, until = with_store_as_it_is(read_settings(), lambda session: _asked(session, arguments, now))
    gc.set_threshold(*GARBAGE)
    with Progress("rehearsal") as progress:
        found = forecast(network, now, since, until, lambda month: progress.tell("month", month))
    _show(found, arguments)
    return 0


def _asked(session: Session, arguments: argparse.Namespace, now: datetime) -> tuple[Copied, datetime, datetime]:
    network = network_by_slug(session, arguments.network)
    if network is None:
        known = slugs_of_networks(session)
        there_are = ", ".join(known) or "none yet: run `microrredes load FILE` first"
        raise Stop(f'unknown network "{arguments.network}"; there are {there_are}')
    if network.closed_at is not None:
        raise Stop(f"{network.slug} was closed on {network.closed_at.date()}: it sends nothing any more")
    since, until = _span(session, network, arguments, now)
    return copied(session, network, now), since, until


def _span(
    session: Session, network: Network, arguments: argparse.Namespace, now: datetime
) -> tuple[datetime, datetime]:
    """From the beginning of the first day to the end of the last, on the network's clock; nothing of what is past."""
    zone = ZoneInfo(network.zone)
    today = now.astimezone(zone).date()
    first: date = arguments.since or today
    if first < today:
        raise Stop(f"--from: {first} is past, and what was sent stands in the store: today or later")
    last = arguments.until or _last_day(session, network, max(first, today), zone)
    if last < first:
        raise Stop(f"--to: {last} is before {first}, with which it begins")
    if last > today + FURTHEST:
        raise Stop(f"--to: {last} is too far ahead: two years at most")
    since, until = (to_utc(datetime.combine(day, time()), zone) for day in (first, last + timedelta(days=1)))
    return max(since, now), until - timedelta(seconds=1)


def _last_day(session: Session, network: Network, first: date, zone: ZoneInfo) -> date:
    """Some weeks after the last session; where none is ahead, half a year."""
    meetings = [one.starts_at for one in series_of_network(session, network.id) if one.cancelled_at is None]
    ends = [day for at in meetings if (day := at.astimezone(zone).date()) >= first]
    return max(ends) + AFTER_SESSIONS if ends else first + WITHOUT_SESSIONS


def _show(found: Forecast, arguments: argparse.Namespace) -> None:
    if not found.people:
        remark(
            f"nobody has joined {found.slug} yet: invite first "
            f"(microrredes invite --network {found.slug} --city CITY), then rehearse"
        )
    elif not found.messages:
        remark(f"{found.slug} would send nothing from {found.day(found.since)} to {found.day(found.until)}")
    if arguments.html is not None:
        from reports.forecast.page import page_of

        _write(arguments.html, page_of(found))
    if arguments.json:
        from reports.forecast.document import document_of

        out(json.dumps(document_of(found), ensure_ascii=False, indent=2))
    elif found.messages:
        _tell(found, out if arguments.html is None else remark)
    if arguments.html is not None and not arguments.json:
        out(str(arguments.html))


def _tell(found: Forecast, say: Callable[[str], None]) -> None:
    from reports.forecast.figures import figures_of
    from reports.forecast.written import lines_of, summary

    for line in lines_of(found) if say is out else summary(found, figures_of(found)):
        say(line)


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as failure:
        raise Stop(f"{path}: cannot be written: {failure.strerror}") from None
