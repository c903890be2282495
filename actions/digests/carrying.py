"""What digests carry that did not come by itself, and digests that do not come because their week is spent."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions.attention import TOLD_LATER
from store import attention as store
from store.attention import NewHeld, Waiting
from store.models import DigestWish, HeldReason, HeldState, Kind, Network, Person
from texts.digests import NetworkNews


def waiting_for(session: Session, people: Sequence[Person], now: datetime) -> defaultdict[int, list[Waiting]]:
    """What their digests are to carry. Drops what is of no use any more, and what waits for no digest any more."""
    wanting = {person.id: person.digest is DigestWish.PRIVATE for person in people}
    waiting: defaultdict[int, list[Waiting]] = defaultdict(list)
    for person_id, own in store.waiting_for(session, wanting).items():
        for one in own:
            if one.held.until <= now or not wanting[person_id]:
                one.held.state = HeldState.DROPPED
            else:
                waiting[person_id].append(one)
    return waiting


def held_before(waiting: Sequence[Waiting]) -> list[datetime]:
    """When digests were held that this one tells of."""
    return [one.held.at for one in waiting if one.held.kind == Kind.DIGEST]


def carry(waiting: Sequence[Waiting], parts: Sequence[NetworkNews], key: str) -> None:
    """It comes with the digest that has this key: what it tells, and what an earlier one would have told."""
    told = {asked for part in parts for asked in part.asks}
    for one in waiting:
        if one.asks is None or one.asks in told:
            one.held.state, one.held.carried_by = HeldState.CARRIED, key


def held_digest(person: Person, network: Network, key: str, at: datetime) -> NewHeld:
    """A digest that does not come: its news are in the next."""
    return {
        "person_id": person.id,
        "network_id": network.id,
        "kind": Kind.DIGEST,
        "about_id": 0,
        "key": key,
        "at": at,
        "until": at + TOLD_LATER,
        "state": HeldState.WAITING,
        "reason": HeldReason.SPENT,
        "carried_by": None,
    }
