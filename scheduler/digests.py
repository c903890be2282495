"""Sends the weekly digests that are due."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.digests import do_send_network_digests, do_send_person_digests
from scheduler.tick import Tick
from store.digests import NEXT_DIGEST, due_networks, due_people

READERS_AT_ONCE = 100  # in one transaction, so that nobody who presses a key waits long for it
OF_A_NETWORK = 2  # readers, that is: nobody shares the digest of a network's groups


def enqueue_due_digests(session: Session, now: datetime) -> int:
    """Puts a page of the due digests into the outbox, those of groups first; gives the number of readers decided upon.

    Many of them have nothing new to read: that is something done, and the next page may have.
    """
    networks = due_networks(session, now, READERS_AT_ONCE // OF_A_NETWORK)
    if networks:
        do_send_network_digests(session, networks, now=now)
    people = due_people(session, now, READERS_AT_ONCE - OF_A_NETWORK * len(networks))
    return len(networks) + (do_send_person_digests(session, people, now=now) if people else 0)


TICK = Tick("digests", enqueue_due_digests, NEXT_DIGEST)
