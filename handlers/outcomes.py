"""How a challenge ended: asked of who asked, with the answers that helped."""

from actions.access import access_asked_challenge, access_solution
from actions.challenges import OutcomeSaid, do_mark_outcome, do_say_helped
from actions.outcomes import OutcomeKnown, check_unknown, do_put_off
from actions.signing import signed_all
from handlers.challenges.showing import show_own
from handlers.feature import Feature
from handlers.turn import Turn
from store.challenges import answers_counted
from store.models import Challenge, Outcome
from store.solutions import solutions_of
from texts.challenges.card import marked, said_otherwise
from texts.lists import page_within
from texts.message import Message, plain_text
from texts.outcomes import asking as texts
from texts.outcomes.presses import HelpedOpened, HelpedSaid, OutcomePutOff, OutcomeTold


def tell_outcome(turn: Turn, press: OutcomeTold) -> Message:
    """Then which answers helped; what stays open gets a hint."""
    turn.check_private()
    challenge, is_noting = access_asked_challenge(turn.session, turn.member, press.challenge_id)
    noted_by = turn.member.id if is_noting else None
    turn.toast = marked(turn.translator, press.outcome)
    try:
        check_unknown(turn.session, challenge, press.outcome)
        do_mark_outcome(turn.session, challenge, press.outcome, turn.now, noted_by=noted_by)
    except OutcomeKnown as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
        return show_own(turn, challenge.id)
    except OutcomeSaid:
        turn.toast = said_otherwise(turn.translator)
        return show_own(turn, challenge.id)
    if challenge.outcome is Outcome.OPEN:
        return texts.still_open(turn.translator, challenge)
    return _which_helped(turn, challenge, 0)


def put_off(turn: Turn, press: OutcomePutOff) -> Message:
    """Once."""
    turn.check_private()
    challenge, _ = access_asked_challenge(turn.session, turn.member, press.challenge_id)
    try:
        do_put_off(turn.session, challenge, press.check, turn.now)
    except OutcomeKnown as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
        return show_own(turn, challenge.id)
    return texts.put_off(turn.translator, challenge)


def open_helped(turn: Turn, press: HelpedOpened) -> Message:
    """From the page of a challenge, or another page."""
    turn.check_private()
    challenge, _ = access_asked_challenge(turn.session, turn.member, press.challenge_id)
    return (
        show_own(turn, challenge.id)
        if challenge.outcome is Outcome.OPEN
        else _which_helped(turn, challenge, press.page)
    )


def say_helped(turn: Turn, press: HelpedSaid) -> Message:
    """Of one answer."""
    turn.check_private()
    solution = access_solution(turn.session, turn.member, press.solution_id)
    challenge, _ = access_asked_challenge(turn.session, turn.member, solution.challenge_id)
    if challenge.outcome is Outcome.OPEN:
        turn.toast = plain_text(texts.known_meanwhile(turn.translator))
        return show_own(turn, challenge.id)
    do_say_helped(turn.session, challenge, solution, turn.now, has_helped=press.has_helped)
    turn.toast = texts.said(turn.translator, has_helped=press.has_helped)
    return _which_helped(turn, challenge, press.page)


def _which_helped(turn: Turn, challenge: Challenge, page: int) -> Message:
    number = answers_counted(turn.session, challenge.id)
    page = page_within(page, number, texts.PAGE)
    offered = solutions_of(turn.session, challenge.id, offset=page * texts.PAGE, limit=texts.PAGE)
    signed = signed_all(turn.session, [solution for solution, _, _ in offered])
    return texts.which_helped(turn.translator, challenge, signed, number=number, page=page)


FEATURE = Feature(
    presses={
        OutcomeTold: tell_outcome,
        OutcomePutOff: put_off,
        HelpedOpened: open_helped,
        HelpedSaid: say_helped,
    }
)
