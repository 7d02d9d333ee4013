"""What the Guide is held to: the advice of the five briefings has a card, in words of its own, that can be read."""

import hashlib
import re
from pathlib import Path

import pytest

from alongside.guide import writing
from alongside.guide.content import HERE, guide
from alongside.guide.tests import names, runs

ROOT = Path(__file__).parents[4]
COVERAGE = ROOT / "docs" / "guide-coverage.md"
ROW = re.compile(r"^\| *(00[0-4]) *\| *([^|]+?) *\| *(.+?) *\| *([^|]*?) *\|$", re.M)


def advice() -> list[tuple[str, str, str, str]]:
    return ROW.findall(COVERAGE.read_text("utf-8"))


def test_every_piece_of_advice_has_a_card_that_is_there():
    rows = advice()
    assert len(rows) > 100
    assert {seed for seed, *_ in rows} == {"000", "001", "002", "003", "004"}
    missing = [row for row in rows if row[3].strip("`") not in guide().cards]
    assert missing == []


def test_each_piece_of_advice_is_said_in_at_most_twelve_words():
    assert [words for _, _, words, _ in advice() if len(words.split()) > 12] == []


def test_a_card_stands_beside_a_page_or_it_is_said_why_not():
    said = re.findall(r"^\| ([a-z0-9-]+) \| ([^|]+) \|$", COVERAGE.read_text("utf-8"), re.M)
    assert sorted(card for card, _why in said if card != "card") == sorted(
        c.slug for c in guide().in_order if not c.beside
    )


def test_nothing_in_the_guide_shares_eight_words_with_a_briefing():
    known = runs.load()
    shared = {}
    for path in [*HERE.rglob("*.md"), *HERE.rglob("*.toml"), COVERAGE]:
        # A title or a list of authors is a fact, and is not theirs to say alone.
        text = re.sub(r"^(title|authors|publisher|link):.*$", "", path.read_text("utf-8"), flags=re.M)
        found = [run for run in runs.of(text) if runs.mark(run) in known]
        if found:
            shared[str(path.relative_to(ROOT))] = found[:3]
    assert shared == {}


def test_the_marks_find_a_run_that_is_theirs():
    """The first row of the file is the mark of a sentence that no briefing has, put there so that this can fail."""
    assert runs.mark(runs.CANARY) in runs.load()
    assert runs.mark("none of them has ever said just these words") not in runs.load()


def test_a_mark_cannot_be_read_back():
    assert len(runs.mark("one two three four five six seven eight")) == runs.BYTES
    assert hashlib.sha256(b"one two three four five six seven eight").digest()[: runs.BYTES] != runs.mark(
        "one two three four five six seven eight"
    )


@pytest.mark.parametrize("slug", sorted(guide().cards))
def test_a_card_can_be_read_at_fourteen(slug):
    from alongside.guide.tests import reading

    assert reading.age(guide().cards[slug]) <= reading.MOST


def test_the_list_of_reading_ages_is_current():
    from alongside.guide.tests import reading

    assert (ROOT / reading.LISTED).read_text("utf-8") == reading.text(), (
        "python -m alongside.guide.tests.reading"
    )


def test_each_card_is_one_screen_of_words():
    """Some 250 words at most: what fits on a side of A4 in a size that can be read."""
    long = {
        card.slug: count
        for card in guide().in_order
        if (count := sum(len(writing.plain(words).split()) for words in card.sections.values())) > 280
    }
    assert long == {}


# Names -------------------------------------------------------------------------------------------------------------


def named(text: str, known: frozenset[bytes]) -> list[str]:
    return [run for run in names.runs(text) if names.mark(run) in known]


def test_nobody_whom_a_briefing_writes_of_and_nobody_at_its_seminar_is_named():
    """Who wrote a thing in the library is named as its author, and there alone."""
    known, found = names.load(), {}
    for path in [*HERE.rglob("*.md"), *HERE.rglob("*.toml"), *HERE.parent.rglob("*.csv"), COVERAGE]:
        text = re.sub(r"^authors:.*$", "", path.read_text("utf-8"), flags=re.M)
        if said := named(text, known):
            found[str(path.relative_to(ROOT))] = said
    assert found == {}


def test_the_marks_of_names_find_a_name():
    """One of them is of somebody made up, put there so that this can fail."""
    assert named("It was GWENDOLEN Made-up, who said so.", names.load()) == ["gwendolen made up"]
    assert len(names.load()) > 60
