"""`microrredes compose --confirm` and `--undo`: networks are made from a proposal, or taken back."""

import argparse
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions.composing.keeping import keep_solved
from actions.composition import Case, Proposal
from actions.convening.letters import call_behind
from actions.convening.making import do_make
from actions.convening.planning import SESSIONS, plan_of, planned_of
from actions.convening.refusals import LettersLeft, MonthPast, NetworksInUse, PlanChanged
from actions.convening.undoing import do_take_back
from actions.invitations import do_create_invitation
from bot.commands.opening import with_store
from bot.commands.programme import bot_name
from bot.settings import read_settings
from bot.terminal import Stop, meanwhile, out, remark
from reports.calls import call_order
from reports.printing import Order
from scheduler.worker import do_work
from store.composing import convenings_of
from store.consultations import consultation_by_slug
from store.database import Database
from store.frozen import frozen
from store.models import Convening, ConveningState, Invitation, Network, Role
from texts.convening.letter import file_name
from texts.convening.shown import ConveningShown, Planned

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@frozen
class _Made:
    """What is printed, and the letters by the names of their files."""

    lines: list[str]
    letters: list[tuple[str, Order]]


class _OnlyShown(Exception):
    """Rolls the unit back: nothing was confirmed."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines


def confirm(arguments: argparse.Namespace, case: Case, proposal: Proposal) -> int:
    """Without --yes it prints what would be made, and nothing is."""
    settings, now = read_settings(), datetime.now(UTC)
    folder: Path | None = arguments.letters
    bot = bot_name(settings, arguments.bot) if arguments.yes else ""
    if folder is not None and arguments.yes:
        _make_folder(folder)

    def unit(session: Session) -> _Made:
        return _confirmed(session, arguments, (case, proposal), bot, now)

    async def work(database: Database) -> _Made:
        made = await database.run(unit)
        if folder is not None:
            await _print(folder, made.letters)
        return made

    try:
        made = with_store(settings, work)
    except _OnlyShown as shown:
        _say(shown.lines)
        remark("nothing was made: add --yes to make it")
        return 0
    _say(made.lines)
    return 0


def _confirmed(
    session: Session, arguments: argparse.Namespace, found: tuple[Case, Proposal], bot: str, now: datetime
) -> _Made:
    consultation = consultation_by_slug(session, arguments.slug)
    if consultation is None:
        raise Stop(f'unknown consultation "{arguments.slug}"')
    if any(one.state is ConveningState.MADE for one in convenings_of(session, consultation.id).values()):
        raise Stop(f"{arguments.slug}: its networks were made already; --undo takes them back")
    composition = keep_solved(session, consultation, *found, now)
    month = None if arguments.month is None else _month(arguments.month)
    convening = plan_of(session, composition, now, month)
    shown = planned_of(session, convening, "en")
    lines = _plan_lines(shown)
    if not arguments.yes:
        raise _OnlyShown(lines)
    try:
        do_make(session, convening, None, sequence=convening.sequence, bot=bot, now=now)
    except MonthPast:
        raise Stop("--month: the first session would lie in the past") from None
    return _made(session, convening, lines, bot, now)


def _made(session: Session, convening: Convening, lines: list[str], bot: str, now: datetime) -> _Made:
    letters = []
    for number in convening.made["networks"]:
        network = session.get_one(Network, number)
        made = do_create_invitation(session, network, None, Role.COORDINATOR, now=now)
        lines.append(f"coordination of {network.slug}: {_link(bot, made)}")
    for number in convening.made["invitations"]:
        invitation = session.get_one(Invitation, number)
        called = call_behind(session, invitation, bot)
        if called is not None:
            t, call = called
            lines.append(f"{call.city.slug} in {call.network.slug}: {_link(bot, invitation)}")
            letters.append((file_name(call), call_order(t, call)))
    return _Made(lines, letters)


def _link(bot: str, invitation: Invitation) -> str:
    return f"https://t.me/{bot}?start={invitation.token}"


def _month(written: str) -> int:
    found = MONTH.fullmatch(written)
    if found is None:
        raise Stop(f'--month: "{written}" is no month, as 2027-06')
    return int(found[1]) * 12 + int(found[2]) - 1


def _plan_lines(shown: ConveningShown) -> list[str]:
    lines = [line for one in shown.networks for line in _network_lines(one)]
    new = ", ".join(f"{city.slug} ({city.name}, {city.country})" for city in shown.new_cities)
    counts = f"{len(shown.networks)} networks, {shown.invitations} invitations"
    return [*lines, f"new cities: {new or 'none'}", counts]


def _network_lines(one: Planned) -> Sequence[str]:
    zone = ZoneInfo(one.zone)
    first = one.starts[0].astimezone(zone)
    cities = ", ".join(city.slug for city in one.cities)
    when = f"{SESSIONS} sessions from {first:%Y-%m-%d %H:%M} {one.zone} ({one.starts[0]:%H:%M} UTC)"
    return (f"{one.slug}: {one.name}", f"  {when}", f"  {cities}")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise Stop(f"--letters: {folder}: {failure.strerror}") from None


async def _print(folder: Path, letters: Sequence[tuple[str, Order]]) -> None:
    """What is made stays made when a letter cannot be written: its link is printed."""
    meanwhile(f"printing {len(letters)} letters…")
    for name, order in letters:
        try:
            (folder / name).write_bytes(await do_work(order))
        except OSError as failure:
            remark(f"{folder / name}: cannot be written: {failure.strerror}")


def undo(arguments: argparse.Namespace) -> int:
    """Takes back what was made last."""
    settings, now = read_settings(), datetime.now(UTC)

    def unit(session: Session) -> list[str]:
        return _undone(session, arguments, now)

    async def work(database: Database) -> list[str]:
        return await database.run(unit)

    _say(with_store(settings, work))
    if not arguments.yes:
        remark("nothing was undone: add --yes to undo it")
    return 0


def _undone(session: Session, arguments: argparse.Namespace, now: datetime) -> list[str]:
    consultation = consultation_by_slug(session, arguments.slug)
    found = {} if consultation is None else convenings_of(session, consultation.id)
    made = [one for one in found.values() if one.state is ConveningState.MADE]
    if not made:
        raise Stop(f"{arguments.slug}: no networks were made from it")
    last = max(made, key=lambda one: one.made_at or now)
    slugs = [session.get_one(Network, number).slug for number in last.made["networks"]]
    if not arguments.yes:
        return [f"would be undone: {', '.join(slugs)}"]
    try:
        do_take_back(session, last, None, sequence=last.sequence, now=now)
    except (LettersLeft, NetworksInUse, PlanChanged):
        raise Stop(
            f"{arguments.slug}: letters were sent, or somebody has joined or done something: not undone"
        ) from None
    return [f"undone: {', '.join(slugs)}"]


def _say(lines: Sequence[str]) -> None:
    for line in lines:
        out(line)
