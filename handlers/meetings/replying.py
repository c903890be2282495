"""What is typed in answer to a session's card: the answer is given by its buttons, so they are shown again."""

from actions.access import access_meeting
from actions.meetings import check_open
from actions.refusals import Thanked
from handlers.meetings.showing import card_for
from handlers.turn import Turn
from texts.forms import again
from texts.meetings import cards
from texts.message import Message
from texts.thanks import is_only_emoji, is_thanks


def show_buttons(turn: Turn, meeting_id: int) -> Message | None:
    """The card once more, below; in a group people talk, and a thumb may mean anything."""
    if not turn.place.is_private:
        return None
    if is_thanks(turn.incoming.text) and not is_only_emoji(turn.incoming.text):
        raise Thanked
    meeting, network = access_meeting(turn.session, turn.member, meeting_id)
    check_open(meeting, turn.now)
    return again(cards.answers_are_pressed(turn.translator), card_for(turn, meeting, network))
