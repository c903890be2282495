"""`microrredes people`, `microrredes audit` and `microrredes invite --all`: the desk for those at a terminal."""

import argparse
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from actions.audit.reading import before_and_after, seen_of
from actions.city_people import as_csv, cities_of
from actions.coordinating import do_invite_all
from bot.commands.opening import with_store, with_store_as_it_is
from bot.commands.programme import network_named
from bot.settings import Settings, read_settings
from bot.terminal import out
from store.audit import entries_of
from store.coordinating import Participant, participants
from store.database import Database
from store.models import Network, Person
from texts.audit.log import Seen, sentence
from texts.coordinating.cities import CityStanding
from texts.message import plain_text
from texts.translator import translator_for


def people(arguments: argparse.Namespace) -> int:
    """Who is there for each city, those from which nobody has come first; then those who speak for none."""

    def unit(session: Session) -> list[str]:
        network = network_named(session, arguments.network)
        everybody = participants(session, network.id)
        standings = cities_of(session, network, datetime.now(UTC))
        staff = [f"{one.membership.role}: {_named(one)}" for one in everybody if one.city is None]
        return [*(_of_city(one) for one in standings), *staff]

    for line in with_store_as_it_is(read_settings(), unit):
        out(line)
    return 0


def _of_city(one: CityStanding) -> str:
    said = [_named(person) for person in one.people]
    link = [f"link open until {one.link.expires_at:%Y-%m-%d}"] if one.link is not None else []
    return f"{one.city.slug}: {', '.join([*(said or ['nobody yet']), *link])}"


def _named(one: Participant) -> str:
    if one.person.telegram_id is None:
        return f"{one.person.name} (without Telegram)"
    if one.is_reachable:
        return one.person.name
    return f"{one.person.name} ({'has not started the bot' if one.reason is None else 'has blocked the bot'})"


def audit(arguments: argparse.Namespace) -> int:
    """What was done in a network, newest first."""

    def unit(session: Session) -> list[str]:
        network = network_named(session, arguments.network)
        seen = [seen_of(session, entry) for entry in entries_of(session, network.id, limit=arguments.last)]
        if arguments.json:
            return [json.dumps([_as_data(one) for one in seen], ensure_ascii=False, indent=2)]
        return [_as_line(one) for one in seen]

    for line in with_store_as_it_is(read_settings(), unit):
        out(line)
    return 0


def _as_line(one: Seen) -> str:
    undone = " (undone)" if one.entry.undone_at is not None else ""
    return f"{one.entry.at:%Y-%m-%d %H:%M} UTC  {_in_words(one)}{undone}"


def _in_words(one: Seen) -> str:
    return plain_text(sentence(translator_for("en"), one))


def _as_data(one: Seen) -> dict[str, Any]:
    before, after = before_and_after(one.entry)
    return {
        "at": one.entry.at.isoformat(),
        "who": _name(one.by),
        "deed": one.entry.deed,
        "said": _in_words(one),
        "before": before,
        "after": after,
        "undone_at": one.entry.undone_at.isoformat() if one.entry.undone_at is not None else None,
    }


def _name(person: Person | None) -> str | None:
    return person.name if person is not None else None


def print_links(settings: Settings, slug: str, bot: str) -> None:
    """A link for each city of a network as CSV: those that are open, and new ones where none is."""

    async def work(database: Database) -> str:
        return await database.run(lambda session: _links(session, network_named(session, slug), bot))

    out(with_store(settings, work).rstrip("\n"))


def _links(session: Session, network: Network, bot: str) -> str:
    links = do_invite_all(session, None, network, now=datetime.now(UTC))
    return as_csv(network, links, lambda token: f"https://t.me/{bot}?start={token}")
