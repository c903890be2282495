"""One's own challenge: how it stands, who sees it, other words, or withdrawn."""

from actions import challenges as actions
from actions.access import access_asked_challenge, access_own_challenge
from actions.refusals import StepPassed
from handlers.challenges.showing import show_own
from handlers.changing import change_form
from handlers.form import Answers, number_in, restart
from handlers.proposals.choosing import with_waiting_note
from handlers.themes import with_themes_key
from handlers.turn import Turn
from store.models import Challenge, Network
from texts import sharing as sharing_texts
from texts.challenges import detail as detail_texts
from texts.challenges import questions as texts
from texts.challenges.card import marked, said_otherwise
from texts.challenges.presses import (
    ChallengeChangeAsked,
    ChallengePart,
    ChallengePartChosen,
    ChallengePublicationAsked,
    ChallengePublished,
    ChallengeWithdrawalAsked,
    ChallengeWithdrawn,
    OutcomeMarked,
)
from texts.message import Html, Message


def mark_outcome(turn: Turn, press: OutcomeMarked) -> Message:
    """The asker says how it stands."""
    challenge, is_noting = access_asked_challenge(turn.session, turn.member, press.challenge_id)
    noted_by = turn.member.id if is_noting else None
    turn.toast = marked(turn.translator, press.outcome)
    try:
        actions.do_mark_outcome(turn.session, challenge, press.outcome, turn.now, noted_by=noted_by, seen=press.seen)
    except actions.OutcomeSaid:
        turn.toast = said_otherwise(turn.translator)
    return show_own(turn, challenge.id)


def ask_whether_to_publish(turn: Turn, press: ChallengePublicationAsked) -> Message:
    """Really, before everybody?"""
    challenge = access_own_challenge(turn.session, turn.member, press.challenge_id)
    network = turn.session.get_one(Network, challenge.network_id)
    return detail_texts.whether_to_publish(turn.translator, challenge, network)


def publish_to_network(turn: Turn, press: ChallengePublished) -> Message:
    """From the coordination alone to everybody."""
    challenge = access_own_challenge(turn.session, turn.member, press.challenge_id)
    actions.do_publish_to_network(turn.session, turn.member, challenge, turn.now)
    turn.toast = sharing_texts.published_to_network(turn.translator)
    return show_own(turn, challenge.id)


def ask_what_to_change(turn: Turn, press: ChallengeChangeAsked) -> Message:
    """Problem, what was tried, or title."""
    challenge = access_own_challenge(turn.session, turn.member, press.challenge_id)
    return with_themes_key(turn, detail_texts.what_to_change(turn.translator, challenge), challenge)


def ask_for_new_text(turn: Turn, press: ChallengePartChosen) -> Message:
    """The form of one question; a change that was begun before gives way."""
    access_own_challenge(turn.session, turn.member, press.challenge_id)
    return restart(turn, CHANGE_FORM, f"{press.challenge_id}-{press.part}")


def ask_whether_to_withdraw(turn: Turn, press: ChallengeWithdrawalAsked) -> Message:
    """Really?"""
    challenge = access_own_challenge(turn.session, turn.member, press.challenge_id)
    return detail_texts.whether_to_withdraw(turn.translator, challenge)


def withdraw(turn: Turn, press: ChallengeWithdrawn) -> Message:
    """Gone from lists and cards."""
    challenge = access_own_challenge(turn.session, turn.member, press.challenge_id)
    actions.do_withdraw_challenge(turn.session, turn.member, challenge, turn.now)
    return detail_texts.withdrawn(turn.translator, challenge)


def _changed_part(answers: Answers) -> tuple[int, ChallengePart]:
    challenge_id, _, part = answers["argument"].partition("-")
    if part not in set(ChallengePart):
        raise StepPassed
    return number_in(challenge_id), ChallengePart(part)


def _changed(turn: Turn, answers: Answers) -> Challenge:
    return access_own_challenge(turn.session, turn.member, _changed_part(answers)[0])


def _ask_new_text(turn: Turn, answers: Answers) -> Message:
    challenge, part = _changed(turn, answers), _changed_part(answers)[1]
    label = dict(zip(ChallengePart, texts.part_labels(turn.translator), strict=True))[part]
    return sharing_texts.new_text_question(turn.translator, label, getattr(challenge, part.value))


def _take_new_text(turn: Turn, answers: Answers) -> str:
    if _changed_part(answers)[1] is ChallengePart.TITLE:
        return " ".join(turn.text(sharing_texts.TITLE_LIMIT).split())
    return turn.text(sharing_texts.TEXT_LIMIT)


def _render_changed(turn: Turn, answers: Answers) -> Html:
    challenge = _changed(turn, answers)
    words = {part.value: getattr(challenge, part.value) for part in ChallengePart}
    body = texts.body(turn.translator, **words | {_changed_part(answers)[1].value: answers["text"]})
    return with_waiting_note(turn, challenge, body)


def _change(turn: Turn, answers: Answers) -> Message:
    challenge, part = _changed(turn, answers), _changed_part(answers)[1]
    actions.do_take_over(turn.session, turn.member, challenge, turn.now)
    actions.do_change_challenge(turn.session, turn.member, challenge, part, answers["text"], turn.now)
    return show_own(turn, challenge.id)


CHANGE_FORM = change_form(
    "change_challenge",
    texts.change_title,
    ask=_ask_new_text,
    take=_take_new_text,
    render=_render_changed,
    change=_change,
    show=lambda turn, answers: show_own(turn, _changed_part(answers)[0]),
)
