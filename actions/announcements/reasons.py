"""Why an announcement did not reach somebody: the reason that was kept, as Telegram put it, becomes a kind."""

from datetime import timedelta

from actions.announcements.sending import LATEST
from store.copies import Failure
from store.letters import GIVEN_UP, PERHAPS_SENT
from store.models import Lane, LetterState
from store.outbox.policy import GIVE_UP_AFTER
from store.outbox.statements import UNSURE
from texts.announcements.missed import Missed, Why

HOUR = timedelta(hours=1)

# Words of the sentences that `bot/post/failures.py` knows, and of what is kept when the bot is blocked or removed.
IN_PRIVATE = (
    (("blocked",), Why.BLOCKED),
    (("deactivated",), Why.CLOSED),
    (("not found", "_id_invalid", "initiate conversation"), Why.NEVER_STARTED),
)
IN_GROUPS = (
    (("rights", "write access", "_forbidden", "restricted"), Why.MUTED),
    (("kicked", "removed", "not a member", "not found", "deleted", "deactivated", "_invalid", "private"), Why.REMOVED),
)


def missed(failure: Failure) -> Missed:
    """Whom it did not reach, and why."""
    return Missed(failure.name, *_why(failure))


def _why(failure: Failure) -> tuple[Why, int]:
    match failure.state:
        case LetterState.UNREACHABLE:
            return why_unreachable(failure.reason, is_group=failure.chat_id < 0), 0
        case LetterState.REFUSED:
            return why_refused(failure.reason)
        case LetterState.LATE:
            return Why.GIVEN_UP, LATEST // HOUR
    return Why.OTHER, 0


def why_unreachable(kept: str, *, is_group: bool = False) -> Why:
    """The kind of the reason that was kept when a chat was switched off."""
    reason = kept.lower()
    for words, why in IN_GROUPS if is_group else IN_PRIVATE:
        if any(word in reason for word in words):
            return why
    return Why.OTHER


def why_refused(reason: str) -> tuple[Why, int]:
    """The kind of the reason that was kept of a message; and for how many hours it was tried, where it was given up."""
    if reason.startswith(GIVEN_UP):
        return Why.GIVEN_UP, GIVE_UP_AFTER[Lane.BULK] // HOUR
    return (Why.PERHAPS if reason.startswith((PERHAPS_SENT, UNSURE)) else Why.REFUSED), 0
