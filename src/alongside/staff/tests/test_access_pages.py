"""Who can open what, as the pages say it: my access, who can open a record, the lead's team."""

import html
import re

import pytest
from django.db import ProgrammingError
from django.urls import reverse
from tests.ground import is_there, telling

from alongside.access import folders, handles
from alongside.people.models import Line
from alongside.web.registry import PAGES

pytestmark = pytest.mark.slow


@telling
def named(tellers):
    """Ash works with Lou, Bo with Jay; neither may open the other's record."""
    for who, staff, name in ((tellers.one, tellers.ash, "Lou"), (tellers.other, tellers.bo, "Jay")):
        with tellers.house.viewer(staff) as by:
            Line.add(by=by, folder=who.folders["line"], call_name=name, sort_key=name.lower(), reference="")
    return tellers


def page(tellers, staff, path, **more):
    answer = tellers.house.browser(staff).get(path, **more)
    assert answer.status_code == 200, answer.content.decode()
    return html.unescape(answer.content.decode())


def given(tellers, whose, kind="treatment", staff=None):
    """The sealed name of the entry by which a worker opens a part."""
    row = tellers.house.sql.execute(
        'select id, folder from access."grant" where folder = %s and staff = %s and ended_at is null',
        (whose.folders[kind], staff),
    ).fetchone()
    return handles.seal("grant", row[1], row[0])


def giving(tellers, **over):
    return {"to": f"staff {tellers.bo}", "parts": ["0", "1"], "purpose": "cover", "reason": "Ash is away",
            "writes": "read", "days": "14", **over}  # fmt: skip


def test_my_access_names_whom_i_work_with_and_nobody_else(named):
    text = page(named, named.ash, "/my-access/")
    assert "Lou" in text
    assert "Keyworker: works with them" in text
    assert not is_there("Jay", text)


def test_what_i_do_not_need_i_give_back(named):
    browser = named.house.browser(named.ash)
    browser.post("/my-access/", {"grants": given(named, named.one, staff=named.ash)})
    with named.house.viewer(named.ash):
        kinds = folders.call("select array_agg(kind) from access.my_access()")
    assert "treatment" not in kinds


def test_only_mine_can_be_given_back_there(named):
    for forged in (given(named, named.other, staff=named.bo), "", "x" * 43):
        assert named.house.browser(named.ash).post("/my-access/", {"grants": forged}).status_code == 404


def test_ending_ones_own_does_not_say_whether_it_had_run_out(named):
    mine = named.house.sql.execute(
        'select id from access."grant" where folder = %s and staff = %s',
        (named.one.folders["treatment"], named.ash),
    ).fetchone()[0]
    named.house.pass_time(days=91)
    named.house.tokens.clear()
    said = []
    for number in (mine, 1):
        with pytest.raises(ProgrammingError) as no, named.house.viewer(named.ash):
            folders.call("select access.end_grant(%s, 'over')", number)
        said.append((type(no.value), str(no.value)))
    assert said[0] == said[1]


def test_who_can_open_it_lists_everybody_and_why(named):
    text = page(named, named.ash, f"/person/{named.one.handle()}/access/")
    assert "Ash" in text
    assert "their own use" in text
    assert not re.search(r"\bBo\b", re.sub(r"[\w-]{43}", "", text))


def test_a_colleague_is_let_in_and_put_out(named):
    house, path = named.house, f"/person/{named.one.handle()}/access/"
    ash = house.browser(named.ash)
    assert ash.post(f"{path}give/", giving(named)).status_code == 303
    assert "Ash is away" in page(named, named.bo, "/my-access/")
    assert "Lou" in page(named, named.bo, "/my-access/")
    entry = given(named, named.one, "line", named.bo)
    assert ash.post(f"/access/{entry}/renew/").status_code == 303
    assert ash.get(f"/access/{entry}/end/").status_code == 200
    assert ash.post(f"/access/{entry}/end/", {"why": ""}).status_code == 200, "a reason is needed"
    assert ash.post(f"/access/{entry}/end/", {"why": "back again"}).status_code == 303
    assert not is_there("Lou", page(named, named.bo, "/my-access/"))


def test_whoever_merely_covers_lets_nobody_in(named):
    named.house.browser(named.ash).post(f"/person/{named.one.handle()}/access/give/", giving(named))
    bo = named.house.browser(named.bo)
    assert bo.get(f"/person/{named.one.handle()}/access/").status_code == 200
    assert bo.get(f"/person/{named.one.handle()}/access/give/").status_code == 404
    entry = given(named, named.one, "line", named.ash)
    assert bo.get(f"/access/{entry}/end/").status_code == 404
    assert bo.post(f"/access/{entry}/end/", {"why": "x"}).status_code == 404


def test_a_seat_is_let_in_and_whoever_holds_it_can_open(named):
    seat = named.house.seat("duty", named.team, "Duty, North", holder=named.bo)
    named.house.browser(named.ash).post(
        f"/person/{named.one.handle()}/access/give/", giving(named, to=f"seat {seat}", purpose="cover")
    )
    text = page(named, named.bo, "/my-access/")
    assert "Lou" in text
    assert "by the seat Duty, North" in text
    named.house.sql.execute(
        "update access.seat_holding set starts = starts - interval '2 hours', ends = starts - interval '1 hour'"
    )
    assert not is_there("Lou", page(named, named.bo, "/my-access/"))


@pytest.mark.family
@pytest.mark.parametrize("over", [
    {"days": "91"}, {"days": "0"}, {"days": "-1"}, {"days": "x"}, {"days": ""}, {"reason": ""}, {"reason": "x" * 501},
    {"reason": "a\x00b"}, {"to": ""}, {"to": "staff 1"}, {"to": "seat 1"}, {"to": "gate 1"}, {"parts": []},
    {"parts": ["99"]}, {"parts": ["-1"]}, {"purpose": "x"}, {"writes": "own"},
])  # fmt: skip
def test_what_cannot_be_given_is_refused_with_its_reason(named, over):
    answer = named.house.browser(named.ash).post(
        f"/person/{named.one.handle()}/access/give/", giving(named, **over)
    )
    assert answer.status_code == 200
    assert "Something needs another look" in answer.content.decode()
    assert named.house.sql.execute(
        "select count(*) from access.grant where staff = %s and purpose = 'cover'", (named.bo,)
    ).fetchone() == (0,)


def test_words_of_every_script_are_kept(named):
    words = "שלום 👩🏽‍⚕️ مرحبا"
    named.house.browser(named.ash).post(
        f"/person/{named.one.handle()}/access/give/", giving(named, reason=words)
    )
    assert words in page(named, named.bo, "/my-access/")


# The lead ----------------------------------------------------------------------------------------------------------


def test_a_lead_sees_who_works_with_whom_and_no_name_of_theirs(named):
    text = page(named, named.lead, "/team/")
    assert "Ash" in text
    assert "their own use" in text
    assert not is_there("Lou", text)
    assert not is_there("Jay", text)


def test_nobody_else_has_the_leads_page(named):
    for staff in (named.ash, named.house.staff("Adi", administrator=True)):
        assert named.house.browser(staff).get("/team/").status_code == 404


def test_a_lead_lets_somebody_in_without_holding_it(named):
    lead = named.house.browser(named.lead)
    whom = re.search(r"/team/give/([\w-]{43})/", page(named, named.lead, "/team/"))[1]
    assert lead.get(f"/team/give/{whom}/").status_code == 200
    assert (
        lead.post(
            f"/team/give/{whom}/", giving(named, to=f"staff {named.lead}", purpose="supervision")
        ).status_code
        == 303
    )
    assert re.search("Lou|Jay", page(named, named.lead, "/team/"))


def test_another_teams_lead_gives_nothing_of_this_one(named):
    whom = re.search(r"/team/give/([\w-]{43})/", page(named, named.lead, "/team/"))[1]
    other = named.house.staff("Dee", named.house.team("South"), leads=True)
    assert named.house.browser(other).get(f"/team/give/{whom}/").status_code == 404
    assert named.house.browser(named.ash).get(f"/team/give/{whom}/").status_code == 404


def test_what_ends_soon_is_renewed_at_once(named):
    named.house.pass_time(days=80)
    named.house.tokens.clear()
    assert "Ends within a fortnight" in page(named, named.lead, "/team/")
    assert named.house.browser(named.lead).post("/team/", {"team": named.team}).status_code == 303
    assert "Ends within a fortnight" not in page(named, named.lead, "/team/")
    named.house.pass_time(days=80)
    named.house.tokens.clear()
    assert "Lou" in page(named, named.ash, "/my-access/")


def test_whom_nobody_works_with_is_there_to_be_handed_on(named):
    admin = named.house.staff("Adi", administrator=True)
    named.house.browser(admin).post(f"/staff/{named.ash}/leave/", {"why": "a new job"})
    text = page(named, named.lead, "/team/")
    assert "Nobody works with them now" in text
    assert "last Ash" in text
    whom = re.search(r"/team/give/([\w-]{43})/", text)[1]
    named.house.browser(named.lead).post(
        f"/team/give/{whom}/", giving(named, parts=["0", "1", "2", "3"], purpose="keyworker")
    )
    assert "Nobody works with them now" not in page(named, named.lead, "/team/")
    assert "Lou" in page(named, named.bo, "/my-access/")


def test_a_lead_does_not_learn_that_somebody_was_harmed(named):
    with named.house.viewer(named.ash) as by:
        sealed = folders.open_folder(
            by=by, kind="safety", person=named.one.id, purpose="works with them", team=named.team
        )
    with named.house.viewer(named.lead):
        kinds = {row["kind"] for row in folders.rows("select * from access.team_grants(%s)", named.team)}
    assert "treatment" in kinds
    assert "safety" not in kinds
    admin = named.house.staff("Adi", administrator=True)
    named.house.browser(admin).post(f"/staff/{named.ash}/leave/", {"why": "a new job"})
    with named.house.viewer(named.lead):
        alone = folders.rows("select * from access.nobody_holds(%s)", named.team)
    whose = {row["kind"]: row["person"] for row in alone}
    assert whose["treatment"] == named.one.id
    assert whose["safety"] == sealed
    assert [(row["last_name"], row["last_until"]) for row in alone if row["kind"] == "safety"] == [
        (None, None)
    ]


def test_a_sealed_part_that_nobody_holds_is_handed_on_without_saying_whose(named):
    with named.house.viewer(named.ash) as by:
        sealed = folders.open_folder(by=by, kind="safety", person=named.one.id, purpose="x", team=named.team)
    admin = named.house.staff("Adi", administrator=True)
    named.house.browser(admin).post(f"/staff/{named.ash}/leave/", {"why": "a new job"})
    lead, whom = named.house.browser(named.lead), handles.seal("to give", named.team, sealed)
    shown = page(named, named.lead, "/team/")
    assert shown.count("hand on") == 2, "one for the record, one for the part that stands by itself"
    assert not is_there("Lou", page(named, named.lead, f"/team/give/{whom}/"))
    answer = lead.post(f"/team/give/{whom}/", giving(named, parts=["0"], purpose="keyworker"))
    assert answer.status_code == 303
    with named.house.viewer(named.bo):
        assert "safety" in folders.call("select array_agg(kind) from access.my_access()")


# Hidden and absent -------------------------------------------------------------------------------------------------

OF_A_PERSON = (
    "who-can-open",
    "give-access",
    "keep-close",
    "who-opened",
    "knows-person",
    "knows-end",
    "on-duty",
    "answer-here",
)
OF_AN_ENTRY = ("end-access", "renew-access")


@pytest.mark.parametrize("name", OF_A_PERSON)
def test_another_tellers_page_is_answered_like_none(named, name):
    browser = named.house.browser(named.ash)

    def answer(handle):
        path = reverse(name, args=[handle, 5] if name in ("knows-end", "answer-here") else [handle])
        got = browser.get(path)
        return got.status_code, re.sub('value="[^"]{64}"', "", got.content.decode().replace(path, "/…"))

    hidden, forged = answer(named.other.handle()), answer("x" * 43)
    absent = answer(handles.seal("person", 12345, 12345))
    assert hidden == forged == absent
    assert hidden[0] == 404


@pytest.mark.parametrize("name", OF_AN_ENTRY)
def test_another_tellers_entry_is_answered_like_none(named, name):
    browser = named.house.browser(named.ash)

    def answer(handle):
        path = reverse(name, args=[handle])
        got = browser.post(path, {"why": "x"})
        return got.status_code, re.sub('value="[^"]{64}"', "", got.content.decode().replace(path, "/…"))

    hidden, forged = answer(given(named, named.other, "line", named.bo)), answer("x" * 43)
    lent = answer(handles.seal("grant", named.one.folders["line"], 12345))
    assert hidden == forged == lent
    assert hidden[0] == 404


def test_every_page_about_a_person_here_was_tried(named):
    mine = {
        p.name
        for p in PAGES.values()
        if p.view.__module__.startswith("alongside.staff") and "<handle:" in p.route
    }
    assert mine == {*OF_A_PERSON, *OF_AN_ENTRY}
