"""Whether pairs are open in a network, and which cities want to meet: each says so itself, and may take it back."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.access import access_coordinating, access_voice
from actions.pairs.changing import call_off, take_back_planned
from actions.pairs.days import DAY, ten_on, today_in
from actions.pairs.refusals import PairsOff
from actions.refusals import NetworkClosed, NotAllowed
from store import pairs as store
from store.locking import lock
from store.models import Met, Network, PairWish, Person


def do_switch(session: Session, person: Person, network_id: int, *, is_on: bool, now: datetime) -> bool:
    """Opens or closes pairs; False when that is so already. What the cities said stays."""
    network = access_coordinating(session, person, network_id)
    if network.closed_at is not None:
        raise NetworkClosed
    lock(session, network)
    if (network.pairs_on_at is not None) is is_on:
        return False
    network.pairs_on_at = now if is_on else None
    tomorrow = ten_on(network, today_in(network, now) + DAY)
    network.exchange_at = min(network.exchange_at or tomorrow, tomorrow)
    if not is_on:
        take_back_planned(session, network)
    deed = "pairs_opened" if is_on else "pairs_closed"
    audit.record(session, now=now, deed=deed, person_id=person.id, network_id=network.id)
    return True


def do_wish(
    session: Session, person: Person, network_id: int, city_id: int, *, wants: bool, now: datetime
) -> tuple[Network, bool]:
    """A city wants to meet others, or does so no more: who it was to meet this month is told.

    Gives whether the pairs of this month are made without it.
    """
    voice = access_voice(session, person, network_id, city_id)
    if voice.city is None:
        raise NotAllowed
    lock(session, voice.network)
    if voice.network.pairs_on_at is None:
        raise PairsOff
    wish = store.wishes_of(session, network_id).get(voice.city.id)
    had_wanted = wish is not None and wish.wants
    if wish is None:
        wish = PairWish(network_id=network_id, city_id=voice.city.id)
        session.add(wish)
    wish.wants, wish.person_id, wish.noted_by, wish.changed_at = wants, person.id, voice.noted_by, now
    wish.rests = wish.rests or 0
    session.flush()
    if voice.is_noting:
        details = {"city": voice.city.id}
        audit.record(
            session, now=now, deed="pair_wish_noted", person_id=person.id, network_id=network_id, details=details
        )
    if had_wanted and not wants:
        _call_off(session, voice.network, voice.city.id, now)
    round_ = store.last_round(session, network_id)
    return voice.network, wants and not had_wanted and round_ is not None and round_.left_at is None


def _call_off(session: Session, network: Network, city_id: int, now: datetime) -> None:
    """As if it could not this month, where it has not met yet. What was not told yet is seen to when it leaves."""
    round_ = store.last_round(session, network.id)
    if round_ is None or round_.left_at is None:
        return
    for paired in store.pairs_of(session, round_.id):
        said = paired.said_by(city_id)
        has_met = any(one.met is Met.YES for _, one in paired.of)
        if said is not None and said.cannot_at is None and paired.pair.ended_at is None and not has_met:
            call_off(session, network, round_, paired, city_id, now)
