"""A real headless Chromium for tests: one for each test file, a window of its own for each test."""

import os
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

# The shell has no windows to keep, and takes half of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-features=SpareRendererForSitePerProcess",
    "--no-first-run",
    "--log-level=3",
)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
one_loop = pytest.mark.asyncio(loop_scope="module")  # what speaks with the browser starts once for a file of tests


@pytest.fixture(scope="module")
def browser_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One browser for all tests, since starting it is what takes long."""
    assert CHROMIUM
    profile = tmp_path_factory.mktemp("profile")
    command = [CHROMIUM, "--headless", "--remote-debugging-port=0", f"--user-data-dir={profile}", *QUIET]
    # What has the name may be a script that starts the browser: both are told to end.
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stderr
        yield next(line.split()[-1] for line in process.stderr if line.startswith("DevTools listening on"))
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(browser_address: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(browser_address)
        yield browser
        await browser.close()
