"""Messages longer than one on their way into the outbox, and what becomes of their parts when they change."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions import letters
from actions.letters import Postage
from actions.letters.copies import edit_captions, edit_copies
from store.database import Database
from store.letters.copies import copies
from store.models import Lane, Letter, LetterState, Priority
from store.outbox import post_due, record_sent
from tests.actions.broadcasting import FREE
from texts.message import SAID_ABOVE, Button, Html, Message, NotOneMessage

NOON = datetime(2027, 6, 2, 12, tzinfo=UTC)
STALE = NOON + timedelta(hours=1)
CHAT = 101
KEYS = ((Button("Ir", url="https://a.es"),),)
POSTAGE = Postage(Lane.BULK, Priority.ANNOUNCEMENT, stale_at=STALE, key="news:7:chat:101", subject="news:7")


def long(*words: str) -> Message:
    """A message of as many parts as there are words."""
    return Message(Html("\n\n".join(word * (4000 // len(word)) for word in words)), KEYS, reply_to=5)


def send(session: Session, message: Message) -> bool:
    return letters.send(session, CHAT, message, now=NOON, postage=POSTAGE)


def change(session: Session, message: Message, now: datetime = NOON) -> int:
    return edit_copies(session, "news:7", lambda _chat: message, now=now)


def deliver(session: Session, now: datetime = NOON) -> None:
    """As if all that waits had been sent: message 11, 12 ..."""
    for letter in session.scalars(sa.select(Letter).where(Letter.state == LetterState.WAITING).order_by(Letter.id)):
        letter.state, letter.sent_at = LetterState.SENT, now
        if letter.method.startswith("send"):
            letter.message_id = 10 + letter.id


def outbox(session: Session) -> list[tuple[str, str]]:
    """What waits: method and the beginning of the text."""
    waiting = sa.select(Letter).where(Letter.state == LetterState.WAITING).order_by(Letter.due_at, Letter.id)
    return [(letter.method, letter.payload.get("text", "")[:1]) for letter in session.scalars(waiting)]


async def test_parts_are_letters_of_one_chat_and_lane_in_their_order(database: Database) -> None:
    assert await database.run(lambda session: send(session, long("a", "b", "c")))

    rows = await database.read(lambda session: list(session.scalars(sa.select(Letter).order_by(Letter.id))))

    assert [letter.payload["text"][0] for letter in rows] == ["a", "b", "c"]
    assert [letter.key for letter in rows] == [
        "news:7:chat:101",
        "news:7:chat:101:part:2",
        "news:7:chat:101:part:3",
    ]
    assert [(letter.subject, letter.part) for letter in rows] == [("news:7", 0), ("news:7", 1), ("news:7", 2)]
    assert {(letter.chat_id, letter.lane, letter.priority, letter.due_at, letter.stale_at) for letter in rows} == {
        (CHAT, Lane.BULK, 30, NOON, STALE)
    }
    assert ["reply_parameters" in letter.payload for letter in rows] == [True, False, False]
    assert ["reply_markup" in letter.payload for letter in rows] == [False, False, True]


async def test_whole_message_is_enqueued_or_none_of_it(database: Database) -> None:
    def twice(session: Session) -> tuple[bool, bool]:
        return send(session, Message(Html("corto"))), send(session, long("a", "b"))

    assert await database.run(twice) == (True, False)
    assert await database.read(outbox) == [("sendMessage", "c")]


async def test_withdrawing_takes_all_parts_and_counts_messages(database: Database) -> None:
    await database.run(lambda session: send(session, long("a", "b", "c")))

    assert await database.run(lambda session: letters.withdraw(session, "news:7:chat:")) == 1
    assert await database.read(outbox) == []


async def test_reply_to_any_part_is_a_reply_to_the_message(database: Database) -> None:
    await database.run(lambda session: send(session, long("a", "b")))
    await database.run(deliver)

    def subjects(session: Session) -> list[str | None]:
        return [letters.subject_of(session, CHAT, message_id) for message_id in (11, 12, 13)]

    assert await database.read(subjects) == ["news:7", "news:7", None]


async def test_part_that_becomes_something_else_leaves_no_copy_behind(database: Database) -> None:
    def turn(session: Session, message: Message) -> None:
        letters.turn_into(session, CHAT, 12, message, now=NOON)

    await database.run(lambda session: send(session, long("a", "b")))
    await database.run(deliver)
    await database.run(lambda session: change(session, long("c", "d")))
    await database.run(lambda session: turn(session, Message(Html("menú"), subject="menu:1")))

    assert await database.run(lambda session: change(session, long("e", "f"))) == 0
    assert await database.read(outbox) == [("editMessageText", "c"), ("editMessageText", "m")]
    subjects = await database.read(lambda session: [letters.subject_of(session, CHAT, number) for number in (11, 12)])
    assert subjects == [None, "menu:1"]


async def test_closed_question_loses_the_keys_of_its_last_part(database: Database) -> None:
    await database.run(lambda session: send(session, long("a", "b")))
    await database.run(deliver)

    await database.run(lambda session: letters.close(session, "news:7", now=NOON))

    waiting = sa.select(Letter).where(Letter.state == LetterState.WAITING)
    closing = await database.read(lambda session: list(session.scalars(waiting)))
    assert [(letter.method, letter.message_id) for letter in closing] == [("editMessageReplyMarkup", 12)]
    assert await database.run(lambda session: change(session, long("c", "d"))) == 0


async def test_long_message_never_takes_the_place_of_one(database: Database) -> None:
    with pytest.raises(NotOneMessage):
        await database.run(lambda session: letters.edit(session, CHAT, 11, long("a", "b"), now=NOON))

    assert await database.read(outbox) == []


@pytest.mark.parametrize(
    ("before", "after", "calls"),
    [
        ("ab", "cd", [("editMessageText", "c"), ("editMessageText", "d")]),
        ("a", "bc", [("editMessageText", "b"), ("sendMessage", "c")]),
        ("abc", "d", [("editMessageText", "d"), ("deleteMessage", ""), ("deleteMessage", "")]),
    ],
)
async def test_change_of_a_sent_message_adjusts_its_parts(
    database: Database, before: str, after: str, calls: list[tuple[str, str]]
) -> None:
    await database.run(lambda session: send(session, long(*before)))
    await database.run(deliver)

    assert await database.run(lambda session: change(session, long(*after))) == 1

    assert await database.read(outbox) == calls


async def test_message_may_shrink_and_grow_again(database: Database) -> None:
    await database.run(lambda session: send(session, long("a", "b")))
    await database.run(deliver)
    await database.run(lambda session: change(session, long("c")))
    await database.run(deliver)

    await database.run(lambda session: change(session, long("d", "e")))

    assert await database.read(outbox) == [("editMessageText", "d"), ("sendMessage", "e")]


async def test_part_that_a_change_adds_makes_no_sound_whatever_changes_after(database: Database) -> None:
    def sounds(session: Session) -> list[bool]:
        sending = sa.select(Letter).where(Letter.method == "sendMessage").order_by(Letter.id)
        return ["disable_notification" not in letter.payload for letter in session.scalars(sending)]

    await database.run(lambda session: send(session, long("a")))
    await database.run(lambda session: change(session, long("b", "c")))
    assert await database.read(sounds) == [True, True]
    await database.run(deliver)

    await database.run(lambda session: change(session, long("d", "e", "f")))
    assert await database.read(sounds) == [True, True, False]
    await database.run(lambda session: change(session, long("g", "h", "i")))

    assert await database.read(sounds) == [True, True, False]


@pytest.mark.parametrize(
    ("first", "second", "changed", "numbers"),
    [
        ("ab", "ab", None, [[1, 2], [3, 4]]),
        ("a", "ab", None, [[1], [2, 3]]),
        ("a", "a", "cd", [[1, 3], [2, 4]]),
        ("ab", "ab", "cde", [[1, 2, 5], [3, 4, 6]]),
    ],
)
async def test_two_copies_in_one_chat_have_each_its_own_parts(
    database: Database, first: str, second: str, changed: str | None, numbers: list[list[int]]
) -> None:
    def unit(session: Session) -> list[list[int]]:
        for minute, words in enumerate((first, second)):
            now, postage = NOON + timedelta(minutes=minute), Postage(subject="news:7")
            letters.send(session, CHAT, long(*words), now=now, postage=postage)
        if changed is not None:
            change(session, long(*changed), NOON + timedelta(minutes=5))
        return [[part.letter_id for part in copy.parts] for copy in copies(session, "news:7")]

    assert await database.run(unit) == numbers


async def test_message_too_old_to_be_deleted_points_up_instead(database: Database) -> None:
    await database.run(lambda session: send(session, long("a", "b")))
    await database.run(deliver)

    await database.run(lambda session: change(session, long("c"), NOON + timedelta(days=3)))

    assert await database.read(outbox) == [("editMessageText", "c"), ("editMessageText", str(SAID_ABOVE.text)[0])]


async def test_change_of_a_waiting_message_adjusts_its_letters(database: Database) -> None:
    def unit(session: Session) -> list[list[tuple[str, str]]]:
        send(session, long("a", "b"))
        shown = []
        for words in ("c", "de", "fgh"):
            change(session, long(*words))
            shown.append(outbox(session))
        return shown

    assert await database.run(unit) == [
        [("sendMessage", "c")],
        [("sendMessage", "d"), ("sendMessage", "e")],
        [("sendMessage", "f"), ("sendMessage", "g"), ("sendMessage", "h")],
    ]


async def test_part_that_is_being_posted_while_it_is_dropped_is_edited_after(database: Database) -> None:
    def unit(session: Session) -> list[tuple[str, str]]:
        send(session, long("a", "b"))
        session.execute(sa.update(Letter).values(state=LetterState.POSTING))
        change(session, long("c"))
        letters_now = session.scalars(sa.select(Letter).order_by(Letter.id))
        return [(letter.state.value, letter.payload["text"][0]) for letter in letters_now]

    assert await database.run(unit) == [("posting", "c"), ("posting", str(SAID_ABOVE.text)[0])]


@pytest.mark.parametrize("is_void", [False, True])
async def test_picture_whose_words_change_while_it_is_posted_gets_them_as_its_caption(
    database: Database, is_void: bool
) -> None:
    def unit(session: Session) -> list[tuple[str, dict[str, Any]]]:
        letters.send_qr(session, CHAT, "qr.png", "https://a.es", Html("vale"), now=NOON, subject="invitation:7")
        [(letter, content)], _ = post_due(session, NOON, STALE, limit=1, pace=FREE)
        edit_captions(session, "invitation:7", Html("ya no <b>vale</b>"), now=NOON, is_void=is_void)
        record_sent(session, letter, NOON, message_id=11, file_ids=["A"], posted=content)
        waiting = sa.select(Letter).where(Letter.state == LetterState.WAITING)
        return [(edit.method, edit.payload) for edit in session.scalars(waiting)]

    assert await database.run(unit) == [
        ("editMessageCaption", {"message_id": 11, "caption": "ya no <b>vale</b>", "parse_mode": "HTML"})
    ]


async def test_picture_that_waits_gets_other_words_and_stays_unless_it_is_void(database: Database) -> None:
    def unit(session: Session) -> list[tuple[str, Any, bool]]:
        letters.send_qr(session, CHAT, "qr.png", "https://a.es", Html("para una"), now=NOON, subject="invitation:7")
        found = []
        for words, is_void in (("para cinco", False), ("anulada", True)):
            edit_captions(session, "invitation:7", Html(words), now=NOON, is_void=is_void)
            letter = session.scalars(sa.select(Letter).execution_options(populate_existing=True)).one()
            found.append(
                (letter.method, letter.payload.get("caption") or letter.payload["text"], "photo" in letter.payload)
            )
        return found

    assert await database.run(unit) == [("sendPhoto", "para cinco", True), ("sendMessage", "anulada", False)]
