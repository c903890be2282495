"""The coordinators' desk: what needs them, whom they invite, who is in. Every function asks for the right anew."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import attention, audit, letters
from actions.access import access_coordinating
from actions.announcements.reasons import why_unreachable
from actions.guests.visiting import call_off
from actions.invitations import do_create_invitation, do_revoke_invitation
from actions.letters.copies import edit_captions
from actions.live.standing import at_hand
from actions.mydata import do_leave, is_last_coordinator
from actions.network import access_member
from actions.refusals import NetworkClosed, NotFound, Refused
from actions.roles import LastCoordinator
from store import coordinating as store
from store.coordinating import Participant
from store.database import row_by_id
from store.guests import guests_behind
from store.handovers import handover_by_invitation, noted_person_behind
from store.invitations import open_invitations
from store.locking import lock
from store.meetings import next_meeting
from store.memberships import city_by_id, city_on_own_clock
from store.models import City, Invitation, Kind, Meeting, Network, Person, Role
from store.network import cities_with_counts
from store.prompts import next_planned
from texts.announcements.missed import Why
from texts.coordinating import inviting, people
from texts.coordinating import refusals as texts
from texts.coordinating.desk import Overview
from texts.coordinating.inviting import MANY, Invited
from texts.coordinating.people import Unreached
from texts.message import Html
from texts.translator import Translator, translator_for, translator_of

LATELY = timedelta(days=7)
VALID_DAYS = 14
SAME_PRESS = timedelta(minutes=1)


class NotOneself(Refused):
    """Nobody removes themselves from here, so that somebody always coordinates."""

    def sentence(self, t: Translator) -> Html:
        return texts.not_oneself(t)


def unreachable_of(session: Session, networks: Sequence[Network]) -> list[Unreached]:
    """Whom no letter reaches, and why as far as it is known."""
    return [
        Unreached(one, Why.NEVER_STARTED if one.reason is None else why_unreachable(one.reason))
        for one in store.unreachable_participants(session, [network.id for network in networks])
    ]


def overview_of(session: Session, coordinator: Person, network: Network, now: datetime) -> Overview:
    """A network in numbers."""
    cities = cities_with_counts(session, network.id)
    everybody = store.participants(session, network.id)
    came = [one for one in everybody if one.membership.joined_at > now - LATELY and one.person.id != coordinator.id]
    came.sort(key=lambda one: one.membership.joined_at, reverse=True)
    return Overview(
        network=network,
        by_role=dict(Counter(one.membership.role for one in everybody)),
        cities=len(cities),
        empty_cities=tuple(city for city, number in cities if not number),
        meeting=next_meeting(session, network.id, now),
        at_hand=tuple(at_hand(session, [network], now)),
        groups=tuple(store.connected_groups(session, [network.id]).get(network.id, ())),
        open_invitations=len(open_invitations(session, network.id, now)),
        newcomers=tuple(f"{one.person.name} ({one.city.name})" if one.city else one.person.name for one in came),
        prompt=next_planned(session, network.id, now),
        city=city_on_own_clock(session, coordinator),
    )


def do_invite(
    session: Session, coordinator: Person, network_id: int, city_id: int, role: Role, *, now: datetime
) -> tuple[Invited, bool]:
    """A link for one person, and whether it is new: a press that comes twice makes one."""
    network = access_coordinating(session, coordinator, network_id)
    before = store.just_made(session, coordinator, network.id, city_id or None, role, now - SAME_PRESS)
    if before is not None:
        return _invited(session, before.id), False
    city = city_by_id(session, city_id or None)
    if city_id and city is None:
        raise NotFound
    made = do_create_invitation(session, network, city, role, now=now, days=VALID_DAYS, by=coordinator)
    return _invited(session, made.id), True


def do_invite_all(
    session: Session, coordinator: Person | None, network: Network, *, now: datetime
) -> list[tuple[City, Invitation]]:
    """A link for each city: the one that still lets somebody in, or a new one. `coordinator`: None, who has a terminal.

    Two who ask at once get the same.
    """
    if coordinator is not None:
        access_coordinating(session, coordinator, network.id)
    if network.closed_at is not None:
        raise NetworkClosed
    lock(session, network)
    links = store.open_city_links(session, network.id, now)

    def link_of(city: City) -> Invitation:
        return links.get(city.id) or do_create_invitation(
            session, network, city, Role.DELEGATE, now=now, days=VALID_DAYS, by=coordinator
        )

    return [(city, link_of(city)) for city, _ in cities_with_counts(session, network.id)]


def access_invitation(session: Session, coordinator: Person, invitation_id: int) -> Invited:
    """An invitation to a network that the person coordinates."""
    invited = _invited(session, invitation_id)
    access_coordinating(session, coordinator, invited.network.id)
    return invited


def open_invitations_of(session: Session, network: Network, now: datetime) -> list[Invited]:
    """Those that still let somebody in, newest first."""
    found = open_invitations(session, network.id, now)
    return [_invited(session, made.id) for made in found]


def do_widen(session: Session, coordinator: Person, invitation_id: int, *, now: datetime) -> Invited:
    """The same link for several people. Harmless when done twice."""
    invited = access_invitation(session, coordinator, invitation_id)
    made = invited.invitation
    is_spent = made.revoked_at is not None or made.expires_at <= now
    if is_spent or made.role in (Role.COORDINATOR, Role.GUEST) or handover_by_invitation(session, made.id) is not None:
        raise NotFound
    if made.uses < MANY:
        before, made.uses = made.uses, MANY
        audit.record(
            session,
            now=now,
            deed="invitation_widened",
            person_id=coordinator.id,
            network_id=invited.network.id,
            subject=f"invitation:{made.id}",
            details={"before": {"uses": before}, "after": {"uses": MANY}},
        )
    return invited


def do_revoke(session: Session, coordinator: Person, invitation_id: int, *, now: datetime) -> Invited:
    """The link lets nobody in any more."""
    invited = access_invitation(session, coordinator, invitation_id)
    do_revoke_invitation(session, invited.invitation, now=now, by=coordinator)
    call_off(session, invited.invitation, by=coordinator, now=now)
    revoked = inviting.no_longer_valid(reader_of(invited, translator_of(coordinator)))
    edit_captions(session, subject_of(invited.invitation), revoked, now=now, is_void=True)
    return invited


def subject_of(invitation: Invitation) -> str:
    """Of the messages that are ready to forward."""
    return f"invitation:{invitation.id}"


def reader_of(invited: Invited, otherwise: Translator) -> Translator:
    """Who reads what is forwarded: somebody of the city."""
    city = invited.city
    return otherwise if city is None else translator_for(city.language, city.country, city.zone)


def access_participant(session: Session, coordinator: Person, membership_id: int) -> tuple[Participant, Network]:
    """A member of a network that the person coordinates, and whether letters arrive."""
    _, _, network = access_member(session, coordinator, membership_id)
    participant = store.participant_by_membership(session, membership_id)
    if participant is None:
        raise NotFound
    return participant, network


def do_remove(
    session: Session, coordinator: Person, membership_id: int, *, now: datetime
) -> tuple[Participant, Network]:
    """Takes somebody out of a network. What was shared stays with the city."""
    participant, network = access_participant(session, coordinator, membership_id)
    if participant.person.id == coordinator.id:
        raise NotOneself
    lock(session, network)  # of two who coordinate and remove each other, one stays
    session.refresh(participant.membership)
    if is_last_coordinator(session, participant.membership):
        raise LastCoordinator
    do_leave(session, participant.person, network.id, now=now, is_own_wish=False)
    audit.record(
        session,
        now=now,
        deed="removed",
        person_id=coordinator.id,
        network_id=network.id,
        details={
            "member": participant.person.id,
            "role": participant.membership.role.value,
            "city_id": participant.membership.city_id,
        },
    )
    _tell_of_removal(session, participant, network, now)
    return participant, network


def _tell_of_removal(session: Session, removed: Participant, network: Network, now: datetime) -> None:
    if removed.person.telegram_id is None:
        return
    message = people.told_of_removal(translator_of(removed.person), network, removed.city)
    key = f"removed:{removed.membership.id}:{now:%Y%m%d%H%M%S}"
    postage = attention.postage(Kind.PLACE_CHANGED, removed.person, key=key, now=now)
    letters.send(session, removed.person.telegram_id, message, now=now, postage=postage)


def invited_by(session: Session, made: Invitation) -> Invited:
    """With all that its message says."""
    return _invited(session, made.id)


def _invited(session: Session, invitation_id: int) -> Invited:
    made = store.invitation_by_id(session, invitation_id)
    if made is None:
        raise NotFound
    by = session.get(Person, made.created_by) if made.created_by is not None else None
    network, city = session.get_one(Network, made.network_id), city_by_id(session, made.city_id)
    meeting = row_by_id(session, Meeting, made.meeting_id) if made.meeting_id is not None else None
    guests = guests_behind(session, made.id) if meeting is not None else []
    name = by.name if by is not None else ""
    noted = noted_person_behind(session, made.id)
    arrives = noted.name if noted is not None else ""
    return Invited(made, network, city, name, arrives=arrives, meeting=meeting, guest=guests[0] if guests else None)
