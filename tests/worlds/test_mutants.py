"""Ten mutants, drawn by the commit, each caught; and what the table says of the others is true."""

import hashlib
import os
import random
import subprocess
from pathlib import Path

import pytest

from tests.worlds import mutants, running

ROOT = Path(__file__).resolve().parents[2]
TEN = 10
# Drawn from those that a long run caught within a few pairs (caught.txt: pairs and name); the long run meets all of them.
CAUGHT = [line.split("\t") for line in (Path(__file__).parent / "caught.txt").read_text().splitlines()]
AT_ONCE = sorted(name for pairs, name in CAUGHT if int(pairs) <= 20 and name in mutants.mutants())


def commit() -> str:
    """What this checkout is of; another word where there is no history."""
    said = (
        os.environ.get("ALONGSIDE_COMMIT")
        or subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
        ).stdout.strip()
    )
    return said or "no history"


def drawn() -> list[str]:
    """Ten of them, others for each commit."""
    word = hashlib.sha256(commit().encode()).hexdigest()
    return sorted(random.Random(word).sample(AT_ONCE, TEN))


@pytest.mark.slow
@pytest.mark.parametrize("place", range(TEN))
def test_a_mutant_is_caught(place):
    name = drawn()[place]
    met = running.meet(name, seed=1, most=200, seconds=240)
    assert met.caught, f"{name}: not caught in {met.pairs} pairs"


def test_there_are_enough_and_each_says_what_it_breaks():
    there = mutants.mutants()
    assert len([m for m in there.values() if not m.held_by]) >= 60
    for name, mutant in there.items():
        assert mutant.breaks, name
        assert mutant.sql or mutant.functions or mutant.patch, name


def test_what_another_test_holds_is_held():
    for name, mutant in mutants.mutants().items():
        if mutant.held_by:
            file, _, test = mutant.held_by.partition("::")
            assert f"def {test}(" in (ROOT / file).read_text(), f"{name}: {mutant.held_by} is not there"


def test_each_thing_that_is_played_alike_has_its_mutant():
    from tests.worlds import observe

    assert len(observe.PLAYED) <= 6
    assert {m.breaks.removeprefix("played: ") for m in mutants.PLAYED.values()} == set(observe.PLAYED)


def test_every_function_that_a_mutant_changes_says_so_still():
    from alongside.access import arrange

    text = "\n".join(file.read_text() for file in sorted(arrange.SQL.glob("2_*.sql")))
    for name, mutant in mutants.mutants().items():
        changed = text
        for was, becomes in mutant.functions:
            assert was in changed, f"{name}: the floor no longer says {was!r}"
            changed = changed.replace(was, becomes)
