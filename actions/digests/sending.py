"""Digests that are due, many readers at once: what is new in a network is asked once for all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.attention import WEEK, Outlook
from actions.cards import group_translator
from actions.contacts import contact_due, note_asked
from actions.digests.carrying import carry, held_before, held_digest, waiting_for
from actions.digests.edition import Beyond, Edition, Reading
from actions.digests.planning import STALE, next_digest_of, next_week_of, plan_network, sending_moment
from actions.digests.told import (
    key_of_networks,
    settle_networks,
    settle_people,
    subject_to_groups,
    subject_to_person,
)
from actions.digests.wishes import wants_digest
from actions.letters import Postage
from store import digests as store
from store.attention import NewHeld, Waiting
from store.chats import chats_of_networks
from store.frozen import frozen
from store.letters import NewLetter
from store.models import Chat, City, Kind, Lane, Membership, Network, Person, Priority, Role
from texts.digests import NetworkNews, group_digest
from texts.message import Message


@frozen
class Due:
    """What one reader is to be told at `at`, and when that was due; `ahead`: what would be due later in that week."""

    due_at: datetime
    at: datetime
    readings: Sequence[Reading]
    ahead: Sequence[tuple[Membership, Network]] = ()


def do_send_network_digests(session: Session, networks: Sequence[Network], *, now: datetime) -> None:
    """To the groups and channels of these networks, whose digest is due."""
    under_way, ended = settle_networks(session, networks, now)
    due = [one for network in networks if (one := _due_in_groups(network, under_way, now)) is not None]
    store.account_for(session, ended)
    edition = Edition(session, [reading for one in due for reading in one.readings], now)
    chats = chats_of_networks(session, [one.readings[0].network.id for one in due])
    parts = [(one, part) for one in due for part in edition.parts(one.readings)]
    told = [letter for one, part in parts for letter in _to_groups(one, part, chats[part.network.id], now)]
    letters.put_all(session, told)


def _due_in_groups(network: Network, under_way: set[int], now: datetime) -> Due | None:
    due_at = network.digest_due_at or now
    plan_network(network, now)
    at = sending_moment(due_at, now, network.zone)
    is_silent = network.closed_at is not None or network.is_paused(at or now) or not network.digest_in_group
    if at is None or network.id in under_way or is_silent:
        return None
    return Due(due_at, at, [Reading(network, network.digest_sent_until or network.created_at)])


def _to_groups(due: Due, part: NetworkNews, chats: list[Chat], now: datetime) -> Iterator[NewLetter]:
    network = part.network
    for chat in chats:
        key = f"{_key(due.due_at, network.zone)}:chat:{chat.id}"
        postage = _postage(due, key, subject_to_groups(network.id))
        yield from letters.new_messages(
            chat.id, group_digest(group_translator(chat, network), part), now=now, postage=postage
        )


def do_send_person_digests(session: Session, people: Sequence[int], *, now: datetime) -> int:
    """To each of these people one message with all that is due; gives the number of people decided upon."""
    attention.plan_alone(session)
    memberships = _memberships_due(session, people, now)
    present = store.present_memberships(session, [person.id for person in memberships])
    under_way, ended = settle_people(session, present, now)
    with session.no_autoflush:  # what a digest changes of a membership is written once, with what is told
        waiting = waiting_for(session, list(memberships), now)
    due = {
        person: one
        for person, own in memberships.items()
        if (one := _due_in_private(person, own, present[person.id], under_way[person.id], waiting[person.id], now))
    }
    store.account_for(session, ended)
    edition = Edition(session, [reading for one in due.values() for reading in one.readings], now)
    news = {person: edition.parts(one.readings) for person, one in due.items()}
    readers = [person for person, parts in news.items() if parts and person.telegram_id is not None]
    earlier = {person.id: held_before(waiting[person.id]) for person in readers}
    outlooks = attention.outlooks_of(session, readers, [due[person].at for person in readers], held=earlier)
    told: list[NewLetter] = []
    held: list[NewHeld] = []
    for person in readers:
        one, parts = due[person], news[person]
        _bring_forward(person, one.ahead)
        if outlooks[person.id].lets_digest_come(one.at):
            message = edition.private_digest(person, parts, _city_of(person, present[person.id]))
            told += _to_person(person, one, parts, message, now)
            _note_asked(parts, present[person.id], one.at)
            carry(waiting[person.id], parts, _key_to_person(person, one, parts))
        else:
            held.append(held_digest(person, parts[0].network, _key_to_person(person, one, parts), one.at))
            _put_off(person, one)
    letters.put_all(session, told)
    attention.hold_all(session, held)
    session.flush()
    return len(memberships)


def _memberships_due(
    session: Session, people: Sequence[int], now: datetime
) -> dict[Person, list[tuple[Membership, Network]]]:
    """What is due for each, and what will be within a week; what another process has in hand is left to it."""
    found = groupby(store.due_memberships(session, now + WEEK, people), lambda one: one[2])
    memberships = {person: [(membership, network) for membership, network, _ in own] for person, own in found}
    return {person: own for person, own in memberships.items() if any(_is_due(one, now) for one, _ in own)}


def _is_due(membership: Membership, now: datetime) -> bool:
    return membership.digest_due_at is not None and membership.digest_due_at <= now


def _due_in_private(
    person: Person,
    memberships: list[tuple[Membership, Network]],
    present: Sequence[tuple[Membership, City | None]],
    under_way: set[int],
    waiting: Sequence[Waiting],
    now: datetime,
) -> Due | None:
    """What is due, and what would be later in the same week: somebody with several networks has one digest a week."""
    own = [(membership, network, membership.digest_due_at or now) for membership, network in memberships]
    due_at = min(moment for _, _, moment in own)
    at = sending_moment(due_at, now, person.zone)
    for membership, network, moment in own:
        is_over = membership.left_at is not None or person.erased_at is not None or membership.role is Role.GUEST
        if moment <= now:
            following = next_week_of if at is None else next_digest_of
            membership.digest_due_at = None if is_over else following(person, network, now)
    if at is None or not wants_digest(person, at):
        return None
    cities = {membership.id: city for membership, city in present}
    week = Outlook(ZoneInfo(person.zone)).week_of
    ahead = [(membership, network) for membership, network, moment in own if moment > now and week(moment) == week(at)]
    readings = [
        _reading(person, membership, network, cities.get(membership.id), at, waiting)
        for membership, network, moment in own
        if (moment <= now or (membership, network) in ahead)
        and membership.digest_due_at is not None
        and network.closed_at is None
        and not network.is_paused(at)
        and network.id not in under_way
    ]
    return Due(due_at, at, _looking_elsewhere(readings, present), ahead)


def _looking_elsewhere(readings: list[Reading], present: Sequence[tuple[Membership, City | None]]) -> list[Reading]:
    """One of them, since the last digest of any of the reader's networks: so that nothing comes twice."""
    if not readings:
        return []
    first = min(readings, key=lambda one: one.membership.id if one.membership is not None else 0)
    told = (membership.digest_sent_until for membership, _ in present)
    since = max([first.since, *(at for at in told if at is not None)])
    beyond = Beyond(frozenset(membership.network_id for membership, _ in present), since)
    return [replace(one, elsewhere=beyond) if one is first else one for one in readings]


def _reading(
    person: Person,
    membership: Membership,
    network: Network,
    city: City | None,
    at: datetime,
    waiting: Sequence[Waiting],
) -> Reading:
    asks = tuple(one.asks for one in waiting if one.held.network_id == network.id and one.asks is not None)
    since, contact = membership.digest_sent_until or membership.joined_at, contact_due(membership, city, at)
    return Reading(network, since, person, asks, contact, city, membership)


def _note_asked(parts: Sequence[NetworkNews], present: Sequence[tuple[Membership, City | None]], at: datetime) -> None:
    asked = {part.contact.membership_id for part in parts if part.contact is not None}
    for membership, _ in present:
        if membership.id in asked:
            note_asked(membership, at)


def _bring_forward(person: Person, ahead: Sequence[tuple[Membership, Network]]) -> None:
    for membership, network in ahead:
        if membership.digest_due_at is not None:
            membership.digest_due_at = next_digest_of(person, network, membership.digest_due_at)


def _put_off(person: Person, due: Due) -> None:
    """A digest that is held comes the next week: for who has one a month, too."""
    if not person.digest_is_monthly:
        return
    zone = ZoneInfo(person.zone)
    monday = datetime.combine(Outlook(zone).week_of(due.at) + WEEK, time(), zone)
    for reading in due.readings:
        if reading.membership is not None:
            reading.membership.digest_due_at = next_week_of(person, reading.network, monday)


def _to_person(
    person: Person, due: Due, parts: Sequence[NetworkNews], message: Message, now: datetime
) -> list[NewLetter]:
    postage = _postage(due, _key_to_person(person, due, parts), subject_to_person(person.id))
    postage = replace(postage, kind=Kind.DIGEST)
    return letters.new_messages(person.telegram_id or 0, message, now=now, postage=postage)


def _key_to_person(person: Person, due: Due, parts: Sequence[NetworkNews]) -> str:
    networks = key_of_networks(part.network.id for part in parts)
    return f"{_key(due.due_at, person.zone)}:person:{person.id}:{networks}"


def _city_of(person: Person, present: Sequence[tuple[Membership, City | None]]) -> City | None:
    """The city by whose clocks the person lives, where it can be told: some speak for none, some for several."""
    cities = {city for _, city in present if city is not None}
    city = cities.pop() if len(cities) == 1 else None
    return city if city is not None and city.zone == person.zone else None


def _postage(due: Due, key: str, subject: str) -> Postage:
    return Postage(
        lane=Lane.BULK,
        priority=Priority.DIGEST,
        due_at=due.at,
        stale_at=due.due_at + STALE,
        key=key,
        subject=subject,
    )


def _key(due_at: datetime, zone: str) -> str:
    """With its hour: whoever moves it to later on the same day may have another."""
    return f"digest:{due_at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H}"
