"""What the number of hidden rows tells by the clock: one's own pages in two databases that hold the same fifty people of theirs,
one of which holds 9,950 persons besides (some 100,000 contacts, 50,000 ties).

Played and judged as in `timing.py`, with the control that is found or not found there in the same run.

    python -m bench --full --only timing,volume
"""

import random
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from bench.ground import EACH_WORKER, Ground, Service
from bench.timing import BLOCKS, HIDDEN_PERSONS, LOOKS, Look, Times, add, row, shuffled
from bench.web import Client, address, serving

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


def all_rows(ground: Ground, persons: int) -> Iterator[dict[str, Any]]:
    """One row; a tenth of the looks where a tenth of the whole is measured."""
    looks = max(LOOKS * persons // 1_000_000, 200)
    many, few = ground.service(HIDDEN_PERSONS), ground.service(EACH_WORKER)
    found: Times = {}
    for block in range(BLOCKS):
        add(found, with_and_without(many, few, looks // BLOCKS, ground.seed * 100 + block))
    yield row(
        "pages of one's own beside 0 and beside 9,950 hidden persons",
        found,
        looks,
        ground.seed,
        "clock, volume",
    )


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
