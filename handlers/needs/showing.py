"""The map as it is looked at."""

from actions.access import access_network
from actions.needs.drawing_up import needs_map
from actions.needs.picture import picture_for, picture_message, want_picture
from handlers.form import number_in
from handlers.turn import Turn
from reports.needs import needs_order
from store.models import Role
from store.tasks import use_again
from texts.adoptions import picture as said
from texts.message import Message
from texts.needs.pages import page
from texts.needs.presses import NeedsMapOpened, NeedsPictureAsked


def open_map(turn: Turn, press: NeedsMapOpened) -> Message:
    """A page of it."""
    turn.check_private()
    membership, network = access_network(turn.session, turn.member, press.network_id)
    prepares = membership.role in (Role.COORDINATOR, Role.FACILITATOR)
    return page(turn.translator, needs_map(turn.session, network), press.page, names_silent=prepares)


def follow_link(turn: Turn, number: str) -> Message:
    """`/start needs-1`."""
    return open_map(turn, NeedsMapOpened(number_in(number)))


def send_picture(turn: Turn, press: NeedsPictureAsked) -> None:
    """At once when nothing has changed since it was drawn last, or a moment later."""
    turn.check_private()
    drawn = picture_for(turn.session, turn.member, press.network_id)
    order = needs_order(turn.translator, drawn)
    if use_again(turn.session, order.digest, turn.now):
        turn.say(picture_message(turn.translator, drawn, order.digest))
        turn.toast = said.sent(turn.translator)
        return
    want_picture(turn.session, turn.member, drawn.shown.network, turn.now)
    turn.toast = said.begun(turn.translator)
