"""What every journey stands on: a real browser, and a service to visit with it."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests import demo
from tests.journeys.desk import Desk, Desks
from tests.journeys.serving import Site, serving

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-quic"]  # fmt: skip
APPEARS_WITHIN = 15_000  # milliseconds: a machine may be busy, and what is there is not waited for


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Chromium, as the machine has it.

    Playwright keeps an event loop in this thread, in which Django would not ask a database; ours seeds and looks there.
    """
    where = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "/usr/bin/chromium")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        expect.set_options(timeout=APPEARS_WITHIN)
        browser = playwright.chromium.launch(executable_path=where, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """The demo, served: one clone for the journeys of a module."""
    with demo.clone() as house, serving(house) as served:
        yield served


@pytest.fixture
def desks(chromium: Browser, site: Site) -> Iterator[Desks]:
    """Browsers of several people. What a script or the content policy complains of fails the test."""
    made = Desks(chromium, site)
    yield made
    made.close()
    assert not made.complaints


@pytest.fixture
def desk(desks: Desks) -> Desk:
    """One person's browser."""
    return desks.open()
