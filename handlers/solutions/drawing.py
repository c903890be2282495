"""The experience that an answer was drawn from, and the answers that were drawn from one."""

from dataclasses import replace

from actions.access import access_experience, access_worded_solution
from actions.drawing import do_draw
from handlers.solutions.answering import show_solution
from handlers.turn import Turn
from store.memberships import membership_of
from store.models import Challenge, Experience
from store.solutions import count_drawn, count_to_draw_from, drawn_from, experiences_to_draw_from
from texts.lists import page_within
from texts.message import Message
from texts.solutions import drawing as texts
from texts.solutions.presses import DrawingChosen, DrawingOpened, DrawnListed, SolutionOpened


def open_drawing(turn: Turn, press: DrawingOpened) -> Message:
    """From which: those of one's own city come first."""
    turn.check_private()
    solution = access_worded_solution(turn.session, turn.member, press.solution_id)
    challenge = turn.session.get_one(Challenge, solution.challenge_id)
    number = count_to_draw_from(turn.session, challenge.network_id)
    page = page_within(press.page, number, texts.PAGE)
    offered = experiences_to_draw_from(
        turn.session, challenge.network_id, solution.city_id, offset=page * texts.PAGE, limit=texts.PAGE
    )
    return texts.choice(turn.translator, challenge, solution, offered, number=number, page=page)


def choose_drawing(turn: Turn, press: DrawingChosen) -> Message:
    """This one, or none."""
    turn.check_private()
    solution = access_worded_solution(turn.session, turn.member, press.solution_id)
    do_draw(turn.session, solution, press.experience_id, now=turn.now)
    turn.toast = texts.chosen(turn.translator, is_drawn=press.experience_id > 0)
    return show_solution(turn, SolutionOpened(solution.id))


def list_drawn(turn: Turn, press: DrawnListed) -> Message:
    """What an experience was good for."""
    turn.check_private()
    experience = access_experience(turn.session, turn.member, press.experience_id)
    is_member = membership_of(turn.session, turn.member.id, experience.network_id) is not None
    number = count_drawn(turn.session, experience.id) if is_member else 0
    page = page_within(press.page, number, texts.PAGE)
    drawn = drawn_from(turn.session, experience.id, offset=page * texts.PAGE, limit=texts.PAGE) if is_member else []
    return texts.drawn_list(turn.translator, experience, drawn, number=number, page=page)


def with_drawn(turn: Turn, shown: Message, experience: Experience) -> Message:
    """The key to the answers that were drawn from it, for those who may read them."""
    if membership_of(turn.session, turn.member.id, experience.network_id) is None:
        return shown
    number = count_drawn(turn.session, experience.id)
    if not number:
        return shown
    key = texts.drawn_key(turn.translator, experience, number)
    return replace(shown, rows=(*shown.rows[:-1], (key,), *shown.rows[-1:]))
