"""Up to when each reader has been told.

A digest covers what was published since the last one that was *sent*. Whether a letter was sent shows only later, so
the watermark is moved when the next one is due: until then the letter itself stands for it, found by its subject.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import letters
from store import digests as store
from store.attention import give_back
from store.digests import Written
from store.models import UNSENT, City, LetterState, Membership, Network

# What is being committed at this moment may carry a slightly earlier time than ours: it belongs to the next digest.
SETTLED = timedelta(seconds=10)


def subject_to_person(person_id: int) -> str:
    """Of the digests to a person."""
    return f"digest:{person_id}"


def subject_to_groups(network_id: int) -> str:
    """Of the digests to a network's groups, which share one watermark."""
    return f"network-digest:{network_id}"


def settle_people(
    session: Session, present: Mapping[int, Sequence[tuple[Membership, City | None]]], now: datetime
) -> tuple[defaultdict[int, set[int]], list[Written]]:
    """Moves watermarks up to what was sent.

    present: all present memberships of each person
    Gives the networks, by person, of which a digest is still under way, and the digests to be accounted for.
    """
    under_way: defaultdict[int, set[int]] = defaultdict(set)
    ended = []
    by_subject = {subject_to_person(person_id): person_id for person_id in present}
    for digest in store.written(session, by_subject):
        person_id = by_subject[digest.subject]
        if _is_under_way(digest, now):
            under_way[person_id] |= _networks_in(digest)
            continue
        for membership, _ in present[person_id]:
            if membership.network_id in _networks_in(digest):
                membership.digest_sent_until = _told_until(digest, membership.digest_sent_until)
        ended.append(digest)
    _give_back_what_they_carried(session, ended)
    return under_way, ended


def _give_back_what_they_carried(session: Session, ended: Sequence[Written]) -> None:
    lost = {letters.whole_key(digest.key) for digest in ended if digest.state is not LetterState.SENT}
    if lost:
        give_back(session, lost)


def settle_networks(session: Session, networks: Sequence[Network], now: datetime) -> tuple[set[int], list[Written]]:
    """The same for groups: the networks to one of whose groups a digest is still under way, and the digests."""
    under_way = set()
    ended = []
    by_subject = {subject_to_groups(network.id): network for network in networks}
    for digest in store.written(session, by_subject):
        network = by_subject[digest.subject]
        if _is_under_way(digest, now):
            under_way.add(network.id)
            continue
        network.digest_sent_until = _told_until(digest, network.digest_sent_until)
        ended.append(digest)
    return under_way, ended


def key_of_networks(network_ids: Iterable[int]) -> str:
    """How the key of a letter to a person ends."""
    return "+".join(str(network_id) for network_id in network_ids)


def _networks_in(digest: Written) -> set[int]:
    return {int(number) for number in letters.whole_key(digest.key).rpartition(":")[2].split("+")}


def _is_under_way(digest: Written, now: datetime) -> bool:
    return digest.state in UNSENT and digest.stale_at is not None and digest.stale_at > now


def _told_until(digest: Written, before: datetime | None) -> datetime | None:
    if digest.state is not LetterState.SENT:
        return before
    until = digest.created_at - SETTLED
    return until if before is None else max(before, until)
