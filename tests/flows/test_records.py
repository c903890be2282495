"""Two days after a session its record is approved, goes to everybody, and becomes a note for superiors."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import KeptFile, Meeting, Network, Offer, Person, Presence, Section, Takeaway
from store.programme import city_by_slug
from tests.flows.phones import Phone, Town
from texts.presses import Press
from texts.records.presses import (
    DraftFileAsked,
    PublicationAsked,
    RecordDeskOpened,
    RecordFileAsked,
    RecordOpened,
    RecordPublished,
    SectionBegun,
    SectionCollected,
    SectionLeftOut,
    SectionOpened,
)

BEFORE = datetime(2027, 6, 18, 14, tzinfo=UTC)  # an hour before the first session of Movilidad Sostenible
AFTER = datetime(2027, 6, 18, 17, tzinfo=UTC)  # half an hour after it; a Friday, eleven in Mérida
DRAFTED = datetime(2027, 6, 21, 12, tzinfo=UTC)  # the Monday after, nine in São Paulo, where the facilitator is
NOTED = datetime(2027, 6, 22, 16, tzinfo=UTC)  # the next day, ten in Mérida
MOBILITY = "movilidad-sostenible"
FIRST_SESSION = sa.select(Meeting).join(Network).where(Network.slug == MOBILITY, Meeting.number == 1)
COMMITMENT = "Medir las plazas de <carga>"
DECISIONS = "Publicar o guia #1 de zonas de carga\nReunir em julho *com* Quito & <b>"
CHANGED = "A ata mudou nesse meio-tempo. Agora está assim."
WHOLE_DRAFT = """📝 Ata da sessão 1 · Movilidad sostenible
sex., 18 de junho, 12:00 horário de São Paulo (17:00 horário de Madri)

📝 Rascunho com o que foi recolhido: só quem prepara a sessão o vê.

1. 👥 Cidades presentes: 2 de 7 (de 5 não se sabe): Medellín (CO) e Mérida (MX)
3. 🎁 Ofertas entre cidades: Medellín (CO) a Mérida (MX): El pliego de las zonas
5. 🤝 Compromissos: Mérida (MX): Medir las plazas de <carga>
7. 📅 Próxima sessão: Sessão 2: sex., 16 de julho, 12:00 horário de São Paulo (17:00…

Nada ainda: 2 Casos · 4 O que cada cidade leva · 6 Decisões · 8 Gravação

Um número mostra uma seção: ela pode ser escrita à mão ou ficar de fora."""
IN_SHORT = """📝 Acta de la sesión 1 · Movilidad sostenible
vie 18 de junio, 09:00 Mérida (17:00 hora de Madrid)

👥 Estuvieron 2 de 7 ciudades (de 5 no se sabe): Medellín (CO) y Mérida (MX)
🎁 1 oferta entre ciudades
🤝 1 compromiso
☑️ Decisiones (en portugués)
• Publicar o guia #1 de zonas de carga
• Reunir em julho *com* Quito & <b>
📅 Próxima sesión: vie 16 de julio, 09:00 Mérida (17:00 hora de Madrid)"""
NOTE = """📄 Nota para la dirección: sesión 1

Microrred de Movilidad Sostenible es un espacio de trabajo de 7 ciudades y entidades que intercambian, de igual a \
igual, lo que hacen y aprenden, en sesiones mensuales en línea.

Sesión 1, vie 18 de junio de 2027, 09:00 Mérida. Mérida, México participó.

• Medellín (CO) nos ofrece: El pliego de las zonas
• Nos comprometemos a: Medir las plazas de <carga>

Próxima sesión: vie 16 de julio, 09:00 Mérida (17:00 hora de Madrid)"""


async def first_session(town: Town) -> int:
    return await town.database.read(lambda session: session.scalars(FIRST_SESSION).one().id)


def collect(session: Session) -> None:
    """Two cities were there, and one offers the other something."""
    meeting = session.scalars(FIRST_SESSION).one()
    diego = session.scalars(sa.select(Person).where(Person.telegram_id == 1007)).one()
    medellin, merida = city_by_slug(session, "medellin"), city_by_slug(session, "merida-mx")
    assert medellin is not None
    assert merida is not None
    for city in (medellin, merida):
        session.add(Presence(meeting_id=meeting.id, city_id=city.id, was_there=True, told_at=AFTER))
    session.add(
        Offer(
            meeting_id=meeting.id,
            city_id=medellin.id,
            for_city_id=merida.id,
            person_id=diego.id,
            text="El pliego de las zonas",
            language="es",
            offered_at=AFTER,
        )
    )


def write_late(session: Session) -> None:
    """A city still says something, while somebody reads what is about to be published."""
    meeting = session.scalars(FIRST_SESSION).one()
    diego = session.scalars(sa.select(Person).where(Person.telegram_id == 1007)).one()
    medellin = city_by_slug(session, "medellin")
    assert medellin is not None
    session.add(
        Takeaway(
            meeting_id=meeting.id,
            city_id=medellin.id,
            person_id=diego.id,
            text="Empezar por una calle",
            language="es",
            written_at=DRAFTED,
        )
    )


def write_later(session: Session) -> None:
    """After it was published."""
    session.scalars(sa.select(Takeaway)).one().text = "Empezar por dos calles"


def close(session: Session) -> None:
    session.scalars(sa.select(Network).where(Network.slug == MOBILITY)).one().closed_at = AFTER


async def commit(phone: Phone) -> None:
    await phone.send("/compromisos")
    await phone.press("🤝")
    await phone.send(COMMITMENT)


def pdf_of(town: Town, message_id: int) -> list[str]:
    """What was posted with a document: "upload" or the id that it was known by."""
    return [
        "id"
        if isinstance(call.parameters["document"], str) and "attach" not in call.parameters["document"]
        else "upload"
        for call in town.world.calls
        if call.method == "sendDocument" and call.parameters.get("chat_id") in (message_id, str(message_id))
    ]


@pytest.mark.begins(AFTER)
async def test_record_is_approved_read_corrected_and_becomes_a_note(town: Town) -> None:
    tere, lucia, diego, marta = (town.phone(name) for name in ("tere", "lucia", "diego", "marta"))
    await town.database.run(collect)
    await commit(tere)
    before = len(marta.inbox)

    # The draft comes to the facilitator, on the working day after, in her morning; to nobody else.
    await town.move_to(DRAFTED)
    assert lucia.last.text == WHOLE_DRAFT
    assert lucia.keys == [
        ["1", "2", "3", "4"],
        ["5", "6", "7", "8"],
        ["☑️ Decisões", "📄 PDF para mim"],
        ["📣 Publicar"],
        ["◀️ Sessão"],
    ]
    assert not any("Acta" in text for text in [*tere.inbox, *marta.inbox[before:]])

    await marta.send("/coordinar")
    assert "📝 Microrred de Movilidad Sostenible: falta publicar l’acta de la sessió 1." in marta.last.text
    assert "✏️ Acta 1: Movilidad sostenible" in str(marta.keys)

    # Decisions in one message, one section left out, a look at the paper.
    await lucia.press("☑️ Decisões")
    await lucia.send(DECISIONS)
    assert "6. ✏️ Decisões: Publicar o guia #1 de zonas de carga · Reunir em julho" in lucia.last.text
    await lucia.press("7")
    await lucia.press("🚫 Deixar de fora")
    assert lucia.keys[0] == ["✏️ Escrever", "✅ Incluir"]
    await lucia.press("✅ Incluir")
    await lucia.press("◀️ Ata")
    toast = await lucia.press("📄 PDF para mim")
    assert toast == "Um momento: o PDF está sendo preparado e chega aqui embaixo."
    assert (lucia.last.media_kind, lucia.last.text) == ("document", "📄 Ata da sessão 1 · Movilidad sostenible")
    assert await lucia.press("📄 PDF para mim") == "O PDF chega aqui embaixo.", "the same is not made twice"
    assert pdf_of(town, lucia.user_id) == ["upload", "id"]

    # One confirmation; everybody reads it in their language, the group too.
    await lucia.press("📣 Publicar")
    assert lucia.with_key("📣 Sim, publicar").text.endswith(
        "📣 Publicar assim?\nVai para 4 pessoas e 1 grupo.\n"
        "⚠️ Falta anotar quem esteve: Consejo Estratégico de Santiago (DO), Córdoba (AR), Quito (EC) e mais 2."
    )
    await town.database.run(write_late)
    assert await lucia.press("📣 Sim, publicar") == CHANGED, "a city has said something else since it was shown"
    assert not any("Acta de la sesión" in text for text in tere.inbox)
    yes = lucia.with_key("📣 Sim, publicar")
    old = yes.buttons[0][0]["callback_data"]
    assert await lucia.press("📣 Sim, publicar") == "Publicada. Vai para 4 pessoas e 1 grupo."
    assert await lucia.press_data(old, yes) is None, "a repeated press is harmless"
    assert "✅ Publicada, versão 1: a rede a lê." in lucia.with_key("☑️").text
    await town.wait(hours=3)
    assert tere.last.text == IN_SHORT
    assert tere.keys == [["📄 Acta (PDF)", "📖 Leerla entera"]]
    assert len([text for text in tere.inbox if "Acta de la sesión" in text]) == 1
    group = town.group(MOBILITY)[-1]
    assert "• Publicar o guia #1 de zonas de carga" in group.text
    assert [[key["text"] for key in row] for row in group.buttons] == [["📖 Leer el acta"]]
    await tere.press("📖 Leerla entera")
    assert "2 de 7 (de 5 no se sabe): Medellín (CO) y Mérida (MX)" in tere.last.text
    assert "🎁 Ofertas entre ciudades\n• Medellín (CO) a Mérida (MX): El pliego de las zonas" in tere.last.text
    await diego.press("📖 Leer el acta", group)
    await diego.press("📄 Acta (PDF)")
    await tere.press("📄 Acta (PDF)")
    assert (pdf_of(town, diego.user_id), pdf_of(town, tere.user_id)) == (["upload"], ["upload"]), "each on their clock"
    await tere.press("📄 Acta (PDF)")
    assert pdf_of(town, tere.user_id) == ["upload", "id"]

    # What is collected later is told to those who can put it in, also where the record is read.
    await town.database.run(write_later)
    meeting = await first_session(town)
    await lucia.press_data(RecordOpened(meeting).pack(), lucia.last)
    assert lucia.last.text.endswith("🔄 Desde que foi publicada, recolheu-se mais: pode ser acrescentado.")
    assert lucia.keys[-1] == ["✏️ Preparar a ata"]
    await tere.press_data(RecordOpened(meeting).pack(), tere.last)
    assert "se ha recogido más" not in tere.last.text

    # The next morning each delegate has a note to pass on; those without a city have none.
    await town.move_to(NOTED)
    assert (tere.last.media_kind, tere.last.text, tere.keys) == ("document", NOTE, [])
    assert "Nota para" not in "".join([*lucia.inbox, *marta.inbox])
    assert "no pudo participar" not in diego.last.text
    assert "Nos comprometemos" not in diego.last.text

    # A correction takes the place of what was sent, without a sound; a new PDF belongs to it.
    count = len(tere.messages)
    await lucia.press_data(SectionBegun(await first_session(town), Section.DECISIONS).pack(), lucia.with_key("☑️"))
    await lucia.send("Reunir em agosto")
    assert "✏️ Mudanças não publicadas: a rede lê a versão 1." in lucia.last.text
    await lucia.press("📣 Publicar a correção")
    assert await lucia.press("📣 Sim, publicar") == "A correção foi publicada."
    await town.wait(seconds=10)
    assert len(tere.messages) == count
    corrected = next(text for text in tere.inbox if "Reunir em agosto" in text)
    assert corrected.endswith("✏️ Versión 2, corregida el 22 de junio de 2027")
    assert "Reunir em agosto" in town.group(MOBILITY)[-1].text
    await tere.press("📄 Acta (PDF)")
    assert tere.last.media_kind == "document"
    files = await town.database.read(lambda session: session.scalar(sa.select(sa.func.count(KeptFile.digest))))
    assert files == 7, "a draft, two versions in Spanish in one place, one in another, and a note for three cities each"


@pytest.mark.begins(BEFORE)
async def test_only_those_who_prepare_a_session_change_its_record_and_not_before_it(town: Town) -> None:
    tere, lucia, rosa, marta = (town.phone(name) for name in ("tere", "lucia", "rosa", "marta"))
    meeting = await first_session(town)
    for phone in (tere, lucia, rosa, marta):
        await phone.send("/menu")

    assert await lucia.press_data(RecordDeskOpened(meeting).pack(), lucia.last) == (
        "A ata é escrita quando a sessão já começou."
    )
    await town.move_to(AFTER)
    desk: tuple[Press, ...] = (
        RecordDeskOpened(meeting),
        SectionOpened(meeting, Section.CASES),
        SectionBegun(meeting, Section.CASES),
        SectionLeftOut(meeting, Section.CASES, True, 0),
        SectionCollected(meeting, Section.CASES, 0),
        DraftFileAsked(meeting),
        PublicationAsked(meeting),
        RecordPublished(meeting, 0, ""),
    )
    for prepared in desk:
        assert await tere.press_data(prepared.pack(), tere.last) == "Eso corresponde a otras personas de la red."
    for read in (RecordOpened(meeting), RecordFileAsked(meeting)):
        toast = await tere.press_data(read.pack(), tere.last)
        assert toast == "El acta de esta sesión todavía no se ha publicado."
    assert "Acta" not in str(await rosa.press_data(RecordOpened(meeting).pack(), rosa.last))

    # Two at once: whoever is later is told, and nothing is lost.
    await lucia.press_data(SectionBegun(meeting, Section.DECISIONS).pack(), lucia.last)
    await marta.press_data(SectionBegun(meeting, Section.DECISIONS).pack(), marta.last)
    await lucia.send("Primeira")
    await marta.send("Segona")
    assert marta.last.text.startswith("L’acta ha canviat mentrestant. Ara està així.")
    assert "Primeira" in marta.last.text
    old = RecordPublished(meeting, 0, "").pack()
    assert await marta.press_data(old, marta.last) == "L’acta ha canviat mentrestant. Ara està així."
    assert not any("Acta de la sesión" in text for text in tere.inbox)

    # On the page of the session everybody finds what is for them.
    await lucia.press_data(PublicationAsked(meeting).pack(), lucia.last)
    await lucia.press("📣 Sim")
    await tere.send("/sesiones")
    await tere.press("🗂")
    await tere.press("1")
    assert ["📝 Acta"] in tere.keys
    await marta.send("/start record-" + str(meeting))
    await marta.press("◀️ Sessió")
    assert ["📝 Acta", "✏️ Preparar l’acta"] in marta.keys

    # In a network that is closed meanwhile it is read, and changes no more.
    await lucia.press_data(SectionBegun(meeting, Section.CASES).pack(), lucia.last)
    await town.database.run(close)
    assert await marta.press("✏️ Preparar l’acta") == (
        "Aquesta xarxa està tancada: es pot llegir, però no s’hi pot afegir res."
    )
    await lucia.send("Tarde demais")
    assert "Esta rede está encerrada" in lucia.last.text
    await tere.press("📝 Acta")
    assert "Primeira" in tere.last.text
