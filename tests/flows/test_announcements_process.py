"""An announcement that is paused stays paused, whatever becomes of the process that sends it."""

import asyncio
from collections import Counter

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.announcements.writing import Content, do_write
from sandbox.message import Message
from store.memberships import membership_of
from store.models import Letter, LetterState, Role
from store.people import person_by_telegram
from store.programme import network_by_slug
from tests.flows.processes import PATIENCE, until
from tests.flows.site import FIRST, Site, let_leases_end, settle_people

READERS = range(FIRST + 1, FIRST + 41)


async def test_paused_announcement_survives_kill_9_and_goes_on_where_it_stopped(site: Site) -> None:
    await settle_people(site, range(FIRST, READERS.stop))
    number = await site.database.run(write)
    async with site.bot() as bot:
        await bot.until_logged("running")
        line = await open_menu(site)
        press(site, line, f"as:{number}")
        await until(site.world, lambda: len(delivered(site)) >= 5)
        press(site, line, f"az:{number}")
        await until(site.world, lambda: line.text.startswith("⏸ En pausa"))
        await until_nothing_is_on_the_wire(site)
        await bot.kill()
    await let_leases_end(site)
    before = delivered(site)
    assert 5 <= before.total() < len(READERS)

    async with site.bot() as bot:
        await bot.until_logged("running")
        # The answer to this has been through the same delivery: what it would send of the announcement would be there.
        assert (await open_menu(site)).text
        assert delivered(site) == before
        press(site, line, f"ag:{number}")
        await until(site.world, lambda: line.text.startswith("✅ Entregado"))
        assert (await bot.stop(), bot.broken()) == (0, [])

    assert line.text == "✅ Entregado a 40 personas."
    assert delivered(site) == Counter(READERS)


def write(session: Session) -> int:
    """The first of the people coordinates, and has an announcement before them."""
    author, network = person_by_telegram(session, FIRST), network_by_slug(session, "economia-local")
    assert author is not None
    assert network is not None
    membership = membership_of(session, author.id, network.id)
    assert membership is not None
    membership.role = Role.COORDINATOR
    return do_write(session, author, [network], Content("Hola", "Hola"), now=author.created_at).id


async def open_menu(site: Site) -> Message:
    """The coordinator's hub, as a new message."""
    before = len(site.said(FIRST))
    site.world.send_text(FIRST, FIRST, "/menu")
    await until(site.world, lambda: len(site.said(FIRST)) > before)
    return [message for message in site.world.messages(FIRST) if message.by_bot][-1]


def press(site: Site, message: Message, data: str) -> None:
    site.world.press(FIRST, FIRST, message.message_id, data)


def delivered(site: Site) -> Counter[int]:
    """Who has the announcement, and how often."""
    return Counter(reader for reader in READERS for text in site.said(reader) if text.startswith("📣"))


async def until_nothing_is_on_the_wire(site: Site) -> None:
    """A press and the letters that were on their way when it came are two different things."""
    posting = sa.select(sa.func.count()).where(Letter.state == LetterState.POSTING)
    async with asyncio.timeout(PATIENCE):
        while await site.database.read(lambda session: session.scalar(posting)):  # noqa: ASYNC110 - the store tells nobody
            await asyncio.sleep(0.05)
