"""The audit log at the desk: read by those who coordinate, and what can still be undone."""

from actions.access import access_coordinating
from actions.audit.reading import access_entry, entries_seen, seen_of
from actions.coordinating import access_invitation, subject_of
from actions.letters.copies import edit_captions
from actions.undoing import check_undoing, do_undo, undoable
from handlers.coordinating import caption_of
from handlers.feature import Feature
from handlers.turn import Turn
from store.models import AuditEntry, Network
from texts.audit import log as texts
from texts.audit.presses import AuditOpened, AuditTopicsOpened, EntryOpened, UndoBegun, UndoConfirmed
from texts.message import Message

REVOKED = "invitation_revoked"


def show_audit(turn: Turn, press: AuditOpened) -> Message:
    """What was done in a network, newest first."""
    network = access_coordinating(turn.session, turn.member, press.network_id)
    seen, total = entries_seen(turn.session, network, topic=press.topic, person_id=press.person_id, page=press.page)
    by = seen[0].by if press.person_id and seen else None
    return texts.page(turn.translator, network, seen, press, total, by.name if by is not None else "")


def show_topics(turn: Turn, press: AuditTopicsOpened) -> Message:
    """Of what."""
    return texts.topics(turn.translator, access_coordinating(turn.session, turn.member, press.network_id))


def open_entry(turn: Turn, press: EntryOpened) -> Message:
    """One of them."""
    return _page(turn, *access_entry(turn.session, turn.member, press.entry_id))


def begin_undo(turn: Turn, press: UndoBegun) -> Message:
    """Asked once where many are told, or else done."""
    entry, way = check_undoing(turn.session, turn.member, press.entry_id, turn.now)
    if way.asks:
        return texts.sure_to_undo(turn.translator, seen_of(turn.session, entry))
    return confirm_undo(turn, UndoConfirmed(press.entry_id))


def confirm_undo(turn: Turn, press: UndoConfirmed) -> Message:
    """It is as before."""
    entry = do_undo(turn.session, turn.member, press.entry_id, now=turn.now)
    if entry.deed == REVOKED:
        _show_link_again(turn, entry)
    turn.toast = texts.undone(turn.translator)
    return _page(turn, *access_entry(turn.session, turn.member, entry.id))


def _show_link_again(turn: Turn, entry: AuditEntry) -> None:
    """Below the picture that was ready to forward; where that had not gone out yet, it does now."""
    invited = access_invitation(turn.session, turn.member, int(entry.subject.removeprefix("invitation:")))
    subject = subject_of(invited.invitation)
    edit_captions(turn.session, subject, caption_of(turn, invited), now=turn.now)


def _page(turn: Turn, entry: AuditEntry, network: Network) -> Message:
    can = undoable(turn.session, turn.member, entry, turn.now)
    return texts.entry_page(turn.translator, network, seen_of(turn.session, entry), can)


FEATURE = Feature(
    presses={
        AuditOpened: show_audit,
        AuditTopicsOpened: show_topics,
        EntryOpened: open_entry,
        UndoBegun: begin_undo,
        UndoConfirmed: confirm_undo,
    }
)
