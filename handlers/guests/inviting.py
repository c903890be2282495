"""Whoever prepares a session invites somebody from outside, and looks after their visit."""

from actions.access import access_coordinating, access_guest, access_hosted_guest
from actions.coordinating import invited_by
from actions.guests.inviting import (
    access_open_to_guests,
    do_end,
    do_invite_guest,
    do_prolong,
    invitation_of,
)
from actions.guests.visiting import ends_at
from actions.invitations import NoSessionAhead
from actions.readers import reader_of
from actions.refusals import NotFound
from actions.registration import checked_line
from handlers.coordinating import show_link
from handlers.form import Answers, Form, Step, number_in, restart
from handlers.turn import Turn
from store.guests import Visit
from store.meetings import next_meeting
from store.models import Draft
from texts.guests import inviting as texts
from texts.guests.presses import (
    GuestInvitingBegun,
    GuestLinkShown,
    GuestOpened,
    NextGuestInvitingBegun,
    VisitEndAsked,
    VisitEnded,
    VisitProlonged,
)
from texts.message import Message

NAME = "name"
ABOUT = "about"


def begin_inviting(turn: Turn, press: GuestInvitingBegun) -> Message:
    """Who comes."""
    turn.check_private()
    return restart(turn, FORM, str(press.meeting_id))


def begin_inviting_to_next(turn: Turn, press: NextGuestInvitingBegun) -> Message:
    """The same from the desk."""
    turn.check_private()
    network = access_coordinating(turn.session, turn.member, press.network_id)
    meeting = next_meeting(turn.session, network.id, turn.now)
    if meeting is None:
        raise NoSessionAhead
    return restart(turn, FORM, str(meeting.id))


def open_guest(turn: Turn, press: GuestOpened) -> Message:
    """One of them."""
    turn.check_private()
    return _page(turn, access_hosted_guest(turn.session, turn.member, press.guest_id))


def show_guest_link(turn: Turn, press: GuestLinkShown) -> None:
    """Its message again, below."""
    turn.check_private()
    visit = access_hosted_guest(turn.session, turn.member, press.guest_id)
    invitation = invitation_of(turn.session, visit.guest)
    if invitation is None or visit.guest.ended_at is not None:
        raise NotFound
    show_link(turn, invited_by(turn.session, invitation))


def prolong(turn: Turn, press: VisitProlonged) -> Message:
    """A week more."""
    turn.check_private()
    visit = do_prolong(turn.session, turn.member, press.guest_id, press.days, now=turn.now)
    turn.toast = texts.prolonged(turn.translator, ends_at(visit.guest, visit.meeting))
    return _page(turn, visit)


def ask_whether_to_end(turn: Turn, press: VisitEndAsked) -> Message:
    """Really?"""
    turn.check_private()
    visit = access_hosted_guest(turn.session, turn.member, press.guest_id)
    return texts.sure_to_end(turn.translator, visit.guest)


def end(turn: Turn, press: VisitEnded) -> Message:
    """Yes."""
    turn.check_private()
    visit = do_end(turn.session, turn.member, press.guest_id, now=turn.now)
    turn.toast = texts.ended(turn.translator)
    return _page(turn, visit)


def _page(turn: Turn, visit: Visit, *, is_new: bool = False) -> Message:
    guest, meeting, network = visit
    reader = reader_of(turn.session, turn.member, None)
    return texts.guest_page(reader, meeting, network, guest, turn.now, is_new=is_new)


def _known(turn: Turn, argument: str) -> Answers:
    access_open_to_guests(turn.session, turn.member, number_in(argument), turn.now)
    return {}


def _ask_name(turn: Turn, draft: Draft) -> Message:
    meeting, network = access_open_to_guests(turn.session, turn.member, number_in(draft.answers["argument"]), turn.now)
    return texts.name_question(turn.translator, meeting, network)


def _take_name(turn: Turn, _answers: Answers) -> str:
    return checked_line(turn.text(texts.NAME_LIMIT))


def _ask_about(turn: Turn, draft: Draft) -> Message:
    return texts.about_question(turn.translator, draft.answers[NAME])


def _take_about(turn: Turn, _answers: Answers) -> str:
    return checked_line(turn.text(texts.ABOUT_LIMIT))


def _finish(turn: Turn, answers: Answers) -> None:
    """The page, and below it what is ready to forward."""
    guest, invitation = do_invite_guest(
        turn.session,
        turn.member,
        number_in(answers["argument"]),
        answers[NAME],
        answers.get(ABOUT) or "",
        now=turn.now,
    )
    turn.show(_page(turn, access_guest(turn.session, turn.member, guest.id), is_new=True))
    show_link(turn, invited_by(turn.session, invitation))


FORM = Form(
    "guest_invitation",
    texts.title,
    (Step(NAME, _ask_name, take=_take_name), Step(ABOUT, _ask_about, take=_take_about, is_optional=True)),
    _finish,
    known=_known,
)
