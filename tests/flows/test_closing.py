"""A network comes to its end: questions, checklist, closing and reopening, farewell, certificates, and months later."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import (
    Applied,
    Certificate,
    City,
    FollowUp,
    Kind,
    Letter,
    Meeting,
    Network,
    Person,
    Presence,
    Reminder,
    Survey,
    SurveyAnswer,
)
from tests.flows.phones import Phone, Town
from texts.closing.presses import NetworkEnded
from texts.follow_ups.presses import FollowUpBegun
from texts.surveys.presses import SurveyOpened

ENDED = "Esta red está cerrada: se puede leer, pero no añadir nada nuevo."
NETWORK = "Microrred de Economía Local"


def has_met(session: Session) -> None:
    """Six times, the last one two days ago; of three cities people have told that they were there."""
    network = session.scalars(sa.select(Network).where(Network.slug == "economia-local")).one()
    meetings = session.scalars(
        sa.select(Meeting).where(Meeting.network_id == network.id).order_by(Meeting.starts_at)
    ).all()
    session.execute(sa.delete(Reminder).where(Reminder.meeting_id.in_([one.id for one in meetings])))
    last = network.created_at - timedelta(days=2)
    for back, meeting in enumerate(reversed(meetings)):
        meeting.starts_at = meeting.recurrence_at = last - back * timedelta(days=28)
        meeting.ask_at = meeting.card_due_at = None
    for slug, telegram_id, sessions in (("riobamba", 1002, 4), ("sao-paulo", 1003, 4), ("rosario", 1008, 1)):
        city = session.scalars(sa.select(City).where(City.slug == slug)).one()
        person = session.scalars(sa.select(Person).where(Person.telegram_id == telegram_id)).one()
        told = {"person_id": person.id, "city_id": city.id, "was_there": True, "told_at": last}
        session.add_all(Presence(meeting_id=meeting.id, **told) for meeting in meetings[:sessions])


async def answer(phone: Phone, begin: str, skip: str, scores: str) -> None:
    """Four taps, and no sentence."""
    await phone.press(begin)
    for score in scores:
        await phone.press(score)
    await phone.press(skip)


async def open_desk(marta: Phone) -> None:
    """That of the network."""
    await marta.send("/coordinar")
    await marta.press(NETWORK)


async def test_network_comes_to_its_end(town: Town) -> None:
    marta, rosa, joao, carla, ivan = (town.phone(name) for name in ("marta", "rosa", "joao", "carla", "ivan"))
    await town.database.run(has_met)

    await marta.start("closing-2")
    assert "La xarxa encara no s’ha reunit." in marta.last.text
    assert marta.keys == [["◀️ Enrere"]], "no zeros, and nothing to press"
    await open_desk(marta)
    await marta.press("📊 Com va")
    assert await marta.press("📨 Preguntar al final") == "Les preguntes surten, a cadascú en el seu horari."
    await town.wait(hours=3)
    assert rosa.last.text.startswith(f"📊 Para terminar: cuatro preguntas\n{NETWORK}")
    await answer(rosa, "📊 Responder en dos minutos", "Omitir", "4345")
    assert rosa.last.text.endswith("Se puede cambiar hasta el lun 31 de mayo.")
    await answer(joao, "📊 Responder em dois minutos", "Pular", "4445")
    await open_desk(marta)
    await marta.press("📊 Com va")
    assert "Al final: han respost 2 de 3" in marta.last.text
    assert "– ocult, menys de 3 respostes" in marta.last.text, "of two answers nothing is told"
    await carla.press("📊 Responder en dos minutos")
    await carla.press("4")
    await carla.send("/red")
    await carla.press("📊 Cuatro preguntas")
    assert "· 2 de 4" in carla.last.text, "what was tapped before is kept"
    for _ in range(3):
        await carla.press("Omitir")
    await carla.send("Queda <mucho> por hacer.")
    await marta.press("◀️ Enrere")
    await marta.press("📊 Com va")
    assert "– → 4,0 (3 de 3)" in marta.last.text

    await marta.press("🏁 Tancament")
    assert "4. Riobamba (EC) 👥 4/6 🎤 — 🌱 — 🤝 0" in marta.last.text
    assert "1. General San Martín (AR) 👥 — 🎤" in marta.last.text, (
        "of which nothing is known, not that it came to none"
    )
    assert "📄 Actes publicades: 0 de 6" in marta.last.text
    await marta.press("4")
    assert "❔ Ningú no ha dit si va ser a la sessió 5 i 6" in marta.last.text
    assert marta.keys[0] == ["👥 Qui va ser a la 5", "🎤 Torns"]
    await marta.press("◀️ Enrere")
    await marta.press("1")
    assert "❔ Ningú no ha dit si va ser a la sessió 1, 2, 3, 4, 5 i 6" in marta.last.text
    assert "de 6 sessions" not in marta.last.text
    await marta.press("◀️ Enrere")
    await marta.press("🏁 Tancar la microxarxa")
    assert "⚠️ 6 actes sense publicar" in marta.last.text
    assert marta.keys[0] == ["🎓 Des de 3", "🎓 Des de 5"]
    assert "🎓 Certificat: a partir de 4 sessions de 6." in marta.last.text
    assert "👤 Segons el que consta ara, en reben 2 persones de 3." in marta.last.text
    await marta.press("🎓 Des de 3")
    assert "a partir de 3 sessions de 6" in marta.last.text
    await marta.press("🎓 Des de 4")
    asked = marta.last
    await rosa.send("/desafio La feria se llena de coches")
    await rosa.send("Cortar la calle")
    assert await marta.press("🏁 Sí, tancar") == "Tancada. Durant 24 hores es pot reobrir."

    await rosa.send("La feria y los coches")
    assert rosa.last.text.startswith(f"{ENDED}\n\nLo que se había empezado (un desafío) ya no se envía;")
    assert rosa.keys == [["🗑 Descartar"], ["◀️ Menú"]]
    await rosa.send("/sesiones")
    assert rosa.last.text == "🔒 La red llegó a su fin: ya no hay sesiones por venir."
    await rosa.send("/menu")
    assert "🔒 Microrred de Economía Local: cerrada" in rosa.last.text
    assert not any("▶️" in key for row in rosa.keys for key in row), "what nothing can come of is not offered"
    await rosa.send("/desafio")
    assert rosa.last.text == ENDED
    await rosa.send("Otra idea")
    assert not any("Compartir" in key for row in rosa.keys for key in row), "nothing is offered that is refused"
    await rosa.start("network-1")
    assert "🔒 Cerrada" in rosa.last.text
    assert any("🌱 Lo que quedó" in row for row in rosa.keys)
    assert await marta.press("🔓 Reobrir") == "Reoberta: la microxarxa continua com abans."
    await rosa.send("/menu")
    await rosa.press("▶️ Seguir con un desafío")
    await rosa.press("🗑 Descartar")
    await rosa.press("🗑 Sí, descartar")
    assert await marta.press_data(NetworkEnded(1, 0, 4).pack(), asked) == (
        "Això s’ha decidit mentrestant: així està ara."
    )
    await marta.press("🏁 Tancar la microxarxa")
    await marta.press("🏁 Sí, tancar")

    await town.wait(hours=25)
    assert "🏁 La Microrred de Economía Local ha llegado a su fin." in town.group("economia-local")[-1].text
    assert rosa.last.media_kind == "document"
    assert rosa.last.text.startswith(f"🎓 Certificado\n{NETWORK}\n\n4 sesiones de 6")
    assert "🏁 La Microrred de Economía Local ha llegado a su fin. ¡Gracias!" in rosa.last.text, "one message says both"
    assert ivan.last.text.startswith(
        "🏁 La Microrred de Economía Local ha llegado a su fin. ¡Gracias!\n\n📅 6 sesiones"
    )
    assert ivan.keys == [["🔎 Leer lo compartido"]]
    await ivan.press("Leer lo compartido")
    await ivan.press("🧩 Desafíos")
    assert ivan.last.text.startswith("🧩")
    assert any("ha llegado a su fin" in text for text in ivan.inbox), "the last words stay"
    assert carla.last.text.startswith(f"🎓 Constancia de asistencia\n{NETWORK}\n\n1 sesión de 6")
    of_rosa = (
        sa.select(Certificate.code).join(Person, Person.id == Certificate.person_id).where(Person.telegram_id == 1002)
    )
    code = await town.database.read(lambda session: session.scalars(of_rosa).one())
    nobody = town.stranger()
    await nobody.start(f"certificate-{code}")
    assert nobody.last.text.startswith(f"✅ Este certificado es válido · código {code}\n\n👤 Rosa Guamán")
    await nobody.start("certificate-1")
    assert nobody.last.text.startswith("❌ No hay ningún certificado con este código.")
    await rosa.send("/misdatos")
    assert await rosa.press("🎓 Certificado: Economía local") == "Aquí está."
    await open_desk(marta)
    assert not any("Convidar" in key or "Torns" in key for row in marta.keys for key in row), "what would be refused"
    await marta.press("🏁 Tancament")
    assert await marta.press("🎓 Tots els certificats") == "Un moment: s’està preparant el PDF."
    assert marta.last.text.startswith("🎓 3 certificats")
    await marta.start("closing-1")
    assert await marta.press("📑 Informe") == "Un moment: s’està preparant el PDF."
    assert marta.last.text.startswith(f"📑 Informe de tancament\n{NETWORK}\n\nNo anomena ningú")
    assert marta.last.media_kind == "document"

    await joao.start("survey-1")
    await joao.press("✏️ Editar")
    await town.database.run(months_go_by)
    await joao.press("5")
    (over,) = (one for one in joao.messages if one.text.startswith("Estas perguntas já estão encerradas"))
    assert [key["text"] for row in over.buttons for key in row] == ["◀️ Menu"], "no keys of a form that is over"
    await town.wait(minutes=5)
    assert rosa.last.text.startswith("🌱 3 meses después\nRiobamba (EC)")
    first = rosa.last
    await rosa.press("✅ Sí, se usa")
    await rosa.press("Rosario (AR)")
    await rosa.press("✅ Sí")
    await rosa.send("La feria de noche, con <luz>.")
    assert "Se aprendió de Rosario (AR)\nContinúa: ✅ Sí" in rosa.last.text
    assert rosa.keys[0][0] == "✓ ✅ Sí, se usa"
    assert await rosa.press_data(FollowUpBegun(7, Applied.NOT_YET, 0).pack(), first) == (
        "Alguien de su ciudad respondió entretanto: esto es lo que consta."
    )
    assert await joao.press("🔕 Não perguntar mais") == "Entendido: não haverá mais perguntas. Agradecemos por tudo!"
    await joao.send("/rede")
    await joao.press("🌱 O que ficou")
    assert "✅ Sim, em uso: 1\n🔁 Riobamba (EC) aprendeu com Rosario (AR)" in joao.last.text


async def test_survey_says_until_when_and_its_key_goes_when_it_closes(town: Town) -> None:
    marta, rosa, joao, carla = (town.phone(name) for name in ("marta", "rosa", "joao", "carla"))
    await town.database.run(has_met)
    await open_desk(marta)
    await marta.press("📊 Com va")
    await marta.press("📨 Preguntar al final")
    await town.wait(hours=3)
    asked, left = carla.last, joao.last
    assert "⏳ Se puede responder hasta el lun 7 de junio, 10:00 Rosario." in asked.text
    await answer(rosa, "📊 Responder en dos minutos", "Omitir", "4345")
    own = rosa.last.text
    await joao.press("📊 Responder em dois minutos")
    for _ in range(5):
        await joao.press("Pular")
    assert "📊 Responder em dois minutos" in str(joao.last.buttons)

    await town.wait(days=15)

    (over,) = (one for one in carla.messages if one.message_id == asked.message_id)
    assert over.text == (
        f"📊 Para terminar: cuatro preguntas\n{NETWORK}\n\n"
        "Estas preguntas ya están cerradas: las respuestas se han contado."
    )
    assert [key["text"] for row in over.buttons for key in row] == ["🏙 Mi red"]
    (said,) = (one for one in joao.messages if one.message_id == left.message_id)
    assert "Responder" not in str(said.buttons)
    assert own in rosa.inbox, "who has answered keeps the answer"
    late = SurveyOpened(
        await town.database.read(lambda session: session.scalar(sa.select(sa.func.max(Survey.id))) or 0)
    )
    toast = await carla.press_data(late.pack(), over)
    assert toast == "Estas preguntas ya están cerradas: las respuestas se han contado."


def months_go_by(session: Session) -> None:
    """The first question is due, in a week without another one."""
    for letter in session.scalars(sa.select(Letter).where(Letter.kind == Kind.SURVEY)):
        letter.due_at -= timedelta(days=60)
    for answer in session.scalars(sa.select(SurveyAnswer)):
        answer.answered_at -= timedelta(days=60)
    for one in session.scalars(sa.select(FollowUp).where(FollowUp.months == 3)):
        one.ask_at = session.scalars(sa.select(Network.closed_at).where(Network.id == one.network_id)).one()
