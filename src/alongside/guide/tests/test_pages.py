"""The Guide as anybody meets it: no sign-in, no cookie, nothing written of who read what, and the deed one click away."""

import base64
import gzip
import hashlib
import re
from html import unescape

import pytest
from django.test import Client, override_settings
from tests import ground

from alongside.guide.content import guide
from alongside.guide.pages.offline import kept, pages
from alongside.guide.words import DOORS
from alongside.web import styling
from alongside.web.registry import PAGES

LINK = re.compile(r'href="(/[^"#?]*)')
UNSEEN = sorted(name for name, page in PAGES.items() if page.unseen)


@pytest.fixture(scope="module")
def house():
    """One for all: here nothing is written."""
    with ground.begun(ground.Tellers) as made:
        yield made


@pytest.fixture(scope="module")
def tellers(house):
    return house.told["Tellers"]


def links(path: str) -> set[str]:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return set(LINK.findall(unescape(answer.content.decode())))


def rows(house) -> dict[str, int]:
    """How many rows every table of access, log and the accounts has."""
    names = house.sql.execute(
        "select schemaname || '.' || quote_ident(tablename) from pg_tables"
        " where schemaname in ('access', 'log', 'authn', 'public')"
    ).fetchall()
    return {name: house.sql.execute(f"select count(*) from {name}").fetchone()[0] for (name,) in names}


# Nobody is known -------------------------------------------------------------------------------------------------------


def some_addresses() -> list[str]:
    return [
        *pages(guide()),
        "/guide/search/?q=naloxone",
        "/guide/sw.js",
        "/guide/library.ris",
        "/guide/library.bib",
    ]


def test_a_reader_gets_no_cookie_and_leaves_no_trace(house):
    before = rows(house)
    for path in some_addresses():
        answer = Client().get(path)
        assert answer.status_code == 200, path
        assert not answer.cookies, path
        assert "Set-Cookie" not in answer.headers, path
    assert rows(house) == before


def test_nor_does_somebody_who_is_signed_in(tellers):
    browser = tellers.house.browser(tellers.ash)
    browser.get("/today/")
    before = rows(tellers.house)
    seen = tellers.house.sql.execute("select max(seen_at) from access.session").fetchone()
    for path in some_addresses():
        answer = browser.get(path)
        assert not answer.cookies, path
        assert answer.content == Client().get(path).content, "the same for everybody"
    assert rows(tellers.house) == before
    assert tellers.house.sql.execute("select max(seen_at) from access.session").fetchone() == seen


def test_a_page_that_is_not_unseen_would_have_been_noticed(tellers):
    """The two tests above can fail: Today writes that it was opened."""
    before = rows(tellers.house)
    tellers.house.browser(tellers.ash).get("/today/")
    assert rows(tellers.house) != before


@pytest.mark.parametrize("name", UNSEEN)
def test_an_unseen_page_takes_nothing(name):
    assert PAGES[name].methods == ("GET",)
    assert PAGES[name].scope == "public"


def test_only_unseen_pages_travel_compressed(tellers):
    asks = {"headers": {"Accept-Encoding": "gzip"}}
    assert Client().get("/guide/", **asks).headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in tellers.house.browser(tellers.ash).get("/today/", **asks).headers
    assert "Content-Encoding" not in Client().get("/sign-in/", **asks).headers


def test_what_was_searched_for_is_in_no_log(house, capfd, caplog):
    Client().get("/guide/search/?q=zebracrossing")
    Client().get("/guide/card/zebracrossing/")
    said = capfd.readouterr()
    assert "zebracrossing" not in said.out + said.err
    assert "zebracrossing" not in "".join(str(r.msg) for r in caplog.records)
    from alongside.config.logs import Formatter

    assert "zebracrossing" not in "\n".join(Formatter().format(record) for record in caplog.records)


# Two clicks to any card, one more to the deed ----------------------------------------------------------------------


def test_every_card_is_two_clicks_from_the_first_page(house):
    near = links("/")
    assert {"/guide/", "/help/", "/sign-in/"} <= near
    twice = links("/guide/")
    assert {f"/guide/card/{slug}/" for slug in guide().cards} <= twice


def test_every_door_is_there_and_holds_its_cards(house):
    for door in DOORS:
        assert {f"/guide/card/{card.slug}/" for card in guide().behind[door]} <= links(f"/guide/{door}/")
    assert Client().get("/guide/cellar/").status_code == 404


@pytest.mark.parametrize("slug", sorted(guide().cards))
def test_a_card_shows_its_four_parts_its_sources_and_its_deeds(house, slug):
    card = guide().cards[slug]
    html = unescape(Client().get(f"/guide/card/{slug}/").content.decode())
    assert card.title in html
    for part in ("When this helps", "What to say", "What not to say", "Do it now", "Where it comes from"):
        assert f">{part}<" in html
    there = set(LINK.findall(html))
    assert {f"/guide/library/{source}/" for source in card.sources} <= there
    assert {f"/do/{deed}/" for deed in card.deeds} <= there


def test_a_deed_asks_who_one_is_and_leads_back(tellers):
    answer = Client().get("/do/worry/")
    assert answer.headers["Location"] == "/sign-in/?next=%2Fdo%2Fworry%2F"
    browser = tellers.house.browser(tellers.ash)
    assert browser.get("/do/worry/").headers["Location"] == "/worry/"


def test_what_is_no_deed_of_a_card_is_not_there(tellers):
    browser = tellers.house.browser(tellers.ash)
    assert browser.get("/do/healthz/").status_code == 404
    assert browser.get("/do/no-such-page/").status_code == 404


# Old links, bad addresses ---------------------------------------------------------------------------------------------


def test_a_card_that_was_renamed_is_found_by_its_old_name(house, monkeypatch):
    slug = guide().in_order[0].slug
    monkeypatch.setitem(guide().was, "an-old-name", slug)
    answer = Client().get("/guide/card/an-old-name/")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/guide/card/{slug}/")
    answer = Client().get("/guide/card/an-old-name/large/?lang=cy&from=a%20poster")
    assert answer.headers["Location"] == f"/guide/card/{slug}/large/?lang=cy&from=a+poster"


@pytest.mark.parametrize(
    "path",
    [
        "/guide/card/none/",
        "/guide/library/none/",
        "/guide/topics/none/",
        "/guide/card/..%2f/",
        "/guide/card/%00/",
    ],
)
def test_what_is_not_there_is_said_plainly(house, path):
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("start", ["-1", "x", "9" * 30, "²", ""])
def test_a_library_page_that_nobody_would_ask_for(house, start):
    assert Client().get("/guide/library/", {"from": start, "kind": "no such kind"}).status_code == 200


# Light --------------------------------------------------------------------------------------------------------------


def test_no_page_of_the_guide_is_heavier_than_thirty_kilobytes_on_the_way(house):
    heavy = {
        path: size
        for path in pages(guide())
        if (size := len(gzip.compress(Client().get(path).content))) > 30_000
    }
    assert heavy == {}


WORKERS = {"/guide/sw.js": kept(guide()), "/help/sw.js": ["/help/"]}


@pytest.mark.parametrize("path", WORKERS)
def test_a_worker_keeps_public_pages_below_its_own_address_and_nothing_else(house, path):
    script = Client().get(path)
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in script.headers, (
        "a browser lets it answer for what lies below it alone"
    )
    assert all(one.startswith(path.removesuffix("sw.js")) for one in WORKERS[path])
    assert set(re.findall(r'"(/[^"]*)"', script.content.decode())) - set(WORKERS[path]) <= {
        "/static/", "/static/web/light.css", "/static/web/icon.svg", "/static/web/js/light.js"
    }  # fmt: skip


def test_every_page_that_is_exported_and_the_large_print_is_kept():
    large = {f"/guide/card/{slug}/large/" for slug in guide().cards}
    assert set().union(*WORKERS.values()) == {*pages(guide()), *large}


def test_no_page_of_work_lies_where_a_worker_could_stand_before_it():
    below = [page for page in PAGES.values() if page.route.startswith(("guide/", "help/"))]
    assert len(below) > 10
    assert [page.name for page in below if not page.unseen] == []


def test_the_style_travels_within_the_page_and_no_other_is_allowed(house, tmp_path):
    """On a slow line a file of its own would be one way to and fro more before there is something to read."""
    style = 'a{src:url("fonts/face.woff2");background:url("data:x")}'
    (tmp_path / "web").mkdir()
    (tmp_path / "web/light.css").write_text(style)
    styling._light.cache_clear()
    with override_settings(STATIC_ROOT=tmp_path):
        response = Client().get("/guide/")
    styling._light.cache_clear()
    html = response.content.decode()
    within = style.replace("fonts/", "/static/web/fonts/")
    assert f'<style data-from="/static/web/light.css">{within}</style>' in html
    digest = base64.b64encode(hashlib.sha256(within.encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}';" in response.headers["Content-Security-Policy"]
    assert 'rel="stylesheet"' not in html
    assert '<link rel="stylesheet" href="/static/web/light.css">' in styling.as_a_file(html)


def test_finding_help_says_how_sure_we_are(house):
    html = Client().get("/help/").content.decode()
    assert 'href="tel:999"' in html
    assert 'href="tel:116123"' in html
    # FRANK, Drinkline, SHOUT and Galop: published widely, not read with the body itself.
    assert html.count("look whether it is still this number") == 4


# Beside the work ------------------------------------------------------------------------------------------------------


def test_a_page_of_work_has_at_most_one_quiet_line(tellers):
    browser = tellers.house.browser(tellers.ash)
    html = browser.get("/worry/").content.decode()
    assert html.count("data-beside") == 1
    assert browser.get("/today/").content.decode().count("data-beside") == 0


def test_only_a_card_that_says_so_stands_beside_a_page():
    """A card's deeds may be done with anybody; its title may not be shown to everybody whom a page is about."""
    from alongside.web.registry import beside

    lines = {name: line.title for name, page in PAGES.items() if (line := beside(page))}
    said = {page: card.title for card in guide().in_order for page in card.beside}
    assert lines == {name: title for name, title in said.items() if name not in UNSEEN}
    assert lines["write"] == "The bond between the two of you"
    deeds = {deed for card in guide().in_order for deed in card.deeds}
    assert deeds - set(lines), "many deeds show no card"
