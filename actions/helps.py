"""Three things that a member can help with, three that are needed."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions.access import access_contributing, access_noting
from actions.behalf import keep_noting
from actions.few.offers import keep_offers
from actions.network import access_member
from actions.refusals import EmptyText, NotAllowed, Refused, TooLong
from store.behalf import forget_noting
from store.helps import replace_helps
from store.models import City, HelpKind, Membership, NotedKind, Person
from texts import helps as texts
from texts.message import Html
from texts.one_line import one_line
from texts.translator import Translator

MOST = 3
LIMIT = 200

_BULLET = re.compile(r"^\s*(?:[-–—•·*▪●]+|\(?\d{1,2}[.)])\s+")
_LINES = re.compile(r"[\n;]+")
_COMMAS = re.compile(r",\s+")


class TooManyThings(Refused):
    """More than three."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number

    def sentence(self, t: Translator) -> Html:
        return texts.too_many_things(t, self.number, MOST)


def things_in(text: str) -> list[str]:
    """The things named in a text: one a line, or parted by semicolons, or by commas when it is a single line."""
    parts = [part for part in _LINES.split(text) if one_line(part)]
    if len(parts) == 1:
        parts = _COMMAS.split(parts[0])
    named = (one_line(_BULLET.sub("", part)).rstrip(".,") for part in parts)
    things = list({thing.casefold(): thing for thing in named if thing}.values())
    if not things:
        raise EmptyText
    if len(things) > MOST:
        raise TooManyThings(len(things))
    for thing in things:
        if len(thing) > LIMIT:
            raise TooLong(len(thing), LIMIT)
    return things


def do_set_helps(session: Session, person: Person, network_id: int, kind: HelpKind, things: Sequence[str]) -> None:
    """What the person offers or needs in a network, instead of what was said before."""
    membership, _ = access_contributing(session, person, network_id)
    replace_helps(session, membership.id, kind, things)
    keep_offers(session, membership)
    forget_noting(session, NotedKind.HELPS, membership.id)


def access_noted_helps(session: Session, coordinator: Person, membership_id: int) -> tuple[Membership, Person, City]:
    """One of the people of a city for whom the coordination notes what they offer and need."""
    membership, person, network = access_member(session, coordinator, membership_id)
    if membership.city_id is None or person.id == coordinator.id:
        raise NotAllowed
    return membership, person, access_noting(session, coordinator, network.id, membership.city_id)[1]


def do_note_helps(
    session: Session, coordinator: Person, membership_id: int, things: Mapping[HelpKind, Sequence[str]], now: datetime
) -> None:
    """In the person's name, instead of what was said before."""
    membership, _, city = access_noted_helps(session, coordinator, membership_id)
    for kind, named in things.items():
        replace_helps(session, membership.id, kind, named, coordinator.id)
    keep_offers(session, membership)
    keep_noting(session, coordinator.id, membership.network_id, city.id, NotedKind.HELPS, membership.id, now)
