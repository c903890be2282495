"""Announcements with voice notes and with several files at once, which come one by one."""

from collections.abc import Sequence
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa

from actions.announcements.previewing import REST
from sandbox.call import Upload
from sandbox.message import Message
from sandbox.world import caption_of_person
from store.models import Announcement, Letter, LetterState
from tests.flows.announcing import ECONOMY, begun, calls, scheduled
from tests.flows.phones import Phone, Town
from tests.sandbox.test_sending import png

SIZES = count(8)
LEFT_OUT = "En un anunci hi caben fins a 10 fotos, o bé fins a 10 documents. La resta en queda fora."


async def test_voice_note_travels_with_its_caption(town: Town) -> None:
    marta = await begun(town)
    await marta.send_file("voice", b"OggS", "nota.ogg", caption="Escuchad <b>")
    assert marta.messages[-2].media_kind == "voice"

    await marta.press("Enviar ara")

    assert town.phone("rosa").last.media_kind == "voice"
    assert town.phone("rosa").last.text == f"{ECONOMY}\n\nEscuchad <b>"
    assert town.group("economia-local")[-1].media_kind == "voice"
    assert file_of(town.phone("rosa").last) == file_of(marta.messages[-3])


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_album_arrives_as_an_album_in_its_order(town: Town, kind: str) -> None:
    marta = await begun(town)

    sent = [say_one(marta, kind, "7001", caption) for caption in ("Tres fotos", "", "")]
    await town.settle()
    await town.wait(seconds=2)
    preview = marta.messages[-4:-1]
    await marta.press("Enviar ara")

    for read, header in (
        (preview, ECONOMY.replace("Anuncio", "Anunci")),
        (town.phone("rosa").messages[-3:], ECONOMY),
        (town.group("economia-local")[-3:], ECONOMY),
    ):
        assert [file_of(message) for message in read] == [file_of(message) for message in sent]
        assert len({message.body["media_group_id"] for message in read}) == 1
        assert [message.text for message in read if message.text] == [f"{header}\n\nTres fotos"]
    assert marta.last.text == "✅ Lliurat a 4 persones i 1 grup."


async def test_preview_of_an_album_comes_once_when_all_of_it_has_come(town: Town) -> None:
    marta = await begun(town)
    before = len(marta.inbox)

    for place in range(4):
        say_one(marta, "photo", "7001", f"Pie {place}")
        await town.settle()  # a batch of its own
        await town.wait(seconds=0.5)
    assert len(marta.inbox) == before

    await town.wait(seconds=2)
    assert len(marta.inbox) == before + 4 + 1
    assert marta.messages[-5].text.endswith("\n\nPie 0\n\nPie 1\n\nPie 2\n\nPie 3")
    assert marta.last.text.startswith("👆 Així es llegirà.")


async def test_files_that_come_in_another_order_stand_in_their_own(town: Town) -> None:
    marta = await begun(town)
    sent = [say_one(marta, "photo", "7001", caption) for caption in ("Uno", "Dos", "")]

    for update in reversed(await waiting_updates(town)):
        await town.simulation.application.dispatch.handle(update)
    await town.settle()  # all of them once more, as after a crash before they were confirmed
    await town.wait(seconds=2)

    assert [file_of(message) for message in marta.messages[-4:-1]] == [file_of(message) for message in sent]
    assert marta.messages[-4].text.endswith("\n\nUno\n\nDos")


async def test_file_that_comes_after_the_preview_has_a_new_one_made(town: Town) -> None:
    marta = await begun(town)
    say_one(marta, "photo", "7001", "Dos fotos")
    await town.settle()
    await town.wait(seconds=10)
    early = marta.last
    assert "media_group_id" not in marta.messages[-2].body

    say_one(marta, "photo", "7001")
    await town.settle()
    await town.wait(seconds=2)

    assert early.text == "👇 Continua més avall."
    assert [message.media_kind for message in marta.messages[-3:]] == ["photo", "photo", None]
    await marta.press("Enviar ara")
    assert [message.media_kind for message in town.phone("rosa").messages[-2:]] == ["photo", "photo"]


async def test_file_that_comes_too_late_is_told_so(town: Town) -> None:
    marta = await begun(town)
    say_one(marta, "photo", "7001")
    await town.settle()
    await town.wait(seconds=2)
    await marta.press("Enviar ara")

    for _ in range(2):
        say_one(marta, "photo", "7001")
    await town.settle()

    assert marta.inbox.count("Aquest anunci ja s’ha enviat.") == 1
    assert calls(town, "sendMediaGroup", town.phone("rosa")) == 0


async def test_file_of_another_kind_is_left_out_and_told_of_once(town: Town) -> None:
    marta = await begun(town)

    for kind in ("photo", "video", "photo", "video"):
        say_one(marta, kind, "7001")
    await town.settle()
    await town.wait(seconds=2)

    assert sum(LEFT_OUT in text for text in marta.inbox) == 1
    assert [message.media_kind for message in marta.messages[-3:]] == ["photo", "photo", None]


async def test_album_that_begins_with_another_kind_goes_without_it(town: Town) -> None:
    marta = await begun(town)

    for kind in ("video", "video", "photo"):
        say_one(marta, kind, "7001")
    await town.settle()
    await town.wait(seconds=2)

    assert sum(LEFT_OUT in text for text in marta.inbox) == 1
    assert [message.media_kind for message in marta.messages[-2:]] == ["photo", None]


async def test_eleventh_file_is_left_out(town: Town) -> None:
    """Telegram sends ten at most under one name; were it ever more, nothing would break."""
    marta = await begun(town)

    for _ in range(11):
        say_one(marta, "document", "7001")
    await town.settle()
    await town.wait(seconds=2)

    assert sum(LEFT_OUT in text for text in marta.inbox) == 1
    assert [message.media_kind for message in marta.messages[-11:]] == ["document"] * 10 + [None]


async def test_album_that_nobody_asked_for_is_refused_once(town: Town) -> None:
    rosa = town.phone("rosa")
    before = len(rosa.inbox)

    for _ in range(3):
        say_one(rosa, "photo", "7001")
    await town.settle()

    assert len(rosa.inbox) == before + 1


async def test_album_instead_of_a_corrected_text_is_refused_once_and_the_question_stays(town: Town) -> None:
    marta = await announced_album(town, ["Antes"])
    await marta.press("Corregir")
    assert "Els 2 fitxers queden com estan." in marta.last.text
    before = len(marta.inbox)

    for _ in range(3):
        say_one(marta, "photo", "7002")
    await town.settle()
    assert len(marta.inbox) == before + 1
    await marta.send("Después")
    await marta.press("Corregir a tot arreu")

    assert town.phone("rosa").messages[-2].text == f"{ECONOMY}\n\nDespués"


async def test_caption_of_an_album_is_corrected_everywhere(town: Town) -> None:
    marta = await announced_album(town, ["Antes"])

    await marta.press("Corregir")
    await marta.send("Después")
    assert [message.media_kind for message in marta.messages[-3:]] == ["photo", "photo", None]
    assert marta.messages[-3].text.endswith("\n\nDespués")
    await marta.press("Corregir a tot arreu")

    for read in (town.phone("rosa").messages[-2:], town.group("economia-local")[-2:]):
        assert [message.text for message in read] == [f"{ECONOMY}\n\nDespués", ""]
    assert calls(town, "editMessageCaption", town.phone("rosa")) == 1
    assert "Antes" not in str(await town.database.read(lambda session: session.scalar(sa.select(Announcement.files))))
    assert "Corregit en 5 xats" in marta.last.text


async def test_words_too_long_for_a_caption_stand_below_the_album_and_shrink_into_it(town: Town) -> None:
    marta = await announced_album(town, ["a" * 900, "b" * 900])
    rosa = town.phone("rosa")
    assert [(message.media_kind, len(message.text)) for message in rosa.messages[-3:]] == [
        ("photo", 0),
        ("photo", 0),
        (None, len(ECONOMY) + 2 + 900 + 2 + 900),
    ]

    await marta.press("Corregir")
    await marta.send("Corto")
    await marta.press("Corregir a tot arreu")

    assert [message.text for message in rosa.messages[-2:]] == [f"{ECONOMY}\n\nCorto", ""]


async def test_withdrawn_album_goes_whole(town: Town) -> None:
    rosa = town.phone("rosa")
    before = len(rosa.messages)
    marta = await announced_album(town, ["No"])
    assert len(rosa.messages) == before + 2

    await marta.press("Retirar")
    await marta.press("Sí, retirar")

    assert len(rosa.messages) == before
    assert not [message for message in town.group("economia-local") if message.media_kind]
    assert marta.last.text == "🗑 Retirat.\nEsborrat en 5 xats."
    assert calls(town, "deleteMessages", rosa) == 1


async def test_old_album_that_is_withdrawn_says_so_below_its_pictures(town: Town) -> None:
    marta = await announced_album(town, ["No"])
    await town.wait(days=3)

    await marta.press("Retirar")
    await marta.press("Sí, retirar")

    read = [message for message in town.phone("rosa").messages if message.media_kind]
    assert [message.text for message in read] == [f"{ECONOMY}\n\nEste anuncio se ha retirado.", ""]


async def test_album_takes_the_place_of_a_scheduled_text(town: Town) -> None:
    marta = await scheduled(town, "Texto")
    await marta.press("Editar")

    for caption in ("Con fotos", ""):
        say_one(marta, "photo", "7001", caption)
    await town.settle()
    await town.wait(seconds=2)
    assert "⏰ Programat" in marta.last.text
    await town.wait(days=1)

    assert [message.text for message in town.phone("rosa").messages[-2:]] == [f"{ECONOMY}\n\nCon fotos", ""]


async def test_text_that_takes_the_place_of_an_album_ends_it(town: Town) -> None:
    marta = await begun(town)
    say_one(marta, "photo", "7001", "Foto")
    await town.settle()
    await town.wait(seconds=2)
    await marta.press("Editar")
    await marta.send("Solo texto")

    say_one(marta, "photo", "7001")
    await town.settle()
    await town.wait(seconds=2)
    await marta.press("Enviar ara")

    assert town.phone("rosa").last.text == f"{ECONOMY}\n\nSolo texto"
    assert calls(town, "sendPhoto", town.phone("rosa")) == 0


async def test_previews_that_were_outdated_before_they_came_are_never_sent(town: Town) -> None:
    await announced_album(town, ["Antes", "", ""])

    previews = sa.select(Letter.state).where(Letter.key.startswith("previewing:")).order_by(Letter.id)
    states = await town.database.read(lambda session: list(session.scalars(previews)))
    assert states == [LetterState.WITHDRAWN] * 4 + [LetterState.SENT] * 2


def say_one(phone: Phone, kind: str, album: str, caption: str = "") -> Message:
    """One of several files that somebody sends at once: a message of its own."""
    world = phone.town.world
    size = next(SIZES)
    name, content = (f"{size}.png", png(size, size)) if kind == "photo" else (f"{size}.bin", b"x" * size)
    said = {kind: world.files.media(kind, Upload(name, "", content)), "media_group_id": album}
    return world._say(phone.user_id, phone.user_id, said | caption_of_person(caption), None, None)


async def announced_album(town: Town, captions: Sequence[str]) -> Phone:
    """Marta's phone after an album of photos was announced, at least two of them."""
    marta = await begun(town)
    for place in range(max(2, len(captions))):
        say_one(marta, "photo", "7001", captions[place] if place < len(captions) else "")
    await town.settle()
    await town.wait(seconds=REST.total_seconds())
    await marta.press("Enviar ara")
    return marta


def file_of(message: Message) -> str:
    """What its file is, whoever names it."""
    media = message.body[message.media_kind or ""]
    unique: str = (media[-1] if isinstance(media, list) else media)["file_unique_id"]
    return unique


async def waiting_updates(town: Town) -> list[dict[str, Any]]:
    """What Telegram has for the bot, which does not count as fetched."""
    updates = await town.simulation.application.post.get_updates(0, seconds=0, allowed=["message"])
    return [dict(update) for update in updates]
