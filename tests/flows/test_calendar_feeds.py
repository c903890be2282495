"""Calendars that are fetched over HTTP from a secret address: given out, renewed, revoked."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from structlog.testing import LogCapture

from bot.calendars import Calendars
from bot.serving import listen_on, served
from store.models import AuditEntry, CalendarFeed, Meeting
from tests.flows.conftest import town_of
from tests.flows.lives import Furnished
from tests.flows.phones import Phone, Town
from tests.reports.calendars import Entry, read_calendar, read_with_icalendar, read_with_vobject

TWO_NETWORKS = 12  # sessions
LOCAL, MOBILITY = "Microrred de Economía Local", "Microrred de Movilidad Sostenible"


@pytest.fixture
async def town(furnished: Furnished, log: LogCapture) -> AsyncIterator[Town]:
    """The demonstration, where calendars can fetch."""
    listening = listen_on("127.0.0.1:0", "WEBHOOK_LISTEN")
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with (
        town_of(furnished, log, public_url=url) as opened,
        served(Calendars(opened.database, f"{url}/calendar/").app, listening),
    ):
        yield opened


@dataclass(frozen=True)
class Fetched:
    """What a calendar got."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def entries(self) -> list[Entry]:
        """The events, as both parsers read them."""
        entries = read_with_icalendar(self.text)
        assert read_with_vobject(self.text) == entries
        return entries


async def fetch(url: str, method: str = "GET", **headers: str) -> Fetched:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with aiohttp.ClientSession() as client, client.request(method, url, headers=named) as answer:
        return Fetched(answer.status, answer.headers, await answer.text())


async def subscribe(phone: Phone, *, subscribing: str, getting: str) -> str:
    """Opens the page from the list of sessions, and gives the address."""
    await phone.send("/sesiones")
    await phone.press(subscribing)
    await phone.press(getting)
    return address(phone)


def address(phone: Phone) -> str:
    """That of the last message."""
    (key,) = (key for row in phone.last.buttons for key in row if "copy_text" in key)
    url: str = key["copy_text"]["text"]
    assert url in phone.last.text
    return url


ES = {"subscribing": "Suscribirse al calendario", "getting": "Obtener la dirección"}
CA = {"subscribing": "Subscriure’s al calendari", "getting": "Obtenir l’adreça"}
PT = {"subscribing": "Assinar a agenda", "getting": "Obter o endereço"}


async def test_person_subscribes_to_all_sessions_of_their_networks_in_their_language(town: Town) -> None:
    rosa, marta, joao = town.phone("rosa"), town.phone("marta"), town.phone("joao")

    of_rosa = await fetch(await subscribe(rosa, **ES))
    of_marta = await fetch(await subscribe(marta, **CA))
    of_joao = await fetch(await subscribe(joao, **PT))

    assert (of_rosa.status, of_rosa.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert of_rosa.headers["Cache-Control"] == "private, no-cache"
    assert [entry.summary for entry in of_rosa.entries] == [
        f"Sesión {number} · Economía local" for number in range(1, 7)
    ]
    assert of_joao.entries[0].summary == "Sessão 1 · Economía local"
    assert len({entry.uid for entry in of_marta.entries}) == TWO_NETWORKS
    assert {entry.summary.split()[0] for entry in of_marta.entries} == {"Sessió"}
    calendar = read_calendar(of_marta.text)
    assert calendar.calendar_name == "Microxarxes: sessions"
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in of_marta.text
    assert "X-PUBLISHED-TTL:PT1H\r\n" in of_marta.text
    assert len(calendar.timezones) == 1  # both networks meet by Madrid's clock


async def test_calendar_that_has_not_changed_is_not_sent_again(town: Town) -> None:
    url = await subscribe(town.phone("rosa"), **ES)
    first = await fetch(url)
    await town.wait(days=1)

    for tag in (first.headers["ETag"], f'"other", W/{first.headers["ETag"]}', "*"):
        again = await fetch(url, If_None_Match=tag)
        assert (again.status, again.text, again.headers["ETag"]) == (304, "", first.headers["ETag"])
    assert (await fetch(url, If_None_Match='"other"')).text == first.text

    await cancel_first_session(town)
    changed = await fetch(url, If_None_Match=first.headers["ETag"])
    assert changed.status == 200
    assert [(entry.sequence, entry.status) for entry in changed.entries][:2] == [(1, "CANCELLED"), (0, "CONFIRMED")]
    assert [entry.uid for entry in changed.entries] == [entry.uid for entry in first.entries]


async def test_revoked_address_leads_nowhere_at_once(town: Town) -> None:
    rosa = town.phone("rosa")
    url = await subscribe(rosa, **ES)
    assert "Hay una dirección desde el 24 de mayo de 2027." in rosa.messages[-2].text

    toast = await rosa.press("Revocarla")

    assert toast == "La dirección ya no funciona."
    assert [(await fetch(url)).status, (await fetch(url, If_None_Match="*")).status] == [404, 404]
    await rosa.press("Obtener la dirección")
    assert (await fetch(address(rosa))).status == 200
    assert (await fetch(url)).status == 404


async def test_new_address_takes_the_place_of_the_old_one(town: Town) -> None:
    rosa = town.phone("rosa")
    first = await subscribe(rosa, **ES)

    await rosa.press("Dirección nueva")

    second = address(rosa)
    assert [(await fetch(url)).status for url in (first, second)] == [404, 200]


async def test_address_that_is_asked_for_twice_at_once_is_given_out_once(town: Town) -> None:
    rosa = town.phone("rosa")
    await rosa.send("/ajustes")
    await rosa.press("Suscribirse al calendario")
    page = rosa.last
    data = page.buttons[0][0]["callback_data"]

    await rosa.press_data(data, page)
    url = address(rosa)
    toast = await rosa.press_data(data, page)

    assert toast == ("La dirección ha cambiado entretanto. Al abrir de nuevo la página del calendario se ve cómo está.")
    assert address(rosa) == url
    assert (await fetch(url)).status == 200


async def test_coordinator_gives_a_network_an_address_of_its_own(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    own = await subscribe(marta, **CA)
    await marta.press(MOBILITY)
    page = marta.with_key("Obtenir l’adreça")
    data = page.buttons[0][0]["callback_data"]

    await marta.press("Obtenir l’adreça")
    url = address(marta)

    fetched = await fetch(url)
    assert read_calendar(fetched.text).calendar_name == MOBILITY
    assert {entry.summary[-20:] for entry in fetched.entries} == {"Movilidad sostenible"}
    assert len(fetched.entries) == 6
    assert (await fetch(own)).status == 200
    assert await rosa.press_data(data, rosa.last) == "Eso ya no está disponible."
    await marta.press("Revocar-la", page)
    assert [(await fetch(each)).status for each in (url, own)] == [404, 200]


async def test_delegate_cannot_give_out_the_address_of_their_network(town: Town) -> None:
    rosa = town.phone("rosa")
    await rosa.send("/sesiones")
    await rosa.press("Suscribirse al calendario")

    assert not any(LOCAL in key for row in rosa.keys for key in row)
    for data in ("io:1", "ia:1:0", "ix:1:0"):
        assert await rosa.press_data(data, rosa.last) == "Eso corresponde a otras personas de la red."


async def test_network_that_was_left_disappears_from_the_calendar(town: Town) -> None:
    marta, rosa = town.phone("marta"), town.phone("rosa")
    url, of_rosa = await subscribe(marta, **CA), await subscribe(rosa, **ES)
    assert len((await fetch(url)).entries) == TWO_NETWORKS

    await leave(marta, "/lesmevesdades", "Sortir d’una xarxa", "Sí, sortir")
    await leave(rosa, "/misdatos", "Salir de una red", "Sí, salir")

    assert {entry.summary[-20:] for entry in (await fetch(url)).entries} == {"Movilidad sostenible"}
    assert (await fetch(of_rosa)).entries == []


async def test_erased_person_has_no_address_any_more(town: Town) -> None:
    rosa = town.phone("rosa")
    url = await subscribe(rosa, **ES)
    await rosa.send("/misdatos")
    await rosa.press("Borrar")

    await rosa.press("Sí, borrar todo")

    assert (await fetch(url)).status == 404
    number = sa.select(sa.func.count()).select_from(CalendarFeed)
    assert await town.database.read(lambda session: session.scalar(number)) == 0


async def test_secret_is_in_no_table_of_addresses_and_in_no_log(town: Town, log: LogCapture) -> None:
    url = await subscribe(town.phone("rosa"), **ES)
    await fetch(url)
    token = url.rsplit("/", 1)[1].removesuffix(".ics")

    def kept(session: Session) -> str:
        rows = [*session.execute(sa.select(CalendarFeed.__table__)), *session.execute(sa.select(AuditEntry.__table__))]
        return repr(rows)

    assert len(token) == 32
    assert token not in await town.database.read(kept)
    assert token not in repr(log.entries)


async def test_other_paths_and_methods_find_nothing(town: Town) -> None:
    url = await subscribe(town.phone("rosa"), **ES)
    root = f"http://{urlsplit(url).netloc}"

    head = await fetch(url, "HEAD")
    assert (head.status, head.text, head.headers["ETag"]) == (200, "", (await fetch(url)).headers["ETag"])
    assert (await fetch(url, "POST")).status == 405
    others = ("/", "/calendar/", "/calendar/x.ics", "/calendar/" + "A" * 32 + ".ics", "/calendar/%00.ics", url[:-4])
    assert {(await fetch(root + path if path.startswith("/") else path)).status for path in others} == {404}


async def cancel_first_session(town: Town) -> None:
    marta = town.phone("marta")

    def first(session: Session) -> int:
        found = sa.select(Meeting.id).where(Meeting.network_id == 1).order_by(Meeting.starts_at)
        return session.scalars(found).first() or 0

    number = await town.database.read(first)
    await marta.start(f"meeting-{number}")
    await marta.press("⚙️ Més")
    await marta.press("Cancel·lar-la")
    await marta.press("Sí, cancel·lar")


async def leave(phone: Phone, command: str, *labels: str) -> None:
    """The network of local economy, which is chosen where somebody takes part in two."""
    begin, sure = labels
    await phone.send(command)
    await phone.press(begin)
    if not any(sure in key for row in phone.keys for key in row):
        await phone.press("Economía Local")
    await phone.press(sure)
