"""A consultation in the chat: convened, opened, answered by link and by hand, reminded of, counted, and closed."""

import codecs
import csv
import io

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.consultations import answers_of
from actions.consultations.answers import Said
from store.models import ConsultationMember, ConsultationRespondent, FieldLevel, Person
from tests.flows.phones import Phone, Town

SLUG = "xarxes-2028"


def _tokens(session: Session) -> dict[str, str]:
    return {one.slug: str(one.token) for one in session.scalars(sa.select(ConsultationMember))}


async def convene(marta: Phone) -> None:
    await marta.send("/coordinar")
    await marta.press("🗳 Consulta")
    await marta.press("➕ Convocar")
    await marta.send("Xarxes <2028>")
    assert "• Economía local" in marta.last.text, "those of the programme are a press away"
    await marta.send("1. Vivienda")
    assert marta.last.text.startswith("Calen entre 2 i 12 camps")
    await marta.send("1. Vivienda\n2. Agua & clima\n- Cuidados")
    await marta.send("25/05/2026")
    assert marta.last.text.startswith("L'últim dia ha de ser demà o més tard")
    await marta.press("dl. 07/06")
    assert "Camps: Vivienda; Agua & clima; Cuidados\n\n👥 Es preguntarà a 14 membres" in marta.last.text
    await marta.press("👥 A qui")
    await marta.press("Panamà")
    assert "13 membres en total" in marta.last.text
    await marta.press("Enrere")
    await marta.press("▶️ Obrir-la")


async def to_the_end(phone: Phone, pages: int, done: str) -> None:
    for _ in range(pages):
        await phone.press("▶️")
    await phone.press(done)


async def test_cities_answer_by_link_and_by_hand_and_only_the_silent_are_reminded(town: Town) -> None:
    marta, rosa, joao = (town.phone(name) for name in ("marta", "rosa", "joao"))
    ana = town.stranger(5001, "Ana <b>", "pt-BR")
    await convene(marta)
    assert await marta.press("▶️ Sí") == "Oberta. Ja es poden reenviar els enllaços."
    board = marta.last
    assert "Respostes: 0 de 13" in board.text
    await marta.press("🔗 Enllaços", board)
    file = town.world.calls[-1].parameters["document"].kept
    assert file.startswith(codecs.BOM_UTF8), "spreadsheets open it with its accents"
    links = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    tokens = await town.database.read(_tokens)
    assert [line["link"].partition("consulta_")[2] for line in links] == [tokens[line["member"]] for line in links]

    # A focal point whom nobody knows, in Portuguese: who reads it, before anything is stored.
    await ana.start(f"consulta_{tokens['sao-paulo']}")
    assert "A resposta é da cidade, não de uma pessoa" in ana.last.text
    assert "até seg., 7 de junho, 18:59 horário de São Paulo" in ana.last.text
    await ana.send("Quem são?")
    assert ana.last.text.endswith("Por favor, escolha com um dos botões.")
    await ana.press("✅ Concordo, começar")
    await ana.press("Cuidados")
    undo = ana.last
    await ana.press("Vivienda")
    await ana.press("Desfazer: Vivienda")
    await ana.press("Desfazer: Cuidados")
    await ana.press("Cuidados")
    await ana.press("Agua & clima")
    await ana.press_data("cnu:4:1", undo)
    assert ana.last.text.endswith("1. Cuidados\n2. Agua & clima"), "an old key takes nothing else back"
    await ana.press("▶️")
    for key in ("🔎 2", "🤝 1", "Em andamento"):
        await ana.press(key)
    for _ in range(2):
        await ana.press("▶️")
    await ana.press("Equipe técnica")
    await ana.press("▶️")
    for hour in ("09", "10", "15"):
        await ana.press(hour)
    assert "Marcados: 09:00-11:00 e 15:00-16:00" in ana.last.text
    await ana.send("/menu")
    assert ana.keys[0] == ["🗳 Continuar a consulta"], "who takes part in nothing finds the way back"
    await ana.press("🗳 Continuar a consulta")
    await ana.press("5")
    assert "Marcados: 09:00-11:00 e 15:00-16:00" in ana.last.text
    await ana.press("📋 Ver tudo")
    assert "5. Horários: 09:00-11:00 e 15:00-16:00" in ana.last.text, "not page after page"
    await ana.send("Muito obrigada")
    assert not any("Compartilhar" in key for row in ana.keys for key in row), "who is in no network can share nothing"

    # Somebody of the same city, who is registered, goes on with the same answer.
    await joao.send("/menu")
    await joao.press("🗳 Continuar a consulta")
    assert "Alguém da sua cidade já começou" in joao.last.text
    await joao.press("✅ Concordo")
    assert joao.last.text.endswith("1. Cuidados\n2. Agua & clima")
    for _ in range(5):
        await joao.press("▶️")
    await joao.press("4")
    await joao.press("▶️")
    await joao.send("=Uma <b>frase</b>.")
    assert joao.last.text.endswith("=Uma <b>frase</b>."), "there is no need to press the key first"
    assert joao.keys[0] == ["✏️ Editar", "🗑 Retirar"]
    await joao.press("▶️")
    await joao.send("Outra frase.")
    assert "em palavras próprias?\nNada disso foi guardado ainda." in joao.last.text
    await joao.press("✏️ Adicionar à resposta")
    assert joao.last.text.endswith("=Uma <b>frase</b>. Outra frase.")
    await joao.press("🗑 Retirar")
    await joao.press("✏️ Escrever")
    await joao.send("=Uma <b>frase</b>.")
    assert joao.last.text.endswith("=Uma <b>frase</b>.")

    # In Spanish, from one end to the other.
    await rosa.send("/menu")
    await rosa.press("🗳 Responder la consulta")
    await rosa.press("✅ De acuerdo")
    assert await rosa.press("Cuidados") is None
    await to_the_end(rosa, 6, "✅ Hecho")
    assert rosa.last.text.startswith("✅ Gracias: la respuesta de Riobamba (EC) está completa.")
    await rosa.send("/menu")
    assert any("🗳 Ver la respuesta" in row for row in rosa.keys)

    # In the name of a city without Telegram.
    await marta.press("👥 Membres", board)
    await marta.press("2", board)
    await marta.press("✍️ Respondre", board)
    assert "📝 S'anota en nom de General San Martín (AR)." in board.text
    await marta.press("Cuidados", board)
    await to_the_end(marta, 6, "✅ Fet")
    await marta.press("Enrere", board)
    assert "📝 Últim canvi: anotat per la coordinació" in board.text

    # A week before the end: who has begun, and the list of those whose link nobody has opened.
    counts = {phone.user_id: len(phone.inbox) for phone in (marta, rosa, joao, ana)}
    await town.move_to(town.now.replace(month=5, day=31, hour=15))
    told = {phone.user_id: phone.inbox[counts[phone.user_id] :] for phone in (marta, rosa, joao, ana)}
    assert ["sem terminar" in one or "não terminada" in one for one in told[ana.user_id]] == [True]
    assert not any("consulta" in one for one in told[rosa.user_id])
    (listed,) = [one for one in told[marta.user_id] if one.startswith("🗳")]
    assert listed.startswith("🗳 Xarxes <2028>\n\n10 membres encara no han obert el seu enllaç: ")
    await marta.press("✉️ Textos per reenviar")
    assert "En falten 5: arriben en prémer un altre cop." in marta.inbox[-6]
    assert f"consulta_{tokens['cordoba-ar']}" in marta.inbox[-5]

    await ana.press("🗳 Responder")
    await to_the_end(ana, 7, "✅ Feito")
    count = len(ana.inbox)
    await town.move_to(town.now.replace(month=6, day=4, hour=15))
    assert not any("consulta" in one for one in ana.inbox[count:]), "it is finished"
    await marta.press("🗳 Veure la consulta")
    assert "<b>" not in marta.with_key("📋 Resultats").text
    assert "Brasil: 1 de 1" in marta.with_key("📋 Resultats").text
    await marta.press("📋 Resultats")
    assert "Cuidados\nEl desitgen 3, en primer lloc 3 · necessitat 2 · oferta 1" in marta.with_key("🖼 Com a").text
    assert await marta.press("🖼 Com a imatge") == "Un moment: s’està dibuixant."
    assert marta.last.media_kind == "photo"
    assert "Cuidados: 3 el desitgen\nAgua & clima: menys de 3\nVivienda: 0 el desitgen" in marta.last.text
    await check_kept(town)

    # The last moment belongs to it no more.
    await town.move_to(town.now.replace(day=7, hour=21, minute=58, second=50))
    await ana.press("✏️ Ver ou mudar")
    page = ana.last
    await ana.press("1")
    await town.move_to(town.now.replace(minute=59, second=0))
    assert await ana.press("Vivienda") == (
        "Esta consulta já foi encerrada, obrigado: o que foi dito fica guardado e pode ser lido, mas não muda mais."
    )
    assert "🔒 A consulta já foi encerrada, obrigado." in page.text
    await rosa.send("/menu")
    assert not any("consulta" in key for row in rosa.keys for key in row)
    await town.stranger(5002, "Otro").start(f"consulta_{tokens['quito']}")
    assert (
        await town.database.read(lambda session: session.scalar(sa.select(Person.id).filter_by(telegram_id=5002)))
        is None
    )


async def check_kept(town: Town) -> None:
    answers = await town.database.read(lambda session: answers_of(session, SLUG))
    by_slug = {member.slug: member for member in answers.members}
    assert by_slug["sao-paulo"].said == {
        "Cuidados": Said(1, 2, 1, FieldLevel.UNDERWAY),
        "Agua & clima": Said(2),
    }
    assert by_slug["sao-paulo"].hours == {12, 13, 18}
    assert by_slug["sao-paulo"].replies == {
        "choose:who": "technical",
        "scale:monthly": "4",
        "text:words": "=Uma <b>frase</b>.",
    }
    respondents = await town.database.read(
        lambda session: len(session.scalars(sa.select(ConsultationRespondent)).all())
    )
    assert respondents == 3
