"""What everybody takes with them out of a session."""

from actions.access import access_meeting
from actions.afterwards.standing import has_begun
from actions.refusals import NotFound
from handlers.commitments.showing import check_private
from handlers.turn import Turn
from store.takeaways import takeaways_with_cities
from texts.afterwards import pages
from texts.afterwards.presses import TakeawaysOpened
from texts.message import Message


def open_takeaways(turn: Turn, press: TakeawaysOpened) -> Message:
    """For all who take part in the network."""
    check_private(turn)
    meeting, network = access_meeting(turn.session, turn.member, press.meeting_id)
    if not has_begun(meeting, turn.now):
        raise NotFound
    told = takeaways_with_cities(turn.session, meeting)
    return pages.takeaways(turn.translator, meeting, network, told, press.page)
