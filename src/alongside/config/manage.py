"""Django's own commands, for developers: alongside manage makemigrations care.

Where the service has a database, it answers while the command runs.
ALONGSIDE_ROLE=owner gives the owner's connection.
"""

import argparse
import contextlib
from typing import Any

from alongside.config.command import say
from alongside.config.home import Home


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="…")


def run(options: argparse.Namespace) -> None:
    from django.core.management import execute_from_command_line

    from alongside.config.database import answering

    database: contextlib.AbstractContextManager[Any] = (
        answering(say) if Home().has_database() else contextlib.nullcontext()
    )
    with database:
        execute_from_command_line(["alongside manage", *options.rest])
