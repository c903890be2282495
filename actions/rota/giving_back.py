"""A city that cannot present gives its turn back."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.rota.changing import keep_change, lock_all, show_change
from actions.rota.refusals import RotaChanged
from actions.rota.standing import standing_of
from actions.rota.swapping import own_meeting
from actions.rota.telling import tell_of_change, tell_of_free_place
from store import rota as store
from store.models import City, Meeting, Network, Person, Rota


def do_give_back(
    session: Session,
    person: Person,
    rota: Rota,
    network: Network,
    city: City,
    *,
    sequence: int,
    now: datetime,
    noted_by: int | None = None,
) -> None:
    """The place becomes free; who coordinates is told once, and finds the city at the desk among those without a turn.

    Another change of turns since the key was shown makes it void, for it may be about another date.
    noted_by: who does it in the city's name
    """
    lock_all(session, rota)
    if rota.sequence != sequence:
        raise RotaChanged
    meeting = own_meeting(standing_of(session, rota, network, now), city)
    store.forget_turn(session, rota, city.id)
    keep_change(session, person, rota, "turn_given_back", _details(city, meeting, noted_by), now)
    show_change(session, rota, network, now=now)
    tell_of_change(session, person, rota, network, [city], now=now)
    tell_of_free_place(session, person, rota, network, city, meeting, now=now)


def _details(city: City, meeting: Meeting, noted_by: int | None) -> dict[str, int | None]:
    return {"city": city.id, "from": meeting.id, "noted_by": noted_by}
