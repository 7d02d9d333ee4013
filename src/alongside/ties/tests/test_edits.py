"""The changes that the drawing page sends: the protocol of assets/README.md."""

import concurrent.futures
import json
import secrets

import pytest

from alongside.access import handles
from alongside.ties import actions
from alongside.ties.models import Alter, Tie


def send(sitting, op, someone=None, *, client=None, key=None, **more):
    edit = {"op": op, "key": key or f"new-{secrets.token_hex(12)}", **more}
    if someone is not None:
        edit = {"alter": someone.handle, "seen": someone.version} | edit
    client = client or sitting.client
    return client.post(sitting.url("map_change"), json.dumps(edit), content_type="application/json")


def add(sitting, name="Nan", **more):
    values = {"name": name, "shape": "person", "kind": "", "closeness": None, "angle": None, "distance": None}
    return send(sitting, "add", alter="new-1", seen=None, values=values, **more)


def test_somebody_new(sitting):
    answer = add(sitting)
    assert answer.status_code == 200
    sent = answer.json()
    assert sent["saved"]
    nan = sitting.someone("Nan")
    assert (sent["alter"]["id"], sent["alter"]["version"]) == (nan.handle, nan.version)
    assert sent["alter"]["name"] == "Nan"


def test_each_change_answers_with_the_next_version(sitting):
    jay = sitting.someone("Jay")
    answer = send(sitting, "move", jay, values={"angle": 91.2, "distance": 0.51, "closeness": 4})
    assert answer.json()["alter"]["version"] != jay.version
    now = sitting.someone("Jay")
    assert (now.closeness, now.angle, now.distance) == (4, 91.2, 0.51)
    again = send(
        sitting, "change", now, values={"helps": 1, "helps_how": "lifts", "uses": None, "name": "Jason"}
    )
    assert again.json()["alter"]["version"] == sitting.someone("Jason").version
    assert sitting.someone("Jason").helps_how == "lifts"


def test_a_place_that_is_not_kept_is_left_to_the_page(sitting):
    answer = send(sitting, "change", sitting.someone("Mum"), values={"helps": 1})
    assert not {"angle", "distance"} & set(answer.json()["alter"])


def test_back_to_not_placed_yet(sitting):
    answer = send(
        sitting, "move", sitting.someone("Mum"), values={"angle": None, "distance": None, "closeness": None}
    )
    assert answer.status_code == 200
    assert sitting.someone("Mum").closeness is None


def test_links_twice_are_once(sitting):
    mum, jay = sitting.someone("Mum"), sitting.someone("Jay")
    for _time in range(2):
        assert send(sitting, "link", mum, other=jay.handle).status_code == 200
    assert len(sitting.map().links) == 1
    for _time in range(2):
        assert send(sitting, "unlink", jay, other=mum.handle).status_code == 200
    assert sitting.map().links == ()


def test_off_and_back(sitting):
    mum, jay = sitting.someone("Mum"), sitting.someone("Jay")
    send(sitting, "link", mum, other=jay.handle)
    assert send(sitting, "take_off", jay).status_code == 200
    assert [s.name for s in sitting.map().people] == ["Mum", "Old crowd"]
    answer = send(sitting, "put_back", jay)
    assert answer.json()["alter"]["version"] == sitting.someone("Jay").version
    assert len(sitting.map().links) == 1


# Sent twice -----------------------------------------------------------------------------------------------------------


def test_an_answer_that_was_lost_is_given_again_and_nothing_is_done_twice(sitting):
    first, second = add(sitting, key="new-lost-1"), add(sitting, key="new-lost-1")
    assert first.json()["alter"]["id"] == second.json()["alter"]["id"]
    assert len([s for s in sitting.map().people if s.name == "Nan"]) == 1


def test_a_move_sent_again_does_not_undo_what_came_after(sitting):
    jay = sitting.someone("Jay")
    send(sitting, "move", jay, key="new-lost-2", values={"closeness": 5})
    send(sitting, "move", sitting.someone("Jay"), values={"closeness": 3})
    again = send(sitting, "move", jay, key="new-lost-2", values={"closeness": 5})
    assert again.status_code == 200
    assert again.json()["alter"]["closeness"] == 3


def test_a_change_that_was_refused_may_be_sent_again_under_its_key(sitting):
    jay = sitting.someone("Jay")
    assert send(sitting, "change", jay, key="new-again-1", values={"helps": 9}).status_code == 422
    assert send(sitting, "change", jay, key="new-again-1", values={"helps": 2}).status_code == 200
    assert sitting.someone("Jay").helps == 2


def test_the_key_of_one_worker_is_not_anothers(sitting, tellers):
    add(sitting, key="new-shared-1")
    with tellers.house.viewer(tellers.bo) as by:
        theirs = actions.begin_drawing(by=by, folder=tellers.other.folders["treatment"], in_the_room="alone")
    edit = {
        "op": "add",
        "key": "new-shared-1",
        "alter": "new-1",
        "values": {"name": "Lou", "shape": "person"},
    }
    address = f"/drawing/{handles.seal('drawing', theirs.folder, theirs.pk)}/change/"
    answer = tellers.house.browser(tellers.bo).post(
        address, json.dumps(edit), content_type="application/json"
    )
    assert answer.json()["alter"]["name"] == "Lou"


# Somebody else in between ---------------------------------------------------------------------------------------------


def test_a_change_on_an_old_version_shows_theirs_and_does_nothing(sitting):
    jay = sitting.someone("Jay")
    with sitting.by() as by:
        actions.say(by=by, alter=sitting.row("Jay"), closeness=5)
    answer = send(sitting, "move", jay, values={"closeness": 1})
    assert answer.status_code == 409
    sent = answer.json()
    assert (sent["alter"]["closeness"], sent["by"]) == (5, "Ash")
    assert sent["at"]
    assert sitting.someone("Jay").closeness == 5


def test_what_already_stands_is_no_conflict(sitting):
    jay = sitting.someone("Jay")
    with sitting.by() as by:
        actions.say(by=by, alter=sitting.row("Jay"), closeness=5)
    assert send(sitting, "move", jay, values={"closeness": 5}).status_code == 200


def test_taken_off_by_both_is_no_conflict(sitting):
    jay = sitting.someone("Jay")
    with sitting.by() as by:
        actions.take_off(by=by, alter=sitting.row("Jay"))
    assert send(sitting, "take_off", jay).status_code == 200


@pytest.mark.parametrize("op", ["change", "move", "link"])
def test_whoever_was_taken_off_meanwhile_is_said_to_be_off(sitting, op):
    jay, mum = sitting.someone("Jay"), sitting.someone("Mum")
    with sitting.by() as by:
        actions.take_off(by=by, alter=sitting.row("Jay"))
    more = (
        {"values": {"closeness": 1}}
        if op in ("change", "move")
        else {"other": mum.handle}
        if op == "link"
        else {}
    )
    answer = send(sitting, op, jay, **more)
    assert answer.status_code == 409
    assert answer.json()["alter"] is None


def test_two_who_save_at_once_are_not_both_the_latest(sitting):
    jay = sitting.someone("Jay")
    clients = [sitting.house.browser(sitting.tellers.ash) for _n in range(4)]

    def move(n):
        from django.db import connections

        try:
            return send(sitting, "move", jay, client=clients[n], values={"closeness": n + 1}).status_code
        finally:
            connections.close_all()

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(move, range(4)))
    # One of the four asks for what already stands (closeness 2), which is no conflict before anybody has moved.
    assert answers.count(200) in (1, 2) and answers.count(409) == 4 - answers.count(200)
    assert len([t for t in sitting.rows(Tie) if t.alter_id == jay.id and t.ended_at is None]) == 1


# What is refused ------------------------------------------------------------------------------------------------------


@pytest.mark.family
@pytest.mark.parametrize(
    "values",
    [
        {"closeness": 0}, {"closeness": 6}, {"closeness": "5"}, {"helps": 4}, {"harder": -1}, {"helps_how": "x" * 501},
        {"name": ""}, {"name": "x" * 121}, {"name": "a\u0000"}, {"shape": "ghost"}, {"kind": "boss"}, {"uses": "yes"},
        {"made_by": 1}, {"folder": 1}, {"angle": "1"}, {"distance": 5}, {"weight": 1},
        {"kind": ["gp"]}, {"used_together": {}}, {"angle": 10**400}, {"closeness": 10**30},
        {"shape": ["person"]}, {"name": {}}, {"helps_how": []},
    ],
)  # fmt: skip
def test_bad_values(sitting, values):
    before = sitting.map()
    answer = send(sitting, "change", sitting.someone("Jay"), values=values)
    assert answer.status_code == 422
    assert answer.json()["message"]
    assert sitting.map() == before


@pytest.mark.family
@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"7", b"{", b"\xff\xfe", b'{"op": "erase", "key": "new-12345678"}', b'{"op": "add"}',
        b'{"op": "add", "key": "x", "values": {}}', b'{"op": "add", "key": 7}', b'{"op": ["add"], "key": "new-12345678"}',
        b'{"op": "change", "key": "new-12345678", "alter": 7}',
        b'{"op": "change", "key": "new-12345678", "alter": "x", "values": [1]}',
        b'{"op": "change", "key": "new-12345678", "alter": "x", "seen": 7}',
        b'{"op": "add", "key": "new-12345678", "values": {"name": "' + b"x" * 30_000 + b'"}}',
        b"[" * 15_000,
    ],
)  # fmt: skip
def test_what_is_no_edit(sitting, body):
    answer = sitting.client.post(sitting.url("map_change"), body, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["message"]
    assert len(sitting.rows(Alter)) == 3


@pytest.mark.family
@pytest.mark.parametrize(
    "field", ["helps", "harder", "helps_how", "uses", "in_recovery", "feared", "used_together"]
)
@pytest.mark.parametrize("room", ["family", "child", "interpreter", "other", "phone"])
def test_with_others_in_the_room_the_rest_is_refused(sitting, room, field):
    mum = sitting.someone("Mum")
    sitting.in_the_room(room)
    value = {"helps_how": "x", "used_together": "no"}.get(field, 1 if field in ("helps", "harder") else True)
    assert send(sitting, "change", mum, values={field: value}).status_code == 422
    answer = send(sitting, "change", mum, values={"closeness": 3, "kind": "friend"})
    assert answer.status_code == 200
    assert "helps" not in answer.json()["alter"] and "feared" not in answer.json()["alter"]
    assert sitting.someone("Mum").helps == 2


def test_a_conflict_shows_no_more_than_the_room_may_see(sitting):
    mum = sitting.someone("Mum")
    with sitting.by() as by:
        actions.say(by=by, alter=sitting.row("Mum"), helps=3, closeness=4)
    sitting.in_the_room("family")
    answer = send(sitting, "move", mum, values={"closeness": 1})
    assert answer.status_code == 409
    assert not {"helps", "helps_how", "harder"} & set(answer.json()["alter"])


def test_a_sitting_that_ended_takes_nothing_more(sitting):
    with sitting.by() as by:
        actions.snapshot(by=by, folder=sitting.folder, drawing=sitting.drawing)
    answer = add(sitting)
    assert answer.status_code == 422
    assert "ended" in answer.json()["message"]


def test_somebody_of_another_map_is_not_there(sitting, tellers):
    with tellers.house.viewer(tellers.bo) as by:
        lou = actions.add_alter(by=by, folder=tellers.other.folders["treatment"], name="Lou")
    foreign = handles.seal("alter", lou.folder, lou.pk)
    absent = handles.seal("alter", sitting.folder, 77)
    answers = [
        send(sitting, "change", alter=who, seen="1", values={"closeness": 1})
        for who in (foreign, absent, "x" * 43)
    ]
    answers += [send(sitting, "link", sitting.someone("Jay"), other=who) for who in (foreign, absent)]
    assert {a.status_code for a in answers} == {422}
    assert len({a.content for a in answers}) == 1


def test_whoever_may_only_read_is_told_so(sitting, tellers):
    sitting.let_read_only(tellers.bo)
    theirs = tellers.house.browser(tellers.bo)
    answer = add(sitting, client=theirs)
    assert answer.status_code == 422
    assert len(sitting.rows(Alter)) == 3


def test_a_form_of_another_site_is_refused(sitting):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, headers={"cookie": ""})
    strict.cookies = sitting.client.cookies
    assert add(sitting, client=strict).status_code == 403
    assert len(sitting.rows(Alter)) == 3


def test_signed_out_is_no_answer_in_json(sitting):
    answer = add(sitting, client=sitting.house.browser())
    assert answer.status_code in (302, 303, 403)
