"""A record that was looked for in the group, and put there in reply to the card of a challenge, is a solution."""

from actions import solutions as actions
from actions.access import access_experience, access_solution
from actions.drawing import do_draw
from actions.refusals import NotFound
from handlers.replies import told_in_private
from handlers.turn import Turn
from store.models import Challenge, Experience, FoundKind, Visibility
from texts.message import Message, excerpt
from texts.search.kinds import record_behind
from texts.solutions import asking as texts
from texts.solutions import told as told_texts


def keep_found_reply(turn: Turn, challenge_id: int) -> Message | None:
    """An experience or an answer of the same network; anything else that is put there is talk."""
    return told_in_private(turn, lambda: _kept(turn, challenge_id))


def _kept(turn: Turn, challenge_id: int) -> Message | None:
    challenge = actions.access_answering(turn.session, turn.member, challenge_id)
    reply = (turn.place.id, turn.incoming.message_id)
    found = record_behind(turn.incoming.found or "")
    is_answer = found is not None and found[0] in (FoundKind.EXPERIENCE, FoundKind.SOLUTION)
    if found is None or not is_answer or actions.kept_reply(turn.session, turn.member, *reply) is not None:
        return None
    kind, number = found
    experience = _experience(turn, challenge, number) if kind is FoundKind.EXPERIENCE else None
    text = _answer(turn, challenge, number) if experience is None else experience.title
    solution = actions.do_answer_challenge(turn.session, turn.member, challenge, text, now=turn.now, reply=reply)
    if experience is not None:
        do_draw(turn.session, solution, experience.id, now=turn.now)
    return told_texts.kept(turn.translator, challenge, solution)


def _experience(turn: Turn, challenge: Challenge, number: int) -> Experience:
    experience = access_experience(turn.session, turn.member, number)
    if experience.network_id != challenge.network_id or experience.visibility is not Visibility.NETWORK:
        raise NotFound  # whoever asked could not read it
    return experience


def _answer(turn: Turn, challenge: Challenge, number: int) -> str:
    solution = access_solution(turn.session, turn.member, number)
    answered = turn.session.get_one(Challenge, solution.challenge_id)
    if answered.network_id != challenge.network_id or answered.visibility is not Visibility.NETWORK:
        raise NotFound
    if answered.id == challenge.id:
        raise NotFound  # it is there already
    return excerpt(solution.text, texts.LIMIT)
