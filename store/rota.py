"""Queries of the rota of cases: whose turn is when, and who has something to present."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.database import all_straight, rows_straight
from store.frozen import frozen
from store.memberships import contributors
from store.models import (
    NOT_BEGUN,
    UNSENT,
    Challenge,
    City,
    Experience,
    Letter,
    Meeting,
    Network,
    NetworkCity,
    Person,
    Rota,
    RotaTurn,
    Visibility,
)
from store.models.letters import written_out

# Asked whenever a session is told of: built once.
_PRESENTING = (
    sa.select(City)
    .join(RotaTurn, RotaTurn.city_id == City.id)
    .join(Rota, Rota.id == RotaTurn.rota_id)
    .join(NetworkCity, sa.and_(NetworkCity.city_id == City.id, NetworkCity.network_id == Rota.network_id))
    .where(RotaTurn.meeting_id == sa.bindparam("meeting_id"), Rota.published_at.is_not(None))
    .order_by(City.name, City.slug)
)
_TURNS = (
    sa.select(City, Meeting)
    .join(RotaTurn, RotaTurn.city_id == City.id)
    .join(Meeting, Meeting.id == RotaTurn.meeting_id)
    .join(
        NetworkCity,
        sa.and_(NetworkCity.city_id == City.id, NetworkCity.network_id == sa.bindparam("network_id")),
    )
    .where(RotaTurn.rota_id == sa.bindparam("rota_id"))
    .order_by(City.name, City.slug)
)


@frozen
class RotaReader:
    """A present member whom the turns concern, and whether letters arrive."""

    person: Person
    city: City | None
    is_reachable: bool


@frozen
class WaitingLetter:
    """One that can still be taken back."""

    letter_id: int
    chat_id: int
    key: str


def rota_of(session: Session, network_id: int) -> Rota | None:
    """The network's, published or not."""
    return session.scalar(sa.select(Rota).where(Rota.network_id == network_id))


def published_rota_of(session: Session, network_id: int) -> Rota | None:
    """The network's, once everybody may see it."""
    return session.scalar(sa.select(Rota).where(Rota.network_id == network_id, Rota.published_at.is_not(None)))


def published_rotas(session: Session, network_ids: Collection[int]) -> list[tuple[Rota, Network]]:
    """Those of these networks that are open."""
    found = (
        sa.select(Rota, Network)
        .join(Network, Network.id == Rota.network_id)
        .where(Rota.network_id.in_(network_ids), Rota.published_at.is_not(None), Network.closed_at.is_(None))
        .order_by(Network.starts_on, Network.id)
    )
    return [(rota, network) for rota, network in session.execute(found)]


def turns_of(session: Session, rota: Rota) -> list[tuple[City, Meeting]]:
    """Each city of the network that has a turn, with its session, also a cancelled one; by name."""
    found = rows_straight(session, _TURNS, {"rota_id": rota.id, "network_id": rota.network_id})
    return [(city, meeting) for city, meeting in found]


def presenting_in(session: Session, meeting: Meeting) -> list[City]:
    """Whose case is heard in a session, by name, as far as it is published."""
    return all_straight(session, _PRESENTING, {"meeting_id": meeting.id})


def save_turn(session: Session, rota: Rota, city_id: int, meeting_id: int) -> None:
    """Gives a city its turn, in the place of an earlier one."""
    turn = session.get(RotaTurn, (rota.id, city_id))
    if turn is None:
        session.add(RotaTurn(rota_id=rota.id, city_id=city_id, meeting_id=meeting_id))
    else:
        turn.meeting_id = meeting_id
    session.flush()


def forget_turn(session: Session, rota: Rota, city_id: int) -> None:
    """The city has none any more."""
    turn = session.get(RotaTurn, (rota.id, city_id))
    if turn is not None:
        session.delete(turn)
    session.flush()


def forget_turns(session: Session, rota: Rota) -> None:
    """All of them: it is drawn up anew."""
    for turn in session.scalars(sa.select(RotaTurn).where(RotaTurn.rota_id == rota.id)).all():
        session.delete(turn)
    session.flush()


def cities_that_shared(session: Session, network_id: int) -> set[int]:
    """The ids of those cities of which a challenge or an experience is there for the network to read."""
    shared: set[int] = set()
    for record in (Challenge, Experience):
        found = sa.select(record.city_id).where(
            record.network_id == network_id,
            record.city_id.is_not(None),
            record.withdrawn_at.is_(None),
            record.visibility == Visibility.NETWORK,
        )
        shared |= {city_id for city_id in session.scalars(found.distinct()) if city_id is not None}
    return shared


def readers_of(session: Session, network_id: int) -> list[RotaReader]:
    """The present members who prepare sessions or speak for a city; guests are told by who invited them."""
    return [RotaReader(*contributor) for contributor in contributors(session, network_id)]


def waiting_letters(session: Session, prefix: str, chat_id: int | None = None) -> list[WaitingLetter]:
    """Those whose key begins so, perhaps of one chat only; nobody sends them before this unit is done."""
    of_chat = [] if chat_id is None else [Letter.chat_id == chat_id]
    unsent = (Letter.state.in_(written_out(*UNSENT)), Letter.state.in_(NOT_BEGUN), Letter.part == 0, *of_chat)
    found = sa.select(Letter.id, Letter.chat_id, Letter.key).where(
        *unsent, Letter.key.startswith(prefix, autoescape=True)
    )
    rows = session.execute(found.order_by(Letter.id).with_for_update())
    return [WaitingLetter(letter_id, to, key or "") for letter_id, to, key in rows]
