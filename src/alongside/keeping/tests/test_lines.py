"""Lines that are kept, changed and ended; their dates; and where they show."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from tests.ground import telling

from alongside.access import folders, handles
from alongside.access.viewer import Refused
from alongside.care.models import Due
from alongside.intake.tests.ground import plain
from alongside.keeping import actions, queries
from alongside.keeping.models import AtRisk, Kit, Medicine, Onward, Risk, Visiting
from alongside.keeping.tests import ground
from alongside.keeping.tests.ground import TODAY, could_go_wrong, in_days, medicine, page, risk, takes


@telling
def clinic(house):
    return ground.Clinic(house)


def dues(clinic, state="due"):
    with clinic.house.viewer(clinic.ash):
        rows = Due.current.filter(folder=clinic.one.folders["dates"], state=state)
        return sorted(rows.values_list("what", "on"))


def changed(clinic, row, **values):
    with clinic.house.viewer(clinic.ash) as by:
        return actions.change(by=by, row=row, **values)


def test_a_line_stands_among_the_dates_by_code_and_moves_with_it(clinic):
    row = could_go_wrong(clinic)
    assert dues(clinic) == [("again", in_days(28))]
    changed(clinic, row, review_on=in_days(7))
    assert dues(clinic) == [("again", in_days(7))]
    with clinic.house.viewer(clinic.ash) as by:
        actions.end(by=by, row=row, why="over")
    assert dues(clinic) == []


def test_a_review_that_was_held_is_met(clinic):
    row = could_go_wrong(clinic)
    clinic.house.pass_time(days=30)
    clinic.house.tokens.clear()
    changed(clinic, row, review_on=in_days(60))
    assert dues(clinic) == [("again", in_days(60))]
    assert dues(clinic, "met") == [("again", in_days(28))]


def test_of_one_thing_there_is_one_line(clinic):
    could_go_wrong(clinic)
    with pytest.raises(Refused, match="line about this already"):
        could_go_wrong(clinic)
    could_go_wrong(clinic, about="other")
    could_go_wrong(clinic, about="other")


def test_the_third_missed_dose_is_due_that_day_and_stays_until_they_collect(clinic):
    row = takes(clinic)
    with clinic.house.viewer(clinic.ash) as by:
        for _dose in range(3):
            actions.dose(by=by, row=row, collected=False)
    assert ("doses", TODAY) in dues(clinic)
    clinic.house.pass_time(days=1)
    clinic.house.tokens.clear()
    with clinic.house.viewer(clinic.ash) as by:
        actions.dose(by=by, row=row, collected=False)
    assert ("doses", TODAY) in dues(clinic), "since the day it began"
    with clinic.house.viewer(clinic.ash) as by:
        actions.dose(by=by, row=row, collected=True)
    assert [what for what, _on in dues(clinic)] == ["script"]
    assert (row.missed, row.collected_on) == (0, in_days(1))


def test_a_prescription_that_is_none_any_more_has_no_such_review(clinic):
    row = takes(clinic)
    changed(clinic, row, script=False)
    assert dues(clinic) == [("again", in_days(28))]


def test_who_is_asked_elsewhere_is_chased_until_they_answer(clinic):
    with clinic.house.viewer(clinic.ash) as by:
        told = {
            "about": "home",
            "whom": "Housing",
            "words": "",
            "sent_on": TODAY,
            "answer_words": "",
            "source": "seen",
        }
        row = actions.keep(
            by=by,
            model=Onward,
            folder=clinic.one.folders["treatment"],
            answer="none",
            chase_on=in_days(7),
            **told,
        )
    assert dues(clinic) == [("chase", in_days(7))]
    changed(clinic, row, answer="yes", answered_on=TODAY)
    assert dues(clinic) == []


def test_the_day_of_a_referral_is_the_day_it_was_sent(clinic):
    told = {
        "kind": "child", "called": "Amy", "age": 7, "lives": "home", "school": "", "care": "", "services": "", "capacity": "",
        "conference_on": None, "report_on": None, "source": "said",
    }  # fmt: skip
    with clinic.house.viewer(clinic.ash) as by:
        row = actions.keep(
            by=by,
            model=AtRisk,
            folder=clinic.one.folders["treatment"],
            referral="today",
            referred_to="",
            **told,
        )
    assert dues(clinic) == [("again", TODAY)]
    changed(clinic, row, referral="sent", referred_to="Children’s services")
    assert (row.referred_on, dues(clinic)) == (TODAY, [])


def safety_of(clinic):
    """Lou told Gwen something, in a part that Ash does not hold."""
    gwen = clinic.house.staff("Gwen", clinic.team)
    with clinic.house.viewer(clinic.ash) as by:
        for kind in ("line", "dates"):
            folders.give(
                by=by, folder=clinic.one.folders[kind], staff=gwen, purpose="works", reason="x", assigned=True
            )
    clinic.house.tokens.clear()
    with clinic.house.viewer(gwen) as by:
        folder = folders.open_folder(
            by=by, kind="safety", person=clinic.one.id, team=clinic.team, purpose="works", assigned=True
        )
    with clinic.house.viewer(gwen) as by:
        actions.keep(
            by=by,
            model=Risk,
            folder=folder,
            **risk(about="used", level="now", who="Gwen rings", helps="a code word"),
        )
    clinic.house.tokens.clear()
    return gwen


def test_what_lies_in_the_sealed_part_stands_among_no_dates_and_on_no_page_of_others(clinic):
    before = page(clinic, clinic.ash, f"/person/{clinic.one.handle()}/")
    gwen = safety_of(clinic)
    assert dues(clinic) == []
    for path in ("/today/", f"/person/{clinic.one.handle()}/"):
        assert "used or exploited" in page(clinic, gwen, path)
        assert "exploited" not in page(clinic, clinic.ash, path)
    now = page(clinic, clinic.ash, f"/person/{clinic.one.handle()}/")
    assert plain(now) == plain(before), "nothing of it can be told from the page"


def test_what_is_serious_is_red_on_the_page_and_on_today(clinic):
    could_go_wrong(clinic, level="now", who="Ash rings at nine")
    takes(clinic, missed=3)
    for path in ("/today/", f"/person/{clinic.one.handle()}/"):
        body = page(clinic, clinic.ash, path)
        for words in ("Serious now", "Overdose", "3 doses missed"):
            assert words in body, (path, words)


def test_an_overdue_review_shows_on_today(clinic):
    could_go_wrong(clinic)
    clinic.house.pass_time(days=29)
    clinic.house.tokens.clear()
    assert "to look at again" in page(clinic, clinic.ash, "/today/")


def test_how_they_are_visited_is_there_for_whoever_holds_the_dates_and_says_no_reason(clinic):
    could_go_wrong(clinic, about="others", now="He hit the last worker")
    with clinic.house.viewer(clinic.ash) as by:
        actions.visit(by=by, folder=clinic.one.folders["dates"], ways=["two", "ring"], review_on=in_days(90))
    body = page(clinic, clinic.duty, f"/person/{clinic.one.handle()}/")
    assert "Go in pairs" in body and "Ring before you set out" in body
    assert "hit the last worker" not in body
    with clinic.house.viewer(clinic.ash) as by:
        assert queries.ways_in_words(queries.visiting_of(clinic.one.folders["dates"]))[0] == "Go in pairs"
        actions.visit(by=by, folder=clinic.one.folders["dates"], ways=[], review_on=None)
        assert not Visiting.current.filter(folder=clinic.one.folders["dates"]).exists()


def test_a_page_keeps_a_line_changes_it_and_ends_it(clinic):
    browser, part = clinic.house.browser(clinic.ash), clinic.one.part()
    sent = {
        key: "" if value is None else value
        for key, value in medicine(review_on="4 Dec 2035", script="on").items()
    }
    answer = browser.post(f"/part/{part}/medicines/medicine/", sent)
    assert answer.status_code == 303, answer.content.decode()
    assert "Methadone" in page(clinic, clinic.ash, f"/part/{part}/medicines/")
    with clinic.house.viewer(clinic.ash):
        row = Medicine.current.get(folder=clinic.one.folders["treatment"])
    path = f"/medicine/{handles.seal('medicine', row.folder, row.id)}/"
    seen = browser.get(path).content.decode().split('name="seen" value="')[1].split('"')[0]
    assert browser.post(path, {**sent, "dose": "35 ml", "still": "yes", "seen": seen}).status_code == 303
    assert browser.post(path, {**sent, "dose": "30 ml", "still": "yes", "seen": seen}).status_code == 409, (
        "somebody saved meanwhile"
    )
    assert "35 ml" in page(clinic, clinic.ash, f"/part/{part}/medicines/")
    seen = browser.get(path).content.decode().split('name="seen" value="')[1].split('"')[0]
    assert browser.post(path, {**sent, "still": "over", "seen": seen}).status_code == 303
    assert browser.get(path).status_code == 404
    assert dues(clinic) == []


def test_a_refusal_says_what_to_do_over_what_was_typed(clinic):
    browser = clinic.house.browser(clinic.ash)
    sent = {
        "whose": "theirs",
        "given_on": "6 Nov 2035",
        "expires_on": "6 Nov 2035",
        "place": "the blue bag",
        "source": "seen",
    }
    answer = browser.post(f"/part/{clinic.one.part()}/health/kit/", sent)
    assert answer.status_code == 409
    assert (
        "Look at the date on the box" in answer.content.decode() and "the blue bag" in answer.content.decode()
    )
    with clinic.house.viewer(clinic.ash):
        assert not Kit.current.filter(folder=clinic.one.folders["treatment"]).exists()


def test_a_figure_says_where_it_is_from_and_that_nobody_confirmed_it(clinic):
    body = page(clinic, clinic.ash, f"/part/{clinic.one.part()}/medicines/")
    assert "/guide/library/orange-book-2017/" in body and "unconfirmed: for a clinician to check" in body
    assert "/guide/library/naloxone-law/" in page(clinic, clinic.ash, f"/part/{clinic.one.part()}/health/")


def test_each_page_of_an_empty_record_says_how_to_begin(clinic):
    for name in ("safe", "around-home", "medicines", "health", "onward"):
        assert (
            "stands here" in (body := page(clinic, clinic.ash, f"/part/{clinic.one.part()}/{name}/"))
            or "yet" in body
        ), name
        assert page(clinic, clinic.bo, f"/part/{clinic.one.part()}/{name}/") == 404


MOST = 15


def asked(clinic, staff, path):
    """How often the database is asked for a page that was opened before."""
    browser = clinic.house.browser(staff)
    browser.get(path)
    with CaptureQueriesContext(connections["default"]) as those:
        assert browser.get(path).status_code == 200
    return [
        q["sql"][:90] for q in those if not q["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
    ]


def test_all_panels_together_ask_once_more_on_each_page_however_many_lines_there_are(clinic):
    paths = ("/today/", f"/person/{clinic.one.handle()}/", f"/part/{clinic.one.part()}/health/")
    before = [len(asked(clinic, clinic.ash, path)) for path in paths]
    could_go_wrong(clinic, level="now", who="Ash rings")
    could_go_wrong(clinic, about="fire", level="now", who="Ash rings")
    takes(clinic, missed=3)
    after = [asked(clinic, clinic.ash, path) for path in paths]
    assert [len(one) for one in after] == before
    for statements in after:
        assert len(statements) <= MOST, "\n".join(statements)
        assert sum("keeping_risk" in one or "keeping_kit" in one for one in statements) <= 1
