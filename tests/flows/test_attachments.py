"""Files and links beside what people share, told first and written later, and what may go wrong with them."""

from datetime import timedelta
from typing import TypeVar

import sqlalchemy as sa

from actions.attachments.pieces import LARGEST
from sandbox.call import Upload
from sandbox.message import Message
from store.models import Attachment, AuditEntry, Challenge, Letter, LetterState, Network, Row, Solution, Spoken
from tests.flows.phones import Phone, Town
from tests.flows.sharing import DONE, PROBLEM, REGRET, TRIED, card_in, share_challenge
from tests.sandbox.test_sending import png

NETWORK = "economia-local"
LINK = "https://www.rosario.gob.ar/tasa"

R = TypeVar("R", bound=Row)


async def test_what_is_attached_is_seen_sent_missed_and_removed(town: Town) -> None:
    carla, rosa = town.phone("carla"), town.phone("rosa")
    await share_challenge(carla)
    await carla.press("Adjuntar")
    assert "¿Qué se adjunta a «Los puestos de feria no pagan la tasa»?" in carla.last.text

    photos = await send_album(carla, "photo", 2, "Los <puestos>")
    await carla.send_file("voice", b"OggS", "nota.oga")
    await carla.send_file("document", b"%PDF", "tasa.pdf", caption="La ordenanza")
    await carla.send(f"{LINK} Página de la tasa")
    await carla.send_file("video", b"mp4", "feria.mp4")
    await carla.send_file("audio", b"mp3", "acta.mp3")
    assert "7 de 10 hasta ahora." in carla.last.text
    assert "3. 🎙 Nota de voz, 0:01\n4. 📄 tasa.pdf: La ordenanza\n5. 🔗 www.rosario.gob.ar: Página" in carla.last.text

    await carla.send_file("document", b"x" * (LARGEST + 1), "enorme.zip")
    assert "«enorme.zip» ocupa 21 MB y se pueden adjuntar 20 MB como máximo." in carla.last.text
    await carla.send_file("sticker")
    assert "Eso no se puede adjuntar." in carla.last.text
    await carla.send("javascript:alert(1)")
    assert "Eso no es un enlace" in carla.last.text
    await carla.press("Hecho")
    assert "📎 2 fotos · 1 vídeo · 1 documento · 2 audios · 1 enlace" in carla.last.text
    await town.wait(seconds=10)
    assert "📎 2 fotos · 1 vídeo · 1 documento · 2 audios · 1 enlace\n⏳ Abierto" in card_in(town).text

    await rosa.press("Leer completo", card_in(town))
    page, before = rosa.last, len(rosa.messages)
    assert await rosa.press("Ver adjuntos") == "7 adjuntos van en camino."
    await rosa.press("Ver adjuntos", page)
    sent = rosa.messages[before:]
    assert [message.media_kind for message in sent] == ["photo", "photo", "voice", "document", "video", "audio", None]
    assert [file_of(message) for message in sent[:2]] == [file_of(photo) for photo in photos]
    heading = "📎 «Los puestos de feria no pagan la tasa» · Rosario, Argentina"
    assert [message.text for message in sent] == [
        f"{heading}\n\nLos <puestos>",
        "",
        heading,
        f"{heading}\n\nLa ordenanza",
        heading,
        heading,
        f"{heading}\n\n🔗 Página de la tasa (www.rosario.gob.ar)",
    ]

    town.world.files.forget(file_of(photos[0]))
    told, before = len(carla.inbox), len(rosa.messages)
    for _ in range(2):
        await town.wait(minutes=2)
        await rosa.press("Ver adjuntos", page)
        await town.settle()
    after = rosa.messages[before:]
    assert [file_of(message) for message in after if message.media_kind == "photo"] == [file_of(photos[1])] * 2
    assert [message.text for message in after if "ya no está en Telegram" in message.text] == [
        "Uno de los archivos de «Los puestos de feria no pagan la tasa» ya no está en Telegram: 🖼 Foto. "
        "Quien lo compartió ya lo sabe y puede enviarlo de nuevo."
    ]
    assert [text.split(":")[0] for text in carla.inbox[told:]] == [
        "⚠️ Telegram ya no tiene un archivo que estaba adjunto a «Los puestos de feria no pagan la tasa»"
    ]
    refused = sa.select(Letter.reason).where(Letter.state == LetterState.REFUSED)
    assert len(await town.database.read(lambda session: list(session.scalars(refused)))) == 2  # the album, and the one

    await carla.press("Ver los adjuntos")
    assert "1. 🖼 Foto: Los <puestos>\n⚠️ ya no está en Telegram: se puede enviar otra vez\n2. 🖼 Foto" in carla.last.text
    await carla.press("1")
    list_of_one = carla.last
    assert await carla.press("Quitar") == "Quitado. Si se envía otra vez, vuelve a estar."
    assert await carla.press_data("atx:1", list_of_one) == "Eso ya no está disponible."
    await carla.press("2")
    await carla.press("Cambiar palabras")
    await carla.send("Lo contamos <aquí>")
    assert "Lo contamos <aquí>" in carla.last.text

    await carla.start("challenge-1")
    await carla.press("Retirar")
    await carla.press("Sí, retirar")
    assert await rosa.press("Ver adjuntos", page) == "Eso ya no está disponible."
    deeds = sa.select(AuditEntry.deed).where(AuditEntry.deed.startswith("attachment"))
    assert sorted(await town.database.read(lambda session: list(session.scalars(deeds)))) == [
        *["attachment_added"] * 7,
        "attachment_removed",
    ]


async def test_voice_note_is_the_first_visit_and_its_words_come_later(town: Town) -> None:
    carla, rosa = town.phone("carla"), town.phone("rosa")
    await carla.send("/desafio")
    assert "Vale una nota de voz" in carla.last.text
    await carla.send_file("voice", b"OggS", "nota.oga")
    voice = [message for message in carla.messages if message.media_kind == "voice"][-1]
    await carla.press("Usar este título")
    assert "🎙 Contado en una nota de voz; falta escribirlo en dos frases." in carla.last.text
    await carla.press("Publicar en la red")
    assert "La próxima mañana laborable el bot pedirá las dos frases." in carla.last.text
    await town.wait(seconds=10)
    title = (await one(town, Challenge)).title
    assert title.startswith("Nota de voz de Rosario, ")
    assert card_in(town).text == (
        f"🧩 Desafío · Rosario, Argentina\n{title}\n\n🎙 Contado en una nota de voz; falta escribirlo en dos frases.\n\n"
        "📎 1 audio\n⏳ Abierto · sin respuestas todavía\nPara responder, basta con contestar a este mensaje."
    )
    await rosa.press("Leer completo", card_in(town))
    await rosa.press("Ver adjuntos")
    assert file_of(rosa.last) == file_of(voice)

    asked = len(carla.inbox)
    await town.wait(days=5)
    await town.wait(days=16)
    questions = [message for message in carla.messages if "se contó en esta nota de voz" in message.text]
    assert len(questions) == 2
    assert len(carla.inbox) > asked
    assert questions[0].body["reply_to_message"]["message_id"] == voice.message_id
    local = questions[0].date
    assert timedelta(hours=9) <= timedelta(seconds=(local - 3 * 3600) % 86_400) < timedelta(hours=9, minutes=1)
    assert "No se volverá a preguntar" in questions[1].text

    await carla.press("Escribirlo", questions[1])
    await carla.send(PROBLEM)
    await carla.send(TRIED)
    assert f"Ahora es «{title}»." in carla.last.text
    await carla.press("Usar este título")
    await carla.press("Guardarlo")
    await town.wait(seconds=10)

    assert "Los puestos de feria no pagan la tasa\n\nSe pierden <ingresos> cada mes." in card_of(town, "1 audio").text
    assert carla.keys[-2:] == [["📎 Adjuntos (1)", "👁 Quién la lee"], ["◀️ Atrás", "🔗 Enlace"]]
    assert await carla.press("Escribirlo", questions[0]) == (
        "Ya está escrito. Se puede cambiar con «Cambiar» en su página."
    )
    assert await every(town, Spoken) == []


async def test_pictures_above_the_words_stay_with_them(town: Town) -> None:
    carla, rosa = town.phone("carla"), town.phone("rosa")
    await carla.send("/experiencia")
    told = len(carla.inbox)
    await send_album(carla, "document", 3, DONE)  # the words stand with the last one
    await send_album(carla, "photo", 3)
    await carla.send_file("voice", b"OggS", "nota.oga")
    asked = "📎 El archivo queda guardado y se adjuntará.\n\n¿Qué no se repetiría?"
    assert [text[: len(asked)] for text in carla.inbox[told:]] == [asked] * 3
    await carla.send(REGRET)
    await carla.press("Usar este título")
    assert "\n\n📎 3 fotos · 3 documentos · 1 audio" in carla.last.text
    await carla.press("Publicar en la red")
    assert carla.keys == [["Ver"], ["📎 Adjuntos (7)"], ["◀️ Menú"]]
    await town.wait(seconds=10)
    assert card_in(town).text.endswith("\n\n📎 3 fotos · 3 documentos · 1 audio")

    await share_challenge(carla)
    await rosa.press("Responder", card_of(town, "🧩"))
    await rosa.send_file("document", b"%PDF", "tasa.pdf", caption="Cobrar por mes.")
    assert rosa.last.text.endswith("\n\n📎 1 documento")
    await rosa.press("Publicar la respuesta")
    assert "📎 1 documento" in carla.last.text
    assert [file.caption for file in await every(town, Attachment)] == [""] * 8


async def test_reply_to_a_card_that_shows_something_is_an_answer_with_it(town: Town) -> None:
    carla, rosa, joao = town.phone("carla"), town.phone("rosa"), town.phone("joao")
    await share_challenge(carla)

    await show(town, rosa, "photo", "Así lo <hicimos>", number=2)
    assert rosa.last.text.endswith("\n\nAsí lo <hicimos>")
    assert "no se puede guardar" not in rosa.last.text
    assert "📎 2 fotos" in carla.last.text
    await carla.press("Ver adjuntos")
    assert [message.media_kind for message in carla.messages[-2:]] == ["photo", "photo"]

    await show(town, joao, "document", "As tabelas", number=3)  # the words stand with the last one
    assert joao.last.text.endswith("\n\nAs tabelas")
    assert not any("Ela pode ser escrita aqui" in text for text in joao.inbox)

    await show(town, rosa, "voice")
    await show(town, rosa, "photo", "👍")
    assert "Lo enviado se adjuntará a la respuesta" in rosa.last.text
    await rosa.send("Cobrar por mes.")
    await rosa.press("Publicar la respuesta")
    await town.wait(seconds=10)
    assert [solution.text for solution in await every(town, Solution)] == [
        "Así lo <hicimos>",
        "As tabelas",
        "Cobrar por mes.",
    ]
    of_answers = [(file.about_id, file.kind.value, file.caption) for file in await every(town, Attachment)]
    assert of_answers == [(1, "photo", "")] * 2 + [(2, "document", "")] * 3 + [(3, "voice", ""), (3, "photo", "")]

    town.world.block(joao.user_id)
    await town.settle()
    said = len(town.group(NETWORK))
    await show(town, joao, "photo", number=2)
    [told] = town.group(NETWORK)[said:]
    assert told.text.startswith("Para guardar isto como resposta")
    assert "reply_to_message" in told.body
    town.world.unblock(joao.user_id)
    await joao.press("Responder", told)
    await joao.send("Um cartão por mês.")
    await joao.press("Publicar a resposta")
    assert joao.last.text.endswith("\n\n📎 2 fotos")


async def test_nothing_is_lost_where_there_is_nothing_to_attach_to(town: Town) -> None:
    carla, rosa = town.phone("carla"), town.phone("rosa")
    await share_challenge(carla)
    await rosa.press("Responder", card_in(town))
    await carla.press("Adjuntar")
    attaching = carla.last

    told = len(carla.inbox)
    await send_album(carla, "document", 3, size=LARGEST + 1)  # of which nothing can be taken
    assert len(carla.inbox) == told + 1
    assert carla.last.text.startswith("«f0.bin» ocupa 21 MB")
    assert await every(town, Attachment) == []

    await carla.start("challenge-1")
    await carla.press("Retirar")
    await carla.press("Sí, retirar")
    await rosa.send("Cobrar por mes.")
    assert rosa.last.text == (
        "Este desafío ya no está, así que ya no admite respuestas.\n\n"
        "Lo escrito no se pierde: se puede copiar de aquí.\n\nCobrar por mes."
    )
    await carla.press_data("fg:1", attaching)
    await carla.send_file("photo", png(20, 20))
    assert await every(town, Attachment) == []
    await carla.send("/menu")

    await share_challenge(carla)
    await town.wait(seconds=10)
    await carla.press("Adjuntar")
    await town.database.run(lambda session: session.execute(sa.update(Challenge).values(withdrawn_at=town.now)))
    await carla.send_file("photo", png(20, 20))
    assert carla.last.text == "Aquello a lo que se iba a adjuntar ya no está. Lo enviado se queda en este chat."
    await carla.send(LINK)
    assert carla.last.text == "Gracias. Para que no se pierda, ¿qué se hace con esto?"

    await share_challenge(carla)
    await town.database.run(lambda session: session.execute(sa.update(Network).values(closed_at=town.now)))
    said = len(town.group(NETWORK))
    await show(town, rosa, "photo", "Así lo hicimos")
    assert rosa.last.text.startswith("Esta red está cerrada")
    assert (len(town.group(NETWORK)), await every(town, Solution)) == (said, [])


async def show(town: Town, phone: Phone, kind: str, caption: str | None = None, number: int = 1) -> None:
    """A reply to the last card in the group."""
    group, card = town.groups[NETWORK], next(one for one in reversed(town.group(NETWORK)) if "🧩" in one.text)
    uploads = [upload(kind, place) for place in range(number)]
    town.world.send_files(phone.user_id, group, kind, uploads, caption, card.message_id)
    await town.settle()
    await town.wait(seconds=10)


async def send_album(phone: Phone, kind: str, number: int, caption: str | None = None, size: int = 8) -> list[Message]:
    """Several files in one go, as the app sends them."""
    town = phone.town
    uploads = [upload(kind, place, size) for place in range(number)]
    sent = town.world.send_files(phone.user_id, phone.user_id, kind, uploads, caption)
    await town.settle()
    await town.wait(seconds=3)
    return sent


def upload(kind: str, place: int, size: int = 8) -> Upload:
    content = png(20 + place, 20) if kind == "photo" else b"x" * size
    return Upload(f"f{place}.bin", "application/octet-stream", content)


def card_of(town: Town, words: str) -> Message:
    return next(message for message in reversed(town.group(NETWORK)) if words in message.text)


def file_of(message: Message) -> str:
    body = message.body[message.media_kind or ""]
    found: str = (body[-1] if isinstance(body, list) else body)["file_id"]
    return found


async def every(town: Town, table: type[R]) -> list[R]:
    return await town.database.read(lambda session: list(session.scalars(sa.select(table).order_by(sa.text("id")))))


async def one(town: Town, table: type[R]) -> R:
    (row,) = await every(town, table)
    return row
