"""Replies to the bot's cards: in a group nothing is said about them, all of it happens in private."""

from collections.abc import Callable
from typing import Any

from actions.refusals import NotAllowed, NotFound, Refused
from handlers.form import Form, restart, start
from handlers.turn import Turn
from store.drafts import FILES_SENT, UNASKED, draft_of, nobody_began
from texts.forms import without_file
from texts.menu import with_hub_button
from texts.message import Message

SPOKEN = frozenset({"voice", "video_note", "audio", "video", "photo", "document"})


def is_without_words(turn: Turn) -> bool:
    """Whether something was said or shown instead of written. A sticker says nothing."""
    came = turn.incoming
    return came.attachment is not None and came.attachment.kind in SPOKEN and not came.text and came.album is None


def says_nothing(turn: Turn) -> bool:
    """A sticker in a group, or the other pictures of an album: nobody is asked what was meant."""
    came = turn.incoming
    return not turn.place.is_private and came.attachment is not None and not came.text and not is_without_words(turn)


def told_in_private(turn: Turn, kept: Callable[[], Message | None]) -> Message | None:
    """What `kept` says, in the private chat of who replied. People talk in their group: that is no mistake of theirs.

    So who may not answer, or is not known, hears nothing; what does not fit is refused in private.
    """
    if turn.place.is_private:
        told = kept()
        return without_file(turn.translator, told) if told is not None and turn.left_file_out else told
    if turn.person is None or turn.person.telegram_id is None:
        return None
    try:
        with turn.session.begin_nested():
            told = kept()
    except (NotFound, NotAllowed):
        return None
    except Refused as refusal:
        told = with_hub_button(turn.translator, refusal.sentence(turn.translator))
    if told is not None:
        told = without_file(turn.translator, told) if turn.left_file_out else told
        turn.send(turn.person.telegram_id, told)
    return None


def ask_in_words(turn: Turn, form: Form, argument: str, **known: Any) -> Message:
    """The form's question to somebody who did not begin it: a draft only when it is answered.

    known: what else is to stand among its answers
    """
    return start(turn, form, argument, **{UNASKED: True, **known})


def begin_to_answer(turn: Turn, form: Form, argument: str) -> Message:
    """The form's question to somebody who wants it: what nobody began gives way, but for what waits for these words."""
    lies = draft_of(turn.session, turn.member.id, form.name)
    is_waiting = lies is not None and FILES_SENT in lies.answers and lies.answers["argument"] == argument
    begin = restart if lies is not None and nobody_began(lies) and not is_waiting else start
    return begin(turn, form, argument)
