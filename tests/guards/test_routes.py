"""Every route, as one who holds nothing of it meets it: hidden, absent and forged are one answer; nobody gets in unasked."""

import re
import secrets

import pytest
from django.urls import get_resolver

from alongside.access import handles
from alongside.web.registry import PAGES, Page
from tests import ground

HANDLE = re.compile(r"<handle:(\w+)>")
OTHER = re.compile(r"<(\w+):(\w+)>")
SAMPLES = {
    "int": "1",
    "str": "x",
    "slug": "x",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "path": "x",
    "base36": "x",
}


@pytest.fixture(scope="module")
def house():
    """One for all: here nobody is let in, and nothing is written."""
    with ground.begun(ground.Tellers) as made:
        yield made


@pytest.fixture(scope="module")
def tellers(house):
    return house.told["Tellers"]


def pages(*, handled: bool) -> list[Page]:
    return [page for page in PAGES.values() if bool(HANDLE.search(page.route)) is handled]


def address(page: Page, handle: str | None = None, **seals: tuple[int, int]) -> str:
    """An address of this page: every handle the given one, or sealed anew for its purpose."""

    def put(found: re.Match[str]) -> str:
        kind, name = found.group(1), found.group(2)
        if kind != "handle":
            return SAMPLES[kind]
        return handle or handles.seal(name, *seals["row"])

    return "/" + OTHER.sub(put, page.route)


def canonical(response) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers, with the one-time tokens of forms put alike."""
    body = re.sub(
        rb'(name="(?:csrfmiddlewaretoken|once)" value|(?:data-)?csrf[-a-z]*|content|hx-headers)=(["\']).*?\2',
        rb"\1",
        response.content,
    )
    headers = {k: v for k, v in response.headers.items() if k not in ("Set-Cookie", "Content-Length")}
    return response.status_code, body, headers


def ask(browser, page: Page, path: str, method: str):
    return canonical(browser.post(path, {"words": "x"}) if method == "POST" else browser.get(path))


def test_every_address_was_made_by_web_page():
    for pattern in get_resolver().url_patterns:
        assert pattern.name in PAGES, f"{pattern} was not made by web.page"


@pytest.mark.family
@pytest.mark.parametrize("name", sorted(p.name for p in pages(handled=True)))
def test_hidden_absent_and_forged_are_one_answer(tellers, name):
    page = PAGES[name]
    browser = tellers.house.browser(tellers.bo)
    parts = [k for k in (page.needs or ("treatment",)) if k in tellers.one.folders] or ["treatment"]
    if not page.needs or "line" in page.needs:
        parts = ["line"]
    for method in page.methods:
        forged = ask(browser, page, address(page, handle=secrets.token_urlsafe(32)[:43]), method)
        assert forged[0] == 404, method
        for part in parts:
            hidden = tellers.one.folders[part]
            assert ask(browser, page, address(page, row=(hidden, hidden)), method) == forged, (method, part)
            absent = secrets.randbits(62)
            assert ask(browser, page, address(page, row=(absent, absent)), method) == forged, (method, part)


@pytest.mark.parametrize("name", sorted(p.name for p in PAGES.values() if p.scope != "public"))
def test_nobody_gets_in_without_signing_in(house, name):
    page = PAGES[name]
    path = address(page, row=(5, 5))
    for method in page.methods:
        response = house.browser().post(path) if method == "POST" else house.browser().get(path)
        assert response.status_code == 302, method
        assert response.headers["Location"].startswith("/"), method


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_page_has_a_title_and_refuses_what_it_does_not_take(house, name):
    page = PAGES[name]
    assert str(page.title).strip()
    # The one-click sign-in takes every method, so that outside a demo it answers like an address that is nobody's.
    if "PUT" not in page.methods:
        assert house.browser().put(address(page, row=(5, 5))).status_code == 405
