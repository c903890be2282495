"""A session as it is held, on phones: led in private, followed in the group, written in, and handed on."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.mydata import do_erase
from bot.demo import GROUPS
from store.models import (
    Answer,
    Chat,
    City,
    Kind,
    Letter,
    LiveSession,
    Meeting,
    Network,
    NoteKind,
    Person,
    Rota,
    RotaTurn,
    Rsvp,
)
from store.updates import failed_updates
from tests.flows.lives import CAST, Furnished, living
from tests.flows.phones import Phone, Town
from tests.locked import locked
from texts.afterwards.presses import RollOpened
from texts.live.presses import HandedOpened, LiveStarted, NoteBegun, RoomsOpened, StageChosen, StartBegun
from texts.meetings.presses import MeetingOpened
from texts.presses import Press

BEFORE = datetime(2027, 6, 18, 14, 40, tzinfo=UTC)  # twenty minutes before the first session of Movilidad Sostenible
MOBILITY = "movilidad-sostenible"
NOTE = "Contamos las cargas con <cámaras>"
IN_PORTUGUESE = "🎁 Medellín (CO) → Mérida (MX): Enviar la encuesta, para sex., 25 de junho"
WARNING = "Els comerços no ho sabien"
CHANGED = "A sessão avançou enquanto isso. Está assim agora."


async def furnish(town: Town, *, has_turn: bool = True, has_group: bool = True) -> None:
    """The case of Mérida is heard in the first session, and three people come."""

    def unit(session: Session) -> None:
        meeting = meeting_in(session)
        people = {person.telegram_id: person for person in session.scalars(sa.select(Person))}
        if has_turn:
            rota = Rota(
                network_id=meeting.network_id, person_id=people[1001].id, drawn_at=town.now, published_at=town.now
            )
            session.add(rota)
            session.flush()
            merida = session.scalars(sa.select(City).where(City.slug == "merida-mx")).one()
            session.add(RotaTurn(rota_id=rota.id, city_id=merida.id, meeting_id=meeting.id))
        for number in (1005, 1006, 1007):
            answer = {"answer": Answer.GOING, "answered_at": town.now}
            session.add(Rsvp(meeting_id=meeting.id, person_id=people[number].id, **answer))
        if not has_group:
            session.execute(sa.update(Chat).values(network_id=None))

    await town.database.run(unit)


def meeting_in(session: Session) -> Meeting:
    found = sa.select(Meeting).join(Network, Network.id == Meeting.network_id)
    return session.scalars(found.where(Network.slug == MOBILITY, Meeting.number == 1)).one()


async def open_page(phone: Phone, command: str = "/sesiones") -> None:
    await phone.send(command)
    await phone.press("1")


async def start(lucia: Phone) -> None:
    await open_page(lucia, "/sessoes")
    await lucia.press("▶️ Começar a sessão")
    await lucia.press("▶️ Começar agora")


async def go_on(lucia: Phone, times: int = 1) -> None:
    for _ in range(times):
        await lucia.press("⏭ Avançar")


def card_of(phone: Phone) -> list[str]:
    """The paragraphs of the card of who leads."""
    return phone.last.text.split("\n\n")


def in_group(town: Town, beginning: str) -> list[str]:
    """What stands in the group, of what has to do with it."""
    return [message.text for message in town.group(MOBILITY) if beginning in message.text]


@pytest.mark.begins(BEFORE)
async def test_session_is_led_from_its_start_to_its_end(town: Town) -> None:
    await furnish(town)
    lucia, tere, diego, laia = (town.phone(name) for name in ("lucia", "tere", "diego", "laia"))
    await open_page(tere)
    assert not any("Empezar" in key for row in tere.keys for key in row)

    await open_page(lucia, "/sessoes")
    await lucia.press("▶️ Começar a sessão")
    assert (
        "Nenhuma pauta foi preparada. Com a proposta:\n5 min · Abertura\n30 min · Caso: Mérida (MX)" in lucia.last.text
    )
    assert "Em 1 grupo, um cartão que acompanha a sessão.\nVirão 3 pessoas das cidades" in lucia.last.text
    assert await lucia.press("▶️ Começar agora") == "A sessão começou."
    assert card_of(lucia) == [
        "🔴 Abertura · 1 de 3\n⏱ Faltam 2 min, até as 11:42",
        "🗣 Boas-vindas; cada cidade diz em uma palavra como chega.",
        "⏭ Depois (2 min): O que se quer obter da sessão, e a pauta.\n🏁 Fim previsto: 13:10 horário de São Paulo",
        "📅 Sessão 1 · Movilidad sostenible",
    ]
    assert lucia.keys == [
        ["⏸ Pausar", "⏭ Avançar"],
        ["+2 min", "+5 min"],
        ["🎁 Anotar oferta", "👥 Ver quem está"],
        ["🏁 Terminar"],
        ["◀️ Sessão"],
    ]
    assert in_group(town, "▶️") == [
        "📅 Sesión 1 · Movilidad sostenible\n\n▶️ Apertura\nBienvenida; cada ciudad dice en una palabra cómo llega.\n"
        "⏱ Hasta las 16:42, hora de Madrid"
    ]

    await go_on(lucia, 5)
    assert card_of(lucia)[0].startswith("🔴 Caso: Mérida (MX) · 3 de 7\n")
    assert card_of(lucia)[2] == "✍️ Ninguém escreveu ainda."
    assert diego.last.text.startswith("✍️ Caso de Mérida (MX): momento de escribir, en silencio\n\n")
    assert diego.keys == [["💡 Qué hicimos", "❓ Una pregunta"], ["⚠️ Cuidado con", "🎁 Ofrecer algo"]]
    await diego.press("💡")
    await diego.send(NOTE)
    assert "\n\n✅ 1 nota guardada." in diego.last.text
    await laia.press("⚠️")
    await laia.send("Un error")
    assert await laia.press("↩️") == "Retirat."
    await laia.press("⚠️")
    await laia.send(WARNING)
    assert card_of(lucia)[2] == "✍️ 2 notas de 2 cidades", "the card of who leads counts, and shows no words"

    await go_on(lucia, 2)
    await diego.press("🎁 Ofrecer algo")
    assert diego.last.text.startswith("🎁 ¿Qué ofrece Medellín (CO) a Mérida (MX)?")
    await diego.send("Enviar la encuesta")
    await diego.send("en un rato")
    assert diego.last.text.startswith("No se entiende qué día por venir es.")
    await diego.send("25 de junio")
    offer = "🎁 Medellín (CO) → Mérida (MX): Enviar la encuesta, para el vie 25 de junio"
    assert f"\n\n1. {offer}" in diego.last.text
    await diego.press("🔴 Volver a la sesión")
    assert diego.keys[0] == ["💡 Qué hicimos", "❓ Una pregunta"]
    await diego.press("❓")
    await lucia.press("🎁 Anotar oferta")
    await lucia.press("5")
    await lucia.send("Os termos")
    await lucia.press("Sem data")
    assert "2. 🎁 Quito (EC) → Mérida (MX): Os termos ✍️" in lucia.last.text
    await lucia.press("🔴 Voltar à sessão")
    assert card_of(lucia)[3] == f"🎁 Ofertas\n{IN_PORTUGUESE}\n🎁 Quito (EC) → Mérida (MX): Os termos ✍️"

    assert not any(NOTE in text for text in tere.inbox)
    await go_on(lucia, 3)
    handed = [text for text in tere.inbox if text.startswith("📥")]
    assert handed == [tere.last.text]
    assert tere.last.text.split("\n\n")[1:] == [
        f"💡 Qué hicieron\n• {NOTE} — Diego Arango, Medellín (CO)",
        f"⚠️ Con qué tener cuidado\n• {WARNING} — Laia Ferrer, Zaragoza (ES)",
        f"🎁 Ofertas\n{offer}\n🎁 Quito (EC) → Mérida (MX): Os termos ✍️",
        "Esto solo lo lee la gente de Mérida.",
    ]
    await diego.send("¿Demasiado tarde?")
    assert (
        diego.last.text
        == "✅ El caso de Mérida (MX) acababa de terminar: la nota está guardada y su gente ya la tiene."
    )
    assert "• ¿Demasiado tarde? — Diego Arango, Medellín (CO)" in tere.last.text
    assert any("El cas de Mérida (MX) ha acabat" in text for text in laia.inbox)
    await lucia.press("⏮ Retroceder")
    assert not any("El cas de Mérida (MX) ha acabat" in text for text in laia.inbox), "that was a slip"
    await go_on(lucia)
    assert any("El cas de Mérida (MX) ha acabat" in text for text in laia.inbox)

    await go_on(lucia, 4)
    await lucia.press("🚪 Ver as salas")
    people = "Sala 1\n• Diego Arango, Medellín (CO)\n• Tere Canul, Mérida (MX)\n• Laia Ferrer, Zaragoza (ES)"
    assert lucia.last.text == (
        f"🚪 Salas · só aparecem aqui, sem publicar\n\n{people}\n\nPara tão poucas pessoas basta uma sala."
    )
    assert await lucia.press("📣 Publicar") == "Publicadas: cada pessoa sabe qual é a sua sala."
    assert in_group(town, "🚪") == [f"🚪 Salas\n📅 Sesión 1 · Movilidad sostenible\n\n{people}"]
    assert diego.last.text == "🚪 Sala 1\nCon Tere Canul, Mérida (MX) y Laia Ferrer, Zaragoza (ES)."
    await lucia.press("◀️ Voltar")
    await lucia.press("🏁 Terminar")
    assert "Faltam 5 etapas da pauta." in lucia.last.text
    assert await lucia.press("🏁 Sim, terminar") == "A sessão terminou."
    await town.wait(seconds=5)

    assert in_group(town, "terminado") == ["📅 Sesión 1 · Movilidad sostenible\n🏁 La sesión ha terminado. ¡Gracias!"]
    assert in_group(town, "▶️") == [], "one card, edited in place"
    assert len([text for text in tere.inbox if text.startswith("📥")]) == 2, "the second has the note that came late"
    await open_page(tere)
    assert f"\n\nOfertas\n{offer}\n" in tere.last.text
    await tere.press("📥 Leer lo que nos escribieron")
    assert NOTE in tere.last.text


@pytest.mark.begins(BEFORE)
async def test_what_is_typed_around_a_case_finds_its_way_without_being_typed_again(town: Town) -> None:
    await furnish(town)
    lucia, tere, diego, laia = (town.phone(name) for name in ("lucia", "tere", "diego", "laia"))
    await start(lucia)
    await diego.send("Contamos las cargas")
    assert "Compartir como desafío" in str(diego.keys), "no case is heard yet"
    await go_on(lucia, 3)

    for phone in (diego, laia):
        await phone.send(NOTE)
    assert diego.last.text == ("✍️ ¿Es para Mérida (MX), cuyo caso se está tratando?\nTodavía no se ha enviado a nadie.")
    assert diego.keys == [["💡 Qué hicimos", "❓ Una pregunta"], ["⚠️ Cuidado con", "Otra cosa"]]
    key, asked = _data(diego, "💡"), diego.last
    for _ in range(2):
        await diego.press_data(key, asked)
    assert diego.last.text == "✅ Guardado para Mérida (MX): lo leerá cuando termine su caso."
    await laia.press("Una altra cosa")
    assert "Compartir com a repte" in str(laia.keys)
    await tere.send("Lo nuestro")
    assert "Compartir como desafío" in str(tere.keys), "not about one's own case"
    await go_on(lucia, 2)
    await diego.press("⚠️")
    await laia.press("⚠️")
    await go_on(lucia, 5)
    assert sum(text.count(f"• {NOTE} — Diego Arango, Medellín (CO)") for text in tere.inbox) == 1

    await laia.press("✖️")
    await laia.send("Encara una cosa")
    assert laia.last.text.startswith("✍️ És per a Mérida (MX), el cas de la qual acaba de tancar-se?")
    await laia.press("💡")
    assert any("Encara una cosa" in text for text in tere.inbox)
    await town.wait(minutes=11)
    await diego.send(WARNING)
    assert diego.last.text.startswith("Ese caso ha terminado, y lo escrito se ha entregado a su ciudad.")
    assert "Lo escrito no se pierde: puede ir a otro sitio." in diego.last.text
    await diego.press("🧩 Compartir como desafío")
    assert WARNING in diego.last.text, "and is not typed again"
    await lucia.press("🏁 Terminar")
    await lucia.press("🏁 Sim")
    await laia.send("Massa tard")
    assert not any("Massa tard" in text for text in tere.inbox)
    assert "Compartir com a repte" in str(laia.keys)


@pytest.mark.begins(BEFORE)
async def test_card_counts_by_itself_and_goes_on_after_a_restart(furnished: Furnished) -> None:
    async with living(furnished) as simulation:
        town = Town(furnished.world, simulation, CAST, GROUPS)
        await furnish(town)
        lucia = town.phone("lucia")
        await start(lucia)
        await town.wait(seconds=61)
        assert "⏱ Falta 1 min, até as 11:42" in lucia.last.text
        moment = town.now
    furnished.world.now = lambda: moment

    async with living(furnished) as simulation:
        town = Town(furnished.world, simulation, CAST, GROUPS)
        furnished.world.now = simulation.now
        lucia = town.phone("lucia")
        number = lucia.last.message_id
        await town.move_to(moment + timedelta(seconds=60))
        assert "⌛ Tempo esgotado, desde as 11:42" in lucia.last.text
        await town.wait(minutes=3)
        assert "⌛ 3 min a mais, desde as 11:42" in lucia.last.text
        assert "🔴 Abertura · 1 de 3" in lucia.last.text, "it does not go on by itself"
        assert "🏁 Fim previsto: 13:13" in lucia.last.text
        assert await lucia.press("+2 min") == "Mais 2 minutos."
        assert "⏱ Faltam 2 min, até as 11:47" in lucia.last.text
        assert await lucia.press("⏸ Pausar") == "Em pausa."
        calls = len(town.world.calls)
        await town.wait(minutes=20)
        assert "⏸ Em pausa; faltam 2 min" in lucia.last.text
        edited = [call for call in list(town.world.calls)[calls:] if call.parameters.get("message_id") == number]
        assert len(edited) == 20, "its end moves on with the clock, a minute each"
        assert await lucia.press("▶️ Continuar") == "Retomada."
        assert "⏱ Faltam 2 min, até as 12:07" in lucia.last.text
        assert lucia.last.message_id == number, "edited in place"


@pytest.mark.begins(BEFORE)
async def test_two_who_lead_at_once_do_one_thing(furnished: Furnished, town: Town) -> None:
    await furnish(town)
    lucia, marta = town.phone("lucia"), town.phone("marta")
    await start(lucia)
    await marta.send("/coordinar")
    meeting_id = (await town.database.read(meeting_in)).id
    running = await marta.press_data(StartBegun(meeting_id).pack(), marta.last)
    assert running == "Ja està en marxa: la condueix Lúcia Ramos."
    await marta.send("/coordinar")
    assert marta.keys[0] == ["🔴 Sessió 1 en curs"]
    await marta.press("🔴 Sessió 1 en curs")
    assert "👤 Condueix la sessió Lúcia Ramos; aquí també funcionen tots els botons." in marta.last.text
    assert "👤" not in lucia.last.text
    handle = town.simulation.application.dispatch.handle
    key, other = (_data(phone, label) for phone, label in ((lucia, "⏭ Avançar"), (marta, "⏭ Avançar")))
    assert key == other

    if furnished.store_url.startswith("sqlite"):
        await lucia.press_data(key, lucia.last)
        toast = await marta.press_data(key, marta.last)
        assert toast == "La sessió ha avançat mentrestant. Ara està així."
    else:
        async with locked(furnished.store_url, sa.select(LiveSession.meeting_id)) as waiting:
            handled = [asyncio.create_task(handle(_pressed(town, lucia, key)))]
            await waiting(1)
            handled.append(asyncio.create_task(handle(_pressed(town, marta, key))))
            await waiting(2)
        await asyncio.gather(*handled)
        await town.settle()

    assert await town.database.read(failed_updates) == []
    assert "🔴 Abertura · 2 de 3" in lucia.last.text
    assert "🔴 Obertura · 2 de 3" in marta.last.text
    await marta.press("⏭ Avançar")
    assert "🔴 Abertura · 3 de 3" in lucia.last.text, "whoever leads too sees what was done"
    stale = await lucia.press_data(key, lucia.last)
    assert stale == CHANGED
    assert "🔴 Abertura · 3 de 3" in lucia.last.text


def _data(phone: Phone, label: str) -> str:
    message = phone.with_key(label)
    return next(str(key["callback_data"]) for row in message.buttons for key in row if label in key["text"])


def _pressed(town: Town, phone: Phone, data: str) -> dict[str, Any]:
    town.take_a_moment()
    town.world.press(phone.user_id, phone.user_id, phone.last.message_id, data)
    return town.world.bot.inbox.emitted[-1].body


@pytest.mark.begins(BEFORE)
async def test_only_who_may_leads_and_only_the_city_of_the_case_reads(town: Town) -> None:
    await furnish(town)
    lucia, tere, diego, rosa, marta = (town.phone(name) for name in ("lucia", "tere", "diego", "rosa", "marta"))
    for phone in (tere, diego, rosa):
        await phone.send("/menu")
    meeting_id = (await town.database.read(meeting_in)).id
    for phone in (tere, rosa):
        await phone.press_data(LiveStarted(meeting_id, 0).pack(), phone.last)
    assert await town.database.read(_running) == 0
    await start(lucia)
    await go_on(lucia, 5)
    await diego.press("💡")
    await diego.send(NOTE)
    leading: list[Press] = [StageChosen(meeting_id, 6, 6), RoomsOpened(meeting_id)]
    for phone in (tere, diego, rosa):
        for press in leading:
            await phone.press_data(press.pack(), phone.last)
    assert "🔴 Caso: Mérida (MX) · 3 de 7" in lucia.last.text
    assert await tere.press_data(NoteBegun(meeting_id, 1, NoteKind.DID).pack(), tere.last) == (
        "Ahora no se puede escribir sobre este caso."
    ), "not about one's own case"
    await go_on(lucia, 5)

    for phone in (lucia, diego, rosa, marta):
        if not phone.inbox:
            await phone.send("/menu")
        await phone.press_data(HandedOpened(meeting_id).pack(), phone.last)
        assert [text for text in phone.inbox if text.startswith("📥") and NOTE in text] == []
    assert NOTE in tere.last.text
    assert "Diego Arango" in tere.last.text
    await town.database.run(lambda session: _erase(session, diego, town.now))
    await town.settle()
    assert f"• {NOTE} — Medellín (CO)" in tere.last.text
    assert "Diego" not in tere.last.text


def _running(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(LiveSession)) or 0


def _erase(session: Session, phone: Phone, now: datetime) -> None:
    do_erase(session, session.scalars(sa.select(Person).where(Person.telegram_id == phone.user_id)).one(), now=now)


@pytest.mark.begins(BEFORE)
async def test_without_a_group_and_without_turns_it_works_and_the_cities_follow_on_the_page(town: Town) -> None:
    await furnish(town, has_turn=False, has_group=False)
    lucia, laia, marta = (town.phone(name) for name in ("lucia", "laia", "marta"))
    await start(lucia)
    await open_page(laia, "/sessions")
    assert "🔴 La sessió està en marxa\n▶️ Obertura\n" in laia.last.text
    await laia.send("/menu")
    assert laia.keys[0][0] == "🔴 Seguir la sessió"
    await laia.press("🔴 Seguir la sessió")
    assert "▶️ Obertura\nBenvinguda" in laia.last.text
    followed = laia.last
    await lucia.press("⏭ Avançar")
    assert laia.last == followed
    assert "Què es vol treure" in laia.last.text, "it follows each stage"
    assert await lucia.press("⏸ Pausar") == "Em pausa."
    assert "⏸ En pausa" in laia.last.text
    assert "🏁 Se continuar agora, termina às" in lucia.last.text
    await lucia.press("▶️ Continuar")
    await lucia.press("⏮ Retroceder")
    await lucia.press("👥 Ver quem está")
    assert lucia.last.text.startswith("👥 Quem está\n3 de 3.")
    await lucia.press("3")
    assert "3. ▫️ Laia Ferrer, Zaragoza (ES)" in lucia.last.text
    await lucia.press("◀️ Voltar")
    await open_page(marta, "/sessions")
    await marta.press("🔴 Conduir la sessió")
    assert "🔴 Obertura · 1 de 3" in marta.last.text
    assert "👤 Condueix la sessió Lúcia" in marta.last.text
    assert "👤" not in lucia.last.text
    await open_page(lucia, "/sessoes")
    await lucia.press("🔴 Conduzir a sessão")
    leading = [message for message in lucia.messages if "⏭ Avançar" in str(message.buttons)]
    assert leading == [lucia.last], "one card counts, the one that is shown last"
    await town.wait(minutes=25)
    await lucia.press("🏁 Terminar")
    await lucia.press("🏁 Sim")

    assert "🏁 La sessió ha acabat." in marta.last.text
    await laia.send("/menu")
    assert "🔴" not in str(laia.keys)
    assert await town.database.read(lambda session: session.scalar(_about_groups())) == 0
    await lucia.send("/menu")
    meeting = await town.database.read(meeting_in)
    await lucia.press_data(RollOpened(meeting.id).pack(), lucia.last)
    assert "7. ✖️ Zaragoza (ES)" in lucia.last.text
    await lucia.press("7")
    assert "1. ✖️ Laia Ferrer ✍️" in lucia.last.text, "what was marked while it lasted need not be noted again"


def _about_groups() -> sa.Select[Any]:
    return sa.select(sa.func.count()).where(Letter.key.startswith("card:stage:"))


@pytest.mark.begins(BEFORE)
async def test_offer_is_asked_about_a_week_later_by_who_received_it(town: Town) -> None:
    await furnish(town)
    tere, diego = town.phone("tere"), town.phone("diego")
    await town.wait(hours=3)
    await open_page_of_begun(town, diego)
    await diego.press("🎁 Ofertas")
    await diego.press("🎁 Ofrecer algo")
    await diego.press("3")
    await diego.send("Enviar la encuesta")
    await diego.press("Una semana")
    assert tere.last.text.startswith("🎁 Otra ciudad ofrece algo a Mérida (MX)\n\n📅 Sesión 1")
    await diego.press("🎁 Ofrecer algo")
    await diego.press("3")
    await diego.send("Una llamada")
    await diego.press("Sin fecha")
    await diego.press("2")
    await diego.press("🗑 Retirar")
    assert await diego.press("🗑 Sí, retirarlo") == "Retirado."
    assert "Una llamada" not in diego.last.text
    assert tere.last.text == "🎁 Medellín (CO) retira una oferta que era para Mérida (MX):\nUna llamada"

    await town.wait(days=10)  # the day after is a Saturday

    asked = [text for text in tere.inbox if text.startswith("🎁 ¿Llegó lo que Medellín (CO) ofreció a Mérida (MX)?")]
    assert len(asked) == 1
    for _ in range(2):
        assert await tere.press("Todavía no") == "Anotado: todavía no."
    waited = [text for text in diego.inbox if text.startswith("🎁 Mérida (MX) todavía espera lo que ofreció Medellín")]
    assert len(waited) == 1
    assert await tere.press("Sí, llegó") == "Anotado: llegó."
    assert "✅ Ya llegó." in tere.last.text
    kinds = await town.database.read(lambda session: set(session.scalars(sa.select(Letter.kind))))
    assert {Kind.OFFER, Kind.OFFER_CHECK} <= kinds


@pytest.mark.begins(BEFORE)
async def test_list_of_sessions_knows_what_runs_and_what_has_been_ended(town: Town) -> None:
    await furnish(town)
    lucia, tere = town.phone("lucia"), town.phone("tere")
    await tere.send("/sesiones")
    assert "🔴" not in tere.last.text
    await start(lucia)
    await town.wait(minutes=20)

    await tere.send("/sesiones")
    assert tere.last.text.split("\n\n")[-6].startswith("🔴 En marcha\nSesión 1\n")
    await tere.press("🔴 Seguir la sesión")
    assert "▶️" in tere.last.text
    await lucia.press("🏁 Terminar")
    await lucia.press("🏁 Sim")
    await tere.send("/sesiones")
    assert "Sesión 1\n" not in tere.last.text
    await tere.press("🗂 Anteriores")
    assert "Sesión 1" in tere.last.text


async def open_page_of_begun(town: Town, phone: Phone) -> None:
    meeting = await town.database.read(meeting_in)
    await phone.send("/sesiones")
    await phone.press_data(MeetingOpened(meeting.id).pack(), phone.last)
