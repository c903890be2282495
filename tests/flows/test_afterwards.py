"""After a session each delegate says with one tap whether they were there, and can tell three things more."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import City, Draft, Meeting, Network, Presence, Satisfaction, SatisfactionGiven, Takeaway
from store.updates import failed_updates
from tests.flows.lives import Furnished
from tests.flows.phones import Phone, Town
from tests.flows.test_digests import last_digest, links
from tests.locked import locked
from texts.afterwards.presses import (
    AfterwardsOpened,
    CommitmentAsked,
    OpinionBegun,
    Part,
    PresenceNoted,
    PresenceTold,
    RecordingBegun,
    RollOpened,
    SeatOpened,
    SummaryOpened,
    TakeawayBegun,
    TakeawaysOpened,
    Told,
    WentOn,
)
from texts.presses import Press

BEFORE = datetime(2027, 6, 18, 14, tzinfo=UTC)  # as other tests of sessions begin, so that they share it
AFTER = datetime(2027, 6, 18, 17, tzinfo=UTC)
DURING = datetime(2027, 6, 18, 15, 30, tzinfo=UTC)  # half an hour after the first session of Movilidad Sostenible began
OVER = datetime(2027, 6, 18, 16, 31, tzinfo=UTC)  # a minute after it
MOBILITY = "movilidad-sostenible"
ABOUT = "📅 Sesión 1 · Movilidad sostenible"
WHEN = "vie 18 de junio, 09:00 Mérida (17:00 hora de Madrid)"
ASKED = f"🙋 ¿Estuvo en la sesión?\n\n{ABOUT}\n{WHEN}"
WORDS = "Cargar y descargar <b>de noche</b> & sin ruido"
RECORDING = "https://example.org/sesion-1"


async def numbers(town: Town, city: str = "merida-mx") -> tuple[int, int]:
    """Of the first session of Movilidad Sostenible, and of a city."""

    def unit(session: Session) -> tuple[int, int]:
        meeting = sa.select(sa.func.min(Meeting.id)).join(Network).where(Network.slug == MOBILITY, Meeting.number == 1)
        return session.scalar(meeting) or 0, session.scalar(sa.select(City.id).where(City.slug == city)) or 0

    return await town.database.read(unit)


async def to_past(phone: Phone, command: str, earlier: str) -> None:
    """To the page of the session that is over."""
    await phone.send(command)
    await phone.press(earlier)
    await phone.press("1")


@pytest.mark.begins(BEFORE)
async def test_delegate_tells_all_with_a_few_taps_and_everything_can_be_skipped(town: Town) -> None:
    tere, diego = town.phone("tere"), town.phone("diego")
    assert not any("¿Estuvo" in text for text in tere.inbox)
    await town.move_to(OVER)

    assert (tere.last.text, tere.keys) == (ASKED, [["✅ Estuve", "✖️ No pude"]])
    question = tere.last.message_id
    assert await tere.press("✅ Estuve") == "Guardado."
    assert tere.last.message_id == question, "in its place"
    assert tere.last.text.startswith(f"💡 ¿Qué se lleva de la sesión? Basta una frase.\n{ABOUT}")
    assert tere.last.text.endswith("Lo lee la red con el nombre de Mérida (MX), sin el suyo.")
    assert tere.keys == [["Omitir"], ["◀️ Dejarlo para después"]]
    await tere.send(WORDS)
    assert tere.last.text.startswith("🤝 ¿Mérida (MX) se compromete a algo hasta la próxima sesión?")
    await tere.press("Escribirlo")
    await tere.send("Medir las plazas de carga")
    assert tere.keys == [["▶️ Seguir", "🤝 Nuestro compromiso"]]
    await tere.press("▶️ Seguir")
    assert "🔒 La coordinación y la facilitación solo ven promedios" in tere.last.text
    await tere.press("5")
    assert "🔒" not in tere.last.text
    assert tere.keys == [["1", "2", "3", "4", "5"], ["Omitir"], ["◀️ Atrás"], ["◀️ Dejarlo para después"]]
    await tere.press("◀️ Atrás")
    await tere.press("4")
    await tere.press("Omitir")
    assert await tere.press("3") == "Contado. ¡Gracias!"
    assert tere.last.text.split("\n\n")[::2] == [
        "🙌 ¡Gracias! Eso es todo.",
        f"✅ Estuvo.\n💡 Se lleva: {WORDS}\n🤝 Mérida (MX): Medir las plazas de carga\n"
        "⭐ Las tres preguntas: respondidas",
    ]
    assert tere.keys == [
        ["✏️ Cambiar lo que me llevo"],
        ["🤝 Nuestro compromiso", "✖️ No estuve"],
        ["◀️ Sesión", "◀️ Menú"],
    ]
    assert await town.database.read(_scores) == [("peers", 3, 1), ("useful", 4, 1)]

    await diego.press("✅ Estuve")
    await diego.press("Omitir")
    await diego.press("▶️ Ahora no")
    for _ in range(3):
        await diego.press("Omitir")
    assert "⭐ Las tres preguntas: sin responder" in diego.last.text
    assert await town.database.read(lambda session: session.query(SatisfactionGiven).count()) == 1
    await diego.press("⭐ Tres preguntas")
    await diego.press("1")
    await diego.press("Dejarlo para después")
    assert await town.database.read(lambda session: session.query(Draft).count()) == 0, "what was left is not kept"
    await diego.press("◀️ Sesión")
    assert diego.last.text.split("\n\n")[2:] == [
        "🙋 Estuvieron 2 de 7 ciudades (de 5 no se sabe): Medellín (CO) y Mérida (MX)",
        "Compromisos de esta sesión\n🤝 Mérida (MX): Medir las plazas de carga",
    ]
    assert diego.keys[:2] == [["📝 Después de la sesión"], ["🤝 Nuestro compromiso", "🎁 Ofertas"]]
    await diego.press("⚙️ Más")
    await diego.press("Lo que se llevan")
    assert diego.last.text == f"💡 Lo que se llevan\n{ABOUT}\n\nMérida (MX)\n{WORDS}"


@pytest.mark.begins(BEFORE)
async def test_what_was_told_is_found_again_on_the_page_and_can_be_changed(town: Town) -> None:
    tere, laia = town.phone("tere"), town.phone("laia")
    await town.move_to(OVER)
    await tere.press("✖️ No pude")
    assert tere.last.text.endswith("✖️ No pudo estar.\n🎥 Cuando haya grabación, estará en la página de la sesión.")

    await to_past(tere, "/sesiones", "Anteriores")
    await tere.press("📝 Después de la sesión")
    assert tere.keys[0] == ["✅ Estuve"]
    await tere.press("✅ Estuve")
    await tere.send(WORDS)
    await to_past(tere, "/sesiones", "Anteriores")
    await tere.press("📝 Después de la sesión")
    await tere.press("✏️ Cambiar")
    assert f"Texto actual (al tocarlo se copia): {WORDS}" in tere.last.text
    await tere.send("De noche")
    assert "💡 Se lleva: De noche\n" in tere.last.text
    await tere.press("✏️ Cambiar")
    await tere.press("🗑 Retirar lo escrito")

    assert "💡 Lo que se lleva: todavía nada" in tere.last.text
    await tere.send("/misdatos")
    assert "🙋 1 respuesta sobre si estuvo en una sesión\n" in tere.last.text
    assert "💡 0 frases de lo que se lleva de las sesiones, y 1 retirada\n" in tere.last.text
    await to_past(laia, "/sessions", "Anteriors")
    assert laia.last.text.startswith("Aquesta sessió ja ha passat.\n\n📅 Sessió 1")
    assert "🙋 Hi va ser 1 de 7 ciutats (de 6 no se sap): Mérida (MX)" in laia.last.text
    assert "Vindran" not in laia.last.text
    assert not any("💡" in key for row in laia.keys for key in row)


@pytest.mark.begins(BEFORE)
async def test_facilitator_notes_who_was_there_and_reads_the_sum(town: Town) -> None:
    lucia, tere, diego, laia = (town.phone(name) for name in ("lucia", "tere", "diego", "laia"))
    await town.move_to(DURING)
    await lucia.send("/sessoes")
    await lucia.press("1")
    assert ["🙋 Presença"] in lucia.keys, "also while it is under way"
    await lucia.press("🙋 Presença")
    assert "4. ▫️ Mérida (MX): não se sabe" in lucia.last.text
    await lucia.press("4")
    seen = lucia.last
    await lucia.press("1")
    assert lucia.last.text.split("\n\n")[1] == "1. ✅ Tere Canul ✍️"
    assert lucia.keys == [["1"], ["◀️ Presença"], ["✍️ Em nome de Mérida (MX)"]]
    await lucia.press("◀️ Presença")
    await lucia.press("1")
    assert "Ninguém desta cidade está na rede agora." in lucia.last.text
    await lucia.press("A cidade esteve")
    assert "1. ✅ Consejo Estratégico de Santiago (DO) ✍️\n2. ▫️ Córdoba (AR)" in lucia.last.text
    await lucia.press("7")
    await lucia.press("Não esteve")

    await town.move_to(OVER)
    assert tere.last.text.endswith("✍️ Se anotó que estuvo. Aquí se puede corregir.")
    for phone, was_there, scores in ((tere, "✅", "543"), (diego, "✅", "544"), (laia, "✅", "445")):
        await phone.press(was_there)
        await phone.send(f"De {phone.user_id}")
        await phone.press("▶️")
        for score in scores:
            await phone.press(score)
    meeting_id, city_id = await numbers(town)
    toast = await lucia.press_data(PresenceNoted(meeting_id, city_id, 0, False, Told.NOTHING).pack(), seen)
    assert toast == "Enquanto isso alguém anotou outra coisa. Aqui está como ficou agora."
    assert "1. ✅ Tere Canul\n" in f"{lucia.last.text}\n", "her own words"

    await lucia.press("◀️ Presença")
    await lucia.press("📋 Balanço")
    paragraphs = lucia.last.text.split("\n\n")
    assert paragraphs[1].split("\n")[1:] == ["▫️ Não se sabe: Córdoba (AR), Quito (EC) e Tunja (CO)"]
    assert paragraphs[1].startswith("🙋 Estiveram 4 de 7 cidades: Consejo Estratégico de Santiago (DO), Medellín (CO)")
    assert paragraphs[2].split("\n") == [
        "⭐ Como foi, de 1 a 5 · responderam 3 de 3 pessoas",
        "• A sessão é útil para o meu trabalho. 4,7",
        "• O tempo foi bem aproveitado. 4,0",
        "• Agora eu pediria conselho a alguma destas cidades. 4,0",
    ]
    assert paragraphs[4].split("\n") == [
        "💡 O que levam",
        "Mérida (MX): De 1006",
        "Medellín (CO): De 1007",
        "Zaragoza (ES): De 1005",
    ]
    await lucia.press("🎥 Pôr a gravação")
    await lucia.send("aqui")
    assert "🎥" not in lucia.last.text
    await lucia.send(RECORDING)

    assert lucia.last.text.endswith(f"\n🎥 Gravação: {RECORDING}")
    assert ["🎥 Trocar a gravação"] in lucia.keys
    await lucia.press("◀️ Sessões")
    await lucia.press("Anteriores")
    assert lucia.last.text.endswith("🙋 Estiveram 4 de 7 cidades (de 3 não se sabe)")
    await town.move_to(datetime(2027, 6, 21, 8, tzinfo=UTC))
    digest = last_digest(laia)
    assert "🎥 Hi ha enregistrament: Sessió 1" in digest.text
    assert any(url.endswith(f"?start=meeting-{meeting_id}") for url in links(digest))


@pytest.mark.begins(AFTER)
async def test_nobody_else_tells_notes_or_reads(town: Town) -> None:
    meeting_id, city_id = await numbers(town)
    told: list[Press] = [
        PresenceTold(meeting_id, was_there=True),
        AfterwardsOpened(meeting_id),
        WentOn(meeting_id, Part.PRESENCE),
        TakeawayBegun(meeting_id),
        CommitmentAsked(meeting_id),
        OpinionBegun(meeting_id),
    ]
    run: list[Press] = [
        RollOpened(meeting_id),
        SeatOpened(meeting_id, city_id),
        PresenceNoted(meeting_id, city_id, 0, True, Told.NOTHING),
        SummaryOpened(meeting_id),
        RecordingBegun(meeting_id),
    ]
    for name, presses in (
        ("rosa", [*told, *run, TakeawaysOpened(meeting_id)]),  # of the other network
        ("ivan", [*told, *run, TakeawaysOpened(meeting_id)]),
        ("lucia", told),  # speaks for no city
        ("diego", [*run, OpinionBegun(meeting_id)]),  # has not said that he was there
    ):
        phone = town.phone(name)
        await phone.send("/menu")
        hub = phone.last.text
        for press in presses:
            assert await phone.press_data(press.pack(), phone.last), (name, press)
            assert phone.last.text == hub, (name, press)
    tere = town.phone("tere")
    await tere.send("/sesiones", chat_id=town.groups[MOBILITY])
    card = town.group(MOBILITY)[-1]
    for press in (*told, TakeawaysOpened(meeting_id)):
        await tere.press_data(press.pack(), card)

    assert town.group(MOBILITY)[-1].text == card.text
    assert await town.database.read(_rows) == (0, 0, 0)
    assert await town.database.read(failed_updates) == []


@pytest.mark.parametrize("furnished", ["postgres"], indirect=True)
@pytest.mark.begins(AFTER)
async def test_what_is_told_at_the_same_moment_is_all_kept_and_a_city_stands_once(
    furnished: Furnished, town: Town
) -> None:
    marta, lucia, tere = town.phone("marta"), town.phone("lucia"), town.phone("tere")
    meeting_id, city_id = await numbers(town, "tunja")
    for phone in (marta, lucia, tere):
        await phone.send("/menu")
    noted, told = PresenceNoted(meeting_id, city_id, 0, True, Told.NOTHING), PresenceTold(meeting_id, was_there=True)
    handle = town.simulation.application.dispatch.handle

    async with locked(furnished.store_url, sa.select(Meeting.id).where(Meeting.id == meeting_id)) as waiting:
        pressed = [_pressed(town, phone, press) for phone, press in ((marta, noted), (lucia, noted), (tere, told))]
        handled = [asyncio.create_task(handle(press)) for press in pressed]
        await waiting(3)
    await asyncio.gather(*handled)
    await town.simulation.deliver()

    assert await town.database.read(failed_updates) == []
    rows = await town.database.read(lambda session: session.query(Presence).count())
    assert rows == 2
    for phone in (marta, lucia):
        assert "Tunja (CO) ✍️" in phone.last.text


def _pressed(town: Town, phone: Phone, press: Press) -> dict[str, Any]:
    """As an update that nobody has fetched."""
    town.take_a_moment()
    town.world.press(phone.user_id, phone.user_id, phone.last.message_id, press.pack())
    return town.world.bot.inbox.emitted[-1].body


def _scores(session: Session) -> list[tuple[str, int, int]]:
    return sorted((row.statement.value, row.score, row.number) for row in session.query(Satisfaction))


def _rows(session: Session) -> tuple[int, ...]:
    return tuple(session.query(table).count() for table in (Presence, Takeaway, SatisfactionGiven))


@pytest.mark.begins(BEFORE)
async def test_takeaway_is_taken_by_a_reply_after_another_question(town: Town) -> None:
    tere = town.phone("tere")
    await town.move_to(OVER)
    await tere.press("✅ Estuve")
    question = tere.last
    await tere.send("/buscar")
    await tere.send("mercados")

    await tere.send(WORDS, reply_to=question)

    assert await town.database.read(_takeaways) == [WORDS]
    assert tere.last.text.startswith("🤝 ¿Mérida (MX) se compromete")


@pytest.mark.begins(BEFORE)
async def test_reply_to_the_takeaway_leaves_the_other_question_open(town: Town) -> None:
    tere = town.phone("tere")
    await town.move_to(OVER)
    await tere.press("✅ Estuve")
    question = tere.last
    await tere.send("/desafio")

    await tere.send(WORDS, reply_to=question)
    await tere.send("Los camiones no caben.")

    assert await town.database.read(_takeaways) == [WORDS]
    assert "¿Qué se ha intentado" in tere.last.text


@pytest.mark.begins(BEFORE)
async def test_takeaway_that_is_typed_later_finds_its_question_with_one_key(town: Town) -> None:
    tere = town.phone("tere")
    await town.move_to(OVER)
    await tere.press("✅ Estuve")
    await tere.send("/menu")

    await tere.send(WORDS)
    assert tere.keys[0] == ["✍️ Es para: lo que me llevo de una sesión"]
    await tere.press("✍️ Es para")

    assert await town.database.read(_takeaways) == [WORDS]
    assert tere.last.text.startswith("🤝 ¿Mérida (MX) se compromete")
    await tere.send("Otra cosa")
    assert not any("Es para" in key for row in tere.keys for key in row)


def _takeaways(session: Session) -> list[str]:
    return list(session.scalars(sa.select(Takeaway.text)))
