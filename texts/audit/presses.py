"""The buttons of the audit log."""

from enum import StrEnum

from store.frozen import frozen
from texts.message import Button
from texts.presses import Press, press
from texts.translator import Translator


class Topic(StrEnum):
    """What entries are about; ANY stands for all of them."""

    ANY = "a"
    PEOPLE = "p"
    SESSIONS = "s"
    CASES = "c"
    SHARED = "h"
    MESSAGES = "m"
    NETWORK = "n"


@press("kza")
@frozen
class AuditOpened(Press):
    """What was done in a network, newest first. `person_id`: by whom, 0 for anybody."""

    network_id: int
    page: int = 0
    topic: Topic = Topic.ANY
    person_id: int = 0


@press("kzt")
@frozen
class AuditTopicsOpened(Press):
    """Which of them."""

    network_id: int


@press("kze")
@frozen
class EntryOpened(Press):
    """One of them, with what was before and after."""

    entry_id: int


@press("kzu")
@frozen
class UndoBegun(Press):
    """Asked once more, where undoing tells many people."""

    entry_id: int


@press("kzv")
@frozen
class UndoConfirmed(Press):
    """It is to be as before."""

    entry_id: int


def audit_key(t: Translator, network_id: int) -> Button:
    """On the network's page."""
    return Button(t.label("📜 What was done"), AuditOpened(network_id))


def undo_key(t: Translator, entry_id: int) -> Button:
    """Below what has just been done."""
    return Button(t.label("↩️ Undo"), UndoBegun(entry_id))
