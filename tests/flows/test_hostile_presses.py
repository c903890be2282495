"""Buttons pressed with what nobody issued, by those who have no business with it: refused, nothing changed or told."""

from dataclasses import replace
from itertools import islice
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from structlog.testing import LogCapture

from handlers import FEATURES
from sandbox.message import Message
from store.models import Help, Membership, Person
from store.models.columns import Row
from store.updates import failed_updates
from tests.flows import pressing
from tests.flows.conftest import town_of
from tests.flows.filled import SECRET
from tests.flows.lives import Furnished
from tests.flows.phones import Phone, Town
from tests.flows.sharing import PROBLEM, TITLE, TRIED, card_in
from texts.forms import FormRestarted

AT_ONCE = 100
ABOUT = ("", "2", "99", "1-1", "1-title", "7-0-7", "x")
# What every update and every person may change, with the files that are made for them; the rest is other people’s.
ONE_S_OWN = {"update_seen", "letter", "pace", "draft", "chat", "task", "kept_file", "upload"}


async def press_all(phone: Phone, message: Message, pressed: list[str]) -> list[dict[str, Any]]:
    """Presses one after the other; the answer to each. Fails when one was not answered, or twice."""
    town = phone.town
    answers: list[dict[str, Any]] = []
    for start in range(0, len(pressed), AT_ONCE):
        number = len(town.world.calls)
        batch = [
            town.world.press(phone.user_id, message.chat_id, message.message_id, data)
            for data in pressed[start : start + AT_ONCE]
        ]
        await town.settle()
        calls = list(town.world.calls)[number:]
        told = [call.parameters for call in calls if call.method == "answerCallbackQuery"]
        assert sorted(answer["callback_query_id"] for answer in told) == sorted(press.id for press in batch)
        answers += told
    return answers


async def check_unbroken(town: Town) -> None:
    failures = await town.database.read(failed_updates)
    assert [(failure.body["callback_query"]["data"], failure.error) for failure in failures] == []


def everything(town: Town) -> list[str]:
    """On the stricter of the two databases; on the other some of each kind, for who may do what is the same on both."""
    of_each = 1 if town.database.is_sqlite else 2
    return [*pressing.RAW, *(data for kind in pressing.kinds() for data in islice(pressing.presses_of(kind), of_each))]


async def rows_of_others(town: Town, person_id: int | None) -> dict[str, list[Any]]:
    """All rows of all tables but those of this person."""

    def unit(session: Session) -> dict[str, list[Any]]:
        own = set(session.scalars(sa.select(Membership.id).where(Membership.person_id == person_id)))
        helps = set(session.scalars(sa.select(Help.id).where(Help.membership_id.in_(own))))
        return {
            table.name: [
                tuple(row)
                for row in session.execute(sa.select(table).order_by(*table.primary_key.columns))
                if not _is_of(row, table.name, person_id, own) and getattr(row, "help_id", None) not in helps
            ]
            for table in Row.metadata.sorted_tables
            if table.name not in ONE_S_OWN
        }

    return await town.database.read(unit)


def _is_of(row: Any, table: str, person_id: int | None, memberships: set[int]) -> bool:
    if person_id is None:
        return False
    if table == "person":
        return bool(row.id == person_id)
    return getattr(row, "person_id", None) == person_id or getattr(row, "membership_id", None) in memberships


async def person_id_of(phone: Phone) -> int:
    query = sa.select(Person.id).where(Person.telegram_id == phone.user_id)
    return await phone.town.database.read(lambda session: session.scalars(query).one())


def told_to(town: Town, chat_id: int) -> str:
    """All that was ever said to somebody, toasts included, also what has been edited since."""
    return "\n".join(
        str(call.parameters.get("text") or call.parameters.get("caption") or "")
        for call in town.world.calls
        if call.parameters.get("chat_id") in (chat_id, str(chat_id)) or call.method == "answerCallbackQuery"
    )


@pytest.mark.filled
async def test_stranger_learns_nothing_and_changes_nothing(town: Town) -> None:
    stranger = town.stranger()
    await stranger.send("hola")
    before = await rows_of_others(town, None)

    await press_all(stranger, stranger.last, everything(town))

    await check_unbroken(town)
    assert await rows_of_others(town, None) == before
    assert SECRET not in told_to(town, stranger.user_id)


@pytest.mark.filled
async def test_member_of_another_network_learns_nothing_and_changes_nothing(town: Town) -> None:
    rosa = town.phone("rosa")
    await rosa.send("/menu")
    person_id = await person_id_of(rosa)
    before = await rows_of_others(town, person_id)

    await press_all(rosa, rosa.last, everything(town))

    await check_unbroken(town)
    after = await rows_of_others(town, person_id)
    changed = {
        name: (set(map(repr, before[name])) ^ set(map(repr, after[name])))
        for name in before
        if before[name] != after[name]
    }
    assert changed == {}
    assert SECRET not in told_to(town, rosa.user_id)


@pytest.mark.filled
async def test_coordinator_breaks_nothing(town: Town) -> None:
    marta = town.phone("marta")
    await marta.send("/menu")

    await press_all(marta, marta.last, everything(town))

    await check_unbroken(town)


@pytest.mark.parametrize("furnished", ["postgres"], indirect=True)  # the stricter one about numbers
async def test_malformed_data_of_every_kind_is_told_in_a_sentence(town: Town) -> None:
    rosa = town.phone("rosa")
    await rosa.send("/menu")
    pressed = [
        data
        for number, kind in enumerate(pressing.kinds())
        for data in pressing.some_malformed(kind, number)
        if data not in pressing.presses_of(kind)
    ]

    answers = await press_all(rosa, rosa.last, pressed)

    await check_unbroken(town)
    assert answers


@pytest.mark.filled
async def test_form_that_is_about_nothing_breaks_nothing(town: Town) -> None:
    forms = [form.name for feature in FEATURES for form in feature.forms]
    about = ABOUT if town.database.is_sqlite else ABOUT[:2]  # who may begin one is the same on both
    for name in ("marta", "carla"):
        phone = town.phone(name)
        await phone.send("/menu")
        pressed = [FormRestarted(form, argument).pack() for form in forms for argument in about]

        await press_all(phone, phone.last, pressed)

    await check_unbroken(town)


@pytest.mark.filled
async def test_presses_in_a_group_break_nothing(town: Town) -> None:
    group = town.groups["economia-local"]
    stranger = town.stranger()
    town.world.join(stranger.user_id, group)
    rosa = town.phone("rosa")
    await rosa.send("/ayuda", chat_id=group)
    card = town.group("economia-local")[-1]

    for phone in (rosa, stranger):
        await press_all(phone, card, everything(town))

    await check_unbroken(town)
    said = "\n".join(message.text for message in town.group("economia-local"))
    assert SECRET not in said


async def test_keys_from_before_a_restart_still_work(furnished: Furnished, log: LogCapture) -> None:
    async with town_of(furnished, log) as town:
        carla = town.phone("carla")
        await carla.send("/desafio")
        await carla.send(PROBLEM)
        await carla.send(TRIED)
        stopped = replace(furnished, moment=town.now)

    async with town_of(stopped, log) as town:
        carla = town.phone("carla")
        await carla.press("Usar este título")
        await carla.press("Publicar en la red")
        assert TITLE in card_in(town).text
        await check_unbroken(town)
