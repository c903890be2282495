"""Who took part in a network that has ended is told so in private, once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions import attention, letters
from actions.closing.standing import farewell_of
from store.memberships import city_by_id, members_of
from store.models import Closing, Kind, Membership, Network, Person, Role
from texts.closing import farewell as texts
from texts.translator import translator_of


def say_farewell(
    session: Session, closing: Closing, network: Network, now: datetime, *, besides: Sequence[int]
) -> None:
    """But to guests, and to who closed it. besides: who is told by their certificate."""
    told = {*besides, closing.person_id}
    members = members_of(session, network.id, Role.DELEGATE, Role.FACILITATOR, Role.COORDINATOR)
    say_to(session, network, [one for one in members if one[1].id not in told], now)


def say_to(session: Session, network: Network, members: Sequence[tuple[Membership, Person]], now: datetime) -> None:
    """Each in waking hours."""
    told = farewell_of(session, network, now)
    for membership, person in members:
        if person.telegram_id is None:
            continue
        city = city_by_id(session, membership.city_id) if membership.role is Role.DELEGATE else None
        postage = attention.postage(
            Kind.FAREWELL, person, key=f"closing:{network.id}:farewell:person:{person.id}", now=now
        )
        message = texts.letter(translator_of(person), told, city)
        letters.send(session, person.telegram_id, message, now=now, postage=postage)
