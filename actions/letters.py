"""Puts what is to be said into the outbox. Nothing here talks to Telegram: letters are sent after the commit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from store import letters as store
from store.letters import NewLetter
from store.models import Lane, Priority
from texts.message import Html, Message

GROUP_EDIT_DELAY = timedelta(seconds=3)


@dataclass(frozen=True)
class Postage:
    """How a letter travels. `key` makes it unique for ever; `subject` lets its copies be found again."""

    lane: Lane = Lane.ANSWERS
    priority: Priority = Priority.ANSWER
    due_at: datetime | None = None
    stale_at: datetime | None = None
    key: str | None = None
    subject: str | None = None


ANSWER = Postage()


def send(session: Session, chat_id: int, message: Message, *, now: datetime, postage: Postage = ANSWER) -> bool:
    """Sends a new message; False when a letter with this key is there already."""
    return store.add(session, **new_message(chat_id, message, now=now, postage=postage))


def put_all(session: Session, letters: Sequence[NewLetter]) -> None:
    """Puts many letters into the outbox at once, without those whose key is there already."""
    store.add_all(session, letters)


def edit(
    session: Session, chat_id: int, message_id: int, message: Message, *, now: datetime, postage: Postage = ANSWER
) -> None:
    """Puts `message` in the place of one that the bot sent."""
    store.add(session, **new_edit(chat_id, message_id, message, now=now, postage=postage))


def turn_into(session: Session, chat_id: int, message_id: int, message: Message, *, now: datetime) -> None:
    """Makes something else of a message that the bot sent: it is no copy any more of what it was."""
    store.change_subject(session, chat_id, message_id, message.subject)
    edit(session, chat_id, message_id, message, now=now)


def close(session: Session, subject: str, *, now: datetime, besides: tuple[int, int] | None = None) -> None:
    """Takes the keys from every copy of a question that is answered; from then on none is found by it.

    `besides` is the copy (chat and message) of which the caller makes something else.
    """
    postage = Postage(lane=Lane.BULK, priority=Priority.NEWS)
    for copy in store.copies(session, subject):
        if copy.message_id is not None and (copy.chat_id, copy.message_id) != besides:
            payload: dict[str, object] = {"message_id": copy.message_id}
            store.add(
                session, **_letter(copy.chat_id, "editMessageReplyMarkup", payload, now, postage, copy.message_id)
            )
    store.forget_subject(session, subject)


def delete(session: Session, chat_id: int, message_id: int, *, now: datetime, postage: Postage = ANSWER) -> None:
    """Deletes a message that the bot sent."""
    store.add(session, **new_deletion(chat_id, message_id, now=now, postage=postage))


def send_file(session: Session, chat_id: int, name: str, text: str, caption: Html, *, now: datetime) -> None:
    """Sends a file that is written here and now; small ones only, for the letter carries it."""
    document = {"text": text, "name": name}
    payload: dict[str, object] = {"document": document, "caption": str(caption), "parse_mode": "HTML"}
    _add(session, chat_id, "sendDocument", payload, now=now, postage=ANSWER)


def send_qr(
    session: Session, chat_id: int, name: str, content: str, caption: Html, *, now: datetime, subject: str
) -> None:
    """Sends `content` as a QR picture, which is drawn when the letter is posted."""
    picture = {"qr": content, "name": name}
    payload: dict[str, object] = {"photo": picture, "caption": str(caption), "parse_mode": "HTML"}
    _add(session, chat_id, "sendPhoto", payload, now=now, postage=Postage(subject=subject))


def edit_captions(session: Session, subject: str, caption: Html, *, now: datetime) -> None:
    """Puts other words below every picture that was sent; of one that was not sent yet only the words are."""
    for copy in store.copies(session, subject):
        if copy.message_id is None:
            message = Message(caption)
            store.replace_content(session, copy.letter_id, message.method, message.payload())
            continue
        payload: dict[str, object] = {
            "message_id": copy.message_id,
            "caption": str(caption),
            "parse_mode": "HTML",
        }
        store.add(session, **_letter(copy.chat_id, "editMessageCaption", payload, now, ANSWER, copy.message_id))


def set_commands(session: Session, chat_id: int, commands: list[dict[str, str]], *, now: datetime) -> None:
    """Gives one chat its own menu of commands, whatever the language of the reader's phone; none takes it back."""
    scope = {"type": "chat", "chat_id": chat_id}
    if commands:
        _add(session, chat_id, "setMyCommands", {"commands": commands, "scope": scope}, now=now, postage=ANSWER)
    else:
        _add(session, chat_id, "deleteMyCommands", {"scope": scope}, now=now, postage=ANSWER)


def edit_copies(
    session: Session,
    subject: str,
    render: Callable[[int], Message],
    *,
    now: datetime,
    shown: tuple[int, int] | None = None,
) -> int:
    """Edits every sent copy of a card, and the content of those still waiting; gives their number.

    `shown` is the copy (chat and message) that the caller edits itself: of it only an edit on its way is corrected.

    `render` gives the message for a chat id, in the language of its reader. Groups are edited a few seconds later, so
    that many presses in a row become one edit.
    """
    copies = store.copies(session, subject)
    on_their_way = store.waiting_edits(session, copies)
    for copy in copies:
        message = render(copy.chat_id)
        if copy.message_id is None:
            store.replace_content(session, copy.letter_id, message.method, message.payload())
            continue
        waiting = on_their_way.get((copy.chat_id, copy.message_id, message.edit_method()))
        if waiting is not None:
            payload = message.edit_payload(copy.message_id)
            store.replace_content(session, waiting, message.edit_method(), payload)
        elif (copy.chat_id, copy.message_id) != shown:
            due_at = now + GROUP_EDIT_DELAY if copy.chat_id < 0 else now
            postage = Postage(lane=Lane.BULK, priority=Priority.NEWS, due_at=due_at)
            edit(session, copy.chat_id, copy.message_id, message, now=now, postage=postage)
    return len(copies)


def subject_of(session: Session, chat_id: int, message_id: int) -> str | None:
    """What a message of the bot is about ("challenge:7"), if it was sent with a subject."""
    return store.subject_of(session, chat_id, message_id)


def withdraw(session: Session, prefix: str) -> int:
    """Takes back unsent letters whose key begins with `prefix`; gives their number."""
    return store.withdraw(session, prefix)


def new_message(chat_id: int, message: Message, *, now: datetime, postage: Postage) -> NewLetter:
    """What `send` puts into the outbox."""
    postage = replace(postage, subject=postage.subject or message.subject)
    return _letter(chat_id, message.method, message.payload(), now, postage)


def new_edit(chat_id: int, message_id: int, message: Message, *, now: datetime, postage: Postage) -> NewLetter:
    """What `edit` puts into the outbox."""
    return _letter(chat_id, message.edit_method(), message.edit_payload(message_id), now, postage, message_id)


def new_deletion(chat_id: int, message_id: int, *, now: datetime, postage: Postage) -> NewLetter:
    """What `delete` puts into the outbox."""
    return _letter(chat_id, "deleteMessage", {"message_id": message_id}, now, postage)


def _add(
    session: Session, chat_id: int, method: str, payload: dict[str, Any], *, now: datetime, postage: Postage
) -> bool:
    return store.add(session, **_letter(chat_id, method, payload, now, postage))


def _letter(
    chat_id: int,
    method: str,
    payload: dict[str, Any],
    now: datetime,
    postage: Postage,
    message_id: int | None = None,
) -> NewLetter:
    return {
        "chat_id": chat_id,
        "method": method,
        "payload": payload,
        "lane": postage.lane,
        "priority": postage.priority,
        "due_at": postage.due_at or now,
        "stale_at": postage.stale_at,
        "key": postage.key,
        "subject": postage.subject,
        "message_id": message_id,
        "created_at": now,
    }
