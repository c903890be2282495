"""Invitations: opaque tokens that say network, city and role, expire, and are used a limited number of times."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions import audit
from actions.refusals import NetworkClosed, Refused
from store.invitations import count_use, invitation_by_token
from store.meetings import next_meeting
from store.models import City, Invitation, Meeting, Network, Person, Role
from store.programme import cities_of_network
from texts.guests import refusals as guest_texts
from texts.message import Html
from texts.registration import refusals
from texts.translator import Translator

TOKEN_BYTES = 24  # 32 characters of A-Z a-z 0-9 _ -; Telegram takes up to 64 after ?start=
DAYS = 30
MOST_DAYS = 366
MOST_USES = 1000


class InvitationRefused(Refused):
    """A token that does not let anybody in."""


class InvitationUnknown(InvitationRefused):
    """Never issued, mistyped, or cut off."""

    def sentence(self, t: Translator) -> Html:
        return refusals.unknown(t)


class InvitationExpired(InvitationRefused):
    """Its time is over."""

    def sentence(self, t: Translator) -> Html:
        return refusals.expired(t)


class InvitationUsedUp(InvitationRefused):
    """As many people as it was meant for have come."""

    def sentence(self, t: Translator) -> Html:
        return refusals.used_up(t)


class InvitationRevoked(InvitationRefused):
    """Taken back."""

    def sentence(self, t: Translator) -> Html:
        return refusals.revoked(t)


class CityWanted(Refused):
    """A delegate speaks for a city."""

    def sentence(self, t: Translator) -> Html:
        return refusals.city_wanted(t)


class CityElsewhere(Refused):
    """The city takes no part in that network."""

    def sentence(self, t: Translator) -> Html:
        return refusals.city_elsewhere(t)


class InvitationToClosed(InvitationRefused):
    """The network has ended: it is read by those who were in it."""

    def sentence(self, t: Translator) -> Html:
        return refusals.ended(t)


class WrongMeasure(Refused):
    """A number of uses or days outside of what makes sense."""

    def sentence(self, t: Translator) -> Html:
        return refusals.wrong_measure(t, MOST_USES, MOST_DAYS)


class NoSessionAhead(Refused):
    """There is none to which a guest could come."""

    def sentence(self, t: Translator) -> Html:
        return guest_texts.no_session_ahead(t)


def do_create_invitation(
    session: Session,
    network: Network,
    city: City | None,
    role: Role,
    *,
    now: datetime,
    uses: int = 1,
    days: int = DAYS,
    by: Person | None = None,
    meeting: Meeting | None = None,
) -> Invitation:
    """A new invitation; `by` is None on the command line, and rights are the caller's to check.

    meeting: to which a guest comes; None: the next one
    """
    if network.closed_at is not None:
        raise NetworkClosed
    if role is Role.DELEGATE and city is None:
        raise CityWanted
    if city is not None and city.id not in {each.id for each in cities_of_network(session, network.id)}:
        raise CityElsewhere
    if not (1 <= uses <= MOST_USES and 1 <= days <= MOST_DAYS):
        raise WrongMeasure
    if role is Role.GUEST:
        meeting = meeting or next_meeting(session, network.id, now)
        if meeting is None:
            raise NoSessionAhead
    invitation = Invitation(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        network_id=network.id,
        city_id=city.id if city else None,
        meeting_id=meeting.id if meeting else None,
        role=role,
        uses=uses,
        used=0,
        created_at=now,
        created_by=by.id if by else None,
        expires_at=now + timedelta(days=days),
    )
    session.add(invitation)
    session.flush()
    _record(session, "invitation_created", invitation, by, now)
    return invitation


def find_invitation(session: Session, token: str, now: datetime) -> Invitation:
    """The invitation that lets somebody in now, or why it does not."""
    invitation = invitation_by_token(session, token)
    if invitation is None:
        raise InvitationUnknown
    if invitation.revoked_at is not None:
        raise InvitationRevoked
    if invitation.expires_at <= now:
        raise InvitationExpired
    if invitation.used >= invitation.uses:
        raise InvitationUsedUp
    if session.get_one(Network, invitation.network_id).closed_at is not None:
        raise InvitationToClosed
    if invitation.meeting_id is not None and _is_past(session.get_one(Meeting, invitation.meeting_id), now):
        raise InvitationExpired
    return invitation


def _is_past(meeting: Meeting, now: datetime) -> bool:
    """Nobody comes to it any more."""
    return meeting.cancelled_at is not None or meeting.starts_at + timedelta(minutes=meeting.minutes) <= now


def do_use_invitation(session: Session, invitation: Invitation) -> None:
    """Takes one use when somebody has joined with it; refuses when another person was quicker."""
    taken = count_use(session, invitation.id)
    session.refresh(invitation)
    if not taken:
        raise InvitationRevoked if invitation.revoked_at else InvitationUsedUp


def do_revoke_invitation(session: Session, invitation: Invitation, *, now: datetime, by: Person | None = None) -> None:
    """Takes an invitation back; those who came with it stay. Harmless when done twice."""
    if invitation.revoked_at is None:
        invitation.revoked_at = now
        _record(session, "invitation_revoked", invitation, by, now)


def _record(session: Session, deed: str, invitation: Invitation, by: Person | None, now: datetime) -> None:
    # The token itself is a key: it stays out of the log.
    audit.record(
        session,
        now=now,
        deed=deed,
        person_id=by.id if by else None,
        network_id=invitation.network_id,
        subject=f"invitation:{invitation.id}",
        details={"role": invitation.role.value, "city_id": invitation.city_id, "uses": invitation.uses},
    )
