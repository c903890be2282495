"""A day after a network was closed its farewell leaves."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions.cards import post_card
from actions.certificates.making import make_all
from actions.closing.farewell import say_farewell
from actions.closing.standing import farewell_of
from actions.follow_ups.asking import plan_all
from actions.quiet_hours import next_waking
from store.models import Closing, Network
from texts.closing import farewell as texts


def leave(session: Session, closing: Closing, network: Network, *, now: datetime) -> None:
    """To the network's groups and people, once; what was reopened meanwhile says nothing."""
    closing.due_at = None
    if network.closed_at is None:
        return
    closing.left_at = now
    _post_farewell(session, network, now)
    say_farewell(session, closing, network, now, besides=make_all(session, closing, network, now=now))
    plan_all(session, network, network.closed_at)


def _post_farewell(session: Session, network: Network, now: datetime) -> None:
    told, key = farewell_of(session, network, now), f"card:closing:{network.id}:farewell"
    due_at = next_waking(now, ZoneInfo(network.zone))  # it was closed at any hour
    post_card(session, network, lambda t: texts.card(t, told), subject=None, key=key, now=now, due_at=due_at)
