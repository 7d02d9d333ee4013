"""What the clock tells: how well somebody who looks many times can tell a hidden record from none, or 50,000 hidden rows
from none, by how long the answer takes.

Two classes of looks. *Hidden against absent*: addresses of records that the viewer may not open, against addresses of
records that do not exist, on one server. *Hidden rows*: the viewer's own pages in two databases that hold the same fifty
people of theirs, one of which holds 9,950 persons besides (some 100,000 contacts, 50,000 ties). Both with their sides
shuffled within each turn, in blocks; each block has servers of its own, so that what one process happens to be like is not
taken for what it tells.

The distinguisher learns on half of the blocks, and is asked about the looks of the other half: which side was this look of?
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
OWN = (
    "today",
    "people",
    "find",
    "my-access",
    "person",
    "who-can-open",
    "map_look",
    "contacts",
    "plan",
    "messages",
)
CONTROL = "planted"

Look = Callable[[], float]
Times = dict[str, tuple[list[np.ndarray], list[np.ndarray]]]
"""For each endpoint, for both of its sides, the seconds of each block."""


def all_rows(ground: Ground, persons: int) -> Iterator[dict[str, Any]]:
    """A row for each class, and one for the control; a tenth of the looks where a tenth of the whole is measured."""
    looks = max(LOOKS * persons // 1_000_000, 200)
    many, few = ground.service(HIDDEN_PERSONS), ground.service(EACH_WORKER)
    absent: Times = {}
    rows: Times = {}
    for block in range(BLOCKS):
        add(absent, hidden_or_absent(many, looks // BLOCKS, ground.seed * 100 + block))
        add(rows, with_and_without(many, few, looks // BLOCKS, ground.seed * 100 + block))
    planted = absent.pop(CONTROL)
    control, halves = told(planted, ground.seed), [np.median(np.concatenate(side)) * 1000 for side in planted]
    for key, name, found in (
        ("absent", "hidden records against absent ones", absent),
        ("hidden rows", "pages of one's own beside 0 and beside 9,950 hidden persons", rows),
    ):
        each = {page: told(times, ground.seed) for page, times in found.items()}
        worst = max(each, key=lambda page: each[page][2])
        spread = ", ".join(f"{page} {advantage:.2f}" for page, (_low, advantage, _high) in each.items())
        yield result(
            f"{name}, {len(each)} endpoints, {looks:,} looks a side: advantage of the clock",
            "upper bound (95 %) ≤ 0.10",
            f"at most {each[worst][1]:.2f}, bound {each[worst][2]:.2f} ({worst}); {spread}",
            each[worst][2] <= 0.10,
            f"clock, {key}",
        )
    yield result(
        "the same for a leak that we planted (the record is read before it is asked whether it may be)",
        "lower bound (95 %) ≥ 0.8",
        f"{control[1]:.2f}, bound {control[0]:.2f} ({halves[0]:.1f} against {halves[1]:.1f} ms)",
        control[0] >= 0.8,
        "clock, control",
    )


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
    edges, says = learnt(np.concatenate(one[::2]), np.concatenate(other[::2]))
    right = [says[np.searchsorted(edges, block)] for block in one[1::2]]
    wrong = [says[np.searchsorted(edges, block)] for block in other[1::2]]
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


def with_and_without(
    many: Service, few: Service, looks: int, seed: int
) -> dict[str, tuple[list[float], list[float]]]:
    """The same worker's pages, with the hidden rows and without them."""
    order = [many, few]
    random.Random(seed).shuffle(order)  # which server starts first
    with ExitStack() as stack:
        servers = {s.name: stack.enter_context(serving(s)) for s in order}
        both = [own_pages(s, servers[s.name].client(s.worker(0)), seed) for s in (many, few)]
        return shuffled({page: (both[0][page], both[1][page]) for page in OWN}, looks, seed)


def own_pages(service: Service, client: Client, seed: int) -> dict[str, Look]:
    """A look at each of the pages that a worker opens all day."""
    mind = random.Random(seed)

    def about(page: str) -> Look:
        paths = [address(service, page, person) for person in range(15)]
        return lambda: client.get(mind.choice(paths))[0]

    plain = {"today": "/today/", "people": "/people/", "my-access": "/my-access/"}
    looks: dict[str, Look] = {page: lambda path=path: client.get(path)[0] for page, path in plain.items()}
    looks["find"] = lambda: client.post("/people/find/", who="Mary")[0]
    return {page: looks.get(page) or about(page) for page in OWN}
