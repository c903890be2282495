"""The key that undoes what has just been done, above what is shown next."""

from actions.undoing import undoable
from handlers.turn import Turn
from store.audit import latest_entry
from texts.audit import log as texts
from texts.message import Message


def with_undo(turn: Turn, network_id: int, deed: str, message: Message) -> Message:
    """The message alone, where this turn has done no such thing, or it cannot be undone."""
    turn.session.flush()
    entry = latest_entry(turn.session, network_id, deed, turn.member.id, turn.now)
    found = undoable(turn.session, turn.member, entry, turn.now) if entry is not None else None
    if entry is None or found is None:
        return message
    return texts.with_undo(turn.translator, message, entry.id, found.until)
