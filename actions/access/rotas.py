"""Rotas of cases, and the questions of two cities whether they swap."""

from sqlalchemy.orm import Session

from actions.access.behalf import OWN, access_voice
from actions.access.networks import access_contributing, access_coordinating, access_network
from actions.refusals import NotAllowed, NotFound
from store.database import row_by_id
from store.models import City, Network, Person, Role, Rota, TurnSwap
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


def access_presenting(
    session: Session, person: Person, network_id: int, city_id: int = OWN
) -> tuple[Rota, Network, City]:
    """The published rota of a network, and the city for which the person may speak about its turn.

    city_id: in whose name, as the coordination
    """
    voice = access_voice(session, person, network_id, city_id)
    rota = published_rota_of(session, voice.network.id)
    if rota is None:
        raise NotFound
    if voice.city is None:
        raise NotAllowed
    return rota, voice.network, voice.city


def access_asked_swap(session: Session, person: Person, swap_id: int) -> tuple[TurnSwap, Rota, Network, City]:
    """A question whether two cities swap, which the person may answer for one of them."""
    return _swap(session, person, swap_id, of_other=True)


def access_own_swap(session: Session, person: Person, swap_id: int) -> tuple[TurnSwap, Rota, Network, City]:
    """A question whether two cities swap, which the person's own city asks, or one for which they note."""
    return _swap(session, person, swap_id, of_other=False)


def _swap(session: Session, person: Person, swap_id: int, *, of_other: bool) -> tuple[TurnSwap, Rota, Network, City]:
    """It is between two cities: of it the others know nothing, but who coordinates and answers for them."""
    swap = session.get(TurnSwap, swap_id)
    asked_in = session.get(Rota, swap.rota_id) if swap is not None else None
    if swap is None or asked_in is None:
        raise NotFound
    asked, own = (swap.other_city_id, swap.city_id) if of_other else (swap.city_id, swap.other_city_id)
    membership, _ = access_contributing(session, person, asked_in.network_id)
    if membership.role is not Role.COORDINATOR and membership.city_id not in (asked, own):
        raise NotFound
    return swap, *access_presenting(session, person, asked_in.network_id, asked)
