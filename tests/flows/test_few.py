"""A new challenge goes to the likeliest of other cities: they answer, suggest somebody, or say it is not theirs."""

from datetime import UTC, datetime

import pytest

from sandbox.message import Message
from tests.flows.phones import Phone, Town
from tests.flows.sharing import TITLE, share_challenge

NEAR = datetime(2027, 5, 31, 14, tzinfo=UTC)  # two days before the first session of Economía local: nothing is held
SUNDAY = datetime(2027, 6, 20, 15, tzinfo=UTC)  # the digest of the day after is the message of that week
AFTER = datetime(2027, 6, 18, 17, tzinfo=UTC)  # half an hour after the first session of Movilidad Sostenible
FEW_MINUTES = {"minutes": 6}
QUESTION = (
    f"🙋 Rosario (AR) pregunta\n{TITLE}\n\nSe pierden <ingresos> cada mes.\n\n"
    "Entre lo que usted puede ofrecer está «ferias y mercados municipales»."
)
KEYS = [["💡 Responder", "👥 Sugerir a alguien"], ["No es para mí", "Leer completo"]]
ALL_READ = "📬 Toda la red lo lee en el resumen semanal."
DECLINED = "👌 Agradecemos por dizer. Perguntas como esta chegarão menos."


def asked(phone: Phone) -> list[str]:
    return [text for text in phone.inbox if text.startswith("🙋")]


def now_in(phone: Phone, message: Message) -> str:
    return next(one.text for one in phone.messages if one.message_id == message.message_id)


@pytest.mark.begins(NEAR)
async def test_the_likeliest_are_asked_say_who_may_know_and_answer(town: Town) -> None:
    carla, rosa, joao, marta = (town.phone(name) for name in ("carla", "rosa", "joao", "marta"))

    await share_challenge(carla)
    await carla.start("challenge-1")
    assert "🙋 En unos minutos se pregunta a quienes más pueden saber en otras ciudades." in carla.last.text
    assert asked(rosa) == []
    await town.wait(**FEW_MINUTES)
    assert (rosa.last.text, rosa.keys) == (QUESTION, KEYS)
    assert (asked(joao), asked(marta)) == ([], [])
    await carla.start("challenge-1")
    assert "🙋 Se lo preguntamos a Riobamba (EC)." in carla.last.text
    await joao.start("challenge-1")
    assert "Riobamba" not in joao.last.text

    letter = rosa.with_key("Sugerir a alguien")
    await rosa.press("Sugerir a alguien")
    assert rosa.last.text.splitlines()[-1] == "1. João Batista, São Paulo (BR)"
    await rosa.press("1")
    assert rosa.last.text == f"👥 Gracias: también se le pregunta a João Batista.\n\n{TITLE}"
    await town.settle()
    assert "Rosa Guamán pensou em você." in joao.last.text
    await rosa.press_data("fec:1:3", letter)  # the same key again, on a phone that has not seen what it did
    assert rosa.last.text == f"👥 Gracias: también se le pregunta a João Batista.\n\n{TITLE}"
    assert len(asked(joao)) == 1

    await joao.press("Não é para mim")
    await joao.press_data("fed:2", joao.last)
    assert joao.last.text == f"{DECLINED}\n\n{TITLE}"
    await carla.start("challenge-1")
    assert "🙋 Se lo preguntamos a Riobamba (EC)." in carla.last.text
    await rosa.press("Responder igualmente")
    await rosa.send("Cobrar por mes con un código.")
    await rosa.press("Publicar")
    assert "responde a su desafío" in carla.last.text
    await rosa.press_data("fed:1", letter)
    assert now_in(rosa, letter) == f"💡 Su ciudad ya respondió a «{TITLE}». ¡Gracias!"
    await carla.press("✅ Resuelto")
    await joao.press("Responder mesmo assim")
    assert joao.last.text == f"✅ “{TITLE}” já está resolvido. Agradecemos por estar aí!"


@pytest.mark.begins(NEAR)
async def test_only_who_may_read_is_asked_and_nobody_once_it_is_withdrawn(town: Town) -> None:
    carla, rosa = town.phone("carla"), town.phone("rosa")

    await share_challenge(carla, "Enviar solo a la coordinación")
    await town.wait(hours=1)
    await carla.start("challenge-1")
    assert "🙋" not in carla.last.text
    assert asked(rosa) == []
    await carla.press("Publicar en la red")
    await carla.press("Sí, publicar")
    await town.wait(**FEW_MINUTES)
    assert asked(rosa) == [QUESTION]
    letter = rosa.last
    await carla.press("🗑 Retirar")
    await carla.press("Sí, retirar")
    toast = await rosa.press("Responder", letter)
    assert toast == "Ese desafío se retiró: ya no hace falta responder. Gracias por estar ahí."

    await share_challenge(carla)
    await carla.start("challenge-2")
    await carla.press("🗑 Retirar")
    await carla.press("Sí, retirar")
    await share_challenge(carla)  # Rosa has had a question this week, and nobody else is likely to know
    await town.wait(**FEW_MINUTES)
    assert asked(rosa) == [QUESTION]
    await carla.start("challenge-3")
    assert ALL_READ in carla.last.text


@pytest.mark.begins(SUNDAY)
async def test_the_digest_of_the_week_asks_where_it_is_the_week_s_message(town: Town) -> None:
    carla, rosa, joao = town.phone("carla"), town.phone("rosa"), town.phone("joao")

    await share_challenge(carla)
    await town.wait(days=1, hours=2)

    question = f"🙋 Rosario (AR) pregunta y quizá usted sepa: {TITLE}"
    assert question in rosa.last.text.splitlines()
    assert f"🧩 Desafío: {TITLE} · Rosario (AR)" not in rosa.last.text
    assert f"🧩 Desafio: {TITLE} · Rosario (AR)" in joao.last.text
    await rosa.press("🙋 Rosario: ver la pregunta")
    assert (rosa.last.text, rosa.keys) == (QUESTION, KEYS)
    await rosa.start("asked-1")
    assert (rosa.last.text, rosa.keys) == (QUESTION, KEYS)


@pytest.mark.begins(AFTER)
async def test_what_blocks_a_commitment_goes_the_same_way(town: Town) -> None:
    tere, diego = town.phone("tere"), town.phone("diego")
    await tere.send("/sesiones")
    await tere.press("🤝")
    await tere.send("Hacer una encuesta de viajes en los barrios")
    await tere.press("Hay un bloqueo")
    await tere.send("No sabemos cómo preguntar en las casas")

    await tere.press("🧩 Pedir ayuda a la red")
    await tere.press("Todavía nada")
    await tere.press("Usar este título")
    await tere.press("Publicar en la red")
    await town.wait(**FEW_MINUTES)

    assert diego.last.text == (
        "🙋 Mérida (MX) pregunta\nHacer una encuesta de viajes en los barrios\n\n"
        "No sabemos cómo preguntar en las casas\n\nEntre lo que usted puede ofrecer está «encuestas de viajes»."
    )
