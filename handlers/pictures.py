"""Pictures that are asked for."""

from collections.abc import Callable

from actions.pictures import D, Picture
from handlers.turn import Turn
from reports.printing import Order
from store.tasks import use_again
from texts import pictures as texts
from texts.message import Message


def send_or_draw(
    turn: Turn, picture: Picture[D], number: int, order_of: Callable[[D], Order], message: Callable[[D, str], Message]
) -> None:
    """At once when nothing has changed since it was drawn last, or a moment later."""
    turn.check_private()
    drawn = picture.drawn_for(turn.session, turn.member, number)
    order = order_of(drawn)
    if use_again(turn.session, order.digest, turn.now):
        turn.say(message(drawn, order.digest))
        turn.toast = texts.sent(turn.translator)
        return
    picture.want(turn.session, turn.member, number, turn.now)
    turn.toast = texts.begun(turn.translator)
