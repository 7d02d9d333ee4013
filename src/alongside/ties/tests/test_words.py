"""What a map says in words: true by count, nobody named, nobody added or dropped."""

import re
from dataclasses import dataclass, replace
from string import ascii_letters
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.ties.words import CHANGED, NOTICED, changed, notice


@dataclass(frozen=True)
class Alter:
    id: str
    name: str = "?"
    shape: str = "person"
    closeness: int | None = None
    helps: int | None = None
    harder: int | None = None
    in_recovery: bool | None = None
    uses: bool | None = None
    used_together: str = ""


def english(said: list[Any]) -> list[str]:
    return [one.english for one in said]


# What do you notice?


def test_the_most_useful_three_are_said() -> None:
    alters = [
        Alter("a", closeness=5, helps=2, in_recovery=True),
        Alter("b", closeness=4, helps=1, used_together="still"),
        Alter("c", closeness=1, helps=3),
        Alter("d", "GP", "professional"),
    ]
    assert english(notice(alters)) == [
        "2 people are close to you and help.",
        "1 person here is in recovery.",
        "1 person who helps stands further out.",
    ]


def test_an_empty_map_says_nothing() -> None:
    assert notice([]) == []


def test_what_was_not_asked_is_neither_yes_nor_no() -> None:
    assert english(notice([Alter("a"), Alter("b")])) == ["There are 2 people on your map."]


def test_one_has_a_form_of_its_own() -> None:
    assert english(notice([Alter("a")])) == ["There is 1 person on your map."]


def test_both_may_be_true_of_one_person() -> None:
    assert "1 person helps and also makes it harder." in english(notice([Alter("a", helps=1, harder=3)]))


def test_who_knows_whom() -> None:
    six = [Alter(letter) for letter in "abcdef"]
    links = [("a", "b"), ("a", "c"), ("a", "d"), ("e", "f")]
    assert english(notice(six, links)) == [
        "One person here knows 3 of the others.",
        "There are 2 separate circles of people who know each other.",
        "There are 6 people on your map.",
    ]
    assert "1 person knows nobody else here." in english(notice([*six[:2], Alter("z")], [("a", "b")]))
    assert english(notice(six[:3], [("a", "b"), ("b", "c")]))[0].startswith("All 3 people here are linked")


def test_with_no_links_drawn_nobody_is_said_to_know_nobody() -> None:
    assert "knows_nobody_else" not in [said.key for said in notice([Alter("a"), Alter("b")])]


def test_groups_and_places_are_not_people() -> None:
    alters = [Alter("a", shape="professional"), Alter("b"), Alter("g", "AA", "group", in_recovery=True)]
    assert english(notice(alters, [("a", "g")])) == [
        "1 of the 2 people here is there through their work.",
        "1 group or place is part of your map.",
        "There are 2 people on your map.",
    ]


KNOWN = st.builds(
    Alter,
    id=st.sampled_from(ascii_letters),
    name=st.just("Somebody-with-a-name"),
    shape=st.sampled_from(["person", "professional", "group", "place"]),
    closeness=st.none() | st.integers(1, 5),
    helps=st.none() | st.integers(0, 3),
    harder=st.none() | st.integers(0, 3),
    in_recovery=st.none() | st.booleans(),
    uses=st.none() | st.booleans(),
    used_together=st.sampled_from(["", "no", "yes", "still"]),
)
MAP = st.lists(KNOWN, max_size=12, unique_by=lambda alter: alter.id)


@given(MAP, st.data())
def test_any_map_says_at_most_three_true_things_of_nobody_by_name(
    alters: list[Alter], data: st.DataObject
) -> None:
    pair = st.tuples(*[st.sampled_from([alter.id for alter in alters] or ["-"])] * 2)
    links = data.draw(st.lists(pair, max_size=20))
    said = notice(alters, links)
    assert said == notice(alters, links)
    assert len({one.key for one in said}) == len(said) <= 3
    assert all(0 < one.count <= len(alters) for one in said)
    assert not [one for one in said if "Somebody" in one.english]


ADVICE = re.compile(
    r"\b(should|could|must|need to|try|leave|stay away|cut|drop|add|better|instead|only)\b", re.I
)


@pytest.mark.parametrize("forms", [*NOTICED.values(), *CHANGED.values()])
def test_no_sentence_advises(forms: tuple[str, str]) -> None:
    assert not ADVICE.search(" ".join(forms))
    assert all(form.endswith(".") for form in forms)


# What changed

MUM = Alter("m", "Mum", closeness=3, helps=1, harder=2, in_recovery=False, uses=True, used_together="no")
J = Alter("j", "J", closeness=4, used_together="still")


def test_a_map_that_stayed_the_same_says_nothing() -> None:
    assert changed([MUM, J], [J, MUM], [("m", "j")], [("j", "m")]) == []


def test_two_new_people_in_recovery_and_somebody_moved_outwards() -> None:
    after = [replace(J, closeness=2), Alter("x", "X", in_recovery=True), Alter("y", "Y", in_recovery=True)]
    assert english(changed([J], after)) == [
        "2 new people in recovery.",
        "2 are new on the map: X, Y.",
        "J moved outwards.",
    ]


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ({"closeness": 5}, "Mum moved closer."),
        ({"closeness": 1}, "Mum moved outwards."),
        ({"helps": 3}, "Mum helps more."),
        ({"helps": 0}, "Mum helps less."),
        ({"harder": 3}, "Mum makes it harder than before."),
        ({"harder": 0}, "Mum makes it less hard than before."),
        ({"in_recovery": True}, "Mum is in recovery now."),
        ({"uses": False}, "Mum does not use now."),
        ({"used_together": "still"}, "You and Mum use together now."),
    ],
)
def test_each_change_has_its_sentence(now: dict[str, Any], words: str) -> None:
    assert english(changed([MUM], [replace(MUM, **now)])) == [words]


def test_people_come_and_go() -> None:
    assert english(changed([MUM, J], [])) == ["2 are no longer on the map: Mum, J."]
    assert english(changed([], [MUM])) == ["Mum is new on the map."]
    assert english(changed([MUM, J], [MUM])) == ["J is no longer on the map."]


def test_what_was_asked_for_the_first_time_is_not_a_change() -> None:
    assert changed([Alter("m", "Mum")], [MUM]) == []
    assert changed([MUM], [Alter("m", "Mum")]) == []


def test_no_longer_using_together() -> None:
    assert english(changed([J], [replace(J, used_together="yes")])) == ["You and J no longer use together."]


def test_new_links_among_those_who_were_there() -> None:
    assert english(changed([MUM, J], [MUM, J], [], [("j", "m")])) == ["1 new pair of people know each other."]
