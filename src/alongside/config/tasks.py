"""Do the background work: sealing the log, and what later comes to it. `alongside run` starts this by itself."""

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> None:
    """Work until asked to stop."""
    from alongside.config.queue import work

    work()
