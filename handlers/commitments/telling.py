"""How a commitment goes: said with one press, or with a sentence of what is in the way; or it is withdrawn."""

from actions.access import access_speaking
from actions.commitments.refusals import CommitmentChanged
from actions.commitments.standing import round_of
from actions.commitments.taking import check_open, do_tell, do_withdraw
from actions.refusals import UnknownPress
from handlers.blocked import argument_of
from handlers.challenges.sharing import FORM as CHALLENGE
from handlers.commitments.showing import all_of, as_it_stands, check_private, one_of, reader_before, standing_for
from handlers.commitments.wording import CHANGED, begin, cancelled, in_one_line, spoken_for
from handlers.form import Answers, Form, Step, restart, start
from handlers.turn import Turn
from store.models import CommitmentState, Draft
from texts.commitments import asking, pages
from texts.commitments.presses import (
    CommitmentHelpAsked,
    CommitmentTold,
    CommitmentWithdrawalAsked,
    CommitmentWithdrawn,
)
from texts.commitments.refusals import changed_meanwhile
from texts.commitments.shown import Taken
from texts.message import Message, plain_text


def tell(turn: Turn, press: CommitmentTold) -> Message:
    """How it goes; what has changed and what is in the way are asked for."""
    check_private(turn)
    if press.state is CommitmentState.OPEN:
        raise UnknownPress  # it is how one begins, and nothing that is said
    if press.state is CommitmentState.CHANGED:
        return begin(turn, press.meeting_id, press.city_id, CHANGED)
    if press.state is CommitmentState.BLOCKED:
        return restart(turn, OBSTACLE_FORM, f"{press.meeting_id}-{press.city_id}")
    speaker = access_speaking(turn.session, turn.member, press.meeting_id, press.city_id)
    pressed = (turn.place.id, turn.incoming.message_id)
    try:
        do_tell(turn.session, turn.member, speaker, press.state, sequence=press.sequence, now=turn.now, pressed=pressed)
        turn.toast = pages.told(turn.translator, press.state)
    except CommitmentChanged:
        turn.toast = plain_text(changed_meanwhile(turn.translator))
    return one_of(turn, press.meeting_id, press.city_id)


def ask_whether_to_withdraw(turn: Turn, press: CommitmentWithdrawalAsked) -> Message:
    """Really?"""
    check_private(turn)
    speaker = access_speaking(turn.session, turn.member, press.meeting_id, press.city_id)
    check_open(turn.session, speaker, turn.now)
    shown = round_of(turn.session, speaker.meeting, speaker.network, turn.now)
    return pages.whether_to_withdraw(turn.translator, shown, Taken(speaker.city, standing_for(turn, speaker)))


def withdraw(turn: Turn, press: CommitmentWithdrawn) -> Message:
    """Gone from the pages."""
    check_private(turn)
    speaker = access_speaking(turn.session, turn.member, press.meeting_id, press.city_id)
    try:
        do_withdraw(turn.session, turn.member, speaker, sequence=press.sequence, now=turn.now)
        turn.toast = pages.withdrawn(turn.translator)
    except CommitmentChanged:
        turn.toast = plain_text(changed_meanwhile(turn.translator))
    return all_of(turn, press.meeting_id)


def begin_help(turn: Turn, press: CommitmentHelpAsked) -> Message:
    """The form of a challenge with its problem in hand; nothing is published before its preview."""
    check_private(turn)
    return start(turn, CHALLENGE, argument_of(press.meeting_id, press.city_id), brings_text=True)


def _known_obstacle(turn: Turn, argument: str) -> Answers:
    return {"seen": standing_for(turn, spoken_for(turn, argument)).sequence}


def _ask_obstacle(turn: Turn, draft: Draft) -> Message:
    speaker = spoken_for(turn, draft.answers["argument"])
    reader, words = reader_before(turn, speaker.network), standing_for(turn, speaker).text
    return asking.obstacle_question(reader, speaker.city, words, is_noting=speaker.is_noting)


def _finish_obstacle(turn: Turn, answers: Answers) -> Message:
    speaker = spoken_for(turn, answers["argument"])
    try:
        do_tell(
            turn.session,
            turn.member,
            speaker,
            CommitmentState.BLOCKED,
            obstacle=answers[asking.OBSTACLE],
            sequence=answers["seen"],
            now=turn.now,
        )
    except CommitmentChanged as refusal:
        return as_it_stands(turn, speaker, refusal)
    turn.toast = pages.told(turn.translator, CommitmentState.BLOCKED)
    return one_of(turn, speaker.meeting.id, speaker.city.id)


OBSTACLE_FORM = Form(
    "commitment_obstacle",
    asking.obstacle_title,
    (Step(asking.OBSTACLE, _ask_obstacle, take=lambda turn, _answers: in_one_line(turn, asking.OBSTACLE_LIMIT)),),
    _finish_obstacle,
    known=_known_obstacle,
    cancelled=cancelled,
)
