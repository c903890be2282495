"""The way from the coordinators' desk to a session that runs, or is to be started about now."""

from collections.abc import Sequence

from texts.dates import hour
from texts.live.presses import LiveOpened
from texts.live.shown import AtHand
from texts.meetings.presses import MeetingOpened
from texts.message import Button, Html, Rows
from texts.translator import Translator


def desk_line(t: Translator, one: AtHand) -> Html:
    """Above all else that needs them."""
    gaps = {"network": one.network.name, "number": one.meeting.number}
    if one.is_running:
        return t.say("🔴 {network}: session {number} is running.", **gaps)
    return t.say("▶️ {network}: session {number} is at {hour}.", hour=hour(t, one.meeting.starts_at), **gaps)


def desk_keys(t: Translator, sessions: Sequence[AtHand]) -> Rows:
    """One below the other, the one that runs first. The number alone says it where there is one session."""
    return tuple((_key(t, one, alone=len(sessions) == 1),) for one in sessions)


def _key(t: Translator, one: AtHand, *, alone: bool) -> Button:
    number, field = one.meeting.number, one.network.field
    if one.is_running:
        words = (
            t.label("🔴 Session {number} is running", number=number)
            if alone
            else t.label("🔴 Session {number} · {field}", number=number, field=field)
        )
        return Button(words, LiveOpened(one.meeting.id))
    words = (
        t.label("▶️ To session {number}", number=number)
        if alone
        else t.label("▶️ Session {number} · {field}", number=number, field=field)
    )
    return Button(words, MeetingOpened(one.meeting.id))
