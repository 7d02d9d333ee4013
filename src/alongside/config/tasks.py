"""Do the background work: sealing the log, and what later comes to it. `alongside run` starts this by itself."""

import argparse
import contextlib


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> None:
    """Work until asked to stop."""
    from threading import Thread

    from alongside.config.queue import work

    # Beside the work, once for each version of the Guide's files: pages only hand out what is made.
    Thread(target=print_the_guide, daemon=True).start()
    work()


def print_the_guide() -> None:
    """Make the Guide's PDF, unless it is there or this machine cannot."""
    from alongside.guide import printing
    from alongside.guide.content import guide
    from alongside.web import pdf

    with contextlib.suppress(pdf.NoPango, printing.BeingMade, OSError):
        printing.whole(guide())
