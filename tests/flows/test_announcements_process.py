"""An announcement that is paused stays paused, and an album comes together, whatever becomes of the process."""

import asyncio
from collections import Counter

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.announcements.writing import Content, do_write
from sandbox.call import Upload
from sandbox.message import Message
from sandbox.world import caption_of_person
from store.memberships import membership_of
from store.models import Announcement, Letter, LetterState, Person, Role
from store.people import person_by_telegram
from store.programme import network_by_slug
from tests.flows.processes import PATIENCE, until
from tests.flows.site import FIRST, Site, let_leases_end, settle_people
from tests.sandbox.test_sending import png

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


async def test_album_of_which_one_file_came_before_kill_9_and_one_after_is_whole(site: Site) -> None:
    await settle_people(site, range(FIRST, FIRST + 2))
    await site.database.run(lambda session: appoint(session).id)
    async with site.bot() as bot:
        await bot.until_logged("running")
        site.world.send_text(FIRST, FIRST, "/anuncio")
        await until(site.world, lambda: any("Escribir el anuncio" in text for text in site.said(FIRST)))
        say_one(site, "7001", "Dos fotos")
        await until_there_is_an_announcement(site)
        await bot.kill()
    await let_leases_end(site)

    async with site.bot() as bot:
        await bot.until_logged("running")
        say_one(site, "7001")
        await until(site.world, lambda: len(photos_of(site, FIRST)) >= 2)
        await until(site.world, lambda: site.said(FIRST)[-1].startswith("👆"))
        await site.database.run(go_out_at_any_hour)
        line = site.world.messages(FIRST)[-1]
        press(site, line, line.buttons[0][0]["callback_data"])
        await until(site.world, lambda: line.text.startswith("✅ Entregado"))
        assert (await bot.stop(), bot.broken()) == (0, [])

    received = photos_of(site, FIRST + 1)
    assert [message.text.endswith("Dos fotos") for message in received] == [True, False]
    assert len({message.body["media_group_id"] for message in received}) == 1


def write(session: Session) -> int:
    """The first of the people has an announcement before them, which goes out whatever this machine's hour is."""
    author, network = appoint(session), network_by_slug(session, "economia-local")
    assert network is not None
    announcement = do_write(session, author, [network], Content("Hola", "Hola"), now=author.created_at)
    announcement.at_night = True
    return announcement.id


def appoint(session: Session) -> Person:
    """The first of the people coordinates."""
    author, network = person_by_telegram(session, FIRST), network_by_slug(session, "economia-local")
    assert author is not None
    assert network is not None
    membership = membership_of(session, author.id, network.id)
    assert membership is not None
    membership.role = Role.COORDINATOR
    return author


def go_out_at_any_hour(session: Session) -> None:
    """The machine's clock is no part of these tests."""
    session.execute(sa.update(Announcement).values(at_night=True))


def say_one(site: Site, album: str, caption: str = "") -> None:
    """One of several photos that are sent at once."""
    photo = site.world.files.media("photo", Upload("foto.png", "image/png", png(8, 8)))
    said = {"photo": photo, "media_group_id": album} | caption_of_person(caption)
    site.world._say(FIRST, FIRST, said, None, None)


async def until_there_is_an_announcement(site: Site) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await site.database.read(lambda session: session.scalar(sa.select(Announcement.id))):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


def photos_of(site: Site, user_id: int) -> list[Message]:
    """The photos that the bot has sent somebody."""
    return [message for message in site.world.messages(user_id) if message.by_bot and message.media_kind == "photo"]


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
