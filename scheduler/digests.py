"""Sends the weekly digests that are due."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.digests import do_send_network_digest, do_send_person_digests
from scheduler.tick import Tick
from store.digests import due_networks, due_people, next_digest_due

PEOPLE_AT_ONCE = 100  # in one transaction; the others at the next ring


def enqueue_due_digests(session: Session, now: datetime) -> int:
    """Puts the due digests of groups and of people into the outbox."""
    to_groups = sum(do_send_network_digest(session, network, now=now) for network in due_networks(session, now))
    people = due_people(session, now, PEOPLE_AT_ONCE)
    return to_groups + (do_send_person_digests(session, people, now=now) if people else 0)


TICK = Tick("digests", enqueue_due_digests, next_digest_due)
