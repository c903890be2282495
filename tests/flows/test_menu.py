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
