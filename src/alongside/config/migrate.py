"""Bring the database up to this version: its tables, policies, keys and rights.

Nothing is done where it is up to date. It can be killed and run again.
"""

import argparse

from alongside.config.command import say


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="say nothing where there is nothing to do")


def run(options: argparse.Namespace) -> None:
    from django.db import connections

    from alongside.access import upgrade

    if upgrade.found(connections["owner"]) == upgrade.wanted():
        upgrade.after(connections["owner"])
        if not options.quiet:
            say("The database is up to date.")
        return
    say("Bringing the database up to this version …")
    upgrade.upgrade(verbosity=0)
