"""Puts what is to be said into the outbox. Nothing here talks to Telegram: letters are sent after the commit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from store import letters as store
from store.frozen import frozen
from store.letters import NewLetter
from store.letters import copies as copies_store
from store.models import Kind, Lane, MediaKind, Priority
from store.subjects import change_subject
from store.withholding import without_withheld
from texts.media import Media, QrPicture, Written
from texts.message import Html, Message, NotOneMessage
from texts.spreadsheets import BYTE_ORDER

DELETABLE = timedelta(hours=47)  # Telegram deletes a bot's messages for 48 hours
PART = ":part:"
EDITED = ("message_id", "text", "parse_mode", "link_preview_options", "reply_markup")


@frozen
class Postage:
    """How a letter travels. `key` makes it unique for ever; `subject` lets its copies be found again.

    kind: of a letter to a person that is no answer to what they have just done: `actions/attention` makes its postage
    """

    lane: Lane = Lane.ANSWERS
    priority: Priority = Priority.ANSWER
    due_at: datetime | None = None
    stale_at: datetime | None = None
    key: str | None = None
    subject: str | None = None
    kind: Kind | None = None


ANSWER = Postage()


def send(session: Session, chat_id: int, message: Message, *, now: datetime, postage: Postage = ANSWER) -> bool:
    """Sends a new message, all parts of it; False when a letter with this key is there already."""
    first, *further = without_withheld(session, new_messages(chat_id, message, now=now, postage=postage))
    is_new = store.add(session, **first)
    if is_new and further:
        store.add_all(session, further)
    return is_new


def put_all(session: Session, letters: Sequence[NewLetter]) -> None:
    """Puts many letters into the outbox at once, without those whose key is there already."""
    if letters:
        store.add_all(session, without_withheld(session, letters))


def edit(
    session: Session, chat_id: int, message_id: int, message: Message, *, now: datetime, postage: Postage = ANSWER
) -> None:
    """Puts `message` in the place of one that the bot sent. What is longer than one is sent anew, or as a copy."""
    store.add(session, **new_edit(chat_id, message_id, message, now=now, postage=postage))


def turn_into(session: Session, chat_id: int, message_id: int, message: Message, *, now: datetime) -> None:
    """Makes something else of a message that the bot sent: it is no copy any more of what it was."""
    change_subject(session, chat_id, message_id, message.subject)
    edit(session, chat_id, message_id, message, now=now)


def answer_in(
    session: Session, chat_id: int, message_id: int, *, pressed: str, question: Html, answer: Html, now: datetime
) -> None:
    """In a message that asks among other things, the answer takes the place of the question, and its key goes.

    Harmless when the key is gone already, or when nobody knows any more what the message said.
    """
    said = store.words_in(session, chat_id, message_id) or {}
    keyboard = said.get("reply_markup", {}).get("inline_keyboard", [])
    if not any(key.get("callback_data") == pressed for row in keyboard for key in row):
        return
    rows = [[key for key in row if key.get("callback_data") != pressed] for row in keyboard]
    text, asked = said["text"], str(question)
    told = text.replace(asked, str(answer), 1) if asked in text else f"{text}\n\n{answer}"
    edited = {
        **said,
        "message_id": message_id,
        "text": told,
        "reply_markup": {"inline_keyboard": list(filter(None, rows))},
    }
    store.add(session, **new_letter(chat_id, "editMessageText", _of_edit(edited), now, ANSWER, message_id))


def _of_edit(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in EDITED if name in said}


def leave_behind(session: Session, chat_id: int, message_id: int, *, now: datetime) -> None:
    """A message that goes on in others below: it keeps its words, loses its keys, and is no copy any more."""
    change_subject(session, chat_id, message_id, None)
    store.add(session, **_without_keys(chat_id, message_id, now, ANSWER))


def take_keys(session: Session, chat_id: int, message_id: int, *, now: datetime) -> None:
    """A message has been answered: it loses its keys, and stays a copy of what it is."""
    store.add(session, **_without_keys(chat_id, message_id, now, ANSWER))


def close(session: Session, subject: str, *, now: datetime, besides: tuple[int, int] | None = None) -> None:
    """Takes the keys from every copy of a question that is answered; from then on none is found by it.

    `besides` is the copy (chat and message) of which the caller makes something else.
    """
    postage = Postage(lane=Lane.BULK, priority=Priority.NEWS)
    last = [(copy.chat_id, copy.parts[-1].message_id) for copy in copies_store.copies(session, subject)]
    sent = [(chat_id, message_id) for chat_id, message_id in last if message_id is not None]
    put_all(session, [_without_keys(*copy, now, postage) for copy in sent if copy != besides])
    copies_store.forget_subject(session, subject)


def take_back(session: Session, subject: str, *, now: datetime) -> None:
    """A question is to be put anew: one that is still to be sent is not, one that was loses its keys."""
    store.take_back(session, subject)
    close(session, subject, now=now)


def is_unread(session: Session, subject: str, message_id: int) -> bool:
    """Whether somebody wrote a message before what was said about a subject had reached the chat."""
    return store.comes_after(session, subject, message_id)


def delete(session: Session, chat_id: int, message_id: int, *, now: datetime, postage: Postage = ANSWER) -> None:
    """Deletes a message that the bot sent."""
    store.add(session, **new_deletion(chat_id, message_id, now=now, postage=postage))


def send_file(session: Session, chat_id: int, name: str, text: str, caption: Html, *, now: datetime) -> None:
    """Sends a personal file that is written here and now; small ones only, for the letter carries it."""
    document = Media(MediaKind.DOCUMENT, Written(text, name, is_personal=True))
    send(session, chat_id, Message(caption, media=document), now=now)


def send_table(session: Session, chat_id: int, name: str, table: str, caption: Html, *, now: datetime) -> None:
    """The same of a CSV file, which spreadsheets open with its accents."""
    send_file(session, chat_id, name, BYTE_ORDER + table, caption, now=now)


def send_qr(
    session: Session, chat_id: int, name: str, content: str, caption: Html, *, now: datetime, subject: str
) -> None:
    """Sends `content` as a QR picture, which is drawn when the letter is posted."""
    photo = Media(MediaKind.PHOTO, QrPicture(content, name))
    send(session, chat_id, Message(caption, media=photo), now=now, postage=Postage(subject=subject))


def set_commands(session: Session, chat_id: int, commands: list[dict[str, str]], *, now: datetime) -> None:
    """Gives one chat its own menu of commands, whatever the language of the reader's phone; none takes it back."""
    scope = {"type": "chat", "chat_id": chat_id}
    if commands:
        _add(session, chat_id, "setMyCommands", {"commands": commands, "scope": scope}, now=now, postage=ANSWER)
    else:
        _add(session, chat_id, "deleteMyCommands", {"scope": scope}, now=now, postage=ANSWER)


def subject_of(session: Session, chat_id: int, message_id: int) -> str | None:
    """What a message of the bot is about ("challenge:7"), if it was sent with a subject."""
    return store.subject_of(session, chat_id, message_id)


def last_subject(session: Session, chat_id: int) -> str | None:
    """What the last message of the bot in a chat is about, if it was sent with a subject."""
    return store.last_subject(session, chat_id)


def withdraw(session: Session, prefix: str, chat_id: int | None = None) -> int:
    """Takes back unsent letters whose key begins with `prefix`, perhaps only those to one chat; gives their number."""
    return store.withdraw(session, prefix, chat_id)


def new_messages(chat_id: int, message: Message, *, now: datetime, postage: Postage) -> list[NewLetter]:
    """What `send` puts into the outbox: mostly one letter. All are in its key, so that all come or none."""
    return [new_part(chat_id, part, number, now=now, postage=postage) for number, part in enumerate(message.parts)]


def new_part(chat_id: int, message: Message, number: int, *, now: datetime, postage: Postage) -> NewLetter:
    """One part of a message. The keys of those after the first are made from its key."""
    postage = replace(postage, subject=postage.subject or message.subject)
    letter = new_letter(chat_id, message.method, message.payload(), now, postage)
    if number:
        letter["part"] = number
        letter["key"] = None if postage.key is None else f"{postage.key}{PART}{number + 1}"
    return letter


def whole_key(key: str) -> str:
    """The key of the message that a letter with this key is a part of."""
    return key.partition(PART)[0]


def new_edit(chat_id: int, message_id: int, message: Message, *, now: datetime, postage: Postage) -> NewLetter:
    """What `edit` puts into the outbox."""
    if not message.is_one:
        raise NotOneMessage
    return new_letter(chat_id, message.edit_method(), message.edit_payload(message_id), now, postage, message_id)


def new_deletion(chat_id: int, message_id: int, *, now: datetime, postage: Postage) -> NewLetter:
    """What `delete` puts into the outbox."""
    return new_letter(chat_id, "deleteMessage", {"message_id": message_id}, now, postage)


def new_deletion_of(
    chat_id: int, message_id: int, album: Sequence[int], *, now: datetime, postage: Postage
) -> NewLetter:
    """A letter that deletes a message, or all messages of an album."""
    if not album:
        return new_deletion(chat_id, message_id, now=now, postage=postage)
    return new_letter(chat_id, "deleteMessages", {"message_ids": list(album)}, now, postage)


def _without_keys(chat_id: int, message_id: int, now: datetime, postage: Postage) -> NewLetter:
    return new_letter(chat_id, "editMessageReplyMarkup", {"message_id": message_id}, now, postage, message_id)


def _add(
    session: Session, chat_id: int, method: str, payload: dict[str, Any], *, now: datetime, postage: Postage
) -> bool:
    return store.add(session, **new_letter(chat_id, method, payload, now, postage))


def new_letter(
    chat_id: int,
    method: str,
    payload: dict[str, Any],
    now: datetime,
    postage: Postage,
    message_id: int | None = None,
) -> NewLetter:
    """Any call of the Bot API, as it goes into the outbox."""
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
        "kind": postage.kind,
        "message_id": message_id,
        "created_at": now,
    }
