"""The page of a report on the narrow screen on which it is read: nothing of it is cut or has to be pushed aside."""

from playwright.async_api import Browser, ViewportSize
from sqlalchemy.orm import Session

from actions.report.gathering import report_of
from reports.closing.files import written_of
from store.database import connect
from store.models import NetworkCity
from tests.actions.founding import settle_person
from tests.browser import browser, browser_address, needs_chromium, one_loop  # noqa: F401
from tests.reports.ended import ENDED, ended
from texts.translator import LANGUAGES

PHONE = ViewportSize(width=390, height=844)
TOO_WIDE = """() => [...document.querySelectorAll('*')].filter(
    one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline'
).map(one => one.textContent)"""

pytestmark = [needs_chromium, one_loop]


async def test_nothing_is_wider_than_a_phone_in_any_language(browser: Browser, sqlite_url: str) -> None:  # noqa: F811
    def unit(session: Session) -> dict[str, str]:
        case = ended(session)
        case.cities[0].name = "San Salvador de Jujuy y los pueblos"
        _, silent = settle_person(session, "BR")
        session.add(NetworkCity(network_id=case.network.id, city_id=silent.id))
        session.flush()
        return written_of(report_of(session, case.network, ENDED, case.cities[0]), list(LANGUAGES))

    database = connect(sqlite_url)
    written = await database.run(unit)
    await database.close()

    page = await browser.new_page(viewport=PHONE)
    for language in LANGUAGES:
        await page.set_content(written[f"report-{language}.html"])
        assert (language, await page.evaluate(TOO_WIDE)) == (language, [])
    await page.close()
