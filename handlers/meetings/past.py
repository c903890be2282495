"""The sessions that are over, for everybody who took part."""

from actions.afterwards.standing import present_in
from actions.readers import reader_of
from handlers.turn import Turn
from store.meetings import ended_meetings
from store.memberships import city_by_id, networks_of
from texts.meetings.lists import Line
from texts.meetings.past import past_list
from texts.meetings.presses import PastMeetingsOpened
from texts.message import Message


def open_past(turn: Turn, press: PastMeetingsOpened) -> Message:
    """In all networks of the person, the last one first."""
    readers = {
        network.id: reader_of(turn.session, turn.member, city_by_id(turn.session, membership.city_id))
        for membership, network in networks_of(turn.session, turn.member.id)
    }
    found = ended_meetings(turn.session, readers, turn.now)
    present = present_in(turn.session, [meeting for meeting, _ in found])
    ended = [
        Line(readers[network.id], meeting, network, turn.now, present=present.get(meeting.id))
        for meeting, network in found
    ]
    return past_list(turn.translator, ended, press.page)
