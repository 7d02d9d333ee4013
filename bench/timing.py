"""What the clock tells: how well somebody who looks many times can tell a hidden record from none by how long the answer takes.

Addresses of records that the viewer may not open, against addresses of records that do not exist, on one server. The two
sides are shuffled within each turn, in blocks; each block has servers of its own, so that what one process happens to be
like is not taken for what it tells. What hidden rows tell of their number is asked by `volume.py`.

The distinguisher learns on half of the blocks, and is asked about the looks of the other half: which side was this look of?
Then the halves change places, so that each look is asked about once, by one that had not seen it.
Its advantage is the share of right answers on one side minus the share of wrong ones on the other, 0 for guessing and 1 for
always right; the bounds are of a bootstrap over blocks and looks that it had not seen. A control with a leak that we plant
(`leaky_wsgi`) is played in the same run, and must be found.

    python -m bench --full --only timing
"""

import os
import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import numpy as np

from bench.ground import EACH_WORKER, Ground, Service
from bench.web import Client, address, result, serving

LOOKS, BLOCKS = 2_500, 10  # a side: 5,000 of each endpoint
BINS = 24  # of time, by which the distinguisher learns
SAMPLES = 2_000  # of the bootstrap
HIDDEN_PERSONS = 10_000
AIMED = 100  # of the hidden records, and as many that do not exist
HIDDEN = (
    "person",
    "ways",
    "details",
    "who-can-open",
    "give-access",
    "map",
    "contacts",
    "plan",
    "messages",
    "write",
)
CONTROL = "planted"

Look = Callable[[], float]
Times = dict[str, tuple[list[np.ndarray], list[np.ndarray]]]
"""For each endpoint, for both of its sides, the seconds of each block."""


def all_rows(ground: Ground, persons: int) -> Iterator[dict[str, Any]]:
    """A row for the looks, and one for the control; a tenth of the looks where a tenth of the whole is measured."""
    looks = max(LOOKS * persons // 1_000_000, 200)
    service = ground.service(HIDDEN_PERSONS)
    absent: Times = {}
    for block in range(BLOCKS):
        add(absent, hidden_or_absent(service, looks // BLOCKS, ground.seed * 100 + block))
    planted = absent.pop(CONTROL)
    yield row("hidden records against absent ones", absent, looks, ground.seed, "clock, absent")
    control = told(planted, ground.seed)
    yield result(
        "the same for a leak that we planted (the whole record is read before it is asked whether it may be)",
        "lower bound (95 %) ≥ 0.8",
        f"{control[1]:.2f}, bound {control[0]:.2f} ({medians(planted)})",
        control[0] >= 0.8,
        "clock, control",
    )


def row(name: str, found: Times, looks: int, seed: int, key: str) -> dict[str, Any]:
    """The row of one class of looks: what is told at worst, and what each endpoint tells."""
    each = {page: told(times, seed) for page, times in found.items()}
    worst = max(each, key=lambda page: each[page][2])
    spread = ", ".join(f"{page} {advantage:.2f}" for page, (_low, advantage, _high) in each.items())
    return result(
        f"{name}, {len(each)} endpoints, {looks:,} looks a side: advantage of the clock",
        "upper bound (95 %) ≤ 0.10",
        f"at most {each[worst][1]:.2f}, bound {each[worst][2]:.2f} ({worst}, {medians(found[worst])}); {spread}",
        each[worst][2] <= 0.10,
        key,
    )


def medians(times: tuple[list[np.ndarray], list[np.ndarray]]) -> str:
    """How long a look takes, on either side."""
    one, other = (np.median(np.concatenate(side)) * 1000 for side in times)
    return f"{one:.1f} against {other:.1f} ms"


def add(found: Times, block: dict[str, tuple[list[float], list[float]]]) -> None:
    """Put the looks of one block to those of the others."""
    for page, (one, other) in block.items():
        kept = found.setdefault(page, ([], []))
        kept[0].append(np.array(one))
        kept[1].append(np.array(other))


# The distinguisher


def told(times: tuple[list[np.ndarray], list[np.ndarray]], seed: int) -> tuple[float, float, float]:
    """The advantage on looks that were held out, between the bounds that 95 of 100 samples keep to."""
    one, other = times
    right: list[np.ndarray] = []
    wrong: list[np.ndarray] = []
    for half in (0, 1):
        edges, says = learnt(np.concatenate(one[half::2]), np.concatenate(other[half::2]))
        right += [says[np.searchsorted(edges, block)] for block in one[1 - half :: 2]]
        wrong += [says[np.searchsorted(edges, block)] for block in other[1 - half :: 2]]
    advantage = float(np.concatenate(right).mean() - np.concatenate(wrong).mean())
    mind = np.random.default_rng(seed)
    samples = []
    for _ in range(SAMPLES):
        drawn = mind.integers(len(right), size=len(right))
        hits = np.concatenate([mind.choice(right[n], right[n].size) for n in drawn])
        slips = np.concatenate([mind.choice(wrong[n], wrong[n].size) for n in drawn])
        samples.append(hits.mean() - slips.mean())
    low, high = np.quantile(samples, (0.025, 0.975))
    return float(low), advantage, float(high)


def learnt(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each of so many stretches of time, whether a look that takes as long is more often one of the first side."""
    edges = np.quantile(np.concatenate([one, other]), np.linspace(0, 1, BINS + 1)[1:-1])
    share = np.bincount(np.searchsorted(edges, one), minlength=BINS) / one.size
    against = np.bincount(np.searchsorted(edges, other), minlength=BINS) / other.size
    return edges, (share > against).astype(float)


# The looks


def shuffled(
    sides: dict[str, tuple[Look, Look]], looks: int, seed: int
) -> dict[str, tuple[list[float], list[float]]]:
    """Each endpoint's two sides in turn, in an order that is drawn anew each time."""
    mind = random.Random(seed)
    found: dict[str, tuple[list[float], list[float]]] = {page: ([], []) for page in sides}
    turns = [(page, side) for page in sides for side in (0, 1)]
    for page, side in turns * 3:
        sides[page][side]()
    for _ in range(looks):
        mind.shuffle(turns)
        for page, side in turns:
            found[page][side].append(sides[page][side]())
    return found


def hidden_or_absent(service: Service, looks: int, seed: int) -> dict[str, tuple[list[float], list[float]]]:
    """Addresses of other workers' people, against addresses of nobody, by a worker with fifty people of their own."""
    mind = random.Random(seed)
    others = mind.sample(range(EACH_WORKER * 2, service.persons), AIMED)
    with ExitStack() as stack:
        sound = stack.enter_context(serving(service))
        os.environ["BENCH_LEAK"] = service.ground.cluster.dsn(database=service.name)
        leaky = stack.enter_context(serving(service, module="bench.leaky_wsgi"))
        clients = {True: leaky.client(service.worker(0)), False: sound.client(service.worker(0))}
        sides: dict[str, tuple[Look, Look]] = {}
        for page in (*HIDDEN, CONTROL):
            name = "person" if page == CONTROL else page
            hidden = [address(service, name, person) for person in others]
            absent = [address_of_nobody(name) for _ in others]
            client = clients[page == CONTROL]
            sides[page] = (looking(client, hidden, mind), looking(client, absent, mind))
        return shuffled(sides, looks, seed)


def looking(client: Client, paths: list[str], mind: random.Random) -> Look:
    """A look at one of several addresses that are not theirs to open."""
    return lambda: client.get(mind.choice(paths), status=404)[0]


def address_of_nobody(page: str) -> str:
    """The address of a page about a record that does not exist, sealed as one that does."""
    from django.urls import reverse

    from alongside.access import handles
    from alongside.web.registry import PAGES

    about = "part" if "<handle:part>" in PAGES[page].route else "person"
    folder = secrets.randbits(63)
    return reverse(page, kwargs={about: handles.seal(about, folder, folder)})
