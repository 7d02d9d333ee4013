"""The other side of it: what a viewer writes, when it ends, and that two of them never mix."""

import io
import random

import pytest

from alongside.web.registry import PAGES
from tests.ground import Tellers, folders_for
from tests.worlds import generate, statements, traces, world
from tests.worlds.compare import AT_WORK
from tests.worlds.generate import Step

FOREIGN = "select md5(string_agg(x::text, '/' order by x::text)) from public.{table} x where not folder = any('{open}')"


def _foreign(one, tables, open_now):
    """What lies outside the viewer's folders, to the letter."""
    named = "{" + ",".join(map(str, sorted(open_now))) + "}"
    sql = " union all ".join(f"select '{t}', ({FOREIGN.format(table=t, open=named)})" for t in tables)
    return sorted(one.one(0, "run", sql))


def _put(two, pair):
    two.both("put", pair.worlds[0], pair.at, {name: generate.key(name) for name in generate.BROWSERS})


@pytest.mark.slow
def test_what_a_viewer_writes_changes_nothing_outside_her_folders():
    """Every route that writes, with all there is in its forms, and SQL beside it: the rest stays to the letter."""
    pair = generate.one_pair(traces.methods())
    routes = [
        r
        for r, methods in traces.methods().items()
        if "POST" in methods and not r.startswith(("account", "mfa", "sign-out"))
    ]
    with world.two() as two:
        for turn in range(3):
            _put(two, pair)
            tour = traces.Tour(pair)
            before = _foreign(two, two.there.tables, tour.open)
            done = 0
            for n, route in enumerate(routes):
                for asked in tour.requests(Step("visit", route, "POST", "own", pick=turn, fill=n)):
                    seen = two.one(0, "ask", asked)
                    tour.answered(asked, seen.body)
                    done += seen.status in (302, 303)
            new = {
                row[0]
                for row in two.one(
                    0, "run", f"select id from access.folder where made_by = {generate.VIEWER}"
                )
            }
            assert done > 10, "something is written at all"
            assert _foreign(two, two.there.tables, tour.open | new) == before


@pytest.mark.slow
def test_two_hundred_injected_statements_return_no_foreign_row_and_stop_no_log():
    """Sent one after another and committed, by somebody with a session open."""
    pair = generate.one_pair(traces.methods())
    with world.two() as two:
        _put(two, pair)
        tour = traces.Tour(pair)
        ids = statements.ids_of(tour.rows, tour.open)
        # Every row carries its own. Of an emergency that she is to review she is told which part was opened; and a message of
        # hers names the part in which the way lies by which it goes.
        hers = [row for rows in pair.worlds[0].values() for row in rows if row.get("folder") in tour.open]
        named = {row.get("way_folder") for row in hers} - {None}
        foreign = {str(folder) for folder in ids.foreign if folder not in pair.reach | named}
        assert len(foreign) > 3, "there is something to be read"
        before = _foreign(two, two.there.tables, tour.open | pair.reach)
        rules = (
            "select count(*), md5(string_agg(pg_get_triggerdef(oid) || tgenabled::text, ',' order by oid))"
            " from pg_trigger where not tgisinternal"
        )
        policies = "select md5(string_agg(p::text, ',' order by tablename, policyname)) from pg_policies p"
        stood = two.one(0, "run", rules) + two.one(0, "run", policies)
        entries = two.one(0, "run", "select count(*) from log.opened")[0][0]
        kept = two.one(0, "run", "select count(*), count(distinct n) from log.version")[0][0]
        sqls = statements.some(200, two.there, ids, random.Random(11))
        answers = two.one(0, "inject", "viewer", sqls, "attack", True)
        said = 0
        for sql, (how, answer) in zip(sqls, answers, strict=True):
            asked = {i for i in foreign if i in sql}
            told = [i for i in foreign - asked if i in answer]
            assert not told, f"{sql} told of {told}"
            said += how == "rows"
        assert said > 40, "and many of them are answered"
        assert _foreign(two, two.there.tables, tour.open | pair.reach) == before
        assert two.one(0, "run", rules) + two.one(0, "run", policies) == stood
        assert two.one(0, "run", "select count(*) from log.opened")[0][0] >= entries + said, (
            "each that was answered is in the log"
        )
        assert two.one(0, "run", "select count(*) from log.version")[0][0] >= kept


@pytest.mark.slow
def test_what_ends_is_over_at_the_next_request_in_an_open_session():
    """Grants, seats, sessions and jobs, each ended while a page stands open; a conflict recorded, a record kept close."""
    by_seat = (
        f"insert into access.seat_holding (id, seat, staff, starts)"
        f" values (1, {generate.NURSE}, {{v}}, access.clock() - interval '1 day');"
        f" update access.grant set staff = null, seat = {generate.NURSE}, assigned = false where staff = {{v}}"
    )
    before = {"a seat": by_seat, "a record that is open": by_seat}
    ends = {
        "a seat": "update access.seat_holding set ends = access.clock() where id = 1",
        "a record that is open": "update access.folder set kept_close = true;"
        " update access.grant set kept_close = true where seat is not null",
        "not knowing them": "insert into access.conflict (id, staff, person, why, starts, recorded_by)"
        " select row_number() over (), {v}, person, 'family', access.clock(), {v}"
        " from (select distinct person from access.folder) f",
        "a grant": "update access.grant set ended_at = access.clock() where staff = {v}",
        "a grant's time": "update access.grant set starts = starts - interval '90 days' where staff = {v};"
        " update access.grant set ends = access.clock() where staff = {v}",
        "a job": "update access.staff set left_at = access.clock() where id = {v}",
        "a session": "update access.session set ended_at = access.clock() where staff = {v}",
    }
    pair = generate.one_pair(traces.methods())
    with world.two() as two:
        for what, sql in ends.items():
            _put(two, pair)
            two.one(0, "run", f"delete from access.seat_holding where staff = {generate.VIEWER}")
            two.one(0, "run", before.get(what, "select 1").format(v=generate.VIEWER))
            tour = traces.Tour(pair)
            of_records = [r for r in AT_WORK if "<handle" in PAGES[r].route]
            pages = [
                world.Asked("viewer", "GET", tour.address(r, "own", random.Random(3))) for r in of_records
            ]
            opened = [asked for asked in pages if two.one(0, "ask", asked).status == 200]
            assert len(opened) >= 4, what
            two.one(0, "run", sql.format(v=generate.VIEWER))
            for asked in opened:
                assert two.one(0, "ask", asked).status in (302, 404), f"{what}: {asked}"


@pytest.mark.slow
def test_a_connection_that_serves_two_in_turn_never_mixes_them(house):
    """Ten thousand times, on one connection of the pages: each is answered with their own, and roll-backs change nothing."""
    from django.db import connections

    from alongside.people.models import Line

    tellers = Tellers(house)
    for who, staff, name in ((tellers.one, tellers.ash, "Lou"), (tellers.other, tellers.bo, "Jay")):
        with house.viewer(staff) as by:
            Line.add(by=by, folder=who.folders["line"], call_name=name, sort_key=name.lower(), reference="")
    held = None
    for n in range(10_000):
        staff, name = ((tellers.ash, "Lou"), (tellers.bo, "Jay"))[n % 2]
        try:
            with house.viewer(staff):
                assert [line.call_name for line in Line.objects.in_sight()] == [name], n
                if n % 97 == 0:
                    raise KeyError
        except KeyError:
            pass
        now = id(connections["default"].connection)
        held = held or now
        assert now == held, "it is one connection all the time"


def test_two_peoples_exports_never_hold_each_others_words(house):
    """Each file that can be taken away, of two persons whose maps hold words of their own."""
    from alongside.ties import actions

    tellers = Tellers(house)
    files = ("measures.csv", "map.graphml", "network-canvas.zip")
    canaries = {}
    for who, staff, word in ((tellers.one, tellers.ash, "Heron"), (tellers.other, tellers.bo, "Kestrel")):
        canaries[staff] = word
        with house.viewer(staff) as by:
            for n in range(5):
                actions.add_alter(by=by, folder=who.folders["treatment"], name=f"{word} {n}", shape="person")
    for who, staff in ((tellers.one, tellers.ash), (tellers.other, tellers.bo)):
        others = next(word for one, word in canaries.items() if one != staff)
        for file in files:
            body = _opened(house.browser(staff).get(f"/part/{who.part()}/map/{file}").content)
            assert others.encode() not in body, file
            if file == "map.graphml":
                assert canaries[staff].encode() in body, "the file holds one's own"


@pytest.mark.slow
def test_two_peoples_copies_never_hold_each_others_words(house, monkeypatch):
    """Each person's own copy, as data, on the screen and on paper: with their words in it, and none of the other's."""
    from alongside.subject import gathering
    from alongside.subject.tests import ground as subject

    # The sheets are looked at before they are set: in a PDF words are packed.
    monkeypatch.setattr("alongside.web.pdf.made", lambda html, style: html.encode())
    tellers = subject.lou_of(Tellers(house))
    canaries = {tellers.ash: "Heron", tellers.bo: "Kestrel"}
    of = {tellers.ash: tellers.one, tellers.bo: tellers.other}
    numbers = {}
    for staff, word in canaries.items():
        treatment = of[staff].folders["treatment"]
        subject.on_the_map(tellers, f"{word} on the map", staff, treatment)
        subject.met(tellers, f"{word} in a note", staff, treatment)
        subject.shared(tellers, staff, treatment, f"{word} was shared")
        with house.viewer(staff) as by:
            subject.actions.ask(by=by, folder=treatment, on=by.today, how="said")
            person = subject.by_person(by, tellers, of[staff])
            numbers[staff] = subject.queries.asked_of(person)[0].id
            for part in subject.queries.parts(person.held):
                for model in gathering.tables_in(part.kind):
                    read = gathering.statements(model, gathering.rows(model, part.folder), {})
                    subject.actions.give_all(
                        by=by, folder=part.folder, number=numbers[staff], model=model, read=read
                    )
        subject.seal(tellers, numbers[staff], staff, of[staff])
    for staff, word in canaries.items():
        (other,) = set(canaries.values()) - {word}
        for rest in ("copy.json", "read/", "copy.pdf"):
            answer = house.browser(staff).get(subject.link(tellers, numbers[staff], rest, who=of[staff]))
            assert answer.status_code == 200
            body = answer.content
            assert other.encode() not in body, rest
            for told in ("on the map", "in a note", "was shared"):
                assert f"{word} {told}".encode() in body, (rest, told)
        for rest in ("copy.json", "read/", "copy.pdf"):
            (stranger,) = set(canaries) - {staff}
            answer = house.browser(stranger).get(subject.link(tellers, numbers[staff], rest, who=of[staff]))
            assert answer.status_code == 404


def _opened(body):
    """A file's words, those of a zip as well."""
    import zipfile

    if not zipfile.is_zipfile(io.BytesIO(body)):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as found:
        return b"".join(found.read(name) for name in found.namelist())


def test_a_colleague_of_both_sees_both_and_each_apart(house):
    """The control: whoever holds both sees both, so that the words above are looked for in the right place."""
    from alongside.people.models import Line

    team = house.team("South")
    both = house.staff("Both", team)
    names = []
    for name in ("Heron", "Kestrel"):
        who = folders_for(house, both, team=team)
        with house.viewer(both) as by:
            Line.add(by=by, folder=who.folders["line"], call_name=name, sort_key=name.lower(), reference="")
        names.append(name)
    page = house.browser(both).get("/people/").content.decode()
    assert all(name in page for name in names)
