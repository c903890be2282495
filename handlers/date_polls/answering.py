"""Delegates answer one date after the other, in the message that asked them."""

from actions.access import access_asked_poll
from actions.date_polls import answering as actions
from actions.refusals import PrivateOnly, Thanked
from handlers.turn import Turn
from texts.date_polls import answering as texts
from texts.date_polls.presses import DateAnswered, DateOpened
from texts.forms import again
from texts.message import Message
from texts.thanks import is_only_emoji, is_thanks


def answer(turn: Turn, press: DateAnswered) -> Message:
    """Keeps it, and asks for the next date."""
    option = actions.access_option(turn.session, press.option_id)
    _check_private(turn, option.poll_id)
    pressed = (turn.place.id, turn.incoming.message_id)
    is_last = actions.do_answer(turn.session, turn.member, option, press.availability, now=turn.now, pressed=pressed)
    turn.toast = texts.noted(turn.translator, press.availability, is_last=is_last)
    return _question(turn, option.poll_id, after=option.id)


def open_date(turn: Turn, press: DateOpened) -> Message:
    """Another date comes to be answered."""
    option = actions.access_option(turn.session, press.option_id)
    _check_private(turn, option.poll_id)
    return _question(turn, option.poll_id, about=option.id)


def show_buttons(turn: Turn, poll_id: int) -> Message | None:
    """What is typed in answer to the question: it is answered by its buttons, so they are shown again."""
    if not turn.place.is_private:
        return None
    if is_thanks(turn.incoming.text) and not is_only_emoji(turn.incoming.text):
        raise Thanked
    return again(texts.answers_are_pressed(turn.translator), _question(turn, poll_id))


def _check_private(turn: Turn, poll_id: int) -> None:
    """What somebody has answered is nobody else's business."""
    access_asked_poll(turn.session, turn.member, poll_id)
    if not turn.place.is_private:
        raise PrivateOnly


def _question(turn: Turn, poll_id: int, *, after: int | None = None, about: int | None = None) -> Message:
    poll, network, city = access_asked_poll(turn.session, turn.member, poll_id)
    return actions.question_for(turn.session, turn.member, poll, network, city, now=turn.now, after=after, about=about)
