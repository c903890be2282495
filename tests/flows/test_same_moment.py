"""A press and a text of one person at the same moment: Telegram keeps each one's order, and none between the two."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Draft, FailedUpdate, Person
from tests.flows.lives import Furnished
from tests.flows.phones import Phone, Town
from tests.flows.sharing import PROBLEM
from tests.locked import locked

CANCELLED = "El borrador se ha descartado."


@pytest.mark.parametrize("furnished", ["postgres"], indirect=True)
async def test_text_before_the_press_is_an_answer_that_is_not_thrown_away_unasked(
    furnished: Furnished, town: Town
) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")
    before = len(carla.inbox)

    async with held(furnished, carla) as waiting:
        handled = [asyncio.create_task(town.simulation.application.dispatch.handle(text(town, carla)))]
        await waiting(1)
        handled.append(asyncio.create_task(town.simulation.application.dispatch.handle(cancel(town, carla))))
        await waiting(2)
    await asyncio.gather(*handled)
    await town.simulation.deliver()

    assert await kept(town) == (1, 0)
    assert toasts(town) == 1
    assert carla.inbox[before - 1 :] == [
        "Sin terminar: un desafío. ¿Se descarta?",
        "¿Qué se ha intentado y cómo resultó?",
    ]


@pytest.mark.parametrize("furnished", ["postgres"], indirect=True)
async def test_text_after_the_press_is_told_that_nothing_was_asked(furnished: Furnished, town: Town) -> None:
    carla = town.phone("carla")
    await carla.send("/desafio")
    before = len(carla.inbox)

    async with held(furnished, carla) as waiting:
        handled = [asyncio.create_task(town.simulation.application.dispatch.handle(cancel(town, carla)))]
        await waiting(1)
        handled.append(asyncio.create_task(town.simulation.application.dispatch.handle(text(town, carla))))
        await waiting(2)
    await asyncio.gather(*handled)
    await town.simulation.deliver()

    assert await kept(town) == (0, 0)
    assert toasts(town) == 1
    assert carla.inbox[before - 1 :] == [CANCELLED, "Gracias. Para que no se pierda, ¿qué se hace con esto?"]


def text(town: Town, phone: Phone) -> dict[str, Any]:
    town.world.send_text(phone.user_id, phone.user_id, PROBLEM)
    return town.world.bot.inbox.emitted[-1].body


def cancel(town: Town, phone: Phone) -> dict[str, Any]:
    message = phone.with_key("Cancelar")
    data = next(key["callback_data"] for row in message.buttons for key in row if "Cancelar" in key["text"])
    town.world.press(phone.user_id, phone.user_id, message.message_id, data)
    return town.world.bot.inbox.emitted[-1].body


def toasts(town: Town) -> int:
    return sum(call.method == "answerCallbackQuery" for call in town.world.calls)


async def kept(town: Town) -> tuple[int, int]:
    """Drafts and updates set aside."""

    def unit(session: Session) -> tuple[int, int]:
        count = sa.select(sa.func.count())
        return (
            session.scalar(count.select_from(Draft)) or 0,
            session.scalar(count.select_from(FailedUpdate)) or 0,
        )

    return await town.database.read(unit)


def held(furnished: Furnished, phone: Phone) -> AbstractAsyncContextManager[Callable[[int], Awaitable[None]]]:
    """The person's row is locked meanwhile; gives what waits until so many stand before it."""
    return locked(furnished.store_url, sa.select(Person.id).where(Person.telegram_id == phone.user_id))
