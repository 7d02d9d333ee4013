"""Another language: offered where people wrote and read it, nothing of it where nobody did, and no draft anywhere."""

import pytest
from django.test import Client
from tests import ground

from alongside.guide import content as guides
from alongside.guide.content import FIRST, guide, languages
from alongside.guide.pages import showing

SLUG = "hurts-danger-now"
CARD = """---
title: Perygl nawr
door: hurts
order: 1
summary: Crynodeb BBV.
sources: [helplines]
reviewed: 2026-11-20
---
## When this helps
Nawr. [Un arall](families-five-steps.md)
## What to say
Helo.
## What not to say
Na.
## Do it now
1. Ffoniwch 999.
"""
WORDS = """name = "Cymraeg"
[words]
"When this helps" = "Pan mae hyn yn helpu"
"What to say" = "Beth i\'w ddweud"
"What not to say" = "Beth i beidio"
"Do it now" = "Gwnewch nawr"
"""


@pytest.fixture(scope="module", autouse=True)
def house():
    """One for all: here nothing is written."""
    with ground.begun() as made:
        yield made


@pytest.fixture
def welsh(tmp_path, monkeypatch):
    """A folder of a service that holds a card in Welsh, made up for the test; forgotten afterwards."""

    def written(card: str = CARD, words: str = WORDS) -> None:
        (tmp_path / "cy/cards").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"cy/cards/{SLUG}.md").write_text(card)
        (tmp_path / "cy/words.toml").write_text(words)
        (tmp_path / "cy/jargon.toml").write_text('[[term]]\nterm = "BBV"\nshort = "feirws"\n')
        forget()

    def forget() -> None:
        guide.cache_clear()
        showing.explained_in.cache_clear()

    monkeypatch.setattr(guides, "roots", lambda: [guides.HERE, tmp_path])
    written()
    yield written
    monkeypatch.undo()
    forget()


def html(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_where_nobody_translated_nothing_is_offered(house):
    assert languages() == [FIRST]
    for path in ("/guide/", f"/guide/card/{SLUG}/"):
        assert "hreflang" not in html(path)
        assert Client().get(f"{path}?lang=cy").content == Client().get(path).content, (
            "an unknown one is the first"
        )


def test_a_card_is_offered_in_its_languages_and_read_in_them(house, welsh):
    english = html(f"/guide/card/{SLUG}/")
    assert f'href="/guide/card/{SLUG}/?lang=cy" lang="cy" hreflang="cy">Cymraeg</a>' in english
    welsh_one = html(f"/guide/card/{SLUG}/?lang=cy")
    assert '<article class="practice" lang="cy">' in welsh_one
    for said in (
        "Perygl nawr",
        "Pan mae hyn yn helpu",
        "Gwnewch nawr",
        'BBV:</strong> <span id="term-bbv">feirws',
    ):
        assert said in welsh_one
    assert f'href="/guide/card/{SLUG}/" lang="en"' in welsh_one
    assert "When this helps" not in welsh_one
    assert 'href="/guide/library/helplines/"' in welsh_one, "its source is the first language's"
    assert 'href="/guide/card/families-five-steps/"' in welsh_one, "not translated: the first language's"


def test_a_card_that_is_not_translated_shows_no_choice_and_the_first_language(house, welsh):
    other = html("/guide/card/families-five-steps/?lang=cy")
    assert "hreflang" not in other
    assert guide().cards["families-five-steps"].title in other


def test_the_first_page_lists_what_there_is_in_a_language(house, welsh):
    first = html("/guide/?lang=cy")
    assert f'href="/guide/card/{SLUG}/?lang=cy" lang="cy">Perygl nawr</a>' in first
    assert first.count('class="door card"') == 2, "one door with a card, and the other ways in"
    assert 'hreflang="cy"' in html("/guide/")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("reviewed: 2026-11-20\n", "", "waits for a second reader"),
        ("reviewed: 2026-11-20", "reviewed: 2026-11-20\ndraft: true", "is a draft, and is not shown"),
    ],
)
def test_what_nobody_has_read_through_is_shown_to_nobody(house, welsh, old, new, says):
    welsh(CARD.replace(old, new))
    assert languages() == [FIRST]
    assert "Perygl" not in html(f"/guide/card/{SLUG}/?lang=cy")
    assert any(says in str(problem) for problem in guide("cy").problems)


def test_without_the_words_around_a_card_a_language_is_not_offered(house, welsh):
    welsh(words=WORDS.replace('"Do it now"', '"Something"'))
    assert languages() == [FIRST]
    assert "hreflang" not in html(f"/guide/card/{SLUG}/")
    (problem,) = guide("cy").problems
    assert str(problem).startswith("cy/words.toml: says nothing for Do it now")


def test_a_translation_of_no_card_is_said(house, welsh, tmp_path):
    (tmp_path / "cy/cards/no-such.md").write_text(CARD.replace("Perygl nawr", "Arall"))
    guide.cache_clear()
    assert any("is no card of the first language" in str(problem) for problem in guide("cy").problems)
