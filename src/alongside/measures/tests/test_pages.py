"""Every route, as a worker's browser without scripts meets it; and nothing for a colleague who may not open the record."""

import json
import re
from dataclasses import replace
from html import unescape

import pytest
from tests.ground import is_there, telling

from alongside.measures import queries
from alongside.measures.answers import of
from alongside.measures.library import library
from alongside.measures.models import Assessment, Response
from alongside.measures.tests import ground
from alongside.measures.tests.ground import save, sheet
from alongside.web.registry import PAGES

pytestmark = pytest.mark.slow

OURS = sorted(n for n, p in PAGES.items() if p.view.__module__.startswith("alongside.measures."))
READ = [n for n in OURS if "GET" in PAGES[n].methods]
WRITE = [n for n in OURS if "POST" in PAGES[n].methods]


@telling
def lou(tellers):
    return ground.asked(tellers, tellers.ash, tellers.one)


@pytest.fixture
def ash(tellers):
    return tellers.house.browser(tellers.ash)


@pytest.fixture
def bo(tellers):
    return tellers.house.browser(tellers.bo)


def text(answer):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def hidden(answer, name):
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    return found[1] if found else None


def standing_open(answer, name):
    """Is the question there, and not in a box that is closed?"""
    page = answer.content.decode()
    assert f'name="{name}"' in page, name
    boxes = re.findall(r'<div data-when="[^"]*" hidden>(.*?)</div>\s*(?=<div|<field|<butt)', page, re.S)
    return not any(f'name="{name}"' in box for box in boxes)


def last(tellers, lou, slug):
    with tellers.house.viewer(tellers.ash):
        row = queries.begun(lou.folder, sheet(slug)) or queries.last_done(lou.folder, sheet(slug))
        return row, of(row) if row else {}


@pytest.mark.family
@pytest.mark.parametrize("name", READ)
def test_the_worker_reads_every_page(lou, ash, name):
    answer = ash.get(lou.address(name))
    assert answer.status_code == 200, answer.content.decode()[:2000]
    assert name == "response_fhir" or "Lou" in answer.content.decode()


@pytest.mark.family
@pytest.mark.parametrize("name", READ)
def test_a_colleague_without_it_finds_nothing_and_the_same_as_where_nothing_is(lou, bo, name):
    hidden_one = bo.get(lou.address(name))
    absent = bo.get("/part/" + "A" * 43 + "/assessment/")
    assert (hidden_one.status_code, absent.status_code) == (404, 404)
    assert len(hidden_one.content) == len(absent.content)


@pytest.mark.family
@pytest.mark.parametrize("name", WRITE)
def test_a_colleague_without_it_writes_nothing(lou, tellers, bo, name):
    before = tellers.house.sql.execute("select count(*) from log.version").fetchone()
    sent = {
        "kind": "full",
        "why": "x",
        "offer": "map-ivy",
        "a-home-tonight": "own",
        "how": "in_person",
        "source": "said",
    }
    assert bo.post(lou.address(name), sent).status_code == 404
    assert tellers.house.sql.execute("select count(*) from log.version").fetchone() == before


@pytest.mark.family
@pytest.mark.parametrize("name", WRITE)
def test_who_may_only_read_writes_nothing(lou, tellers, name):
    from alongside.access import folders

    with tellers.house.viewer(tellers.ash) as by:
        for folder in tellers.one.folders.values():
            folders.give(
                by=by, folder=folder, staff=tellers.bo, purpose="cover", reason="Ash is away", writes=False
            )
    counts = "select (select count(*) from measures_response), (select count(*) from log.version)"
    before = tellers.house.sql.execute(counts).fetchone()
    sent = {
        "kind": "full",
        "why": "x",
        "offer": "map-ivy",
        "a-home-tonight": "own",
        "how": "in_person",
        "source": "said",
    }
    assert tellers.house.browser(tellers.bo).post(lou.address(name), sent).status_code == 404
    assert tellers.house.sql.execute(counts).fetchone() == before


def test_a_part_that_is_not_there_is_not_there(lou, ash):
    assert ash.get(lou.address("assess", topic="nothing")).status_code == 404


# The list


def test_the_list_says_what_is_done_and_what_is_due(lou, ash):
    said = text(ash.get(lou.address("assessment")))
    assert "full, since" in said
    assert re.search(r"Mental health begun", said)
    assert re.search(r"Home · 6 Nov done", said)
    assert re.search(r"The law not asked yet", said)


def test_an_assessment_is_begun_widened_and_closed(tellers, ash):
    from alongside.access import handles

    part = handles.seal("part", tellers.one.folders["treatment"], tellers.one.folders["treatment"])
    page = f"/part/{part}/assessment/"
    assert "None is under way" in text(ash.get(page))
    assert ash.post(page, {"kind": "brief"}).status_code == 303
    assert "First things" in text(ash.get(page))
    assert ash.post(page, {"kind": "full"}).status_code == 303
    assert "What they use" in text(ash.get(page))
    assert ash.post(page, {"kind": "long"}).status_code == 409
    with tellers.house.viewer(tellers.ash):
        row = Assessment.objects.get(folder=tellers.one.folders["treatment"])
    close = f"/assessment/{handles.seal('assessment', row.folder, row.id)}/close/"
    assert "does not close without that" in text(ash.get(close))
    assert "/assessment/children/" in ash.get(close).content.decode()
    refused = ash.post(close, {"seen": "2"})
    assert refused.status_code == 409 and "Children: asked" in text(refused)


# One part as one form


def how(**more):
    return {"how": "in_person", "source": "said", **more}


def test_a_follow_up_shows_after_saving_without_a_script(tellers, lou, ash):
    page = lou.address("assess", topic="law")
    first = ash.get(page)
    assert not standing_open(first, "a-law-date")
    answer = ash.post(
        page, how(**{"a-law-now": ["court"], "deed": "done", "seen": hidden(first, "seen")}), follow=True
    )
    assert "a few more questions" in text(answer)
    assert standing_open(answer, "a-law-date")
    row, answers = last(tellers, lou, "law")
    assert (row.state, answers) == ("begun", {"law-now": ["court"]})
    sent = how(
        **{"a-law-now": ["court"], "a-law-date": "1 Dec 2035", "seen": hidden(answer, "seen"), "deed": "done"}
    )
    assert "This part is done" in text(ash.post(page, sent, follow=True))
    row, answers = last(tellers, lou, "law")
    assert (row.state, answers["law-date"]) == ("completed", ["2035-12-01"])


def test_with_the_script_what_was_left_out_is_not_asked_again(tellers, lou, ash):
    page = lou.address("assess", topic="law")
    ash.post(page, how(**{"a-law-now": ["court"], "seen": "0", "live": "1", "deed": "done"}))
    assert last(tellers, lou, "law")[0].state == "completed"


def test_what_needs_an_answer_is_said_at_its_question(lou, ash):
    answer = ash.post(
        lou.address("assess", topic="children"), how(**{"seen": "0", "deed": "done", "a-children-asked": ""})
    )
    assert answer.status_code == 200
    assert "Answer this first" in text(answer)
    assert 'href="#id_a-children-asked"' in answer.content.decode()


def test_what_cannot_be_read_is_refused_in_words_and_stays(tellers, lou, ash):
    sent = how(
        **{
            "seen": "0",
            "deed": "done",
            "a-law-now": ["court"],
            "a-law-date": "31/2/2036",
            "a-law-conditions": "Curfew",
        }
    )
    answer = ash.post(lou.address("assess", topic="law"), sent)
    assert "has 29 days" in text(answer) and "Curfew" in answer.content.decode()
    assert last(tellers, lou, "law")[0] is None


def test_lines_of_a_group_come_one_by_one_and_go(tellers, lou, ash):
    page = lou.address("assess", topic="substances")
    one = {
        "substance-0-substance-what": "heroin",
        "substance-0-substance-days": "28",
        "seen": "0",
        "deed": "save",
    }
    answer = ash.post(page, how(**one), follow=True)
    assert 'name="substance-1-substance-what"' in answer.content.decode()
    two = {
        **one,
        "substance-1-substance-what": "(other)",
        "substance-1-substance-what-other": "Dragon",
        "seen": hidden(answer, "seen"),
    }
    answer = ash.post(page, how(**two), follow=True)
    assert last(tellers, lou, "substances")[1]["substance"] == [
        {"substance-what": ["heroin"], "substance-days": [28]},
        {"substance-what": [{"other": "Dragon"}]},
    ]
    assert 'value="Dragon"' in answer.content.decode()
    out = {**two, "substance-0-out": "on", "seen": hidden(answer, "seen")}
    ash.post(page, how(**out))
    assert last(tellers, lou, "substances")[1]["substance"] == [{"substance-what": [{"other": "Dragon"}]}]


def test_a_part_for_when_they_are_alone_is_refused_with_what_to_do(tellers, lou, ash):
    answer = ash.post(
        lou.address("assess", topic="people"), how(**{"seen": "0", "company": "family", "a-lonely": "often"})
    )
    assert answer.status_code == 409
    assert "Leave it for today" in text(answer)
    assert last(tellers, lou, "people")[0] is None


def test_what_to_do_now_stands_beside_the_answer(lou, ash):
    page = ash.get(lou.address("assess", topic="mind")).content.decode()
    shown = re.search(
        r'<div class="notice notice--care" role="status" data-when="[^"]*"( hidden)?><p>Give them the numbers',
        page,
    )
    assert shown and not shown[1]
    now = re.search(
        r'<div class="notice notice--now" role="status" data-when="[^"]*"( hidden)?><p>Stay with them', page
    )
    assert now and now[1]


def test_a_worry_about_a_child_has_the_way_to_the_desk_beside_it(tellers, lou, ash):
    worry = {"a-children-worry": "He leaves her with the neighbour at night"}
    asked = {"company": "alone", "a-children-asked": "asked", "a-children-any": "own", "seen": "0"}
    answer = ash.post(
        lou.address("assess", topic="children"), how(**asked, **worry, deed="done"), follow=True
    )
    assert f"/worry/?about={lou.who.handle()}" in answer.content.decode()
    assert "A child who may come to harm is passed on" in text(answer)


def test_what_is_left_to_the_nurse_is_said_and_not_asked(lou, ash, monkeypatch):
    monkeypatch.setitem(library().newest, "home", replace(sheet("home"), asked_by=("nurse",)))
    assert re.search(r"Home · 6 Nov done nurse or prescriber", text(ash.get(lou.address("assessment"))))
    for answer in (ash.get(lou.address("assess")), ash.post(lou.address("assess"), how())):
        assert answer.status_code == 409
        assert "left to: nurse or prescriber" in text(answer)


def test_two_who_save_at_once_are_shown_both(tellers, lou, ash):
    from alongside.access import folders

    with tellers.house.viewer(tellers.ash) as by:
        for folder in tellers.one.folders.values():
            folders.give(
                by=by, folder=folder, staff=tellers.bo, purpose="cover", reason="Shared", writes=True
            )
    page = lou.address("assess", topic="law")
    other = tellers.house.browser(tellers.bo)
    ash.post(
        page,
        how(**{"a-law-now": ["police"], "a-law-conditions": "Curfew at nine", "seen": "0", "deed": "save"}),
    )
    answer = other.post(
        page,
        how(
            **{
                "a-law-now": ["police"],
                "a-law-conditions": "Not to go to Hall Road",
                "seen": "0",
                "deed": "save",
            }
        ),
    )
    assert answer.status_code == 409
    assert "Curfew at nine" in text(answer) and "Not to go to Hall Road" in answer.content.decode()
    assert last(tellers, lou, "law")[1]["law-conditions"] == ["Curfew at nine"]
    again = how(
        **{
            "a-law-now": ["police"],
            "a-law-conditions": "Both",
            "seen": hidden(answer, "seen"),
            "deed": hidden(answer, "deed"),
        }
    )
    assert other.post(page, again).status_code == 303
    assert last(tellers, lou, "law")[1]["law-conditions"] == ["Both"]


def test_what_was_finished_in_between_is_shown_too(tellers, lou, ash):
    page = lou.address("assess", topic="law")
    ash.post(page, how(**{"a-law-now": ["none"], "seen": "0", "deed": "save"}))
    seen = hidden(ash.get(page), "seen")
    ash.post(page, how(**{"a-law-now": ["none"], "seen": seen, "deed": "done"}))
    answer = ash.post(page, how(**{"a-law-now": ["court"], "seen": seen, "deed": "save"}))
    assert answer.status_code == 409 and "Somebody else changed this too" in text(answer)


def test_a_draft_is_kept_and_says_its_version(tellers, lou, ash):
    page = lou.address("assess_draft", topic="law")
    answer = ash.post(page, how(**{"a-law-now": ["court"], "a-law-date": "nonsense", "seen": "0"}))
    seen = json.loads(answer.content)["seen"]
    assert last(tellers, lou, "law")[1] == {"law-now": ["court"]}
    assert ash.post(page, how(**{"a-law-now": ["police"], "seen": seen})).status_code == 200
    assert ash.post(page, how(**{"a-law-now": ["none"], "seen": seen})).status_code == 409
    assert last(tellers, lou, "law")[1] == {"law-now": ["police"]}


def test_who_was_there_is_not_asked_twice_in_one_sitting(lou, ash):
    page = ash.get(lou.address("assess", topic="people")).content.decode()
    assert re.search(r'name="company"[^>]*value="alone"[^>]*checked', page)


# Again, later


def test_it_still_holds_is_one_press(tellers, lou):
    tellers.house.pass_time(days=40)
    tellers.house.tokens.clear()
    ash = tellers.house.browser(tellers.ash)
    shown = ash.get(lou.address("confirm_part", topic="home"))
    assert "On Nan’s sofa" in text(shown)
    assert ash.post(lou.address("confirm_part", topic="home"), how()).status_code == 303
    row, _answers = last(tellers, lou, "home")
    assert (row.state, row.before_id) == ("confirmed", lou.home.id)


def back_again(tellers, lou):
    """The assessment is closed; a fortnight later they are back, and another is begun."""
    from alongside.measures import actions

    with tellers.house.viewer(tellers.ash) as by:
        actions.close_assessment(by=by, assessment=queries.open_assessment(lou.folder))
    tellers.house.pass_time(days=14)
    tellers.house.tokens.clear()
    with tellers.house.viewer(tellers.ash) as by:
        actions.begin_assessment(by=by, folder=lou.folder, kind="full")
    return tellers.house.browser(tellers.ash)


def test_who_returns_hears_it_all_and_confirms_what_still_holds_in_one_press(tellers, lou):
    ash = back_again(tellers, lou)
    assert lou.address("still_holds") in ash.get(lou.address("assessment")).content.decode()
    page = text(ash.get(lou.address("still_holds")))
    assert "Children" in page and "Ivy · How old? 4" in page and "On Nan’s sofa" in page
    assert "Mental health" not in page  # it is being written
    ticked = how(company="alone", **{"holds-home": "on"})
    answer = ash.post(lou.address("still_holds"), ticked, follow=True)
    assert "1 part still holds" in text(answer)
    assert last(tellers, lou, "home")[0].state == "confirmed"
    assert last(tellers, lou, "children")[0].state == "completed"
    assert "Ivy" in text(ash.get(lou.address("still_holds"))) and not is_there(
        "Nan", text(ash.get(lou.address("still_holds")))
    )


def test_nothing_ticked_confirms_nothing_and_one_refusal_stops_all(tellers, lou, monkeypatch):
    ash = back_again(tellers, lou)
    answer = ash.post(lou.address("still_holds"), how(company="alone"))
    assert answer.status_code == 409 and "Tick what still holds" in text(answer)
    both = {"holds-home": "on", "holds-children": "on"}
    answer = ash.post(lou.address("still_holds"), how(company="child", **both))
    assert answer.status_code == 303
    monkeypatch.setitem(library().newest, "home", replace(sheet("home"), alone=True))
    ash = back_again(tellers, lou)
    answer = ash.post(lou.address("still_holds"), how(company="child", **both))
    assert answer.status_code == 409 and "Home: This part is for when nobody else can hear" in text(answer)
    assert [last(tellers, lou, one)[0].done_on.day for one in ("home", "children")] == [20, 20]


def test_the_last_answers_stand_in_the_form_and_the_difference_is_shown(tellers, lou):
    tellers.house.pass_time(days=40)
    tellers.house.tokens.clear()
    ash = tellers.house.browser(tellers.ash)
    form = ash.get(lou.address("assess", topic="home"))
    assert "On Nan’s sofa" in unescape(form.content.decode())
    sent = how(
        **{"a-home-tonight": "own", "a-home-words": "On Nan’s sofa", "seen": "0", "live": "1", "deed": "done"}
    )
    ash.post(lou.address("assess", topic="home"), sent)
    row, _answers = last(tellers, lou, "home")
    from alongside.web.wrapper import url

    said = text(ash.get(url("response", response=row)))
    assert re.search(
        r"somewhere to sleep tonight\? Yes, for now: with friends, a hostel, a hotel Yes, a settled home",
        said,
    )
    assert "Every other time" in said


# Elsewhere


def test_offers_go_only_where_they_are_ticked(tellers, lou, ash):
    from alongside.ties.models import Alter

    page = lou.address("offers")
    assert "Ivy, child" in text(ash.get(page))
    ash.post(page, {})
    with tellers.house.viewer(tellers.ash):
        assert not Alter.current.filter(folder=lou.folder, name="Ivy").exists()
    ash.post(page, {"offer": ["map-ivy", "map-nobody"]})
    with tellers.house.viewer(tellers.ash):
        assert Alter.current.filter(folder=lou.folder, name="Ivy").exists()
    assert "On the map" not in text(ash.get(page))


def test_a_copy_as_fhir(lou, ash):
    answer = ash.get(lou.address("response_fhir"))
    assert answer["Content-Type"] == "application/fhir+json"
    told = json.loads(answer.content)
    assert told["resourceType"] == "QuestionnaireResponse" and told["status"] == "completed"
    assert told["questionnaire"] == f"{sheet('children').url}|1"
    child = next(i for i in told["item"] if i["linkId"] == "child")
    answers = {i["linkId"]: i["answer"][0] for i in child["item"]}
    assert answers["child-name"] == {"valueString": "Ivy"} and answers["child-age"] == {"valueInteger": 4}
    assert answers["child-lives"]["valueCoding"]["display"] == "With them"


def test_an_edition_that_is_gone_is_still_read(tellers, lou, ash):
    tellers.house.sql.execute("update measures_response set edition = '0' where id = %s", (lou.children.id,))
    said = text(ash.get(lou.address("response")))
    assert "no longer here" in said and "Ivy" in said
    assert ash.get(lou.address("response_fhir")).status_code == 404
    assert ash.get(lou.address("assessed")).status_code == 200


def test_answers_that_cannot_be_read_break_no_page(tellers, lou, ash):
    tellers.house.sql.execute("update measures_response set answers = 'not json'")
    for name in READ:
        assert ash.get(lou.address(name)).status_code in (200, 404), name


def test_entered_in_error_wants_a_reason_and_shows_no_longer(tellers, lou, ash):
    page = lou.address("response_in_error")
    assert ash.post(page, {"why": "", "seen": "3"}).status_code == 200
    assert ash.post(page, {"why": "Another Lou"}).status_code == 303
    assert not is_there("Ivy", text(ash.get(lou.address("assessed"))))
    with tellers.house.viewer(tellers.ash):
        assert Response.objects.get(folder=lou.folder, pk=lou.children.id).in_error


def test_the_person_page_says_how_it_stands(lou, ash):
    said = text(ash.get(f"/person/{lou.who.handle()}/"))
    assert re.search(r"Under way since .*13 parts to go", said)


@pytest.mark.parametrize("name", READ)
def test_every_page_asks_at_most_fifteen_times(lou, ash, name):
    from tests.guards.test_queries import MOST, asked

    queries_made = asked(ash, lou.address(name))
    assert len(queries_made) <= MOST, "\n".join(queries_made)


def test_seven_substances_ask_no_more_often(lou, ash, tellers):
    from tests.guards.test_queries import MOST, asked

    with tellers.house.viewer(tellers.ash) as by:
        save(by, lou.folder, "substances", {"substance": [{"substance-what": ["heroin"]}] * 7})
    assert len(asked(ash, lou.address("assess", topic="substances"))) <= MOST
