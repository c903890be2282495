"""What Telegram said of a copy that did not arrive, sorted for people."""

import pytest

from actions.announcements.reasons import missed
from bot.post.failures import NOBODY_THERE
from store.copies import Failure
from store.models import LetterState
from texts.announcements.missed import Missed, Why

UNREACHABLE, REFUSED, LATE = LetterState.UNREACHABLE, LetterState.REFUSED, LetterState.LATE
PERSON, GROUP = 1002, -1002


@pytest.mark.parametrize(
    ("chat_id", "state", "reason", "why", "hours"),
    [
        (PERSON, UNREACHABLE, "Forbidden: bot was blocked by the user", Why.BLOCKED, 0),
        (PERSON, UNREACHABLE, "blocked", Why.BLOCKED, 0),
        (PERSON, UNREACHABLE, "Forbidden: user is deactivated", Why.CLOSED, 0),
        (PERSON, UNREACHABLE, "Bad Request: INPUT_USER_DEACTIVATED", Why.CLOSED, 0),
        (PERSON, UNREACHABLE, "Bad Request: chat not found", Why.NEVER_STARTED, 0),
        (PERSON, UNREACHABLE, "Forbidden: bot can't initiate conversation with a user", Why.NEVER_STARTED, 0),
        (PERSON, UNREACHABLE, "the chat is switched off", Why.OTHER, 0),
        (GROUP, UNREACHABLE, "Forbidden: bot was kicked from the supergroup chat", Why.REMOVED, 0),
        (GROUP, UNREACHABLE, "removed", Why.REMOVED, 0),
        (GROUP, UNREACHABLE, "Bad Request: group chat was deactivated", Why.REMOVED, 0),
        (GROUP, UNREACHABLE, "Bad Request: not enough rights to send text messages to the chat", Why.MUTED, 0),
        (GROUP, UNREACHABLE, "Bad Request: CHAT_WRITE_FORBIDDEN", Why.MUTED, 0),
        (GROUP, UNREACHABLE, "Bad Request: have no write access to the chat", Why.MUTED, 0),
        (GROUP, UNREACHABLE, "Bad Request: CHANNEL_PRIVATE", Why.REMOVED, 0),
        (PERSON, REFUSED, "Bad Request: message is too long", Why.REFUSED, 0),
        (PERSON, REFUSED, "given up: Bad Gateway", Why.GIVEN_UP, 24),
        (PERSON, REFUSED, "perhaps sent: TimeoutError", Why.PERHAPS, 0),
        (PERSON, REFUSED, "perhaps sent, then the process ended", Why.PERHAPS, 0),
        (PERSON, LATE, "given up: Bad Gateway", Why.GIVEN_UP, 48),
        (PERSON, LetterState.WITHDRAWN, "", Why.OTHER, 0),
    ],
)
def test_reason_that_was_kept_becomes_a_kind(
    chat_id: int, state: LetterState, reason: str, why: Why, hours: int
) -> None:
    assert missed(Failure("Rosa", chat_id, state, reason)) == Missed("Rosa", why, hours)


@pytest.mark.parametrize("sentence", NOBODY_THERE)
def test_every_sentence_that_switches_a_chat_off_has_its_kind(sentence: str) -> None:
    kinds = {missed(Failure("Rosa", chat_id, UNREACHABLE, sentence)).why for chat_id in (PERSON, GROUP)}

    assert kinds - {Why.OTHER}
