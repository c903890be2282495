"""A guest's own page of the session, the way in to it, and what stays closed."""

from dataclasses import replace
from datetime import timedelta

from actions.access import access_own_visit, access_visit
from actions.guests.showing import visit_page
from actions.guests.visiting import DAYS, end_of
from actions.refusals import OneSessionOnly
from actions.registration import Welcome
from handlers.turn import Turn
from store.guests import visits_in, visits_of
from store.invitations import invitation_by_token
from store.models import Network
from texts.guests import coming, visiting
from texts.guests.presses import VisitOpened
from texts.message import Button, Html, Message, paragraphs

OPEN_COMMANDS = frozenset({"start", "menu", "settings", "mydata", "cancel"})


def visit_of(turn: Turn, meeting_id: int) -> Message:
    """The page of the session to which the person comes."""
    visit = access_visit(turn.session, turn.member, meeting_id)
    return visit_page(turn.session, visit, turn.member, turn.now)


def open_visit(turn: Turn, press: VisitOpened) -> Message:
    """The same, from a reminder or the questions."""
    turn.check_private()
    visit = access_own_visit(turn.session, turn.member, press.guest_id)
    return visit_page(turn.session, visit, turn.member, turn.now)


def newest_visit(turn: Turn, network: Network) -> Message:
    """To somebody who has just come in."""
    visit = max(visits_in(turn.session, turn.member.id, network.id), key=lambda one: one.guest.id)
    shown = visit_page(turn.session, visit, turn.member, turn.now)
    return replace(shown, text=paragraphs(coming.ready(turn.translator, turn.member), shown.text))


def own_visit_behind(turn: Turn, token: str) -> Message | None:
    """Whoever opens the link again is where it leads."""
    invitation = invitation_by_token(turn.session, token)
    if invitation is None or invitation.meeting_id is None:
        return None
    visits = [one for one in visits_of(turn.session, turn.member.id) if one.meeting.id == invitation.meeting_id]
    return visit_page(turn.session, visits[0], turn.member, turn.now) if visits else None


def coming_behind(turn: Turn, welcome: Welcome) -> tuple[Html, Html] | None:
    """To what a guest is invited, and what is kept of them; None: the link is for somebody else."""
    if welcome.meeting is None:
        return None
    until = end_of(welcome.meeting) + timedelta(days=DAYS)
    return (
        coming.invited(turn.translator, welcome.network, welcome.meeting, until),
        coming.notice(turn.translator, welcome.network),
    )


def hub_key(turn: Turn) -> Button | None:
    """To the session of a guest who takes part elsewhere, too."""
    visits = visits_of(turn.session, turn.member.id) if turn.is_guest else []
    return visiting.hub_key(turn.translator, visits[0]) if visits else None


def hub_of_guest(turn: Turn) -> Message | None:
    """All that there is for somebody who is nothing but a guest."""
    visits = visits_of(turn.session, turn.member.id) if turn.is_guest else []
    return visiting.hub(turn.translator, turn.member, visits) if visits else None


def check_command(turn: Turn, name: str | None) -> None:
    """What is of networks is closed to somebody who is nothing but a guest."""
    if name is not None and name not in OPEN_COMMANDS and turn.person is not None and turn.is_only_guest:
        raise OneSessionOnly
