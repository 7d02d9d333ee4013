"""What an assessment tells the pages about keeping safe and well: shown, carried over, and written by a worker alone."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from tests.ground import telling

from alongside.access import folders
from alongside.access.folders import whose
from alongside.access.viewer import Person
from alongside.keeping import actions as keeping
from alongside.keeping.forms import AtRiskForm, HouseholdForm, MedicineForm, RiskForm
from alongside.keeping.models import AtRisk, Household, Medicine, Risk
from alongside.measures import told
from alongside.measures.library import library
from alongside.measures.tests import ground
from alongside.measures.tests.ground import save
from alongside.web.wrapper import url

FITS = {"missed-day": ["ill"], "fits": ["yes"], "fits-when": ["Two years ago, from drink"]}
PILLS = {
    "medicine": [
        {"medicine-name": ["Thiamine"], "medicine-dose": ["100 mg twice a day"], "medicine-from": ["prescribed"]},
        {"medicine-name": ["Sleep tablets"], "medicine-from": ["other"]},
    ],
    "ost": ["elsewhere"], "ost-where": ["Dr Shah, Mill Street Pharmacy"], "medicines-kept": ["high"],
}  # fmt: skip


@telling
def lou(tellers):
    return ground.asked(tellers, tellers.ash, tellers.one)


@pytest.fixture
def ash(tellers):
    return tellers.house.browser(tellers.ash)


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def said(tellers, lou):
    """What is offered now, by sort and code."""
    with tellers.house.viewer(tellers.ash) as by:
        person: Person = whose(by, lou.folder)
        request = SimpleNamespace()
        lines = told.keeping.of_person(request, person)
        found = told.said_of(request, person, lines, told.keeping.over_of_person(request, person), lou.folder)
        return {(one.thing, one.code): one for one in found.told}


def answered(tellers, lou, slug, answers, **more):
    with tellers.house.viewer(tellers.ash) as by:
        return save(by, lou.folder, slug, answers, done=True, **more)


def keep(tellers, lou, model, one, **more):
    """What a worker saves who took it over and added what was missing."""
    with tellers.house.viewer(tellers.ash) as by:
        form = {"review_on": None} if model is not AtRisk else {}
        fields = {f.name for f in model._meta.local_fields}
        form |= {"referral": "no", "lives": "home"} if model is AtRisk else {}
        values = {k: v for k, v in {**form, **one.values, **more}.items() if k in fields}
        return keeping.keep(by=by, model=model, folder=lou.folder, **values)


def carries(page, *words):
    """Do these words stand in the fields of a form?"""
    fields = unescape(
        " ".join(re.findall(r"<textarea.*?</textarea>|<input[^>]*>", page.content.decode(), re.S))
    )
    return [w for w in words if w not in fields]


def test_a_warning_about_withdrawal_is_offered_where_things_could_go_wrong(tellers, lou):
    assert ("risk", "fits") not in said(tellers, lou)
    answered(tellers, lou, "withdrawal", FITS)
    one = said(tellers, lou)["risk", "fits"]
    assert one.values["about"] == "fits"
    assert "Two years ago, from drink" in one.values["before"]
    assert "Shaking, sick or in pain" in one.values["now"]
    assert "level" not in one.values, "how serious it is now is the worker's to say"
    assert any(kind == "now" and "stops suddenly" in words for kind, words in one.says)
    assert (one.values["source"], one.on) == ("said", lou.home.done_on)


def test_what_was_not_said_is_not_offered(tellers, lou):
    answered(tellers, lou, "withdrawal", {"fits": ["no"], "missed-day": ["nothing"]})
    answered(tellers, lou, "overdose", {"overdose-ever": ["never"], "use-alone": ["always"]})
    answered(tellers, lou, "mind", {"thoughts-now": ["rather-not"]}, seen=1)
    assert not [code for thing, code in said(tellers, lou) if thing == "risk"]


def test_the_newest_answer_counts_wherever_it_was_asked(tellers, lou):
    answered(tellers, lou, "brief", {"overdose-ever": ["year"], "children-asked": ["asked"]})
    assert "overdose" in [code for _thing, code in said(tellers, lou)]
    tellers.house.pass_time(days=3)
    tellers.house.tokens.clear()
    answered(tellers, lou, "overdose", {"overdose-ever": ["never"]})
    assert "overdose" not in [code for _thing, code in said(tellers, lou)]


def test_each_medicine_is_offered_and_so_is_a_prescription_from_elsewhere(tellers, lou):
    answered(tellers, lou, "medicines", PILLS)
    found = said(tellers, lou)
    thiamine, pills = found["medicine", "medicines-1"], found["medicine", "medicines-2"]
    assert (thiamine.values["called"], thiamine.values["dose"]) == ("Thiamine", "100 mg twice a day")
    assert pills.title == "Sleep tablets"
    script = found["medicine", "script"]
    assert (script.values["script"], script.values["pharmacy"]) == (True, "Dr Shah, Mill Street Pharmacy")
    assert any("Two scripts at once" in words for _kind, words in script.says)


def test_children_asked_and_where_medicines_are_kept_are_one_offer_and_each_child_is_one(tellers, lou):
    answered(tellers, lou, "medicines", PILLS)
    found = said(tellers, lou)
    home = found["household", "household"]
    assert (home.values["children"], home.values["stored"]) == ("yes", "open")
    assert home.values["asked_on"] == lou.children.done_on
    ivy = found["atrisk", "child-1"]
    assert (ivy.values["kind"], ivy.values["called"], ivy.values["age"], ivy.values["lives"]) == (
        "child", "Ivy", 4, "home",
    )  # fmt: skip


def test_who_has_care_of_a_child_elsewhere_goes_along(tellers, lou):
    tellers.house.pass_time(days=1)
    tellers.house.tokens.clear()
    child = {"child-name": ["Ivy"], "child-lives": ["family"], "child-care": ["Her aunt"]}
    answers = {
        "children-asked": ["asked"], "children-any": ["own"], "child": [child], "children-services": ["early", "worker"],
    }  # fmt: skip
    answered(tellers, lou, "children", answers)
    ivy = said(tellers, lou)["atrisk", "child-1"].values
    assert (ivy["lives"], ivy["care"]) == ("elsewhere", "With other family\nHer aunt")
    assert ivy["services"] == "Early help, A social worker, no plan known"


def test_what_would_rather_not_be_said_is_carried_as_that(tellers, lou):
    tellers.house.pass_time(days=1)
    tellers.house.tokens.clear()
    answered(tellers, lou, "children", {"children-asked": ["rather-not"]})
    assert said(tellers, lou)["household", "household"].values["children"] == "later"


def test_a_pregnancy_is_offered_as_a_child_not_yet_born(tellers, lou):
    answered(tellers, lou, "pregnancy", {"pregnant": ["yes"], "midwife": ["yes"]})
    one = said(tellers, lou)["atrisk", "unborn"]
    assert (one.values["kind"], "midwife" in one.values["services"]) == ("unborn", True)
    keep(tellers, lou, AtRisk, one, lives="home")
    assert ("atrisk", "unborn") not in said(tellers, lou)


def test_what_stands_there_is_not_offered_nor_what_is_over_since(tellers, lou):
    answered(tellers, lou, "withdrawal", FITS)
    answered(tellers, lou, "medicines", PILLS)
    found = said(tellers, lou)
    soon = lou.home.done_on.replace(year=lou.home.done_on.year + 1)
    fits = keep(tellers, lou, Risk, found["risk", "fits"], level="watch", who="", helps="", review_on=soon)
    keep(tellers, lou, Medicine, found["medicine", "medicines-1"], taken="home", script=False)
    keep(tellers, lou, Household, found["household", "household"])
    ivy = keep(tellers, lou, AtRisk, found["atrisk", "child-1"])
    gone = [
        ("risk", "fits"), ("medicine", "medicines-1"), ("household", "household"), ("atrisk", "child-1"),
    ]  # fmt: skip
    left = said(tellers, lou)
    assert not set(gone) & set(left)
    assert {("medicine", "medicines-2"), ("medicine", "script")} <= set(left)
    with tellers.house.viewer(tellers.ash) as by:
        keeping.end(by=by, row=fits, why="over")
        keeping.end(by=by, row=ivy, why="error", in_error=True)
    left = said(tellers, lou)
    assert ("risk", "fits") not in left, "somebody decided since that it is over"
    assert ("atrisk", "child-1") in left, "written by mistake decides nothing"


def test_asked_again_later_is_offered_again(tellers, lou):
    keep(tellers, lou, Household, said(tellers, lou)["household", "household"], stored="not_asked")
    assert ("household", "household") not in said(tellers, lou)
    answered(tellers, lou, "medicines", {"medicines-kept": ["locked"]})
    assert said(tellers, lou)["household", "household"].values["stored"] == "locked", "not known before"
    tellers.house.pass_time(days=30)
    tellers.house.tokens.clear()
    answered(tellers, lou, "children", {"children-asked": ["asked"], "children-any": ["none"]})
    assert said(tellers, lou)["household", "household"].values["children"] == "no"


@pytest.mark.slow
def test_what_was_said_after_a_danger_was_looked_at_stands_beside_it_until_it_is_looked_at_again(
    tellers, lou
):
    answered(tellers, lou, "withdrawal", FITS)
    soon = lou.home.done_on.replace(year=lou.home.done_on.year + 1)
    fits = keep(
        tellers,
        lou,
        Risk,
        said(tellers, lou)["risk", "fits"],
        level="quiet",
        who="",
        helps="",
        review_on=soon,
    )
    tellers.house.pass_time(days=30)
    tellers.house.tokens.clear()
    assert ("risk", "fits") not in said(tellers, lou)
    answered(tellers, lou, "withdrawal", FITS | {"fits-when": ["Last Sunday, alone"]})
    assert said(tellers, lou)["risk", "fits"].line.id == fits.id
    ash = tellers.house.browser(tellers.ash)
    change = url("change-risk", risk=fits)
    page = ash.get(url("person", person=lou.who.handle()))
    assert "said since this was looked at" in text(page) and change in page.content.decode()
    assert "?said=fits" not in page.content.decode(), "there is a line about it: that one is changed"
    form = ash.get(change)
    assert "Last Sunday, alone" in text(form)
    assert "This was said already" not in text(ash.get(url("add-risk", part=lou.who.part()) + "?said=fits"))
    sent = {
        "about": "fits",
        "level": "watch",
        "now": "Last Sunday",
        "review_on": "1 Dec 2039",
        "source": "said",
    }
    (seen,) = re.findall(r'name="seen" value="(\d+)"', form.content.decode())
    assert ash.post(change, sent | {"still": "yes", "seen": seen}).status_code == 303
    assert ("risk", "fits") not in said(tellers, lou)
    assert "Said since this was looked at" not in text(ash.get(change))


@pytest.mark.slow
def test_the_words_are_carried_into_the_form_and_nothing_is_written_until_it_is_saved(tellers, lou, ash):
    answered(tellers, lou, "withdrawal", FITS)
    part = lou.who.part()
    page = url("add-risk", part=part) + "?said=fits"
    form = ash.get(page)
    assert carries(form, "Two years ago, from drink") == []
    assert "This was said already" in text(form)
    with tellers.house.viewer(tellers.ash):
        assert not Risk.current.filter(folder=lou.folder).exists()
    values = said(tellers, lou)["risk", "fits"].values
    ash.post(page, {**values, "level": "watch", "review_on": "1 Dec 2039", "who": ""})
    with tellers.house.viewer(tellers.ash):
        row = Risk.current.get(folder=lou.folder)
        assert (row.about, row.source) == ("fits", "said")
        assert "Two years ago, from drink" in row.before
    assert "This was said already" not in text(ash.get(page)), "it stands there now"


@pytest.mark.slow
def test_a_code_of_nothing_is_an_empty_form(lou, ash):
    form = ash.get(url("add-medicine", part=lou.who.part()) + "?said=medicines-1")
    assert "This was said already" not in text(form)


@pytest.mark.slow
def test_after_a_part_is_done_its_offers_stand_each_with_its_page(tellers, lou, ash):
    row = answered(tellers, lou, "medicines", PILLS)
    page = ash.get(url("offers", response=row))
    assert "Sleep tablets" in text(page)
    assert "?said=medicines-2" in page.content.decode()
    assert "fits" not in re.findall(r"\?said=(\w+)", page.content.decode()), "said in another part of it"
    assert "What this tells elsewhere" in text(ash.get(url("response", response=row)))


@pytest.mark.slow
def test_the_person_page_says_what_the_assessment_told_with_its_day_and_source(tellers, lou, ash):
    answered(tellers, lou, "withdrawal", FITS)
    page = text(ash.get(url("person", person=lou.who.handle())))
    assert "Children were not asked about yet" not in page
    assert "Yes: there are children in their life" in page
    assert "Nobody with this history stops suddenly" in page
    assert re.search(r"Said by the person, in the assessment, \d+ \w+", page)


@pytest.mark.slow
def test_asked_with_nothing_to_write_is_said_too(tellers, lou, ash):
    answered(tellers, lou, "overdose", {"overdose-ever": ["never"]})
    page = text(ash.get(url("person", person=lou.who.handle())))
    assert re.search(r"What could go wrong, and what keeps them safe asked in the assessment, \d+ \w+", page)
    listed = text(ash.get(url("safe", part=lou.who.part())))
    assert re.search(r"Asked in the assessment, \d+ \w+; nothing is written here", listed)


@pytest.mark.slow
def test_who_may_only_read_is_shown_it_and_no_way_to_write(tellers, lou, ash):
    answered(tellers, lou, "withdrawal", FITS)
    listed = ash.get(url("safe", part=lou.who.part())).content.decode()
    assert "?said=fits" in listed
    with tellers.house.viewer(tellers.ash) as by:
        for folder in tellers.one.folders.values():
            give = {"purpose": "cover", "reason": "Ash is away", "writes": False}
            folders.give(by=by, folder=folder, staff=tellers.bo, **give)
    read = tellers.house.browser(tellers.bo).get(url("safe", part=lou.who.part()))
    assert "Two years ago" in text(read)
    assert "?said=" not in read.content.decode()


@pytest.mark.slow
def test_another_teller_is_told_none_of_it(tellers, lou):
    answered(tellers, lou, "withdrawal", FITS)
    answer = tellers.house.browser(tellers.bo).get(url("safe", part=lou.who.part()))
    assert answer.status_code == 404
    with tellers.house.viewer(tellers.bo) as by:
        other = whose(by, tellers.other.folders["treatment"])
        assert told.tells(SimpleNamespace(), other, tellers.other.folders["treatment"]).told == []
        assert told.tells(SimpleNamespace(), other, lou.folder).told == []


@pytest.mark.slow
def test_said_or_not_the_person_page_asks_as_often(tellers, lou, ash):
    page = url("person", person=lou.who.handle())

    def asked():
        ash.get(page)
        with CaptureQueriesContext(connections["default"]) as queries:
            assert ash.get(page).status_code == 200
        return len(queries)

    before = asked()
    answered(tellers, lou, "withdrawal", FITS)
    answered(tellers, lou, "medicines", PILLS)
    assert asked() == before


def test_what_is_declared_has_a_place_to_go():
    """Each line of a sidecar names a thing that could go wrong, a field of a form, and codes that the form takes."""
    fields = {
        "risk": RiskForm, "medicines": MedicineForm, "household": HouseholdForm, "child": AtRiskForm, "unborn": AtRiskForm,
    }  # fmt: skip
    for sheet in library().newest.values():
        for fill in sheet.fills:
            target, _dot, what = fill.to.partition(".")
            if target not in fields:
                continue
            names = fields[target].base_fields
            assert {name for _item, name in fill.into} <= names.keys(), (sheet.slug, fill.to)
            if target == "risk":
                assert what in Risk.About.values, (sheet.slug, fill.to)
                assert {code for _said, code in fill.codes} <= {"now", "history"}, (sheet.slug, fill.to)
                assert {name for _item, name in fill.into} <= {"now", "before", "helps"}
            if target == "household":
                taken = {code for code, _words in getattr(names[what], "choices", ())}
                assert {code for _said, code in fill.codes} <= taken, (sheet.slug, fill.to)
            if target == "child":
                assert {code for _said, code in fill.codes} <= set(AtRisk.Lives.values)
