"""A local Telegram, and a dispatch that keeps what it was given."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.intake.handled import Handled
from tests.local_telegram import Telegram, local_telegram


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with local_telegram() as served:
        yield served


@pytest.fixture
def handled() -> Handled:
    return Handled()
