"""From a consultation of forty members to networks that meet: two proposals, a move by hand, one confirmation."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.consultations import answers_in, do_import
from store.models import Invitation, Meeting, Network, NetworkCity
from store.people import person_by_telegram
from store.programme import city_by_slug, slugs_of_networks
from tests.flows.phones import Phone, Town

FORTY = Path(__file__).parents[1] / "data" / "consultation" / "cuarenta.csv"
TWO = ["economia-local", "movilidad-sostenible"]
NEW = ["clima", "cuidados", "datos-abiertos", "economia-local-2", "movilidad-sostenible-2", "vivienda"]


async def consulted(town: Town, phone: Phone) -> None:
    def unit(session: Session) -> None:
        do_import(session, "otono", answers_in(FORTY.read_bytes(), FORTY.name), now=town.now)
        person = person_by_telegram(session, phone.user_id)
        assert person is not None
        person.language = "es"

    await town.database.run(unit)


def data_of(phone: Phone, label: str) -> str:
    """What a key says, to be pressed once more when it is gone."""
    keys = (key for row in phone.last.buttons for key in row if key["text"] == label)
    return str(next(keys)["callback_data"])


async def leave_one_link(town: Town, slug: str) -> None:
    """The others are revoked: for a link that lets nobody in no letter is made, which would take its time."""

    def unit(session: Session) -> None:
        city = city_by_slug(session, slug)
        assert city is not None
        new = sa.select(Network.id).where(Network.slug.in_(NEW))
        its = sa.update(Invitation).where(Invitation.network_id.in_(new), Invitation.city_id != city.id)
        session.execute(its.values(revoked_at=town.now))

    await town.database.run(unit)


async def test_forty_members_become_networks_that_meet(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    await consulted(town, marta)
    await marta.send("/coordinar")
    await marta.press("🗳 Consulta")
    await marta.press("otono")
    await marta.press("🧩 Componer microrredes")
    await marta.press("➕ Nueva propuesta")
    assert marta.keys[:2] == [["≥ 4", "≥ 5", "✅ ≥ 6", "≥ 7"], ["≤ 6", "≤ 7", "✅ ≤ 8", "≤ 9"]]
    computation = data_of(marta, "🧮 Calcular")

    await marta.press("🧮 Calcular")
    assert marta.last.text.startswith("🧩 Propuesta 1 · otono\n\n902 puntos: con estas reglas no hay otra mejor.")
    assert "5. Movilidad sostenible · 8 ciudades" in marta.last.text
    assert marta.last.text.endswith("Ninguna queda fuera.")

    await marta.press("1")
    assert "\nBarcelona (ES): Su deseo n.º 1; su oferta (3) sirve a Campinas (BR)." in marta.last.text
    await marta.press("1")
    assert await marta.press("📌 Fijar aquí") == "Fijada. Vale cuando se vuelva a calcular la propuesta."
    await marta.press("↔️ Mover…")
    assert marta.last.text.split("\n")[2] == "1. Cuidados · cuesta 1 punto", "what costs least stands first"
    assert "5. Movilidad sostenible · cuesta 9 puntos\n⚠️ Movilidad sostenible: 9 ciudades, más de 8." in marta.last.text
    await marta.press("5")
    assert "1. Santiago (CL) · cuesta 11 puntos" in marta.last.text
    swap = data_of(marta, "1")
    assert await marta.press("1") == "Hecho: esta es la propuesta 2."
    assert "Cambiada a mano, desde la propuesta 1: 891 puntos." in marta.last.text
    second = marta.last
    assert await marta.press_data(swap, second) == "Hecho: esta es la propuesta 2.", "a second press makes no other"

    await marta.press("⚖️ Comparar")
    await marta.press("1")
    assert "En total: 902 → 891 (-11)" in marta.last.text
    assert "• Barcelona (ES): de Clima a Movilidad sostenible" in marta.last.text
    await marta.press("🧩 Abrir la 2")

    await marta.press("✅ Convocar…")
    assert "26 ciudades nuevas en el programa: Arequipa (PE), Asunción (PY), Bogotá (CO)" in marta.last.text
    assert "un nombre así: Microrred de Economía local y Microrred de Movilidad sostenible." in marta.last.text
    outdated = data_of(marta, "✅ Sí, crear todo")
    await marta.press("1")
    assert marta.keys == [
        ["📅 Semana 1, mié", "🕘 11:00"],
        ["🌐 Córdoba", "✏️ Cambiar el nombre"],
        ["◀️ Atrás", "Siguiente ▶️"],
    ]
    await marta.press("📅 Semana 1")
    await marta.press("Semana 2")
    assert "Sesiones: 14 de julio, 11 de agosto, 8 de septiembre, 13 de octubre" in marta.last.text
    assert "8 de diciembre, en Lima (PE)" in marta.last.text, "a holiday"
    await marta.press("◀️ Atrás")
    await marta.press("✏️ Cambiar el nombre")
    await marta.send("Clima <y> ciudades")
    assert marta.last.text.startswith("Clima <y> ciudades\nNombre corto: clima")
    await marta.press("◀️ Atrás")
    toast = await marta.press_data(outdated, marta.last)
    assert toast == "El plan ha cambiado desde entonces: así está ahora."
    assert await town.database.read(slugs_of_networks) == TWO, "nothing is made of what was not shown"

    confirmed = data_of(marta, "✅ Sí, crear todo")
    assert await marta.press("✅ Sí, crear todo") == "Hecho: las microrredes están creadas."
    await marta.press_data(confirmed, marta.last)
    assert await town.database.read(slugs_of_networks) == sorted(TWO + NEW)
    assert await town.database.read(made) == (6, 36, 40, 40)
    await marta.press("↩️ Deshacer todo")
    assert "Las 6 microrredes desaparecen" in marta.last.text
    await marta.press("◀️ Atrás")
    await leave_one_link(town, "riobamba")
    await marta.press("✉️ Enviar ya las cartas")
    letter = marta.last
    assert letter.body["document"]["file_name"] == "movilidad-sostenible-2-riobamba.pdf"
    assert letter.text.startswith("✉️ Microrred de Movilidad sostenible · Riobamba, Ecuador")
    assert letter.text in rosa.inbox, "whom we know in the city has it, too"
    await marta.press_data("zyv:1", letter)
    assert "Las cartas de convocatoria ya salieron." in marta.last.text
    assert not any("Deshacer" in key for row in marta.keys for key in row)

    await rosa.start(letter.text.rsplit("=", 1)[1])
    await rosa.press("✅")
    await rosa.send("/sesiones")
    assert "Movilidad sostenible, sesión 1\n" in rosa.last.text
    await marta.press_data(computation, letter)
    assert "🧩 Propuesta 1" in marta.last.text, "the same is not looked for twice"


def made(session: Session) -> tuple[int, int, int, int]:
    """Networks, their sessions, their cities, their invitations."""
    networks = list(session.scalars(sa.select(Network.id).where(Network.slug.in_(NEW))))

    def count(table: type[Meeting] | type[NetworkCity] | type[Invitation]) -> int:
        of = sa.select(sa.func.count()).select_from(table).where(table.network_id.in_(networks))
        return session.scalar(of) or 0

    return len(networks), count(Meeting), count(NetworkCity), count(Invitation)
