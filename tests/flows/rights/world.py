"""A town in which every role is there, and something of everything to be done by each."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.network_settings import do_set
from bot.demo import GROUPS
from handlers import FEATURES
from handlers.routes import Routes
from handlers.turn import Facts, Incoming, Place, Sender, Turn
from store.models import (
    ChatKind,
    Commitment,
    CommitmentState,
    Meeting,
    Membership,
    Network,
    Offer,
    Person,
    Role,
    Rota,
    RotaTurn,
)
from tests.actions.founding import join, settle_person
from tests.flows.filled import fill, hold
from tests.flows.phones import Town
from tests.flows.rights.furnishing import announce, ask_to_read, note, welcome
from texts.groups.presses import (
    GroupConnected,
    GroupDisconnectConfirmed,
    GroupDisconnected,
    GroupLeftAsItIs,
    GroupMoved,
)
from texts.network_settings.presses import Setting
from texts.presses import Press
from texts.translator import translator_for

ROUTES = Routes(FEATURES)
GROUP = "economia-local"
IN_GROUP = (GroupConnected, GroupMoved, GroupDisconnected, GroupDisconnectConfirmed, GroupLeftAsItIs)
_SPEAKS = Membership.role == Role.DELEGATE


class World(NamedTuple):
    """People by what they are in the network; None has no account here."""

    network: Network
    people: dict[str, Person | None]


def build(session: Session, town: Town) -> World:
    fill(session, town.now)
    network = session.scalars(sa.select(Network).where(Network.slug == "economia-local")).one()
    other = session.scalars(sa.select(Network).where(Network.slug == "movilidad-sostenible")).one()
    marta = session.scalars(sa.select(Person).where(Person.telegram_id == 1001)).one()
    do_set(session, marta, network.id, Setting.MINUTES, "60", now=town.now)  # an entry of the audit log

    _promise(session, network, town.now)
    note(session, network, marta, town.now)
    welcome(session, network, marta, town.now)
    announce(session, network, marta, town.now)

    def settle(role: Role, into: Network) -> Person:
        person, city = settle_person(session)
        join(session, person, city if role is Role.DELEGATE else None, into, role=role)
        return person

    people: dict[str, Person | None] = {
        "coordinator": marta,
        "facilitator": settle(Role.FACILITATOR, network),
        "coordinator of another": settle(Role.COORDINATOR, other),
        "delegate": settle(Role.DELEGATE, network),
        "guest": settle(Role.GUEST, network),
        "stranger": None,
        "anonymous administrator": None,
    }
    ask_to_read(session, network, people["coordinator of another"], town.now)
    return World(network, people)


def _promise(session: Session, network: Network, now: datetime) -> None:
    """What `filled.py` has of the other network only."""
    meeting = session.scalars(sa.select(Meeting).where(Meeting.network_id == network.id).order_by(Meeting.id)).first()
    author = session.scalars(sa.select(Membership).where(Membership.network_id == network.id, _SPEAKS)).first()
    assert meeting is not None
    assert author is not None
    of = {"meeting_id": meeting.id, "city_id": author.city_id, "person_id": author.person_id, "language": "es"}
    session.add(Commitment(text="Medir", obstacle="", state=CommitmentState.DOING, taken_at=now, **of))
    session.add(Offer(text="Un plano", for_city_id=author.city_id, offered_at=now, **of))
    session.flush()


def turn_of(session: Session, town: Town, role: str, person: Person | None, said: Press | str) -> Turn:
    """What a press or words of somebody are to a handler: in private, or in the group where they are shown there."""
    is_anonymous, is_in_group = role == "anonymous administrator", isinstance(said, IN_GROUP)
    own = Place(person.telegram_id or 1 if person is not None else 1, ChatKind.PRIVATE)
    place = Place(GROUPS[GROUP], ChatKind.SUPERGROUP) if is_anonymous or is_in_group else own
    sender = None if is_anonymous else Sender(own.id, "Alguien")
    if isinstance(said, IN_GROUP) and person is not None:
        said = replace(said, person_id=person.id)  # others are told that it was not asked of them
    data = said.pack() if isinstance(said, Press) else None
    incoming = Incoming(1, sender, place, text=said if isinstance(said, str) else "", data=data)
    administrators = frozenset() if person is None else frozenset({person.telegram_id or 1})
    facts = Facts("redes_bot", administrators, "https://example.org/calendar/")
    return Turn(session, town.now, incoming, translator_for("es"), facts, person)


def move_on(session: Session, town: Town, world: World) -> None:
    """The rota is published, with a turn of which nothing is asked yet, and the first session runs."""
    rota = session.scalars(sa.select(Rota).where(Rota.network_id == world.network.id)).one()
    rota.published_at = town.now
    speaking = sa.select(Membership).where(Membership.network_id == world.network.id, _SPEAKS).order_by(Membership.id)
    rosa, joao = session.scalars(speaking).fetchmany(2)
    meetings = sa.select(Meeting.id).where(Meeting.network_id == world.network.id).order_by(Meeting.starts_at.desc())
    session.add(RotaTurn(rota_id=rota.id, city_id=rosa.city_id, meeting_id=session.scalars(meetings).first()))
    hold(session, world.network, session.get_one(Person, joao.person_id), joao.city_id, town.now)
