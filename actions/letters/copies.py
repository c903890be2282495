"""A card in all its copies: each is edited where it stands, and one that still waits says the new words at once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import zip_longest

from sqlalchemy.orm import Session

from actions.letters import ANSWER, DELETABLE, Postage, delete, edit, new_edit, new_letter, put_all
from store.letters import NewLetter, add, replace_caption, replace_content
from store.letters import copies as store
from store.letters.copies import Copy
from store.models import Lane, Priority
from texts.message import SAID_ABOVE, Html, Message

GROUP_EDIT_DELAY = timedelta(seconds=3)


def edit_copies(
    session: Session,
    subject: str,
    render: Callable[[int], Message],
    *,
    now: datetime,
    shown: tuple[int, int] | None = None,
    of_chat: int | None = None,
    of_network: int | None = None,
) -> int:
    """Edits every sent copy of a card, and the content of those still waiting; gives their number.

    `shown` is the copy (chat and message) that the caller edits itself: of it only an edit on its way is corrected.
    `of_chat`: those in one chat only.
    `of_network`: not those in groups and channels that are not, or no longer, connected to this network.

    `render` gives the message for a chat id, in the language of its reader. Groups are edited a few seconds later, so
    that many presses in a row become one edit.
    """
    copies = store.copies(session, subject, of_chat, of_network)
    on_their_way = store.waiting_edits(session, copies)
    edits: list[NewLetter] = []

    def edit_part(chat_id: int, message_id: int, part: Message) -> None:
        waiting = on_their_way.get((chat_id, message_id, part.edit_method()))
        if waiting is not None:
            replace_content(session, waiting, part.edit_method(), part.edit_payload(message_id))
        elif (chat_id, message_id) != shown:
            due_at = now + GROUP_EDIT_DELAY if chat_id < 0 else now
            postage = Postage(lane=Lane.BULK, priority=Priority.NEWS, due_at=due_at)
            edits.append(new_edit(chat_id, message_id, part, now=now, postage=postage))

    def edit_part_first(chat_id: int, message_id: int, part: Message) -> None:
        edit_part(chat_id, message_id, part)
        put_edits()

    def put_edits() -> None:
        put_all(session, edits)
        edits.clear()

    for copy in copies:
        message = render(copy.chat_id)
        is_one = message.is_one and not copy.further
        _say_in_copy(session, copy, message, edit_part if is_one else edit_part_first, now)
    put_edits()
    return len(copies)


def edit_copies_in_turn(session: Session, subject: str, message: Message, *, now: datetime) -> int:
    """The same at once and as an answer, so that it never overtakes what a press put into the same chat."""

    def edit_part(chat_id: int, message_id: int, part: Message) -> None:
        edit(session, chat_id, message_id, part, now=now)

    copies = store.copies(session, subject)
    for copy in copies:
        _say_in_copy(session, copy, message, edit_part, now)
    return len(copies)


def _say_in_copy(
    session: Session, copy: Copy, message: Message, edit_part: Callable[[int, int, Message], None], now: datetime
) -> None:
    """Part by part. A message that has become longer goes on in a new one, and one that is shorter loses its end."""
    for number, (part, said) in enumerate(zip_longest(copy.parts, message.parts)):
        if part is None:
            store.add_part(session, copy, number, said.method, said.payload(), now)
        elif said is None:
            _take_away(session, part, edit_part, now)
        elif part.message_id is None:
            replace_content(session, part.letter_id, said.method, said.payload())
        else:
            edit_part(part.chat_id, part.message_id, said)


def _take_away(session: Session, part: Copy, edit_part: Callable[[int, int, Message], None], now: datetime) -> None:
    if part.message_id is None:
        if not store.take_back_part(session, part.letter_id):  # being posted at this moment: an edit follows
            replace_content(session, part.letter_id, SAID_ABOVE.method, SAID_ABOVE.payload())
    elif store.sent_after(session, part.letter_id, now - DELETABLE):
        delete(session, part.chat_id, part.message_id, now=now, postage=Postage(Lane.BULK, Priority.NEWS))
        store.let_go(session, part.letter_id)
    else:
        edit_part(part.chat_id, part.message_id, SAID_ABOVE)


def edit_captions(session: Session, subject: str, caption: Html, *, now: datetime, is_void: bool = False) -> None:
    """Puts other words below every picture. `is_void`: of one that was not sent yet only the words are to go out."""
    for copy in store.copies(session, subject):
        if copy.message_id is None and is_void:
            words = Message(caption)
            replace_content(session, copy.letter_id, words.method, words.payload())
            continue
        if copy.message_id is None:
            replace_caption(session, copy.letter_id, str(caption))
            continue
        edited = {"message_id": copy.message_id, "caption": str(caption), "parse_mode": "HTML"}
        add(session, **new_letter(copy.chat_id, "editMessageCaption", edited, now, ANSWER, copy.message_id))
