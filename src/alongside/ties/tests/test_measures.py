"""Measures of network maps: worked by hand where small, equal to networkx where not."""

import csv
import io
import math
from dataclasses import fields
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.ties.measures import COLUMNS, Networks, Structure, Told, measure, share, table, write_csv
from alongside.ties.measures import structure as blocks
from alongside.ties.tests.population import by_networkx, graph, population

NAMES = [field.name for field in fields(Structure)]


def one(size: int, *ties: tuple[int, int], **more: Any) -> Networks:
    ends = np.array(ties, dtype=np.int64).reshape(-1, 2)
    return Networks.of(["E"], [size], np.zeros(len(ends), dtype=np.int64), ends[:, 0], ends[:, 1], **more)


def found(networks: Networks, **how: Any) -> dict[str, float]:
    measured = measure(networks, **how)
    return {name: getattr(measured, name)[0].item() for name in NAMES}


# Worked by hand


def test_nobody_on_the_map_has_counts_of_nought_and_nothing_else() -> None:
    row = next(table(one(0)))
    assert dict(zip(COLUMNS, row, strict=True)) == {
        "ego": "E", "size": 0, "ties": 0, "density": None, "components": 0, "isolates": 0, "largest": 0,
        "effective_size": None, "constraint": None, "max_betweenness": None, "share_supporting": None,
        "share_in_recovery": None, "share_using": None, "used_with_and_close": None,
        "share_professional": None, "close_and_helpful": None,
    }  # fmt: skip


def test_one_alter_alone() -> None:
    assert found(one(1)) == {
        "size": 1, "ties": 0, "density": 0, "components": 1, "isolates": 1, "largest": 1,
        "effective_size": 1, "constraint": 1, "max_betweenness": 0,
    }  # fmt: skip


def test_two_who_do_not_know_each_other() -> None:
    # Constraint: each takes half of the ego, and nothing comes round: 2 x (1/2)^2.
    assert found(one(2)) == {
        "size": 2, "ties": 0, "density": 0, "components": 2, "isolates": 2, "largest": 1,
        "effective_size": 2, "constraint": 0.5, "max_betweenness": 0,
    }  # fmt: skip


def test_two_who_know_each_other() -> None:
    # Constraint: 1/2 direct and 1/2 x 1/2 through the other, (3/4)^2 twice.
    assert found(one(2, (0, 1))) == {
        "size": 2, "ties": 1, "density": 1, "components": 1, "isolates": 0, "largest": 2,
        "effective_size": 1, "constraint": 1.125, "max_betweenness": 0,
    }  # fmt: skip


def test_a_chain_of_three_and_one_who_knows_nobody() -> None:
    # 0 - 1 - 2, and 3 alone. Effective size 4 - 2x2/4. Constraint, with 1/4 of the ego to each:
    # ends 1/4 + 1/4 x 1/3 = 1/3; middle 1/4 + 2 x 1/4 x 1/2 = 1/2; alone 1/4.
    row = found(one(4, (0, 1), (2, 1)))
    assert row == {
        "size": 4, "ties": 2, "density": pytest.approx(1 / 3), "components": 2, "isolates": 1, "largest": 3,
        "effective_size": 3, "constraint": pytest.approx(2 / 9 + 1 / 4 + 1 / 16), "max_betweenness": 1,
    }  # fmt: skip


def test_a_square_shares_its_shortest_paths() -> None:
    # Two ways round between opposite corners: each corner stands on half of one pair's paths.
    assert found(one(4, (0, 1), (1, 2), (2, 3), (3, 0)))["max_betweenness"] == 0.5


def test_a_star_runs_through_its_middle() -> None:
    row = found(one(5, (0, 1), (0, 2), (0, 3), (0, 4)))
    assert row["max_betweenness"] == 6  # four ends make six pairs
    assert row["largest"] == 5


def test_everybody_knows_everybody() -> None:
    ties = [(a, b) for a in range(4) for b in range(a)]
    row = found(one(4, *ties))
    # Constraint: 4 x (1/4 + 3 x 1/4 x 1/4)^2.
    assert (row["density"], row["effective_size"], row["max_betweenness"]) == (1, 1, 0)
    assert row["constraint"] == pytest.approx(4 * (7 / 16) ** 2)


def test_weights_by_hand() -> None:
    # The ego holds 0 with 3 and 1 with 1; they hold each other with 2. p = 3/4, 1/4.
    # Effective size 2 - (1/4 x 2/3 + 3/4 x 2/2); constraint (3/4 + 1/4 x 2/3)^2 + (1/4 + 3/4 x 2/5)^2.
    row = found(one(2, (0, 1), weight=[2.0], own=[3.0, 1.0]), weighted=True)
    assert row["effective_size"] == pytest.approx(2 - 1 / 6 - 3 / 4, abs=1e-12)
    assert row["constraint"] == pytest.approx((11 / 12) ** 2 + (11 / 20) ** 2, abs=1e-12)


def test_weights_are_not_used_unless_asked() -> None:
    assert found(one(2, (0, 1), weight=[2.0], own=[3.0, 1.0])) == found(one(2, (0, 1)))


def test_the_egos_own_ties_weigh_one_where_none_is_given() -> None:
    with_ones = one(3, (0, 1), weight=[2.0], own=[1.0, 1.0, 1.0])
    assert found(one(3, (0, 1), weight=[2.0]), weighted=True) == found(with_ones, weighted=True)


def test_a_pair_given_twice_is_one_tie_of_the_larger_weight() -> None:
    twice = one(3, (0, 1), (1, 0), (1, 2), weight=[5.0, 2.0, 1.0])
    once = one(3, (0, 1), (1, 2), weight=[5.0, 1.0])
    assert found(twice) == found(once)
    assert found(twice, weighted=True) == found(once, weighted=True)
    assert found(twice, min_weight=3)["ties"] == 1


def test_ties_below_the_least_weight_are_left_out() -> None:
    networks = one(3, (0, 1), (1, 2), weight=[2.0, 3.0])
    assert [found(networks, min_weight=least)["ties"] for least in (None, 2, 2.5, 3, 4)] == [2, 2, 1, 1, 0]
    assert found(networks, min_weight=4)["isolates"] == 3


def test_ties_without_weights_weigh_one() -> None:
    assert found(one(2, (0, 1)), min_weight=1)["ties"] == 1
    assert found(one(2, (0, 1)), min_weight=1.5)["ties"] == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"sizes": [2, 1]},
        {"sizes": [-1]},
        {"tie_ego": [1]},
        {"one": [2]},
        {"one": [-1]},
        {"other": [0]},
        {"other": [0.5]},
        {"other": [1, 1]},
        {"weight": [0.0]},
        {"weight": [math.nan]},
        {"weight": [math.inf]},
        {"own": [1.0]},
        {"told": Told.of(3)},
    ],
)
def test_arrays_that_make_no_network_are_refused(wrong: dict[str, Any]) -> None:
    right: dict[str, Any] = {"egos": ["E"], "sizes": [2], "tie_ego": [0], "one": [0], "other": [1]}
    Networks.of(**right)
    with pytest.raises(ValueError):
        Networks.of(**right | wrong)


# Equal to networkx


def differences(networks: Networks, min_weight: float | None = None, weighted: bool = False) -> list[str]:
    measured = measure(networks, min_weight, weighted)
    starts = np.concatenate(([0], np.cumsum(networks.sizes)))
    wrong = []
    for ego in range(len(networks)):
        own = np.ones(int(networks.sizes[ego]))
        if networks.own is not None and weighted:
            own = networks.own[starts[ego] : starts[ego + 1]]
        expected = by_networkx(graph(networks, ego, min_weight), own.tolist(), weighted)
        for name in NAMES:
            ours, theirs = getattr(measured, name)[ego].item(), expected[name]
            if not (math.isnan(ours) and math.isnan(theirs)) and not math.isclose(
                ours, theirs, rel_tol=1e-9, abs_tol=1e-9
            ):
                wrong.append(f"network {ego}: {name} is {ours}, networkx says {theirs}")
    return wrong


def seeded(seed: int, count: int, largest: tuple[int, ...] = ()) -> Networks:
    """Networks as sparse as chains and as dense as households: nine in ten to 20 alters, the rest to 60, and
    `largest`.

    Few are large, because networkx takes 15 s over the constraint of an ego with 200 alters (30 s with
    weights).
    """
    rng = np.random.default_rng(seed)
    sizes = np.where(rng.random(count) < 0.9, rng.integers(0, 21, count), rng.integers(21, 61, count))
    sizes[: len(largest)] = largest
    chains = rng.random(count) * 2 / np.maximum(sizes, 2)
    densities = np.where((rng.random(count) < 0.4) | (sizes > 60), chains, rng.random(count))
    return population(seed, sizes.tolist(), densities.tolist())


LARGEST = [(0, 1, 200), (2, 61, 80), (3, 90, 100), (4, 70, 140)]


@pytest.mark.slow
def test_networks_equal_networkx() -> None:
    assert differences(seeded(1954, 100)) == []


@pytest.mark.slow
def test_networks_with_weights_equal_networkx() -> None:
    assert differences(seeded(1955, 60), weighted=True) == []


@pytest.mark.slow
@pytest.mark.no_cover  # the lines are those of a hundred; to count them in networkx too takes four times as long
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("part", range(4))
def test_a_thousand_networks_equal_networkx(part: int, weighted: bool) -> None:
    assert differences(seeded(2001 + part, 250, LARGEST[part]), weighted=weighted) == []


def test_a_threshold_with_weights_equals_networkx() -> None:
    assert differences(population(7, [12] * 20, [0.6] * 20), min_weight=2.5, weighted=True) == []


def test_paths_that_go_a_long_way_round_equal_networkx() -> None:
    chain = [(a, a + 1) for a in range(39)]
    ring = [*chain, (39, 0)]
    for ties in (chain, ring):
        assert differences(one(40, *ties)) == []


@settings(deadline=None)
@given(st.data())
def test_any_small_networks_equal_networkx(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(0, 9), min_size=1, max_size=5))
    densities = data.draw(st.lists(st.floats(0, 1), min_size=len(sizes), max_size=len(sizes)))
    seed = data.draw(st.integers(0, 2**32 - 1))
    networks = population(seed, sizes, densities)
    assert differences(networks) == []
    assert differences(networks, weighted=True) == []


@pytest.mark.slow
def test_the_middle_of_a_chain_of_two_hundred() -> None:
    # The alter with 99 on one side and 100 on the other.
    assert found(one(200, *((a, a + 1) for a in range(199))))["max_betweenness"] == 99 * 100


def test_the_order_and_company_of_networks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    networks = seeded(5, 60, (0, 200, 130))
    together = measure(networks)
    monkeypatch.setattr(blocks, "BLOCK", 1)  # every network in a block of its own
    apart = measure(networks)
    for name in NAMES:
        np.testing.assert_allclose(getattr(together, name), getattr(apart, name), rtol=1e-12)


def test_no_networks_at_all() -> None:
    assert list(table(Networks.of([], []))) == []


def test_ties_in_any_order_are_put_with_their_ego() -> None:
    mixed = Networks.of(["a", "b"], [3, 2], [1, 0, 0], [0, 0, 1], [1, 1, 2])
    assert measure(mixed).ties.tolist() == [2, 1]


def test_networkx_says_nought_for_the_density_of_one() -> None:
    alone: nx.Graph[int] = nx.empty_graph(1)
    assert nx.density(alone) == 0 == found(one(1))["density"]


# Shares


def shares(size: int, **told: Any) -> dict[str, Any]:
    row = next(table(one(size, told=Told.of(size, **told))))
    return dict(zip(COLUMNS, row, strict=True))


def test_shares_are_of_those_of_whom_it_is_known() -> None:
    row = shares(
        5,
        helps=[0, 1, 3, None, None],
        in_recovery=[True, None, False, None, None],
        uses=[None] * 5,
        shape=[0, 0, 1, 2, None],
    )
    assert row["share_supporting"] == pytest.approx(2 / 3)
    assert row["share_in_recovery"] == 0.5
    assert row["share_using"] is None
    assert row["share_professional"] == pytest.approx(1 / 3)  # the group is not one of the people


def test_people_used_with_who_are_also_close_are_counted() -> None:
    row = shares(5, used_together=[0, 1, 2, 2, 2], closeness=[5, 5, 3, 2, None])
    assert row["used_with_and_close"] == 2
    assert isinstance(row["used_with_and_close"], int)


@pytest.mark.parametrize(
    ("closeness", "helps", "expected"),
    [
        ([5, 1], [0, 3], 0),
        ([3, 1], [1, 0], 1),
        ([5, None], [None, 3], None),
    ],
)
def test_whether_anyone_is_both_close_and_helpful(closeness: Any, helps: Any, expected: int | None) -> None:
    assert shares(2, closeness=closeness, helps=helps)["close_and_helpful"] == expected


def test_nothing_told_leaves_every_share_empty() -> None:
    made = share(one(3))
    assert all(np.isnan(getattr(made, field.name)).all() for field in fields(made))


@pytest.mark.parametrize("wrong", [{"helps": [4]}, {"helps": [1, 1]}, {"closeness": [-2]}, {"kindness": [1]}])
def test_what_is_off_its_scale_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError):
        Told.of(1, **wrong)


# The table


def test_the_csv_has_twelve_digits_and_leaves_the_undefined_empty() -> None:
    networks = Networks.of(["00a", "b,1"], [4, 0], [0, 0], [0, 1], [1, 2])
    out = io.StringIO()
    assert write_csv(networks, out) == 2
    head, first, second = csv.reader(io.StringIO(out.getvalue()))
    assert ",".join(head).startswith(
        "ego,size,ties,density,components,isolates,largest,effective_size,constraint,max_betweenness,"
    )
    assert first[:10] == ["00a", "4", "2", "0.333333333333", "2", "1", "3", "3", "0.534722222222", "1"]
    assert second == ["b,1", "0", "0", "", "0", "0", "0", *[""] * 9]
