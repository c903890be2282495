from tests.flows.phones import Town


async def test_start_of_a_member_shows_the_hub(town: Town) -> None:
    rosa = town.phone("rosa")

    await rosa.start()

    assert "Microrred de Economía Local" in rosa.last.text


async def test_stranger_is_told_that_an_invitation_is_needed(town: Town) -> None:
    nobody = town.stranger()

    await nobody.send("hola")

    assert len(nobody.inbox) == 1


async def test_button_that_was_never_issued_gets_a_sentence(town: Town) -> None:
    rosa = town.phone("rosa")

    toast = await rosa.press_data("zz:1:2", rosa.last)

    assert toast


async def test_help_names_the_commands_of_the_coordination_to_it_alone(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")

    await marta.send("/ajuda")
    await rosa.send("/ayuda")

    for command in ("/coordinar ·", "/anunci ·", "/connectar ·"):
        assert command in marta.last.text
    for command in ("/menu ·", "/red ·"):
        assert command in rosa.last.text
    assert "Para lo demás está la coordinación: /red dice quién es." in rosa.last.text
    assert "/coordinar" not in rosa.last.text
    assert "/anuncio" not in rosa.last.text


async def test_hub_asks_what_to_do_and_leads_back_into_what_was_begun(town: Town) -> None:
    rosa, joao, marta = town.phone("rosa"), town.phone("joao"), town.phone("marta")
    for phone in (rosa, joao, marta):
        await phone.press_data("tn", phone.last)  # the question for the name
        await phone.send("/menu")

    greetings = [phone.last.text.split("\n")[0] for phone in (rosa, joao, marta)]
    assert greetings == [
        "Hola, Rosa Guamán. ¿Qué desea hacer hoy?",
        "Olá, João Batista. O que deseja fazer hoje?",
        "Hola, Marta Vila. Què voleu fer avui?",
    ]
    begun = [phone.keys[0] for phone in (rosa, joao, marta)]
    assert begun == [["▶️ Seguir con mi nombre"], ["▶️ Continuar com meu nome"], ["▶️ Continuar amb el meu nom"]]


async def test_own_experiences_are_feminine_in_portuguese(town: Town) -> None:
    joao = town.phone("joao")

    await joao.send("/menu")
    await joao.press("Experiências")

    assert "Minhas" in [key for row in joao.keys for key in row]
