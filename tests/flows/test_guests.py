"""Somebody from outside comes to one session: asked beforehand, answering afterwards, and gone a week later."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.meetings.changing import do_cancel, do_move
from actions.mydata import do_leave
from actions.records.collecting import collected, with_guests
from store.models import (
    Agenda,
    AgendaItem,
    Guest,
    GuestVote,
    Invitation,
    Meeting,
    Membership,
    Method,
    Network,
    Role,
    Section,
)
from store.people import person_by_telegram
from store.programme import network_by_slug
from tests.flows.lives import Furnished
from tests.flows.phones import Phone, Town
from tests.locked import locked
from texts.guests.presses import GuestQuestionVoted
from texts.meetings.presses import MeetingOpened, MeetingsOpened, NetworkMeetingsOpened
from texts.network import NetworkOpened

BEFORE = datetime(2027, 6, 8, 15, tzinfo=UTC)  # ten days before the first session of Movilidad Sostenible
EVE = datetime(2027, 6, 17, 8, 1, tzinfo=UTC)  # ten in Madrid
HOUR = datetime(2027, 6, 18, 14, 1, tzinfo=UTC)
BEGUN = datetime(2027, 6, 18, 15, 5, tzinfo=UTC)
AFTER = datetime(2027, 6, 18, 17, tzinfo=UTC)
OVER = datetime(2027, 6, 25, 16, 31, tzinfo=UTC)  # a week after its end
LATER = datetime(2027, 6, 20, 15, tzinfo=UTC)
NAME = "Ana Pérez"
ONE_SESSION = (
    "Como persona invitada, aquí está abierta una sesión, con lo que preguntan las ciudades. Se encuentra en el menú."
)
ABOUT = "Zonas de bajas emisiones en Ámsterdam"


async def invite(town: Town, name: str = NAME, about: str = ABOUT) -> str:
    """The token of the link that the facilitator makes from the session's page."""
    lucia = town.phone("lucia")
    await lucia.send("/sessoes")
    await lucia.press("1")
    await lucia.press("Mais")
    await lucia.press("Convidar uma pessoa")
    await lucia.send(name)
    await lucia.send(about)
    return await town.database.read(
        lambda session: session.scalars(sa.select(Invitation).order_by(Invitation.id.desc())).first().token  # type: ignore[union-attr]
    )


async def come(town: Town, token: str) -> Phone:
    """Registers in short."""
    ana = town.stranger(name="Ana")
    await ana.start(token)
    await ana.press("De acuerdo")
    await ana.press(NAME)
    await ana.press("Sí, es correcto")
    return ana


async def roles(town: Town) -> list[tuple[Role, bool]]:
    """Of guests: whether they have left."""

    def unit(session: Session) -> list[tuple[Role, bool]]:
        found = session.scalars(sa.select(Membership).where(Membership.role == Role.GUEST))
        return [(one.role, one.left_at is not None) for one in found]

    return await town.database.read(unit)


async def change(town: Town, deed: Callable[..., None]) -> None:
    """Marta changes the session."""

    def unit(session: Session) -> None:
        marta = person_by_telegram(session, town.phone("marta").user_id)
        found = session.scalar(sa.select(Guest).order_by(Guest.id))
        assert found is not None
        meeting = session.get_one(Meeting, found.meeting_id)
        deed(session, marta, meeting, session.get_one(Network, meeting.network_id))

    await town.database.run(unit)
    await town.settle()


def do_leave_as(session: Session, telegram_id: int, now: datetime) -> None:
    """Takes the consent back."""
    person = person_by_telegram(session, telegram_id)
    assert person is not None
    do_leave(
        session,
        person,
        session.scalars(sa.select(Membership.network_id).where(Membership.person_id == person.id)).one(),
        now=now,
    )


@pytest.mark.begins(BEFORE)
async def test_guest_sees_one_session_is_reminded_and_access_ends(town: Town) -> None:
    token = await invite(town)
    lucia, ana = town.phone("lucia"), town.stranger(name="Ana")
    page = next(text for text in lucia.inbox if text.startswith("🙋 Ana"))
    assert "Ainda não abriu o link" in page
    assert lucia.last.text.startswith("👋 Ana Pérez: convite de Lúcia")

    await ana.start(token)
    assert ana.last.text.startswith(
        "👋 Invitación a una sesión de la Microrred de Movilidad Sostenible.\n"
        "📅 vie 18 de junio, 17:00 hora de Madrid\n"
        "Como persona invitada verá esa sesión y lo que preguntan las ciudades, hasta el vie 25 de junio."
    )
    ana = await come(town, token)
    assert ana.last.text.startswith("🎉")
    assert "🎙 Su tema: Zonas de bajas emisiones en Ámsterdam" in ana.last.text
    assert "🔑 Esta página sigue abierta hasta el vie 25 de junio." in ana.last.text
    assert ana.keys == [["📅 Al calendario"], ["◀️ Menú"]]
    await ana.start(token)
    assert "🙋 Esta es su sesión" in ana.last.text

    for closed in ("/red", "/sesiones", "/desafio", "/compromisos", "¿Qué hago ahora?"):
        await ana.send(closed)
        assert ana.last.text == ONE_SESSION, closed
    mobility = (await town.database.read(lambda session: network_by_slug(session, "movilidad-sostenible"))).id  # type: ignore[union-attr]
    other = await town.database.read(
        lambda session: session.scalar(sa.select(sa.func.max(Meeting.id)).where(Meeting.number == 2))
    )
    for press in (
        NetworkOpened(mobility, 0),
        MeetingsOpened(),
        NetworkMeetingsOpened(mobility),
        MeetingOpened(other or 0),
    ):
        told = await ana.press_data(press.pack(), ana.last)
        assert told is None or told in (ONE_SESSION, "Eso ya no está disponible."), press
    await ana.send("/menu")
    assert ana.keys == [["🙋 Sesión 1 · Movilidad sostenible"], ["⚙️ Ajustes"]]
    await ana.press("⚙️ Ajustes")
    assert "Resumen" not in ana.last.text
    assert [row[0] for row in ana.keys[1:]] == ["⏸ Pausar", "👤 Nombre", "🔔 Qué me llega", "🔒 Mis datos", "◀️ Menú"]
    await ana.press("◀️ Menú")
    await ana.press("🙋 Sesión 1")
    await ana.press("📅 Al calendario")

    await town.move_to(EVE)
    assert [text for text in ana.inbox if text.startswith("⏰ La sesión es mañana.")]
    await town.move_to(HOUR)
    assert [text for text in ana.inbox if text.startswith("⏰ La sesión empieza")]
    letters = len(ana.inbox)
    await town.move_to(OVER)
    assert len(ana.inbox) == letters
    assert await roles(town) == [(Role.GUEST, True)]
    assert (await ana.press("Detalles") or "").startswith("La visita a Microrred de Movilidad Sostenible ha terminado")


@pytest.mark.begins(BEFORE)
async def test_visit_follows_the_session_and_ends_by_hand(town: Town) -> None:
    ana = await come(town, await invite(town))
    marta = town.phone("marta")

    await marta.send("/coordinar")
    await marta.press("Microrred de Movilidad")
    await marta.press("Persones")
    await marta.press("1")
    await marta.press("Persona convidada, sessió 1")
    await marta.press("Una setmana més")
    assert "fins al dv. 2 de juliol" in marta.last.text

    await change(town, lambda one, by, it, of: do_move(one, by, it, of, LATER, sequence=0, now=town.now))
    moved = ana.last.text
    assert moved.startswith("🔁 La sesión cambia de fecha.")
    assert "hasta el dom 4 de julio" in moved
    await change(town, lambda *about: do_cancel(*about, sequence=1, now=town.now))
    assert ana.last.text.startswith("🚫 Esta sesión se ha cancelado.")
    await town.wait(days=1, minutes=1)
    assert await roles(town) == [(Role.GUEST, True)]


@pytest.mark.begins(BEFORE)
async def test_guest_who_does_not_come_is_told_and_the_link_is_void(town: Town) -> None:
    first = await come(town, await invite(town))
    second = await invite(town, "Jan de Vries", "Bicicletas")
    lucia = town.phone("lucia")

    await lucia.press("Não vem")
    await lucia.press("Sim, encerrar")

    assert [text for text in lucia.inbox if text.startswith("🙋 uma pessoa convidada") and "A visita terminou." in text]
    stranger = town.stranger(5002, "Jan")
    await stranger.start(second)
    assert "se retiró" in stranger.last.text
    await lucia.send("/sessoes")
    await lucia.press("1")
    assert "Pessoa convidada: Ana Pérez" in lucia.last.text
    assert "Jan" not in lucia.last.text
    await town.database.run(lambda session: do_leave_as(session, first.user_id, town.now))
    assert await roles(town) == [(Role.GUEST, True)]


async def to_questions(phone: Phone) -> None:
    await phone.send("/start")
    await phone.press("📅")
    await phone.press("1")
    await phone.press("❓")


async def ask(phone: Phone, words: str) -> None:
    await to_questions(phone)
    await phone.press("➕")
    await phone.send(words)


def prepare_agenda(session: Session) -> None:
    """The session has a part for the guest, and no other."""
    guest = session.scalars(sa.select(Guest)).one()
    session.add(Agenda(meeting_id=guest.meeting_id, opened_at=guest.created_at))
    session.flush()
    item = {"method": Method.GUEST, "minutes": 30, "position": 0, "is_published": False}
    session.add(AgendaItem(meeting_id=guest.meeting_id, **item))


@pytest.mark.begins(BEFORE)
async def test_cities_ask_and_vote_the_guest_answers_and_the_digest_tells(town: Town) -> None:
    token = await invite(town)
    tere, diego, laia, lucia = (town.phone(name) for name in ("tere", "diego", "laia", "lucia"))
    await ask(tere, "¿Cuánto costó?")
    await ask(diego, "¿Cómo reaccionó el comercio? <b>Mucho</b>")
    await ask(laia, "Qui ho controla?")
    await to_questions(laia)
    assert await laia.press("👍 2") == "El vot compta."
    await to_questions(tere)
    await tere.press("👍 1")
    assert tere.last.text == (
        "❓ Preguntas para Ana Pérez\n📅 Sesión 1 · Movilidad sostenible\n🎙 Zonas de bajas emisiones en Ámsterdam\n\n"
        "1. ¿Cómo reaccionó el comercio? <b>Mucho</b>\n   Diego Arango, Medellín (CO) · 👍 2\n\n"
        "2. ¿Cuánto costó?\n   Tere Canul, Mérida (MX) · ✏️ propia\n\n"
        "3. Qui ho controla?\n   Laia Ferrer, Zaragoza (ES)\n\n"
        "Abierto hasta que empiece la sesión: 👍 con su número vota. Hasta tres preguntas por persona."
    )
    assert tere.keys == [["✅ 1", "✏️ 2", "👍 3"], ["➕ Preguntar algo"], ["◀️ Sesión"]]
    await tere.press("✏️ 2")
    assert tere.keys == [["🗑 Retirar"], ["◀️ Preguntas"]]

    marta = town.phone("marta")
    await marta.start("guest-1")
    await marta.press("✍️ Anotar per una ciutat")
    await marta.press("1")
    await marta.send("¿Y los camiones?")
    assert "✍️ anotada per la coordinació" in marta.last.text
    assert marta.keys[-3:] == [["✍️ Anotar per una ciutat"], ["🙋 Persona convidada"], ["◀️ Sessió"]]
    await marta.press("4")
    await marta.press("Apartar")
    await marta.press("Sí, apartar")
    assert "camiones" not in marta.last.text

    ana = await come(town, token)
    await town.move_to(EVE)
    eve = next(text for text in ana.inbox if text.startswith("⏰ La sesión es mañana."))
    assert "1. ¿Cómo reaccionó el comercio? <b>Mucho</b>\n2. ¿Cuánto costó?\n3. Qui ho controla?" in eve

    await town.database.run(prepare_agenda)
    await town.move_to(BEGUN)
    await lucia.send("/sessoes")
    await lucia.press("1")
    await lucia.press("▶️ Começar a sessão")
    await lucia.press("▶️ Começar agora")
    assert "🙋 Pessoa convidada: Ana" in lucia.last.text
    assert "1. ¿Cómo reaccionó el comercio? <b>Mucho</b> · " in lucia.last.text
    assert await lucia.press("✓ 1") == "Anotado: respondida na sessão."
    assert ["↩️ 1", "✓ 2", "✓ 3"] in lucia.keys
    assert "\n2. ¿Cuánto costó? · " in lucia.last.text
    assert "✓ 1 pergunta feita" in lucia.last.text
    refused = await diego.press_data(GuestQuestionVoted(1, is_wanted=True, page=0).pack(), diego.last)
    assert (refused or "").startswith("Las preguntas y los votos están cerrados")

    await town.move_to(AFTER)
    await ana.send("/menu")
    await ana.press("🙋 Sesión 1")
    await ana.press("❓ Qué preguntan")
    await ana.press("✍️ 2")
    await ana.send("Dos millones de euros en tres años.")
    assert "Dos millones de euros en tres años." in ana.last.text
    await laia.start("guest-1")
    assert "Dos millones de euros en tres años." in laia.last.text
    await town.move_to(OVER)
    told = [text for text in tere.inbox if "Ana Pérez ha respondido 1 pregunta por escrito" in text]
    assert len(told) == 1
    assert not [text for text in laia.inbox if "ha respost" in text]
    record = await town.database.read(lambda session: section(session))
    assert record == [
        ("Ana Pérez", "Zonas de bajas emisiones en Ámsterdam"),
        ("Mérida (MX)", "¿Cuánto costó?"),
        ("", "→ Dos millones de euros en tres años."),
    ]
    assert await roles(town) == [(Role.GUEST, True)]
    assert (await ana.press("✍️ 2") or "").startswith("La visita a Microrred de Movilidad Sostenible ha terminado")


def section(session: Session) -> list[tuple[str, str]]:
    """What the draft of the record has of the guest."""
    guest = session.scalars(sa.select(Guest)).one()
    meeting = session.get_one(Meeting, guest.meeting_id)
    content = collected(session, meeting, session.get_one(Network, meeting.network_id))
    found = with_guests(session, content).part(Section.GUESTS)
    return [] if found is None else [(item.city, item.text) for item in found.items]


@pytest.mark.parametrize("furnished", ["postgres"], indirect=True)
@pytest.mark.begins(BEFORE)
async def test_two_votes_at_the_same_moment_both_count(furnished: Furnished, town: Town) -> None:
    await invite(town)
    tere, diego, laia = (town.phone(name) for name in ("tere", "diego", "laia"))
    await ask(tere, "¿Cuánto costó?")
    for phone in (diego, laia):
        await to_questions(phone)

    async with locked(furnished.store_url, sa.select(Guest.id)) as waiting:
        pressed = [_pressed(town, phone, "👍 1") for phone in (diego, laia)]
        handled = [asyncio.create_task(town.simulation.application.dispatch.handle(press)) for press in pressed]
        await waiting(2)
    await asyncio.gather(*handled)
    await town.simulation.deliver()

    shown = [phone.last.text for phone in (diego, laia)]
    assert any("👍 2" in text for text in shown)
    assert await town.database.read(lambda session: len(session.scalars(sa.select(GuestVote)).all())) == 2


def _pressed(town: Town, phone: Phone, label: str) -> dict[str, Any]:
    """As an update that nobody has fetched."""
    data = next(key["callback_data"] for row in phone.last.buttons for key in row if label in key["text"])
    town.world.press(phone.user_id, phone.user_id, phone.last.message_id, data)
    return town.world.bot.inbox.emitted[-1].body
