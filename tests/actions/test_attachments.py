"""What may be attached by whom, how it is sent and missed; and when the words of a voice note are asked for."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions import challenges
from actions.access import access_attachable, access_attaching, access_own_attachment
from actions.attachments.pieces import LARGEST, Piece, file_piece, link_in
from actions.attachments.refusals import Full, NoLink, OtherFile, TooBig, WrittenAlready
from actions.attachments.sending import do_send
from actions.attachments.speaking import access_unwritten, do_keep_spoken, do_write, next_morning
from actions.attachments.taking import MOST, do_attach, do_attach_all, do_remove
from actions.attachments.vanishing import note_wrong_file
from actions.mydata import do_erase
from actions.refusals import NetworkClosed, NotAllowed, NotFound
from scheduler.attachments import TICK
from store.attachments import attachments_of
from store.database import Database, connect
from store.models import (
    AttachedTo,
    Attachment,
    AttachmentKind,
    Challenge,
    Kind,
    Letter,
    LetterState,
    Network,
    Person,
    Spoken,
    Visibility,
)
from tests.actions import founding
from tests.locked import locked

NOON = datetime(2027, 6, 9, 15, 0, tzinfo=UTC)  # a Wednesday
PHOTO = Piece(AttachmentKind.PHOTO, "P1", "photo-1")
VOICE = Piece(AttachmentKind.VOICE, "V1", "voice-1", duration=42, number=7)
CHALLENGE = AttachedTo.CHALLENGE

T = TypeVar("T")


@dataclass
class Shared:
    """A challenge of one city, and a reader of another."""

    session: Session
    network: Network
    author: Person
    reader: Person
    challenge: Challenge

    @classmethod
    def begin(cls, session: Session) -> "Shared":
        network = founding.found_network(session)
        (author, city), (reader, elsewhere) = founding.settle_person(session), founding.settle_person(session, "EC")
        founding.join(session, author, city, network)
        founding.join(session, reader, elsewhere, network)
        return cls(session, network, author, reader, founding.share_challenge(session, network, author, NOON))

    def attach(self, *pieces: Piece) -> None:
        for piece in pieces:
            do_attach(self.session, self.author, self.challenge, piece, now=NOON)

    @property
    def attached(self) -> list[Attachment]:
        return attachments_of(self.session, CHALLENGE, self.challenge.id)

    def letters_to(self, person: Person) -> list[Letter]:
        found = sa.select(Letter).where(Letter.chat_id == person.telegram_id).order_by(Letter.id)
        return list(self.session.scalars(found))


def shared(test: Callable[[Shared], T]) -> Callable[[Session], T]:
    return lambda session: test(Shared.begin(session))


async def test_same_file_is_one_and_is_there_again_when_it_was_gone(database: Database) -> None:
    @shared
    def unit(one: Shared) -> None:
        one.attach(replace(PHOTO, caption="El mercado"))
        (photo,) = one.attached
        photo.gone_at = NOON
        one.attach(replace(PHOTO, file_id="photo-2"))

        (again,) = one.attached
        assert again is photo
        assert (again.file_id, again.gone_at, again.caption) == ("photo-2", None, "El mercado")

    await database.run(unit)


async def test_no_more_than_fit_and_room_again_when_one_is_removed(database: Database) -> None:
    @shared
    def unit(one: Shared) -> None:
        one.attach(*(replace(PHOTO, unique_id=str(number)) for number in range(MOST)))
        with pytest.raises(Full):
            one.attach(PHOTO)
        do_remove(one.session, one.author, one.attached[0], one.challenge, now=NOON)
        one.attach(PHOTO)

        assert len(one.attached) == MOST

    await database.run(unit)


async def test_what_came_beforehand_takes_the_room_that_is_left(database: Database) -> None:
    @shared
    def unit(one: Shared) -> None:
        one.attach(replace(PHOTO, unique_id="first"))
        pieces = [replace(PHOTO, unique_id=str(number)) for number in range(MOST)]

        do_attach_all(one.session, one.author, one.challenge, pieces, now=NOON)

        assert [attached.unique_id for attached in one.attached] == ["first", *map(str, range(MOST - 1))]

    await database.run(unit)


async def test_several_at_the_same_moment_attach_no_more_than_fit(postgres_url: str) -> None:
    @shared
    def begin(one: Shared) -> tuple[int, int]:
        one.attach(*(replace(PHOTO, unique_id=str(number)) for number in range(MOST - 1)))
        return one.author.id, one.challenge.id

    def attach(unique_id: str) -> Callable[[Session], None]:
        def unit(session: Session) -> None:
            author, challenge = session.get_one(Person, author_id), session.get_one(Challenge, challenge_id)
            do_attach(session, author, challenge, replace(PHOTO, unique_id=unique_id), now=NOON)

        return unit

    database = connect(postgres_url)
    author_id, challenge_id = await database.run(begin)
    async with locked(postgres_url, sa.select(Challenge).where(Challenge.id == challenge_id)) as waiting:
        attaching = [asyncio.create_task(database.run(attach(unique_id))) for unique_id in ("a", "b")]
        await waiting(2)
    ended = await asyncio.gather(*attaching, return_exceptions=True)
    await database.close()

    assert sorted(type(one).__name__ for one in ended) == ["Full", "NoneType"]


async def test_readers_have_it_and_only_the_author_changes_it(database: Database) -> None:
    @shared
    def unit(one: Shared) -> None:
        session, about = one.session, (CHALLENGE, one.challenge.id)
        one.attach(PHOTO)
        assert access_attachable(session, one.reader, *about) is one.challenge
        with pytest.raises(NotAllowed):
            access_attaching(session, one.reader, *about)
        with pytest.raises(NotAllowed):
            access_own_attachment(session, one.reader, one.attached[0].id)

        one.challenge.visibility = Visibility.COORDINATORS
        with pytest.raises(NotFound):
            access_attachable(session, one.reader, *about)
        one.network.closed_at = NOON
        with pytest.raises(NetworkClosed):
            access_attaching(session, one.author, *about)
        one.challenge.withdrawn_at = NOON
        with pytest.raises(NotFound):
            access_attachable(session, one.author, *about)

    await database.run(unit)


async def test_albums_hold_what_telegram_shows_together_in_its_order(database: Database) -> None:
    pieces = [
        PHOTO,
        replace(PHOTO, unique_id="P2", kind=AttachmentKind.VIDEO, caption="Un vídeo & <algo>"),
        replace(PHOTO, unique_id="P3", caption="l" * 1000),
        replace(VOICE, unique_id="V2", number=0),
        link_in("https://example.org/a?b=1&c=<2> Una <página>"),
        *(replace(PHOTO, unique_id=f"D{number}", kind=AttachmentKind.DOCUMENT) for number in range(3)),
    ]

    @shared
    def unit(one: Shared) -> None:
        one.attach(*pieces)
        before = len(one.letters_to(one.reader))
        for _ in range(2):  # a key pressed twice
            do_send(one.session, one.reader, one.challenge, now=NOON)
        sent = one.letters_to(one.reader)[before:]

        assert [letter.method for letter in sent] == [
            "sendMediaGroup",
            "sendPhoto",
            "sendMessage",
            "sendVoice",
            "sendMediaGroup",
            "sendMessage",
        ]  # words that do not fit below a file stand below it
        seen, documents = sent[0].payload["media"], sent[4].payload["media"]
        assert [item["type"] for item in seen] == ["photo", "video"]
        assert seen[1]["caption"] == "Un vídeo &amp; &lt;algo&gt;"
        assert ["caption" in item for item in documents] == [False, False, True]
        assert (
            sent[5]
            .payload["text"]
            .endswith('🔗 <a href="https://example.org/a?b=1&amp;c=&lt;2&gt;">Una &lt;página&gt;</a> (example.org)')
        )

    await database.run(unit)


async def test_what_is_on_its_way_of_something_withdrawn_does_not_arrive(database: Database) -> None:
    @shared
    def unit(one: Shared) -> None:
        one.attach(PHOTO)
        do_send(one.session, one.reader, one.challenge, now=NOON)
        challenges.do_withdraw_challenge(one.session, one.author, one.challenge, NOON)
        one.session.expire_all()

        assert [letter.state for letter in one.letters_to(one.reader)] == [LetterState.WITHDRAWN]

    await database.run(unit)


async def test_file_that_is_gone_is_told_to_each_who_asked_and_once_to_its_owner(database: Database) -> None:
    @shared
    def unit(one: Shared) -> None:
        one.attach(PHOTO, replace(PHOTO, unique_id="P2", file_id="photo-2"))
        do_send(one.session, one.reader, one.challenge, now=NOON)
        (album,) = one.letters_to(one.reader)
        note_wrong_file(one.session, album.id, NOON)
        alone = one.letters_to(one.reader)[1:]
        assert [letter.payload["photo"] for letter in alone] == ["photo-1", "photo-2"]

        for _ in range(2):
            note_wrong_file(one.session, alone[1].id, NOON)
        assert [file.gone_at is not None for file in one.attached] == [False, True]
        assert len(one.letters_to(one.reader)) == 5
        assert [letter.kind for letter in one.letters_to(one.author)] == [Kind.ATTACHMENT_GONE]

    await database.run(unit)


@pytest.mark.parametrize(
    ("kind", "size", "refusal"), [("sticker", 1, OtherFile), ("location", 0, OtherFile), ("photo", LARGEST + 1, TooBig)]
)
def test_what_is_not_kept_is_refused_by_name(kind: str, size: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        file_piece(kind, "f", "u", size=size, name="", duration=0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "https://",
        "https://user@example.org/",
        "https://[::1",
        f"https://example.org/{'a' * 500}",
    ],
)
def test_what_is_no_link_of_the_web_is_refused(text: str) -> None:
    with pytest.raises(NoLink):
        link_in(text)


def test_words_around_a_link_are_its_title() -> None:
    link = link_in("La ordenanza\nHTTPS://Rosario.gob.ar/tasa de 2026")

    assert (link.url, link.name, link.caption) == (
        "HTTPS://Rosario.gob.ar/tasa",
        "rosario.gob.ar",
        "La ordenanza de 2026",
    )


async def test_words_are_asked_for_on_the_next_working_mornings_until_they_are_there(database: Database) -> None:
    @shared
    def unit(one: Shared) -> None:
        _tell(one)
        first = datetime(2027, 6, 10, 7, tzinfo=UTC)  # 9:00 in Madrid
        (spoken,) = one.session.scalars(sa.select(Spoken))
        assert spoken.ask_at == first == TICK.next_due(one.session)
        assert next_morning(one.author, first + timedelta(days=1)) == first + timedelta(days=4)  # Monday

        assert [TICK.enqueue(one.session, first) for _ in range(2)] == [1, 0]
        (asked,) = one.letters_to(one.author)
        assert (asked.kind, asked.due_at) == (Kind.SPOKEN, first)
        assert asked.payload["reply_parameters"]["message_id"] == VOICE.number

        one.author.paused_until = spoken.ask_at = first + timedelta(weeks=1)
        TICK.enqueue(one.session, spoken.ask_at)
        assert len(one.letters_to(one.author)) == 2
        assert spoken.ask_at is None

        do_write(one.session, one.challenge, "P.", "", "P", now=NOON)
        one.session.flush()
        assert list(one.session.scalars(sa.select(Spoken))) == []
        with pytest.raises(WrittenAlready):
            access_unwritten(one.session, one.author, CHALLENGE, one.challenge.id)

    await database.run(unit)


async def test_words_of_what_was_withdrawn_or_written_otherwise_are_not_asked_for(database: Database) -> None:
    @shared
    def unit(one: Shared) -> None:
        _tell(one)
        one.author.paused_until = NOON + timedelta(days=30)
        TICK.enqueue(one.session, NOON + timedelta(days=1))
        (spoken,) = one.session.scalars(sa.select(Spoken))
        assert (spoken.asked, spoken.ask_at) == (0, datetime(2027, 6, 11, 7, tzinfo=UTC))

        challenges.do_withdraw_challenge(one.session, one.author, one.challenge, NOON)
        TICK.enqueue(one.session, NOON + timedelta(days=2))
        assert list(one.session.scalars(sa.select(Spoken))) == []
        assert one.letters_to(one.author) == []

    await database.run(unit)


async def test_erasure_takes_the_voice_and_leaves_the_photo_with_the_city(database: Database) -> None:
    @shared
    def unit(one: Shared) -> None:
        one.attach(PHOTO, VOICE)
        told = founding.share_challenge(one.session, one.network, one.author, NOON)
        told.problem = ""
        do_keep_spoken(one.session, one.author, told, replace(VOICE, unique_id="V2"), now=NOON)

        do_erase(one.session, one.author, now=NOON)

        assert [file.kind for file in one.session.scalars(sa.select(Attachment))] == [AttachmentKind.PHOTO]
        assert list(one.session.scalars(sa.select(Spoken))) == []
        assert (one.challenge.withdrawn_at, told.withdrawn_at) == (None, NOON)  # of what was only said nothing is left

    await database.run(unit)


def _tell(one: Shared) -> None:
    one.challenge.problem = ""
    do_keep_spoken(one.session, one.author, one.challenge, VOICE, now=NOON)
