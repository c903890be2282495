"""What an installation needs, looked at one by one. Changes nothing; every trouble comes with what to do."""

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from actions.programme.fields import near
from bot.commands.opening import store_failures, told
from bot.settings import PREFIX, VARIABLES, Settings
from bot.terminal import Stop
from store.database import connect
from store.frozen import frozen
from store.letters import given_up
from store.models import AuditEntry, City, Network, Person, UpdateSeen
from store.schema import revisions
from texts.catalogues import read_catalogue
from texts.translator import LANGUAGES, catalogue_path

T = TypeVar("T")

MEGABYTE = 1_000_000
SCARCE_DISK, TOO_LITTLE_DISK = 1_000 * MEGABYTE, 100 * MEGABYTE
# Before there was any of this: a clock that shows less stands at its factory setting.
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
TOLERANCE = timedelta(minutes=1)
LATELY = timedelta(days=7)


class State(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@frozen
class Finding:
    """One line: what was looked at, what was found, what to do about it."""

    state: State
    subject: str
    found: str
    remedy: str = ""

    def line(self) -> str:
        """As the terminal shows it."""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{self.state.value:<4}  {self.subject}: {self.found}{remedy}"


def examine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """All checks, the quick ones first. Settings that are wrong never come so far."""
    yield from _variables()
    yield from _clock(now)
    yield from _catalogues()
    yield _disk(settings)
    yield from _store(settings, now)
    yield from _account(settings)


def _variables() -> Iterator[Finding]:
    known = list(VARIABLES.values())
    strange = [name for name in os.environ if name.startswith(PREFIX) and name not in known]
    for name in strange:
        yield Finding(State.WARN, "settings", f"{name} means nothing here{near(name, known)}")
    if not strange:
        yield Finding(State.OK, "settings", "understood")


def _clock(now: datetime) -> Iterator[Finding]:
    shown = now.isoformat(timespec="seconds")
    if now < EARLIEST:
        yield Finding(State.FAIL, "clock", f"shows {shown}", "set it, best with NTP: reminders go by it")
    else:
        yield Finding(State.OK, "clock", shown)


def _catalogues() -> Iterator[Finding]:
    for language in LANGUAGES:
        try:
            sentences = dict(read_catalogue(catalogue_path(language)))
        except (OSError, ValueError) as failure:
            yield Finding(State.FAIL, f"texts {language}", f"cannot be read: {failure}", "restore the folder locales")
            continue
        empty = [sentence for sentence, said in sentences.items() if language != "en" and not all(said)]
        if not sentences or empty:
            found = f"{len(empty)} of {len(sentences)} sentences are missing and would be said in English"
            yield Finding(State.WARN, f"texts {language}", found, "complete the catalogue in locales")
        else:
            yield Finding(State.OK, f"texts {language}", f"{len(sentences)} sentences")


def _disk(settings: Settings) -> Finding:
    folder = settings.data_dir.absolute()
    there = next(place for place in (folder, *folder.parents) if place.is_dir())
    if not os.access(there, os.W_OK):
        return Finding(State.FAIL, "disk", f"{there} cannot be written to", "change its owner or its rights")
    free = shutil.disk_usage(there).free
    found = f"{free // MEGABYTE} MB free for {folder}"
    if free < TOO_LITTLE_DISK:
        return Finding(State.FAIL, "disk", found, "make room: the store stops when the disk is full")
    if free < SCARCE_DISK:
        return Finding(State.WARN, "disk", found, "make room soon")
    return Finding(State.OK, "disk", found)


def _store(settings: Settings, now: datetime) -> Iterator[Finding]:
    where = told(settings)
    if settings.is_embedded and not _file_of(settings).exists():
        yield Finding(State.WARN, "store", f"{where} is not there yet", "`microrredes load` or `run` makes it")
        return
    try:
        with store_failures(settings):
            present, newest = revisions(settings.database_url)
            if present != newest:
                found = f"{where} is at version {present or 'none'}, not {newest}"
                yield Finding(State.FAIL, "store", found, "run `microrredes migrate`")
                return
            yield Finding(State.OK, "store", f"{where} is at version {newest}")
            zones, latest, lost = _read(
                settings, lambda session: (_zones(session), _latest(session), given_up(session, now - LATELY))
            )
    except Stop as failure:
        yield Finding(State.FAIL, "store", str(failure), f"check {PREFIX}DATABASE_URL, or that it is running")
        return
    yield _zones_known(zones)
    yield _letters_arrived(lost)
    if latest is not None and now < latest - TOLERANCE:
        found = f"shows {now.isoformat(timespec='seconds')}, but the store knows {latest.isoformat(timespec='seconds')}"
        yield Finding(State.FAIL, "clock", found, "set it, best with NTP: it went back")


def _file_of(settings: Settings) -> Path:
    return Path(make_url(settings.database_url).database or "")


def _read(settings: Settings, unit: Callable[[Session], T]) -> T:
    async def work() -> T:
        database = connect(settings.database_url)
        try:
            return await database.read(unit)
        finally:
            await database.close()

    return asyncio.run(work())


def _zones(session: Session) -> set[str]:
    found: set[str] = set()
    for table in (City, Network, Person):
        found |= set(session.scalars(sa.select(table.zone).distinct()))
    return found


def _latest(session: Session) -> datetime | None:
    """The youngest moment that the store has witnessed."""
    moments = (
        session.scalar(sa.select(sa.func.max(AuditEntry.at))),
        session.scalar(sa.select(sa.func.max(UpdateSeen.seen_at))),
    )
    return max((moment for moment in moments if moment is not None), default=None)


def _zones_known(zones: set[str]) -> Finding:
    unknown = sorted(zone for zone in zones if not _is_known(zone))
    if unknown:
        remedy = "bring the package tzdata up to date: pip install --upgrade tzdata"
        return Finding(State.FAIL, "time zones", f"unknown: {', '.join(unknown)}", remedy)
    if not zones:
        return Finding(State.WARN, "time zones", "no city yet", "load a programme: `microrredes load FILE`")
    return Finding(State.OK, "time zones", f"all {len(zones)} of the store are known")


def _letters_arrived(lost: list[tuple[str, int]]) -> Finding:
    days = LATELY.days
    if not lost:
        return Finding(State.OK, "letters", f"none was given up in {days} days")
    reasons = ", ".join(f"{why} ({times})" for why, times in lost[:3])
    found = f"{sum(times for _, times in lost)} were given up in {days} days: {reasons}"
    return Finding(State.WARN, "letters", found, "those people may have to be told in another way")


def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def _account(settings: Settings) -> Iterator[Finding]:
    if settings.token is None:
        remedy = "ask @BotFather for one; `microrredes sandbox` needs none"
        yield Finding(State.WARN, "token", f"{PREFIX}TOKEN is not set, so Telegram was not asked", remedy)
        return
    from bot.commands.account import ask_account

    try:
        account = asyncio.run(ask_account(settings))
    except Stop as failure:
        yield Finding(State.FAIL, "token", str(failure), f"check {PREFIX}TOKEN and the way to {settings.api_url}")
        return
    yield Finding(State.OK, "token", f"is of @{account.username}")
    if account.reads_all_group_messages:
        remedy = "send /setprivacy to @BotFather, choose Enable, then add the bot to its groups again"
        yield Finding(State.FAIL, "privacy mode", "is off: the bot is shown all messages of its groups", remedy)
    else:
        yield Finding(State.OK, "privacy mode", "is on")
    if account.is_inline:
        yield Finding(State.OK, "inline mode", "is on")
    else:
        remedy = "send /setinline to @BotFather and choose the bot; the words it asks for may be: buscar"
        yield Finding(State.WARN, "inline mode", f"is off: @{account.username} finds nothing in other chats", remedy)
