"""The harness itself, which must not be fooled: what it visits, what its worlds hold, and that it says what differs."""

import random

import pytest

from alongside.access import arrange
from tests import ground
from tests.worlds import compare, contents, generate, oracle, running, seed, traces, world

pytestmark = pytest.mark.slow


def test_every_route_can_be_visited():
    """A new page joins by itself; where it cannot, `NotSaid` says what to add to traces.py."""
    tour = traces.Tour(generate.one_pair(traces.methods()))
    for route, methods in traces.methods().items():
        assert methods, route
        for aim in set(generate.AIMS):
            assert tour.address(route, aim, random.Random(1)).startswith("/"), route


def test_the_two_halves_of_the_short_run_visit_every_route():
    routes = [route for half in (0, 1) for deck in running.short_decks(half) for route in deck]
    assert sorted(routes) == sorted(traces.methods())


def test_every_deck_holds_every_route_once():
    routes = [route for deck in traces.decks(9, 3) for route in deck]
    assert sorted(routes) == sorted(traces.methods())


def test_a_world_can_hold_rows_of_every_folder_table():
    filled = {
        table for flavour in range(1, 8) for kind in generate.ALL_KINDS for table in _rows(kind, flavour)
    }
    kinds = set(generate.ALL_KINDS)
    wanted = {m._meta.db_table for m in arrange.folder_models() if kinds & set(m.lies_in)}
    assert filled == wanted


def test_every_table_of_the_floor_is_emptied_between_worlds():
    with seed.databases(1) as (name,), ground.superuser(name) as connection:
        kept = {
            row[0]
            for row in connection.execute(
                "select 'access.' || tablename from pg_tables where schemaname = 'access'"
            )
        }
        assert kept - set(seed.tables(connection)) == {
            "access.played",
            "access.test_clock",
            "access.task_key",
            "access.likeness_weight",
        }


def test_a_world_that_differs_in_what_is_seen_is_told_apart():
    """The harness looks: with one visible word changed in one of the worlds, it says so, with the smallest trace."""
    pair = generate.one_pair(traces.methods())
    one, other = pair.worlds
    changed = [dict(row, call_name="Somebody else", sort_key="somebody else") for row in other["people_line"]]
    pair.worlds = (one, {**other, "people_line": changed})
    pair.steps = [
        generate.Step("visit", "my-access"),
        generate.Step("visit", "staff"),
        generate.Step("visit", "people"),
    ]
    with world.two() as two:
        found = compare.play(two, pair, compare.Tally())
        assert found is not None
        least = compare.smallest(two, pair, found)
    assert len(least.asked) == 1
    assert least.hidden == ["people_line"]
    assert "Somebody else" in least.told()


def test_the_oracle_agrees_with_itself_about_moments():
    pair = generate.one_pair(traces.methods())
    world_, at = pair.worlds[0], pair.at
    for grant in world_["access.grant"]:
        assert oracle.holds(grant, grant["starts"])
        assert not oracle.holds(grant, grant["ends"]), "the moment of its end is no longer within it"
    assert oracle.may_open(world_, generate.VIEWER, at, "none") == set()
    assert oracle.may_open(world_, generate.VIEWER, at, "mine") <= oracle.may_open(
        world_, generate.VIEWER, at
    )


def _rows(kind, flavour):
    return contents.rows(5, kind, flavour, generate.CLOCKS[0], tuple(generate.STAFF), 1)


def test_no_index_is_empty_in_one_world_alone():
    """What was there once fills each of them: a plan that is chosen for an empty one tells of volume alone."""
    with seed.databases(1) as (name,), ground.superuser(name) as connection:
        seed.put(connection, {}, generate.CLOCKS[0], seed.tables(connection))
        for model in arrange.folder_models():
            table = model._meta.db_table
            assert connection.execute(f"select count(*) from public.{table}").fetchone()[0] == 0, table
        empty = connection.execute(
            "select c.relname from pg_class c join pg_index i on i.indexrelid = c.oid join pg_class t on t.oid = i.indrelid"
            " where t.relname = any(%s) and pg_relation_size(c.oid) <= 8192",
            ([m._meta.db_table for m in arrange.folder_models()],),
        ).fetchall()
    assert not empty
