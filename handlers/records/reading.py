"""A published record, for everybody who takes part."""

from actions.access import access_meeting
from actions.readers import reader_of
from actions.records.files import file_message, shown_to, want_file
from actions.records.standing import published
from actions.refusals import NotFound, PrivateOnly
from handlers.turn import Turn
from reports.records import record_order
from store.memberships import city_by_id, membership_of
from store.models import Network
from store.tasks import use_again
from texts.meetings.shown import Reader
from texts.message import Message
from texts.records import telling
from texts.records.presses import RecordFileAsked, RecordOpened


def open_whole(turn: Turn, press: RecordOpened) -> None:
    """Below what was sent in short, which stays as it is."""
    check_private(turn)
    turn.say(_whole(turn, press.meeting_id))


def follow_link(turn: Turn, number: str) -> Message:
    """`/start record-4`, from a group."""
    if not number.isdigit():
        raise NotFound
    return _whole(turn, int(number))


def send_file(turn: Turn, press: RecordFileAsked) -> None:
    """The PDF: at once when somebody has asked for the same before, or a moment later."""
    check_private(turn)
    give_file(turn, press.meeting_id, is_draft=False)


def give_file(turn: Turn, meeting_id: int, *, is_draft: bool) -> None:
    """To who asks for it."""
    shown = shown_to(turn.session, turn.member, meeting_id, is_draft=is_draft, now=turn.now)
    language = turn.member.language
    order = record_order(shown, language, is_draft=is_draft)
    if use_again(turn.session, order.digest, turn.now):
        turn.say(file_message(shown, order.digest, language))
        turn.toast = telling.file_sent(turn.translator)
        return
    want_file(turn.session, turn.member, shown.meeting, is_draft=is_draft, now=turn.now)
    turn.toast = telling.file_begun(turn.translator)


def check_private(turn: Turn) -> None:
    """In groups people read along who take part in nothing."""
    if not turn.place.is_private:
        raise PrivateOnly


def reader_before(turn: Turn, network: Network) -> Reader:
    """The person of the turn, with the city for which they take part."""
    membership = membership_of(turn.session, turn.member.id, network.id)
    city = city_by_id(turn.session, membership.city_id if membership else None)
    return reader_of(turn.session, turn.member, city)


def _whole(turn: Turn, meeting_id: int) -> Message:
    meeting, network = access_meeting(turn.session, turn.member, meeting_id)
    shown = published(turn.session, meeting, network, turn.now)
    return telling.whole(reader_before(turn, network), shown)
