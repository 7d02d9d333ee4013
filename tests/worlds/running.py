"""The runs: pairs through every route until enough are played, and the mutants one after another. They can be stopped."""

import contextlib
import dataclasses
import json
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent import futures
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
STATE = ROOT / "build" / "worlds"
EACH, PLAYED = 8, 5  # routes in a deck, pairs played through a deck before it is shuffled anew
MOST_PAIRS, MOST_SECONDS = 600, 600.0  # for one mutant
AT_ONCE = 2
"""Mutants met at the same time: while the worlds of one are drawn those of another answer."""


@contextlib.contextmanager
def service() -> Iterator[None]:
    """A cluster of its own, as the tests have it, and nothing left of it afterwards."""
    shm = Path("/dev/shm")
    home = Path(tempfile.mkdtemp(prefix="al-worlds-", dir=shm if os.access(shm, os.W_OK) else None))
    if os.geteuid() == 0:
        home.chmod(0o711)
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"ALONGSIDE_HOME": str(home), "ALONGSIDE_ROLE": "owner", "ALONGSIDE_HOSTS": "testserver"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    from alongside.config.settled import settle
    from tests import ground

    ground.prepare()
    _routes()
    settle()  # as the web's workers do, and the tests
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the cluster is stopped then too
    try:
        yield
    finally:
        ground.stop()
        shutil.rmtree(home, ignore_errors=True)


def _routes() -> None:
    from django.urls import get_resolver

    assert get_resolver().url_patterns  # loads every page


def _kept(name: str, like: dict[str, Any]) -> dict[str, Any]:
    """What an earlier run left, if it was a run like this one."""
    file = STATE / f"{name}.json"
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(file.read_text())
        if all(found.get(k) == v for k, v in like.items()):
            return found
    return dict(like)


def _keep(name: str, state: dict[str, Any]) -> None:
    STATE.mkdir(parents=True, exist_ok=True)
    beside = STATE / f"{name}.tmp"
    beside.write_text(json.dumps(state, indent=1))
    beside.replace(STATE / f"{name}.json")


def pairs(number: int, minutes: float, seed: int) -> int:
    """Play so many pairs, or for so long; 1 where the worlds were told apart."""
    from tests.worlds import compare, traces, world

    name = f"pairs-{seed}"  # of its own for each seed: two runs may go on beside one another
    state = _kept(name, {"seed": seed})
    state.setdefault("turn", 0)
    state.setdefault("visits", {})
    tally = compare.Tally(state.get("pairs", 0), state.get("requests", 0))
    tally.visits.update(state["visits"])
    for key, n in state.get("answers", {}).items():
        route, method, status = key.rsplit(" ", 2)
        tally.answers[route, method, int(status)] = n
    if tally.pairs:
        print(f"Going on after {tally.pairs} pairs (build/worlds/{name}.json).", flush=True)
    began, until = time.monotonic(), time.monotonic() + minutes * 60
    difference = None
    with world.two() as two:
        while difference is None and tally.pairs < number and time.monotonic() < until:
            for n, deck in enumerate(traces.decks(EACH, hash_of(seed, state["turn"]))):
                difference = compare.search(
                    two, deck, PLAYED, hash_of(seed, state["turn"], n), tally, until=until
                )
                if difference or time.monotonic() > until:
                    break
            if difference is None:
                state |= {
                    "turn": state["turn"] + 1,
                    "pairs": tally.pairs,
                    "requests": tally.requests,
                    "visits": dict(tally.visits),
                    "answers": {" ".join(map(str, key)): n for key, n in sorted(tally.answers.items())},
                }
                _keep(name, state)
                print(
                    f"{tally.pairs} pairs, {tally.requests} requests, {time.monotonic() - began:.0f} s",
                    flush=True,
                )
    for line in sorted(set(tally.broke))[:20]:
        print(f"answered 5xx, in both worlds alike: {line}")
    if difference:
        print(difference.told())
        print(f"Seed {seed}, turn {state['turn']}.")
        return 1
    for route, methods in traces.methods().items():
        for method in methods:
            if not any(tally.answers[route, method, status] for status in (200, 302, 303, 409)):
                print(f"never answered but with a no: {method} {route}")
    fewest = min((tally.visits.get(route, 0), route) for route in traces.methods())
    print(
        f"seed {seed}: {tally.pairs} pairs, {tally.requests} requests in both worlds, no difference; "
        f"each of {len(traces.methods())} routes in at least {fewest[0]} pairs ({fewest[1]} in fewest)"
    )
    return 0


SHORT, SHORT_EACH = 40, 10  # pairs for each route of the short run, routes in a deck of it


def short_decks(half: int) -> list[tuple[str, ...]]:
    """The decks of one of the short run's halves."""
    from tests.worlds import traces

    return traces.decks(SHORT_EACH, 7)[half::2]


def short(half: int) -> None:
    """Every route of this half in forty pairs; fails where the worlds were told apart, with the smallest trace."""
    from tests.worlds import compare, world

    tally = compare.Tally()
    with world.two() as two:
        for n, deck in enumerate(short_decks(half)):
            difference = compare.search(two, deck, SHORT, 1000 * half + n, tally)
            assert difference is None, difference.told()
    fewest = min((tally.visits[route], route) for deck in short_decks(half) for route in deck)
    assert fewest[0] >= SHORT, f"{fewest[1]} was visited in {fewest[0]} pairs only"
    assert not tally.broke, "answered 5xx: " + "; ".join(sorted(set(tally.broke))[:5])


def hash_of(*parts: Any) -> int:
    """A number that follows from these, in every run alike."""
    import zlib

    return zlib.crc32("/".join(map(str, parts)).encode())


@dataclasses.dataclass
class Met:
    """How one mutant fared."""

    caught: bool
    by: str
    pairs: int
    seconds: float
    told: str = ""


def meet(name: str, seed: int, most: int = MOST_PAIRS, seconds: float = MOST_SECONDS) -> Met:
    """Break one thing in both worlds, and play until they differ."""
    from tests.worlds import compare, mutants, traces, world

    mutant = mutants.mutants()[name]
    tally, began = compare.Tally(), time.monotonic()
    turn = 0
    with world.two((mutants.apply, (name,))) as two:
        while tally.pairs < most and time.monotonic() < began + seconds:
            for n, deck in enumerate(traces.decks(EACH, hash_of(seed, name, turn))):
                played = (*mutant.at, *deck[: EACH - len(mutant.at)]) if mutant.at else deck
                found = compare.search(
                    two,
                    played,
                    PLAYED,
                    hash_of(seed, name, turn, n),
                    tally,
                    shrinks=False,
                    until=began + seconds,
                    lean=mutant.lean,
                )
                if found:
                    return Met(
                        True, found.field, tally.pairs + 1, time.monotonic() - began, found.told()[-1500:]
                    )
                if time.monotonic() > began + seconds:
                    break
            turn += 1
    return Met(False, "", tally.pairs, time.monotonic() - began)


def all_mutants(seed: int, only: str = "") -> int:
    """Meet every mutant that two worlds can tell; 1 where one was not caught."""
    from tests.worlds import mutants

    state = _kept("mutants", {"seed": seed, "floor": _floor()})
    met = state.setdefault("met", {})
    there = {n: m for n, m in mutants.mutants().items() if only.lower() in n.lower()}
    to_meet = [name for name, mutant in there.items() if not mutant.held_by]
    for name in to_meet:
        if name in met:
            print(_said(name, met[name]), flush=True)
    for name, how, fault in _met([name for name in to_meet if name not in met], seed):
        if how is None:  # a world could not answer at all: neither caught nor not, and met again next time
            print(f"{name}: NOT MET, {fault}", flush=True)
            continue
        met[name] = how
        _keep("mutants", state)
        print(_said(name, how), flush=True)
    for name, mutant in there.items():
        if mutant.held_by:
            print(f"{name}: held by {mutant.held_by}")
    caught = sum(met[name]["caught"] for name in to_meet if name in met)
    print(f"{caught} of {len(to_meet)} mutants caught")
    return int(caught < len(to_meet))


def _met(names: list[str], seed: int) -> Iterator[tuple[str, dict[str, Any] | None, str]]:
    """Meet these, some at once, each in a process of its own; how each fared, in the order in which they are done."""
    from django.db import connections

    from tests import ground

    ground.cluster()
    connections.close_all()  # a socket may not be shared with a child
    with futures.ProcessPoolExecutor(AT_ONCE, multiprocessing.get_context("fork")) as pool:
        try:
            for done in futures.as_completed([pool.submit(_meet_one, name, seed) for name in names]):
                yield done.result()
        except BaseException:  # stopped: those that wait are not begun, and what goes on is not waited for
            pool.shutdown(wait=False, cancel_futures=True)
            for one in multiprocessing.active_children():
                one.kill()
            raise


def _meet_one(name: str, seed: int) -> tuple[str, dict[str, Any] | None, str]:
    try:
        return name, dataclasses.asdict(meet(name, seed)), ""
    except RuntimeError as error:
        return name, None, str(error).strip().splitlines()[-1]


def _said(name: str, how: dict[str, Any]) -> str:
    said = f"caught by {how['by']}" if how["caught"] else "NOT CAUGHT"
    return f"{name}: {said}, {how['pairs']} pairs, {how['seconds']:.0f} s"


def _floor() -> int:
    """Changes when the floor or this harness does: then every mutant is met anew."""
    files = [*sorted((ROOT / "src/alongside").rglob("*.sql")), *sorted((ROOT / "tests/worlds").glob("*.py"))]
    return hash_of(*(file.read_text() for file in files))
