"""`python -m tests.pictures`: makes the guides' pictures in docs/images again, from first sessions in the sandbox.

Needs a headless Chromium and a font with emoji, which would be boxes else: `apt-get install -y fonts-noto-color-emoji`.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from playwright.async_api import FloatRect, Page, async_playwright
from sqlalchemy.orm import Session

from bot.demo import GROUPS, TOKEN, USERNAME, add_phones, furnish_store, furnish_world, read_cast
from bot.sandboxed import BOT_NAME
from bot.settings import Secret, Settings
from bot.simulated import simulate
from bot.terminal import out
from sandbox.limits import Limits
from sandbox.serving import serve
from sandbox.world import World
from store.models import Answer, City, Meeting, Membership, Network, Person, Presence, Rota, RotaTurn, Rsvp
from store.schema import upgrade
from tests.browser import CHROMIUM, QUIET
from tests.flows.phones import Phone, Town
from texts.records.presses import RecordDeskOpened

IMAGES = Path(__file__).parent.parent / "docs" / "images"
WIDTH, HEIGHT = 390, 1600  # a phone's width, and higher than any message, so that each is seen whole
MARGIN = 8
PACE = 13 * 60 / 5  # seconds for each of the five steps before the moment of silence, which is to come in time
# Text has hundreds of shades at its edges; with twenty a picture takes a third less.
FEWER_SHADES = """() => {
  const shades = Array.from({ length: 20 }, (_, place) => place / 19).join(" ");
  const channels = ["R", "G", "B"].map((name) => `<feFunc${name} type="discrete" tableValues="${shades}"/>`);
  const change = `<feComponentTransfer>${channels.join("")}</feComponentTransfer>`;
  const filter = `<filter id="fewer" color-interpolation-filters="sRGB">${change}</filter>`;
  document.body.insertAdjacentHTML("beforeend", `<svg width="0" height="0" style="position: absolute">${filter}</svg>`);
  document.documentElement.style.filter = "url(#fewer)";
}"""
COMMANDS = {"es": "/sesiones", "pt": "/sessoes"}


@dataclass(frozen=True)
class Walk:
    """A first session in one language, seen by whoever facilitates it."""

    language: str
    going: str
    network: str
    facilitator: str
    case: str  # the city that presents
    presenter: str
    writers: tuple[str, str]
    topic: str
    notes: tuple[str, str]
    commitment: str
    decisions: str
    link: str = "https://meet.example.org/1"

    @property
    def cities(self) -> tuple[str, ...]:
        """Who comes."""
        return (self.presenter, *self.writers)


SPANISH = Walk(
    language="es",
    going="Asistiré",
    network="economia-local",
    facilitator="ivan",
    case="riobamba",
    presenter="rosa",
    writers=("carla", "joao"),
    topic="Mercados y economía de barrio",
    notes=("Medimos los puestos con una encuesta de dos minutos.", "Os feirantes não sabiam da mudança."),
    commitment="Contar los puestos de la feria del sábado",
    decisions="Compartir la encuesta de puestos\nReunir a mercados y compras en julio",
)
PORTUGUESE = Walk(
    language="pt",
    going="Vou",
    network="movilidad-sostenible",
    facilitator="lucia",
    case="merida-mx",
    presenter="tere",
    writers=("diego", "laia"),
    topic="Carga e descarga no centro",
    notes=("Contamos las cargas con cámaras.", "Els comerços no ho sabien."),
    commitment="Medir las plazas de carga del centro",
    decisions="Publicar o guia de zonas de carga\nComparar as tarifas em julho",
)


async def main() -> None:
    """Both walks, one after the other."""
    assert CHROMIUM, "no chromium on this machine"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        for walk, locale in ((SPANISH, "es-ES"), (PORTUGUESE, "pt-BR")):
            context = await browser.new_context(
                locale=locale,
                viewport={"width": WIDTH, "height": HEIGHT},
                device_scale_factor=2,
                reduced_motion="reduce",
            )
            async with opened_town() as (town, address):
                await photograph(walk, town, Camera(await context.new_page(), address, walk))
            await context.close()
        await browser.close()


async def photograph(walk: Walk, town: Town, camera: "Camera") -> None:
    """The session's card the day before, a case in its moment of silence, and the record as everybody gets it."""
    leader = town.phone(walk.facilitator)
    starts_at = await town.database.run(lambda session: furnish(session, walk, town))
    await town.move_to(starts_at - timedelta(days=1))
    await open_session(leader, walk)
    await leader.press(walk.going)
    await camera.take("session", leader, "📅")

    await town.move_to(starts_at)
    await hold(walk, town, leader, camera)

    await town.move_to(starts_at + timedelta(hours=2))
    await town.database.run(lambda session: were_there(session, walk, town))
    await commit(town.phone(walk.presenter), walk.commitment)
    await publish_record(walk, town)
    await camera.take("record", leader, "📝")


async def open_session(phone: Phone, walk: Walk) -> None:
    await phone.send(COMMANDS[walk.language])
    await phone.press("1")


async def hold(walk: Walk, town: Town, leader: Phone, camera: "Camera") -> None:
    """From the start to the end, with a picture when the other cities have written."""
    await open_session(leader, walk)
    await leader.press("▶️")
    await leader.press("▶️")
    writers = [town.phone(name) for name in walk.writers]
    while not writers[0].last.text.startswith("✍️"):
        await town.wait(seconds=PACE)
        await leader.press("⏭")
    for writer, sign, note in zip(writers, ("💡", "⚠️"), walk.notes, strict=True):
        await writer.press(sign)
        await writer.send(note)
    await town.wait(seconds=40)
    await camera.take("live", leader, "🔴")
    await leader.press("🏁")
    await leader.press("🏁")


async def commit(phone: Phone, commitment: str) -> None:
    await phone.send("/compromisos")
    await phone.press("🤝")
    await phone.send(commitment)


async def publish_record(walk: Walk, town: Town) -> None:
    """Whoever publishes a record is not sent it: the coordinator does, and whoever facilitates reads it."""
    leader, marta = town.phone(walk.facilitator), town.phone("marta")
    meeting_id = await town.database.read(lambda session: meeting_in(session, walk).id)
    for phone in (leader, marta):
        await phone.send("/menu")
        await phone.press_data(RecordDeskOpened(meeting_id).pack(), phone.last)
    await leader.press("☑️")
    await leader.send(walk.decisions)
    await marta.press("📣")
    await marta.press("📣")
    await town.move_to(town.now + timedelta(days=1))


def meeting_in(session: Session, walk: Walk) -> Meeting:
    found = sa.select(Meeting).join(Network, Network.id == Meeting.network_id)
    return session.scalars(found.where(Network.slug == walk.network, Meeting.number == 1)).one()


def furnish(session: Session, walk: Walk, town: Town) -> datetime:
    """The session has its topic and link, the case its turn, and three cities come; gives the start."""
    meeting = meeting_in(session, walk)
    meeting.topic, meeting.link = walk.topic, walk.link
    rota = Rota(
        network_id=meeting.network_id,
        person_id=person_of(session, town, walk.facilitator).id,
        drawn_at=town.now,
        published_at=town.now,
    )
    session.add(rota)
    session.flush()
    city = session.scalars(sa.select(City).where(City.slug == walk.case)).one()
    session.add(RotaTurn(rota_id=rota.id, city_id=city.id, meeting_id=meeting.id))
    for name in walk.cities:
        person = person_of(session, town, name)
        session.add(Rsvp(meeting_id=meeting.id, person_id=person.id, answer=Answer.GOING, answered_at=town.now))
    return meeting.starts_at


def were_there(session: Session, walk: Walk, town: Town) -> None:
    """Those who said that they would come."""
    meeting = meeting_in(session, walk)
    for name in walk.cities:
        person = person_of(session, town, name)
        city_id = session.scalars(sa.select(Membership.city_id).where(Membership.person_id == person.id)).one()
        there = {"city_id": city_id, "person_id": person.id, "was_there": True, "told_at": town.now}
        session.add(Presence(meeting_id=meeting.id, **there))


def person_of(session: Session, town: Town, name: str) -> Person:
    return session.scalars(sa.select(Person).where(Person.telegram_id == town.phone(name).user_id)).one()


class Camera:
    """Takes one message as it stands on somebody's phone."""

    def __init__(self, page: Page, address: str, walk: Walk) -> None:
        self.page = page
        self.address = address
        self.walk = walk

    async def take(self, name: str, phone: Phone, sign: str) -> None:
        """The last message of the private chat, which begins with `sign`, and its keys, as `name-language.png`."""
        assert phone.last.text.startswith(sign), phone.last.text
        await self.page.goto(f"{self.address}?phones={phone.user_id}")
        await self.page.locator("html[data-ready='1']").wait_for()
        await self.page.evaluate(FEWER_SHADES)
        screen = self.page.locator(f"[data-phone='{phone.user_id}']")
        if not await screen.locator(".log").count():
            await screen.get_by_text(BOT_NAME, exact=True).first.click()
        of_message = f"[data-message='{phone.last.message_id}']"
        shown = screen.locator(f"article{of_message}")
        await shown.wait_for()
        # Other messages would look in at the edge; the page's own clock is in UTC, as nobody's phone is.
        hidden = f".log-list > :not({of_message}), .foot"
        await self.page.add_style_tag(content=f"{hidden} {{ display: none; }}")
        box = await shown.bounding_box()
        assert box
        path = IMAGES / f"{name}-{self.walk.language}.png"
        around = FloatRect(x=0, y=box["y"] - MARGIN, width=WIDTH, height=box["height"] + 2 * MARGIN)
        await self.page.screenshot(path=path, clip=around)
        out(f"{path.name}: {path.stat().st_size // 1000} kB")


@asynccontextmanager
async def opened_town() -> AsyncIterator[tuple[Town, str]]:
    """The demonstration with a clock that stands still, and the address of its page."""
    cast = read_cast()
    world = World(lambda: cast.starts_at, Limits())
    world.add_bot(TOKEN, USERNAME, BOT_NAME)
    add_phones(world, cast)
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/pictures.db"
        await asyncio.to_thread(upgrade, url)
        async with serve(world) as serving:
            settings = Settings(token=Secret(TOKEN), api_url=serving.url, database_url=url)
            async with simulate(settings, cast.starts_at, frozen=True) as simulation:
                world.now = simulation.now
                town = Town(world, simulation, cast, GROUPS)
                furnish_world(
                    world, cast, await town.database.run(lambda session: furnish_store(session, cast, town.now))
                )
                await town.settle()
                yield town, serving.page_url


if __name__ == "__main__":
    asyncio.run(main())
