"""Challenges, experiences and answers of a city, in the forms in which its people would share them."""

from actions.access import access_noting
from handlers.challenges.sharing import FORM as CHALLENGE
from handlers.commitments.showing import check_private
from handlers.experiences import FORM as EXPERIENCE
from handlers.form import start
from handlers.noted import argument_for
from handlers.solutions import FORM as SOLUTION
from handlers.turn import Turn
from store.challenges import ChallengesShown, challenges_by_city, count_by_city
from texts.behalf import pages
from texts.behalf.presses import (
    ChallengeNotingBegun,
    ExperienceNotingBegun,
    OutcomeNotingListed,
    SolutionNotingBegun,
    SolutionNotingListed,
)
from texts.challenges.presses import ChallengeOpened
from texts.lists import PAGE, page_within
from texts.message import Message
from texts.presses import Press


def begin_challenge(turn: Turn, press: ChallengeNotingBegun) -> Message:
    """The first question, about the city."""
    check_private(turn)
    return start(turn, CHALLENGE, argument_for(press.network_id, press.city_id))


def begin_experience(turn: Turn, press: ExperienceNotingBegun) -> Message:
    """The same of an experience."""
    check_private(turn)
    return start(turn, EXPERIENCE, argument_for(press.network_id, press.city_id))


def begin_solution(turn: Turn, press: SolutionNotingBegun) -> Message:
    """The same of an answer to a challenge."""
    check_private(turn)
    return start(turn, SOLUTION, argument_for(press.challenge_id, press.city_id))


def list_to_answer(turn: Turn, press: SolutionNotingListed) -> Message:
    """Which challenge of the others the city answers."""
    return _listed(turn, press.network_id, press.city_id, press.page, is_own=False)


def list_own_challenges(turn: Turn, press: OutcomeNotingListed) -> Message:
    """Of which of its own is told how it stands: its page has the keys for that."""
    return _listed(turn, press.network_id, press.city_id, press.page, is_own=True)


def _listed(turn: Turn, network_id: int, city_id: int, page: int, *, is_own: bool) -> Message:
    check_private(turn)
    network, city = access_noting(turn.session, turn.member, network_id, city_id)
    number = count_by_city(turn.session, network.id, city.id, is_own=is_own)
    page = page_within(page, number)
    listed = challenges_by_city(turn.session, network.id, city.id, is_own=is_own, offset=page * PAGE, limit=PAGE)
    presses: list[Press] = [
        ChallengeOpened(one.challenge.id, ChallengesShown.OPEN, 0)
        if is_own
        else SolutionNotingBegun(one.challenge.id, city.id)
        for one in listed
    ]
    return pages.which_challenge(
        turn.translator, network, city, listed, presses, number=number, page=page, is_own=is_own
    )
