"""The weekly digest: when it is due, what is new in it, and up to when each reader has been told.

A digest covers what was published since the last one that was *sent*. Whether a letter was sent shows only later, so
the watermark is moved when the next one is due: until then the letter itself stands for it, found by its subject.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from actions import letters
from actions.cards import group_translator
from actions.letters import Postage
from actions.quiet_hours import waking
from actions.recurrence import DIGEST_HOUR, next_weekday, start_of_day
from actions.reminders import first_asked
from store import digests as store
from store.chats import network_chats
from store.digests import Window
from store.meetings import next_meeting
from store.memberships import city_by_id, members_of, membership_of, networks_of
from store.models import (
    UNSENT,
    City,
    DigestWish,
    Lane,
    Letter,
    LetterState,
    Meeting,
    Membership,
    Network,
    Person,
    Priority,
    Role,
)
from store.people import person_by_id
from texts import digests as texts
from texts.digests import NetworkNews
from texts.translator import translator_of

# What is being committed at this moment may carry a slightly earlier time than ours: it belongs to the next digest.
SETTLED = timedelta(seconds=10)
STALE = timedelta(days=2)
PUNCTUAL = timedelta(hours=1)
PAUSE = relativedelta(months=1)

Due = tuple[Membership, Network, Person]


def next_digest(network: Network, zone: str, now: datetime) -> datetime:
    """The network's weekday at nine on the wall clocks of `zone`, after `now` and not before the network starts."""
    place = ZoneInfo(zone)
    after = max(now + timedelta.resolution, start_of_day(network.starts_on, place))
    return next_weekday(network.digest_weekday, after, place)


def plan_for_member(session: Session, membership: Membership, network: Network, *, now: datetime) -> None:
    """Sets the first digest of somebody who has just joined. Guests come for one session and get none."""
    person = person_by_id(session, membership.person_id)
    if person is None or membership.role is Role.GUEST:
        membership.digest_due_at = None
    else:
        membership.digest_due_at = next_digest(network, person.zone, now)


def replan_for_person(session: Session, person: Person, *, now: datetime) -> None:
    """The person lives by other clocks now."""
    for membership, network in store.memberships_with_digest(session, person.id):
        _replan(membership, network, person, now)


def replan_for_network(session: Session, network: Network, *, now: datetime) -> None:
    """The network has another weekday or another start."""
    for membership, person in members_of(session, network.id):
        if membership.digest_due_at is not None:
            _replan(membership, network, person, now)


def _replan(membership: Membership, network: Network, person: Person, now: datetime) -> None:
    if membership.digest_due_at is not None and membership.digest_due_at > now:
        membership.digest_due_at = next_digest(network, person.zone, now)


def do_send_network_digest(session: Session, network: Network, *, now: datetime) -> int:
    """To the groups and channels of a network whose digest is due; gives the number of letters."""
    due_at = network.digest_due_at or now
    network.digest_due_at = next_digest(network, network.zone, now)
    is_waiting = _settle_network(session, network, now)
    at = sending_moment(due_at, now, network.zone)
    if at is None or is_waiting or network.closed_at is not None:
        return 0
    since = network.digest_sent_until or network.created_at
    news = store.news(session, Window(network.id, since, now - SETTLED))
    if news.is_empty:
        return 0
    part = NetworkNews(network, news, next_meeting(session, network.id, now))
    return sum(
        letters.send(
            session,
            chat.id,
            texts.group_digest(group_translator(chat, network), part),
            now=now,
            postage=_postage(due_at, at, f"{_key(due_at, network.zone)}:chat:{chat.id}", _network_subject(network)),
        )
        for chat in network_chats(session, network.id)
    )


def do_send_person_digests(session: Session, people: Sequence[int], *, now: datetime) -> int:
    """To each of these people one message with all that is due; gives the number of letters."""
    due = store.due_memberships(session, now, people)
    return sum(_send_to_person(session, list(own), now) for _person, own in groupby(due, lambda one: one[2].id))


def _send_to_person(session: Session, due: list[Due], now: datetime) -> int:
    person = due[0][2]
    under_way = _settle_person(session, person, now)
    due_at = min(membership.digest_due_at or now for membership, _, _ in due)
    for membership, network, _ in due:
        is_over = membership.left_at is not None or person.erased_at is not None or membership.role is Role.GUEST
        membership.digest_due_at = None if is_over else next_digest(network, person.zone, now)
    at = sending_moment(due_at, now, person.zone)
    if at is None or not _wants_digest(person, at):
        return 0
    live = [
        (membership, network)
        for membership, network, _ in due
        if membership.digest_due_at is not None and network.closed_at is None and network.id not in under_way
    ]
    parts = [part for one in live if (part := _part(session, *one, person, now)) is not None]
    return _write_to_person(session, person, parts, due_at, at, now) if parts else 0


def _write_to_person(
    session: Session, person: Person, parts: list[NetworkNews], due_at: datetime, at: datetime, now: datetime
) -> int:
    if person.telegram_id is None:
        return 0
    networks = "+".join(str(part.network.id) for part in parts)
    key = f"{_key(due_at, person.zone)}:person:{person.id}:{networks}"
    message = texts.private_digest(translator_of(person), parts, city_of(session, person))
    postage = _postage(due_at, at, key, _person_subject(person))
    return letters.send(session, person.telegram_id, message, now=now, postage=postage)


def city_of(session: Session, person: Person) -> City | None:
    """The city by whose clocks the person lives, where it can be told: some speak for none, some for several."""
    cities = {membership.city_id for membership, _ in networks_of(session, person.id) if membership.city_id is not None}
    city = city_by_id(session, cities.pop()) if len(cities) == 1 else None
    return city if city is not None and city.zone == person.zone else None


def _wants_digest(person: Person, at: datetime) -> bool:
    is_paused = person.paused_until is not None and person.paused_until > at
    return person.digest is DigestWish.PRIVATE and not is_paused


def _part(
    session: Session, membership: Membership, network: Network, person: Person, now: datetime
) -> NetworkNews | None:
    since = membership.digest_sent_until or membership.joined_at
    news = store.news(session, Window(network.id, since, now - SETTLED, person.id))
    if news.is_empty:
        return None
    meeting = next_meeting(session, network.id, now)
    return NetworkNews(network, news, meeting, _needs_answer(session, meeting, person, now))


def _needs_answer(session: Session, meeting: Meeting | None, person: Person, now: datetime) -> bool:
    if meeting is None or now < first_asked(meeting.starts_at, ZoneInfo(person.zone)):
        return False
    return not store.has_answered(session, meeting, person.id)


def sending_moment(due_at: datetime, now: datetime, zone: str) -> datetime | None:
    """Now; when that is much later than it should be, not in quiet hours; None when it is too late altogether."""
    at = now if now < due_at + PUNCTUAL else waking(now, ZoneInfo(zone), DIGEST_HOUR)
    return at if at < due_at + STALE else None


def _settle_person(session: Session, person: Person, now: datetime) -> set[int]:
    """Moves the watermarks up to what was sent; gives the networks of which a digest is still under way."""
    waiting: set[int] = set()
    for letter in store.letters_about(session, _person_subject(person)):
        networks = {int(number) for number in (letter.key or "").rpartition(":")[2].split("+")}
        if _is_under_way(letter, now):
            waiting |= networks
            continue
        for network_id in networks:
            membership = membership_of(session, person.id, network_id)
            if membership is not None:
                membership.digest_sent_until = _told_until(session, letter, membership.digest_sent_until)
        letter.subject = None  # accounted for: it may be forgotten
    return waiting


def _settle_network(session: Session, network: Network, now: datetime) -> bool:
    """The same for the groups of a network, which share one watermark."""
    is_waiting = False
    for letter in store.letters_about(session, _network_subject(network)):
        if _is_under_way(letter, now):
            is_waiting = True
            continue
        network.digest_sent_until = _told_until(session, letter, network.digest_sent_until)
        letter.subject = None
    return is_waiting


def _is_under_way(letter: Letter, now: datetime) -> bool:
    return letter.state in UNSENT and letter.stale_at is not None and letter.stale_at > now


def _told_until(session: Session, letter: Letter, before: datetime | None) -> datetime | None:
    if letter.state is not LetterState.SENT:
        letters.withdraw(session, letter.key or "")
        return before
    until = letter.created_at - SETTLED
    return until if before is None else max(before, until)


def _postage(due_at: datetime, at: datetime, key: str, subject: str) -> Postage:
    return Postage(
        lane=Lane.BULK, priority=Priority.DIGEST, due_at=at, stale_at=due_at + STALE, key=key, subject=subject
    )


def _key(due_at: datetime, zone: str) -> str:
    return f"digest:{due_at.astimezone(ZoneInfo(zone)).date().isoformat()}"


def _person_subject(person: Person) -> str:
    return f"digest:{person.id}"


def _network_subject(network: Network) -> str:
    return f"network-digest:{network.id}"


def do_pause(person: Person, *, now: datetime) -> bool:
    """Nothing comes by itself for a month; False when it is paused already."""
    if person.paused_until is not None and person.paused_until > now:
        return False
    person.paused_until = now + PAUSE
    return True


def do_end_pause(person: Person) -> None:
    """Messages come again."""
    person.paused_until = None


def do_choose_digest(person: Person, wish: DigestWish) -> bool:
    """Where the person wants the digest; False when it is so already."""
    if person.digest is wish:
        return False
    person.digest = wish
    return True
