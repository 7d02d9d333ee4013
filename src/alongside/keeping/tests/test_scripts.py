"""Doses and prescriptions on Today of duty and the prescriber; and the question whether there is another prescription."""

import pytest
from django.db import ProgrammingError
from tests.ground import is_there, telling

from alongside.access import folders
from alongside.access.viewer import Refused
from alongside.keeping import actions, queries
from alongside.keeping.tests import ground
from alongside.keeping.tests.ground import NUMBER, in_days, page, takes


@telling
def clinic(house):
    return ground.Clinic(house)


def late(clinic, staff):
    with clinic.house.viewer(staff, "mine"):
        return folders.answer("select access.for_today()")["scripts"]["late"]


def ask(clinic, staff=None, who=None, number=NUMBER, consent=True, why=""):
    with clinic.house.viewer(staff or clinic.dev) as by:
        folder = (who or clinic.one).folders["treatment"]
        return actions.ask_script(by=by, folder=folder, number=number, basis=actions.Basis(consent, why))


def waits(clinic, staff):
    with clinic.house.viewer(staff, "none"):
        return [one["id"] for one in queries.scripts_to_answer()]


def test_three_missed_doses_show_the_same_hour_to_duty_and_prescriber_and_to_nobody_else(clinic):
    takes(clinic, missed=3)
    takes(clinic, clinic.other, clinic.bo)
    assert {name: late(clinic, getattr(clinic, name)) for name in ("duty", "dev", "officer", "bo", "kerry")} == {
        "duty": 1, "dev": 1, "officer": 0, "bo": 0, "kerry": 0,
    }  # fmt: skip
    for staff in (clinic.duty, clinic.dev):
        assert "1 person missed three doses" in page(clinic, staff, "/today/")
    body = page(clinic, clinic.duty, "/medicines/late/")
    assert "Lou" in body and not is_there("Jay", body) and "Methadone" not in body


def test_a_missed_review_shows_the_day_after(clinic):
    takes(clinic, review_on=in_days(1))
    assert late(clinic, clinic.duty) == 0
    clinic.house.pass_time(days=1)
    clinic.house.tokens.clear()
    assert late(clinic, clinic.duty) == 0, "it is the day itself"
    clinic.house.pass_time(days=1)
    clinic.house.tokens.clear()
    assert late(clinic, clinic.duty) == late(clinic, clinic.dev) == 1


def test_whoever_is_not_on_duty_any_more_is_not_told(clinic):
    takes(clinic, missed=3)
    clinic.house.sql.execute(
        "update access.seat_holding set ends = access.clock() where staff = %s", (clinic.duty,)
    )
    assert late(clinic, clinic.duty) == 0


def test_whom_one_knows_outside_work_is_not_counted(clinic):
    takes(clinic, missed=3)
    clinic.house.sql.execute(
        "insert into access.conflict (id, staff, person, why, starts, recorded_by) "
        "values (access.new_id(), %s, %s, 'family', access.clock() - interval '1 hour', %s)",
        (clinic.duty, clinic.one.id, clinic.duty),
    )
    assert late(clinic, clinic.duty) == 0


def test_the_answer_comes_to_whoever_asked_and_to_nobody_else(clinic):
    takes(clinic, clinic.other, clinic.bo)
    asked = ask(clinic)
    assert waits(clinic, clinic.officer) == [asked]
    assert [waits(clinic, staff) for staff in (clinic.dev, clinic.ash, clinic.kerry, clinic.duty)] == [[]] * 4
    body = page(clinic, clinic.officer, f"/scripts/{asked}/")
    assert "a prescription is written down there" in body and "Jay" in body and "Bo (North)" in body
    assert "Methadone" not in body
    with clinic.house.viewer(clinic.officer, "none") as by:
        actions.answer_script(by=by, asked=asked, another=True, ring="Bo, 0113 496 0000")
    assert "there is an answer" in page(clinic, clinic.dev, "/today/")
    part = f"/part/{clinic.one.part()}/medicines/"
    assert "Bo, 0113 496 0000" in page(clinic, clinic.dev, part)
    for path in (part, "/scripts/", "/today/"):
        assert "0113 496 0000" not in page(clinic, clinic.ash, path)
    assert not is_there("Jay", page(clinic, clinic.dev, "/scripts/"))
    with clinic.house.viewer(clinic.dev, "none") as by:
        actions.read_script(by=by, asked=asked)
    assert "there is an answer" not in page(clinic, clinic.dev, "/today/")
    assert waits(clinic, clinic.officer) == []


@pytest.mark.parametrize("there", [True, False])
def test_asking_is_answered_alike_whether_anybody_else_has_the_number(clinic, there):
    clinic.house.browser(clinic.dev)
    answer = clinic.house.browser(clinic.dev).post(
        f"/part/{clinic.one.part()}/medicines/check/",
        {"number": NUMBER if there else "9000000009", "basis": "consent"},
    )
    assert answer.status_code == 303
    body = page(clinic, clinic.dev, f"/part/{clinic.one.part()}/medicines/")
    assert "Asked; the answer is due by" in body and not is_there("Jay", body)


def test_a_number_of_their_own_record_is_no_other(clinic):
    clinic.house.sql.execute(
        "delete from access.found_by where folder = %s", (clinic.other.folders["contact"],)
    )
    asked = ask(clinic)
    assert "No other record carries this number" in page(clinic, clinic.officer, f"/scripts/{asked}/")


def test_only_a_prescriber_asks_and_only_on_a_basis(clinic):
    with pytest.raises(Refused, match="nurse or prescriber"):
        ask(clinic, clinic.ash)
    with pytest.raises(Refused, match="reason written down"):
        ask(clinic, consent=False, why=" ")
    ask(clinic, consent=False, why="pregnant, and may be on two; decided with Dr Bell")
    with pytest.raises(ProgrammingError):
        ask(clinic, who=clinic.other)


def test_what_stands_between_two_goes_to_the_desk_alone(clinic):
    clinic.house.sql.execute(
        "update access.folder set kept_close = true where person = %s", (clinic.other.id,)
    )
    asked = ask(clinic)
    assert (waits(clinic, clinic.officer), waits(clinic, clinic.kerry)) == ([], [asked])


def test_where_nobody_is_the_officer_the_desk_answers(clinic):
    asked = ask(clinic)
    clinic.house.sql.execute(
        "update access.seat_holding set ends = access.clock() where staff = %s", (clinic.officer,)
    )
    assert waits(clinic, clinic.kerry) == [asked]


def test_where_the_only_officer_asks_the_desk_answers(clinic):
    asked = ask(clinic)
    clinic.house.sql.execute(
        "update access.seat_holding set staff = %s where staff = %s", (clinic.dev, clinic.officer)
    )
    assert (waits(clinic, clinic.dev), waits(clinic, clinic.kerry)) == ([], [asked])


def test_whoever_knows_one_of_them_does_not_answer(clinic):
    def knows(staff):
        clinic.house.sql.execute(
            "insert into access.conflict (id, staff, person, why, starts, recorded_by) "
            "values (access.new_id(), %s, %s, 'family', access.clock() - interval '1 hour', %s)",
            (staff, clinic.other.id, staff),
        )

    asked = ask(clinic)
    knows(clinic.officer)
    assert (waits(clinic, clinic.officer), waits(clinic, clinic.kerry)) == ([], [asked]), (
        "it waits for the desk"
    )
    with clinic.house.viewer(clinic.officer, "none") as by, pytest.raises(ProgrammingError):
        actions.answer_script(by=by, asked=asked, another=False)
    knows(clinic.kerry)
    assert waits(clinic, clinic.kerry) == [], "nor the desk, where it knows one of them"


def test_an_answer_is_given_once_and_says_whom_to_ring(clinic):
    asked = ask(clinic)
    with clinic.house.viewer(clinic.officer, "none") as by:
        with pytest.raises(Refused, match="whom to ring"):
            actions.answer_script(by=by, asked=asked, another=True, ring=" ")
        actions.answer_script(by=by, asked=asked, another=False)
        with pytest.raises((Refused, ProgrammingError)):
            actions.answer_script(by=by, asked=asked, another=False)


def test_whoever_holds_the_record_no_more_reads_no_answer(clinic):
    ask(clinic)
    clinic.house.sql.execute(
        "update access.grant set ended_at = access.clock(), ended_why = 'x' where staff = %s", (clinic.dev,)
    )
    with clinic.house.viewer(clinic.dev, "none"):
        assert queries.my_scripts() == []


def test_whoever_holds_no_name_is_told_of_no_other_part(clinic):
    ask(clinic)
    line = clinic.one.folders["line"]
    clinic.house.sql.execute(
        "update access.grant set ended_at = access.clock(), ended_why = 'x' where staff = %s and folder = %s",
        (clinic.dev, line),
    )
    with clinic.house.viewer(clinic.dev, "none"):
        assert [one["line"] for one in queries.my_scripts()] == [None]
    assert "whose name you cannot open" in page(clinic, clinic.dev, "/scripts/")
