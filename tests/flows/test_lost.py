"""Coordinators see at their desk what did not arrive, and why."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.letters import GIVEN_UP, PERHAPS_SENT, NewLetter, add_all
from store.models import Kind, Lane, Letter, LetterState, Membership, Person, Priority, Role
from tests.flows.phones import Town

WEEK_BEFORE, DAY_BEFORE = datetime(2027, 6, 12, tzinfo=UTC), datetime(2027, 6, 17, 18, tzinfo=UTC)
DAY = timedelta(days=1)
TITLE = "📭 No han arribat · últims 7 dies"
OTHERWISE = "Se’ls pot avisar per una altra via: al grup, per telèfon o per correu."


def write_lost(session: Session, now: datetime, *lost: tuple[int, str, LetterState, str]) -> None:
    """Letters as they are when all is over with them: chat, key, state, reason."""
    written: list[NewLetter] = [
        {
            "chat_id": chat_id,
            "method": "sendMessage",
            "payload": {"text": "Hola"},
            "lane": Lane.BULK,
            "priority": Priority.REMINDER,
            "due_at": now - DAY,
            "stale_at": None,
            "key": key,
            "subject": None,
            "kind": Kind.DAY_BEFORE,
            "message_id": None,
            "created_at": now - DAY,
            "state": state,
        }
        for chat_id, key, state, _ in lost
    ]
    add_all(session, written)
    for _, key, _, reason in lost:
        session.execute(sa.update(Letter).where(Letter.key == key).values(reason=reason))


@pytest.mark.begins(WEEK_BEFORE)
async def test_reminder_that_telegram_refuses_is_seen_at_the_desk_for_a_week(town: Town) -> None:
    await town.phone("tere").press("Asistiré")
    town.world.faults.fail("sendMessage", code=400, description="Bad Request: message is too long")
    await town.move_to(DAY_BEFORE)
    marta = town.phone("marta")

    await marta.send("/coordinar")
    await marta.press("📋 Veure’n")
    assert "📭 En els últims 7 dies no ha arribat 1 missatge." in marta.last.text
    [pressed] = [key for row in marta.last.buttons for key in row if "No han arribat" in key["text"]]
    await marta.press("📭 No han arribat")

    assert marta.last.text.startswith(TITLE)
    assert marta.last.text.endswith(f"Telegram no l’ha acceptat.\n\n{OTHERWISE}")
    await town.move_to(town.now + 8 * DAY)
    await marta.press_data(pressed["callback_data"], marta.last)
    assert marta.last.text == "✅ Han arribat tots els missatges dels últims 7 dies."


async def test_each_says_for_whom_what_and_why(town: Town) -> None:
    rosa, carla, group = town.phone("rosa"), town.phone("carla"), town.groups["economia-local"]
    lost = (
        (rosa.user_id, "meeting:1:day:0:person:9", LetterState.LATE, ""),
        (carla.user_id, "digest:2027-05-31T09:person:9:1", LetterState.REFUSED, f"{GIVEN_UP}Bad Gateway"),
        (rosa.user_id, "meeting:1:changed:1:person:9", LetterState.REFUSED, f"{PERHAPS_SENT}: reset"),
        (group, "card:prompt:3:9", LetterState.REFUSED, "Bad Request: wrong"),
        (rosa.user_id, "card:challenge:3:9", LetterState.REFUSED, "Bad Request: wrong"),
        (rosa.user_id, "helper:3:9", LetterState.REFUSED, "Bad Request: wrong"),
        (rosa.user_id, "poll:3:person:9:asked", LetterState.LATE, ""),
    )
    elsewhere = (
        (rosa.user_id, "announcement:3:chat:9", LetterState.REFUSED, "Bad Request: wrong"),
        (rosa.user_id, "meeting:1:day:0:person:10", LetterState.SENT, ""),
        (4711, "meeting:1:day:0:person:11", LetterState.REFUSED, "Bad Request: wrong"),
    )
    await town.database.run(lambda session: write_lost(session, town.now, *lost, *elsewhere))
    marta = town.phone("marta")
    await marta.send("/coordinar")

    await marta.press("📭 No han arribat")

    day = "dg. 23 de maig"
    assert marta.last.text == "\n\n".join(
        [
            TITLE,
            f"Rosa Guamán · sondeig de dates, {day}\nNo s’ha pogut contactar amb Telegram a temps.",
            f"Rosa Guamán · missatge, {day}\nTelegram no l’ha acceptat.",
            f"Rosa Guamán · alguna cosa compartida, {day}\nTelegram no l’ha acceptat.",
            f"Economía local · pregunta del mes, {day}\nTelegram no l’ha acceptat.",
            f"Rosa Guamán · avís sobre una sessió, {day}\nPotser ha arribat: Telegram no ho ha confirmat.",
            f"Carla Benítez · resum setmanal, {day}\nS’ha deixat de provar després de 24 hores.",
            f"Rosa Guamán · recordatori de la sessió, {day}\nNo s’ha pogut contactar amb Telegram a temps.",
            OTHERWISE,
        ]
    )


@pytest.mark.parametrize("reader", ["tere", "rosa"])
async def test_it_is_for_coordinators_of_those_whom_it_was_for(town: Town, reader: str) -> None:
    lost = (town.phone("rosa").user_id, "meeting:1:day:0:person:9", LetterState.REFUSED, "Bad Request: wrong")
    await town.database.run(lambda session: write_lost(session, town.now, lost))
    marta, other = town.phone("marta"), town.phone(reader)
    await marta.send("/coordinar")
    [pressed] = [key for row in marta.last.buttons for key in row if "No han arribat" in key["text"]]
    await other.send("/menu")

    await other.press_data(pressed["callback_data"], other.last)

    assert "recordatorio" not in other.last.text


async def test_coordinator_of_another_network_is_not_told(town: Town) -> None:
    tere = town.phone("tere")  # of the other network

    def coordinate_and_lose(session: Session) -> None:
        write_lost(session, town.now, (town.phone("rosa").user_id, "meeting:1:day:0:p", LetterState.REFUSED, "wrong"))
        of_tere = sa.select(Person.id).where(Person.telegram_id == tere.user_id).scalar_subquery()
        change = sa.update(Membership).where(Membership.person_id == of_tere)
        session.execute(change.values(role=Role.COORDINATOR))

    await town.database.run(coordinate_and_lose)

    await tere.send("/coordinar")

    assert "🧭" in tere.last.text
    assert "📭" not in tere.last.text


async def test_what_was_for_somebody_who_has_left_concerns_nobody(town: Town) -> None:
    rosa = town.phone("rosa")

    def leave_and_lose(session: Session) -> None:
        write_lost(session, town.now, (rosa.user_id, "meeting:1:day:0:person:9", LetterState.REFUSED, "Bad Request"))
        of_rosa = sa.select(Person.id).where(Person.telegram_id == rosa.user_id).scalar_subquery()
        session.execute(sa.update(Membership).where(Membership.person_id == of_rosa).values(left_at=town.now))

    await town.database.run(leave_and_lose)

    await town.phone("marta").send("/coordinar")

    assert "📭" not in town.phone("marta").last.text


async def test_a_message_in_parts_is_one_and_an_answer_is_none(town: Town) -> None:
    rosa, marta = town.phone("rosa"), town.phone("marta")

    def lose(session: Session) -> None:
        keys = ("meeting:1:day:0:person:9", "meeting:1:day:0:person:9:part:2", "answer:9")
        write_lost(session, town.now, *((rosa.user_id, key, LetterState.LATE, "") for key in keys))
        session.execute(sa.update(Letter).where(Letter.key == keys[1]).values(part=1))
        session.execute(sa.update(Letter).where(Letter.key == keys[2]).values(lane=Lane.ANSWERS))

    await town.database.run(lose)

    await marta.send("/coordinar")

    assert "📭 En els últims 7 dies no ha arribat 1 missatge." in marta.last.text


async def test_many_are_shown_page_by_page(town: Town) -> None:
    rosa, marta = town.phone("rosa"), town.phone("marta")
    lost = [(rosa.user_id, f"meeting:{number}:day:0:person:9", LetterState.LATE, "") for number in range(9)]
    await town.database.run(lambda session: write_lost(session, town.now, *lost))
    await marta.send("/coordinar")
    assert "📭 En els últims 7 dies no han arribat 9 missatges." in marta.last.text
    await marta.press("📭 No han arribat")
    assert marta.last.text.count("Rosa") == 8

    await marta.press("▶")

    assert marta.last.text.count("Rosa") == 1
    await marta.press("Enrere")
    assert "🧭 Coordinació" in marta.last.text
