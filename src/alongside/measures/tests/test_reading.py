"""Reading a questionnaire: what is wrong is said with its place, all at once."""

import json

import pytest

from alongside.measures.library import Library, library
from alongside.measures.models import Response
from alongside.measures.reading import ASKED_BY, ASSESSMENTS, HOW, TARGETS, Broken, parsed, version_key
from alongside.measures.tests.sheets import WEIGHT, asks, options, questionnaire, read
from alongside.staff.words import SEATS


def problems(*items, sidecar='parts = ["treatment"]', **over):
    with pytest.raises(Broken) as broken:
        read(*items, sidecar=sidecar, **over)
    return "\n".join(broken.value.problems)


def test_what_is_not_json_is_said_with_its_line():
    with pytest.raises(Broken, match=r"file.json: this is not JSON. line 2, column"):
        parsed('{\n  "item": [,]}', "", "file.json")


def test_what_is_not_toml_is_said():
    with pytest.raises(Broken, match="side.toml: this is not TOML"):
        parsed(json.dumps(questionnaire(asks())), "parts = [", "file.json", "side.toml")


@pytest.mark.parametrize("told", ["[]", "1", '{"resourceType": "Patient"}', "null"])
def test_another_resource_is_not_read(told):
    with pytest.raises(Broken, match="not a FHIR Questionnaire"):
        parsed(told, 'parts = ["treatment"]')


@pytest.mark.parametrize(
    ("item", "says"),
    [
        (asks(type="colour"), "there is no type colour"),
        (asks(type="attachment"), "the type attachment is not asked here"),
        (asks(type="choice"), "a choice needs at least one answerOption"),
        (asks(answerOption=options("a")), "a string takes no answerOption"),
        (asks(type="choice", answerOption=[{"extension": [{"url": WEIGHT, "valueDecimal": 1}]}]), "A weight alone is no answer"),
        (asks(type="choice", answerOption=options("a", "b", weights=[1])), "“b” has none"),
        (asks(type="choice", answerOption=options("a", weights=["much"])), "a weight is a number"),
        (asks(type="choice", answerOption=options("a", "a")), "“a” stands twice"),
        (asks(extension=[{"url": WEIGHT, "valueDecimal": 1}]), "a weight belongs to an answerOption"),
        (asks(text=""), "a question needs a text"),
        (asks(type="group"), "a group needs at least one item"),
        ({"type": "string", "text": "?"}, "no linkId"),
        (asks(type="choice", answerValueSet="http://x"), "answerValueSet is not read here"),
        (asks(item=[asks("two")]), "put what is asked under a question beside it"),
        (asks(enableWhen=[{"question": "nowhere", "operator": "=", "answerString": "x"}]), "“nowhere”, which is not there"),
        (asks(enableWhen=[{"question": "one", "operator": "=", "answerString": "x"}]), "asks about itself"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_item_is_said(item, says):
    assert says in problems(item)


def test_a_condition_on_a_later_question_is_refused():
    early = asks("early", enableWhen=[{"question": "late", "operator": "=", "answerString": "x"}])
    assert "“early”: enableWhen asks about “late”, which comes later" in problems(early, asks("late"))


def test_two_of_one_link_id_are_refused():
    assert "stands twice" in problems(asks("same"), asks("same"))


def test_several_conditions_need_to_say_whether_all():
    when = [{"question": "one", "operator": "=", "answerString": x} for x in "xy"]
    assert "enableBehavior" in problems(asks(), asks("two", enableWhen=when))


def test_an_operator_is_a_known_one_with_one_answer():
    odd = asks("two", enableWhen=[{"question": "one", "operator": "~", "answerString": "x"}])
    assert "no operator ~" in problems(asks(), odd)
    none = asks("two", enableWhen=[{"question": "one", "operator": "="}])
    assert "takes one answer" in problems(asks(), none)


def test_a_condition_does_not_look_into_a_group_that_repeats():
    group = asks("many", type="group", repeats=True, item=[asks("inner")])
    outside = asks("outer", enableWhen=[{"question": "inner", "operator": "exists", "answerBoolean": True}])
    assert "several answers elsewhere" in problems(group, outside)


def test_everything_that_is_wrong_is_said_at_once():
    said = problems(asks(type="colour"), asks("x", type="choice"), sidecar='parts = ["attic"]\nodd = 1')
    assert len(said.splitlines()) == 4


@pytest.mark.parametrize(
    ("sidecar", "says"),
    [
        ("", "say in which parts"),
        ('parts = ["attic"]', "there is no attic"),
        ('parts = ["treatment"]\nneeded = ["x"]', "needed: there is no question “x”"),
        ('parts = ["treatment"]\nalone_items = ["x"]', "alone_items: there is no question “x”"),
        ('parts = ["treatment"]\nby = ["somebody"]', "by: there is no somebody"),
        ('parts = ["treatment"]\n[[say]]\nitem = "x"\nis = "y"\nwords = "!"', "“x” is no question"),
        ('parts = ["treatment"]\n[[fills]]\nitem = "one"\nto = "moon"', "fills moon"),
        ('parts = ["treatment"]\n[[fills]]\nitem = "one"\nto = "map"', "holds the name"),
        ('parts = ["treatment"]\n[[scores]]\nname = "Sum"', "no weighted answers"),
    ],
)
def test_what_is_wrong_with_the_sidecar_is_said(sidecar, says):
    assert says in problems(asks(), sidecar=sidecar)


def test_bands_that_overlap_are_refused():
    sidecar = (
        'parts = ["treatment"]\n[[scores]]\nname = "Sum"\n'
        'bands = [{low = 0, high = 5, words = "low"}, {low = 5, high = 9, words = "high"}]'
    )
    weighed = asks(type="choice", answerOption=options("a", weights=[1]))
    assert "“low” and “high” overlap" in problems(weighed, sidecar=sidecar)


def test_the_retired_weight_is_read_too():
    old = options("a")
    old[0]["valueCoding"]["extension"] = [
        {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 2.5}
    ]
    assert str(read(asks(type="choice", answerOption=old)).items[0].options[0].weight) == "2.5"


def test_words_under_a_question_are_its_hint():
    hinted = asks(item=[{"linkId": "h", "type": "display", "text": "In their own words"}])
    assert read(hinted).items[0].hint == "In their own words"


def test_two_files_of_one_edition_are_refused():
    with pytest.raises(Broken, match="two files"):
        Library([read(asks()), read(asks())])


def test_the_newest_edition_is_asked_and_every_edition_is_read():
    made = Library([read(asks(), version=v) for v in ("1.10", "1.9", "1")])
    assert made.newest["try"].version == "1.10"
    assert made.edition("https://x.example/Questionnaire/try", "1") is not None


def test_a_retired_edition_is_not_asked():
    made = Library([read(asks()), read(asks(), version="2", status="retired")])
    assert made.newest["try"].version == "1"


def test_editions_sort_by_number():
    assert sorted(["1.10", "2", "1.9", "1"], key=version_key) == ["1", "1.9", "1.10", "2"]


# Our own


def test_all_of_ours_can_be_read_and_is_in_order():
    full = [sheet.slug for sheet in library().assessment("full", "treatment")]
    assert len(full) == 15
    assert [s.slug for s in library().assessment("brief", "treatment")] == ["brief"]
    assert "substances" not in [s.slug for s in library().assessment("full", "family")]


@pytest.mark.parametrize("kind", ASSESSMENTS)
def test_no_assessment_goes_without_asking_about_children(kind):
    needed = [n for s in library().assessment(kind, "treatment") for n in s.needed]
    assert "children-asked" in needed


def test_the_same_link_id_is_the_same_question():
    """What is carried from one to another means the same there: type, words and answers."""
    seen = {}
    for sheet in library().newest.values():
        for item in sheet.every():
            here = (item.type, item.text, item.options, item.repeats)
            assert seen.setdefault(item.link_id, here) == here, (sheet.slug, item.link_id)


def test_what_is_declared_agrees_with_what_is_kept():
    assert set(HOW) == set(Response.How.values)
    assert set(ASKED_BY) <= dict(SEATS).keys()
    assert set(TARGETS) >= {"map", "choice", "goal", "details", "return", "risk", "medicines"}


def test_thoughts_of_ending_their_life_are_answered_at_once():
    for slug in ("brief", "mind"):
        sheet = library().newest[slug]
        said = {code: s.words for s in sheet.says if s.item == "thoughts-now" for code in s.codes}
        assert all("116 123" in words and "999" in words for words in said.values())
        assert {"now", "thoughts"} <= set(said)


def test_a_child_who_may_come_to_harm_is_for_the_desk_whatever_is_answered():
    for slug in ("brief", "children"):
        sheet = library().newest[slug]
        said = [s for s in sheet.says if s.item == "children-worry"]
        assert [(s.desk, s.codes) for s in said] == [(True, ())]
        assert "children-worry" in sheet.alone_items


def test_no_words_of_ours_hurt():
    from tests.guards.test_words import FOR_CODE, NEVER, says

    for sheet in library().newest.values():
        text = [sheet.title, *(s.words for s in sheet.says)]
        for item in sheet.every():
            text += [item.text, item.hint, *(o.text for o in item.options)]
        for phrase in (*NEVER, *FOR_CODE):
            assert not [t for t in text if says(phrase, t)], (sheet.slug, phrase)
