"""The files: what is wrong with one is said by its name, with what to do; the rest of the Guide stands."""

import re

import pytest

from alongside.guide import content as guides
from alongside.guide import files
from alongside.guide.content import LANGUAGES, guide, unknown_deeds

CARD = """---
title: A card
door: families
order: 1
summary: What it is.
sources: [a-book]
deeds: [write]
---
## When this helps
Now.
## What to say
“Hello.”
## What not to say
“No.”
## Do it now
1. Do.
"""
ENTRY = "---\ntitle: A book\nauthors: [Somebody]\nyear: 2020\nkind: book\n---\nWhat it says.\n"


@pytest.fixture
def folder(tmp_path):
    """A Guide of one card and one entry."""
    for name in ("cards", "library"):
        (tmp_path / "en" / name).mkdir(parents=True)
    (tmp_path / "en/cards/one.md").write_text(CARD)
    (tmp_path / "en/library/a-book.md").write_text(ENTRY)
    return tmp_path


def problems(folder):
    return [str(problem) for problem in guides.read("en", [folder]).problems]


def test_a_card_and_an_entry_are_read(folder):
    content = guides.read("en", [folder])
    assert problems(folder) == []
    assert content.cards["one"].sections["Do it now"] == "1. Do."
    assert content.rests["a-book"] == [content.cards["one"]]
    assert content.entries["a-book"].authors == ("Somebody",)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("sources: [a-book]\n", "", "names no source"),
        ("sources: [a-book]", "sources: []", "names no source"),
        ("sources: [a-book]", "sources: [no-book]", "no-book, which is no entry of the library"),
        ("door: families", "door: cellar", "a door that is not there, cellar"),
        ("title: A card", "title: A card: of what", "front matter that cannot be read near line 2"),
        ("title: A card\n", "", "says no title"),
        ("---\ntitle", "title", "has no front matter"),
        ("order: 1", "order: first", "an order that is no whole number"),
        ("## What to say\n“Hello.”\n", "", "Missing: What to say"),
        ("## Do it now", "## Do it soon", "Missing: Do it now"),
        ("“Hello.”\n", "“Hello.”\n## More\nMore.\n", "is not cut as a card is"),
        ("order: 1", "reviewed: soon", "a reviewed that is no date"),
        ("order: 1", "was: [one]", "says that it was one, which is a card of its own"),
        ("order: 1", "specialist: soon", "a specialist that is no date"),
    ],
)
def test_what_is_wrong_with_a_card_is_said(folder, old, new, says):
    assert old in CARD
    (folder / "en/cards/one.md").write_text(CARD.replace(old, new))
    (said,) = problems(folder)
    assert said.startswith("en/cards/one.md: ")
    assert says in said


def test_a_link_to_a_card_that_is_not_there_is_said(folder):
    (folder / "en/cards/one.md").write_text(CARD.replace("“Hello.”", "Open [another](two.md)."))
    assert problems(folder) == ["en/cards/one.md: leads to cards/two.md, which is not there."]


def test_one_card_stands_beside_a_page(folder):
    for name, title in (("one", "A card"), ("two", "Another")):
        (folder / f"en/cards/{name}.md").write_text(
            CARD.replace("A card", title).replace("deeds: [write]", "deeds: [write]\nbeside: [write]")
        )
    assert problems(folder) == ["en/cards/two.md: stands beside write, as one does. One card a page."]


def test_two_cards_do_not_claim_one_old_name(folder):
    for name, title in (("one", "A card"), ("two", "Another")):
        (folder / f"en/cards/{name}.md").write_text(
            CARD.replace("A card", title).replace("order: 1", "order: 1\nwas: [before]")
        )
    assert problems(folder) == [
        "en/cards/two.md: says that it was before, as one does. One card has had a name."
    ]
    assert guides.read("en", [folder]).was == {"before": "one"}


TABLES = {
    "jargon.toml": '[[term]]\nterm = "BBV"\nshort = "A virus."\nsource = "SLUG"\n',
    "reflection.toml": '[[question]]\nid = "BBV"\naudience = "own"\ntheme = "T"\ntext = "Why?"\nsources = ["SLUG"]\n',
    "interventions.toml": '[[intervention]]\nslug = "BBV"\nname = "A"\ngroup = "person"\nsources = ["SLUG"]\n',
    "topics.toml": '[[topic]]\nslug = "BBV"\ntitle = "T"\nwords = "w"\ncards = ["CARD"]\n',
    "matrix.toml": 'columns = [{slug = "c", title = "C"}]\n'
    '[[row]]\nslug = "BBV"\ntitle = "R"\n[row.cells]\nc = {cards = ["CARD"]}\n',
}


@pytest.mark.parametrize("name", TABLES)
def test_what_a_table_names_and_is_not_there_is_said(folder, name):
    told = TABLES[name]
    (folder / "en" / name).write_text(told.replace("SLUG", "a-book").replace("CARD", "one"))
    assert problems(folder) == []
    (folder / "en" / name).write_text(told.replace("SLUG", "no-book").replace("CARD", "no-card"))
    (said,) = problems(folder)
    missing = "library/no-book" if "SLUG" in told else "cards/no-card"
    assert said == f"en/{name}: names {missing}.md in its entry BBV, which is not there."


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('sources = ["SLUG"]', 'recommended = [{who = "NICE", source = "no-book"}]', "library/no-book.md"),
        ('sources = ["SLUG"]', 'resources = {manuals = ["no-book"]}', "library/no-book.md"),
        ('sources = ["SLUG"]', 'cards = ["no-card"]', "cards/no-card.md"),
    ],
)
def test_so_is_all_that_a_kind_of_help_names(folder, old, new, says):
    (folder / "en/interventions.toml").write_text(TABLES["interventions.toml"].replace(old, new))
    (said,) = problems(folder)
    assert says in said


def test_a_place_in_no_column_is_said(folder):
    (folder / "en/matrix.toml").write_text(
        TABLES["matrix.toml"].replace('slug = "c"', 'slug = "d"').replace("CARD", "one")
    )
    assert problems(folder) == ["en/matrix.toml: has a place for c in BBV, and no such column."]


def test_what_nothing_reads_is_said(folder):
    (folder / "en/cards/one.md").write_text(CARD.replace("order: 1", "order: 1\nbesides: [write]"))
    assert problems(folder) == [
        "en/cards/one.md: says besides, which nothing reads. Look how it is spelt, or take it out."
    ]


def test_a_broken_card_leaves_the_others(folder):
    (folder / "en/cards/two.md").write_text("nothing of a card")
    content = guides.read("en", [folder])
    assert list(content.cards) == ["one"]
    assert len(content.problems) == 1


def test_another_encoding_and_another_name_are_said(folder):
    (folder / "en/cards/two.md").write_bytes(CARD.encode("utf-16"))
    (folder / "en/cards/Thrée.md").write_text(CARD)
    said = " ".join(problems(folder))
    assert "two.md: is not written in UTF-8" in said
    assert "has a name that cannot stand in an address" in said


def test_a_table_that_cannot_be_read_is_said(folder):
    (folder / "en/jargon.toml").write_text('[[term]]\nterm = "BBV"\n')
    (folder / "en/topics.toml").write_text("[[topic\n")
    said = " ".join(problems(folder))
    assert "jargon.toml: says no short in its entry 1" in said
    assert "topics.toml: cannot be read as TOML" in said


def test_a_link_that_is_no_web_address_is_refused(folder):
    (folder / "en/library/a-book.md").write_text(
        ENTRY.replace("kind: book", "kind: book\nlink: javascript:alert(1)")
    )
    assert "has a link that is no web address" in " ".join(problems(folder))


def test_a_service_adds_and_changes_files_of_its_own(folder, tmp_path):
    own = tmp_path / "own"
    (own / "en/library").mkdir(parents=True)
    (own / "en/library/ours.md").write_text(ENTRY.replace("A book", "Our handout"))
    content = guides.read("en", [folder, own])
    assert content.entries["ours"].title == "Our handout"
    assert content.digest != guides.read("en", [folder]).digest


def test_a_service_adds_to_a_row_of_ours(folder, tmp_path):
    ours = '[[intervention]]\nslug = "bct"\nname = "Couples"\ngroup = "together"\nsources = ["one"]\n'
    (folder / "en/interventions.toml").write_text(ours + "[intervention.resources]\nmanuals = []\n")
    own = tmp_path / "own"
    (own / "en").mkdir(parents=True)
    theirs = ours.replace("Couples", "Couples here").replace('"one"', '"two"')
    (own / "en/interventions.toml").write_text(theirs + '[intervention.resources]\nmanuals = ["ours"]\n')
    (row,) = guides.read("en", [folder, own]).interventions
    assert row["name"] == "Couples here"
    assert row["sources"] == ["one", "two"]
    assert row["resources"] == {"manuals": ["ours"]}


def test_a_row_without_its_name_is_said_and_one_without_resources_is_shown(folder):
    (folder / "en/topics.toml").write_text('[[topic]]\ntitle = "Peers"\nwords = "peer"\n')
    (folder / "en/interventions.toml").write_text(
        '[[intervention]]\nslug = "a"\nname = "A"\ngroup = "person"\n'
    )
    assert "topics.toml: says no slug in its entry 1" in " ".join(problems(folder))
    assert guides.read("en", [folder]).interventions[0]["resources"] == {}


# The product's own ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_file_of_the_guide_is_well(lang):
    content = guide(lang)
    assert [str(p) for p in (*content.problems, *unknown_deeds(content))] == []


def test_there_are_six_to_ten_cards_behind_each_door():
    assert {door: 6 <= len(cards) <= 10 for door, cards in guide().behind.items()} == dict.fromkeys(
        files.DOORS, True
    )


def test_every_card_leads_to_a_deed():
    assert [card.slug for card in guide().in_order if not card.deeds] == []


def test_a_card_on_harm_or_on_two_together_says_whether_a_specialist_read_it():
    """All behind that door by themselves; the others say so. What two people read of each other is never left out."""
    said = {card.slug for card in guide().in_order if card.safety}
    assert {card.slug for card in guide().behind["hurts"]} <= said
    together = re.compile(r"\bjoint work\b|\bdesk\b.{0,40}\bopen|\bcouple session", re.I)
    assert {
        card.slug for card in guide().in_order if together.search(" ".join(card.sections.values()))
    } <= said
