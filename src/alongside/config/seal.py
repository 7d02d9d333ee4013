"""Seal the log now, and print the seal: keep it somewhere else."""

import argparse

from alongside.config.command import say


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> None:
    """Seal once."""
    from alongside.access import seals

    number, digest, entries = seals.seal()
    say(f"Seal {number}: {digest} over {entries} entries.")
