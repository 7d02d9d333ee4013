"""The person page, Today and the search by name: at a million persons against ten thousand, for wide access against
narrow, with the floor against without it, and under load."""

import random
import re
from collections.abc import Iterator
from typing import Any

from bench.ground import NAMES, NARROW, Ground, Service
from bench.web import Client, Server, interleaved, medians, p95, person_path, result, serving, under_load

SMALL = 10_000
ROUNDS = 60
LOAD_SECONDS = 45


def warm(server: Server, staff: int, paths: list[str]) -> None:
    client = server.client(staff)
    for path in ["/today/", *paths]:
        for _ in range(3):
            client.get(path)


def by_size(ground: Ground, big: int) -> Iterator[dict[str, Any]]:
    """Person page and Today in the two databases, one request at a time, interleaved."""
    large, small = ground.service(big), ground.service(SMALL)
    with serving(large) as one, serving(small) as other:
        servers = {"large": one, "small": other}
        people = {name: [person_path(s.service, p) for p in range(NARROW)] for name, s in servers.items()}
        clients = {name: s.client(s.service.narrow) for name, s in servers.items()}
        for name, s in servers.items():
            warm(s, s.service.narrow, people[name])
        turn = {name: 0 for name in servers}

        def person(name: str) -> float:
            turn[name] += 1
            return clients[name].get(people[name][turn[name] % NARROW])[0]

        deeds = {}
        for name in servers:
            deeds[f"person {name}"] = lambda name=name: person(name)
            deeds[f"today {name}"] = lambda name=name: clients[name].get("/today/")[0]
        found = medians(interleaved(deeds, ROUNDS, ground.seed))
        for page in ("person", "today"):
            ratio = found[f"{page} large"] / found[f"{page} small"]
            yield result(f"{page} page, {big:,} persons against {SMALL:,}", "median ≤ 1.2 ×",
                         f"{ratio:.2f} × ({found[f'{page} large'] * 1000:.1f} against {found[f'{page} small'] * 1000:.1f} ms)", ratio <= 1.2)


def by_width(ground: Ground, big: int) -> Iterator[dict[str, Any]]:
    """A viewer with 5,000 grants against one with 60, in the large database; the same persons are assigned to both."""
    service = ground.service(big)
    with serving(service) as server:
        paths = [person_path(service, p) for p in range(NARROW)]
        clients = {"narrow": server.client(service.narrow), "wide": server.client(service.wide)}
        warm(server, service.narrow, paths)
        warm(server, service.wide, paths)
        turn = {"narrow": 0, "wide": 0}

        def person(name: str) -> float:
            turn[name] += 1
            return clients[name].get(paths[turn[name] % NARROW])[0]

        deeds = {}
        for name in clients:
            deeds[f"person {name}"] = lambda name=name: person(name)
            deeds[f"today {name}"] = lambda name=name: clients[name].get("/today/")[0]
        found = medians(interleaved(deeds, ROUNDS, ground.seed))
        for page, most in (("person", 1.1), ("today", 2.0)):
            ratio = found[f"{page} wide"] / found[f"{page} narrow"]
            yield result(f"{page} page, 5,000 grants against 60", f"≤ {most} ×",
                         f"{ratio:.2f} × ({found[f'{page} wide'] * 1000:.1f} against {found[f'{page} narrow'] * 1000:.1f} ms)", ratio <= most)


OFF = """
    do $$ declare t record; begin
        for t in select c.oid::regclass as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'folder'
                  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' loop
            execute format('alter table %s disable row level security', t.name);
            execute format('drop trigger if exists keep_version on %s', t.name);
        end loop; end $$
"""


def without_the_floor(ground: Ground, big: int) -> Iterator[dict[str, Any]]:
    """The person page as it is, against itself with policies, history, log and handles taken off, on the same rows."""
    on, off = ground.service(SMALL), ground.service(SMALL, "_off")
    with ground.connect(off.name) as connection:
        connection.execute(OFF)
        body = connection.execute("select pg_get_functiondef('access.begin'::regproc)").fetchone()[0]
        bare = re.sub(r"insert into log\.opened.*?;", "", body, flags=re.S)
        connection.execute(bare)
    with serving(on) as one, serving(off, off=True) as other:
        found: dict[str, list[float]] = {"on": [], "off": []}
        paths = {"on": [person_path(on, p) for p in range(NARROW)], "off": [person_path(off, p, off=True) for p in range(NARROW)]}
        clients = {"on": one.client(on.narrow), "off": other.client(off.narrow)}
        for name, client in clients.items():
            for path in paths[name] * 2:
                client.get(path)
        order = random.Random(ground.seed)
        for _ in range(9):
            names = list(found)
            order.shuffle(names)
            for name in names:
                took = sum(clients[name].get(path)[0] for path in paths[name] * 2)
                found[name].append(2 * NARROW / took)
        speed = medians(found)
        ratio = speed["on"] / speed["off"]
        yield result("person page with the floor against without it", "throughput ≥ 0.85",
                     f"{ratio:.2f} ({speed['on']:.0f} against {speed['off']:.0f} pages a second)", ratio >= 0.85)


def loaded(ground: Ground, big: int) -> Iterator[dict[str, Any]]:
    """Eight clients, two workers: how long the slowest twentieth takes."""
    service = ground.service(big)
    with serving(service, workers=2) as server:
        paths = [person_path(service, p) for p in range(NARROW)]
        warm(server, service.narrow, paths)

        def work(client: Client, mind: random.Random) -> dict[str, float]:
            which = mind.choice(("person", "today", "search"))
            if which == "person":
                return {which: client.get(mind.choice(paths))[0]}
            if which == "today":
                return {which: client.get("/today/")[0]}
            return {which: client.post("/people/find/", words=mind.choice(NAMES)[:3])[0]}

        found = under_load(server, work, 8, LOAD_SECONDS, service.narrow, ground.seed)
        for page, most in (("person", 60), ("today", 100), ("search", 60)):
            slow = p95(found[page]) * 1000
            yield result(f"{page}: 8 clients, 2 workers, {big:,} persons", f"p95 ≤ {most} ms", f"{slow:.1f} ms of {len(found[page])}", slow <= most)


def all_rows(ground: Ground, big: int) -> Iterator[dict[str, Any]]:
    """Every row of this module, in the order of the issue's table."""
    for part in (by_size, by_width, without_the_floor, loaded):
        yield from part(ground, big)


__all__ = ["Service", "all_rows"]
