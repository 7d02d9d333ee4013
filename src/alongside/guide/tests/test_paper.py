"""On paper: a card is one side of A4; the whole Guide is one PDF, made once for each version of its files."""

import dataclasses
import re

import pytest
from django.template import loader
from django.test import Client

from alongside.config import tasks
from alongside.guide import printing
from alongside.guide.content import guide
from alongside.web import pdf

weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)


@pytest.fixture(scope="module")
def sheets():
    """On which page of the whole each door, card and list begins, in their order."""
    sheet = weasyprint.HTML(string=loader.render_to_string("guide/print.html", printing.told(guide())))
    document = sheet.render(stylesheets=[weasyprint.CSS(string=printing.STYLE.read_text())])
    begins: dict[str, int] = {}
    for at, page in enumerate(document.pages):
        for name in page.anchors:
            begins.setdefault(name, at)  # what goes on over several pages begins on the first
    order = [
        name for door, cards in guide().behind.items() for name in (f"door-{door}", *(c.slug for c in cards))
    ]
    return [(name, begins[name]) for name in (*order, "words", "library")]


@pytest.mark.slow
@pytest.mark.parametrize("slug", sorted(guide().cards))
def test_a_card_is_one_side_of_a4(sheets, slug):
    at = [name for name, _page in sheets].index(slug)
    (_name, page), (_next, after) = sheets[at : at + 2]
    assert after == page + 1


@pytest.fixture
def made(monkeypatch, tmp_path):
    """Where finished files lie is a folder of the test's own; making one is quick, and counted."""
    count: list[str] = []
    monkeypatch.setattr(printing, "place", lambda: tmp_path)
    monkeypatch.setattr(printing.pdf, "made", lambda html, style: count.append(html) or b"%PDF-1.7 made")
    return count


def test_a_page_hands_out_what_is_made_and_makes_nothing(house, made):
    answer = Client().get("/guide/print/guide.pdf")
    assert "not made yet" in answer.content.decode()
    assert made == []
    printing.whole(guide())
    answer = Client().get("/guide/print/guide.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"


def test_it_is_made_once_for_each_version_of_the_files(made, monkeypatch):
    for _ in range(3):
        tasks.print_the_guide()
    assert len(made) == 1
    monkeypatch.setattr(guide(), "digest", "another")
    tasks.print_the_guide()
    assert len(made) == 2
    assert len(list(printing.place().glob("*.pdf"))) == 1, "the old one goes"


def test_it_holds_every_card_its_contents_and_the_words(made):
    printing.whole(guide())
    (html,) = made
    for card in guide().in_order:
        assert f'href="#{card.slug}"' in html
        assert f'id="{card.slug}"' in html
    assert html.count("<dt") == len(guide().terms) + len(guide().entries)


def test_a_link_to_a_card_by_an_old_name_and_to_an_entry_leads_there(made, monkeypatch):
    card = guide().in_order[0]
    renamed = dataclasses.replace(card, was=("an-old-name",))
    monkeypatch.setitem(guide().behind, card.door, [renamed])
    html = loader.render_to_string("guide/print.html", printing.told(guide()))
    assert '<a id="an-old-name"></a>' in html
    monkeypatch.undo()
    whole = loader.render_to_string("guide/print.html", printing.told(guide()))
    there = set(re.findall(r' id="([^"]*)"', whole))
    assert set(re.findall(r'href="#([^"]*)"', whole)) <= there


def test_where_a_library_is_missing_the_work_goes_on(made, monkeypatch):
    def missing(html, style):
        raise pdf.NoPango("libpango-1.0-0")

    monkeypatch.setattr(printing.pdf, "made", missing)
    tasks.print_the_guide()
    assert not list(printing.place().glob("*.pdf"))


@pytest.mark.slow
def test_the_whole_guide_is_one_file(monkeypatch, tmp_path):
    monkeypatch.setattr(printing, "place", lambda: tmp_path)
    data = printing.whole(guide()).read_bytes()
    assert data.startswith(b"%PDF")
    assert len(data) > 100_000
