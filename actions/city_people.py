"""Who is there for each city of a network, as its coordinators see it; and a link for each."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions import letters
from actions.coordinating import do_invite_all
from actions.refusals import NotFound
from store import coordinating as store
from store.models import City, Invitation, Network, Person, Role
from store.network import cities_with_counts, members_by_city
from texts import spreadsheets
from texts.coordinating import cities as texts
from texts.coordinating.cities import CityStanding
from texts.translator import translator_of


def cities_of(session: Session, network: Network, now: datetime) -> list[CityStanding]:
    """Each with its delegates, the titular first; those from which nobody has come stand before all others."""
    people = {one.membership.id: one for one in store.participants(session, network.id)}
    members = members_by_city(session, network.id)
    links = store.open_city_links(session, network.id, now)
    standings = [
        CityStanding(
            city,
            tuple(
                people[membership.id]
                for membership, _ in members.get(city.id, ())
                if membership.id in people and membership.role is Role.DELEGATE
            ),
            links.get(city.id),
        )
        for city, _ in cities_with_counts(session, network.id)
    ]
    return sorted(standings, key=lambda one: bool(one.people))


def city_of(session: Session, network: Network, city_id: int, now: datetime) -> CityStanding:
    """One of them."""
    for one in cities_of(session, network, now):
        if one.city.id == city_id:
            return one
    raise NotFound


def do_send_links(
    session: Session, coordinator: Person, network: Network, address: Callable[[str], str], *, now: datetime
) -> None:
    """To the coordinator, as a file: a link for each city. `address`: of a token."""
    links = do_invite_all(session, coordinator, network, now=now)
    if coordinator.telegram_id is not None:
        name, caption = f"{network.slug}-{now:%Y-%m-%d}.csv", texts.links_caption(translator_of(coordinator), network)
        written = as_csv(network, links, address)
        letters.send_table(session, coordinator.telegram_id, name, written, caption, now=now)


def as_csv(network: Network, links: Sequence[tuple[City, Invitation]], address: Callable[[str], str]) -> str:
    """A row for each city."""
    rows = [(city, made, address(made.token)) for city, made in links]
    return spreadsheets.written(texts.links_written(network, rows))
