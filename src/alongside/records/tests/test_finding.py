"""What is found and what is not: planted duplicates, twins, a parent and a child; by nobody but the task."""

import datetime as dt

import pytest
from django.db import ProgrammingError
from tests.ground import telling

from alongside.access import folders, likeness, tasks
from alongside.people import actions as people
from alongside.people.models import Details, Line
from alongside.records import actions, looking
from alongside.records.tests import ground
from alongside.records.tests.ground import BORN, run

pytestmark = pytest.mark.slow

office = telling(ground.office)
MARSH = {"born_on": BORN, "postcode": "LS1 4AP"}
SAME = {
    "a letter off": ("Katherine Marsh", {"born_on": BORN}),
    "a letter left out": ("Kathrine Marsh", {"born_on": BORN}),
    "day and month changed about": ("Katharine Marsh", {"born_on": dt.date(1984, 5, 3)}),
    "a day off": ("Katharine Marsh", {"born_on": dt.date(1984, 3, 6)}),
    "another last name since": ("Katharine Okafor", {"born_on": BORN, "former": "Katharine Marsh"}),
    "another last name, not said": ("Katharine Okafor", {"born_on": BORN}),
    "the telephone written otherwise": (
        "Katharine", {"phone": "0044 7700 900123", "postcode": "LS1 4AP", "also": "Katharine Marsh"}),
    "a short name, and the long one on papers": ("Kat", {"born_on": BORN, "also": "Katharine Marsh"}),
    "the names changed about": ("Marsh Katharine", {"born_on": BORN}),
    "the NHS number, and no last name": ("Katharine", {"nhs_number": "9434765919"}),
}  # fmt: skip
OTHERS = {
    "a twin": ("Zoe Marsh", MARSH | {"phone": "+447700900123"}),
    "a child of the same name": (
        "Katharine Marsh",
        MARSH | {"born_on": dt.date(2006, 3, 5), "phone": "+447700900123"},
    ),
    "somebody else of that name": ("Katharine Marsh", {"born_on": dt.date(1971, 9, 30)}),
    "a partner at the same address": (
        "Dan Marsh",
        MARSH | {"born_on": dt.date(1982, 1, 9), "phone": "+447700900123"},
    ),
    "somebody born that day": ("Kim Lindqvist", {"born_on": BORN}),
    "another NHS number": ("Katharine Marsh", {"born_on": BORN, "nhs_number": "4010232137"}),
}


@pytest.fixture
def marsh(office):
    """Bo works with Katharine Marsh."""
    office.kat = office.add(
        office.bo, "Katharine Marsh", phone="+447700900123", nhs_number="9434765919", **MARSH
    )
    return office


@pytest.mark.family
@pytest.mark.parametrize("how", SAME)
def test_what_is_one_person_s_is_found(marsh, how):
    name, said = SAME[how]
    marsh.add(marsh.ash, name, **said)
    marsh.look()
    assert marsh.names() == [tuple(sorted((name, "Katharine Marsh")))], how


@pytest.mark.family
@pytest.mark.parametrize("who", OTHERS)
def test_whoever_is_somebody_else_is_not(marsh, who):
    name, said = OTHERS[who]
    marsh.add(marsh.ash, name, **said)
    marsh.look()
    assert marsh.names() == [], who


def test_the_most_likely_come_first_and_say_why(marsh):
    marsh.add(marsh.ash, "Katherine Okafor", born_on=BORN, phone="+447700900123", postcode="LS1 4AP")
    marsh.add(marsh.ash, "Katharine Marsh", born_on=BORN)
    marsh.look()
    first = marsh.queue()[0]
    assert {first["one"]["name"], first["other"]["name"]} == {"Katharine Marsh"}
    assert "the same date of birth" in first["speaks_for"]
    assert [one["bits"] for one in marsh.queue()] == sorted(
        (one["bits"] for one in marsh.queue()), reverse=True
    )


def test_a_former_name_finds_and_is_not_shown(marsh):
    marsh.add(marsh.ash, "Katharine Okafor", former="Katharine Quillwort", born_on=BORN)
    marsh.look()
    (found,) = marsh.queue()
    assert "Quillwort" not in str(found)


def test_only_what_changed_is_compared_again(marsh):
    marsh.add(marsh.ash, "Zoe Marsh")
    marsh.look()
    marsh.look()
    assert marsh.value("select changed from access.alike_run order by begun_at desc limit 1") == 0
    marsh.add(marsh.ash, "Katharine Marsh", born_on=BORN)
    marsh.look()
    assert marsh.value("select changed from access.alike_run order by begun_at desc limit 1") == 1
    assert len(marsh.names()) == 1


def test_what_they_no_longer_say_no_longer_finds_them(marsh):
    marsh.add(marsh.ash, "Katharine Marsh", born_on=BORN)
    marsh.look()
    assert len(marsh.names()) == 1
    with marsh.house.viewer(marsh.bo) as by:
        row = Details.current.get(folder=marsh.kat.folders["contact"])
        row.change(by=by, born_on=dt.date(1951, 1, 2))
    marsh.look()
    assert marsh.names() == []


def test_a_record_that_is_gone_is_forgotten(marsh):
    other = marsh.add(marsh.ash, "Katharine Marsh", born_on=BORN)
    marsh.look()
    marsh.house.sql.execute(
        "update access.folder set ended_at = access.clock(), ended_why = 'x' where person = %s", (other.id,)
    )
    marsh.look()
    assert marsh.names() == []
    assert marsh.value("select count(*) from access.likeness where person = %s", other.id) == 0
    assert marsh.value("select count(*) from access.likeness_block where person = %s", other.id) == 0


def test_a_walk_in_small_steps_finds_the_same_and_one_cut_off_goes_on(marsh):
    marsh.add(marsh.ash, "Katharine Marsh", born_on=BORN)
    with marsh.house.viewer(marsh.rae, "none") as by:
        actions.look_again(by=by)
    with ground.as_task():
        assert looking.go_on(seconds=0, step=1) == 0
        with tasks.opened(looking.TASK):
            assert folders.call("select access.look_alike(1)") == 1
    assert run(step=1) >= 3
    assert len(marsh.names()) == 1


def test_what_very_many_have_in_common_is_left_out_and_counted(marsh):
    most = int(likeness.LIMITS["most in a block"].bits)
    with marsh.house.viewer(marsh.ash) as by:
        added = people.add_people(by=by, call_names=[f"K{n}" for n in range(most + 1)])
        for who in added:
            Details.add(by=by, folder=who.folder("contact"), born_on=BORN)
    marsh.look()
    # All were born on one day, and their names begin with one letter.
    assert marsh.value("select left_out from access.alike_run") >= 1
    assert marsh.value("select compared from access.alike_run") < most * most / 4
    with marsh.house.viewer(marsh.ash):
        assert Line.objects.count() > most


def test_it_is_looked_for_at_night_once_and_otherwise_when_asked(office):
    today = dt.datetime.now(dt.UTC).replace(minute=10, second=0, microsecond=0) + dt.timedelta(days=2)

    def at(hour, days=0):
        office.house.at(today.replace(hour=hour) + dt.timedelta(days=days))
        office.house.tokens.clear()

    at(12)
    assert run() == 0
    at(2, days=1)
    assert run() > 0
    at(3, days=1)
    assert run() == 0
    assert office.look() > 0
    at(1, days=2)
    assert run() > 0


def test_more_has_to_agree_among_more_people(marsh):
    marsh.house.sql.execute(
        "insert into access.folder (id, kind, person, made_at) select n, 'line', n, now() from generate_series(1, 300000) n"
    )
    with marsh.house.viewer(marsh.rae, "none") as by:
        actions.look_again(by=by)
    assert float(marsh.value("select least from access.alike_run")) == pytest.approx(21.2, abs=0.1)


@pytest.mark.parametrize("name", ["send", "seal"])
def test_another_task_may_not_look(office, name):
    with ground.as_task(), tasks.opened(name), pytest.raises(ProgrammingError, match="duplicates"):
        folders.call("select access.look_alike(10)")


def test_the_task_itself_reads_nothing_of_what_is_compared(marsh):
    marsh.add(marsh.ash, "Katharine Marsh", born_on=BORN)
    marsh.look()
    with ground.as_task():
        for table in ("alike", "likeness", "likeness_block", "alias", "said_alike", "alike_run"):
            with tasks.opened(looking.TASK), pytest.raises(ProgrammingError, match="permission denied"):
                folders.call(f"select count(*) from access.{table}")
        with tasks.opened(looking.TASK):
            assert folders.call("select count(*) from people_line") == 0


def test_every_agreement_has_its_weight_and_its_words():
    from alongside.access import arrange
    from alongside.records import words

    text = (arrange.SQL / "2_joining.sql").read_text()
    assert set(words.FOR) | set(words.AGAINST) == set(likeness.WEIGHTS)
    assert all(f"'{name}'" in text for name in likeness.WEIGHTS | likeness.LIMITS)
    assert all((likeness.WEIGHTS[name].bits > 0) is (name in words.FOR) for name in likeness.WEIGHTS)
