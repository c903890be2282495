"""The main job in a real browser: the sandbox as `microrredes sandbox` serves it, and the production bot behind it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from bot.demo import GROUPS
from bot.sandboxed import demonstration
from bot.settings import Settings
from tests.browser import browser, browser_address, needs_chromium, one_loop  # noqa: F401

INES, DIEGO = 1004, 1007  # Quito, invited; Medellín, registered
PATIENCE = 30_000.0  # milliseconds: the longest that a loaded machine may take, not what it takes

pytestmark = [needs_chromium, one_loop]


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, tmp_path: Path) -> AsyncIterator[Page]:
    """The page with two phones, in Spanish; an error of its scripts fails the test."""
    async with demonstration(Settings(data_dir=tmp_path)) as (address, simulation):
        running = asyncio.create_task(simulation.run())
        page = await browser.new_page(locale="es-ES", viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(f"{address}?phones={INES},{DIEGO}")
        await page.locator("html[data-ready='1']").wait_for()
        yield page
        await page.close()
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        assert errors == []


def phone(page: Page, user_id: int) -> Locator:
    return page.locator(f"[data-phone='{user_id}']")


async def press(screen: Locator, label: str) -> None:
    await screen.locator(".inline-key").filter(has_text=label).last.click()


async def write(screen: Locator, text: str) -> None:
    await screen.get_by_test_id("compose").fill(text)
    await screen.get_by_test_id("send").click()


async def sees(screen: Locator, text: str) -> None:
    await expect(screen.get_by_text(text).last).to_be_visible(timeout=PATIENCE)


async def until(page: Page, screen: Locator, text: str, events: int = 80) -> None:
    """Turns the clock from event to event until the text is there."""
    for _ in range(events):
        if await screen.get_by_text(text).count():
            return
        await page.get_by_test_id("clock-next").click()
        await page.locator("html:not([data-moving='1'])").wait_for()
    raise AssertionError(f"{text!r} did not come within {events} events")


async def test_a_month_begins_on_two_phones(page: Page) -> None:
    ines, diego = phone(page, INES), phone(page, DIEGO)

    await ines.get_by_test_id("invitation").click()
    await press(ines, "De acuerdo")
    await press(ines, "Usar «Inés Quiroga»")
    await write(ines, "Dirección de Movilidad")
    await press(ines, "Sí, es correcto")
    await sees(ines, "Ya forma parte de la")
    await press(ines, "Omitir")
    await sees(ines, "¿Qué necesita de otras ciudades?")
    await press(ines, "Omitir")

    await write(ines, "/desafio")
    await sees(ines, "¿Cuál es el problema?")
    await write(ines, "Los buses nocturnos van vacíos y no hay cómo pagarlos.")
    await sees(ines, "¿Qué se ha intentado")
    await write(ines, "Menos frecuencia; la gente volvió al taxi.")
    await press(ines, "Usar este título")
    await press(ines, "Publicar en la red")
    await sees(ines, "Compartido")

    await diego.locator(f"[data-chat='{GROUPS['movilidad-sostenible']}']").click()
    await sees(diego, "Los buses nocturnos van vacíos")
    await press(diego, "Responder")
    await write(diego, "Probamos buses a demanda con reserva por mensaje.")
    await press(diego, "Publicar")
    await sees(ines, "Probamos buses a demanda")

    await until(page, ines, "Resumen semanal")  # Diego answered: it is no news to him
    await until(page, ines, "Asistiré")
    await press(ines, "Asistiré")
    await sees(ines, "✅ Asistiré")
    await page.get_by_test_id("clock-to").fill("2027-06-18T14:30")
    await page.get_by_test_id("clock-to").press("Enter")
    await sees(ines, "La sesión empieza dentro de")
