"""A warning that the desk decides: it is there in the next request of whom it names, and nothing else changes for anybody.

Two worlds alike to the letter, a worry in each. In one the desk tells the viewer, in the other the head of the service. The
viewer's pages that show warnings differ, by those words; her other pages, and every page of two colleagues (one of whom passed
the worry on), are the same.
"""

import copy
import random

import pytest

from alongside.web.registry import PAGES
from tests.worlds import generate, mutants, oracle, traces, world
from tests.worlds.contents import number
from tests.worlds.world import Asked

WORDS = "go as two and ring first"
WORRY = number("worry", "of the warning")
SHOWN = {"today", "desk", "before", "instruction"}
"""The pages on which a warning stands for whoever is to act on it."""
NOT_READ = {"sign-out", "exit"}


def of_somebody_known():
    """A world, one of the viewer's people, and a worry about them that waits for a decision."""
    pair = generate.one_pair(traces.methods())
    made = copy.deepcopy(pair.worlds[0])
    made["access.conflict"] = []  # whoever knows them is told nothing: another test's matter
    open_now = oracle.may_open(made, generate.VIEWER, pair.at)
    lines = [f for f in made["access.folder"] if f["kind"] == "line" and f["id"] in open_now]
    person = lines[0]["person"]
    made["access.worry"].append({
        "id": WORRY, "at": pair.at - generate.SOON, "by": generate.SECOND, "kind": "child", "danger": "no",
        "words": "alone at night",
        "told_by": "", "about": "Lou", "other": "", "due": pair.at + generate.DAY, "not_for": [], "decided_at": None,
    })  # fmt: skip
    made["access.worry_about"].append(
        {"worry": WORRY, "person": person, "named": "Lou", "at": pair.at - generate.SOON}
    )
    pair.worlds = (made, made)
    return pair, person


def decided(staff, person):
    """What the desk's own function is asked."""
    return (
        f"select access.decide({WORRY}, 0, 'desk', array[{staff}]::bigint[], array[]::bigint[], '', {person or 'null'}, 'Lou',"
        f" '{WORDS}', '', 'ring first', 'who said it', access.clock() + interval '2 days', 'a child alone')"
    )


def asked_of(tour, who, routes):
    """Every page that can be read, at an address of something held."""
    for route in routes:
        chance = random.Random(f"{who}/{route}")
        yield route, Asked(who, "GET", tour.address(route, "own", chance), word=f"{who}/{route}")


def faults(two, of_the_person, only=()):
    """What is wrong with how the warning arrives, in words; on `only` these pages, or on all."""
    pair, person = of_somebody_known()
    two.both("put", pair.worlds[0], pair.at, {name: generate.key(name) for name in generate.BROWSERS})
    two.each("inject", *(
        ("head", [decided(staff, of_the_person and person)], "decide", True) for staff in (generate.VIEWER, generate.HEAD)
    ))  # fmt: skip
    told = [
        two.one(n, "run", f"select staff from access.instruction where words = '{WORDS}'") for n in (0, 1)
    ]
    assert told == [[(generate.VIEWER,)], [(generate.HEAD,)]], "the desk decided in both"
    tour, found = traces.Tour(pair), []
    routes = only or sorted(
        r for r, methods in traces.methods().items() if "GET" in methods and r not in NOT_READ
    )
    today = two.both("ask", Asked("viewer", "GET", f"/{PAGES['today'].route}", word="arrives"))
    for world_of, seen in enumerate(today):
        ((its,),) = two.one(world_of, "run", f"select id from access.instruction where words = '{WORDS}'")
        leads = f"/{PAGES['instruction'].route.replace('<int:number>', str(its))}"
        read = two.one(world_of, "ask", Asked("viewer", "GET", leads, word="read"))
        told = leads.encode() in seen.body, WORDS.encode() in read.body
        if world_of == 0 and told != (True, True):
            found.append("it did not arrive")
        if world_of == 1 and told != (False, False):
            found.append("it was told to somebody whom it does not name")
    answered = 0
    for who in ("viewer", "second", "third"):
        for route, asked in asked_of(tour, who, routes):
            one, other = two.both("ask", asked)
            answered += one.status == 200
            if (by := one.differs(other)) and not (who == "viewer" and route in SHOWN):
                found.append(f"{who} at {route}: {by}")
    assert only or answered > 150, f"pages are read: {answered}"
    return found


@pytest.mark.slow
@pytest.mark.parametrize("of_the_person", [True, False])
def test_a_warning_arrives_in_the_next_request_and_nothing_else_changes(of_the_person):
    with world.two() as two:
        assert faults(two, of_the_person) == []


@pytest.mark.slow
def test_a_warning_that_does_not_arrive_is_noticed():
    with world.two((mutants.apply, ("instructions for nobody by name",))) as two:
        assert "it did not arrive" in faults(two, True, ("today",))


@pytest.mark.slow
def test_a_warning_that_is_told_to_others_is_noticed():
    for name, said in (
        ("instructions for anybody", "it was told to somebody whom it does not name"),
        ("whoever passed it on hears whom the desk told", "second at worry-passed: body"),
    ):
        with world.two((mutants.apply, (name,))) as two:
            found = faults(two, True, ("today", "worry-passed"))
            assert said in found, (name, found)
