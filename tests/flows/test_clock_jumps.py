"""The machine's clock jumps by two hours, there or back, while the bot is at work."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from structlog.testing import LogCapture

from scheduler import set_back
from scheduler.ringing import run_due, run_tick
from store.models import Letter, LetterState
from tests.flows.phones import Town
from tests.flows.processes import until
from tests.flows.running import running
from tests.flows.site import (
    FIRST,
    Site,
    announce,
    check_each_update_took_effect_once,
    settle_people,
    states,
    until_all_is_said,
    write,
)

TWO_HOURS = timedelta(hours=2)
PEOPLE = range(FIRST, FIRST + 8)
WEEK_BEFORE = datetime(2027, 6, 11, 7, 30, tzinfo=UTC)  # of a session: invitations go out in the hours to come


class Turned:
    """This machine's clock, and by how much somebody has set it."""

    by = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


@pytest.mark.parametrize("jump", [TWO_HOURS, -TWO_HOURS], ids=["forward", "back"])
async def test_broadcast_goes_on_and_nothing_comes_twice(site: Site, log: LogCapture, jump: timedelta) -> None:
    turned = Turned()
    await settle_people(site, PEOPLE)
    async with running(site, now=turned.now) as application:
        await announce(site, PEOPLE)
        write(site, PEOPLE[:4])
        await until(site.world, lambda: any(site.said(user_id) for user_id in PEOPLE))

        turned.by = jump
        write(site, PEOPLE[4:])
        await run_tick(application.database, set_back.TICK, turned.now())  # the clock rings it every ten seconds
        application.delivery.wake()

        await until_all_is_said(site, PEOPLE)

    await check_each_update_took_effect_once(site, PEOPLE)
    assert {user_id: len(site.said(user_id)) for user_id in PEOPLE} == dict.fromkeys(PEOPLE, 3)
    assert (await states(site)).keys() == {LetterState.SENT}
    assert [entry for entry in log.entries if entry["log_level"] == "error"] == []


@pytest.mark.begins(WEEK_BEFORE)
async def test_ticks_that_meet_the_same_hours_twice_write_everything_once(town: Town) -> None:
    async def written() -> Counter[str]:
        keys = sa.select(Letter.key).where(Letter.key.is_not(None))
        return Counter(await town.database.read(lambda session: [str(key) for key in session.scalars(keys)]))

    async def ring(at: datetime) -> None:
        while await run_due(town.database, at):
            pass

    before = await written()
    await ring(town.now + TWO_HOURS)
    there = await written()
    await ring(town.now)
    await ring(town.now + TWO_HOURS)

    assert len(there) > len(before)
    assert await written() == there
    assert max(there.values()) == 1
