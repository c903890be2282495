"""Coming in: from the link to the first session."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.invitations import do_create_invitation, do_revoke_invitation
from store.invitations import invitation_by_token
from store.memberships import membership_of
from store.models import Chat, Draft, Invitation, Membership, Person, Role
from store.people import person_by_telegram
from store.programme import city_by_slug, network_by_slug
from tests.flows.phones import Phone, Town

MOBILITY = "movilidad-sostenible"
ECONOMY = "economia-local"


async def invite(
    town: Town, network: str = MOBILITY, city: str | None = "quito", role: Role = Role.DELEGATE, uses: int = 1
) -> str:
    def unit(session: Session) -> str:
        found = network_by_slug(session, network)
        assert found is not None
        place = city_by_slug(session, city) if city else None
        return do_create_invitation(session, found, place, role, now=town.now, uses=uses).token

    return await town.database.run(unit)


async def person_of(town: Town, phone: Phone) -> Person | None:
    return await town.database.read(lambda session: person_by_telegram(session, phone.user_id))


async def membership(town: Town, phone: Phone, network: str = MOBILITY) -> Membership | None:
    def unit(session: Session) -> Membership | None:
        person, found = person_by_telegram(session, phone.user_id), network_by_slug(session, network)
        assert found is not None
        return None if person is None else membership_of(session, person.id, found.id)

    return await town.database.read(unit)


async def uses_of(town: Town, token: str) -> int:
    def unit(session: Session) -> int:
        found = invitation_by_token(session, token)
        assert found is not None
        return found.used

    return await town.database.read(unit)


async def counted(town: Town, *tables: type) -> list[int]:
    def unit(session: Session) -> list[int]:
        return [session.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in tables]

    return await town.database.read(unit)


async def test_consent_is_dated_when_it_is_given(town: Town) -> None:
    ines, token = town.phone("ines"), await invite(town)
    await ines.start(token)
    await ines.press("De acuerdo")
    agreed = town.now
    await town.wait(hours=5)

    await ines.press("Usar «Inés Quiroga»")
    await ines.press("Omitir")
    await ines.press("Sí, es correcto")

    person = await person_of(town, ines)
    assert person is not None
    assert (person.consented_at <= agreed, person.name) == (True, "Inés Quiroga")


async def test_stranger_is_told_what_this_is_and_what_is_needed(town: Town) -> None:
    spanish, brazilian = town.stranger(), town.stranger(5002, "Ninguém", "pt-br")

    await spanish.start()
    await brazilian.send("Olá")

    assert spanish.last.text.split("\n\n") == [
        "👋 Microrredes: ciudades que trabajan en un mismo ámbito comparten aquí desafíos, experiencias y soluciones, "
        "y se reúnen una vez al mes.",
        "Para participar hace falta el enlace de invitación de la coordinación de una red. Si ya lo tiene, basta con "
        "abrirlo; si la invitación está más arriba, falta pulsar «De acuerdo, seguir».",
    ]
    assert brazilian.last.text.startswith("👋 Microrredes: cidades que trabalham na mesma área")


async def test_words_instead_of_a_press_bring_the_invitation_again(town: Town) -> None:
    ines, token = town.phone("ines"), await invite(town)
    await ines.start(token)
    invited, keys = ines.last.text, ines.last.buttons
    await ines.press("Português")

    await ines.send("Sim, concordo")
    assert ines.last.text.endswith("Por favor, escolha com um dos botões.")
    await ines.press("Español", ines.last)
    await ines.send("Sí, de acuerdo")
    assert ines.last.text == f"{invited}\n\nPor favor, elija con uno de los botones."
    assert ines.last.buttons == keys
    assert await person_of(town, ines) is None

    await ines.press("De acuerdo")
    assert await person_of(town, ines) is not None


async def test_words_after_an_invitation_was_declined_or_withdrawn_do_not_bring_it_again(town: Town) -> None:
    ines, token = town.phone("ines"), await invite(town)
    await ines.start(token)
    await ines.press("No quiero participar")
    await ines.send("Hola")
    assert "Para participar hace falta" in ines.last.text

    await ines.start(token)

    def withdraw(session: Session) -> None:
        found = invitation_by_token(session, token)
        assert found is not None
        do_revoke_invitation(session, found, now=town.now)

    await town.database.run(withdraw)
    await ines.send("Sí, de acuerdo")
    assert "Esta invitación se retiró" in ines.last.text


async def test_registration_needs_five_presses_and_no_typing(town: Town) -> None:
    ines = town.phone("ines")
    token = await invite(town)

    await ines.start(token)
    assert "Quito, Ecuador" in ines.last.text
    assert "Microrred de Movilidad Sostenible" in ines.last.text
    await ines.press("De acuerdo")
    await ines.press("Usar «Inés Quiroga»")
    await ines.press("Omitir")
    assert "¿Ahora son las 08:00" in ines.last.text
    await ines.press("Sí, es correcto")

    joined, person = await membership(town, ines), await person_of(town, ines)
    assert joined is not None
    assert person is not None
    assert (joined.role, person.name, person.post) == (Role.DELEGATE, "Inés Quiroga", "")
    assert (person.language, person.country, person.zone) == ("es", "EC", "America/Guayaquil")
    assert await uses_of(town, token) == 1
    assert "¿En qué puede ayudar" in ines.last.text


async def test_offers_and_needs_close_the_registration_with_the_next_session(town: Town) -> None:
    ines = await registered(town)

    await ines.send("- ferias, mercados\n2. huertas")
    await ines.send("medir el empleo; compra pública")

    assert "• ferias, mercados\n• huertas" in ines.last.text
    assert "• medir el empleo\n• compra pública" in ines.last.text
    assert "Próxima sesión" in ines.last.text
    assert "Quito" in ines.last.text
    await ines.press("Ver la sesión")
    await ines.press("Menú")
    assert "Inés Quiroga" in ines.last.text


async def test_four_things_are_too_many(town: Town) -> None:
    ines = await registered(town)

    await ines.send("a1, b2, c3, d4")
    assert "4" in ines.last.text
    await ines.send("a1, b2, c3")

    assert "necesita de otras ciudades" in ines.last.text


async def test_half_registered_is_shown_the_one_way_on(town: Town) -> None:
    ana = town.stranger(name="Ana")
    await ana.start(await invite(town))
    await ana.press("De acuerdo, seguir")
    question, keys = ana.last.text, ana.keys

    await ana.send("😀")
    assert ana.last.text.endswith(question)
    assert ana.keys == keys
    await ana.send("/menu")

    assert ana.last.text == "Hola, Ana. El registro está sin terminar."
    assert ana.keys == [["▶️ Terminar el registro"], ["❔ Ayuda"]]
    await ana.press("Ayuda")
    assert "Cómo funciona" in ana.last.text
    await ana.send("/desafio")
    assert ana.last.text.startswith("Antes hay que terminar el registro")
    await ana.send("/menu")
    await ana.press("Terminar")
    assert ana.last.text == question


async def test_nothing_is_stored_before_consent(town: Town) -> None:
    ines = town.phone("ines")
    before = await counted(town, Person, Draft, Chat, Membership)

    await ines.start(await invite(town))
    await ines.press("Português")
    assert "Boas-vindas" in ines.last.text
    await ines.press("English")
    await ines.press("I do not want to take part")

    assert "nothing about you has been stored" in ines.last.text
    assert await counted(town, Person, Draft, Chat, Membership) == before
    await ines.press("Back")
    assert "Welcome" in ines.last.text


async def test_language_chosen_before_consent_is_kept(town: Town) -> None:
    ines = town.phone("ines")

    await ines.start(await invite(town))
    await ines.press("Català")
    await ines.press("D’acord")

    assert "Quin és el vostre nom" in ines.last.text
    person = await person_of(town, ines)
    assert person is not None
    assert person.language == "ca"


async def test_welcome_speaks_the_language_of_the_phone(town: Town) -> None:
    token = await invite(town)
    greetings = {"pt-br": "Boas-vindas", "ca": "benvinguda", "en": "Welcome", "fr": "bienvenida", None: "bienvenida"}

    for number, (code, greeting) in enumerate(greetings.items()):
        somebody = town.stranger(6000 + number, language_code=code)
        await somebody.start(token)
        assert greeting in somebody.last.text


async def test_consent_pressed_twice_asks_the_same_question(town: Town) -> None:
    ines = town.phone("ines")
    await ines.start(await invite(town))
    welcome = ines.last
    data = welcome.buttons[0][0]["callback_data"]

    await ines.press_data(data, welcome)
    await ines.press_data(data, welcome)

    assert "¿Cuál es su nombre?" in ines.last.text
    assert (await counted(town, Draft)) == [1]


async def test_last_press_pressed_twice_joins_once(town: Town) -> None:
    ines = town.phone("ines")
    token = await invite(town, uses=5)
    await up_to_the_hour(ines, token)
    message = ines.last
    data = message.buttons[0][0]["callback_data"]

    await ines.press_data(data, message)
    toast = await ines.press_data(data, message)

    assert toast
    assert await uses_of(town, token) == 1


async def test_made_up_token(town: Town) -> None:
    somebody = town.stranger()

    await somebody.start("x" * 32)

    assert "no lleva a ninguna red" in somebody.last.text


async def test_token_that_is_no_token_at_all(town: Town) -> None:
    somebody = town.stranger()

    await somebody.start("--'; DROP TABLE person; <b>" + "ñ" * 200)

    assert "no lleva a ninguna red" in somebody.last.text


async def test_expired_token(town: Town) -> None:
    somebody, token = town.stranger(), await invite(town)
    await town.wait(days=31)

    await somebody.start(token)

    assert "ha caducado" in somebody.last.text


async def test_revoked_token(town: Town) -> None:
    somebody, token = town.stranger(), await invite(town)

    def unit(session: Session) -> None:
        found = session.scalar(sa.select(Invitation).where(Invitation.token == token))
        assert found is not None
        do_revoke_invitation(session, found, now=town.now)

    await town.database.run(unit)

    await somebody.start(token)

    assert "se retiró" in somebody.last.text


async def test_used_up_token(town: Town) -> None:
    token = await invite(town)
    await registered(town, token)
    somebody = town.stranger()

    await somebody.start(token)

    assert "ya la usaron" in somebody.last.text


async def test_of_two_people_with_one_use_one_is_told(town: Town) -> None:
    first, second, token = town.phone("ines"), town.stranger(name="Otra"), await invite(town)
    for phone in (first, second):
        await up_to_the_hour(phone, token)

    await first.press("Sí, es correcto")
    toast = await second.press("Sí, es correcto")

    assert await membership(town, first) is not None
    assert await membership(town, second) is None
    assert toast
    assert "ya la usaron" in toast
    another = await invite(town)
    await second.start(another)
    await second.press("De acuerdo")
    await second.press("Sí, es correcto")
    assert await membership(town, second) is not None


async def test_invitation_that_expires_in_the_middle_is_said(town: Town) -> None:
    ines, token = town.phone("ines"), await invite(town)
    await up_to_the_hour(ines, token)
    await town.wait(days=31)

    toast = await ines.press("Sí, es correcto")

    assert toast
    assert "ha caducado" in toast


async def test_coming_back_goes_on_where_it_was(town: Town) -> None:
    ines, token = town.phone("ines"), await invite(town)
    await ines.start(token)
    await ines.press("De acuerdo")
    await ines.send("Inés")

    await ines.start()
    assert "cargo" in ines.last.text
    await ines.start(token)
    assert "cargo" in ines.last.text
    await ines.send("Movilidad")

    assert "08:00" in ines.last.text


async def test_cancelling_in_the_middle_erases(town: Town) -> None:
    ines, before = town.phone("ines"), await counted(town, Person, Draft, Chat)
    await ines.start(await invite(town))
    await ines.press("De acuerdo")
    await ines.send("Inés")

    await ines.send("/cancelar")

    assert "se ha borrado" in ines.last.text
    assert await counted(town, Person, Draft, Chat) == before
    await ines.send("hola")
    assert "invitación" in ines.last.text


async def test_opening_the_link_again_says_that_one_is_in(town: Town) -> None:
    token = await invite(town)
    ines = await registered(town, token)
    await ines.press("Omitir")
    await ines.press("Omitir")

    await ines.start(token)

    assert "Ya es parte" in ines.last.text


async def test_second_network_asks_neither_name_nor_hour(town: Town) -> None:
    laia = town.phone("laia")

    await laia.start(await invite(town, ECONOMY, "panama"))
    assert "Panamà, Panamà" in laia.last.text or "Panamá, Panamà" in laia.last.text
    await laia.press("D’acord")

    joined = await membership(town, laia, ECONOMY)
    assert joined is not None
    assert "ajudar altres ciutats" in laia.last.text
    person = await person_of(town, laia)
    assert person is not None
    assert person.zone == "Europe/Madrid"


async def test_whoever_takes_part_and_declines_an_invitation_is_not_told_that_nothing_is_stored(town: Town) -> None:
    laia, token = town.phone("laia"), await invite(town, ECONOMY, "panama")
    await laia.start(token)
    left = laia.last
    await laia.start(token)
    await laia.press("No hi vull participar")
    assert laia.last.text == "D’acord: no ha canviat res. Per tornar, n’hi ha prou d’obrir l’enllaç un altre cop."
    assert await membership(town, laia, ECONOMY) is None

    await laia.press("Enrere")
    await laia.press("D’acord")
    await laia.press("No hi vull participar", left)

    assert left.text.startswith("Ja formeu part")
    assert await membership(town, laia, ECONOMY) is not None


async def test_hour_that_is_not_right_offers_the_countrys_then_all(town: Town) -> None:
    ines, token = town.phone("ines"), await invite(town)
    await up_to_the_hour(ines, token)

    await ines.press("otra hora")
    assert ines.keys[0] == ["07:00 Galápagos"]
    await ines.press("Otra hora")
    await ines.press("15:00 Madrid")

    person = await person_of(town, ines)
    assert person is not None
    assert person.zone == "Europe/Madrid"
    assert await membership(town, ines) is not None


async def test_facilitator_without_a_city_confirms_the_networks_hour(town: Town) -> None:
    somebody = town.stranger()
    await up_to_the_hour(somebody, await invite(town, city=None, role=Role.FACILITATOR))

    assert "¿Ahora son las" in somebody.last.text
    await somebody.press("otra hora")
    await somebody.press("Buenos Aires")

    joined = await membership(town, somebody)
    assert joined is not None
    assert (joined.role, joined.city_id) == (Role.FACILITATOR, None)


async def test_coordinators_menu_of_commands_has_their_desk(town: Town) -> None:
    somebody = town.stranger()
    await up_to_the_hour(somebody, await invite(town, city=None, role=Role.COORDINATOR))

    await somebody.press("Sí, es correcto")

    calls = [call.decoded for call in town.world.calls if call.method == "setMyCommands"]
    assert calls[-1]["scope"] == {"type": "chat", "chat_id": somebody.user_id}
    assert "coordinar" in [command["command"] for command in calls[-1]["commands"]]


async def test_strange_names_are_kept_and_shown_as_they_are(town: Town) -> None:
    ines = town.phone("ines")
    await ines.start(await invite(town))
    await ines.press("De acuerdo")

    for unreadable in ("x" * 500, "\u200b\u200e", "\u202e\u202c"):
        await ines.send(unreadable)
    await ines.send_file("sticker")
    await ines.send("<b>Inés</b>\n& {name} \u202e👩‍👧")
    await ines.send("</b> {0} %s\n\nCo.")
    await ines.press("Sí, es correcto")

    person = await person_of(town, ines)
    assert person is not None
    assert (person.name, person.post) == ("<b>Inés</b> & {name} 👩‍👧", "</b> {0} %s Co.")
    await ines.press("Omitir")
    await ines.press("Omitir")
    assert "<b>Inés</b> & {name} 👩‍👧" in ines.last.text


async def test_button_of_another_persons_form_does_nothing(town: Town) -> None:
    ines, other = town.phone("ines"), town.phone("bruno")
    await up_to_the_hour(ines, await invite(town))
    data = ines.last.buttons[0][0]["callback_data"]
    await other.start(await invite(town, ECONOMY, "sao-paulo"))
    await other.press("Concordo")

    toast = await other.press_data(data, other.last)

    assert toast
    assert await membership(town, ines) is None
    assert await membership(town, other) is None


async def test_forged_clock_is_refused(town: Town) -> None:
    ines = town.phone("ines")
    await up_to_the_hour(ines, await invite(town))
    await ines.press("otra hora")
    data = ines.last.buttons[0][0]["callback_data"]

    toast = await ines.press_data(data.replace("Pacific/Galapagos", "../../etc/passwd"), ines.last)

    assert toast
    assert await membership(town, ines) is None


async def test_forged_consent_needs_a_valid_token(town: Town) -> None:
    somebody = town.stranger()
    await somebody.start("nada")

    toast = await somebody.press_data("ra:" + "y" * 32 + ":es", somebody.last)

    assert toast
    assert await person_of(town, somebody) is None


async def test_somebody_who_left_comes_back_with_a_new_link(town: Town) -> None:
    rosa = town.phone("rosa")
    await rosa.send("/misdatos")
    await rosa.press("Salir de una red")
    await rosa.press("Economía Local")
    await rosa.press("Sí, salir")
    assert await membership(town, rosa, ECONOMY) is None

    await rosa.start(await invite(town, ECONOMY, "riobamba"))
    await rosa.press("De acuerdo")

    assert await membership(town, rosa, ECONOMY) is not None


async def registered(town: Town, token: str = "") -> Phone:
    ines = town.phone("ines")
    await up_to_the_hour(ines, token or await invite(town))
    await ines.press("Sí, es correcto")
    return ines


async def up_to_the_hour(phone: Phone, token: str) -> None:
    await phone.start(token)
    await phone.press("De acuerdo")
    await phone.send("Inés Quiroga")
    await phone.send("Secretaría de Movilidad")
