"""Announcements while some sleep: they get theirs in their own morning, unless the author wants it at night too."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import AnnouncementState, AuditEntry
from tests.flows.announcing import DIGEST_WAITS, calls, copies, corrected, state_of, texts_of
from tests.flows.phones import Phone, Town
from tests.flows.test_announced_files import file_of, say_one
from tests.flows.test_long_texts import LONGEST

# Monday evening for Tere (Mérida), Rosa, Diego and Iván; night in São Paulo and Rosario, and in Zaragoza.
EVENING = datetime(2027, 5, 25, 0, 30, tzinfo=UTC)
FRIDAY_EVENING = EVENING + timedelta(days=4)
AWAKE = ("tere", "rosa", "diego", "ivan")
ASLEEP = ("laia", "joao", "carla", "lucia")
EVERYBODY = (*AWAKE, *ASLEEP)
IN_ZARAGOZA = datetime(2027, 5, 25, 6, tzinfo=UTC)  # 08:00
IN_BRAZIL = datetime(2027, 5, 25, 11, tzinfo=UTC)  # 08:00, also in Rosario
MOMENT = timedelta(minutes=1)
CAPTION = LONGEST[:1015]  # below a picture there is no room for it and its header

CONTROL = (
    "👆 Així es llegirà.\n👥 Per a 8 persones de 2 microxarxes, i 2 grups.\n"
    "🌐 7 persones d’altres llengües el llegeixen en català."
)
WAITING = "🌙 A 4 persones els arribarà a les 08:00, hora local."
RESTING = f"📤 6 de 10 lliurats.\n{WAITING}"
DELIVERED = "✅ Lliurat a 8 persones i 2 grups."


async def begun(town: Town) -> Phone:
    """Marta's phone at the question for the text, for both networks."""
    marta = town.phone("marta")
    await marta.send("/anunci")
    await marta.press("Endavant")
    return marta


async def written(town: Town, text: str) -> Phone:
    """Her phone with the preview."""
    marta = await begun(town)
    await marta.send(text)
    return marta


async def sent(town: Town, text: str) -> Phone:
    """Her phone with the line, when all who are awake have it."""
    marta = await written(town, text)
    await marta.press("Enviar ara")
    await town.wait(seconds=30)
    return marta


def said_to(town: Town, names: Iterable[str]) -> list[list[str]]:
    return [texts_of(town.phone(name)) for name in names]


def said_in_groups(town: Town) -> list[str]:
    return [
        message.text.partition("\n\n")[2]
        for slug in ("economia-local", "movilidad-sostenible")
        for message in town.group(slug)
        if message.text.startswith("📣 A")
    ]


@pytest.mark.begins(EVENING)
async def test_preview_says_how_many_are_asleep_and_when_they_get_it(town: Town) -> None:
    marta = await written(town, "Hola")

    assert marta.last.text == f"{CONTROL}\n🌙 Per a 4 persones ara és de nit: els arribarà a les 08:00, hora local."
    assert marta.keys == [
        ["📣 Enviar ara"],
        ["🔔 No esperar al matí"],
        ["👤 Primer a mi", "⏰ Programar"],
        ["👥 Qui el rep", "⚙️ Més"],
        ["🌐 Afegir: Español", "🌐 Afegir: Português"],
        ["✏️ Editar", "✖️ Cancel·lar"],
    ]


@pytest.mark.begins(datetime(2027, 5, 24, 15, tzinfo=UTC))
async def test_preview_says_nothing_of_nights_where_everybody_is_awake(town: Town) -> None:
    marta = await written(town, "Hola")

    assert marta.last.text == CONTROL
    assert marta.keys == [
        ["📣 Enviar ara"],
        ["👤 Primer a mi", "⏰ Programar"],
        ["👥 Qui el rep", "⚙️ Més"],
        ["🌐 Afegir: Español", "🌐 Afegir: Português"],
        ["✏️ Editar", "✖️ Cancel·lar"],
    ]


@pytest.mark.begins(EVENING)
async def test_each_gets_it_in_the_own_morning_and_not_before(town: Town) -> None:
    marta = await sent(town, "Hola")
    assert said_to(town, EVERYBODY) == [["Hola"]] * 4 + [[]] * 4
    assert said_in_groups(town) == ["Hola"] * 2

    for eight, before, after in ((IN_ZARAGOZA, 0, 1), (IN_BRAZIL, 1, 4)):
        await town.move_to(eight - MOMENT)
        assert sum(len(copies(town.phone(name))) for name in ASLEEP) == before
        await town.move_to(eight + MOMENT)
        assert sum(len(copies(town.phone(name))) for name in ASLEEP) == after

    assert said_to(town, EVERYBODY) == [["Hola"]] * 8
    assert marta.last.text == DELIVERED


@pytest.mark.begins(EVENING)
async def test_line_says_what_waits_and_is_left_alone_until_somebody_wakes(town: Town) -> None:
    marta = await sent(town, "Hola")
    line = marta.last
    assert line.text == RESTING
    assert marta.keys == [["⏸ Pausar", "🗑 Retirar"], ["✏️ Corregir"]]
    edits = calls(town, "editMessageText", marta)

    await town.move_to(IN_ZARAGOZA - MOMENT)
    assert calls(town, "editMessageText", marta) == edits
    await town.move_to(IN_BRAZIL - MOMENT)
    assert line.text == "📤 7 de 10 lliurats.\n🌙 A 3 persones els arribarà a les 08:00, hora local."
    assert calls(town, "editMessageText", marta) == edits + 1
    await town.move_to(IN_BRAZIL + MOMENT)

    assert marta.last is line
    assert line.text == DELIVERED
    assert calls(town, "editMessageText", marta) <= edits + 4


@pytest.mark.begins(EVENING)
async def test_announcement_that_is_not_to_wait_reaches_everybody_at_once(town: Town) -> None:
    marta = await written(town, "Hoy no hay sesión")
    await marta.press("No esperar al matí")
    assert marta.last.text == (
        f"{CONTROL}\n🔔 Per a 4 persones ara és de nit o cap de setmana: els arribarà igualment."
    )
    assert marta.keys[1] == ["🌙 Esperar al matí"]

    await marta.press("Enviar ara")

    assert said_to(town, EVERYBODY) == [["Hoy no hay sesión"]] * 8
    assert marta.last.text == DELIVERED


@pytest.mark.begins(EVENING)
async def test_choice_to_come_at_night_is_logged_and_can_be_taken_back(town: Town) -> None:
    marta = await written(town, "Hola")
    control = marta.last
    data = control.buttons[1][0]["callback_data"]

    await marta.press("No esperar al matí")
    await marta.press_data(data, control)
    await marta.press("Esperar al matí")
    await marta.press("Enviar ara")

    assert said_to(town, ASLEEP) == [[]] * 4
    assert await _deeds(town) == ["announcement_at_night"] * 2 + ["announcement_by_day"] * 2 + ["announcement_sent"] * 2
    assert await marta.press_data(data, control) == "Aquest anunci ja s’ha enviat."


@pytest.mark.begins(EVENING)
async def test_choice_to_come_at_night_is_of_the_one_who_wrote_it(town: Town) -> None:
    marta = await written(town, "Hola")
    data, rosa = marta.last.buttons[1][0]["callback_data"], town.phone("rosa")

    await rosa.send("/menu")
    await rosa.press_data(data, rosa.last)
    await marta.press("Enviar ara")

    assert said_to(town, ASLEEP) == [[]] * 4


@pytest.mark.begins(EVENING)
async def test_choice_to_come_at_night_outlives_other_words(town: Town) -> None:
    marta = await written(town, "Hoi no hay sesión")
    await marta.press("No esperar al matí")

    await marta.press("Editar")
    await marta.send("Hoy no hay sesión")
    await marta.press("Enviar ara")

    assert said_to(town, EVERYBODY) == [["Hoy no hay sesión"]] * 8


@pytest.mark.begins(EVENING)
async def test_author_gets_the_test_at_once(town: Town) -> None:
    marta = await written(town, "Hola")

    await marta.press("Primer a mi")

    assert marta.messages[-2].text.startswith("👤 Prova, només per a vós")
    assert marta.keys[1] == ["🔔 No esperar al matí"]


@pytest.mark.begins(EVENING)
async def test_correction_at_night_changes_what_is_there_and_what_waits(town: Town) -> None:
    marta = await sent(town, "El martes")

    await corrected(marta, "El miércoles")
    await town.wait(seconds=30)
    assert said_to(town, EVERYBODY) == [["El miércoles"]] * 4 + [[]] * 4
    assert marta.last.text == RESTING
    await town.move_to(IN_ZARAGOZA - MOMENT)
    assert said_to(town, ASLEEP) == [[]] * 4
    await town.move_to(IN_BRAZIL + MOMENT)

    assert said_to(town, EVERYBODY) == [["El miércoles"]] * 8
    assert [calls(town, "editMessageText", town.phone(name)) for name in ASLEEP] == [0] * 4
    assert marta.last.text == f"{DELIVERED}\n✏️ Corregit en 6 xats."


@pytest.mark.begins(EVENING)
async def test_withdrawal_at_night_takes_out_what_waits(town: Town) -> None:
    marta = await sent(town, "Por error")

    await marta.press("Retirar")
    await marta.press("Sí, retirar-lo")
    await town.move_to(IN_BRAZIL + MOMENT)

    assert said_to(town, EVERYBODY) == [[]] * 8
    assert [calls(town, "sendMessage", town.phone(name)) for name in ASLEEP] == [0] * 4
    assert marta.last.text == "🗑 Retirat.\nEsborrat en 6 xats.\nA 4 xats ja no s’envia."


@pytest.mark.begins(EVENING)
async def test_paused_over_the_morning_is_sent_when_it_is_resumed(town: Town) -> None:
    marta = await sent(town, "Con calma")

    await marta.press("Pausar")
    assert marta.last.text == "⏸ En pausa: 6 de 10 lliurats. La resta espera."
    await town.move_to(IN_BRAZIL + MOMENT)
    assert said_to(town, ASLEEP) == [[]] * 4
    await marta.press("Reprendre")

    assert said_to(town, EVERYBODY) == [["Con calma"]] * 8
    assert marta.last.text == DELIVERED


@pytest.mark.begins(EVENING)
async def test_resumed_at_night_waits_for_the_next_morning(town: Town) -> None:
    marta = await sent(town, "Con calma")
    line = marta.last
    await marta.press("Pausar")
    await town.move_to(IN_BRAZIL + MOMENT)  # all are set aside
    await town.move_to(EVENING + timedelta(days=1))

    await marta.press("Reprendre", line)
    await town.wait(seconds=30)
    assert said_to(town, ASLEEP) == [[]] * 4
    assert line.text == RESTING
    await town.move_to(IN_BRAZIL + timedelta(days=1) - MOMENT)
    assert said_to(town, ASLEEP) == [["Con calma"], [], [], []]
    await town.move_to(IN_BRAZIL + timedelta(days=1) + MOMENT)

    assert said_to(town, EVERYBODY) == [["Con calma"]] * 8
    assert line.text == DELIVERED


@pytest.mark.begins(EVENING)
async def test_paused_and_resumed_before_anybody_wakes_changes_nothing(town: Town) -> None:
    marta = await sent(town, "Con calma")
    await marta.press("Pausar")
    await town.wait(hours=1)

    await marta.press("Reprendre")
    assert marta.last.text == RESTING
    await town.move_to(IN_ZARAGOZA - MOMENT)
    assert said_to(town, ASLEEP) == [[]] * 4
    await town.move_to(IN_BRAZIL + MOMENT)

    assert said_to(town, ASLEEP) == [["Con calma"]] * 4


@pytest.mark.begins(EVENING)
async def test_parts_of_a_long_text_come_in_their_order_in_the_morning(town: Town) -> None:
    await sent(town, LONGEST)
    laia = town.phone("laia")
    assert not copies(laia)

    await town.move_to(IN_ZARAGOZA + MOMENT)

    first, second = laia.inbox[-2:]
    assert first.startswith("📣 Anunci · ")
    assert " ".join(first.partition("\n\n")[2].split() + second.split()) == LONGEST


@pytest.mark.begins(EVENING)
async def test_words_that_become_longer_at_night_come_in_their_order_in_the_morning(town: Town) -> None:
    marta = await sent(town, "Corto")

    await corrected(marta, LONGEST)
    await town.move_to(IN_ZARAGOZA + MOMENT)

    first, second = town.phone("laia").inbox[-2:]
    assert " ".join(first.partition("\n\n")[2].split() + second.split()) == LONGEST
    assert calls(town, "editMessageText", town.phone("laia")) == 0


@pytest.mark.begins(EVENING)
async def test_album_and_its_words_come_in_their_order_in_the_morning(town: Town) -> None:
    marta = await begun(town)
    photos = [say_one(marta, "photo", "7001", caption) for caption in (CAPTION, "")]
    await town.settle()
    await town.wait(seconds=2)
    await marta.press("Enviar ara")
    laia = town.phone("laia")
    assert not [message for message in laia.messages if message.media_kind]

    await town.move_to(IN_ZARAGOZA + MOMENT)

    *_, first, second, words = laia.messages
    assert [file_of(first), file_of(second)] == [file_of(photo) for photo in photos]
    assert words.text.endswith(f"\n\n{CAPTION}")


@pytest.mark.begins(EVENING)
async def test_scheduled_one_waits_for_those_who_are_asleep_when_its_hour_comes(town: Town) -> None:
    marta = await written(town, "Hola")
    await marta.press("Programar")
    await marta.send("25/05 14:00")  # 07:00 in Quito, 06:00 in Mérida
    assert "🌙 Per a 4 persones serà de nit: els arribarà a les 08:00, hora local." in marta.last.text
    assert ["🔔 No esperar al matí"] in marta.keys

    await town.move_to(datetime(2027, 5, 25, 12, 30, tzinfo=UTC))
    assert said_to(town, EVERYBODY) == [[]] * 4 + [["Hola"]] * 4
    assert marta.last.text == RESTING
    await town.move_to(datetime(2027, 5, 25, 14, 1, tzinfo=UTC))

    assert said_to(town, EVERYBODY) == [["Hola"]] * 8
    assert marta.last.text == DELIVERED


@pytest.mark.begins(EVENING)
async def test_scheduled_one_may_come_at_night_too(town: Town) -> None:
    marta = await written(town, "Hoy no hay sesión")
    await marta.press("Programar")
    await marta.send("25/05 14:00")
    await marta.press("No esperar al matí")
    assert "🔔 Per a 4 persones serà de nit o cap de setmana: els arribarà igualment." in marta.last.text

    await town.move_to(datetime(2027, 5, 25, 12, 1, tzinfo=UTC))

    assert said_to(town, EVERYBODY) == [["Hoy no hay sesión"]] * 8


@pytest.mark.begins(FRIDAY_EVENING)
async def test_over_a_weekend_it_waits_for_monday_and_is_not_late_then(town: Town) -> None:
    marta = await written(town, "Hola")
    assert marta.last.text == (
        f"{CONTROL}\n🌙 Per a 4 persones ara és de nit o cap de setmana: els arribarà dilluns a les 08:00, hora local."
        f"\n{DIGEST_WAITS.format(n=2)}"  # who gets it on Monday, an hour before the digest
    )

    line = marta.last
    await marta.press("Enviar ara")
    await town.wait(seconds=30)
    assert line.text == "📤 6 de 10 lliurats.\n🌙 A 4 persones els arribarà dilluns a les 08:00, hora local."
    await town.move_to(IN_ZARAGOZA + timedelta(days=6) - MOMENT)
    assert said_to(town, EVERYBODY) == [["Hola"]] * 4 + [[]] * 4
    await town.move_to(IN_BRAZIL + timedelta(days=6) + MOMENT)

    assert said_to(town, EVERYBODY) == [["Hola"]] * 8
    assert line.text == DELIVERED


@pytest.mark.begins(EVENING)
async def test_result_tells_of_those_who_went_away_overnight(town: Town) -> None:
    marta = await sent(town, "Hola")
    town.world.block(town.phone("laia").user_id)
    await town.settle()

    await town.move_to(IN_BRAZIL + MOMENT)

    assert marta.last.text.startswith("✅ Lliurat a 7 persones i 2 grups.\n\n🔕 Amb el bot bloquejat: 1 (Laia Ferrer)")
    assert await state_of(town, 1) is AnnouncementState.SENT


async def _deeds(town: Town) -> list[str]:
    def unit(session: Session) -> list[str]:
        of_it = AuditEntry.subject == "announcement:1"
        return list(session.scalars(sa.select(AuditEntry.deed).where(of_it).order_by(AuditEntry.id)))

    return await town.database.read(unit)
