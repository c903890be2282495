"""The coordinators' desk through the front door: what needs them, invitations, people."""

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.registration import do_join
from store.memberships import membership_of
from store.models import AuditEntry, Chat, Invitation, Role
from store.people import person_by_telegram
from store.programme import network_by_slug
from tests.flows.phones import Phone, Town


async def test_desk_says_what_needs_a_coordinator_today(town: Town) -> None:
    town.world.block(town.phone("rosa").user_id)
    await town.move_to(datetime(2027, 5, 27, 12, tzinfo=UTC))
    await town.database.run(lambda session: session.execute(sa.update(Chat).where(Chat.id < 0).values(network_id=None)))
    marta = town.phone("marta")

    await marta.send("/coordinar")

    assert marta.last.text == (
        "🧭 Coordinació\n\n"
        "Pendent avui\n"
        "🔗 Microrred de Economía Local, sessió d’aquí a 6 dies: falta l’enllaç de la videotrucada.\n"
        "📅 Microrred de Economía Local, sessió d’aquí a 6 dies: encara sense resposta: Rosa Guamán (Riobamba) 🔕, "
        "João Batista (São Paulo), Carla Benítez (Rosario) i 1 més.\n"
        "🔕 No els arriben els missatges: Rosa Guamán."
    )
    assert marta.keys[:2] == [["🔗 Posar l’enllaç", "👀 Qui respon"], ["🔕 Sense missatges"]]
    assert marta.keys[2:4] == [["📋 Veure’n 3 més"], ["Microrred de Economía Local"]]
    await marta.press("📋 Veure’n 3 més")
    assert marta.last.text.endswith(
        "🔕 No els arriben els missatges: Rosa Guamán.\n"
        "🏙 Microrred de Economía Local: 3 ciutats encara sense ningú.\n"
        "🏙 Microrred de Movilidad Sostenible: 4 ciutats encara sense ningú.\n"
        "💬 Sense grup connectat: Microrred de Economía Local i Microrred de Movilidad Sostenible."
    )
    assert marta.keys[1:] == [
        ["🔕 Sense missatges", "💬 Connectar un grup"],
        ["➕ Convidar a Economía local"],
        ["➕ Convidar a Movilidad sostenible"],
        ["◀️ Enrere"],
    ]
    await marta.press("◀️ Enrere")
    number = str(marta.last.buttons[0][1]["callback_data"])
    await marta.press("🔗 Posar l’enllaç")
    assert "Sessió 1 · Economía local" in marta.last.text
    await marta.press("Cancel·lar")
    await marta.send("/coordinar")
    await marta.press("👀 Qui respon")
    assert marta.last.text == (
        "📅 Sessió 1 · Economía local\n"
        "dc. 2 de juny, 16:00 hora de Madrid · 90 min\n\n"
        "⏳ Sense resposta (5): Marta Vila, Rosa Guamán (Riobamba) 🔕, João Batista (São Paulo), "
        "Carla Benítez (Rosario) i Iván Torres\n\n"
        "En tocar un nom s'obre el xat amb aquella persona."
    )
    mentioned = [entity["user"]["id"] for entity in marta.last.body["entities"] if entity["type"] == "text_mention"]
    assert mentioned == [1001, 1002, 1003, 1008, 1009]
    laia = town.phone("laia")
    await laia.send("/menu")
    assert await laia.press_data(number, laia.last)
    assert "Riobamba" not in laia.last.text
    assert await marta.press_data(number, town.group("economia-local")[-1]) == "Millor fer-ho al xat privat."


async def test_page_of_a_network_has_its_numbers(town: Town) -> None:
    marta = await opened(town)

    assert marta.last.text == (
        "🧭 Microrred de Economía Local\n\n"
        "👥 5 persones · 3 de ciutats, 1 de coordinació i 1 de facilitació\n"
        "🆕 S'hi han unit aquests dies: Iván Torres, Rosa Guamán (Riobamba), Carla Benítez (Rosario) i 1 més\n"
        "🏙 Hi participen 3 de 6 ciutats. Encara ningú de General San Martín (AR), Panamá (PA) i Pasto (CO)\n"
        "📅 Propera sessió d’aquí a 9 dies: dc. 2 de juny, 16:00 hora de Madrid\n"
        "💬 Pregunta del mes: dt. 15 de juny\n"
        "💬 Grup: Economía local"
    )


async def test_sessions_of_one_network_lead_back_to_its_desk_and_keep_what_was(town: Town) -> None:
    await town.move_to(datetime(2027, 6, 3, 12, tzinfo=UTC))
    marta = await opened(town)

    await marta.press("Sessions")
    assert "Movilidad" not in marta.last.text
    await marta.press("Anteriors")
    assert marta.last.text == (
        "📅 Sessions anteriors · Microrred de Economía Local\n\n"
        "Sessió 1\n"
        "dc. 2 de juny, 16:00 hora de Madrid\n"
        "0 persones havien dit que sí"
    )
    await marta.press("1")
    assert marta.keys == [
        ["✏️ Preparar l’acta"],
        ["🙋 Assistència", "📋 Balanç"],
        ["🎥 Posar l’enregistrament"],
        ["🤝 Compromisos"],
        ["⚙️ Més", "◀️ Sessions"],
    ]
    await marta.press("◀️ Sessions")
    await marta.press("◀️ Enrere")

    assert marta.last.text.startswith("🧭 Microrred de Economía Local")


async def test_missing_records_are_named_for_each_network(town: Town) -> None:
    await town.move_to(datetime(2027, 7, 12, 12, tzinfo=UTC))
    marta = town.phone("marta")
    await marta.send("/coordinar")
    await marta.press("més")

    lines = [line for line in marta.last.text.split("\n") if line.startswith("📝")]
    assert lines == [
        "📝 Microrred de Economía Local: falta publicar 2 actes.",
        "📝 Microrred de Movilidad Sostenible: falta publicar l’acta de la sessió 1.",
    ]
    await marta.press("✏️ Acta 1: Movilidad sostenible")
    assert marta.last.text.startswith("📝 Acta de la sessió 1 · Movilidad sostenible")


async def test_coordinator_of_one_network_is_at_its_page_at_once(town: Town) -> None:
    await make(town, "rosa", Role.COORDINATOR)
    rosa = town.phone("rosa")

    await rosa.send("/coordinar")

    assert rosa.last.text.startswith(
        "🧭 Microrred de Economía Local\n\nPendiente hoy\n"
        "🏙 Microrred de Economía Local: 3 ciudades sin nadie todavía.\n\n"
    )
    assert [key for row in rosa.keys for key in row if "Invitar" in key] == ["➕ Invitar"]


async def test_cities_from_which_nobody_has_come_need_a_coordinator(town: Town) -> None:
    marta = town.phone("marta")
    await marta.send("/coordinar")
    assert "✅" not in marta.last.text

    await marta.press("Convidar a Movilidad sostenible")

    assert marta.last.text.startswith("➕ Qui convidar a Microrred de Movilidad Sostenible?")
    await marta.press("1")
    assert (await latest(town)).city_id is not None


async def test_others_are_told_that_it_is_for_coordinators(town: Town) -> None:
    rosa = town.phone("rosa")

    for command in ("/coordinar", "/anuncio"):
        await rosa.send(command)
        assert rosa.last.text == refusal(rosa)

    await rosa.send("/menu")
    assert not any("Coordinar" in key for row in rosa.keys for key in row)


async def test_invitation_is_ready_to_forward_in_the_language_of_the_city(town: Town) -> None:
    marta = await opened(town)
    await marta.press("Convidar")
    assert "6. São Paulo (BR) · 1 persona" in marta.last.text

    await marta.press("6")

    forwarded = marta.last
    assert forwarded.media_kind == "photo"
    assert forwarded.text.startswith(
        "👋 Marta Vila convida São Paulo, Brasil a participar da Microrred de Economía Local."
    )
    assert forwarded.text.endswith("Vale para uma pessoa, até seg., 7 de junho.")
    invitation = await latest(town)
    assert f"https://t.me/microrredes_demo_bot?start={invitation.token}" in forwarded.text
    assert (invitation.uses, invitation.role) == (1, Role.DELEGATE)


async def test_invitation_lets_a_newcomer_in_as_what_it_says(town: Town) -> None:
    marta = await opened(town)
    await marta.press("Convidar")
    await marta.press("🧭 Coordinació")
    invitation = await latest(town)
    newcomer = town.stranger(name="Nuria")

    await newcomer.start(invitation.token)
    await newcomer.press("De acuerdo")

    assert invitation.role is Role.COORDINATOR
    assert "Nuria" in str(newcomer.keys)


async def test_press_that_comes_twice_makes_one_invitation(town: Town) -> None:
    marta = await opened(town)
    await marta.press("Convidar")
    screen = marta.last
    data = screen.buttons[0][2]["callback_data"]

    await marta.press_data(data, screen)
    await marta.press_data(data, screen)

    assert await town.database.read(lambda session: len(made_by_coordinators(session))) == 1
    assert sum(message.media_kind == "photo" for message in marta.messages) == 1


async def test_invitation_can_be_widened_shown_again_and_revoked(town: Town) -> None:
    marta = await opened(town)
    await marta.press("Convidar")
    await marta.press("3")

    await marta.press("Que valgui per a 5")
    assert (await latest(town)).uses == 5
    (forwarded,) = [message.text for message in marta.messages if message.media_kind == "photo"]
    assert forwarded.endswith("Vale para 5 personas, hasta el lun 7 de junio.")
    await marta.press("Veure l’enllaç")
    assert marta.last.media_kind == "photo"
    await marta.press("◀️ Enrere")
    page = marta.with_key("◀️ Enrere")
    assert "1. Pasto (CO) · feta per Marta Vila el dl. 24 de maig · usada 0 de 5, fins al dl. 7 de juny" in page.text
    await marta.press("1", page)
    await marta.press("Anul·lar")
    toast = await marta.press("Sí, anul·lar")

    assert toast == "Anul·lada: l’enllaç ja no serveix."
    letters = [message.text for message in marta.messages if message.media_kind == "photo"]
    assert letters == ["🗑 Esta invitación está anulada: su enlace ya no sirve."] * 2
    assert (await latest(town)).revoked_at is not None


async def test_link_to_the_coordination_is_for_one_person(town: Town) -> None:
    marta = await opened(town)
    await marta.press("Convidar")
    await marta.press("🧭 Coordinació")
    invitation = await latest(town)

    assert not any("Que valgui" in key for message in marta.messages for row in message.buttons for key in [str(row)])
    assert await marta.press_data(f"kw:{invitation.id}", marta.with_key("Anul·lar"))

    assert (await latest(town)).uses == 1


async def test_city_with_an_open_link_says_so(town: Town) -> None:
    marta = await opened(town)
    await marta.press("Convidar")
    await marta.press("3")

    await marta.press("◀️ Enrere", marta.with_key("Que valgui"))
    await marta.press("Convidar")

    assert "3. Pasto (CO) · encara ningú · 1 enllaç obert" in marta.with_key("🧭 Coordinació").text


async def test_people_are_listed_with_those_out_of_reach(town: Town) -> None:
    town.world.block(town.phone("rosa").user_id)
    await town.settle()
    marta = await opened(town)

    await marta.press("Persones")

    assert marta.last.text == (
        "👥 Persones · Microrred de Economía Local\n\n"
        "1. Iván Torres · facilitació\n"
        "2. Marta Vila · coordinació\n"
        "3. Rosa Guamán · Riobamba (EC) 🔕\n"
        "4. Carla Benítez · Rosario (AR)\n"
        "5. João Batista · São Paulo (BR)\n\n"
        "🔕 Bot bloquejat o mai iniciat."
    )


async def test_desk_leads_to_those_alone_whom_no_letter_reaches(town: Town) -> None:
    rosa, marta = town.phone("rosa"), town.phone("marta")
    town.world.block(rosa.user_id)
    await town.settle()
    await marta.send("/coordinar")

    await marta.press("🔕 Sense missatges")

    assert marta.last.text == (
        "🔕 No els arriben els missatges\n\n"
        "1. Rosa Guamán · Riobamba (EC) · ha bloquejat el bot\n\n"
        "En tocar un nom s’obre el xat amb aquella persona: quan desbloquegi o iniciï el bot, li arribaran.\n"
        "El número fa un enllaç nou per a aquella persona."
    )
    mentioned = [entity["user"]["id"] for entity in marta.last.body["entities"] if entity["type"] == "text_mention"]
    assert mentioned == [rosa.user_id]
    await marta.press("1")
    assert "Riobamba" in marta.with_key("5 person").text


async def test_list_of_whom_no_letter_reaches_is_for_coordinators(town: Town) -> None:
    tere, marta = town.phone("tere"), town.phone("marta")
    town.world.block(town.phone("rosa").user_id)
    await town.settle()
    await marta.send("/coordinar")
    pressed = next(key for row in marta.last.buttons for key in row if "Sense missatges" in key["text"])
    await tere.send("/menu")

    await tere.press_data(pressed["callback_data"], tere.last)

    assert "Rosa" not in tere.last.text


async def test_person_is_removed_after_a_question(town: Town) -> None:
    marta = await opened(town)
    await marta.press("Persones")
    await marta.press("3")
    assert "Rosa Guamán" in marta.last.text

    await marta.press("Donar de baixa")
    toast = await marta.press("Sí, donar de baixa")

    assert toast == "Rosa Guamán ja no hi participa."
    assert "Rosa Guamán" not in marta.last.text
    rosa = town.phone("rosa")
    stale = rosa.with_key("Asistiré") if any("Asistiré" in str(message.body) for message in rosa.messages) else None
    assert stale is None or await rosa.press("Asistiré", stale)
    await rosa.send("/menu")
    assert rosa.last.text == (
        "Hola, Rosa Guamán.\n\n"
        "Por ahora no participa en ninguna red. Con un enlace de invitación eso cambia al momento."
    )
    assert rosa.keys == [["⚙️ Ajustes"]]
    assert await town.database.read(lambda session: deeds(session, "removed")) == [1]


async def test_who_is_removed_is_told_once_and_buttons_say_why_they_do_nothing(town: Town) -> None:
    await town.move_to(datetime(2027, 5, 27, 12, tzinfo=UTC))
    rosa, marta = town.phone("rosa"), await opened(town)
    card = rosa.with_key("Asistiré")
    await rosa.send("/ajustes")
    await rosa.press("Ofrezco y necesito")
    await rosa.press("Qué ofrezco")
    await marta.press("Persones")
    await marta.press("3")

    await marta.press("Donar de baixa")
    assert marta.last.text.endswith(
        "Se li dirà en privat. El grup de Telegram no és del bot: per treure-la'n cal fer-ho allà, a mà."
    )
    await marta.press("Sí, donar de baixa")
    await town.wait(hours=20)

    assert rosa.last.text == (
        "Ya no participa en Microrred de Economía Local.\n\n"
        "Lo que compartió se queda con Riobamba, Ecuador.\n\n"
        "Si es un error, la coordinación puede enviar otra invitación. Sus datos: /misdatos"
    )
    assert len([text for text in rosa.inbox if text.startswith("Ya no participa")]) == 1
    toast = await rosa.press("Asistiré", card)
    assert toast == (
        "Ya no participa en Microrred de Economía Local. Con un enlace de invitación eso cambia al momento."
    )
    await rosa.press("Abrir el menú")
    assert rosa.keys == [["⚙️ Ajustes"]]


async def test_nobody_removes_themselves_from_the_desk(town: Town) -> None:
    marta = await opened(town)
    await marta.press("Persones")
    await marta.press("2")
    data = marta.last.buttons[-1][0]["callback_data"]
    assert not any("baixa" in key for row in marta.keys for key in row)

    membership_id = await town.database.read(lambda session: own_membership(session, marta))

    assert "Les meves dades" in str(await marta.press_data(f"kx:{membership_id}", marta.last))
    assert data.startswith("kp:")


async def test_button_replayed_by_somebody_else_does_nothing(town: Town) -> None:
    marta = await opened(town)
    await marta.press("Convidar")
    await marta.press("3")
    invitation = await latest(town)
    membership_id = await town.database.read(lambda session: own_membership(session, marta))
    laia = town.phone("laia")
    await laia.send("/menu")
    before = len(laia.messages)

    for data in (
        "ko",
        f"kn:{invitation.network_id}",
        f"ki:{invitation.network_id}:0",
        f"km:{invitation.network_id}:0:coordinator",
        f"kl:{invitation.network_id}:0",
        *(f"k{code}:{invitation.id}" for code in "vswry"),
        f"kp:{invitation.network_id}:0",
        *(f"k{code}:{membership_id}" for code in "qbx"),
    ):
        assert await laia.press_data(data, laia.last)

    assert len(laia.messages) == before
    assert (await latest(town)).revoked_at is None


async def test_who_becomes_coordinator_gets_the_commands_for_it(town: Town) -> None:
    rosa = town.phone("rosa")

    def become_coordinator(session: Session) -> None:
        person, network = person_by_telegram(session, rosa.user_id), network_by_slug(session, "movilidad-sostenible")
        assert person is not None
        assert network is not None
        do_join(session, person, network, None, Role.COORDINATOR, town.now)

    await town.database.run(become_coordinator)
    await town.settle()

    menus = [call.parameters for call in town.world.calls if call.method == "setMyCommands"]
    own = {_read(menu["scope"]).get("chat_id"): _read(menu["commands"]) for menu in menus if menu.get("scope")}
    assert "coordinar" in {command["command"] for command in own[rosa.user_id]}


async def opened(town: Town) -> Phone:
    """Marta's phone at the page of local economy."""
    marta = town.phone("marta")
    await marta.send("/coordinar")
    await marta.press("Microrred de Economía")
    return marta


async def latest(town: Town) -> Invitation:
    """The last invitation that was made."""
    return await town.database.read(lambda session: made_by_coordinators(session)[-1])


def made_by_coordinators(session: Session) -> list[Invitation]:
    found = sa.select(Invitation).where(Invitation.created_by.is_not(None)).order_by(Invitation.id)
    return list(session.scalars(found))


def deeds(session: Session, deed: str) -> list[int | None]:
    return list(session.scalars(sa.select(AuditEntry.person_id).where(AuditEntry.deed == deed)))


def own_membership(session: Session, phone: Phone) -> int:
    person = person_by_telegram(session, phone.user_id)
    network = network_by_slug(session, "economia-local")
    assert person is not None
    assert network is not None
    membership = membership_of(session, person.id, network.id)
    assert membership is not None
    return membership.id


async def make(town: Town, name: str, role: Role) -> None:
    """Gives somebody another role in the network of local economy."""

    def unit(session: Session) -> None:
        person = person_by_telegram(session, town.phone(name).user_id)
        network = network_by_slug(session, "economia-local")
        assert person is not None
        assert network is not None
        membership = membership_of(session, person.id, network.id)
        assert membership is not None
        membership.role = role

    await town.database.run(unit)


def refusal(phone: Phone) -> str:
    """What somebody reads for whom it is not."""
    return "Eso corresponde a otras personas de la red."


def _read(parameter: Any) -> Any:
    return json.loads(parameter) if isinstance(parameter, str) else parameter


async def test_no_earlier_sessions_are_said_in_the_gender_of_sessions(town: Town) -> None:
    lucia = town.phone("lucia")

    def make_coordinator(session: Session) -> None:
        person, network = person_by_telegram(session, lucia.user_id), network_by_slug(session, "movilidad-sostenible")
        assert person is not None
        assert network is not None
        membership = membership_of(session, person.id, network.id)
        assert membership is not None
        membership.role = Role.COORDINATOR

    await town.database.run(make_coordinator)
    await lucia.send("/coordenar")
    await lucia.press("Sessões")
    await lucia.press("Anteriores")

    assert lucia.last.text.endswith("\n\nNão há nenhuma.")
