"""What is asked, what is missing, what it adds up to: by example, and for any questionnaire."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings

from alongside.measures import rules
from alongside.measures.library import library
from alongside.measures.sheet import Band, Scale
from alongside.measures.tests.sheets import asks, filled, options, read

FEW = settings(max_examples=120, deadline=None)


def ids(sheet, answers, **more):
    return [one.item.link_id for one in rules.asked(sheet, answers, **more)]


def when(question, operator="=", **answer):
    return {"question": question, "operator": operator, **answer}


CHAIN = read(
    asks("one", type="boolean"),
    asks("two", type="choice", answerOption=options("a", "b"), enableWhen=[when("one", answerBoolean=True)]),
    asks("three", enableWhen=[when("two", answerCoding={"code": "a"})]),
)


def test_a_follow_up_is_asked_when_its_answer_is_given():
    assert ids(CHAIN, {}) == ["one"]
    assert ids(CHAIN, {"one": [True]}) == ["one", "two"]
    assert ids(CHAIN, {"one": [True], "two": ["a"]}) == ["one", "two", "three"]


def test_what_is_not_asked_has_no_answer_for_what_depends_on_it():
    assert ids(CHAIN, {"one": [False], "two": ["a"], "three": ["x"]}) == ["one"]


@pytest.mark.parametrize(
    ("condition", "values", "shown"),
    [
        (when("n", ">", answerInteger=2), [3], True), (when("n", ">", answerInteger=2), [2], False),
        (when("n", ">=", answerInteger=2), [2], True), (when("n", "<", answerInteger=2), [], False),
        (when("n", "<=", answerInteger=10), [9], True), (when("n", "!=", answerInteger=2), [3], True),
        (when("n", "!=", answerInteger=2), [2], False), (when("n", "exists", answerBoolean=False), [], True),
        (when("n", "exists", answerBoolean=True), [0], True), (when("n", "=", answerInteger=0), [0], True),
    ],
)  # fmt: skip
def test_every_operator(condition, values, shown):
    sheet = read(asks("n", type="integer"), asks("more", enableWhen=[condition]))
    assert ("more" in ids(sheet, {"n": values})) is shown


@pytest.mark.parametrize(("behavior", "shown"), [("any", True), ("all", False)])
def test_one_condition_or_all(behavior, shown):
    conditions = [when("n", answerInteger=1), when("m", answerInteger=1)]
    sheet = read(
        asks("n", type="integer"), asks("m", type="integer"),
        asks("more", enableWhen=conditions, enableBehavior=behavior),
    )  # fmt: skip
    assert ("more" in ids(sheet, {"n": [1], "m": [2]})) is shown


def test_numbers_are_not_compared_as_text():
    sheet = read(asks("n", type="decimal"), asks("more", enableWhen=[when("n", ">", answerDecimal=9.5)]))
    assert "more" in ids(sheet, {"n": ["10"]})


def test_a_group_that_is_not_asked_takes_its_questions_with_it():
    group = asks("group", type="group", item=[asks("inner")], enableWhen=[when("one", answerBoolean=True)])
    assert ids(read(asks("one", type="boolean"), group), {"inner": ["x"]}) == ["one"]


MANY = read(
    asks("many", type="group", repeats=True, item=[
        asks("what"), asks("how", enableWhen=[when("what", "exists", answerBoolean=True)], required=True),
    ])
)  # fmt: skip


def test_each_line_of_a_group_goes_by_its_own_answers():
    answers = {"many": [{"what": ["x"]}, {"how": ["stray"]}, {"what": ["y"], "how": ["z"]}]}
    assert rules.kept(MANY, answers) == {"many": [{"what": ["x"]}, {"what": ["y"], "how": ["z"]}]}
    assert [(m.group, m.time) for m in rules.missing(MANY, answers)] == [("many", 0)]


def test_questions_for_when_they_are_alone_wait():
    sheet = read(asks(), asks("private"), sidecar='parts = ["treatment"]\nalone_items = ["private"]')
    for company, expected in (("alone", 2), ("interpreter", 2), ("family", 1), ("", 1)):
        assert len(ids(sheet, {}, without=rules.not_now(sheet, company))) == expected


@pytest.mark.parametrize(
    ("company", "may"), [("alone", True), ("interpreter", True), ("family", False), ("", False)]
)
def test_a_part_for_when_they_are_alone(company, may):
    assert rules.may_be_asked(library().newest["mind"], company) is may
    assert rules.may_be_asked(library().newest["home"], company)


WEIGHED = read(
    asks("a", type="choice", answerOption=options("no", "yes", weights=[0, 3])),
    asks("b", type="choice", answerOption=options("no", "yes", weights=[0, 1.5]),
         enableWhen=[when("a", answerCoding={"code": "yes"})]),
    asks("c", type="choice", repeats=True, answerOption=options("x", "y", weights=[1, 2])),
    asks("d", type="integer"),
)  # fmt: skip


def test_a_score_is_the_sum_of_the_weights():
    assert rules.score(WEIGHED, {"a": ["yes"], "b": ["yes"], "c": ["x", "y"], "d": [7]}).total == Decimal(
        "7.5"
    )


def test_what_is_skipped_by_rule_counts_nothing_and_is_not_missing():
    score = rules.score(WEIGHED, {"a": ["no"], "b": ["yes"], "c": ["x"]})
    assert (score.total, score.missing, score.whole) == (1, (), True)


def test_a_score_with_something_missing_is_not_whole():
    score = rules.score(WEIGHED, {"a": ["yes"]})
    assert score.missing == ("b", "c") and not score.whole


def test_a_score_of_some_items():
    assert rules.score(WEIGHED, {"a": ["yes"], "c": ["y"]}, ["c"]).total == 2


def test_a_band_holds_to_its_last_number():
    scale = Scale("s", bands=(Band(Decimal(0), Decimal(7), "low"), Band(Decimal(8), Decimal(15), "more")))
    found = [rules.band(scale, Decimal(n)) for n in (0, 7, 8, 15, 16)]
    assert [b.words if b else None for b in found] == ["low", "low", "more", "more", None]


def test_what_has_changed():
    changes = rules.changes(MANY, {"many": [{"what": ["x"]}]}, {"many": [{"what": ["y"]}]})
    assert [(c.item.link_id, c.before, c.now) for c in changes] == [
        ("many", ({"what": ["x"]},), ({"what": ["y"]},))
    ]


def test_the_newest_answer_elsewhere_is_carried():
    sheet = read(asks(), asks("two"))
    assert rules.carried(sheet, [{"one": ["new"]}, {"one": ["old"], "two": ["x"], "three": ["y"]}]) == {
        "one": ["new"],
        "two": ["x"],
    }


DAY = dt.date(2035, 11, 6)


@pytest.mark.parametrize(
    ("done", "since", "due"),
    [
        (None, None, True), (DAY, None, False), (DAY - dt.timedelta(days=89), None, False),
        (DAY - dt.timedelta(days=90), None, True), (DAY - dt.timedelta(days=1), DAY, True), (DAY, DAY, False),
    ],
)  # fmt: skip
def test_when_a_part_is_due(done, since, due):
    assert rules.is_due(library().newest["home"], done, DAY, since) is due


def test_codes_for_the_national_return():
    sheet = library().newest["substances"]
    answers = {
        "substance": [
            {"substance-what": ["heroin"], "substance-route": ["smoke"]},
            {"substance-what": ["alcohol"], "substance-route": ["oral"]},
        ],
        "alcohol-days": [28],
        "injecting": ["before"],
    }
    assert rules.returned(sheet, answers) == {
        "DRUG": ["1011", "7000"], "ROUTE": ["3", "4"], "ALCDDAYS": ["28"], "INJSTAT": ["P"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"children-any": ["none"]}, "14"), ({"children-any": ["others"]}, "14"),
        ({"children-any": ["own"], "children-parent": ["some"]}, "12"),
    ],
)  # fmt: skip
def test_one_code_for_being_a_parent(answers, code):
    told = {"children-asked": ["asked"], **answers}
    assert rules.returned(library().newest["children"], told)["PRNTSTAT"] == [code]


# For any questionnaire and any answers


@FEW
@given(filled())
def test_what_is_kept_is_kept_as_it_is(told):
    sheet, answers = told
    once = rules.kept(sheet, answers)
    assert rules.kept(sheet, once) == once
    assert set(once) <= {one.item.link_id for one in rules.asked(sheet, once)}


@FEW
@given(filled())
def test_what_is_kept_fits_its_question(told):
    sheet, answers = told
    for link_id, values in rules.kept(sheet, answers).items():
        item = sheet.item(link_id)
        assert values and all(rules.fits(item, value) for value in values)
        assert item.repeats or len(values) == 1


@FEW
@given(filled())
def test_missing_is_asked_and_empty(told):
    sheet, answers = told
    kept = rules.kept(sheet, answers)
    asked = {one.item.link_id for one in rules.asked(sheet, kept)}
    for one in rules.missing(sheet, kept):
        assert one.item.required and one.item.link_id in asked and one.item.link_id not in kept


@FEW
@given(filled())
def test_dropping_what_is_not_asked_changes_no_score_and_no_question(told):
    sheet, answers = told
    fitting = rules.fitting(sheet, answers)
    kept = rules.kept(sheet, answers)
    assert rules.score(sheet, kept) == rules.score(sheet, fitting)
    assert ids(sheet, kept) == ids(sheet, fitting)
    assert rules.open_items(sheet, kept) == set(ids(sheet, kept))


@FEW
@given(filled())
def test_a_score_lies_between_the_least_and_the_most(told):
    sheet, answers = told
    score = rules.score(sheet, rules.kept(sheet, answers))
    most = sum(
        (sum(w) if item.repeats else max(w))
        for item in sheet.every()
        if (w := [o.weight for o in item.options if o.weight is not None])
    )
    assert 0 <= score.total <= most * 3


@FEW
@given(filled())
def test_what_changed_is_nothing_between_the_same_and_turns_round(told):
    sheet, answers = told
    kept = rules.kept(sheet, answers)
    assert rules.changes(sheet, kept, kept) == []
    there = rules.changes(sheet, {}, kept)
    back = rules.changes(sheet, kept, {})
    assert [(c.item, c.before, c.now) for c in there] == [(c.item, c.now, c.before) for c in back]


def test_rules_know_no_django():
    from pathlib import Path

    here = Path(rules.__file__).parent
    for name in ("rules", "sheet", "reading", "library", "fhir"):
        assert "django" not in (here / f"{name}.py").read_text().replace("No Django", "").replace(
            "knows Django", ""
        ), name


def test_every_state_has_decided_about_every_deed():
    from alongside.measures.states import COURSES

    for course in COURSES:
        decided = {(row.state, row.deed) for row in course.rows}
        assert decided == {(state, deed) for state in course.states for deed in course.deeds}, course.name
