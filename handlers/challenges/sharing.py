"""A challenge is shared."""

from itertools import starmap

from actions import challenges as actions
from actions.access import may_contribute
from handlers.blocked import keep_challenge, problem_given
from handlers.form import Answers
from handlers.searched import words_given
from handlers.sharing import FIRST_IN_HAND, GIVEN_NETWORK, Shared, Sharing, begin, keep_files, one_network, sharing_form
from handlers.turn import Turn
from store.models import Network, Visibility
from texts.challenges import questions as texts
from texts.challenges.presses import ChallengePart
from texts.message import Button, Html, Message


def share_challenge(turn: Turn) -> Message:
    """Begins with the first question."""
    return begin(turn, FORM)


def share_key(turn: Turn) -> Button | None:
    """In the hub, for who may."""
    return texts.share_button(turn.translator) if any(starmap(may_contribute, turn.networks)) else None


def _render(turn: Turn, shared: Shared) -> Html:
    return texts.body(turn.translator, shared.title, shared.first, shared.second)


def _publish(turn: Turn, shared: Shared, visibility: Visibility) -> Message:
    challenge, cards = actions.do_share_challenge(
        turn.session,
        turn.member,
        shared.network_id,
        problem=shared.first,
        tried=shared.second,
        title=shared.title,
        visibility=visibility,
        now=turn.now,
        city_id=shared.city_id,
    )
    keep_challenge(turn, shared.argument, challenge)
    network = turn.session.get_one(Network, challenge.network_id)
    return keep_files(turn, shared, challenge, texts.published(turn.translator, challenge, network, cards))


def _given(turn: Turn, argument: str) -> Answers | None:
    given = problem_given(turn, argument)
    if given is None:
        words = words_given(turn, argument)
        return None if words is None else {FIRST_IN_HAND: True, ChallengePart.PROBLEM.value: words} | one_network(turn)
    network_id, problem = given
    return {"network": network_id, GIVEN_NETWORK: True, FIRST_IN_HAND: True, ChallengePart.PROBLEM.value: problem}


FORM = sharing_form(
    Sharing(
        form="challenge",
        title=texts.form_title,
        first=ChallengePart.PROBLEM.value,
        second=ChallengePart.TRIED.value,
        ask_first=texts.problem_question,
        ask_second=texts.tried_question,
        second_may_be_empty=True,
        labels=texts.part_labels,
        render=_render,
        publish=_publish,
        given=_given,
    )
)
