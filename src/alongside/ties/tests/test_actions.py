"""What may be said of the people around somebody, and what saying it leaves in the record."""

import json

import pytest
from django.db import connections

from alongside.access.models import Stale
from alongside.access.viewer import Refused
from alongside.ties import actions
from alongside.ties.models import Alter, Drawing, Knows, Snapshot, Tie
from alongside.ties.queries.around import around_one, someone_now
from alongside.ties.queries.snapshots import thawed


@pytest.fixture
def lou(tellers):
    """One teller's part, with their worker's viewer open."""
    with tellers.house.viewer(tellers.ash) as by:
        yield by, tellers.one.folders["treatment"]


def test_someone_is_added_with_what_is_told_of_them(lou):
    by, folder = lou
    mum = actions.add_alter(
        by=by, folder=folder, name="  Mum ", kind="parent", closeness=5, helps=2, helps_how="meals"
    )
    [someone] = around_one(folder).people
    assert (someone.id, someone.name, someone.shape, someone.kind) == (mum.pk, "Mum", "person", "parent")
    assert (someone.closeness, someone.helps, someone.helps_how, someone.harder) == (5, 2, "meals", None)
    assert (someone.source, someone.told_by) == ("said", by.staff)


def test_only_a_name_is_needed(lou):
    by, folder = lou
    actions.add_alter(by=by, folder=folder, name="J from the hostel")
    assert Tie.objects.count() == 0
    assert around_one(folder).people[0].closeness is None


def test_a_kind_brings_its_shape_unless_another_is_said(lou):
    by, folder = lou
    assert actions.add_alter(by=by, folder=folder, name="Dr Ali", kind="gp").shape == "professional"
    assert actions.add_alter(by=by, folder=folder, name="Ali", kind="gp", shape="person").shape == "person"


def test_a_change_is_a_new_row_and_the_old_one_is_kept(lou):
    by, folder = lou
    jay = actions.add_alter(by=by, folder=folder, name="Jay", closeness=5, harder=1)
    actions.say(by=by, alter=jay, harder=3, harder_how="uses at home", source="seen")
    old, new = Tie.objects.order_by("made_at")
    assert (old.harder, old.ended_why, new.harder, new.source) == (1, "changed", 3, "seen")
    assert old.ended_at is not None
    assert (new.closeness, new.ended_at) == (5, None)


def test_what_is_said_again_changes_nothing(lou):
    by, folder = lou
    jay = actions.add_alter(by=by, folder=folder, name="Jay", closeness=2)
    assert actions.say(by=by, alter=jay, closeness=2).pk == Tie.objects.get().pk


def test_an_answer_can_be_taken_back(lou):
    by, folder = lou
    jay = actions.add_alter(by=by, folder=folder, name="Jay", uses=True, used_together="still")
    tie = actions.say(by=by, alter=jay, uses=None, used_together=None)
    assert (tie.uses, tie.used_together) == (None, "")


def test_a_few_degrees_are_no_new_row(lou):
    by, folder = lou
    jay = actions.add_alter(by=by, folder=folder, name="Jay", closeness=3)
    before = someone_now(jay).version
    actions.move(by=by, alter=jay, angle=90.0)
    assert Tie.objects.count() == 1
    assert someone_now(jay).angle == 90.0
    assert someone_now(jay).version != before


@pytest.mark.parametrize(
    ("said", "closeness", "distance"),
    [
        ({"closeness": 5, "distance": 0.9}, 5, 0.295),
        ({"distance": 0.9}, 1, 0.9),
        ({"closeness": 4}, 4, 0.5125),
        ({"closeness": None}, None, None),
    ],
)
def test_closeness_and_place_always_agree(lou, said, closeness, distance):
    by, folder = lou
    jay = actions.add_alter(by=by, folder=folder, name="Jay", closeness=1, angle=10.0, distance=0.95)
    tie = actions.move(by=by, alter=jay, **said)
    assert (tie.closeness, tie.distance) == (closeness, pytest.approx(distance))


def test_the_last_change_can_be_taken_back(lou):
    by, folder = lou
    jay = actions.add_alter(by=by, folder=folder, name="Jay", closeness=1, helps=1)
    actions.say(by=by, alter=jay, closeness=5, helps=None)
    tie = actions.say_as_before(by=by, alter=jay)
    assert (tie.closeness, tie.helps) == (1, 1)
    assert Tie.objects.count() == 3


def test_two_know_each_other_once_whichever_is_named_first(lou):
    by, folder = lou
    one, other = (actions.add_alter(by=by, folder=folder, name=n) for n in ("Mum", "Sis"))
    assert actions.know(by=by, one=one, other=other).pk == actions.know(by=by, one=other, other=one).pk
    assert around_one(folder).links == (tuple(sorted((one.pk, other.pk))),)
    actions.not_know(by=by, one=other, other=one)
    assert around_one(folder).links == ()
    assert Knows.objects.get().ended_why == "do not know each other"


def test_nobody_is_joined_to_themselves(lou):
    by, folder = lou
    mum = actions.add_alter(by=by, folder=folder, name="Mum")
    with pytest.raises(Refused):
        actions.know(by=by, one=mum, other=mum)


def test_taken_off_and_put_back_is_as_it_was(lou):
    by, folder = lou
    mum, sis = (actions.add_alter(by=by, folder=folder, name=n, closeness=5, helps=3) for n in ("Mum", "Sis"))
    actions.know(by=by, one=mum, other=sis)
    before = around_one(folder)
    actions.take_off(by=by, alter=mum, why="we lost touch")
    off = around_one(folder)
    assert [s.name for s in off.people] == ["Sis"]
    assert off.links == ()
    assert Alter.objects.get(pk=mum.pk).ended_why == "we lost touch"
    assert not Tie.current.filter(alter_id=mum.pk).exists()
    actions.put_back(by=by, alter=mum)
    again = around_one(folder)
    assert [(s.name, s.told()) for s in again.people] == [(s.name, s.told()) for s in before.people]
    assert again.links == before.links


def test_somebody_who_was_taken_off_cannot_be_changed(lou):
    by, folder = lou
    mum = actions.add_alter(by=by, folder=folder, name="Mum")
    actions.take_off(by=by, alter=mum)
    with pytest.raises(Stale):
        actions.say(by=by, alter=mum, helps=1)


def test_a_new_name_is_the_same_somebody(lou):
    by, folder = lou
    j = actions.add_alter(by=by, folder=folder, name="J")
    actions.rename(by=by, alter=j, name="Jay", shape="professional")
    assert [(s.id, s.name, s.shape) for s in around_one(folder).people] == [(j.pk, "Jay", "professional")]


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "a\x00b", "a\x07", None, 7])
def test_names_that_cannot_be_kept_are_refused(lou, name):
    by, folder = lou
    with pytest.raises(Refused):
        actions.add_alter(by=by, folder=folder, name=name)


@pytest.mark.parametrize("name", ["Nan 👵🏾", "أمي", "Zoë O’Brien-Nuñez", "x" * 120, "妈妈"])
def test_names_of_every_script_are_kept(lou, name):
    by, folder = lou
    assert actions.add_alter(by=by, folder=folder, name=name).name == name


@pytest.mark.family
@pytest.mark.parametrize(
    "told",
    [
        {"closeness": 0}, {"closeness": 6}, {"closeness": 2.5}, {"closeness": True}, {"closeness": "3"},
        {"helps": -1}, {"helps": 4}, {"harder": 4}, {"harder": "a lot"},
        {"helps_how": "x" * 501}, {"harder_how": "a\x00"}, {"helps_how": 3},
        {"kind": "enemy"}, {"contact": "often"}, {"used_together": "maybe"}, {"uses": "yes"}, {"feared": 1},
        {"angle": float("nan")}, {"angle": 9e9}, {"distance": -0.1}, {"distance": float("inf")}, {"shoe_size": 9},
        {"folder": 1}, {"made_by": 1},
    ],
)  # fmt: skip
def test_what_is_off_its_scale_is_refused(lou, told):
    by, folder = lou
    jay = actions.add_alter(by=by, folder=folder, name="Jay")
    with pytest.raises((Refused, TypeError)):
        actions.say(by=by, alter=jay, **told)
    assert Tie.objects.count() == 0


def test_a_source_is_one_of_five(lou):
    by, folder = lou
    with pytest.raises(Refused):
        actions.add_alter(by=by, folder=folder, name="Jay", source="gossip")


def test_a_map_holds_no_more_than_five_hundred(lou, monkeypatch):
    by, folder = lou
    monkeypatch.setattr("alongside.ties.rules.MOST_PEOPLE", 2)
    one = actions.add_alter(by=by, folder=folder, name="One")
    actions.add_alter(by=by, folder=folder, name="Two")
    with pytest.raises(Refused):
        actions.add_alter(by=by, folder=folder, name="Three")
    actions.take_off(by=by, alter=one)
    actions.add_alter(by=by, folder=folder, name="Three")
    with pytest.raises(Refused):
        actions.put_back(by=by, alter=one)


def test_a_kept_map_stays_as_it_was_drawn(lou):
    by, folder = lou
    mum, sis = (
        actions.add_alter(by=by, folder=folder, name=n, closeness=4, feared=False) for n in ("Mum", "Sis")
    )
    actions.know(by=by, one=mum, other=sis)
    drawing = actions.begin_drawing(by=by, folder=folder, in_the_room="family")
    kept = actions.snapshot(by=by, folder=folder, drawing=drawing)
    assert (kept.drawn_on, kept.in_the_room) == (by.today, "family")
    assert Drawing.objects.get().ended_at is not None
    actions.say(by=by, alter=mum, closeness=1)
    actions.take_off(by=by, alter=sis)
    then = thawed(Snapshot.objects.get())
    assert [(s.id, s.name, s.closeness, s.feared) for s in then.people] == [
        (mum.pk, "Mum", 4, False),
        (sis.pk, "Sis", 4, False),
    ]
    assert then.links == (tuple(sorted((mum.pk, sis.pk))),)
    assert json.loads(kept.drawing)["people"][0]["id"] == str(mum.pk)


def test_the_room_is_one_of_the_answers(lou):
    by, folder = lou
    for room in ("", "pub", None):
        with pytest.raises(Refused):
            actions.begin_drawing(by=by, folder=folder, in_the_room=room)


def test_a_map_takes_two_queries(lou, django_assert_num_queries=None):
    by, folder = lou
    for n in range(5):
        actions.add_alter(by=by, folder=folder, name=f"P{n}", closeness=1 + n)
    with connections["default"].execute_wrapper(seen := _Count()):
        around_one(folder)
    assert seen.statements == 2


class _Count:
    statements = 0

    def __call__(self, execute, sql, params, many, context):
        self.statements += 1
        return execute(sql, params, many, context)


# Two tellers of one relationship ------------------------------------------------------------------------------------


def test_each_tells_their_own_side_and_sees_no_other(tellers):
    with tellers.house.viewer(tellers.ash) as by:
        actions.add_alter(by=by, folder=tellers.one.folders["treatment"], name="Jay", harder=3, feared=True)
    with tellers.house.viewer(tellers.bo) as by:
        actions.add_alter(by=by, folder=tellers.other.folders["treatment"], name="Lou", helps=3)
        assert [a.name for a in Alter.objects.all()] == ["Lou"]
        assert [t.harder for t in Tie.objects.all()] == [None]
        assert around_one(tellers.one.folders["treatment"]).people == ()


@pytest.mark.parametrize("deed", ["say", "rename", "take_off", "put_back"])
def test_what_is_hidden_cannot_be_changed(tellers, deed):
    with tellers.house.viewer(tellers.ash) as by:
        jay = actions.add_alter(by=by, folder=tellers.one.folders["treatment"], name="Jay", closeness=3)
    with tellers.house.viewer(tellers.bo) as by:
        how = {"say": {"closeness": 1}, "rename": {"name": "X"}}.get(deed, {})
        with pytest.raises(Refused):
            getattr(actions, deed)(by=by, alter=jay, **how)
    with tellers.house.viewer(tellers.ash):
        assert [(s.name, s.closeness) for s in around_one(tellers.one.folders["treatment"]).people] == [
            ("Jay", 3)
        ]


def test_nobody_is_joined_over_two_records(tellers):
    with tellers.house.viewer(tellers.ash) as by:
        jay = actions.add_alter(by=by, folder=tellers.one.folders["treatment"], name="Jay")
    with tellers.house.viewer(tellers.bo) as by:
        lou = actions.add_alter(by=by, folder=tellers.other.folders["treatment"], name="Lou")
        with pytest.raises(Refused):
            actions.know(by=by, one=lou, other=jay)


def test_a_map_lies_only_where_maps_lie(tellers):
    for kind in ("line", "contact"):
        with pytest.raises(Exception, match="row-level security"), tellers.house.viewer(tellers.ash) as by:
            actions.add_alter(by=by, folder=tellers.one.folders[kind], name="Jay")
