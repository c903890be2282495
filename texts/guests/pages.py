"""Keys about guests on a session's page."""

from texts.guests.presses import inviting_key, questions_key
from texts.meetings.shown import Shown
from texts.message import Button
from texts.translator import Translator


def guest_keys(t: Translator, shown: Shown, *, prepares: bool) -> list[Button]:
    """To what guests are asked; for who prepares the session, the way to invite one while it is ahead."""
    inviting = [inviting_key(t, shown.meeting)] if prepares and shown.is_open else []
    return [*(questions_key(t, guest) for guest in shown.guests), *inviting]
