"""What the bot has written and seen."""

from datetime import datetime
from typing import Any

from benchmarks.population.town import DAY, FIRST_CHAT, FIRST_GROUP, WEEK, WORDS, Rows, Town
from store.models import Lane, LetterState, Priority


def letter_rows(town: Town) -> Rows:
    """The digest of last week, not accounted for yet, and what was written before."""
    sent_at = town.moments.digests - WEEK
    for person in town.first_seats:
        about = "+".join(map(str, town.networks_of(person)))
        key = f"digest:{sent_at.date()}:person:{person}:{about}"
        yield _letter(FIRST_CHAT + person, sent_at, key, f"digest:{person}", Priority.DIGEST)
        for number in range(town.sizes.letters):
            at = town.moments.now - DAY * (1 + 28 * number / town.sizes.letters)
            subject = f"meeting:{person}" if number % 3 == 0 else None
            yield _letter(FIRST_CHAT + person, at, f"old:{person}:{number}", subject, Priority.REMINDER)
    for network in town.networks:
        key = f"digest:{sent_at.date()}:chat:{FIRST_GROUP - network}"
        yield _letter(FIRST_GROUP - network, sent_at, key, f"network-digest:{network}", Priority.DIGEST)


def update_rows(town: Town) -> Rows:
    for number, person in enumerate(town.first_seats, start=1):
        yield {"update_id": number, "seen_at": town.moments.now - DAY * (person % 2)}


def draft_rows(town: Town) -> Rows:
    for person in town.first_seats:
        yield {
            "person_id": person,
            "form": "challenge",
            "step": "title",
            "answers": {"problem": WORDS},
            "awaiting": False,
            "updated_at": town.moments.now - DAY * (person % 80),
        }


def _letter(chat_id: int, at: datetime, key: str, subject: str | None, priority: Priority) -> dict[str, Any]:
    return {
        "chat_id": chat_id,
        "lane": Lane.BULK,
        "priority": int(priority),
        "due_at": at,
        "stale_at": at + 2 * DAY,
        "state": LetterState.SENT,
        "attempts": 0,
        "key": key,
        "method": "sendMessage",
        "payload": {"text": WORDS, "parse_mode": "HTML"},
        "subject": subject,
        "message_id": 1,
        "reason": "",
        "created_at": at,
        "sent_at": at,
    }
