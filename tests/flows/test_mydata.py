"""Seen, exported, left, erased."""

import json

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.challenges import do_share_challenge
from store.models import (
    Challenge,
    Chat,
    Draft,
    Help,
    Letter,
    Membership,
    Network,
    Person,
    Reminder,
    Row,
    Rsvp,
    Visibility,
)
from store.people import person_by_telegram
from tests.flows.phones import Phone, Town
from tests.flows.sharing import card_in


async def share(town: Town, phone: Phone) -> None:
    def unit(session: Session) -> None:
        person = person_by_telegram(session, phone.user_id)
        network = session.scalar(sa.select(Network).where(Network.slug == "economia-local"))
        assert person is not None
        assert network is not None
        do_share_challenge(
            session,
            person,
            network.id,
            problem="Las ferias pagan tasas muy altas.",
            tried="Nada todavía.",
            title="Tasas de feria",
            visibility=Visibility.NETWORK,
            now=town.now,
        )

    await town.database.run(unit)
    await town.settle()


async def test_what_was_withdrawn_is_counted_apart(town: Town) -> None:
    rosa = town.phone("rosa")
    await share(town, rosa)
    await share(town, rosa)

    def withdraw_one(session: Session) -> None:
        session.get_one(Challenge, 1).withdrawn_at = town.now

    await town.database.run(withdraw_one)
    await rosa.send("/misdatos")
    assert "🧩 1 desafío, y 1 retirado\n" in rosa.last.text

    await town.database.run(lambda session: session.execute(sa.update(Challenge).values(withdrawn_at=town.now)))
    await rosa.send("/misdatos")
    assert "🧩 0 desafíos, y 2 retirados\n" in rosa.last.text


async def test_page_says_what_is_stored(town: Town) -> None:
    rosa = town.phone("rosa")
    await share(town, rosa)

    await rosa.send("/misdatos")

    for words in ("Rosa Guamán, Dirección de Mercados", "Riobamba, Ecuador", "1 desafío", "3 ofertas y necesidades"):
        assert words in rosa.last.text


async def test_export_holds_everything_of_this_person_only(town: Town) -> None:
    rosa = town.phone("rosa")
    await share(town, rosa)

    await rosa.send("/misdatos")
    await rosa.press("Exportar")

    call = next(call for call in town.world.calls if call.method.lower() == "senddocument")
    upload = call.parameters["document"]
    content = json.loads(upload.content)
    assert content["person"][0]["telegram_id"] == rosa.user_id
    assert content["challenges"][0]["title"] == "Tasas de feria"
    assert {each["text"] for each in content["offers_and_needs"]} >= {"medir el empleo informal"}
    assert "Batista" not in upload.content.decode()


async def test_erasing_forgets_the_person_and_keeps_the_lesson(town: Town) -> None:
    rosa = town.phone("rosa")
    await share(town, rosa)
    card = town.group("economia-local")[-1]
    assert "Rosa Guamán" in card.text or "Riobamba" in card.text
    await rosa.send("/ajustes")
    await rosa.press("Nombre")
    await rosa.send("/misdatos")

    await rosa.press("Borrar")
    assert "no se puede deshacer" in rosa.last.text.lower()
    erasing = rosa.last
    await rosa.press("Sí, borrar todo")

    assert "se han borrado" in rosa.last.text

    def unit(session: Session) -> dict[str, object]:
        person = session.scalar(sa.select(Person).where(Person.erased_at.is_not(None)))
        assert person is not None
        mine = sa.select(Membership.id).where(Membership.person_id == person.id)

        def number(table: type[Row], condition: sa.ColumnElement[bool]) -> int:
            return session.scalar(sa.select(sa.func.count()).select_from(table).where(condition)) or 0

        return {
            "person": (person.telegram_id, person.name, person.post, person.country),
            "helps": number(Help, Help.membership_id.in_(mine)),
            "drafts": number(Draft, Draft.person_id == person.id),
            "reminders": number(Reminder, Reminder.person_id == person.id),
            "chat": number(Chat, Chat.id == rosa.user_id),
            "named": [
                letter.id for letter in session.scalars(sa.select(Letter)) if "Rosa" in json.dumps(letter.payload)
            ],
            "challenges": number(Challenge, Challenge.person_id == person.id),
            "present": number(Membership, sa.and_(Membership.person_id == person.id, Membership.left_at.is_(None))),
        }

    assert await town.database.read(unit) == {
        "person": (None, "", "", ""),
        "helps": 0,
        "drafts": 0,
        "reminders": 0,
        "chat": 0,
        "named": [],
        "challenges": 1,
        "present": 0,
    }
    assert await rosa.press_data("yy", erasing)
    await town.wait(seconds=10)
    assert not any("Rosa" in message.text for message in town.group("economia-local"))
    await rosa.send("/menu")
    assert "invitación" in rosa.last.text


async def test_question_of_an_erased_person_is_the_city_s(town: Town) -> None:
    rosa, joao = town.phone("rosa"), town.phone("joao")
    await share(town, joao)
    await rosa.send("¿Cuántos puestos hay?", chat_id=town.groups["economia-local"], reply_to=card_in(town))
    await rosa.press("Es una pregunta")
    await town.wait(seconds=10)
    assert "❓ Rosa Guamán, Riobamba, Equador, pergunta" in joao.last.text

    await rosa.send("/misdatos")
    await rosa.press("Borrar")
    assert "hasta que se abre de nuevo" in rosa.last.text
    await rosa.press("Sí, borrar todo")
    await town.wait(seconds=10)

    assert joao.last.text.startswith("❓ Riobamba, Equador, pergunta")
    assert not any("Rosa" in text for text in joao.inbox)


async def test_erased_person_gets_nothing_more(town: Town) -> None:
    rosa = town.phone("rosa")
    await rosa.send("/misdatos")
    await rosa.press("Borrar")
    await rosa.press("Sí, borrar todo")
    said = len(rosa.inbox)

    await town.wait(days=14)

    assert len(rosa.inbox) == said


async def test_leaving_asks_once_and_warns_the_last_coordinator(town: Town) -> None:
    marta = town.phone("marta")

    await marta.send("/lesmevesdades")
    await marta.press("Sortir d’una xarxa")
    await marta.press("Economía Local")
    assert "Ningú més no coordina" in marta.last.text
    toast = await marta.press("Sí, sortir")

    assert toast == "Heu sortit de la Microrred de Economía Local."
    assert "Economía Local" not in marta.last.text
    assert "Movilidad Sostenible" in marta.last.text


async def test_leaving_a_foreign_network_is_refused(town: Town) -> None:
    rosa = town.phone("rosa")
    await rosa.send("/misdatos")

    assert await rosa.press_data("yl:2", rosa.last)
    assert await rosa.press_data("yc:2", rosa.last)


async def test_leaving_takes_the_answers_to_coming_sessions_back(town: Town) -> None:
    rosa = town.phone("rosa")

    def answered(session: Session) -> int:
        person = person_by_telegram(session, rosa.user_id)
        assert person is not None
        return session.scalar(sa.select(sa.func.count()).select_from(Rsvp).where(Rsvp.person_id == person.id)) or 0

    await rosa.send("/sesiones")
    await rosa.press("1")
    await rosa.press("Asistiré")
    assert await town.database.read(answered) == 1

    await rosa.send("/misdatos")
    await rosa.press("Salir de una red")
    await rosa.press("Economía Local")
    await rosa.press("Sí, salir")
    said = len(rosa.inbox)
    await town.wait(days=10)

    assert await town.database.read(answered) == 0
    assert len(rosa.inbox) == said
