"""Play pairs of worlds that differ only in what a viewer may not see, and say where an answer tells them apart.

Runs from a checkout, beside whose tests it lies; an installed Alongside has none. A run that was stopped goes on where it
was (build/worlds/). With --mutants something is broken on purpose, one thing after the other, and each must be noticed.
"""

import argparse
import importlib
import sys
from pathlib import Path

import alongside


def arguments(parser: argparse.ArgumentParser) -> None:
    """How long, from which seed, and whether to meet the mutants."""
    parser.add_argument("--pairs", type=int, default=1_000, metavar="N", help="how many pairs (1000)")
    parser.add_argument("--minutes", type=float, default=600.0, metavar="M", help="at most so long")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="where to begin (1)")
    parser.add_argument(
        "--mutants", action="store_true", help="break one thing after another, and see that it is noticed"
    )
    parser.add_argument(
        "--only", default="", metavar="WORDS", help="with --mutants: those whose name holds these words"
    )


def run(options: argparse.Namespace) -> int:
    """Do it; 1 where worlds were told apart, or a mutant was not."""
    from alongside.config.command import Stop

    root = Path(alongside.__file__).resolve().parents[2]
    if not (root / "tests" / "worlds" / "running.py").is_file():
        raise Stop(
            "the pairs of worlds are part of a checkout of Alongside, and this is an installed one. Get the source first."
        )
    sys.path.insert(0, str(root))
    running = importlib.import_module("tests.worlds.running")
    with running.service():
        if options.mutants:
            return int(running.all_mutants(options.seed, options.only))
        return int(running.pairs(options.pairs, options.minutes, options.seed))
