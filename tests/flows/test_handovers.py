"""A city goes on with another person: a colleague, somebody new with a link, or as a coordinator notes it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.memberships import membership_of
from store.models import AuditEntry, Challenge, Handover, Invitation, Membership, Person
from store.people import person_by_telegram
from store.programme import network_by_slug
from tests.flows.phones import Phone, Town
from tests.flows.sharing import card_in, share_challenge
from tests.flows.test_registration import invite
from texts.catching_up.presses import CatchUpFileAsked, CityOffersOpened, RecordsListed
from texts.contacts import ContactConfirmed
from texts.coordinating.presses import PeopleOpened
from texts.handovers.presses import CatchUpOpened, HandoverBegun, HandoverConfirmed, TitularAsked, TitularNamed

ECONOMY = "economia-local"
STAY = "Dar el relevo y seguir"
LEAVE = "Dar el relevo y dejar"
DOCUMENT = "📄 Al día · Microrred de Economía Local: todo en un documento."
WAITS = "⏳ Riobamba, Ecuador espera a quien sigue a Rosa Guamán."


async def come_in(phone: Phone, token: str) -> None:
    """From the link to the end of the questions, in Spanish."""
    await phone.start(token)
    for key in ("De acuerdo", "Usar «", "Omitir", "Sí, es correcto", "Omitir", "Omitir"):
        await phone.press(key)


async def colleague(town: Town, name: str = "Ana Paz", number: int = 5001) -> Phone:
    """Somebody who takes part for Riobamba too."""
    phone = town.stranger(number, name)
    await come_in(phone, await invite(town, ECONOMY, "riobamba"))
    return phone


async def membership(town: Town, phone: Phone) -> Membership | None:
    def unit(session: Session) -> Membership | None:
        person, network = person_by_telegram(session, phone.user_id), network_by_slug(session, ECONOMY)
        assert person is not None
        assert network is not None
        return membership_of(session, person.id, network.id)

    return await town.database.read(unit)


async def place(town: Town, phone: Phone) -> int:
    found = await membership(town, phone)
    assert found is not None
    return found.id


async def askers(town: Town) -> list[str]:
    """Whose the challenges are."""
    found = sa.select(Person.name).join(Challenge, Challenge.person_id == Person.id).order_by(Challenge.id)
    return await town.database.read(lambda session: list(session.scalars(found)))


async def done(town: Town) -> list[dict[str, Any]]:
    found = sa.select(AuditEntry.details).where(AuditEntry.deed == "place_passed_on").order_by(AuditEntry.id)
    return await town.database.read(lambda session: list(session.scalars(found)))


async def to_own_city(phone: Phone) -> None:
    """The page of Riobamba, from /red."""
    await phone.send("/red")
    await phone.press(next(line[0] for line in phone.last.text.splitlines() if "Riobamba" in line))


async def test_colleague_goes_on_with_what_is_the_citys(town: Town) -> None:
    rosa, ana, marta = town.phone("rosa"), await colleague(town), town.phone("marta")
    await share_challenge(rosa)
    await to_own_city(rosa)
    assert "Rosa Guamán (titular)" in rosa.last.text

    await rosa.press("Dar el relevo")
    assert rosa.last.text == (
        "➡️ ¿Quién sigue por Riobamba, Ecuador?\n\n"
        "El turno, los compromisos y los desafíos son de la ciudad: pasan a esa persona.\n\n"
        "1. Ana Paz\n\nOtra persona entra con un enlace."
    )
    await rosa.press("1")
    assert rosa.last.text == (
        "➡️ Riobamba, Ecuador: de Rosa Guamán a Ana Paz\n\nPasa a esa persona:\n⭐ la titularidad\n📌 1 desafío\n\n"
        "Las experiencias y respuestas siguen siendo de quien las escribió.\n\n"
        "Se avisa a Ana Paz y a la coordinación."
    )
    asked = rosa.last
    await rosa.press(STAY)
    await town.settle()

    assert rosa.last.text == "✅ Ana Paz sigue por Riobamba, Ecuador.\n\nQuien dio el relevo sigue como suplente."
    assert await askers(town) == ["Ana Paz"]
    told, document = ana.messages[-2:]
    assert "Desde ahora sigue usted por Riobamba, Ecuador" in told.text
    assert (document.media_kind, document.text) == ("document", DOCUMENT)
    await town.phone("carla").send("Se cobra con el permiso.", chat_id=card_in(town).chat_id, reply_to=card_in(town))
    await town.settle()
    assert "Rosario" in ana.last.text
    assert "Rosario" not in rosa.last.text
    assert (
        marta.last.text
        == "➡️ Riobamba (EC), Microrred de Economía Local: Ana Paz continua; fins ara ho feia Rosa Guamán."
    )
    await to_own_city(ana)
    assert ana.last.text.index("Ana Paz (titular)") < ana.last.text.index("Rosa Guamán (suplente)")
    await rosa.press_data(
        HandoverConfirmed(await place(town, rosa), await place(town, ana), leaves=False, as_titular=True).pack(), asked
    )
    await town.settle()
    assert [one["challenges"] for one in await done(town)] == [[1]]
    assert len([text for text in marta.inbox if text.startswith("➡️")]) == 1


async def test_somebody_new_takes_over_with_a_link_and_catches_up(town: Town) -> None:
    rosa, ana, marta = town.phone("rosa"), town.stranger(name="Ana Paz"), town.phone("marta")
    await share_challenge(rosa)
    await to_own_city(rosa)
    await rosa.press("Dar el relevo")
    assert "Nadie más participa aún por esta ciudad" in rosa.last.text
    await rosa.press("Otra persona")
    await rosa.press(LEAVE)
    assert rosa.last.text == (
        "🚪 ¿Dar el relevo y dejar Microrred de Economía Local?\n\n"
        "Ocurre cuando alguien entra con el enlace; hasta entonces todo sigue igual.\n\n"
        "Lo que se compartió se queda con la ciudad. Para volver hace falta otra invitación."
    )
    await rosa.press("Sí, dar el relevo")
    assert rosa.with_key("Retirar el enlace").text.startswith(WAITS)
    assert await askers(town) == ["Rosa Guamán"]
    waiting = rosa.with_key("Retirar el enlace")
    assert (
        "Para seguir por Riobamba, Ecuador en Microrred de Economía Local, en lugar de Rosa Guamán." in rosa.last.text
    )
    link = rosa.last.text.split("?start=")[1].split()[0]

    await come_in(ana, link)
    await town.settle()

    assert (ana.last.media_kind, ana.last.text) == ("document", DOCUMENT), "without having been asked for"
    assert ana.with_key("Todo en un documento").text == (
        "📚 Al día · Microrred de Economía Local\n\n➡️ Desde ahora sigue usted en lugar de Rosa Guamán.\n\n"
        "📅 Sesión 1: mié 2 de junio, 09:00 Riobamba (16:00 hora de Madrid)\n"
        "🗂 Hasta ahora: 0 sesiones de 6 · 1 desafío\n\n"
        "📍 Riobamba, Ecuador\n📌 1 desafío suyo espera respuestas\n\n🧭 Para preguntar: Marta Vila e Iván Torres"
    )
    assert await askers(town) == ["Ana Paz"]
    assert await membership(town, rosa) is None
    assert "Con ello ha dejado usted la microrred." in rosa.last.text
    assert next(one for one in rosa.messages if one.message_id == waiting.message_id).text.startswith(
        "✅ Ana Paz sigue por"
    )
    assert "Ana Paz continua; fins ara ho feia Rosa Guamán" in marta.last.text
    await ana.send("/desafios")
    await to_own_city(ana)
    assert "Ana Paz (titular)" in ana.last.text
    await ana.press("Dar el relevo")
    assert [one["leaves"] for one in await done(town)] == [True]


async def test_link_that_is_taken_back_changes_nothing_and_another_person_may_follow(town: Town) -> None:
    rosa, ana = town.phone("rosa"), await colleague(town)
    number = await place(town, rosa)
    await rosa.send("/menu")
    await rosa.press_data(HandoverBegun(number).pack(), rosa.last)
    await rosa.press("Otra persona")
    await rosa.press(STAY)
    waiting = rosa.with_key("Retirar el enlace")
    link = rosa.last.text.split("?start=")[1].split()[0]
    await rosa.press_data(HandoverConfirmed(number, 0, leaves=True, as_titular=True).pack(), waiting)  # the same link
    made = sa.select(sa.func.count()).select_from(Invitation).where(Invitation.token == link)
    assert await town.database.read(lambda session: session.scalar(made)) == 1
    assert await town.database.read(lambda session: [one.leaves for one in session.scalars(sa.select(Handover))]) == [
        True
    ]

    await rosa.press("Retirar el enlace", waiting)
    stranger = town.stranger(5002, "Otra")
    await stranger.start(link)

    assert "se retiró" in stranger.last.text
    assert rosa.with_key("Otra persona").text.startswith("➡️ ¿Quién sigue por Riobamba")
    await rosa.press("1")
    await rosa.press(STAY)
    assert [one["leaves"] for one in await done(town)] == [False]
    assert (await membership(town, ana)) is not None


async def test_coordinator_passes_a_place_on_and_names_the_titular(town: Town) -> None:
    rosa, ana, marta = town.phone("rosa"), await colleague(town), town.phone("marta")
    await share_challenge(rosa)
    await marta.send("/coordinar")
    await marta.press_data(TitularAsked(await place(town, ana)).pack(), marta.last)
    assert marta.last.text.startswith("⭐ Ana Paz passa a ser titular de Riobamba, Equador. Fins ara: Rosa Guamán.")
    question = marta.last
    await marta.press("Sí, titular")
    await marta.press_data(TitularNamed(await place(town, ana), await place(town, rosa)).pack(), question)
    await town.settle()
    assert [text for text in ana.inbox if text.startswith("⭐")] == [
        "⭐ Desde ahora es usted titular de Riobamba, Ecuador en Microrred de Economía Local. Hasta ahora lo era Rosa "
        "Guamán.\n\nSu nombre va primero por la ciudad; todas las personas de la ciudad siguen contestando como antes. "
        "¡Gracias!"
    ]
    assert [text.split(" en ")[0] for text in rosa.inbox if text.startswith("⭐")] == [
        "⭐ Ana Paz es titular de Riobamba, Ecuador"
    ]
    assert marta.keys[:3] == [["↔️ Canviar de ciutat"], ["➡️ Passar el relleu"], ["🔁 Canviar la funció"]]
    assert "Riobamba, Equador · ⭐ titular" in marta.last.text
    await to_own_city(rosa)
    assert "Ana Paz (titular)" in rosa.last.text

    await marta.press_data(HandoverBegun(await place(town, rosa)).pack(), marta.last)
    await marta.press("Una altra persona")
    await marta.press("Rosa Guamán, suplent")
    await town.settle()
    assert "Marta Vila ha creado un enlace con el que otra persona seguirá por Riobamba" in rosa.last.text
    await marta.press("Retirar l’enllaç", marta.with_key("Retirar l’enllaç"))
    await marta.press("1")
    await marta.press("Rosa Guamán deixa la xarxa")
    asked = marta.with_key("Sí, passar el relleu")
    assert asked.text.startswith("🚪 Passar el relleu i que Rosa Guamán deixi Microrred de Economía Local?")
    yes = str(asked.buttons[0][0]["callback_data"])
    for _ in range(2):  # a second press is harmless
        await marta.press_data(yes, asked)
        told = next(one for one in marta.messages if one.message_id == asked.message_id)
        assert told.text.startswith("✅ Ana Paz continua per Riobamba")
    await town.settle()
    assert len([one for one in await done(town) if one["leaves"]]) == 1

    assert await askers(town) == ["Ana Paz"]
    assert await membership(town, rosa) is None
    assert "Ana Paz sigue por Riobamba, Ecuador en Microrred de Economía Local" in rosa.last.text


async def test_nobody_else_passes_a_place_on_or_names_a_titular(town: Town) -> None:
    rosa, ana, carla = town.phone("rosa"), await colleague(town), town.phone("carla")
    own, next_one, other = await place(town, rosa), await place(town, ana), await place(town, carla)
    await carla.send("/menu")
    for press in (
        HandoverBegun(own),
        HandoverConfirmed(own, next_one, leaves=True, as_titular=True),
        TitularAsked(own),
        TitularNamed(own, next_one),
    ):
        assert await carla.press_data(press.pack(), carla.last) is not None
    await rosa.send("/menu")
    assert await rosa.press_data(TitularNamed(next_one, own).pack(), rosa.last) is not None
    refused = await rosa.press_data(HandoverConfirmed(own, other, leaves=True, as_titular=True).pack(), rosa.last)

    assert refused == "Esa persona ya no participa por esta ciudad. No ha cambiado nada."
    assert await done(town) == []
    assert await town.database.read(lambda session: list(session.scalars(sa.select(Handover)))) == []


@pytest.mark.begins(datetime(2027, 6, 27, 12, tzinfo=UTC))
async def test_digest_asks_once_a_month_whether_somebody_goes_on(town: Town) -> None:
    rosa, carla, marta = town.phone("rosa"), town.phone("carla"), town.phone("marta")
    await share_challenge(carla)

    await town.move_to(datetime(2027, 6, 28, 15, tzinfo=UTC))
    digest = replace(rosa.with_key("Sigo por Riobamba"))
    assert "👤 ¿Sigue usted por Riobamba (EC)? Si no: dar el relevo" in digest.text.splitlines()
    assert await rosa.press("Sigo por Riobamba", digest) == "¡Gracias! Queda anotado."
    await town.settle()
    told = next(one for one in rosa.messages if one.message_id == digest.message_id)
    assert "✅ Sigue usted por Riobamba (EC). ¡Gracias!" in told.text.splitlines()
    assert not any("Sigo por" in key["text"] for row in told.buttons for key in row)
    assert len(told.buttons) == 3, "the other keys stay"
    confirmed = await membership(town, rosa)
    assert confirmed is not None
    assert (confirmed.contact_confirmed_at, confirmed.contact_asked_at) == (town.now, None)
    again = ContactConfirmed(confirmed.id).pack()
    assert await rosa.press_data(again, told) == "¡Gracias! Queda anotado.", "a second press is harmless"

    await share_challenge(carla)
    await share_challenge(rosa)
    await town.move_to(datetime(2027, 7, 26, 15, tzinfo=UTC))
    assert [text for text in rosa.inbox if "¿Sigue usted" in text] == [], "a month is not over"
    await share_challenge(carla)
    await town.move_to(datetime(2027, 8, 9, 15, tzinfo=UTC))
    assert len([text for text in rosa.inbox if "¿Sigue usted" in text]) == 1
    await rosa.start(f"handover-{confirmed.id}")
    assert rosa.last.text.startswith("➡️ ¿Quién sigue por Riobamba")

    await marta.send("/coordinar")
    await marta.press_data(PeopleOpened(confirmed.network_id).pack(), marta.last)
    named = [line for line in marta.last.text.splitlines() if "Rosa" in line or "Carla" in line]
    assert ["❓" in line for line in named] == [False, True]


async def test_catching_up_is_for_members_only(town: Town) -> None:
    rosa, stranger = town.phone("rosa"), town.phone("diego")
    await rosa.send("/red")
    await rosa.press("Ponerse al día")
    assert rosa.last.text.startswith("📚 Al día · Microrred de Economía Local")
    assert rosa.keys == [
        ["📄 Todo en un documento"],
        ["📅 Ver la sesión", "📅 Sesiones"],
        ["📌 Desafíos", "🏙 Mi red"],
        ["◀️ Menú"],
    ]
    message = rosa.last
    assert await rosa.press("Todo en un documento") == "Un momento: el PDF se está preparando y llega aquí abajo."
    assert (rosa.last.media_kind, rosa.last.text) == ("document", DOCUMENT)
    assert await rosa.press("Todo en un documento", message) == "El PDF llega aquí abajo.", "nothing has changed"
    number = await town.database.read(lambda session: network_by_slug(session, ECONOMY).id)  # type: ignore[union-attr]
    await stranger.send("/menu")
    for press in (CatchUpOpened(number), CatchUpFileAsked(number), RecordsListed(number), CityOffersOpened(number)):
        assert await stranger.press_data(press.pack(), stranger.last) is not None
    assert "Al día" not in "".join(stranger.inbox)
