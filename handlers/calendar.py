"""Sessions in people's own calendars."""

from actions.access import access_meeting
from actions.refusals import PrivateOnly
from handlers.feature import Feature
from handlers.turn import Turn
from reports.calendar import session_file
from store.memberships import city_on_own_clock
from store.models import MediaKind
from texts.calendar import entry as texts
from texts.calendar.presses import SessionFileAsked
from texts.media import Media, Written
from texts.message import Message


def send_session_file(turn: Turn, press: SessionFileAsked) -> Message:
    """The session as it stands, in the reader's language."""
    if not turn.place.is_private:
        raise PrivateOnly
    meeting, network = access_meeting(turn.session, turn.member, press.meeting_id)
    t = turn.translator
    content = session_file(t, meeting, network, turn.now)
    city = city_on_own_clock(turn.session, turn.member)
    turn.toast = texts.file_sent(t)
    return Message(
        texts.file_caption(t, city, meeting, network, turn.now),
        media=Media(MediaKind.DOCUMENT, Written(content, texts.file_name(t, meeting), is_personal=True)),
    )


FEATURE = Feature(presses={SessionFileAsked: send_session_file})
