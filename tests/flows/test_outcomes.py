"""Who asked is asked how it ended, and says which answers helped; answers have several authors and a source."""

import pytest
import sqlalchemy as sa

from store.models import Challenge, CoAuthor, DigestWish, Outcome, Person, Solution
from tests.flows.phones import Phone, Town
from tests.flows.sharing import TITLE, card_in, share_challenge, share_experience

NETWORK = "economia-local"
ANSWER = "Cobrar por mes con un código."
ASKED = f"🧩 ¿Cómo quedó el desafío «{TITLE}»?"


async def reply_in_group(town: Town, phone: Phone, text: str) -> None:
    await phone.send(text, chat_id=town.groups[NETWORK], reply_to=card_in(town))
    await town.wait(seconds=10)


async def challenge_of(town: Town) -> Challenge:
    return await town.database.read(lambda session: session.scalars(sa.select(Challenge)).one())


@pytest.fixture
async def answered(town: Town) -> Town:
    """A challenge of Rosario, with an answer from Riobamba and one from São Paulo."""
    await share_challenge(town.phone("carla"))
    await reply_in_group(town, town.phone("rosa"), ANSWER)
    await reply_in_group(town, town.phone("joao"), "Um cartão por mês.")
    return town


async def test_who_asked_is_asked_how_it_ended_and_says_what_helped(answered: Town) -> None:
    carla, rosa, joao = answered.phone("carla"), answered.phone("rosa"), answered.phone("joao")
    no_digest = sa.update(Person).where(Person.telegram_id == carla.user_id).values(digest=DigestWish.NONE)
    await answered.database.run(lambda session: session.execute(no_digest))

    await answered.wait(days=13)
    assert not any(text.startswith(ASKED) for text in carla.inbox)
    await answered.wait(days=12)
    [question] = [one for one in carla.messages if one.by_bot and one.text.startswith(ASKED)]
    assert question.text == f"{ASKED}\n\nTiene 2 respuestas. A quienes las dieron les gustará saberlo."
    assert [[key["text"] for key in row] for row in question.buttons] == [
        ["✅ Resuelto", "🔶 En parte"],
        ["⏳ Sigue abierto", "🕓 Más tarde"],
        ["Ver todas"],
    ]

    await carla.press("Más tarde", question)
    assert "vuelve en dos semanas" in carla.messages[carla.messages.index(question)].text
    await answered.wait(days=25)
    again = [one for one in carla.messages if one.by_bot and one.text.startswith(ASKED)][-1]
    assert [key["text"] for row in again.buttons for key in row][2:] == ["⏳ Sigue abierto", "Ver todas"]
    assert await carla.press("En parte", again) == "Marcado como resuelto en parte."
    told = len(rosa.inbox)
    assert await carla.press("2", carla.with_key("👌 Listo")) == "Gracias: quien la dio lo leerá."
    await answered.wait(minutes=3)

    assert (await challenge_of(answered)).outcome is Outcome.PARTLY
    assert rosa.inbox[told:] == [
        f"🔶 Rosario, Argentina: el desafío «{TITLE}» queda resuelto en parte.\n\nGracias por haber respondido.\n"
        "🙌 Ayudó la respuesta de João Batista, São Paulo, Brasil"
    ]
    assert "Sua resposta ajudou" in joao.last.text
    assert "🙌 Rosario, Argentina, agradece a João Batista, São Paulo, Brasil" in next(
        one.text for one in answered.group(NETWORK) if TITLE in one.text
    )
    assert await carla.press_data("ota:1:solved", again) == "Mientras tanto ya se dijo cómo quedó. No se cambió nada."
    assert (await challenge_of(answered)).outcome is Outcome.PARTLY
    await answered.wait(days=40)
    assert [one for one in carla.inbox if one.startswith(ASKED)] == []


async def test_digest_of_the_week_asks_until_it_is_said(answered: Town) -> None:
    carla, asked = answered.phone("carla"), f"👉 ¿Cómo quedó el desafío? {TITLE}"
    await answered.wait(days=24)
    assert len([text for text in carla.inbox if asked in text]) == 1

    await carla.start("challenge-1")
    await carla.press("Resuelto")
    await answered.wait(days=40)

    assert len([text for text in carla.inbox if asked in text]) == 1
    assert not any(text.startswith(ASKED) for text in carla.inbox)


async def test_experience_looked_for_in_the_group_and_put_below_the_card_is_an_answer(town: Town) -> None:
    rosa, carla, group = town.phone("rosa"), town.phone("carla"), town.groups[NETWORK]
    await share_experience(rosa)
    await share_challenge(carla)
    query, offered = await rosa.ask_inline("feria", chat_id=group)
    results = {one["id"]: one for one in offered.results}

    town.world.send_inline(rosa.user_id, group, query, "challenge-1", reply_to=card_in(town).message_id)
    town.world.send_inline(rosa.user_id, group, query, "experience-1")  # in reply to nothing
    await town.wait(seconds=10)
    assert {"challenge-1", "experience-1"} <= set(results)
    assert await town.database.read(lambda session: session.scalars(sa.select(Solution)).all()) == []
    town.world.send_inline(rosa.user_id, group, query, "experience-1", reply_to=card_in(town).message_id)
    await town.settle()
    await town.wait(seconds=10)

    assert rosa.last.text == (
        f"💡 ¡Gracias! Guardado como respuesta a «{TITLE}»:\n\nSe abrió una feria nocturna en 2025"
    )
    assert "🌱 A partir de la experiencia «Se abrió una feria nocturna en 2025» · Riobamba (EC)" in carla.last.text
    assert "1 respuesta\n" in card_in(town).text


async def test_answer_has_several_authors_and_comes_from_an_experience(town: Town) -> None:
    rosa, carla, joao = town.phone("rosa"), town.phone("carla"), town.phone("joao")
    await share_experience(rosa)
    await share_challenge(carla)
    await reply_in_group(town, rosa, ANSWER)
    await rosa.press("Partir de una experiencia")
    assert "1. Se abrió una feria nocturna en 2025 · Riobamba (EC)" in rosa.last.text
    assert await rosa.press("1") == "La respuesta dice de qué experiencia parte."
    assert "🌱 A partir de la experiencia «Se abrió una feria nocturna en 2025» · Riobamba (EC)" in rosa.last.text
    await rosa.press("Ver coautoría")
    await rosa.press("Añadir a una persona")
    number = next(line for line in rosa.last.text.splitlines() if "João Batista" in line).split(".")[0]
    await rosa.press(number)
    await town.wait(seconds=10)

    signed = "Rosa Guamán, Riobamba, Ecuador (con João Batista, São Paulo, Brasil)"
    assert f"💡 {signed}, responde a su desafío" in carla.last.text
    assert "A partir de la experiencia" in carla.last.text
    assert joao.last.text.startswith("👥 Rosa Guamán, Riobamba, Equador, incluiu seu nome na resposta")
    await joao.press("Ver a resposta")
    await joao.press("Editar")
    await joao.send("Cobrar por mês, e sem caixas.")
    await joao.press("Salvar")
    await town.wait(seconds=10)
    assert "Cobrar por mês, e sem caixas." in carla.last.text
    await carla.press("Resuelto")
    await town.wait(seconds=10)
    assert "🙌 Rosario, Argentina, agradece a Rosa Guamán, Riobamba, Ecuador (con João" in town.group(NETWORK)[-1].text
    assert "Sua resposta ajudou" in joao.last.text

    await joao.start("experience-1")
    await joao.press("Ver respostas a partir dela (1)")
    assert "1. A “Los puestos de feria no pagan la tasa” (Rosario (AR))" in joao.last.text
    await joao.press("1")
    await joao.press("Ver coautoria")
    await joao.press("Tirar meu nome")
    await town.wait(seconds=10)
    assert "João" not in town.group(NETWORK)[-1].text
    assert await town.database.read(lambda session: session.scalars(sa.select(CoAuthor)).all()) == []
    assert (await town.database.read(lambda session: session.scalars(sa.select(Solution)).one())).experience_id == 1
