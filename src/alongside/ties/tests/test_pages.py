"""The pages of the map, as a signed-in browser without scripts meets them."""

import json
import re

import pytest
from tests.ground import is_there

from alongside.access import handles
from alongside.ties import actions, rules
from alongside.ties.models import Alter, Drawing, Knows, Snapshot, Tie
from alongside.ties.queries.around import around_one

pytestmark = pytest.mark.slow


def text_of(response):
    html = re.sub(r"<(script|style|template|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def bare(response):
    """A page without the tokens that differ each time."""
    return re.sub(rb'(csrfmiddlewaretoken" value=|"X-CSRFToken": )"[^"]*"', b"", response.content)


def test_nothing_of_the_map_is_shown_before_it_is_said_who_is_in_the_room(sitting):
    page = sitting.get("map")
    assert page.status_code == 200
    assert "Who is in the room?" in text_of(page)
    for name in ("Mum", "Jay", "Old crowd"):
        assert name not in page.content.decode()


def test_saying_who_is_in_the_room_opens_the_drawing(sitting):
    answer = sitting.post("map", {"room": "family"})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/drawing/")
    assert sitting.rows(Drawing)[-1].in_the_room == "family"


def test_nobody_moves_when_somebody_else_is_added(sitting):
    before = {s.name: s.told() for s in sitting.map().people}
    sitting.post("map", {"room": "alone"})
    kept = {s.name: s for s in sitting.map().people}
    assert all(s.angle is not None and s.distance is not None for s in kept.values())
    for name, told in before.items():
        assert kept[name].told() | {"angle": None, "distance": None} == told
    assert len(sitting.rows(Tie)) == 3
    sitting.post("map", {"room": "alone"})
    assert {s.name: s.version for s in sitting.map().people} == {name: s.version for name, s in kept.items()}


def test_the_room_must_be_said(sitting):
    answer = sitting.post("map", {})
    assert "Say who is in the room." in text_of(answer)
    assert len(sitting.rows(Drawing)) == 1


def test_the_drawing_page_shows_everybody(sitting):
    page = sitting.get("draw")
    assert page.status_code == 200
    assert {"Mum", "Jay", "Old crowd"} <= {
        name for name in ("Mum", "Jay", "Old crowd") if name in text_of(page)
    }
    assert '"helps_how": "meals"' in page.content.decode() or "meals" in page.content.decode()


def test_with_others_in_the_room_only_kind_and_closeness_are_on_the_page(sitting):
    for room in ("family", "child", "interpreter", "other", "phone"):
        sitting.in_the_room(room)
        for page in ("draw", "map_done"):
            html = sitting.get(page).content.decode()
            for hidden in ("meals", "drinks at home", "feared", 'name="helps"', "data-helps"):
                assert hidden not in html, (room, page, hidden)
            assert "Mum" in html
            for someone in json.loads(_block(html, "map-data"))["alters"] if page == "draw" else ():
                assert set(someone) == {"id", "version", *rules.WITH_OTHERS}


def _block(html, name):
    return re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.S)[1]


def test_someone_is_added_by_form(sitting):
    answer = sitting.post("draw", {"name": "Nan", "shape": "person"})
    assert answer.status_code == 303
    assert "Nan" in [s.name for s in sitting.map().people]


@pytest.mark.parametrize("name", ["", " ", "x" * 121, "a\x00b"])
def test_a_name_that_cannot_be_kept_is_said_so(sitting, name):
    answer = sitting.post("draw", {"name": name, "shape": "person"})
    assert answer.status_code == 422
    assert len(sitting.map().people) == 3


FORM = {
    "name": "Mum", "kind": "parent", "shape": "person", "closeness": "3", "contact": "daily", "helps": "3",
    "helps_how": "listens", "harder": "1", "harder_how": "worries", "in_recovery": "no", "uses": "not-asked",
    "used_together": "not-asked", "lives_with": "yes", "real_friend": "yes", "willing": "yes", "feared": "no",
    "source": "said",
}  # fmt: skip


def test_somebody_is_changed_by_form(sitting):
    mum = sitting.someone("Mum")
    assert sitting.get("map_someone", mum).status_code == 200
    answer = sitting.post("map_someone", FORM | {"seen": mum.version}, mum)
    assert answer.status_code == 303
    now = sitting.someone("Mum")
    assert (now.closeness, now.contact, now.helps, now.helps_how, now.harder) == (3, "daily", 3, "listens", 1)
    assert (now.lives_with, now.willing, now.feared, now.uses) == (True, True, False, None)


def test_a_form_that_somebody_else_overtook_shows_both(sitting):
    mum = sitting.someone("Mum")
    with sitting.by() as by:
        actions.say(by=by, alter=sitting.row("Mum"), helps=1)
    answer = sitting.post("map_someone", FORM | {"seen": mum.version}, mum)
    assert answer.status_code == 409
    assert "Somebody else changed this too" in text_of(answer)
    assert sitting.someone("Mum").closeness == 5


def test_with_others_in_the_room_the_form_takes_only_kind_and_closeness(sitting):
    mum = sitting.someone("Mum")
    sitting.in_the_room("family")
    page = sitting.get("map_someone", mum).content.decode()
    assert 'name="helps"' not in page and 'name="feared"' not in page and 'name="closeness"' in page
    sitting.post("map_someone", FORM | {"seen": mum.version}, mum)
    now = sitting.someone("Mum")
    assert (now.closeness, now.helps, now.helps_how, now.lives_with) == (3, 2, "meals", None)


@pytest.mark.parametrize(
    "wrong", [{"closeness": "9"}, {"helps": "x"}, {"name": ""}, {"shape": "ghost"}, {"kind": "boss"}]
)
def test_wrong_answers_are_sent_back(sitting, wrong):
    mum = sitting.someone("Mum")
    answer = sitting.post("map_someone", FORM | {"seen": mum.version} | wrong, mum)
    assert answer.status_code == 200
    assert "Something needs another look" in text_of(answer)
    assert sitting.someone("Mum").closeness == 5


def test_links_by_form(sitting):
    mum, jay = sitting.someone("Mum"), sitting.someone("Jay")
    sitting.post("map_deed", {"deed": "know", "other": jay.handle}, mum)
    assert len(sitting.map().links) == 1
    sitting.post("map_deed", {"deed": "not-know", "other": mum.handle}, jay)
    assert sitting.map().links == ()


def test_one_step_closer_and_further_by_form(sitting):
    sitting.post("map_deed", {"deed": "closer"}, sitting.someone("Jay"))
    assert sitting.someone("Jay").closeness == 3
    sitting.post("map_deed", {"deed": "further"}, sitting.someone("Jay"))
    sitting.post("map_deed", {"deed": "further"}, sitting.someone("Jay"))
    sitting.post("map_deed", {"deed": "further"}, sitting.someone("Jay"))
    assert sitting.someone("Jay").closeness == 1


def test_taken_off_and_put_back_by_form(sitting):
    jay = sitting.someone("Jay")
    answer = sitting.post("map_deed", {"deed": "take-off"}, jay)
    assert "Jay" not in [s.name for s in sitting.map().people]
    assert "no longer on the map" in text_of(sitting.client.get(answer.headers["Location"]))
    assert "Put back Jay" in text_of(sitting.get("draw"))
    sitting.post("map_deed", {"deed": "put-back"}, jay)
    assert "Jay" in [s.name for s in sitting.map().people]


def test_the_last_change_is_taken_back_by_form(sitting):
    with sitting.by() as by:
        actions.say(by=by, alter=sitting.row("Jay"), closeness=5)
    assert "Take back the last change" in text_of(sitting.get("map_someone", sitting.someone("Jay")))
    sitting.post("map_deed", {"deed": "as-before"}, sitting.someone("Jay"))
    assert sitting.someone("Jay").closeness == 2


def test_a_deed_that_does_not_exist(sitting):
    assert sitting.post("map_deed", {"deed": "erase"}, sitting.someone("Jay")).status_code == 404


def test_an_ended_sitting_asks_again_who_is_in_the_room(sitting):
    sitting.house.pass_time(hours=13)
    sitting.house.tokens.clear()
    sitting.sign_in()
    assert sitting.get("draw").headers["Location"] == sitting.url("map")
    assert sitting.get("map_someone", sitting.someone("Jay")).status_code == 404


# What do you notice? ------------------------------------------------------------------------------------------------


def test_at_most_three_sentences_and_none_names_anybody(sitting):
    page = sitting.get("map_done").content.decode()
    noticed = re.findall(r'row__text" dir="auto">(.*?)<', page)
    assert 1 <= len(noticed) <= 3
    for sentence in noticed:
        assert not any(name in sentence for name in ("Mum", "Jay", "crowd"))


def test_nobody_feared_is_offered_to_come_closer(sitting):
    page = text_of(sitting.get("map_done"))
    offered = page.split("Whom would you like closer?")[1]
    assert "Old crowd" in offered and "Nobody just now" in offered
    assert not is_there("Jay", offered)


def test_somebody_feared_cannot_be_chosen_either(sitting):
    answer = sitting.post("map_done", {"closer": sitting.someone("Jay").handle})
    assert "Something needs another look" in text_of(answer)
    assert sitting.rows(Snapshot) == []


def test_choosing_somebody_keeps_the_map_and_leads_to_a_step_with_them(sitting):
    crowd = sitting.someone("Old crowd")
    answer = sitting.post("map_done", {"closer": crowd.handle})
    assert answer.status_code == 303
    assert crowd.handle in answer.headers["Location"]
    assert len(sitting.rows(Snapshot)) == 1


def test_nobody_need_be_chosen(sitting):
    answer = sitting.post("map_done", {})
    assert answer.headers["Location"] == sitting.url("map_look")
    assert sitting.rows(Snapshot)[0].in_the_room == "alone"
    assert sitting.rows(Drawing)[0].ended_at is not None


def test_with_others_in_the_room_nobody_is_asked_for(sitting):
    sitting.in_the_room("family")
    assert "closer?" not in text_of(sitting.get("map_done"))
    answer = sitting.post("map_done", {"closer": sitting.someone("Mum").handle})
    assert answer.status_code in (200, 303)
    assert sitting.someone("Mum").handle not in answer.headers.get("Location", "")


# Looking -------------------------------------------------------------------------------------------------------------


def test_the_whole_map_in_words_and_in_a_table(sitting):
    page = text_of(sitting.get("map_look"))
    assert "3 on the map" in page
    assert "Mum" in page and "a lot" in page


def test_the_maps_that_were_kept_and_two_side_by_side(sitting):
    assert "No map has been kept yet" in text_of(sitting.get("maps"))
    with sitting.by() as by:
        actions.snapshot(by=by, folder=sitting.folder)
        actions.say(by=by, alter=sitting.row("Jay"), closeness=1)
        actions.add_alter(by=by, folder=sitting.folder, name="Del", in_recovery=True, closeness=4)
    assert "beside today" in text_of(sitting.get("maps"))
    page = text_of(sitting.get("map_compare"))
    assert "1 new person in recovery." in page
    assert "Jay moved outwards." in page


def test_a_map_drawn_with_others_there_shows_only_that_when_set_beside(sitting):
    with sitting.by() as by:
        actions.snapshot(by=by, folder=sitting.folder, in_the_room="family")
        actions.say(by=by, alter=sitting.row("Mum"), helps=1)
    page = sitting.get("map_compare").content.decode()
    assert "drinks at home" not in page and "helps less" not in page


def test_a_date_that_is_not_there(sitting):
    with sitting.by() as by:
        actions.snapshot(by=by, folder=sitting.folder)
    for value in ("x", handles.seal("snapshot", sitting.folder, 7), handles.seal("alter", sitting.folder, 7)):
        assert sitting.client.get(sitting.url("map_compare") + f"?then={value}").status_code == 404


# To take home ---------------------------------------------------------------------------------------------------------


def test_no_copy_without_asking_whether_it_is_safe(sitting):
    assert "Who might see it" in text_of(sitting.get("map_take_home"))
    assert "Say whether it is safe to carry." in text_of(sitting.post("map_take_home", {}))
    assert "No copy was made" in text_of(sitting.post("map_take_home", {"safe": "no"}))


def test_the_copy_says_nothing_of_help_use_workers_or_the_service(sitting, monkeypatch):
    pages = []
    monkeypatch.setattr("alongside.web.pdf.made", lambda html, _style: pages.append(html) or b"%PDF-")
    with sitting.by() as by:
        actions.add_alter(by=by, folder=sitting.folder, name="Probation", kind="probation", closeness=2)
    keep = [s.handle for s in sitting.map().people if s.name != "Jay"]
    answer = sitting.post("map_take_home", {"safe": "yes", "with": keep})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "alongside" not in answer.headers["Content-Disposition"].lower()
    [html] = pages
    assert "Mum" in html and "Old crowd" in html
    body = html.split("</head>")[1].lower()
    for kept_here in ("jay", "probation", "meals", "help", "harder", "recovery", "alongside", "ash"):
        assert kept_here not in body, kept_here


@pytest.mark.slow
def test_the_copy_is_a_pdf(sitting):
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    answer = sitting.post("map_take_home", {"safe": "yes", "with": [s.handle for s in sitting.map().people]})
    assert answer.content.startswith(b"%PDF-")
    assert b"Alongside" not in answer.content


def test_without_pango_the_print_view_opens_and_names_the_package(sitting, monkeypatch):
    from alongside.web import pdf

    def missing(html, style):
        raise pdf.NoPango("libpango-1.0-0")

    monkeypatch.setattr(pdf, "made", missing)
    answer = sitting.post("map_take_home", {"safe": "yes", "with": [sitting.someone("Mum").handle]})
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "libpango-1.0-0" in text_of(answer)


# Files ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "kind", "holds"),
    [
        ("map_measures", "text/csv", b"ego,size,ties,density"),
        ("map_network_canvas", "application/zip", b"PK"),
        ("map_graphml", "application/graphml+xml", b"<graphml"),
    ],
)
def test_files_are_attachments_that_no_cache_keeps(sitting, page, kind, holds):
    answer = sitting.get(page)
    assert answer.headers["Content-Type"].startswith(kind)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content.startswith(holds) or holds in answer.content


def test_network_canvas_out_and_in_again_is_the_same_map(sitting, tmp_path):
    from alongside.ties.files import read_network_canvas

    with sitting.by() as by:
        actions.know(by=by, one=sitting.row("Mum"), other=sitting.row("Jay"))
    path = tmp_path / "map.zip"
    path.write_bytes(sitting.get("map_network_canvas").content)
    found = read_network_canvas(path)
    assert found.refusals == []
    assert set(found.names()) == {"Mum", "Jay", "Old crowd"}
    assert len(found.one) == 1
    at = list(found.names()).index("Mum")
    assert (found.told["closeness"][at], found.told["helps"][at]) == (5, 2)


def test_an_export_says_the_time_of_the_one_clock(sitting, tellers):
    import datetime as dt
    import io
    import zipfile

    tellers.house.at(dt.datetime(2031, 2, 3, 4, 5, 6, tzinfo=dt.UTC))
    tellers.house.sql.execute(
        "update access.session set seen_at = access.clock(), until = access.clock() + interval '1 hour'"
    )
    tellers.house.sql.execute("update access.grant set ends = access.clock() + interval '1 hour'")
    with zipfile.ZipFile(io.BytesIO(sitting.get("map_network_canvas").content)) as packed:
        assert b"2031-02-03T04:05:06+00:00" in packed.read("alongside_ego.csv")


# Nobody else's --------------------------------------------------------------------------------------------------------

PAGES = ("map", "draw", "map_change", "map_someone", "map_deed", "map_done", "map_look", "maps", "map_compare",
         "map_take_home", "map_measures", "map_network_canvas", "map_graphml")  # fmt: skip


@pytest.mark.family
@pytest.mark.parametrize("page", PAGES)
def test_a_map_that_is_not_yours_is_not_there(sitting, tellers, page):
    jay = sitting.someone("Jay")
    theirs = tellers.house.browser(tellers.bo)
    address = sitting.url(page, jay)
    absent = sitting.url(page, jay, nowhere=True)
    for ask in ("get", "post"):
        hidden, nowhere = (getattr(theirs, ask)(a, {"name": "X"}) for a in (address, absent))
        assert hidden.status_code == nowhere.status_code
        assert hidden.status_code in (404, 405)
        assert bare(hidden) == bare(nowhere)


def test_every_page_of_this_app_is_tried_on_somebody_elses_map():
    from alongside.ties import pages  # noqa: F401
    from alongside.web.registry import PAGES as ALL

    ours = {name for name, page in ALL.items() if page.view.__module__.startswith("alongside.ties.")}
    assert ours == set(PAGES)


def test_a_handle_of_one_map_opens_nothing_in_another(sitting, tellers):
    with tellers.house.viewer(tellers.bo) as by:
        lou = actions.add_alter(by=by, folder=tellers.other.folders["treatment"], name="Lou")
    mixed = sitting.url("map_someone", sitting.someone("Jay")).replace(
        sitting.someone("Jay").handle, handles.seal("alter", lou.folder, lou.pk)
    )
    assert sitting.client.get(mixed).status_code == 404
    answer = sitting.post(
        "map_deed",
        {"deed": "know", "other": handles.seal("alter", lou.folder, lou.pk)},
        sitting.someone("Jay"),
    )
    assert answer.status_code == 404


def test_whoever_may_only_read_looks_and_cannot_draw(sitting, tellers):
    sitting.let_read_only(tellers.bo)
    theirs = tellers.house.browser(tellers.bo)
    assert theirs.get(sitting.url("map")).headers["Location"] == sitting.url("map_look")
    assert theirs.get(sitting.url("map_look")).status_code == 200
    assert theirs.post(sitting.url("map"), {"room": "alone"}).status_code == 303
    assert len(sitting.rows(Drawing)) == 1
    assert theirs.post(sitting.url("draw"), {"name": "X"}).headers["Location"] == sitting.url("map")
    assert (
        theirs.post(sitting.url("map_deed", sitting.someone("Jay")), {"deed": "take-off"}).status_code == 404
    )
    assert len(sitting.map().people) == 3


# The person page ------------------------------------------------------------------------------------------------------


def test_the_small_map_stands_on_the_person_page(sitting, tellers):
    page = sitting.client.get(f"/person/{tellers.one.handle()}/")
    assert "3 on the map" in text_of(page)
    assert "Jay" in page.content.decode()


def test_rows_are_what_they_seem(sitting):
    assert {type(row) for row in sitting.rows(Alter)} == {Alter}
    assert len(sitting.rows(Tie)) == 3 and sitting.rows(Knows) == []
    with sitting.by():
        assert len(around_one(sitting.folder).people) == 3


def test_somebody_in_recovery_who_is_new_stands_under_going_well(sitting, tellers):
    assert "in recovery is new" not in text_of(sitting.client.get("/today/"))
    sitting.house.pass_time(days=3)
    sitting.house.tokens.clear()
    sitting.sign_in()
    with sitting.by() as by:
        actions.add_alter(by=by, folder=sitting.folder, name="Del", in_recovery=True)
    today = text_of(sitting.client.get("/today/"))
    assert "1 person in recovery is new on the map" in today
    assert not is_there("Del", today)
    assert "in recovery is new" not in text_of(tellers.house.browser(tellers.bo).get("/today/"))


def test_a_first_map_is_no_news(sitting):
    with sitting.by() as by:
        actions.add_alter(by=by, folder=sitting.folder, name="Del", in_recovery=True)
    assert "in recovery is new" not in text_of(sitting.client.get("/today/"))
