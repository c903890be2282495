"""Messages that were one text: Telegram's apps cut what is longer than a message, and send the parts in one go."""

import re

from store.frozen import frozen
from texts.message import TEXT_LIMIT
from texts.parts import is_end_of_sentence, utf16_length

# Telegram Desktop cuts at the best place of the second half of a message, Android and iOS at one of its last few
# hundred characters: no part but the last is shorter than half a message.
LEAST = TEXT_LIMIT // 2
TOGETHER = 2  # seconds of Telegram's clock, which tells whole ones: parts are sent within the same second
_NEAR_THE_END = TEXT_LIMIT - 300  # a break of line from here on is where every app cuts
_FIRST_SENTENCE = re.compile(r".*?(?:[.!?…](?=\s)|\n|\Z)", re.DOTALL)
_FIRST_WORD = re.compile(r"\S*")


@frozen
class Part:
    """One message of somebody. number: the message's own; date: seconds, as Telegram dated it."""

    number: int
    date: int
    text: str


def may_go_on(part: Part) -> bool:
    """Whether it can be a text that an app has cut: the rest of it comes at once."""
    return utf16_length(part.text) >= LEAST


def goes_on(before: Part, after: Part) -> bool:
    """Whether an app has cut `after` from the text of which `before` was the beginning."""
    return (
        may_go_on(before)
        and bool(after.text)
        and after.number > before.number
        and 0 <= after.date - before.date <= TOGETHER
    )


def seam(before: str, after: str) -> str:
    """What the apps have swallowed between two parts: they cut at a paragraph, else a line, a sentence, a word.

    They take the last such place. So where the next sentence or word would have found room, the place was a better
    one than the end of a sentence or word; and a text without any place is cut at the limit, and loses nothing.
    """
    length = utf16_length(before)
    if length >= TEXT_LIMIT:
        return ""
    following = (_FIRST_SENTENCE if is_end_of_sentence(before) else _FIRST_WORD).match(after)
    has_room = following is not None and length + 1 + utf16_length(following[0].strip()) <= TEXT_LIMIT
    if "\n" in before[_NEAR_THE_END:] or has_room:
        return "\n\n" if "\n\n" in before else "\n"
    return " "
