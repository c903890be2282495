"""What did not arrive, for those who coordinate the people that it was for: what it was, and why it did not."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.announcements.reasons import why_refused
from store.lost import LostLetter, count_lost, lost_letters
from store.models import LetterState, Network
from texts.coordinating.lost import Kind, Lost

LATELY = timedelta(days=7)

# By the beginnings of keys, the more exact ones first.
KINDS = (
    ("digest:", Kind.DIGEST),
    ("card:prompt:", Kind.QUESTION),
    ("prompt:", Kind.QUESTION),
    ("card:", Kind.CARD),
    ("poll:", Kind.DATES),
    ("visit:", Kind.SESSION),
)
OF_MEETINGS = "meeting:"
NO_REMINDERS = (":changed:", ":card:", ":noted:")


def lost_of(session: Session, networks: Sequence[Network], now: datetime) -> list[Lost]:
    """The latest first. Whoever has blocked the bot is told of elsewhere: nothing is sent to them."""
    found = lost_letters(session, [network.id for network in networks], now - LATELY)
    return [_lost(letter) for letter in found]


def number_lost(session: Session, networks: Sequence[Network], now: datetime) -> int:
    """How many messages these are."""
    return count_lost(session, [network.id for network in networks], now - LATELY)


def _lost(letter: LostLetter) -> Lost:
    why, hours = (None, 0) if letter.state is LetterState.LATE else why_refused(letter.reason)
    return Lost(letter.person, letter.title, _kind_of(letter.key), letter.due_at, why, hours)


def _kind_of(key: str) -> Kind:
    if key.startswith(OF_MEETINGS):
        return Kind.SESSION if any(word in key for word in NO_REMINDERS) else Kind.REMINDER
    return next((kind for beginning, kind in KINDS if key.startswith(beginning)), Kind.MESSAGE)
