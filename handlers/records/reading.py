"""A published record, for everybody who takes part."""

from actions.access import access_meeting, access_network, prepares
from actions.records.files import file_message, reader_in, shown_to, want_file
from actions.records.standing import has_more_collected, published
from actions.refusals import NotFound
from handlers.turn import Turn
from reports.records import record_order
from store.tasks import use_again
from texts.message import Message
from texts.records import telling
from texts.records.presses import RecordFileAsked, RecordOpened


def open_whole(turn: Turn, press: RecordOpened) -> None:
    """Below what was sent in short, which stays as it is."""
    turn.check_private()
    turn.say(_whole(turn, press.meeting_id))


def follow_link(turn: Turn, number: str) -> Message:
    """`/start record-4`, from a group."""
    if not number.isdigit():
        raise NotFound
    return _whole(turn, int(number))


def send_file(turn: Turn, press: RecordFileAsked) -> None:
    """The PDF: at once when somebody has asked for the same before, or a moment later."""
    turn.check_private()
    give_file(turn, press.meeting_id, is_draft=False)


def give_file(turn: Turn, meeting_id: int, *, is_draft: bool) -> None:
    """To who asks for it."""
    shown = shown_to(turn.session, turn.member, meeting_id, is_draft=is_draft, now=turn.now)
    reader = reader_in(turn.session, turn.member, shown.network)
    order = record_order(shown, reader, is_draft=is_draft)
    if use_again(turn.session, order.digest, turn.now):
        turn.say(file_message(reader, shown, order.digest))
        turn.toast = telling.file_sent(turn.translator)
        return
    want_file(turn.session, turn.member, shown.meeting, is_draft=is_draft, now=turn.now)
    turn.toast = telling.file_begun(turn.translator)


def _whole(turn: Turn, meeting_id: int) -> Message:
    meeting, network = access_meeting(turn.session, turn.member, meeting_id)
    shown = published(turn.session, meeting, network, turn.now)
    membership, _ = access_network(turn.session, turn.member, network.id)
    has_more = prepares(membership) and has_more_collected(turn.session, meeting, network, turn.now)
    return telling.whole(reader_in(turn.session, turn.member, network), shown, has_more=has_more)
