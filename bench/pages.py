"""The person page, Today and the search by name: at a million persons against ten thousand, for wide access against
narrow, with the floor against without it, and under load."""

import random
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

from bench.ground import EACH_WORKER, MANY, NARROW, ON_DUTY, Ground, Service
from bench.plan import FIRST_NAMES
from bench.web import Client, Server, address, interleaved, medians, p95, result, serving, under_load

TODAY, FIND = "/today/", "/people/find/"
SMALL = 10_000
ROUNDS = 60
CLIENTS, WORKERS, LOADS, LOAD_SECONDS = 8, 2, 5, 12


def all_rows(ground: Ground, persons: int) -> Iterator[dict[str, Any]]:
    """Every row of this module, in the order of the issue's table."""
    for part in (loading, by_size, full_today, by_width, without_the_floor, loaded):
        yield from part(ground, persons)


def loading(ground: Ground, persons: int) -> Iterator[dict[str, Any]]:
    """How long the bench's own data took, and what they weigh."""
    from bench.ground import Loading

    service = ground.service(persons)
    minutes, size = Loading(ground, service).seconds() / 60, service.size() / 1e9
    whole = persons >= 1_000_000
    more = 1_000_000 / persons
    scaled = (
        "" if whole else f" (at this rate {minutes * more:.0f} min and {size * more:.1f} GB for 1,000,000)"
    )
    yield result(
        f"copying in {persons:,} persons, {persons * 5:,} ties, {persons * 10:,} sessions",
        "≤ 15 min, ≤ 12 GB",
        f"{minutes:.1f} min, {size:.2f} GB{scaled}",
        minutes <= 15 and size <= 12 if whole else None,
        "loading",
    )


class Turns:
    """The same few persons over and over, each in turn, one request at a time."""

    def __init__(self, server: Server, staff: int, off: bool = False) -> None:
        self.client = server.client(staff)
        self.paths = [address(server.service, "person", p, off) for p in range(NARROW)]
        self.turn = 0
        for path in [TODAY, *self.paths] * 3:
            self.client.get(path)

    def person(self) -> float:
        """The person page of whoever is next."""
        self.turn += 1
        return self.client.get(self.paths[self.turn % NARROW])[0]

    def today(self) -> float:
        """Today."""
        return self.client.get(TODAY)[0]


def compared(one: Turns, other: Turns, seed: int) -> dict[str, tuple[float, float]]:
    """Person page and Today of both sides, interleaved: the median seconds of each."""
    found = medians(
        interleaved(
            {
                "person": one.person,
                "person of the other": other.person,
                "today": one.today,
                "today of the other": other.today,
            },
            ROUNDS,
            seed,
        )
    )
    return {page: (found[page], found[f"{page} of the other"]) for page in ("person", "today")}


def said(one: float, other: float) -> str:
    """A ratio with what it is of."""
    return f"{one / other:.2f} × ({one * 1000:.1f} against {other * 1000:.1f} ms)"


NAMES = {"person": "person page", "today": "Today"}


def by_size(ground: Ground, persons: int) -> Iterator[dict[str, Any]]:
    """Person page and Today in the two databases."""
    small = min(SMALL, persons // 2)
    with serving(ground.service(persons)) as one, serving(ground.service(small)) as other:
        found = compared(Turns(one, Service.narrow), Turns(other, Service.narrow), ground.seed)
    for page, (large, little) in found.items():
        yield result(
            f"{NAMES[page]}, {persons:,} persons against {small:,}",
            "median ≤ 1.2 ×",
            said(large, little),
            large / little <= 1.2,
            f"{page} by size",
        )


def full_today(ground: Ground, persons: int) -> Iterator[dict[str, Any]]:
    """Today of a worker with a hundred people, and of whoever is on duty for 3,000 folders, in the two databases."""
    small = min(SMALL, persons // 2)
    who = {
        f"a worker with {MANY} people": Service.many,
        f"duty for {2 * len(ON_DUTY):,} folders": Service.duty,
    }
    with serving(ground.service(persons)) as one, serving(ground.service(small)) as other:
        for name, staff in who.items():
            clients = {"large": one.client(staff), "small": other.client(staff)}
            deeds: dict[str, Callable[[], float]] = {
                size: lambda c=client: c.get(TODAY)[0] for size, client in clients.items()
            }
            interleaved(deeds, 3, ground.seed)  # what a process asks once in its life
            found = medians(interleaved(deeds, ROUNDS, ground.seed))
            yield result(
                f"Today of {name}, {persons:,} persons against {small:,}",
                "median ≤ 150 ms, ≤ 1.2 ×",
                said(found["large"], found["small"]),
                found["large"] <= 0.150 and found["large"] / found["small"] <= 1.2,
                f"full today {staff - Service.narrow}",
            )


def by_width(ground: Ground, persons: int) -> Iterator[dict[str, Any]]:
    """A viewer with 5,000 grants against one with 60, in the large database; the same persons are assigned to both."""
    with serving(ground.service(persons)) as server:
        found = compared(Turns(server, Service.wide), Turns(server, Service.narrow), ground.seed)
    for page, most in (("person", 1.1), ("today", 2.0)):
        wide, narrow = found[page]
        yield result(
            f"{NAMES[page]}, 5,000 grants against 60",
            f"≤ {most} ×",
            said(wide, narrow),
            wide / narrow <= most,
            f"{page} by width",
        )


OFF = """
    do $$ declare t record; begin
        for t in select c.oid::regclass as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'folder'
                  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' loop
            execute format('alter table %s disable row level security', t.name);
            execute format('drop trigger if exists keep_version on %s', t.name);
        end loop; end $$
"""


def take_off(service: Service) -> None:
    """Policies, history and log go; handles are `off_wsgi`'s to leave out."""
    with service.ground.connect(service.name) as connection:
        connection.execute(OFF)
        begin = connection.execute("select pg_get_functiondef('access.begin'::regproc)").fetchone()[0]
        if "log.opened" in begin:
            connection.execute(re.sub(r"insert into log\.opened.*?;", "", begin, flags=re.S))
        if "log." in connection.execute("select pg_get_functiondef('access.begin'::regproc)").fetchone()[0]:
            raise RuntimeError("access.begin still writes a log: bench/pages.py no longer finds the line")


def without_the_floor(ground: Ground, persons: int) -> Iterator[dict[str, Any]]:
    """The person page as it is, against itself with policies, history, log and handles taken off, on the same rows."""
    size = min(SMALL, persons // 2)
    on, off = ground.service(size), ground.service(size, "_off")
    take_off(off)
    with serving(on) as one, serving(off, module="bench.off_wsgi") as other:
        turns = {"on": Turns(one, Service.narrow), "off": Turns(other, Service.narrow, off=True)}

        def whole_turn(turns: Turns) -> float:
            return NARROW / sum(turns.person() for _ in range(NARROW))

        rounds: dict[str, Callable[[], float]] = {
            name: lambda t=t: whole_turn(t) for name, t in turns.items()
        }
        speed = medians(interleaved(rounds, 15, ground.seed))
    ratio = speed["on"] / speed["off"]
    yield result(
        f"person page with the floor against without it, {size:,} persons",
        "throughput ≥ 0.85",
        f"{ratio:.2f} ({speed['on']:.1f} against {speed['off']:.1f} pages a second)",
        ratio >= 0.85,
        "floor",
    )


def loaded(ground: Ground, persons: int) -> Iterator[dict[str, Any]]:
    """Eight workers of the service at once, each with fifty people of their own: how long the slowest twentieth takes."""
    service = ground.service(persons)
    found: dict[str, list[float]] = {"person": [], "today": [], "search": []}
    rounds: dict[str, list[float]] = {page: [] for page in found}
    with ExitStack() as stack:
        server = stack.enter_context(serving(service, WORKERS))
        clients = [server.client(service.worker(n)) for n in range(CLIENTS)]
        deeds = [day_of(service, n) for n in range(CLIENTS)]
        for paths in zip(*(paths_of(service, n) for n in range(CLIENTS)), strict=True):
            # As later in a day: what they open is in memory.
            for client, path in zip(clients, paths, strict=True):
                client.get(path)
        under_load(clients, deeds, 4, ground.seed)  # both workers have every template ready
        for turn in range(LOADS):
            for page, took in under_load(clients, deeds, LOAD_SECONDS, ground.seed + turn).items():
                found[page] += took
                rounds[page].append(p95(took) * 1000)
    for page, most in (("person", 60), ("today", 100), ("search", 60)):
        slow = p95(found[page]) * 1000
        name = NAMES.get(page, "search by name")
        between = f"{min(rounds[page]):.0f} to {max(rounds[page]):.0f} in {LOADS} rounds"
        yield result(
            f"{name}: {CLIENTS} clients, {WORKERS} workers, {persons:,} persons",
            f"p95 ≤ {most} ms",
            f"{slow:.1f} ms of {len(found[page])} ({between})",
            slow <= most,
            f"{page} under load",
        )


def paths_of(service: Service, n: int) -> list[str]:
    """The person pages of one worker's people."""
    first = (service.worker(n) - service.worker(0)) * EACH_WORKER
    return [address(service, "person", person) for person in range(first, first + EACH_WORKER)]


def day_of(service: Service, n: int) -> Callable[[Client, random.Random], tuple[str, float]]:
    """What one worker does: opens one of their people, looks at Today, or looks somebody up by name."""
    paths = paths_of(service, n)

    def deed(client: Client, mind: random.Random) -> tuple[str, float]:
        page = mind.choice(("person", "today", "search"))
        if page == "person":
            return page, client.get(mind.choice(paths))[0]
        if page == "today":
            return page, client.get(TODAY)[0]
        return page, client.post(FIND, who=mind.choice(FIRST_NAMES))[0]

    return deed
