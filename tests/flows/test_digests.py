"""The weekly digest through the front door: in the group and in private, at nine, with links that open things."""

import re
from datetime import UTC, datetime

import pytest

from sandbox.message import Message
from tests.flows.phones import Phone, Town
from tests.flows.sharing import TITLE, share_challenge

MOBILITY = "movilidad-sostenible"
THURSDAY = datetime(2027, 10, 21, 15, tzinfo=UTC)
MONDAY = datetime(2027, 10, 25, tzinfo=UTC)  # Spain changes its clocks six days later
EARLY_THURSDAY = datetime(2027, 6, 17, 15, tzinfo=UTC)
EARLY_MONDAY = datetime(2027, 6, 21, tzinfo=UTC)
AFTER_CHANGE = datetime(2027, 11, 1, tzinfo=UTC)


def digests(messages: list[Message]) -> list[tuple[datetime, str]]:
    return [
        (datetime.fromtimestamp(message.date, UTC).replace(second=0), message.text)
        for message in messages
        if message.by_bot and message.text.startswith("📬 Resum")
    ]


def links(message: Message) -> list[str]:
    """Where the words of a message lead."""
    return [entity["url"] for entity in message.body.get("entities", ()) if entity["type"] == "text_link"]


def last_digest(phone: Phone) -> Message:
    return next(message for message in reversed(phone.messages) if message.text.startswith("📬 Resum"))


@pytest.mark.begins(THURSDAY)
async def test_weeks_across_the_clock_change(town: Town) -> None:
    laia, tere, diego = (town.phone(name) for name in ("laia", "tere", "diego"))
    before = len(digests(tere.messages))
    await share_challenge(tere)

    await town.move_to(MONDAY.replace(hour=6, minute=59))
    assert digests(laia.messages) == []
    await town.move_to(MONDAY.replace(hour=23))
    ((zaragoza, text),) = digests(laia.messages)
    ((medellin, _),) = digests(diego.messages)
    ((group, group_text),) = digests(town.group(MOBILITY))
    assert (zaragoza.hour, group.hour, medellin.hour) == (7, 7, 14)  # 09:00 on each wall
    assert f"🧩 Repte: {TITLE} · Mérida (MX)" in text
    assert f"🧩 Desafío: {TITLE} · Mérida (MX)" in group_text
    assert len(digests(tere.messages)) == before  # nothing is new for who wrote it

    await share_challenge(diego)
    await town.move_to(AFTER_CHANGE.replace(hour=23))
    assert [at.hour for at, _ in digests(laia.messages)] == [7, 8]
    assert [at.hour for at, _ in digests(tere.messages)] == [15]
    assert "Mérida" not in digests(laia.messages)[1][1].partition("\n\n")[2].partition("📅")[0]

    await town.move_to(datetime(2027, 11, 9, tzinfo=UTC))  # nothing was published
    ((_, carrying),) = digests(laia.messages)[2:]
    assert "👉 Pregunta del mes: Quina dada" in carrying  # of the Tuesday after a digest
    assert "Repte" not in carrying
    assert len(digests(town.group(MOBILITY))) == 2


async def test_what_is_shared_before_the_first_session_is_told_on_the_next_monday(town: Town) -> None:
    laia, first_monday = town.phone("laia"), datetime(2027, 5, 31, tzinfo=UTC)
    await share_challenge(town.phone("tere"))

    await town.move_to(first_monday.replace(hour=23))

    ((private, text),) = digests(laia.messages)
    ((group, _),) = digests(town.group(MOBILITY))
    assert (private, group) == (first_monday.replace(hour=7), first_monday.replace(hour=7))
    assert f"🧩 Repte: {TITLE} · Mérida (MX)" in text
    ((_, of_diego),) = digests(town.phone("diego").messages)
    assert "vie 18 de junio, 10:00 Medellín (17:00 hora de Madrid)" in of_diego  # as on the card

    await town.move_to(datetime(2027, 6, 14, 23, tzinfo=UTC))  # nothing was published
    assert len(digests(laia.messages)) == len(digests(town.group(MOBILITY))) == 1


@pytest.mark.begins(EARLY_THURSDAY)
async def test_lines_open_what_they_name(town: Town) -> None:
    laia = town.phone("laia")
    await share_challenge(town.phone("tere"))
    await town.move_to(EARLY_MONDAY.replace(hour=8))

    challenge, meeting = links(last_digest(laia))
    assert challenge.startswith("https://t.me/microrredes_demo_bot?start=challenge-")
    await laia.start(challenge.partition("?start=")[2])
    assert TITLE in laia.last.text
    assert re.search(r"\?start=meeting-\d+$", meeting)


@pytest.mark.begins(EARLY_THURSDAY)
async def test_answer_that_was_marked_is_not_new_to_who_asked(town: Town) -> None:
    tere, diego, laia = (town.phone(name) for name in ("tere", "diego", "laia"))
    await share_challenge(tere)
    card = town.group(MOBILITY)[-1]
    await diego.send("Cobrar por mes.", chat_id=town.groups[MOBILITY], reply_to=card)
    await town.wait(seconds=10)
    await tere.press("En parte")
    await laia.send("Cobrar por día.", chat_id=town.groups[MOBILITY], reply_to=card)

    await town.move_to(EARLY_MONDAY.replace(hour=23))

    ((_, of_tere),) = digests(tere.messages)
    assert "1 respuesta nueva" in of_tere


@pytest.mark.begins(EARLY_THURSDAY)
async def test_pause_and_no_digest_are_said_below_the_digest(town: Town) -> None:
    laia, diego = town.phone("laia"), town.phone("diego")
    await share_challenge(town.phone("tere"))
    await town.move_to(EARLY_MONDAY.replace(hour=16))

    await laia.press("Pausar un mes", last_digest(laia))
    assert "21" in laia.last.text
    written = len(laia.inbox)
    await laia.press("Pausar un mes", last_digest(laia))
    assert len(laia.inbox) == written
    await diego.press("No recibir el resumen", last_digest(diego))
    await share_challenge(town.phone("tere"))
    await town.move_to(EARLY_MONDAY.replace(day=28, hour=23))
    assert len(digests(laia.messages)) == len(digests(diego.messages)) == 1
    assert len(digests(town.group(MOBILITY))) == 2

    await diego.press("Volver a recibirlo")
    await laia.press("Acabar la pausa")
    await town.move_to(EARLY_MONDAY.replace(month=7, day=5, hour=23))
    assert len(digests(laia.messages)) == len(digests(diego.messages)) == 2


@pytest.mark.begins(EARLY_THURSDAY)
async def test_two_networks_are_one_message(town: Town) -> None:
    marta = town.phone("marta")
    await share_challenge(town.phone("tere"))
    await share_challenge(town.phone("rosa"))

    await town.move_to(EARLY_MONDAY.replace(hour=12))

    ((_, text),) = digests(marta.messages)
    assert text.count(TITLE) == 2
    assert len(text.split("\n")) <= 12
