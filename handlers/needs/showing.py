"""The map as it is looked at."""

from actions.access import access_network
from actions.needs.drawing_up import needs_map
from actions.needs.picture import NEEDS, picture_message
from handlers.form import number_in
from handlers.pictures import send_or_draw
from handlers.turn import Turn
from reports.needs import needs_order
from store.models import Role
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
    """At once, or a moment later."""
    t = turn.translator
    send_or_draw(
        turn,
        NEEDS,
        press.network_id,
        lambda drawn: needs_order(t, drawn),
        lambda drawn, digest: picture_message(t, drawn, digest),
    )
