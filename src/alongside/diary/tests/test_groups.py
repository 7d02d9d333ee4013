"""Groups: a register with a line in each one's own record; nobody learns from it who else there is."""

import datetime as dt
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.ground import is_there

from alongside.access import handles
from alongside.access.viewer import Refused
from alongside.care.models import Session
from alongside.care.tests.ground import on_pages
from alongside.diary import actions
from alongside.diary.actions import groups as actions_groups
from alongside.diary.models import Aside, Member
from alongside.diary.queries import groups as queries
from alongside.people import actions as people


def read(answer):
    return answer.content.decode()


def team_of(tellers, staff):
    return tellers.house.sql.execute(
        "select team from access.team_member where staff = %s limit 1", (staff,)
    ).fetchone()[0]


def code(folder):
    return handles.seal("part", folder, folder)


@pytest.fixture
def ash(tellers):
    return tellers.house.browser(tellers.ash)


@pytest.fixture
def twelve(tellers):
    """A group of twelve, all of them Ash's."""
    with tellers.house.viewer(tellers.ash) as by:
        team = team_of(tellers, tellers.ash)
        who = [people.add_person(by=by, call_name=f"P{n:02}", team=team) for n in range(12)]
        number = actions.add_group(by=by, team=team, name="Wednesday group")
        group = queries.Group(number, team, "", "Wednesday group")
        parts = [p.folder("treatment") for p in who]
        actions.come_and_go(by=by, group=group, who=parts, among=queries.mine(by))
    return number, parts


def sessions(tellers, who=None):
    with tellers.house.viewer(who or tellers.ash):
        return list(Session.current.filter(how="group"))


def test_a_group_of_twelve_is_one_page_and_thirty_inputs(twelve, ash, tellers):
    number, parts = twelve
    page = f"/groups/{number}/"
    shown = read(ash.get(page))
    assert all(f"P{n:02}" in shown for n in range(12))
    sent = {"on": "6 Nov 2035", "at": "9.00", "note": "Planned the walk", "source": "seen"}
    for n, folder in enumerate(parts):
        sent |= {f"came-{code(folder)}": "came" if n else "missed", f"line-{code(folder)}": f"line {n}"}
    # A press for each, a line for each, what was done, the page, saving: day, time and source stand there already.
    asked = [name for name in sent if name not in ("on", "at", "source")]
    assert len(asked) + 2 <= 30
    for name in ("on", "at"):
        assert re.search(rf'<input[^>]*name="{name}"[^>]*value="[^"]+"', shown)
    assert ash.post(page, sent).status_code == 303
    notes = {s.folder: (s.state, s.note) for s in sessions(tellers)}
    assert notes[parts[0]] == ("missed", "line 0")
    assert notes[parts[1]] == ("came", "Planned the walk\n\nline 1")
    assert len(notes) == 12


def test_everybody_came_is_one_tick_and_whoever_is_marked_otherwise_did_not(twelve, ash, tellers):
    number, parts = twelve
    sent = {"on": "6 Nov 2035", "at": "9.00", "source": "seen", "all_came": "on"}
    sent |= {f"came-{code(parts[3])}": "missed", f"line-{code(parts[5])}": "Brought the bread."}
    assert ash.post(f"/groups/{number}/", sent).status_code == 303
    states = {one.folder: one.state for one in sessions(tellers)}
    assert states == {folder: "missed" if folder == parts[3] else "came" for folder in parts}


def test_each_line_lies_in_its_own_record_only(twelve, ash, tellers):
    number, parts = twelve
    sent = {
        "on": "6 Nov 2035",
        "at": "9.00",
        "source": "seen",
        f"came-{code(parts[0])}": "came",
        f"line-{code(parts[0])}": "cried a lot",
    }
    ash.post(f"/groups/{number}/", sent)
    assert [s.folder for s in sessions(tellers) if "cried" in s.note] == [parts[0]]
    assert len(sessions(tellers)) == 1


def test_nobody_is_filled_in_silently_and_a_line_needs_that_they_came_or_not(twelve, ash, tellers):
    number, parts = twelve
    bare = {"on": "6 Nov 2035", "at": "9.00", "source": "seen"}
    assert "checked" not in "".join(
        re.findall(r'<input[^>]*name="came-[^>]*>', read(ash.get(f"/groups/{number}/")))
    )
    assert "at least one" in read(ash.post(f"/groups/{number}/", bare))
    assert "Say whether they came" in read(
        ash.post(f"/groups/{number}/", {**bare, f"line-{code(parts[0])}": "quiet"})
    )
    assert sessions(tellers) == []


def test_two_workers_write_the_same_register_and_each_is_shown_both(twelve, ash, tellers):
    number, parts = twelve
    sent = {
        "on": "6 Nov 2035",
        "at": "9.00",
        "source": "seen",
        f"came-{code(parts[0])}": "came",
        f"line-{code(parts[0])}": "first",
    }
    assert ash.post(f"/groups/{number}/", sent).status_code == 303
    late = ash.post(f"/groups/{number}/", {**sent, "at": "9.10", f"line-{code(parts[0])}": "second"})
    assert late.status_code == 409 and "first" in read(late) and "second" in read(late)
    kept = ash.post(
        f"/groups/{number}/", {**sent, "at": "9.10", f"line-{code(parts[0])}": "second", "anyway": "on"}
    )
    assert kept.status_code == 303
    assert {s.note for s in sessions(tellers)} == {"first", "second"}


def test_a_colleague_of_the_team_sees_the_group_and_none_of_those_who_go_to_it(twelve, tellers):
    number, _parts = twelve
    tellers.house.sql.execute(
        "update access.team_member set team = %s where staff = %s",
        (team_of(tellers, tellers.ash), tellers.bo),
    )
    on_pages(tellers.house, tellers.bo, tellers.other)
    bo = tellers.house.browser(tellers.bo)
    assert "Wednesday group" in read(bo.get("/groups/"))
    for page in (f"/groups/{number}/", f"/groups/{number}/members/"):
        assert not re.search(r">\s*P\d\d\s*<", read(bo.get(page)))
    mine = tellers.other.folders["treatment"]
    assert bo.post(f"/groups/{number}/members/", {"who": [code(mine)]}).status_code == 303
    with tellers.house.viewer(tellers.ash):
        assert Member.current.count() == 12
    with tellers.house.viewer(tellers.bo):
        assert [m.folder for m in Member.current.all()] == [mine]


def test_a_group_of_another_team_is_not_there(twelve, tellers):
    number, _parts = twelve
    other = tellers.house._new(
        "insert into access.team (id, site, name) select access.new_id(), site, 'Elsewhere' from access.team limit 1 returning id"
    )
    tellers.house.sql.execute("update access.team_member set team = %s where staff = %s", (other, tellers.bo))
    bo = tellers.house.browser(tellers.bo)
    assert "Wednesday group" not in read(bo.get("/groups/"))
    for page in (f"/groups/{number}/", f"/groups/{number}/members/", f"/groups/{number + 1}/"):
        assert bo.get(page).status_code == 404
    assert "not among them" in read(
        bo.post("/groups/", {"name": "x", "team": str(team_of(tellers, tellers.ash))})
    )


def test_whoever_goes_no_longer_is_ended_and_kept(twelve, ash, tellers):
    number, parts = twelve
    ash.post(f"/groups/{number}/members/", {"who": [code(p) for p in parts[1:]]})
    with tellers.house.viewer(tellers.ash):
        assert (Member.current.count(), Member.objects.count()) == (11, 12)


def test_several_people_without_a_group_are_written_up_once(twelve, ash, tellers):
    _number, parts = twelve
    page = f"/together/?who={code(parts[0])}&who={code(parts[1])}&who={'x' * 43}"
    shown = read(ash.get(page))
    assert "P00" in shown and "P01" in shown and not is_there("P02", shown)
    sent = {"on": "6 Nov 2035", "at": "9.00", "source": "seen", "note": "Sat with both"}
    sent |= {f"came-{code(p)}": "came" for p in parts[:2]}
    assert ash.post(page, sent).status_code == 303
    assert {s.folder for s in sessions(tellers)} == set(parts[:2])


# Kept while it is written; a paragraph that is set apart -----------------------------------------------------------------

BY_SCRIPT = {"X-Requested-With": "draft"}


def found(browser, page, pattern):
    return [unescape(one) for one in re.findall(pattern, read(browser.get(page)))]


def drafted(browser, page):
    """Where a register is kept by itself."""
    return found(browser, page, 'data-draft="([^"]+)"')[0]


def later(browser, page):
    """Where it is kept by the button, if it is."""
    return next(iter(found(browser, page, 'formaction="([^"]+)"')), None)


def sends(browser, page):
    """Where it is sent to be saved."""
    return found(browser, page, '<form class="form form--wide" action="([^"]+)"')[0]


def offered(browser, page):
    """What was typed before, as addresses."""
    return found(browser, page, 'typed before is kept.[^<]*<a class="govuk-link" href="([^"]+)"')


def signed_in_at(tellers, moment):
    tellers.house.at(moment)
    tellers.house.tokens.clear()
    return tellers.house.browser(tellers.ash)


def note_of(browser, page):
    return found(browser, page, r'name="note"[^>]*>\s*([^<]+?)\s*</textarea>')[0]


@pytest.mark.parametrize("by_script", [True, False], ids=["by itself", "by the button"])
def test_a_register_is_kept_while_it_is_written_and_saved_nowhere(twelve, ash, tellers, by_script):
    number, parts = twelve
    page, draft = f"/groups/{number}/", drafted(ash, f"/groups/{number}/")
    sent = {"note": "Planned the walk", f"line-{code(parts[5])}": "Brought the bread."}
    headers = {"X-Requested-With": "draft"} if by_script else {}
    more = {} if by_script else {"once": "w7"}
    assert ash.post(draft, {**sent, **more}, headers=headers).status_code == (204 if by_script else 303)
    assert sessions(tellers) == []
    assert "Something that you typed before is kept" in read(ash.get(page))
    (kept,) = offered(ash, page)
    again = read(ash.get(kept))
    assert "Planned the walk" in again and "Brought the bread." in again
    assert "Planned the walk" not in read(tellers.house.browser(tellers.bo).get(kept))
    sent |= {"on": "6 Nov 2035", "at": "9.00", "source": "seen", "all_came": "on", "once": "w8"}
    assert ash.post(sends(ash, kept), sent).status_code == 303
    assert "Something that you typed before is kept" not in read(ash.get(page))


def test_what_is_written_of_others_does_not_go_over_what_is_kept_of_these(twelve, ash, tellers):
    _number, parts = twelve
    both, alone = [code(p) for p in parts[:2]], code(parts[2])
    page, other = f"/together/?who={both[0]}&who={both[1]}", f"/together/?who={alone}"
    words = {f"line-{both[0]}": "Quillwort.", f"line-{both[1]}": "", "note": "Sat with both"}
    assert ash.post(drafted(ash, page), words).status_code == 303
    assert offered(ash, other) == []
    assert ash.post(drafted(ash, other), {f"line-{alone}": "Fern."}, headers=BY_SCRIPT).status_code == 204
    sent = {
        "on": "6 Nov 2035",
        "at": "9.00",
        "source": "seen",
        "once": "w1",
        f"came-{alone}": "came",
        f"line-{alone}": "Fern.",
    }
    (kept,) = offered(ash, other)
    assert ash.post(sends(ash, kept), sent).status_code == 303
    assert offered(ash, other) == []
    # The same two in another order are the same register; no name of theirs stands where it is kept.
    (kept,) = offered(ash, f"/together/?who={both[1]}&who={both[0]}")
    again = read(ash.get(kept))
    assert "Quillwort." in again and "Sat with both" in again
    ((path,),) = tellers.house.sql.execute("select path from access.kept_form").fetchall()
    assert path.startswith("/together/?sheet=") and not any(one in path for one in both)
    # Where only the sheet is known, it says itself who was there.
    assert "P00" in read(ash.get(path)) and not is_there("P02", read(ash.get(path)))


def test_a_register_begun_anew_leaves_what_is_kept_until_one_goes_on_with_it(twelve, ash, tellers):
    number, _parts = twelve
    page = f"/groups/{number}/"
    ash.post(drafted(ash, page), {"note": "The first"}, headers=BY_SCRIPT)
    assert "data-typed-before" in read(ash.get(page))
    anew = sends(ash, page)
    # What comes back with something wrong is still beside it, and what is pressed there to be kept too.
    assert "data-typed-before" not in read(ash.post(anew, {"note": "The second", "source": "seen"}))
    ash.post(later(ash, page), {"note": "The second"})
    assert [note for one in offered(ash, page) if (note := note_of(ash, one))] == ["The first", "The second"]
    sent = {"on": "6 Nov 2035", "at": "9.00", "source": "seen", "all_came": "on", "note": "The third"}
    assert later(ash, page) is None
    assert ash.post(sends(ash, page), sent).status_code == 303
    assert [note_of(ash, one) for one in offered(ash, page)] == ["The first", "The second"]


def test_the_next_day_has_its_own_register_and_offers_the_evening_before(twelve, tellers):
    number, _parts = twelve
    page = f"/groups/{number}/"
    ash = signed_in_at(tellers, dt.datetime(2035, 11, 6, 22, 0, tzinfo=dt.UTC))
    ash.post(drafted(ash, page), {"note": "Late on Tuesday"}, headers=BY_SCRIPT)
    ash = signed_in_at(tellers, dt.datetime(2035, 11, 7, 7, 0, tzinfo=dt.UTC))
    shown = read(ash.get(page))
    assert "data-typed-before" not in shown  # nothing of today's is held up
    ash.post(drafted(ash, page), {"note": "Wednesday"}, headers=BY_SCRIPT)
    assert [note_of(ash, one) for one in offered(ash, page)] == ["Wednesday", "Late on Tuesday"]


def test_a_line_about_somebody_who_left_the_group_meanwhile_is_not_dropped(twelve, ash, tellers):
    number, parts = twelve
    page, gone = f"/groups/{number}/", code(parts[3])
    ash.post(drafted(ash, page), {f"line-{gone}": "Quillwort."}, headers=BY_SCRIPT)
    ash.post(f"/groups/{number}/members/", {"who": [code(p) for p in parts if p != parts[3]]})
    assert not is_there("P03", read(ash.get(page)))
    (kept,) = offered(ash, page)
    assert "Quillwort." in read(ash.get(kept))
    sent = {
        "on": "6 Nov 2035",
        "at": "9.00",
        "source": "seen",
        f"came-{gone}": "came",
        f"line-{gone}": "Quillwort.",
    }
    assert ash.post(sends(ash, kept), sent).status_code == 303
    assert [(s.folder, s.note) for s in sessions(tellers)] == [(parts[3], "Quillwort.")]


def test_what_arrives_locked_is_kept_on_its_own_sheet(twelve, ash):
    _number, parts = twelve
    page = f"/together/?who={code(parts[0])}"
    to = sends(ash, page)
    ash.post("/lock/")
    locked = ash.post(to, {f"line-{code(parts[0])}": "Quillwort.", "on": "", "at": ""})
    (back,) = parse_qs(urlsplit(locked["Location"]).query)["next"]
    sheet = parse_qs(urlsplit(to).query)["sheet"][0]
    assert back == f"/together/?sheet={sheet}&kept=1"


def asides(tellers, who):
    with tellers.house.viewer(who):
        return [(a.words, a.session_folder) for a in Aside.current.in_sight()]


def test_a_paragraph_goes_where_one_of_them_is_known_as_harmed_and_nobody_else_opens_it(twelve, ash, tellers):
    number, parts = twelve
    page = f"/groups/{number}/"
    sent = {"on": "6 Nov 2035", "at": "9.00", "source": "seen", "all_came": "on", "apart": "on", "apart_source": "said",
            "apart_words": "Her brother takes the keys."}  # fmt: skip
    assert "Choose one" in read(ash.post(page, sent))
    assert sessions(tellers) == []
    assert ash.post(page, {**sent, "apart_about": code(parts[4])}).status_code == 303
    assert all("keys" not in one.note for one in sessions(tellers))
    assert asides(tellers, tellers.ash) == [("Her brother takes the keys.", parts[4])]
    assert asides(tellers, tellers.bo) == []
    (kind,) = tellers.house.sql.execute(
        "select f.kind from access.folder f join diary_aside a on a.folder = f.id"
    ).fetchone()
    assert kind == "safety"


def test_a_paragraph_needs_that_something_is_said_of_its_person(twelve, tellers, ash):
    number, parts = twelve
    sent = {"on": "6 Nov 2035", "at": "9.00", "source": "seen", f"came-{code(parts[0])}": "came", "apart": "on",
            "apart_words": "Her brother takes the keys.", "apart_about": code(parts[4])}  # fmt: skip
    assert "Say whether they came" in read(ash.post(f"/groups/{number}/", sent))
    with tellers.house.viewer(tellers.ash) as by, pytest.raises(Refused, match="of whom"):
        line = actions_groups.Line(parts[0], "came")
        actions.register(by=by, at=by.now, lines=[line], apart="Keys.", apart_of=parts[4])
