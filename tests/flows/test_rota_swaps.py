"""Two cities swap turns when both want it; a city that cannot present gives its turn back."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from sandbox.message import Message
from store.models import AuditEntry, City, Membership, Person, Role, Rota, RotaTurn, SwapOutcome, TurnSwap
from tests.flows.lives import Furnished
from tests.flows.phones import Phone, Town
from tests.locked import locked

MORNING = datetime(2027, 6, 9, 13, tzinfo=UTC)  # a Wednesday after the first session; eight in Riobamba
EVENING = datetime(2027, 6, 9, 23, 30, tzinfo=UTC)  # half past six in Riobamba, half past eight in São Paulo
NEXT_MORNING = datetime(2027, 6, 10, 11, tzinfo=UTC)  # eight in São Paulo
SECOND = datetime(2027, 7, 7, 14, tzinfo=UTC)
WEEK_BEFORE_SECOND = datetime(2027, 6, 30, 14, tzinfo=UTC)
MINE = "🎤 Riobamba (EC): sesión 3, mié 4 de agosto, 09:00 Riobamba (16:00 hora de Madrid)"
THEIRS = "🎤 São Paulo (BR): sesión 2, mié 7 de julio, 09:00 Riobamba (16:00 hora de Madrid)"
ENDS = (
    "Sin respuesta, la pregunta termina una semana antes de la primera de las dos sesiones: "
    "mié 30 de junio, 09:00 Riobamba (16:00 hora de Madrid)"
)


@pytest.mark.begins(MORNING)
async def test_two_cities_swap_by_agreement_and_everybody_concerned_is_told_once(town: Town) -> None:
    marta, rosa, joao, carla, ivan = (town.phone(name) for name in ("marta", "rosa", "joao", "carla", "ivan"))
    await publish(marta)
    await rosa.send("/sesiones")
    await rosa.press("2")
    await rosa.press("⚙️ Más")
    await rosa.press("🔁 Cambiar de turno")
    assert rosa.last.text == (
        "🔁 Cambiar de turno · Economía local\n"
        "🎤 Riobamba (EC) presenta su caso en la sesión 2: mié 7 de julio, 09:00 Riobamba (16:00 hora de Madrid)\n\n"
        "¿Con qué ciudad cambiar? Se le pregunta en privado, y los turnos solo cambian si acepta.\n\n"
        "Sesión 3 · mié 4 de agosto, 09:00 Riobamba (16:00 hora de Madrid)\n🎤 São Paulo (BR)\n\n"
        "Sin nadie a quien preguntar aquí a tiempo: General San Martín (AR), Panamá (PA) y Pasto (CO). "
        "La coordinación también puede cambiar estos turnos."
    )
    assert rosa.keys == [["🔁 São Paulo (BR) · sesión 3"], ["✋ No podemos presentar"], ["◀️ Sesión 2", "🎤 Turnos"]]
    await rosa.press("🔁 São Paulo")
    assert rosa.last.text.split("\n\n") == [
        "¿Proponer el cambio a São Paulo (BR)? Si acepta:",
        f"{MINE}\n{THEIRS}",
        "✉️ Se pregunta en privado a 1 persona de São Paulo (BR), en su horario.",
        ENDS,
    ]
    before = {phone.user_id: len(phone.inbox) for phone in (marta, rosa, carla, ivan)}
    assert await rosa.press("✅ Sí, proponer") == "Propuesto. La respuesta llega aquí."
    assert rosa.last.text.split("\n\n")[1] == "⏳ Se ha propuesto el cambio a São Paulo (BR). Si acepta:"
    waiting, withdraw = rosa.last, rosa.last.buttons[0][0]["callback_data"]

    assert joao.last.text == (
        "🔁 Riobamba (EC) propõe a São Paulo (BR) trocar a vez · Economía local\n\n"
        "🎤 São Paulo (BR) agora: sessão 3, qua., 4 de agosto, 11:00 São Paulo (16:00 horário de Madri)\n"
        "🔁 Com a troca: sessão 2, qua., 7 de julho, 11:00 São Paulo (16:00 horário de Madri)\n\n"
        "Vale a primeira resposta da cidade; as duas são bem-vindas.\n\n"
        "Sem resposta, o pedido termina uma semana antes da primeira das duas sessões: "
        "qua., 30 de junho, 11:00 São Paulo (16:00 horário de Madri)"
    )
    toast = await joao.press("🤝 Aceitar a troca")
    assert toast == "🤝 A cidade aceitou: a troca no rodízio está feita."
    assert joao.last.text.split("\n\n")[1:] == [
        "🤝 A cidade aceitou: a troca no rodízio está feita.",
        "🎤 São Paulo (BR): sessão 2, qua., 7 de julho, 11:00 São Paulo (16:00 horário de Madri)\n"
        "🎤 Riobamba (EC): sessão 3, qua., 4 de agosto, 11:00 São Paulo (16:00 horário de Madri)",
    ]
    await town.wait(seconds=5)

    assert rosa.inbox[before[rosa.user_id] :] == [
        f"🤝 Riobamba (EC) y São Paulo (BR) han cambiado sus turnos · Economía local\n\n{MINE}\n{THEIRS}"
    ]
    assert [len(phone.inbox) - before[phone.user_id] for phone in (marta, ivan, carla)] == [1, 1, 0]
    assert marta.last.text.startswith("🤝 Riobamba (EC) i São Paulo (BR) han canviat els seus torns · Economía local")
    assert shown(rosa, waiting).text == rosa.last.text
    assert await rosa.press_data(withdraw, waiting) == "Esa pregunta ya ha terminado."
    await rosa.send("/sesiones")
    await rosa.press("3")
    assert "\n🎤 Presentan sus casos: General San Martín (AR) y Riobamba (EC)\n" in rosa.last.text
    assert await town.database.read(deeds) == ["rota_drawn", "rota_published", "swap_asked", "turns_swapped"]


@pytest.mark.begins(MORNING)
async def test_first_answer_of_a_city_counts_and_the_cards_of_the_others_say_so(town: Town) -> None:
    marta, rosa, joao, carla = (town.phone(name) for name in ("marta", "rosa", "joao", "carla"))
    await publish(marta)
    await town.database.run(_carla_speaks_for_sao_paulo)
    await ask(rosa)
    waiting, card, accept = rosa.last, carla.last, carla.last.buttons[0][0]["callback_data"]
    assert card.text.startswith("🔁 Riobamba (EC) propone a São Paulo (BR) cambiar de turno")
    told = len(rosa.inbox)

    await joao.press("🎤 Manter nossa vez")
    await town.wait(seconds=5)

    assert shown(carla, card).text.split("\n\n")[1] == "🎤 La ciudad mantiene su turno. No cambia nada."
    assert [row for row in keys_of(shown(carla, card)) if "cambio" in row] == []
    assert rosa.inbox[told:] == [
        "🔁 São Paulo (BR) no puede cambiar de turno esta vez.\n\n"
        "Riobamba (EC) mantiene su turno: sesión 2, mié 7 de julio, 09:00 Riobamba (16:00 hora de Madrid)\n\n"
        "Se puede proponer a otra ciudad, y la coordinación ayuda a encontrar una fecha."
    ]
    assert shown(rosa, waiting).text == "🔁 São Paulo (BR) no puede cambiar de turno esta vez."
    late = await carla.press_data(accept, card)
    assert late == "🎤 La ciudad mantiene su turno. No cambia nada."
    assert await town.database.read(_outcomes) == [SwapOutcome.DECLINED]
    assert len(rosa.inbox) == told + 1


@pytest.mark.begins(MORNING)
async def test_question_waits_for_the_morning_and_one_that_is_withdrawn_is_never_asked(town: Town) -> None:
    marta, rosa, joao = (town.phone(name) for name in ("marta", "rosa", "joao"))
    await publish(marta)
    await town.move_to(EVENING)
    told = len(joao.inbox)
    await ask(rosa)
    assert len(joao.inbox) == told

    assert await rosa.press("↩️ Retirar la pregunta") == "La pregunta se ha retirado. El turno queda como está."
    await town.move_to(NEXT_MORNING)
    assert len(joao.inbox) == told
    await ask(rosa)

    assert joao.last.text.startswith("🔁 Riobamba (EC) propõe a São Paulo (BR) trocar a vez")
    await rosa.press("↩️ Retirar la pregunta")
    await town.wait(seconds=5)
    assert "↩️ A cidade que perguntou já não precisa de resposta." in joao.last.text
    assert joao.keys == [["🎤 Rodízio de casos"]]
    assert await town.database.read(_outcomes) == [SwapOutcome.WITHDRAWN, SwapOutcome.WITHDRAWN]


@pytest.mark.begins(MORNING)
async def test_question_ends_a_week_before_the_first_session_and_the_asker_is_told(town: Town) -> None:
    marta, rosa, joao = (town.phone(name) for name in ("marta", "rosa", "joao"))
    await publish(marta)
    await ask(rosa)
    card, accept = joao.last, joao.last.buttons[0][0]["callback_data"]

    await town.move_to(WEEK_BEFORE_SECOND)
    await town.wait(seconds=5)

    assert rosa.last.text.startswith("🔁 No ha llegado a tiempo respuesta de São Paulo (BR): la pregunta ha terminado.")
    assert "⌛ O prazo para responder terminou." in shown(joao, card).text
    assert await joao.press_data(accept, card) == ("⌛ O prazo para responder terminou. Nada muda.")
    await rosa.press("🔁 Cambiar de turno")
    assert "No hay otra ciudad a la que preguntar a tiempo." in rosa.last.text


@pytest.mark.begins(MORNING)
async def test_question_is_over_when_a_turn_or_a_session_changes(town: Town) -> None:
    marta, rosa, joao = (town.phone(name) for name in ("marta", "rosa", "joao"))
    await publish(marta)
    await ask(rosa)
    card, told = joao.last, len(rosa.inbox)
    accept = card.buttons[0][0]["callback_data"]

    await _rota(marta)
    await marta.press("São Paulo")
    await marta.press("Sessió 5")
    await town.wait(seconds=5)

    assert "🔁 O rodízio ou as sessões mudaram nesse meio-tempo" in shown(joao, card).text
    assert rosa.inbox[told:][0].startswith("🔁 Entretanto han cambiado turnos o sesiones: la pregunta a São Paulo (BR)")
    before = await town.database.read(turns)
    assert await joao.press_data(accept, card) == (
        "🔁 O rodízio ou as sessões mudaram nesse meio-tempo: este pedido já não vale."
    )
    assert await town.database.read(turns) == before

    await ask(rosa)
    await marta.send("/coordinar")
    await marta.press("Microrred de Economía")
    await marta.press("Sessions")
    await marta.press("2")
    await marta.press("⚙️ Més")
    await marta.press("Cancel·lar-la")
    await marta.press("Sí")
    assert await town.database.read(_outcomes) == [SwapOutcome.OVERTAKEN, SwapOutcome.OVERTAKEN]
    await rosa.send("/sesiones")
    await rosa.press("🎤 Turnos")
    assert rosa.keys == [["📅 Sesiones", "◀️ Menú"]]


@pytest.mark.begins(MORNING)
async def test_city_that_cannot_present_gives_its_turn_back_and_the_coordination_is_told_once(town: Town) -> None:
    marta, rosa, ivan = (town.phone(name) for name in ("marta", "rosa", "ivan"))
    await publish(marta)
    await rosa.send("/sesiones")
    await rosa.press("🎤 Turnos")
    await rosa.press("🔁 Cambiar de turno")
    await rosa.press("✋ No podemos presentar")
    assert rosa.last.text.split("\n\n")[::2] == [
        "¿Riobamba (EC) no puede presentar?",
        "El lugar queda libre y se avisa a la coordinación, que puede buscar otro turno más adelante.",
    ]
    yes, told = rosa.last.buttons[0][0]["callback_data"], len(marta.inbox)

    assert await rosa.press("✋ Sí, dejar el turno") == "Gracias por decirlo. Se avisa a la coordinación."
    again = await rosa.press_data(yes, rosa.last)
    await town.wait(seconds=5)

    assert again == "Los turnos han cambiado entretanto. En Turnos se ve cómo están ahora."
    assert marta.inbox[told:] == [
        "✋ Riobamba (EC) no pot presentar a la sessió 2 · Economía local\n\n"
        "dc. 7 de juliol, 16:00 hora de Madrid\n\n"
        "El seu lloc ha quedat lliure. A Torns se li’n pot donar un altre."
    ]
    assert "🎤 Riobamba (EC) no tiene turno por ahora." in rosa.last.text
    assert ivan.last.text.startswith("🔁 Los turnos han cambiado · Economía local\n\n🎤 Riobamba (EC) no tiene turno")
    await marta.send("/coordinar")
    assert "🎤 Microrred de Economía Local, sense torn: Riobamba (EC)." in marta.last.text
    await marta.press("🎤 Torns")
    await marta.press("Riobamba")
    await marta.press("Sessió 5")
    await town.wait(seconds=5)
    assert "🎤 Riobamba (EC) presenta su caso en la sesión 5" in rosa.last.text


@pytest.mark.begins(MORNING)
async def test_facilitation_is_told_of_changes_by_the_coordination(town: Town) -> None:
    marta, ivan = town.phone("marta"), town.phone("ivan")
    await publish(marta)

    await marta.press("Riobamba")
    await marta.press("🔁 São Paulo")
    await town.wait(seconds=5)

    assert ivan.last.text.split("\n\n")[0] == "🔁 Los turnos han cambiado · Economía local"
    assert ivan.last.text.split("\n\n")[1].startswith("🎤 Riobamba (EC) presenta su caso en la sesión 3:")
    card, words = ivan.last, ivan.last.text
    await marta.press("Pasto")
    await marta.press("Sessió 5")
    await town.wait(seconds=5)

    assert ivan.last.text.split("\n\n")[1].startswith("🎤 Pasto (CO) presenta su caso en la sesión 5:")
    assert shown(ivan, card).text == words


@pytest.mark.begins(MORNING)
async def test_nobody_else_answers_withdraws_or_asks(town: Town) -> None:
    marta, rosa, joao, carla, ivan, diego = (
        town.phone(name) for name in ("marta", "rosa", "joao", "carla", "ivan", "diego")
    )
    await publish(marta)
    await ask(rosa)
    card, waiting = joao.last, rosa.last
    of_the_asked = [key["callback_data"] for row in card.buttons for key in row if "Rodízio" not in key["text"]]
    of_the_asker = [key["callback_data"] for row in waiting.buttons for key in row if "Retirar" in key["text"]]
    before = await town.database.read(_rows)

    for phone, pressed in (
        (rosa, of_the_asked),  # the asker does not answer itself
        (joao, of_the_asker),
        *((phone, [*of_the_asked, *of_the_asker]) for phone in (carla, ivan, diego, town.stranger())),
    ):
        await phone.send("/menu")
        for key in pressed:
            assert await phone.press_data(key, phone.last) is not None

    assert await town.database.read(_rows) == before
    assert "Riobamba" not in "".join(diego.inbox)


@pytest.mark.begins(MORNING)
async def test_former_member_answers_nothing_and_learns_nothing_more(town: Town) -> None:
    marta, rosa, joao = (town.phone(name) for name in ("marta", "rosa", "joao"))
    await publish(marta)
    await ask(rosa)
    card = joao.last
    await joao.send("/misdatos")
    await joao.press("Sair de uma")
    await joao.press("Economía")
    await joao.press("Sim")
    before = await town.database.read(_rows)

    assert await joao.press_data(card.buttons[0][0]["callback_data"], card) is not None
    await rosa.press("↩️ Retirar la pregunta")
    await town.wait(seconds=5)

    assert await town.database.read(turns) == before[1]
    assert "↩️" not in shown(joao, card).text


@pytest.mark.begins(MORNING)
async def test_key_that_is_pressed_again_asks_nobody_twice(town: Town) -> None:
    marta, rosa, joao = (town.phone(name) for name in ("marta", "rosa", "joao"))
    await publish(marta)
    await begin(rosa)
    await rosa.press("🔁 São Paulo")
    yes, told = rosa.last.buttons[0][0]["callback_data"], len(joao.inbox)

    for _ in range(2):
        await rosa.press_data(yes, rosa.last)

    assert len(joao.inbox) == told + 1
    assert await town.database.read(deeds) == ["rota_drawn", "rota_published", "swap_asked"]


@pytest.mark.begins(MORNING)
async def test_who_asks_another_city_than_their_colleague_reads_that_it_is_not_asked(town: Town) -> None:
    marta, rosa, carla, ivan = (town.phone(name) for name in ("marta", "rosa", "carla", "ivan"))
    await publish(marta)
    await town.database.run(lambda session: speaks_for(session, carla, "riobamba"))
    await town.database.run(lambda session: speaks_for(session, ivan, "panama"))
    await begin(carla)
    await carla.press("🔁 Panamá")
    await ask(rosa)
    told = len(ivan.inbox)

    toast = await carla.press("✅ Sí, proponer")

    assert toast == "La ciudad ya ha preguntado a São Paulo (BR): una pregunta cada vez."
    assert carla.last.text.split("\n\n")[1].startswith("⏳ Se ha propuesto el cambio a São Paulo (BR).")
    assert len(ivan.inbox) == told
    assert await town.database.read(_outcomes) == [None]


@pytest.mark.begins(MORNING)
async def test_what_is_typed_in_answer_changes_nothing_and_the_keys_come_again(town: Town) -> None:
    marta, rosa, joao = (town.phone(name) for name in ("marta", "rosa", "joao"))
    await publish(marta)
    await ask(rosa)

    await joao.send("De acordo", reply_to=joao.last)

    assert joao.last.text.startswith("🔁 Riobamba (EC) propõe a São Paulo (BR) trocar a vez · Economía local")
    assert joao.last.text.endswith("👇 Responde-se com os botões; o que se escreve não conta.")
    assert joao.keys[0] == ["🤝 Aceitar a troca"]
    assert await town.database.read(_outcomes) == [None]


@pytest.mark.parametrize("furnished", ["postgres"], indirect=True)
@pytest.mark.begins(MORNING)
async def test_of_two_answers_at_the_same_moment_one_counts(furnished: Furnished, town: Town) -> None:
    marta, rosa, joao, carla = (town.phone(name) for name in ("marta", "rosa", "joao", "carla"))
    await publish(marta)
    await town.database.run(_carla_speaks_for_sao_paulo)
    await ask(rosa)
    told = len(rosa.inbox)

    async with locked(furnished.store_url, sa.select(Rota.id)) as waiting:
        presses = [_pressed(town, joao, 0), _pressed(town, carla, 1)]
        handled = [asyncio.create_task(town.simulation.application.dispatch.handle(press)) for press in presses]
        await waiting(2)
    await asyncio.gather(*handled)
    await town.simulation.deliver()
    await town.wait(seconds=5)

    (outcome,) = await town.database.read(_outcomes)
    assert outcome in (SwapOutcome.ACCEPTED, SwapOutcome.DECLINED)
    assert len(await town.database.read(deeds)) == 4
    assert len(rosa.inbox) == told + 1


@pytest.mark.parametrize("furnished", ["postgres"], indirect=True)
@pytest.mark.begins(MORNING)
async def test_answer_and_a_change_by_the_coordination_at_the_same_moment_are_one_after_the_other(
    furnished: Furnished, town: Town
) -> None:
    marta, rosa, joao = (town.phone(name) for name in ("marta", "rosa", "joao"))
    await publish(marta)
    await ask(rosa)
    await _rota(marta)
    await marta.press("Riobamba")
    choice = next(number for number, row in enumerate(marta.last.buttons) if "Sessió 5" in row[0]["text"])

    async with locked(furnished.store_url, sa.select(Rota.id)) as waiting:
        presses = [_pressed(town, joao, 0), _pressed(town, marta, choice)]
        handled = [asyncio.create_task(town.simulation.application.dispatch.handle(press)) for press in presses]
        await waiting(2)
    await asyncio.gather(*handled)
    await town.simulation.deliver()

    done = (await town.database.read(deeds))[3:]
    assert (done, await town.database.read(_outcomes)) in (
        (["turns_swapped"], [SwapOutcome.ACCEPTED]),
        (["turn_moved"], [SwapOutcome.OVERTAKEN]),
    )


async def publish(marta: Phone) -> None:
    await _rota(marta)
    await marta.press("Proposar torns")
    await marta.press("Publicar")
    await marta.press("Sí, publicar")


async def begin(rosa: Phone) -> None:
    await rosa.send("/sesiones")
    await rosa.press("🎤 Turnos")
    await rosa.press("🔁 Cambiar de turno")


async def ask(rosa: Phone) -> None:
    """Riobamba asks São Paulo."""
    await begin(rosa)
    await rosa.press("🔁 São Paulo")
    await rosa.press("✅ Sí, proponer")


async def _rota(marta: Phone) -> None:
    await marta.send("/coordinar")
    await marta.press("Microrred de Economía")
    await marta.press("🎤 Torns")


def shown(phone: Phone, message: Message) -> Message:
    """As it stands now."""
    return next(one for one in phone.messages if one.message_id == message.message_id)


def keys_of(message: Message) -> list[str]:
    return [key["text"] for row in message.buttons for key in row]


def _pressed(town: Town, phone: Phone, row: int) -> dict[str, Any]:
    """As an update that nobody has fetched."""
    data = phone.last.buttons[row][0]["callback_data"]
    town.world.press(phone.user_id, phone.user_id, phone.last.message_id, data)
    return town.world.bot.inbox.emitted[-1].body


def _carla_speaks_for_sao_paulo(session: Session) -> None:
    city_id = session.scalars(sa.select(City.id).where(City.slug == "sao-paulo")).one()
    carla = sa.select(Membership).join(Person, Person.id == Membership.person_id).where(Person.telegram_id == 1008)
    session.scalars(carla).one().city_id = city_id


def speaks_for(session: Session, phone: Phone, slug: str) -> None:
    city_id = session.scalars(sa.select(City.id).where(City.slug == slug)).one()
    of_person = sa.select(Membership).join(Person, Person.id == Membership.person_id)
    member = session.scalars(of_person.where(Person.telegram_id == phone.user_id)).one()
    member.city_id, member.role = city_id, Role.DELEGATE


def _outcomes(session: Session) -> list[SwapOutcome | None]:
    return list(session.scalars(sa.select(TurnSwap.outcome).order_by(TurnSwap.id)))


def turns(session: Session) -> list[tuple[int, int]]:
    found = session.execute(sa.select(RotaTurn.city_id, RotaTurn.meeting_id).order_by(RotaTurn.city_id))
    return [(city_id, meeting_id) for city_id, meeting_id in found]


def _rows(session: Session) -> tuple[list[Any], list[tuple[int, int]]]:
    swaps = session.execute(sa.select(TurnSwap.id, TurnSwap.outcome, TurnSwap.due_at))
    return [tuple(row) for row in swaps], turns(session)


def deeds(session: Session) -> list[str]:
    found = sa.select(AuditEntry.deed).where(AuditEntry.subject.startswith("rota:"))
    return list(session.scalars(found.order_by(AuditEntry.id)))
