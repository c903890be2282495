"""What is in the way of a commitment, as it becomes the problem of a challenge."""

import re

from actions.access import access_speaking
from actions.commitments.refusals import CommitmentChanged
from actions.commitments.standing import standing_commitment
from actions.commitments.taking import do_ask_for_help
from actions.refusals import NotAllowed
from handlers.form import number_in
from handlers.turn import Turn
from store.models import Challenge, CommitmentState

_OF_COMMITMENT = re.compile("commitment-([0-9]{1,9})-([0-9]{1,9})")


def argument_of(meeting_id: int, city_id: int) -> str:
    """With which the form of a challenge begins that asks for help with what a city has taken on."""
    return f"commitment-{meeting_id}-{city_id}"


def problem_given(turn: Turn, argument: str) -> tuple[int, str] | None:
    """The network, and as the problem what has been taken on and what is in the way; for the city's own people.

    None: the argument is of another kind.
    """
    of_commitment = _OF_COMMITMENT.fullmatch(argument)
    if of_commitment is None:
        return None
    speaker = access_speaking(turn.session, turn.member, *map(number_in, of_commitment.groups()))
    if speaker.is_noting:
        raise NotAllowed
    commitment = standing_commitment(turn.session, speaker.meeting, speaker.city)
    if commitment is None or commitment.state is not CommitmentState.BLOCKED:
        raise CommitmentChanged
    return speaker.network.id, f"{commitment.text}\n{commitment.obstacle}"


def keep_challenge(turn: Turn, argument: str, challenge: Challenge) -> None:
    """The commitment, if one is what the challenge came of, knows of it."""
    of_commitment = _OF_COMMITMENT.fullmatch(argument)
    if of_commitment is not None:
        speaker = access_speaking(turn.session, turn.member, *map(number_in, of_commitment.groups()))
        do_ask_for_help(turn.session, speaker, challenge)
