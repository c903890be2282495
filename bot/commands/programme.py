"""`microrredes load` and `microrredes invite`."""

import argparse
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions.guests.visiting import is_open_to_guests
from actions.invitations import (
    MOST_DAYS,
    MOST_USES,
    CityElsewhere,
    CityWanted,
    NoSessionAhead,
    WrongMeasure,
    do_create_invitation,
)
from actions.programme import Loaded, do_load_programme, read_programme
from actions.programme.fields import near
from actions.programme.loading import Tally
from actions.refusals import NetworkClosed
from bot.commands.opening import with_store
from bot.settings import Settings, SettingsWrong, read_settings
from bot.terminal import Stop, out, remark
from store.database import Database
from store.models import Meeting, Network, Role
from store.programme import cities_of_network, city_by_slug, network_by_slug, series_of_network, slugs_of_networks

USER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")


def load(arguments: argparse.Namespace) -> int:
    """Loads a programme file and says what it did."""
    settings = read_settings()
    programme = read_programme(arguments.file)
    now = datetime.now(UTC)

    async def work(database: Database) -> Loaded:
        return await database.run(lambda session: do_load_programme(session, programme, now=now))

    zones = {network.name: ZoneInfo(network.zone) for network in programme.networks}
    lines = report(with_store(settings, work), zones)
    if not lines:
        remark(f"nothing stands in {arguments.file}")
    for line in lines:
        out(line)
    return 0


def report(loaded: Loaded, zones: Mapping[str, ZoneInfo]) -> list[str]:
    """What a load did: counts for each kind, and the names of what is no longer as it was; `zones` by network."""
    lines = _of("cities", loaded.cities) + _of("networks", loaded.networks)
    for what in ("created", "changed", "dropped", "kept", "left"):
        lines += _meetings(loaded, what, zones)
    return lines + _of("archives", loaded.archives)


def _of(kind: str, tally: Tally) -> list[str]:
    counts = [
        f"{number} {what}"
        for number, what in (
            (len(tally.created), "created"),
            (len(tally.changed), "changed"),
            (tally.left, "left as they were"),
        )
        if number
    ]
    if not counts:
        return []
    changed = [f"  {name}: {', '.join(keys)}" for name, keys in tally.changed]
    kept = [f"  {name}: {', '.join(keys)} stay as coordinators have set them" for name, keys in tally.kept]
    return [f"{kind}: {', '.join(counts)}", *changed, *kept]


MEETINGS = {
    "created": "created",
    "changed": "changed, as the rule did",
    "dropped": "cancelled, as the rule no longer gives them",
    "kept": "kept, as somebody had moved or cancelled them",
    "left": "left as they were",
}


def _meetings(loaded: Loaded, what: str, zones: Mapping[str, ZoneInfo]) -> list[str]:
    found = {name: getattr(changes, what) for name, changes in loaded.series.items()}
    number = sum(len(meetings) for meetings in found.values())
    if not number:
        return []
    lines = [f"sessions: {number} {MEETINGS[what]}"]
    if what in {"changed", "dropped", "kept"}:
        lines += [
            f"  {name}: session {meeting.number}, {_moment(meeting.starts_at, zones[name])}"
            for name, meetings in found.items()
            for meeting in meetings
        ]
    return lines


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M} {zone.key} ({at:%H:%M} UTC)"


def invite(arguments: argparse.Namespace) -> int:
    """Makes an invitation and prints its link, and nothing else, on standard output."""
    settings = read_settings()
    if arguments.all:
        return _invite_all(settings, arguments)
    name = bot_name(settings, arguments.bot)
    picture: Path | None = arguments.qr
    if picture is not None and not picture.absolute().parent.is_dir():
        raise Stop(f"{picture}: there is no folder {picture.parent}")

    async def work(database: Database) -> str:
        return await database.run(lambda session: _invited(session, arguments))

    link = f"https://t.me/{name}?start={with_store(settings, work)}"
    out(link)
    if picture is not None:
        _draw(link, picture)
    return 0


def _invite_all(settings: Settings, arguments: argparse.Namespace) -> int:
    """A link for each city, as CSV."""
    from bot.commands.coordinating import print_links

    if arguments.city or arguments.qr or arguments.session is not None or Role(arguments.role) is not Role.DELEGATE:
        raise Stop("--all makes a link for each city: it goes without --city, --role, --session and --qr")
    print_links(settings, arguments.network, bot_name(settings, arguments.bot))
    return 0


def network_named(session: Session, slug: str) -> Network:
    """The network of a slug, or which there are."""
    network = network_by_slug(session, slug)
    if network is None:
        raise Stop(f'unknown network "{slug}"; {_networks_there_are(session)}')
    return network


def _invited(session: Session, arguments: argparse.Namespace) -> str:
    network = network_named(session, arguments.network)
    city = city_by_slug(session, arguments.city) if arguments.city else None
    of_network = [each.slug for each in cities_of_network(session, network.id)]
    if arguments.city and city is None:
        raise Stop(f'unknown city "{arguments.city}"{near(arguments.city, of_network)}')
    meeting = _session(session, network, arguments)
    if Role(arguments.role) is Role.GUEST and arguments.uses > 1:
        raise Stop("--uses: the link of a guest is for one person; run it once for each guest")
    try:
        invitation = do_create_invitation(
            session,
            network,
            city,
            Role(arguments.role),
            now=datetime.now(UTC),
            uses=arguments.uses,
            days=arguments.days,
            meeting=meeting,
        )
    except NetworkClosed:
        raise Stop(f'"{network.slug}" is closed: nobody joins it any more') from None
    except CityWanted:
        raise Stop(f"a delegate needs --city: one of {', '.join(of_network)}") from None
    except CityElsewhere:
        where = f"its cities are {', '.join(of_network)}"
        raise Stop(f'"{arguments.city}" takes no part in the network "{network.slug}"; {where}') from None
    except NoSessionAhead:
        raise Stop(f'"{network.slug}" has no session ahead to which a guest could come') from None
    except WrongMeasure:
        raise Stop(f"--uses must be from 1 to {MOST_USES}, --days from 1 to {MOST_DAYS}") from None
    return invitation.token


def _session(session: Session, network: Network, arguments: argparse.Namespace) -> Meeting | None:
    """To which a guest comes, when it is named."""
    if arguments.session is None:
        return None
    if Role(arguments.role) is not Role.GUEST:
        raise Stop("--session is for guests: add --role guest")
    now = datetime.now(UTC)
    ahead = [one for one in series_of_network(session, network.id) if is_open_to_guests(one, network, now)]
    for meeting in ahead:
        if meeting.number == arguments.session:
            return meeting
    numbers = ", ".join(str(one.number) for one in ahead) or "none"
    raise Stop(f'"{network.slug}" has no session {arguments.session} ahead; sessions ahead: {numbers}')


def _networks_there_are(session: Session) -> str:
    slugs = slugs_of_networks(session)
    if not slugs:
        return "there is none yet: run `microrredes load FILE` first"
    return "there are " + ", ".join(slugs)


def bot_name(settings: Settings, given: str | None) -> str:
    """As it was given, or as Telegram says."""
    if given is not None:
        name = given.removeprefix("@")
        if not USER_NAME.fullmatch(name):
            raise Stop(f'--bot: "{given}" is no user name of a bot')
        return name
    if settings.token is None:
        raise SettingsWrong("MICRORREDES_TOKEN is not set, so the bot's name is unknown: set it, or add --bot NAME")
    import asyncio

    from bot.commands.account import ask_account

    return asyncio.run(ask_account(settings)).username


def _draw(link: str, picture: Path) -> None:
    import segno

    try:
        segno.make(link, error="m").save(str(picture), scale=8, border=4)
    except OSError as failure:
        raise Stop(f"{picture}: cannot be written: {failure.strerror}; the link above is valid") from None
    remark(f"QR code written to {picture}")
