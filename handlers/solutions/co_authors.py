"""Who gave an answer together with its author."""

from actions.access import access_own_solution, access_solution, access_worded_solution, owns
from actions.co_authors import do_add, do_remove, to_add
from actions.refusals import NotAllowed
from actions.signing import signed
from handlers.turn import Turn
from store.models import Challenge, Solution
from texts.lists import page_within
from texts.message import Message
from texts.solutions import co_authors as texts
from texts.solutions.presses import CoAuthorAdded, CoAuthorRemoved, CoAuthorsOffered, CoAuthorsOpened


def open_co_authors(turn: Turn, press: CoAuthorsOpened) -> Message:
    """Those who are named."""
    turn.check_private()
    return _page(turn, access_worded_solution(turn.session, turn.member, press.solution_id))


def offer_co_authors(turn: Turn, press: CoAuthorsOffered) -> Message:
    """Whom to add."""
    turn.check_private()
    solution = access_own_solution(turn.session, turn.member, press.solution_id)
    free = to_add(turn.session, solution)
    page = page_within(press.page, len(free), texts.PAGE)
    here = free[page * texts.PAGE : (page + 1) * texts.PAGE]
    return texts.choice(turn.translator, _challenge_of(turn, solution), solution, here, number=len(free), page=page)


def add_co_author(turn: Turn, press: CoAuthorAdded) -> Message:
    """This one, who is told."""
    turn.check_private()
    solution = access_own_solution(turn.session, turn.member, press.solution_id)
    person = do_add(turn.session, turn.member, solution, press.person_id, now=turn.now)
    turn.toast = texts.added(turn.translator, person.name)
    return _page(turn, solution)


def remove_co_author(turn: Turn, press: CoAuthorRemoved) -> Message:
    """By the author; or by themselves, 0 from the message that told them."""
    turn.check_private()
    solution = access_solution(turn.session, turn.member, press.solution_id)
    person_id = press.person_id or turn.member.id
    is_own = owns(turn.session, turn.member, solution)
    if person_id != turn.member.id and not is_own:
        raise NotAllowed
    do_remove(turn.session, solution, person_id, now=turn.now)
    turn.toast = texts.removed(turn.translator)
    return _page(turn, solution) if is_own else texts.not_named(turn.translator, _challenge_of(turn, solution))


def _page(turn: Turn, solution: Solution) -> Message:
    is_own = owns(turn.session, turn.member, solution)
    whose = signed(turn.session, solution)
    return texts.page(turn.translator, _challenge_of(turn, solution), whose, turn.member, is_own=is_own)


def _challenge_of(turn: Turn, solution: Solution) -> Challenge:
    return turn.session.get_one(Challenge, solution.challenge_id)
