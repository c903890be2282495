"""All that was made is taken back, until the first letter is sent, and as long as nobody has done anything with it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions import audit
from actions.convening.planning import access_plan
from actions.convening.refusals import LettersLeft, NetworksInUse, PlanChanged
from store import composing as store
from store.convening import erase_cities, erase_networks, forget_letters
from store.locking import lock
from store.models import City, Convening, ConveningState, Invitation, Meeting, Membership, Network, Person

# What making a network writes by itself; anything else was done by somebody since.
OWN = {
    "network_city.network_id",
    "meeting.network_id",
    "membership.network_id",
    "invitation.network_id",
    "prompt.network_id",
    "audit_entry.network_id",
}
OF_MEETINGS = {"reminder.meeting_id", "prompt.meeting_id"}


def do_undo(session: Session, person: Person, convening_id: int, *, sequence: int, now: datetime) -> Convening:
    """The plan stays, to be made again. Harmless when it was undone already."""
    convening = access_plan(session, person, convening_id)
    return do_take_back(session, convening, person, sequence=sequence, now=now)


def do_take_back(
    session: Session, convening: Convening, person: Person | None, *, sequence: int, now: datetime
) -> Convening:
    """The same; `person` is None on the command line."""
    lock(session, convening)
    if convening.state is not ConveningState.MADE:
        return convening
    if convening.sequence != sequence:
        raise PlanChanged
    if convening.sent_at is not None:
        raise LettersLeft
    made = convening.made
    check_untouched(session, convening)
    forget_letters(session, made["invitations"])
    erase_networks(session, made["networks"])
    _erase_new_cities(session, made["cities"])
    convening.state, convening.sequence, convening.made = ConveningState.UNDONE, convening.sequence + 1, {}
    convening.made_at = convening.letters_at = None
    audit.record(
        session,
        now=now,
        deed="networks_undone",
        person_id=None if person is None else person.id,
        subject=f"convening:{convening.id}",
        details={"networks": made["networks"], "cities": made["cities"]},
    )
    session.flush()
    return convening


def check_untouched(session: Session, convening: Convening) -> None:
    """Refuses where somebody came, or did anything."""
    networks = convening.made["networks"]
    links = sa.select(Invitation.id).where(Invitation.network_id.in_(networks)).order_by(Invitation.id)
    session.execute(links.with_for_update())  # who is joining by one at this moment is in first
    others = sa.select(Membership.id).where(
        Membership.network_id.in_(networks), Membership.person_id != (convening.person_id or 0)
    )
    used = sa.select(Invitation.id).where(Invitation.network_id.in_(networks), Invitation.used > 0)
    meetings = list(session.scalars(sa.select(Meeting.id).where(Meeting.network_id.in_(networks))))
    done = store.pointing_at(session, Network, networks).keys() - OWN
    done |= store.pointing_at(session, Meeting, meetings).keys() - OF_MEETINGS
    if done or session.scalar(others.limit(1)) or session.scalar(used.limit(1)):
        raise NetworksInUse


def _erase_new_cities(session: Session, city_ids: list[int]) -> None:
    """Those that nothing else names by now."""
    named = store.pointing_at(session, City, city_ids).values()
    erase_cities(session, set(city_ids).difference(*named))
