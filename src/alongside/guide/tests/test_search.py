"""Finding: stems, a letter wrong, half a word; and whatever is typed, a plain answer."""

import pytest
from django.db import connections
from django.test import Client

from alongside.guide import filling
from alongside.guide.content import guide
from alongside.guide.searching import search

ROWS = [
    (
        "en",
        "card",
        "naloxone",
        "Give naloxone home",
        "A kit for whoever is around.",
        "Ask who is there when they use methadone.",
    ),
    (
        "en",
        "card",
        "families",
        "Ask the family",
        "Mothers, brothers, friends.",
        "They carry a great deal, and nobody asks.",
    ),
    ("en", "entry", "copello", "Coping in families", "Five steps for relatives.", "Copello 2010 evidence"),
    ("en", "word", "bbv", "BBV", "A virus that is carried in blood.", "blood-borne virus"),
    ("cy", "card", "welsh", "Naloxone gartref", "", ""),
]


@pytest.fixture
def filled(house):
    """A search over a few rows of ours."""
    filling.put(connections["owner"], ROWS)
    with house.viewer(house.staff("Ash", house.team("North")), scope="none"):
        yield


def found(typed, **more):
    return [hit.slug for hit in search(typed, "en", **more).hits]


@pytest.mark.parametrize(
    ("typed", "slugs"),
    [
        ("naloxone", {"naloxone"}),
        ("NALOXONE", {"naloxone"}),
        ("families", {"families", "copello"}),  # stems
        ("mothers", {"families"}),
        ("methad", {"naloxone"}),  # half a word
        ("naloxon", {"naloxone"}),
        ("nalaxone", {"naloxone"}),  # one letter another
        ("naloxxone", {"naloxone"}),  # one too many
        ("nloxone", {"naloxone"}),  # one too few
        ("metahdone", {"naloxone"}),  # two changed places
        ("bbv", {"bbv"}),
        ("the family", {"families", "copello"}),
        ("naloxone zebra", set()),
        ("copelo 2010", {"copello"}),
        ("blood-borne", {"bbv"}),
    ],
)
def test_what_is_found(filled, typed, slugs):
    assert set(found(typed)) == slugs


def test_any_of_the_words(filled):
    assert set(found("naloxone zebra families", any_of=True)) == {"naloxone", "families", "copello"}


def test_cards_come_first(filled):
    assert found("families")[0] == "families"


def test_a_word_that_was_understood_otherwise_is_said(filled):
    assert search("nalaxone", "en").instead == "naloxone"
    assert search("naloxone", "en").instead == ""


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("a", "at least two letters"),
        ("é", "at least two letters"),
        ("?!", "at least two letters"),
        ("x" * 10_000, "more than a search can take"),
        ("word " * 2_000, "more than a search can take"),
        ("the of and", "in everything"),
        ("zzzzzzzz", "Nothing here has those words"),
        ("' or 1=1 --", ""),
        (":* & | ! ( <->", "at least two letters"),
        ("\0naloxone", ""),
        ("100% _ \\", ""),
    ],
)
def test_whatever_is_typed_has_a_plain_answer(filled, typed, says):
    assert says in search(typed, "en").says


def test_nothing_typed_is_no_search(filled):
    assert search("  ", "en").says == ""


def test_by_the_page(house):
    html = Client().get("/guide/search/", {"q": "nalaxone"}).content.decode()
    assert 'id="found"' in html
    assert "/guide/card/" in html
    assert "at least two letters" in Client().get("/guide/search/", {"q": "x"}).content.decode()
    assert "more than a search" in Client().get("/guide/search/", {"q": "x" * 10_000}).content.decode()


def test_every_card_is_found_by_its_title(house):
    with house.viewer(house.staff("Ash", house.team("North")), scope="none"):
        lost = [card.slug for card in guide().in_order if card.slug not in found(card.title)]
    assert lost == []


def test_every_topic_and_every_place_of_the_matrix_finds_something(house):
    asked = [topic["words"] for topic in guide().topics]
    asked += [
        cell["words"] for row in guide().matrix["row"] for cell in row["cells"].values() if cell.get("words")
    ]
    with house.viewer(house.staff("Ash", house.team("North")), scope="none"):
        assert [words for words in asked if not found(words, any_of=True)] == []


# The rows --------------------------------------------------------------------------------------------------------------


def test_the_rows_are_made_once_for_each_version_of_the_files(house, monkeypatch):
    owner = connections["owner"]
    made = []
    monkeypatch.setattr(filling, "put", lambda *a: made.append(1))
    filling.fill(owner)
    assert made == [], "the template was filled from these files"
    monkeypatch.setattr(filling, "digest", lambda: "another")
    filling.fill(owner)
    assert made == [1]


def test_the_pages_role_reads_them_and_writes_none(house):
    import psycopg

    with house.viewer(house.staff("Ash", house.team("North")), scope="none"):
        with connections["default"].cursor() as cursor:
            cursor.execute("select count(*) from guide_piece")
            assert cursor.fetchone()[0] >= len(guide().cards)
        for sql in (
            "insert into guide_spelling (lang, word, letters, many) values ('en', 'x', 1, 1)",
            "delete from guide_piece",
        ):
            with pytest.raises(Exception) as refused, connections["default"].cursor() as cursor:
                cursor.execute("savepoint s")
                try:
                    cursor.execute(sql)
                finally:
                    cursor.execute("rollback to s")
            assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)
