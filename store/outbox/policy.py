"""How long a letter is tried, and what is done when nobody knows whether it arrived.

No call of the Bot API tells whether a message was sent: after a lost answer, or a process that died while posting,
there is only the choice between perhaps twice and perhaps never. It is made here, by what the letter is:

| the letter                        | in doubt     | because                                                           |
| --------------------------------- | ------------ | ----------------------------------------------------------------- |
| edits, deletes, sets, pins        | again        | doing it twice is doing it once                                   |
| is a poll, a topic, a bill, a die | never again  | a second one divides the votes, the talk or the money; whoever    |
|                                   |              | misses it sees that and asks anew                                 |
| lives for at most five minutes    | never again  | a timer or stage line: by then another one has taken its place    |
| any other new message             | once more    | an answer, invitation, reminder, card, announcement or digest is  |
|                                   |              | better read twice than never; a twin does nothing: links count    |
|                                   |              | their uses, presses on both copies are the same press             |

Lost answers and crashes are counted apart from failed tries, in `doubts`: after ten it is over. A lost answer weighs
half of that: the second is the last. A crash weighs little: it is rare, as likely before the call as after it, and the
next one has other letters in hand; the limit is for a letter that itself makes the process die.
"""

from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from store.frozen import frozen
from store.models import Lane, LetterState

ATTEMPTS = 20  # at least so many tries, however long the letter has been waiting
GIVE_UP_AFTER = {
    Lane.ANSWERS: timedelta(hours=2),  # the chat's later answers wait behind it
    Lane.BULK: timedelta(hours=24),
}
MOST_DOUBTS = 10
LOST_ANSWER = 5
CRASH = 1

FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(minutes=5)

HARMLESS_TWICE = ("edit", "delete", "set", "pin", "unpin")  # how methods begin
NEVER_TWICE = ("sendPoll", "sendDice", "sendInvoice", "sendPaidMedia", "createForumTopic")
SHORT_LIVED = timedelta(minutes=5)


@frozen
class Tried:
    """What the policy looks at: a letter, and how often it was tried in vain (`attempts`) or in doubt (`doubts`)."""

    id: int
    method: str
    lane: Lane
    due_at: datetime
    stale_at: datetime | None
    attempts: int
    doubts: int


def ends_unsent(letter: Any, now: datetime) -> LetterState | None:
    """What becomes of a letter whose turn has come and that nobody is to send: paused, too late, or to a chat that is
    switched off. Answers go there all the same: who has asked for one is there again.

    letter: a row with lane, stale_at, paused_since and unreachable_at
    """
    if letter.paused_since is not None:
        return LetterState.PAUSED
    if letter.stale_at is not None and letter.stale_at < now:
        return LetterState.LATE
    if letter.unreachable_at is not None and letter.lane == Lane.BULK:
        return LetterState.UNREACHABLE
    return None


def is_harmless_twice(method: str) -> bool:
    """Whether doing it again changes nothing."""
    return method.startswith(HARMLESS_TWICE)


def must_not_come_twice(letter: Tried) -> bool:
    """Whether a letter in doubt is dropped rather than sent again."""
    is_short_lived = letter.stale_at is not None and letter.stale_at - letter.due_at <= SHORT_LIVED
    return letter.method in NEVER_TWICE or (is_short_lived and not is_harmless_twice(letter.method))


def delay_after(letter_id: int, attempts: int) -> timedelta:
    """How long to wait after so many failed tries: twice as long each time, less up to a half.

    What failed together would come back together. The share is the letter's own, so that no test depends on chance.
    """
    longest: timedelta = min(FIRST_DELAY * 2 ** min(attempts - 1, 10), LONGEST_DELAY)
    share = int.from_bytes(blake2b(f"{letter_id}:{attempts}".encode(), digest_size=4).digest()) / 2**32
    return longest * (1 - share / 2)


def is_given_up(letter: Tried, now: datetime) -> bool:
    """Whether it has been tried often enough and long enough."""
    return letter.attempts >= ATTEMPTS and now - letter.due_at >= GIVE_UP_AFTER[letter.lane]
