"""What earlier editions left behind, read."""

from actions.access import access_archive
from handlers.feature import Feature
from handlers.form import number_in
from handlers.turn import Turn
from texts import archives as texts
from texts.message import Message


def show_archive(turn: Turn, archive_id: int) -> Message:
    """All of one."""
    return texts.page(turn.translator, access_archive(turn.session, turn.member, archive_id))


FEATURE = Feature(links={"archive": lambda turn, number: show_archive(turn, number_in(number or "0"))})
