"""The sessions that are over, for everybody who took part."""

from handlers.meetings.showing import reader_of_meeting
from handlers.turn import Turn
from store.meetings import ended_meetings
from store.memberships import networks_of
from texts.meetings.lists import Line
from texts.meetings.past import past_list
from texts.meetings.presses import PastMeetingsOpened
from texts.message import Message


def open_past(turn: Turn, press: PastMeetingsOpened) -> Message:
    """In all networks of the person, the last one first."""
    networks = [network.id for _, network in networks_of(turn.session, turn.member.id)]
    ended = [
        Line(reader_of_meeting(turn, meeting), meeting, network, turn.now)
        for meeting, network in ended_meetings(turn.session, networks, turn.now)
    ]
    return past_list(turn.translator, ended, press.page)
