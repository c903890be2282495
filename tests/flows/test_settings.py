"""Language, hours, digest, pauses, name and post, offers and needs."""

from datetime import timedelta

from sqlalchemy.orm import Session

from store.models import DigestWish, Person
from store.people import person_by_telegram
from tests.flows.phones import Phone, Town


async def person_of(town: Town, phone: Phone) -> Person:
    def unit(session: Session) -> Person:
        person = person_by_telegram(session, phone.user_id)
        assert person is not None
        return person

    return await town.database.read(unit)


async def test_language_switches_at_once_and_the_menu_of_commands_follows(town: Town) -> None:
    rosa = town.phone("rosa")

    await rosa.send("/ajustes")
    await rosa.press("Idioma")
    await rosa.press("Català")

    assert "Ajustos" in rosa.last.text
    calls = [call.decoded for call in town.world.calls if call.method == "setMyCommands"]
    assert calls[-1]["scope"] == {"type": "chat", "chat_id": rosa.user_id}
    assert "repte" in [command["command"] for command in calls[-1]["commands"]]
    assert "chat_id" not in calls[-1]


async def test_unknown_language_is_refused(town: Town) -> None:
    rosa = town.phone("rosa")
    await rosa.send("/ajustes")

    toast = await rosa.press_data("tc:xx", rosa.last)

    assert toast
    assert (await person_of(town, rosa)).language == "es"


async def test_hours_are_shown_and_changed(town: Town) -> None:
    rosa = town.phone("rosa")

    await rosa.send("/ajustes")
    assert "08:00, Riobamba" in rosa.last.text
    await rosa.press("Hora")
    assert "08:00" in rosa.last.text
    await rosa.press("otra hora")
    await rosa.press("07:00 Galápagos")
    assert "07:00" in rosa.last.text
    await rosa.press("Sí, es correcto")

    assert "07:00, hora de Galápagos" in rosa.last.text
    assert (await person_of(town, rosa)).zone == "Pacific/Galapagos"


async def test_forged_zone_is_refused(town: Town) -> None:
    rosa = town.phone("rosa")
    await rosa.send("/ajustes")

    assert await rosa.press_data("tk:Mars/Phobos", rosa.last)
    assert (await person_of(town, rosa)).zone == "America/Guayaquil"


async def test_digest_and_pause(town: Town) -> None:
    rosa = town.phone("rosa")

    await rosa.send("/ajustes")
    said = len(rosa.inbox)
    await rosa.press("No recibir el resumen")
    assert (await person_of(town, rosa)).digest is DigestWish.NONE
    await rosa.press("Recibir el resumen")
    await rosa.press("Pausar")
    assert "No llegarán el resumen semanal" in rosa.last.text
    assert "Sí llegarán las respuestas a lo compartido, los anuncios" in rosa.last.text
    await rosa.press("2 semanas")
    assert "En pausa hasta" in rosa.last.text
    await rosa.press("Menú")
    assert "En pausa hasta" in rosa.last.text
    await rosa.press("Ajustes")
    until = (await person_of(town, rosa)).paused_until
    assert until is not None
    assert timedelta(0) <= town.now + timedelta(weeks=2) - until < timedelta(minutes=1)
    assert await rosa.press_data("tq:99", rosa.last)
    await rosa.press("Terminar la pausa")

    person = await person_of(town, rosa)
    assert (person.digest, person.paused_until) == (DigestWish.PRIVATE, None)
    assert len(rosa.inbox) == said, "everything happened in one message"


async def test_name_and_post_are_changed_in_place(town: Town) -> None:
    rosa = town.phone("rosa")

    await rosa.send("/ajustes")
    await rosa.press("Nombre")
    assert "Ahora: Rosa Guamán" in rosa.last.text
    await rosa.send("Rosa\n<i>G.</i>")
    assert "Rosa <i>G.</i>" in rosa.last.text
    await rosa.press("Cargo")
    await rosa.press("Dejar vacío")

    person = await person_of(town, rosa)
    assert (person.name, person.post) == ("Rosa <i>G.</i>", "")


async def test_cancelling_a_change_leads_back(town: Town) -> None:
    rosa = town.phone("rosa")

    await rosa.send("/ajustes")
    await rosa.press("Nombre")
    await rosa.press("Cancelar")

    assert "Ajustes" in rosa.last.text
    assert (await person_of(town, rosa)).name == "Rosa Guamán"


async def test_offers_are_changed_and_emptied(town: Town) -> None:
    rosa = town.phone("rosa")

    await rosa.send("/ajustes")
    await rosa.press("Ofrezco y necesito")
    assert "ferias y mercados municipales" in rosa.last.text
    await rosa.press("Qué ofrezco")
    await rosa.send("huertas, viveros")
    assert "• huertas\n• viveros" in rosa.last.text
    await rosa.press("Qué necesito")
    await rosa.press("Dejar vacío")

    assert "medir el empleo informal" not in rosa.last.text


async def test_member_of_two_networks_is_asked_which(town: Town) -> None:
    marta = town.phone("marta")

    await marta.send("/ajustes")
    await marta.press("Ofereixo i necessito")
    await marta.press("Economía Local")
    await marta.press("Què ofereixo")
    await marta.send("trobar fons")

    assert "trobar fons" in marta.last.text


async def test_offers_of_a_foreign_network_are_not_seen(town: Town) -> None:
    rosa = town.phone("rosa")
    await rosa.send("/ajustes")

    assert await rosa.press_data("th:2", rosa.last)
    assert await rosa.press_data("tg:2:offer", rosa.last)
    assert await rosa.press_data("th:999999", rosa.last)


async def test_settings_of_a_stranger(town: Town) -> None:
    nobody = town.stranger()

    await nobody.send("/ajustes")

    assert "invitación" in nobody.last.text
