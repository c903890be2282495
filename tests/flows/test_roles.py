"""Links for another role: new coordinators know that they are, members are asked before anything changes."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.helps import helps_of
from store.memberships import membership_of
from store.models import AuditEntry, HelpKind, Invitation, Membership, Role
from store.people import person_by_telegram
from store.programme import network_by_slug
from tests.flows.phones import Phone, Town

NETWORK = "Microrred de Movilidad Sostenible"


async def link(town: Town, key: str, network: str = "Movilidad") -> str:
    """The token of a link that Marta has just made."""
    marta = town.phone("marta")
    await marta.send("/coordinar")
    await marta.press(network)
    await marta.press("Convidar")
    await marta.press(key)
    return await town.database.read(
        lambda session: session.scalars(sa.select(Invitation).order_by(Invitation.id.desc())).first().token  # type: ignore[union-attr]
    )


async def guest_link(town: Town) -> str:
    """The same to the next session, which asks who it is for."""
    marta = town.phone("marta")
    await marta.send("/coordinar")
    await marta.press("Microrred de Movilidad")
    await marta.press("Convidar")
    await marta.press("Persona convidada")
    await marta.send("Ana")
    await marta.press("Ometre")
    return await town.database.read(
        lambda session: session.scalars(sa.select(Invitation).order_by(Invitation.id.desc())).first().token  # type: ignore[union-attr]
    )


async def membership(town: Town, phone: Phone, slug: str = "movilidad-sostenible") -> tuple[Membership, list[str]]:
    """The membership, and what the person offers."""

    def unit(session: Session) -> tuple[Membership, list[str]]:
        person, network = person_by_telegram(session, phone.user_id), network_by_slug(session, slug)
        assert person is not None
        assert network is not None
        found = membership_of(session, person.id, network.id)
        assert found is not None
        return found, list(helps_of(session, found.id, HelpKind.OFFER))

    return await town.database.read(unit)


async def changes(town: Town) -> list[dict[str, Any]]:
    found = sa.select(AuditEntry.details).where(AuditEntry.deed == "role_changed")
    return await town.database.read(lambda session: list(session.scalars(found)))


async def test_member_is_asked_before_a_link_changes_the_role(town: Town) -> None:
    laia, token = town.phone("laia"), await link(town, "Facilitació")
    before, offers = await membership(town, laia)

    await laia.start(token)

    assert laia.last.text == (
        f"Ja participeu a {NETWORK}: delegació de Zaragoza, Espanya. Aquest enllaç és per a facilitació.\n\n"
        "Deixaríeu de participar-hi per Zaragoza, Espanya.\n\n"
        "El que oferiu i necessiteu queda igual; el que heu compartit queda amb la seva ciutat. Voleu canviar?"
    )
    await laia.press("Continuar com fins ara")
    assert (await membership(town, laia))[0].role is Role.DELEGATE
    await laia.start(token)
    await laia.press("Sí, canviar")

    after, kept = await membership(town, laia)
    assert laia.last.text == f"✅ Fet. A {NETWORK}, des d'ara: facilitació."
    assert (after.role, after.city_id, kept) == (Role.FACILITATOR, None, offers)
    assert offers
    assert await changes(town) == [
        {"from": "delegate", "to": "facilitator", "from_city_id": before.city_id, "to_city_id": None}
    ]
    await laia.start(token)
    assert "Ja formeu part" in laia.last.text


async def test_member_who_becomes_coordinator_gets_the_desk(town: Town) -> None:
    diego, token = town.phone("diego"), await link(town, "🧭 Coordinació")

    await diego.start(token)
    assert "Coordinaría la red: invitar, convocar y anunciar." in diego.last.text
    await diego.press("Sí, cambiar")

    assert diego.last.text == f"🎉 Todo listo. Desde ahora coordina {NETWORK}: invitar, convocar y anunciar."
    await diego.press("Coordinar")
    assert diego.last.text.startswith(f"🧭 {NETWORK}")


async def test_newcomer_to_the_coordination_is_told_so_and_asked_no_more(town: Town) -> None:
    rosa, token = town.phone("rosa"), await link(town, "🧭 Coordinació")

    await rosa.start(token)
    assert rosa.last.text.startswith(f"👋 Le damos la bienvenida a la coordinación de {NETWORK}.")
    await rosa.press("De acuerdo")

    assert rosa.last.text == f"🎉 Todo listo. Desde ahora coordina {NETWORK}: invitar, convocar y anunciar."
    assert rosa.keys == [["🧭 Coordinar", "Abrir el menú"]]


async def test_link_that_is_spent_or_for_guests_changes_nobody(town: Town) -> None:
    diego, laia = town.phone("diego"), town.phone("laia")
    guest = await guest_link(town)
    token = await link(town, "Facilitació")
    await diego.start(token)
    question = diego.last
    await laia.start(token)
    await laia.press("Sí, canviar")

    toast = await diego.press("Sí, cambiar", question)
    await diego.start(guest)

    assert toast
    assert "Ya es parte de esta red" in diego.last.text
    assert (await membership(town, diego))[0].role is Role.DELEGATE
    assert len(await changes(town)) == 1


async def test_last_coordinator_does_not_leave_the_network_alone(town: Town) -> None:
    marta, token = town.phone("marta"), await link(town, "Facilitació")

    await marta.start(token)
    assert "Deixaríeu de coordinar la xarxa." in marta.last.text
    toast = await marta.press("Sí, canviar")

    assert toast == "Ningú més coordina aquesta xarxa: abans cal convidar algú per fer-ho."
    assert (await membership(town, marta))[0].role is Role.COORDINATOR


async def test_only_facilitator_is_told_what_is_given_up_and_who_invited_that_it_was(town: Town) -> None:
    lucia, token = town.phone("lucia"), await link(town, "🧭 Coordinació")
    marta = town.phone("marta")

    await lucia.start(token)
    asked = lucia.last.text
    await lucia.press(lucia.keys[0][0])

    assert asked == (
        f"Você já participa da {NETWORK}: facilitação. Este link é para coordenação.\n\n"
        "Você coordenaria a rede: convidar, convocar e avisar.\n\n"
        "Você deixaria de facilitar a rede.\n\n"
        "Ninguém mais a facilita.\n\n"
        "O que você oferece e precisa fica igual, e o que compartilhou também. Mudar?"
    )
    assert marta.last.text == (
        f"🔁 Lúcia Ramos ha fet servir un enllaç de {NETWORK}. Fins ara: facilitació. Des d’ara: coordinació.\n\n"
        "⚠️ Ara ningú facilita aquesta xarxa."
    )


async def test_who_invited_is_told_that_a_link_has_changed_a_role(town: Town) -> None:
    laia, token = town.phone("laia"), await link(town, "Facilitació")

    await laia.start(token)
    await laia.press("Sí, canviar")

    assert town.phone("marta").last.text == (
        f"🔁 Laia Ferrer ha fet servir un enllaç de {NETWORK}. "
        "Fins ara: delegació de Zaragoza, Espanya. Des d’ara: facilitació."
    )
