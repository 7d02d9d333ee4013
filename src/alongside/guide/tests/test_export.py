"""The Guide as a folder: every link leads to a file in it, nothing asks for anything from outside, no deed is in it."""

import re
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest

from alongside.guide import exporting
from alongside.guide.content import guide

LINK = re.compile(r'(?:href|src)="([^"]*)"')


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The whole of it, with a made-up style in the place of the built one."""
    from tests import ground

    style = tmp_path_factory.mktemp("static")
    for name in ("web/light.css", "web/icon.svg", "web/fonts/face.woff2"):
        (style / name).parent.mkdir(parents=True, exist_ok=True)
        (style / name).write_text("")
    (style / "web/light.css").write_text("@font-face{src:url(fonts/face.woff2)}a{background:url(data:x)}")
    to = tmp_path_factory.mktemp("out") / "guide"
    with ground.begun(), pytest.MonkeyPatch.context() as patch:
        patch.setitem(guide().was, "an-old-name", guide().in_order[0].slug)
        exporting.export(guide(), to, style, paper=False)
    return to


def pages(folder):
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*.html")}


def test_every_card_door_and_source_is_there(folder):
    there = pages(folder)
    for card in guide().in_order:
        assert card.title in there[f"guide/card/{card.slug}/index.html"].replace("&#39;", "'")
        assert f"guide/card/{card.slug}/large/index.html" in there
    assert {"index.html", "guide/index.html", "guide/families/index.html", "help/index.html"} <= set(there)
    assert (folder / "static/web/fonts/face.woff2").exists()
    assert (folder / "guide.ris").exists()


def test_every_link_leads_to_a_file_or_outside(folder):
    broken = []
    for name, html in pages(folder).items():
        for link in LINK.findall(html):
            if re.match(r"https?:|tel:|sms:|#", link):
                continue
            assert not link.startswith("/"), (name, link)
            path = folder / normpath(join(dirname(name), unquote(link.split("#")[0])))
            if not path.is_file():
                broken.append((name, link))
    assert broken == []


def test_nothing_leads_into_the_service(folder):
    for name, html in pages(folder).items():
        assert not re.search(r"<form|<script|sign-in|/today|data-deed|sw\.js", html), name


def test_the_way_out_is_on_every_page(folder):
    for name, html in pages(folder).items():
        if "http-equiv" not in html:  # what only leads on
            assert 'class="govuk-button govuk-button--warning exit__link" href="https://' in html, name


def test_a_card_is_found_by_the_name_that_it_had(folder):
    for name in ("", "large/"):
        stub = (folder / f"guide/card/an-old-name/{name}index.html").read_text("utf-8")
        where = re.search(r'content="0; url=([^"]*)"', stub)[1]
        led = folder / normpath(join(f"guide/card/an-old-name/{name}", where))
        assert guide().in_order[0].title in led.read_text("utf-8").replace("&#39;", "'")
