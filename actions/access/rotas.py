"""Rotas of cases, and the questions of two cities whether they swap."""

from sqlalchemy.orm import Session

from actions.access.networks import access_contributing, access_coordinating, access_network
from actions.refusals import NotAllowed, NotFound
from store.database import row_by_id
from store.memberships import city_by_id
from store.models import City, Network, Person, Rota, TurnSwap
from store.rota import published_rota_of


def access_published_rota(session: Session, person: Person, network_id: int) -> Rota:
    """The rota of cases of a network that the person takes part in; a proposal is not for everybody."""
    _, network = access_network(session, person, network_id)
    rota = published_rota_of(session, network.id)
    if rota is None:
        raise NotFound
    return rota


def access_coordinated_rota(session: Session, person: Person, rota_id: int) -> tuple[Rota, Network]:
    """A rota of cases that the person may change and publish."""
    rota = row_by_id(session, Rota, rota_id)
    if rota is None:
        raise NotFound
    return rota, access_coordinating(session, person, rota.network_id)


def access_presenting(session: Session, person: Person, network_id: int) -> tuple[Rota, Network, City]:
    """The published rota of a network, and the city for which the person may speak about its turn."""
    membership, network = access_contributing(session, person, network_id)
    rota = published_rota_of(session, network.id)
    if rota is None:
        raise NotFound
    city = city_by_id(session, membership.city_id)
    if city is None:
        raise NotAllowed
    return rota, network, city


def access_asked_swap(session: Session, person: Person, swap_id: int) -> tuple[TurnSwap, Rota, Network, City]:
    """A question whether two cities swap, which the person may answer for one of them."""
    swap, rota, network, city = _swap(session, person, swap_id)
    if city.id != swap.other_city_id:
        raise NotAllowed
    return swap, rota, network, city


def access_own_swap(session: Session, person: Person, swap_id: int) -> tuple[TurnSwap, Rota, Network, City]:
    """A question whether two cities swap, which the person's own city asks."""
    swap, rota, network, city = _swap(session, person, swap_id)
    if city.id != swap.city_id:
        raise NotAllowed
    return swap, rota, network, city


def _swap(session: Session, person: Person, swap_id: int) -> tuple[TurnSwap, Rota, Network, City]:
    """It is between two cities: of it the others know nothing."""
    swap = session.get(TurnSwap, swap_id)
    asked_in = session.get(Rota, swap.rota_id) if swap is not None else None
    if swap is None or asked_in is None:
        raise NotFound
    rota, network, city = access_presenting(session, person, asked_in.network_id)
    if city.id not in (swap.city_id, swap.other_city_id):
        raise NotFound
    return swap, rota, network, city
