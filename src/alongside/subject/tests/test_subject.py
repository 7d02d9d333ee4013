"""A person's own copy: their account and nobody else's; nothing tells which parts there are; it stops nobody from asking."""

import datetime as dt
import json
import re

import psycopg
import pytest
from django.db import ProgrammingError, connections
from django.test.utils import CaptureQueriesContext
from tests.ground import is_there

from alongside.access import folders
from alongside.access.viewer import Refused
from alongside.subject import actions, copies, queries
from alongside.subject.models import Alone, Look, Piece
from alongside.subject.tests import ground
from alongside.subject.tests.ground import HERE, SEALED, lou_of

pytestmark = pytest.mark.slow


CONFLICT = (
    "insert into access.conflict (id, staff, person, why, starts, recorded_by) "
    "values (access.new_id(), %s, %s, 'family', access.clock() - interval '1 minute', %s)"
)
ONCE = re.compile(r'(name="(?:csrfmiddlewaretoken|once)" value|hx-headers|content)=(["\']).*?\2')


@pytest.fixture
def lou(tellers):
    return lou_of(tellers)


def page(lou, path, staff=None, status=200):
    answer = lou.house.browser(staff or lou.ash).get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return ONCE.sub(r"\1", answer.content.decode())


# It reaches whoever holds a part, and says nothing of the others ----------------------------------------------------------


def test_it_reaches_whoever_holds_a_part_and_does_not_say_who_wrote_it_down(lou):
    ground.harmed(lou)
    number = ground.ask(lou)
    for staff, kind in ((lou.ash, "line"), (lou.gwen, "safety")):
        assert "Copies that were asked for" in page(lou, "/today/", staff)
        text = page(lou, ground.link(lou, number, kind=kind), staff)
        assert "Due by" in text
    assert not is_there(
        "Ash", page(lou, ground.link(lou, number, kind="safety"), lou.gwen).split("<main", 1)[1]
    )


def test_nobody_else_learns_of_it(lou):
    number = ground.ask(lou)
    for staff in (lou.bo, lou.lead, lou.gwen):
        assert "Copies that were asked for" not in page(lou, "/today/", staff)
        assert page(lou, ground.link(lou, number), staff, 404)
        with lou.house.viewer(staff):
            assert folders.rows("select * from access.copies_of(%s)", list(lou.one.folders.values())) == []
            assert folders.rows("select * from access.my_copies(false)") == []


def test_whoever_holds_a_name_and_dates_alone_is_not_told(lou):
    """Reception, or somebody who covers, need not know."""
    number = ground.ask(lou)
    for kind in ("line", "dates"):
        lou.house.sql.execute(
            "insert into access.grant (id, folder, staff, purpose, starts, ends) values "
            "(access.new_id(), %s, %s, 'other', access.clock() - interval '1 minute', access.clock() + interval '9 days')",
            (lou.one.folders[kind], lou.bo),
        )
    assert "Copies that were asked for" not in page(lou, "/today/", lou.bo)
    page(lou, ground.link(lou, number), lou.bo, 404)
    with lou.house.viewer(lou.bo):
        assert folders.rows("select * from access.copies_of(%s)", list(lou.one.folders.values())) == []


def test_whoever_knows_them_outside_work_is_not_told(lou):
    number = ground.ask(lou)
    lou.house.sql.execute(CONFLICT, (lou.ash, lou.one.id, lou.lead))
    page(lou, ground.link(lou, number), lou.ash, 404)
    assert "Copies that were asked for" not in page(lou, "/today/")


def every_answer(lou, number):
    """All that Ash is answered about the request."""
    paths = [
        ground.link(lou, number, rest)
        for rest in ("", "read/", "handed/", "withdraw/", "alone/", "copy.json")
    ]
    found = [page(lou, path) for path in ("/today/", "/copies/", f"/person/{lou.one.handle()}/copy/", *paths)]
    sheets = lou.house.browser(lou.ash).get(ground.link(lou, number, "copy.pdf"))
    assert sheets.headers["Content-Type"] == "application/pdf"
    return [*found, re.sub(rb"/ID\s*\[.*?\]|/CreationDate.*?\n", b"", sheets.content)]


def test_a_part_that_one_does_not_hold_changes_nothing_of_what_one_is_shown(lou):
    """The whole of it: page after page, the data and the sheets are byte for byte the same, whatever another part does."""
    lou.house.pass_time(minutes=1)  # and from here the clock stands
    ground.met(lou, HERE)
    number = ground.ask(lou)
    ground.give_everything(lou, number)
    ground.seal(lou, number)
    before = every_answer(lou, number)
    ground.harmed(lou)
    assert every_answer(lou, number) == before, "that there is one"
    ground.give_everything(lou, number, lou.gwen)
    ground.seal(lou, number, lou.gwen)
    assert every_answer(lou, number) == before, "that it is ready"
    ground.hand_over(lou, number, lou.gwen)
    assert every_answer(lou, number) == before, "that it was handed over"
    assert SEALED in ground.data(lou, number, lou.gwen, "safety"), "and Gwen has it"
    assert HERE not in ground.data(lou, number, lou.gwen, "safety")


def test_nobody_asks_looks_seals_or_takes_back_in_a_part_that_is_not_theirs(lou):
    number = ground.ask(lou)
    session = ground.met(lou, HERE)
    refused = (
        ("select access.ask_for_copy(%s, access.clock()::date, 'said')", (lou.part,)),
        ("select access.withdraw_copy(%s, %s, 'mistake')", (number, lou.part)),
        ("select access.note_copy(%s, %s, 'hand over copy')", (number, [lou.part])),
        ("select access.withdraw_copy(%s, %s, 'mistake')", (number, lou.other.folders["treatment"])),
        ("select access.note_copy(%s, %s, 'hand over copy')", (number, [lou.other.folders["treatment"]])),
    )
    for sql, values in refused:
        with lou.house.viewer(lou.bo), pytest.raises((ProgrammingError, Exception)) as said:
            folders.call(sql, *values)
        assert isinstance(
            said.value.__cause__, (psycopg.errors.InsufficientPrivilege, psycopg.errors.CheckViolation)
        ), sql
    for make in (
        lambda by: Look.add(
            by=by,
            folder=lou.part,
            request=number,
            table="care_session",
            about=session.pk,
            as_of=1,
            verdict="give",
        ),
        lambda by: Piece.add(by=by, folder=lou.part, request=number, given="[]", sealed_on=by.today),
        lambda by: Alone.add(
            by=by, folder=lou.part, request=number, said="no", wants="whole", asked_on=by.today
        ),
    ):
        with lou.house.viewer(lou.bo) as by, pytest.raises(ProgrammingError):
            make(by)
    ground.seal(lou, number)
    with lou.house.viewer(lou.bo):
        assert not Piece.objects.exists()
        assert not Look.objects.exists()
    assert lou.house.sql.execute("select withdrawn_at from access.copy_request").fetchone() == (None,)


def test_whoever_may_only_read_decides_nothing(lou):
    number = ground.ask(lou)
    lou.house.sql.execute("update access.grant set writes = false where staff = %s", (lou.ash,))
    page(lou, ground.link(lou, number), status=404)
    with lou.house.viewer(lou.ash) as by, pytest.raises(ProgrammingError):
        Piece.add(by=by, folder=lou.part, request=number, given="[]", sealed_on=by.today)


# By a letter, of somebody whose record one need not open -------------------------------------------------------------------


def write_for(lou, who, staff=None):
    browser = lou.house.browser(staff or lou.bo)
    with CaptureQueriesContext(connections["default"]) as asked:
        answer = browser.post("/copies/ask/", {"who": who, "on": "today", "how": "written"})
        assert answer.status_code == 303
    shown = browser.get(answer.headers["Location"])
    return answer.status_code, ONCE.sub(r"\1", shown.content.decode()), len(asked)


def test_whoever_they_are_the_answer_is_the_same(lou):
    known, nobody = write_for(lou, "K7-4QX-9"), write_for(lou, "F7-4QX-4")
    assert known == nobody
    assert known[0] == 303


def test_it_reaches_their_worker_all_the_same(lou):
    write_for(lou, "k7 4qx 9")
    with lou.house.viewer(lou.ash) as by:
        (asked,) = queries.asked_of(ground.by_person(by, lou))
    assert "Due by" in page(lou, ground.link(lou, asked.id))
    page(lou, ground.link(lou, asked.id), lou.bo, 404)


def test_nobody_writes_down_more_than_twenty_a_day(lou):
    with lou.house.viewer(lou.bo, "none") as by:
        for _n in range(20):
            actions.ask_of(by=by, who="F7-4QX-4", on=by.today - dt.timedelta(days=_n), how="written")
        with pytest.raises(Refused):
            actions.ask_of(by=by, who="K7-4QX-9", on=by.today, how="written")


# When it is due ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("asked", "due"), [
    ("2026-09-03", "2026-10-03"), ("2026-01-31", "2026-02-28"), ("2028-01-31", "2028-02-29"), ("2026-08-31", "2026-09-30"),
    ("2026-12-05", "2027-01-05"),
])  # fmt: skip
def test_it_is_due_in_a_month(house, asked, due):
    (found,) = house.sql.execute("select access.copy_due(%s::date)::text", (asked,)).fetchone()
    assert found == due


def test_it_says_so_when_it_is_late(lou):
    ground.ask(lou, days_ago=40)
    assert "late" in page(lou, "/today/")


def test_the_law_stands_where_it_is_applied_with_its_source(lou):
    number = ground.ask(lou)
    of_theirs = ground.link(lou, number).split(f"{number}/")[0]
    for path in (of_theirs, f"{of_theirs}ask/", ground.link(lou, number)):
        assert 'href="/guide/library/uk-gdpr/"' in page(lou, path), path


def test_two_who_write_down_the_same_make_one(lou):
    ground.harmed(lou)
    assert ground.ask(lou) == ground.ask(lou, lou.gwen, "safety")


@pytest.mark.parametrize("days", [-1, 400])
def test_not_on_a_day_to_come_nor_years_ago(lou, days):
    with lou.house.viewer(lou.ash) as by, pytest.raises(Refused, match="last year"):
        actions.ask(by=by, folder=lou.part, on=by.today - dt.timedelta(days=days), how="said")


# What goes -----------------------------------------------------------------------------------------------------------------


def test_their_own_account_goes_once_it_was_looked_at(lou):
    number = ground.ask(lou)
    ground.wanted(lou, f"To grow {HERE}")
    ground.seal(lou, number)
    assert HERE not in ground.data(lou, number), "nobody had looked"
    with lou.house.viewer(lou.ash) as by:
        person = ground.by_person(by, lou)
        actions.open_again(by=by, held=person.held, asked=queries.asked(person, number))
    ground.give_everything(lou, number)
    ground.seal(lou, number)
    told = json.loads(ground.data(lou, number))
    (treatment,) = [p for p in told["parts"] if p["part"] == "treatment"]
    (wants,) = [t for t in treatment["tables"] if t["table"] == "care_goal"]
    fields = {f["field"]: f for f in wants["statements"][0]}
    assert fields["words"]["text"] == f"To grow {HERE}"
    assert (fields["source"]["text"], fields["source"]["code"]) == ("Said by the person", "said")
    assert "Lou" in ground.data(lou, number)


def test_those_they_named_themselves_are_given(lou):
    number = ground.ask(lou)
    ground.on_the_map(lou, "Auntie Bea")
    ground.give_everything(lou, number)
    ground.seal(lou, number)
    assert "Auntie Bea" in ground.data(lou, number)


def test_what_somebody_else_told_never_goes(lou):
    number = ground.ask(lou)
    row = ground.met(lou, HERE, source="told")
    ground.received(lou, SEALED)
    ground.give_everything(lou, number)
    with pytest.raises(Refused):
        ground.decide(lou, row, number)
    ground.seal(lou, number)
    copy = ground.data(lou, number)
    assert HERE not in copy and SEALED not in copy


def test_no_id_staff_or_fault_of_ours_goes(lou):
    number = ground.ask(lou)
    ground.wanted(lou, HERE)
    ground.address(lou, code_reply="bluebird", code_question="Which bird?")
    ground.give_everything(lou, number)
    ground.seal(lou, number)
    copy = ground.data(lou, number)
    for word in (str(lou.part), str(lou.one.id), str(lou.ash), str(number), "bluebird", "Which bird", "Ash"):
        assert word not in copy, word
    assert "1 High Street" in copy


def test_what_is_held_back_is_not_there_and_leaves_no_trace(lou):
    number = ground.ask(lou)
    kept, gone = ground.met(lou, "Came on Monday."), ground.met(lou, f"{HERE} next door.")
    ground.decide(lou, kept, number)
    ground.decide(lou, gone, number, verdict="hold", why="others")
    ground.seal(lou, number)
    copy = ground.data(lou, number)
    assert "Came on Monday." in copy
    for trace in (HERE, "others", "hold", "held", "left_out"):
        assert trace not in json.dumps(json.loads(copy)["parts"]), trace


def test_words_are_left_out_and_what_was_told_stays_as_it_is(lou):
    number = ground.ask(lou)
    row = ground.met(lou, f"Came. {HERE} rang.", agreed="Ring")
    ground.decide(lou, row, number, verdict="some", why="others", left_out=HERE, held=["agreed"])
    ground.seal(lou, number)
    (session,) = [
        t["statements"][0] for p in json.loads(ground.data(lou, number))["parts"] for t in p["tables"]
        if t["table"] == "care_session"
    ]  # fmt: skip
    fields = {f["field"]: f["text"] for f in session}
    assert fields["note"] == "Came. […] rang."
    assert "agreed" not in fields
    with lou.house.viewer(lou.ash):
        (kept,) = type(row).objects.filter(folder=lou.part)
        assert (kept.note, kept.version) == (f"Came. {HERE} rang.", 1)
        (look,) = Look.current.filter(folder=lou.part)
        assert look.left_out == HERE


@pytest.mark.parametrize("said", [
    {"verdict": "hold"}, {"verdict": "some", "why": "others"}, {"verdict": "some", "why": "others", "left_out": "nowhere"},
])  # fmt: skip
def test_nothing_is_held_without_a_reason_or_where_it_does_not_stand(lou, said):
    number = ground.ask(lou)
    with pytest.raises(Refused):
        ground.decide(lou, ground.met(lou, HERE), number, **said)


def test_the_database_itself_asks_for_the_reason(lou):
    from django.db import IntegrityError

    number = ground.ask(lou)
    row = ground.met(lou, HERE)
    with lou.house.viewer(lou.ash) as by, pytest.raises(IntegrityError):
        Look.add(
            by=by,
            folder=lou.part,
            request=number,
            table="care_session",
            about=row.pk,
            as_of=1,
            verdict="hold",
        )


def test_what_changed_after_it_was_looked_at_stays_here(lou):
    number = ground.ask(lou)
    row = ground.met(lou, "Came.")
    ground.give_everything(lou, number)
    with lou.house.viewer(lou.ash) as by:
        type(row).objects.get(folder=lou.part, pk=row.pk).change(by=by, note=HERE)
    ground.seal(lou, number)
    assert HERE not in ground.data(lou, number)
    assert "Came." not in ground.data(lou, number)


def test_a_name_that_is_held_back_is_held_wherever_it_is_named(lou):
    number = ground.ask(lou)
    who = ground.on_the_map(lou, HERE)
    with lou.house.viewer(lou.ash) as by:
        who = type(who).objects.get(folder=lou.part, pk=who.pk)
        who.change(by=by, ended_at=by.now, ended_why="asked to")  # so that somebody looks at it
    ground.give_everything(lou, number)
    ground.decide(lou, who, number, verdict="hold", why="others")
    ground.seal(lou, number)
    assert HERE not in ground.data(lou, number)


def test_what_is_sealed_does_not_change_by_itself(lou):
    number = ground.ask(lou)
    ground.met(lou, "Came.")
    ground.give_everything(lou, number)
    ground.seal(lou, number)
    before = ground.data(lou, number)
    row = ground.met(lou, HERE)
    with pytest.raises(Refused, match="sealed"):
        ground.decide(lou, row, number)
    assert ground.data(lou, number) == before


def test_a_shorter_copy_holds_the_one_part(lou):
    number = ground.ask(lou)
    ground.met(lou, HERE)
    ground.give_everything(lou, number)
    ground.seal(lou, number)
    browser = lou.house.browser(lou.ash)
    for kind, there in (("treatment", True), ("line", False)):
        copy = browser.get(ground.link(lou, number, f"copy.json?part={kind}")).content.decode()
        assert [p["part"] for p in json.loads(copy)["parts"]] == [kind]
        assert (HERE in copy) is there


# The letter ----------------------------------------------------------------------------------------------------------------


def letter_of(sheet):
    return re.search(r'<section class="letter">(.*?)</section>', sheet, re.DOTALL)[1]


def test_the_letter_is_the_same_whether_or_not_anything_was_held_back(lou, monkeypatch):
    """Byte for byte, on paper and as data, with all given and with all held back."""
    papers = []
    monkeypatch.setattr("alongside.web.pdf.made", lambda html, style: papers.append(html) or b"%PDF")
    row = ground.met(lou, HERE)
    letters = []
    for days, verdict in ((0, {"verdict": "give"}), (1, {"verdict": "hold", "why": "harm"})):
        number = ground.ask(lou, days_ago=days)
        ground.decide(lou, row, number, **verdict)
        ground.seal(lou, number)
        letters.append(json.loads(ground.data(lou, number))["letter"])
        lou.house.browser(lou.ash).get(ground.link(lou, number, "copy.pdf"))
    assert letters[0] == letters[1] == copies.letter()
    assert letter_of(papers[0]) == letter_of(papers[1])
    assert HERE in papers[0] and HERE not in papers[1]


def test_the_sheets_say_neither_who_we_are_nor_how_much_there_is(lou, monkeypatch):
    papers = []
    monkeypatch.setattr("alongside.web.pdf.made", lambda html, style: papers.append(html) or b"%PDF")
    number = ground.ask(lou)
    ground.met(lou, HERE)
    ground.give_everything(lou, number)
    ground.seal(lou, number)
    lou.house.browser(lou.ash).get(ground.link(lou, number, "copy.pdf"))
    assert not re.search(
        r"alongside|service|of \d+|statements?\b", re.sub(r"<[^>]+>", "", papers[0]), re.IGNORECASE
    )


# Is somebody making them ask? ----------------------------------------------------------------------------------------------


def test_what_they_say_alone_stops_nothing_and_stands_in_no_copy(lou):
    browser = lou.house.browser(lou.ash)
    person = lou.one.handle()
    answer = browser.post(
        f"/person/{person}/copy/ask/", {"on": "today", "how": "said", "answer": "yes", "wants": "together"}
    )
    assert answer.status_code == 303
    number = int(answer.headers["Location"].rstrip("/").rsplit("/", 1)[1])
    assert "a shorter copy" in page(lou, ground.link(lou, number, "alone/"))
    shown = page(lou, ground.link(lou, number))
    assert "They are not sure" not in shown and "To read it here, together" not in shown, (
        "not where others look"
    )
    ground.give_everything(lou, number)
    ground.seal(lou, number)
    copy = ground.data(lou, number)
    assert "together" not in json.dumps(json.loads(copy)["parts"])
    assert browser.get(ground.link(lou, number, "copy.pdf")).status_code == 200


def test_it_lies_in_the_most_sealed_part_that_is_held_and_others_do_not_read_it(lou):
    folder = ground.harmed(lou)
    number = ground.ask(lou)
    lou.house.browser(lou.gwen).post(
        ground.link(lou, number, "alone/", "safety"), {"answer": "yes", "wants": "later"}
    )
    with lou.house.viewer(lou.gwen):
        assert [row.folder for row in Alone.objects.all()] == [folder]
    with lou.house.viewer(lou.ash):
        assert not Alone.objects.exists()
    assert "a shorter copy" not in page(lou, ground.link(lou, number, "alone/"))


# Handed over, and taken back -----------------------------------------------------------------------------------------------


def test_handed_over_is_written_down_and_logged_and_gone_from_today(lou):
    number = ground.ask(lou)
    with pytest.raises(Refused, match="nothing that waits"):
        ground.hand_over(lou, number)
    ground.seal(lou, number)
    browser = lou.house.browser(lou.ash)
    answer = browser.post(ground.link(lou, number, "handed/"), {"on": "today", "how": "hand"})
    assert answer.status_code == 303
    assert "Copies that were asked for" not in page(lou, "/today/")
    assert "You have handed over" in page(lou, ground.link(lou, number))
    deeds = lou.house.sql.execute(
        "select deed, staff, about->'folders' from log.decided where deed like '%% copy' order by n"
    ).fetchall()
    assert [(d, s) for d, s, _f in deeds] == [
        (d, lou.ash) for d in ("ask for copy", "seal copy", "hand over copy")
    ]
    assert set(deeds[-1][2]) == {lou.one.folders[k] for k in ("line", "dates", "contact", "treatment")}


@pytest.mark.parametrize(("rules", "safe"), [
    ({}, True), ({"letter_rule": "none"}, False), ({"may_contact": "not_asked"}, False), ({"watched": "yes"}, False),
])  # fmt: skip
def test_by_post_only_where_a_letter_is_safe(lou, rules, safe):
    number = ground.ask(lou)
    way = ground.address(lou, **rules)
    ground.seal(lou, number)
    if safe:
        ground.hand_over(lou, number, how="post", way=way)
    else:
        with pytest.raises(Refused):
            ground.hand_over(lou, number, how="post", way=way)


def test_by_post_to_nowhere_is_refused(lou):
    number = ground.ask(lou)
    ground.seal(lou, number)
    with pytest.raises(Refused):
        ground.hand_over(lou, number, how="post")


def test_what_is_taken_back_is_made_no_more_for_anybody(lou):
    ground.harmed(lou)
    number = ground.ask(lou)
    ground.seal(lou, number)
    answer = lou.house.browser(lou.gwen).post(
        ground.link(lou, number, "withdraw/", "safety"), {"why": "no_longer"}
    )
    assert answer.status_code == 303
    assert "Copies that were asked for" not in page(lou, "/today/")
    assert "They no longer want it" in page(lou, ground.link(lou, number))
    for rest in ("copy.pdf", "copy.json", "read/"):
        page(lou, ground.link(lou, number, rest), status=404)
    with pytest.raises(Refused, match="no longer"):
        ground.seal(lou, number)


# The redactor's pages ------------------------------------------------------------------------------------------------------


def read_of(text):
    return re.search(r'name="read" value="(\w+)"', text)[1]


def test_a_page_is_given_as_it_was_read(lou):
    number = ground.ask(lou)
    ground.met(lou, "Came.")
    path = f"/part/{lou.one.part()}/copy/{number}/care_session/"
    read = read_of(page(lou, path))
    ground.met(lou, HERE)
    browser = lou.house.browser(lou.ash)
    assert browser.post(path, {"read": read}).status_code == 409, "another came in between"
    assert browser.post(path, {"read": read_of(page(lou, path))}).status_code == 303
    ground.seal(lou, number)
    assert HERE in ground.data(lou, number)


def test_one_statement_is_decided_on_its_page(lou):
    number = ground.ask(lou)
    row = ground.met(lou, f"Came. {HERE} rang.")
    listed = page(lou, f"/part/{lou.one.part()}/copy/{number}/care_session/")
    path = re.search(r'href="(/statement/[^"]+)"', listed)[1]
    shown = page(lou, path)
    assert 'href="/guide/library/dpa-2018/"' in shown, "the law that a reason rests on"
    seen = re.search(r'name="seen" value="([^"]*)"', shown)
    sent = {"verdict": "some", "left_out": HERE, "why": "others", **({"seen": seen[1]} if seen else {})}
    browser = lou.house.browser(lou.ash)
    assert browser.post(path, sent | {"why": ""}).status_code == 200, "it asks why"
    assert browser.post(path, sent).status_code == 303
    assert "goes without some of it" in page(lou, f"/part/{lou.one.part()}/copy/{number}/care_session/")
    assert row.note


@pytest.mark.parametrize(
    "table", ["sharing_received", "subject_look", "people_details", "accounts_user", "x"]
)
def test_other_tables_are_not_there(lou, table):
    number = ground.ask(lou)
    page(lou, f"/part/{lou.one.part()}/copy/{number}/{table}/", status=404)


def test_a_number_of_somebody_else_s_request_is_not_there(lou):
    with lou.house.viewer(lou.bo) as by:
        actions.ask(by=by, folder=lou.other.folders["treatment"], on=by.today, how="said")
        (asked,) = queries.asked_of(ground.by_person(by, lou, lou.other))
    page(lou, ground.link(lou, asked.id), status=404)
    page(lou, ground.link(lou, 5), status=404)
    page(lou, f"/part/{lou.one.part()}/copy/{asked.id}/care_session/", status=404)


def test_each_page_asks_the_database_a_few_times(lou):
    number = ground.ask(lou)
    for n in range(60):
        ground.met(lou, f"{HERE} {n}")
    ground.give_everything(lou, number)
    browser = lou.house.browser(lou.ash)
    ground.seal(lou, number)
    paths = [ground.link(lou, number, rest) for rest in ("", "read/", "copy.json", "handed/", "alone/")]
    looked = f"/part/{lou.one.part()}/copy/{number}/care_session/"
    for path in (*paths, f"/person/{lou.one.handle()}/copy/", looked, "/copies/"):
        browser.get(path)
        with CaptureQueriesContext(connections["default"]) as asked:
            browser.get(path)
        assert len(asked) <= 15, (path, [q["sql"][:90] for q in asked])


def test_two_thousand_contacts_go_in_one_copy(lou):
    number = ground.ask(lou)
    with lou.house.viewer(lou.ash) as by:
        from alongside.care.models import Session

        for n in range(2000):
            Session.add(
                by=by, folder=lou.part, at=by.now, how="phone", note=f"{HERE} {n}: rang, and will ring again."
            )
    ground.give_everything(lou, number)
    ground.seal(lou, number)
    copy = json.loads(ground.data(lou, number))
    assert (
        sum(len(t["statements"]) for p in copy["parts"] for t in p["tables"] if t["table"] == "care_session")
        == 2000
    )
    text = page(lou, ground.link(lou, number))
    files = sorted(set(re.findall(r"copy\.pdf\?file=(\d+)", text)))
    assert files == ["2", "3", "4", "5"]
    assert set(re.findall(r"part=treatment&amp;file=(\d)", text)) == set("1234"), "a part alone is no less"
    sheets = lou.house.browser(lou.ash).get(ground.link(lou, number, "copy.pdf?file=2"))
    assert sheets.content.startswith(b"%PDF")


def test_a_large_copy_comes_in_files_that_together_hold_it_all():
    there = [
        {"part": kind, "title": kind, "tables": [
            {"table": "t", "title": "T", "statements": [[{"label": "n", "text": f"{kind} {n}"}] for n in range(many)]}
        ]}
        for kind, many in (("one", 700), ("two", 10), ("three", 900))
    ]  # fmt: skip
    files = [copies.file_of(there, nth) for nth in (1, 2, 3, 4, 5)]
    said = [[s[0]["text"] for p in f for t in p["tables"] for s in t["statements"]] for f in files]
    assert [len(f) for f in said] == [500, 500, 500, 110, 0]
    assert sum(said, []) == [s[0]["text"] for p in there for t in p["tables"] for s in t["statements"]]
