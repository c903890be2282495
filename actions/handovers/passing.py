"""A place is passed on."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.cards import reader_translator
from actions.catching_up.files import want_file
from actions.handovers.refusals import NoPlace, PlaceChanged
from actions.handovers.standing import colleague, place_of, titular_of
from actions.handovers.telling import tell
from actions.invitations import do_create_invitation, do_revoke_invitation
from actions.letters.copies import edit_copies
from actions.mydata import do_leave
from actions.refusals import NotFound
from actions.search.wording import keep_found
from actions.sheets.keeping import pass_on
from store import handovers as store
from store.adoptions import adoptions_by
from store.database import row_by_id
from store.locking import lock
from store.memberships import city_by_id, members_of
from store.models import City, Handover, Invitation, Kind, Membership, Network, Person, Role
from texts.handovers import told as texts
from texts.handovers.asking import Place
from texts.message import Message
from texts.translator import translator_of

VALID_DAYS = 14


def do_pass_on(
    session: Session,
    person: Person,
    membership_id: int,
    successor_id: int,
    *,
    leaves: bool,
    now: datetime,
    as_titular: bool | None = None,
) -> tuple[City, Person]:
    """To a colleague, at once; harmless when done twice. Gives the city and who goes on for it.

    as_titular: whether the person was told that it is the titular's; raises PlaceChanged when it is otherwise by now
    """
    gone = store.passed_on_and_left(session, person.id, membership_id, successor_id)
    if gone is not None:
        return gone
    place = _locked_place(session, person, membership_id, now)
    successor, follower = colleague(session, place.membership, successor_id)
    if not leaves and _has_passed_on(session, place, successor):
        return place.city, follower
    if as_titular is not None and as_titular is not place.is_titular:
        raise PlaceChanged
    _withdraw_waiting(session, place.membership, person, now)
    handover = _add(session, place, person, leaves, now)
    _complete(session, handover, place.membership, successor, now)
    message = texts.to_successor(translator_of(follower), place.network, place.city, place.person)
    key = f"{subject_of(handover)}:person:{follower.id}"
    tell(session, Kind.PLACE_CHANGED, follower, key, message, now)
    want_file(session, follower, place.network, now, comes_with=key)
    if not place.is_own:
        _tell_predecessor(session, place.person, place.network, place.city, follower, handover, now)
    _tell_coordination(session, place.network, place.city, place.person, follower, handover, now, besides=person)
    return place.city, follower


def do_wait_for_successor(
    session: Session, person: Person, membership_id: int, *, leaves: bool, now: datetime
) -> tuple[Handover, Invitation, bool]:
    """A link for somebody new, who takes over when they come in; False when it is out already."""
    place = _locked_place(session, person, membership_id, now)
    waiting = store.waiting_handover(session, membership_id, now)
    if waiting is not None:
        waiting[0].leaves = leaves
        return *waiting, False
    invitation = do_create_invitation(
        session, place.network, place.city, Role.DELEGATE, now=now, days=VALID_DAYS, by=person
    )
    handover = _add(session, place, person, leaves, now, invitation.id)
    if not place.is_own:
        message = texts.link_is_out(translator_of(place.person), place.network, place.city, person, leaves=leaves)
        tell(session, Kind.PLACE_CHANGED, place.person, f"{subject_of(handover)}:out", message, now)
    return handover, invitation, True


def do_withdraw_handover(
    session: Session, person: Person, membership_id: int, handover_id: int, now: datetime
) -> tuple[Person, City] | None:
    """Nobody is waited for any more. Harmless when done twice; who had come before, and for which city, is given."""
    place = _locked_place(session, person, membership_id, now)
    waiting = store.waiting_handover(session, place.membership.id, now)
    if waiting is not None and waiting[0].id == handover_id:
        do_revoke_invitation(session, waiting[1], now=now, by=person)
    handover = row_by_id(session, Handover, handover_id)
    if handover is None or handover.membership_id != membership_id or handover.done_at is None:
        return None
    if handover.successor_id is None:  # they came in themselves
        return place.person, place.city
    successor = session.get_one(Membership, handover.successor_id)
    return session.get_one(Person, successor.person_id), place.city


def do_take_over(session: Session, invitation: Invitation, successor: Membership, *, now: datetime) -> None:
    """Somebody has come in with a link: where a place waited for them, it is theirs."""
    handover = store.handover_by_invitation(session, invitation.id)
    if handover is None or successor.role is not Role.DELEGATE:
        return
    membership = session.get_one(Membership, handover.membership_id)
    lock(session, membership)
    lock(session, handover)
    network = row_by_id(session, Network, successor.network_id)
    city, follower = city_by_id(session, successor.city_id), row_by_id(session, Person, successor.person_id)
    if network is None or city is None or follower is None:
        raise NoPlace
    before = session.get_one(Person, membership.person_id)
    if not _is_theirs_still(handover, membership, successor):
        return
    _complete(session, handover, membership, successor, now)
    _close_waiting(session, handover, network, city, follower, now)
    _tell_predecessor(session, before, network, city, follower, handover, now)
    _tell_coordination(session, network, city, before, follower, handover, now)


def subject_of(handover: Handover) -> str:
    """Of the screens that say that somebody is waited for."""
    return f"handover:{handover.id}"


def _close_waiting(
    session: Session, handover: Handover, network: Network, city: City, follower: Person, now: datetime
) -> None:
    def come(chat_id: int) -> Message:
        return texts.done(reader_translator(session, network, chat_id), city, follower, leaves=handover.leaves)

    edit_copies(session, subject_of(handover), come, now=now)


def _locked_place(session: Session, person: Person, membership_id: int, now: datetime) -> Place:
    """Of two who pass the same place on, one is first, and the other sees what has become of it."""
    membership = row_by_id(session, Membership, membership_id)
    if membership is None:
        raise NotFound
    lock(session, membership)
    return place_of(session, person, membership_id, now)


def _is_theirs_still(handover: Handover, membership: Membership, successor: Membership) -> bool:
    """Whether who had the place has it by now; a place that was given up waits for nobody."""
    is_waiting = handover.done_at is None and membership.left_at is None and membership.role is Role.DELEGATE
    return is_waiting and membership.city_id == successor.city_id and membership.id != successor.id


def _has_passed_on(session: Session, place: Place, successor: Membership) -> bool:
    """Whether nothing is left to pass on to somebody who has taken over before."""
    is_empty = not (place.is_titular or place.challenges or place.adoptions)
    return is_empty and store.was_passed_on(session, place.membership.id, successor.id)


def _add(
    session: Session, place: Place, person: Person, leaves: bool, now: datetime, invitation_id: int | None = None
) -> Handover:
    handover = Handover(
        membership_id=place.membership.id,
        person_id=person.id,
        leaves=leaves,
        invitation_id=invitation_id,
        asked_at=now,
    )
    session.add(handover)
    session.flush()
    return handover


def _complete(
    session: Session, handover: Handover, membership: Membership, successor: Membership, now: datetime
) -> None:
    if titular_of(session, membership) == membership.id:
        successor.titular_at = now
    challenges = store.challenges_of(session, membership)
    for challenge in challenges:
        challenge.person_id = successor.person_id
        pass_on(session, challenge)
        keep_found(session, challenge)
    adoptions = adoptions_by(session, membership)
    for adoption in adoptions:
        adoption.person_id = successor.person_id
    handover.successor_id, handover.done_at = successor.id, now
    if handover.leaves and membership.left_at is None:
        do_leave(session, session.get_one(Person, membership.person_id), membership.network_id, now=now)
    details: dict[str, object] = {
        "member": membership.person_id,
        "successor": successor.person_id,
        "city_id": membership.city_id,
        "challenges": [challenge.id for challenge in challenges],
        "adoptions": [adoption.id for adoption in adoptions],
        "leaves": handover.leaves,
    }
    _record(session, "place_passed_on", handover.person_id, membership, now, details)
    session.flush()


def _withdraw_waiting(session: Session, membership: Membership, person: Person, now: datetime) -> None:
    """A link that was out for somebody new leads nowhere once a colleague has taken over."""
    waiting = store.waiting_handover(session, membership.id, now)
    if waiting is not None:
        do_revoke_invitation(session, waiting[1], now=now, by=person)


def _tell_predecessor(
    session: Session, before: Person, network: Network, city: City, follower: Person, handover: Handover, now: datetime
) -> None:
    message = texts.to_predecessor(translator_of(before), network, city, follower, leaves=handover.leaves)
    tell(session, Kind.PLACE_CHANGED, before, f"{subject_of(handover)}:person:{before.id}", message, now)


def _tell_coordination(
    session: Session,
    network: Network,
    city: City,
    before: Person,
    follower: Person,
    handover: Handover,
    now: datetime,
    *,
    besides: Person | None = None,
) -> None:
    for _, one in members_of(session, network.id, Role.COORDINATOR):
        if besides is None or one.id != besides.id:
            message = texts.to_coordination(translator_of(one), network, city, before, follower)
            tell(session, Kind.ROLE_CHANGED, one, f"{subject_of(handover)}:person:{one.id}", message, now)


def _record(
    session: Session, deed: str, by: int, membership: Membership, now: datetime, details: dict[str, object]
) -> None:
    audit.record(session, now=now, deed=deed, person_id=by, network_id=membership.network_id, details=details)
