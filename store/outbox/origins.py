"""From which networks a letter is: its key begins with what it is about, or ends with them."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from store.models import (
    Adoption,
    AnnouncementNetwork,
    Certificate,
    Challenge,
    DatePoll,
    Experience,
    FollowUp,
    Guest,
    Handover,
    Meeting,
    Membership,
    Network,
    Pair,
    PairRound,
    Prompt,
    Proposal,
    RecordAccess,
    Rota,
    Sheet,
    Solution,
    Survey,
)

T = TypeVar("T")

_OF: sa.BindParameter[Any] = sa.bindparam("of", expanding=True)
_GUESTS = sa.select(Meeting.network_id).join(Guest, Guest.meeting_id == Meeting.id).where(Guest.id.in_(_OF))
_HANDOVERS = (
    sa.select(Membership.network_id).join(Handover, Handover.membership_id == Membership.id).where(Handover.id.in_(_OF))
)
_SOLUTIONS = (
    sa.select(Challenge.network_id).join(Solution, Solution.challenge_id == Challenge.id).where(Solution.id.in_(_OF))
)
_ANNOUNCEMENTS = sa.select(AnnouncementNetwork.network_id).where(AnnouncementNetwork.announcement_id.in_(_OF))


def origin_of(key: str | None) -> str:
    """What tells it, of a key: many letters are about the same thing."""
    parts = (key or "").removeprefix("card:").split(":")
    if parts[0] == "digest":
        return f"network:{parts[-1]}" if "person" in parts else ""
    return ":".join(parts[:2])


def slugs_behind(session: Session, origin: str) -> list[str]:
    """The networks of an origin, as far as it tells them."""
    return _behind(session, origin, Network.slug)


def networks_behind(session: Session, origin: str) -> list[int]:
    """The same by their ids."""
    return _behind(session, origin, Network.id)


def _behind(session: Session, origin: str, column: InstrumentedAttribute[T]) -> list[T]:
    beginning, _, written = origin.partition(":")
    of = [int(number) for number in written.split("+") if number.isdigit()]
    asked = _by_beginning().get(beginning)
    if asked is None or not of:
        return []
    found = sa.select(column).where(Network.id.in_(asked)).order_by(column)
    return list(session.scalars(found, {"of": of}))


@cache
def _by_beginning() -> Mapping[str, sa.Select[Any]]:
    named = {
        "meeting": (Meeting.network_id, Meeting.id),
        "rota": (Rota.network_id, Rota.id),
        "poll": (DatePoll.network_id, DatePoll.id),
        "prompt": (Prompt.network_id, Prompt.id),
        "results": (Prompt.network_id, Prompt.id),
        "planned": (Prompt.network_id, Prompt.id),
        "challenge": (Challenge.network_id, Challenge.id),
        "experience": (Experience.network_id, Experience.id),
        "access": (RecordAccess.network_id, RecordAccess.id),
        "proposal": (Proposal.network_id, Proposal.id),
        "sheet": (Sheet.network_id, Sheet.id),
        "pair": (Pair.network_id, Pair.id),
        "pairs": (PairRound.network_id, PairRound.id),
        "adoption": (Adoption.network_id, Adoption.id),
        "survey": (Survey.network_id, Survey.id),
        "certificate": (Certificate.network_id, Certificate.id),
        "followup": (FollowUp.network_id, FollowUp.id),
        "contact": (Membership.network_id, Membership.id),
        "role": (Membership.network_id, Membership.id),
        "removed": (Membership.network_id, Membership.id),
    }
    others = {
        "visit": _GUESTS,
        "guest": _GUESTS,
        "handover": _HANDOVERS,
        "solution": _SOLUTIONS,
        "announcement": _ANNOUNCEMENTS,
        "network": sa.select(Network.id).where(Network.id.in_(_OF)),
        "needs": sa.select(Network.id).where(Network.id.in_(_OF)),
        "closing": sa.select(Network.id).where(Network.id.in_(_OF)),
        "digest-preview": sa.select(Network.id).where(Network.id.in_(_OF)),
        "titular": sa.select(Network.id).where(Network.id.in_(_OF)),
    }
    return {**{name: sa.select(network).where(one.in_(_OF)) for name, (network, one) in named.items()}, **others}
