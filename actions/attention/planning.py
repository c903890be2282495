"""How messages that come by themselves travel, and which of them come at all."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from itertools import groupby, islice
from types import MappingProxyType
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions import letters
from actions.attention.kinds import RULES, SPENDING, Claim
from actions.attention.weeks import AFTER_SESSION, BEFORE_SESSION, WEEK, Fate, Outlook, fate
from actions.letters import Postage
from actions.quiet_hours import next_waking, waking
from actions.recurrence import next_of_month, to_utc
from store import attention as store
from store.attention import LATEST, NewHeld, NextDigest
from store.frozen import frozen
from store.letters import NewLetter
from store.models import DigestWish, HeldReason, HeldState, Kind, Lane, Person
from texts.message import Message

SHORT_NOTICE = timedelta(hours=24)
DAY = timedelta(days=1)
WEEKS_AHEAD = 7  # a pause takes a month at the most: two digests are due after it


class Automatic(Exception):
    """What comes by nobody's decision is planned with `plan_all`, which knows of the week."""


@frozen
class Planned:
    """Something automatic for one person.

    at: its moment, in waking hours
    until: from when on it is of no use, in a digest either
    message: made only when it comes by itself
    """

    person: Person
    network_id: int
    about_id: int
    key: str
    at: datetime
    until: datetime
    message: Callable[[], Message]
    subject: str | None = None
    stale_after: timedelta = field(default=LATEST)


def postage(
    kind: Kind,
    person: Person,
    *,
    key: str,
    now: datetime,
    subject: str | None = None,
    stale_at: datetime | None = None,
    concerns: datetime | None = None,
) -> Postage:
    """How a message of this kind travels to somebody: once, and not in quiet hours unless it has to.

    concerns: the moment that it is about
    """
    rule = RULES[kind]
    if rule.claim.is_held:
        raise Automatic(kind)
    due_at = due_moment(kind, person.zone, now, concerns=concerns)
    return Postage(Lane.BULK, rule.priority, due_at, stale_at, key, subject, kind)


def due_moment(kind: Kind, zone: str, at: datetime, *, concerns: datetime | None = None) -> datetime:
    """When what is said at `at` is due on the clock of a zone: at once when it is about the next hours, or else in
    waking hours.
    """
    rule = RULES[kind]
    if rule.claim is Claim.TODAY:
        return at
    waking_at = next_waking(at, ZoneInfo(zone)) if concerns is not None else waking(at, ZoneInfo(zone), rule.hour)
    return at if concerns is not None and waking_at > concerns - SHORT_NOTICE else waking_at


def plan_all(session: Session, kind: Kind, planned: Sequence[Planned], *, now: datetime) -> int:
    """Each comes when its week is free, waits for the digest, or is dropped; gives how many come by themselves."""
    store.plan_alone(session)
    people = [one.person for one in planned]
    moments = [one.at for one in planned]
    outlooks = outlooks_ahead(session, people, moments, digests_of(session, people))
    fates = []
    for one in planned:
        what, why = fate(outlooks[one.person.id], one.at, one.until)
        fates.append((one, what, why))
        if what is Fate.COMES and kind in SPENDING:
            outlooks[one.person.id] = outlooks[one.person.id].having(one.at)
    coming = [one for one, what, _ in fates if what is Fate.COMES and one.person.telegram_id is not None]
    letters.put_all(session, [letter for one in coming for letter in _letters(kind, one, now)])
    store.hold_all(session, [_held(kind, one, what, why) for one, what, why in fates if what is not Fate.COMES])
    return len(coming)


def reached_by(session: Session, kind: Kind, people: Sequence[Person], *, now: datetime, lasts: timedelta) -> set[int]:
    """The ids of those to whom something automatic would come, by itself or with a digest: it is dropped for nobody."""
    moments = {person.id: due_moment(kind, person.zone, now) for person in people}
    outlooks = outlooks_ahead(session, people, list(moments.values()), digests_of(session, people))
    fates = {person_id: fate(outlooks[person_id], at, at + lasts)[0] for person_id, at in moments.items()}
    return {person_id for person_id, what in fates.items() if what is not Fate.DROPPED}


def outlooks_of(
    session: Session,
    people: Sequence[Person],
    moments: Collection[datetime],
    digests: Mapping[int, Sequence[datetime]] = MappingProxyType({}),
    held: Mapping[int, Sequence[datetime]] = MappingProxyType({}),
) -> dict[int, Outlook]:
    """What these people have had and are to have around these moments: four statements, however many they are.

    digests: when their next ones are due
    held: when digests were held that none has told of since
    """
    if not people or not moments:
        return {}
    chats = [person.telegram_id for person in people if person.telegram_id is not None]
    since, until = min(moments) - WEEK, max(moments) + WEEK
    spent = store.moments_of(session, chats, SPENDING, since - LATEST, until)
    briefings = store.briefings_ahead(session, [person.id for person in people], since, until)
    near = (since - LATEST - AFTER_SESSION - DAY, until + BEFORE_SESSION + DAY)
    sessions = store.sessions_of(session, [person.id for person in people], *near)
    return {
        person.id: Outlook(
            ZoneInfo(person.zone),
            [
                *spent.get(person.telegram_id or 0, ()),
                *(due_moment(Kind.BRIEFING, person.zone, at) for at in briefings.get(person.id, ())),
            ],
            sessions.get(person.id, ()),
            digests.get(person.id, ()),
            held.get(person.id, ()),
        )
        for person in people
    }


def outlooks_ahead(
    session: Session,
    people: Sequence[Person],
    moments: Collection[datetime],
    digests: Mapping[int, Sequence[NextDigest]],
) -> dict[int, Outlook]:
    """The same, also around the digests that are to come to them, which are given network by network."""
    ahead = {person.id: _digest_moments(person, digests.get(person.id, ())) for person in people}
    around = [*moments, *(at for own in ahead.values() for at in own)]
    return outlooks_of(session, people, around, ahead, store.held_digests(session, list(ahead)))


def digests_of(session: Session, people: Sequence[Person]) -> dict[int, list[NextDigest]]:
    """Of which networks digests come to them, and when the next ones are due: to those who want them."""
    return store.digests_of(session, [person.id for person in people if person.digest is DigestWish.PRIVATE])


def _digest_moments(person: Person, digests: Sequence[NextDigest]) -> list[datetime]:
    """When the next digest is due to somebody, and that of a later week: one a week, and none while they pause."""
    outlook = Outlook(ZoneInfo(person.zone))
    if person.digest_is_monthly:
        return _monthly_moments(person, digests, outlook.zone)
    due = sorted(_weeks_later(one.due_at, number, outlook.zone) for one in digests for number in range(WEEKS_AHEAD))
    weeks = groupby((at for at in due if not person.is_paused(at)), outlook.week_of)
    return [next(own) for _, own in islice(weeks, 2)]


def _monthly_moments(person: Person, digests: Sequence[NextDigest], zone: ZoneInfo) -> list[datetime]:
    """One that is held comes a week later."""
    due = sorted(at for one in digests for at in _months_from(one.due_at, zone))
    first = next((at for at in due if not person.is_paused(at)), None)
    return [] if first is None else [first, _weeks_later(first, 1, zone)]


def _months_from(at: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """A pause takes a month at the most: one of three months is behind it."""
    wall = at.astimezone(zone)
    for _ in range(3):
        yield at
        at = next_of_month(wall.weekday(), at + timedelta.resolution, zone, wall.time())


def _weeks_later(at: datetime, number: int, zone: ZoneInfo) -> datetime:
    return to_utc(at.astimezone(zone).replace(tzinfo=None) + number * WEEK, zone)


def _letters(kind: Kind, one: Planned, now: datetime) -> list[NewLetter]:
    stale_at = one.at + one.stale_after
    postage = Postage(Lane.BULK, RULES[kind].priority, one.at, stale_at, one.key, one.subject, kind)
    return letters.new_messages(one.person.telegram_id or 0, one.message(), now=now, postage=postage)


def _held(kind: Kind, one: Planned, what: Fate, reason: HeldReason) -> NewHeld:
    """What is kept of something that does not come by itself."""
    return {
        "person_id": one.person.id,
        "network_id": one.network_id,
        "kind": kind,
        "about_id": one.about_id,
        "key": one.key,
        "at": one.at,
        "until": one.until,
        "state": HeldState.WAITING if what is Fate.WAITS else HeldState.DROPPED,
        "reason": reason,
        "carried_by": None,
    }
