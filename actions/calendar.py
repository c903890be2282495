"""Sessions in people's own calendars: what changes there, and the secret addresses that calendars fetch from."""

import secrets
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from actions import audit
from actions.refusals import Refused
from store.calendar import feed_by_hash, feed_of, sessions_of
from store.frozen import frozen
from store.locking import lock
from store.memberships import networks_of
from store.models import CalendarFeed, Meeting, Network, Person
from texts.calendar import refusals as texts
from texts.message import Html
from texts.translator import Translator, translator_for, translator_of

TOKEN_BYTES = 24  # 32 characters of A-Z a-z 0-9 _ -


class AddressChanged(Refused):
    """Somebody gave out an address, or took it back, since the page was shown: perhaps oneself, by pressing twice."""

    def sentence(self, t: Translator) -> Html:
        return texts.address_changed(t)


class NotOffered(Refused):
    """This installation has no address under which calendars could find it."""

    def sentence(self, t: Translator) -> Html:
        return texts.not_offered(t)


@frozen
class Feed:
    """What is behind an address. `network`: the only one in it; None: all of a person's."""

    translator: Translator
    network: Network | None
    sessions: list[tuple[Meeting, Network]]


def revise(meeting: Meeting, now: datetime) -> None:
    """Something that calendars show of it has changed: whoever has an earlier revision takes the new one for it."""
    meeting.revision += 1
    meeting.revised_at = now


def do_give_address(session: Session, person: Person, network: Network | None, *, issue: int, now: datetime) -> str:
    """The secret part of a new address, told this once; an earlier one is good no more.

    `network`: for that one, which is the caller's to check; None: for the person. `issue`: as it was on the page.
    """
    feed = _locked(session, person, network, issue)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed.token_hash, feed.issued_at, feed.language = _hash(token), now, person.language
    feed.issue += 1
    _record(session, "calendar_address_given", person, network, now)
    return token


def do_revoke_address(session: Session, person: Person, network: Network | None, *, issue: int, now: datetime) -> None:
    """From now on nothing is found there."""
    feed = _locked(session, person, network, issue)
    feed.token_hash = feed.issued_at = None
    feed.issue += 1
    _record(session, "calendar_address_revoked", person, network, now)


def find_feed(session: Session, token: str) -> Feed | None:
    """What an address leads to; None when it is good no more, or never was."""
    feed = feed_by_hash(session, _hash(token))
    if feed is None:
        return None
    if feed.person_id is None:
        network = session.get_one(Network, feed.network_id)
        return Feed(translator_for(feed.language), network, sessions_of(session, [network.id]))
    person = session.get_one(Person, feed.person_id)
    networks = [network.id for _, network in networks_of(session, person.id)]
    return Feed(translator_of(person), None, sessions_of(session, networks))


def _locked(session: Session, person: Person, network: Network | None, issue: int) -> CalendarFeed:
    lock(session, network or person)
    feed = feed_of(session, person, network)
    if (feed.issue if feed else 0) != issue:
        raise AddressChanged
    if feed is None:
        feed = CalendarFeed(issue=0, language=person.language)
        feed.person_id, feed.network_id = (person.id, None) if network is None else (None, network.id)
        session.add(feed)
    return feed


def _hash(token: str) -> str:
    """A random token needs neither salt nor slowness; and what is looked up by its hash is compared in no time."""
    return sha256(token.encode()).hexdigest()


def _record(session: Session, deed: str, person: Person, network: Network | None, now: datetime) -> None:
    network_id = network.id if network is not None else None
    audit.record(session, now=now, deed=deed, person_id=person.id, network_id=network_id)
