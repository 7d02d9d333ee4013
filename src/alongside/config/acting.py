"""Whom a command acts as: the colleague named by --as; without one, the administrator who has been here longest."""

import argparse
import contextlib
from collections.abc import Iterator

from alongside.access.viewer import Viewer
from alongside.config.command import Stop


def argument(parser: argparse.ArgumentParser) -> None:
    """The --as of every command that reads or writes what people told."""
    parser.add_argument(
        "--as",
        dest="who",
        metavar="WHO",
        help="the member of staff, by e-mail address or name (default: the first administrator)",
    )


@contextlib.contextmanager
def acting(options: argparse.Namespace, command: str) -> Iterator[Viewer]:
    """Be that colleague, with their own grants, for one transaction."""
    from alongside.accounts.commands import as_staff

    with as_staff(options.who or _first_administrator(), command=command) as by:
        yield by


def _first_administrator() -> str:
    from alongside.access import folders
    from alongside.accounts.commands import NobodyCalled, as_staff
    from alongside.accounts.models import User

    emails = dict(User.objects.filter(is_active=True).values_list("staff", "email"))
    for email in emails.values():
        try:
            with as_staff(email, command="who"):
                found = folders.rows(
                    "select id from access.colleagues() where administrator and left_at is null order by joined_at, id"
                )
        except NobodyCalled:
            continue
        first = next((row["id"] for row in found if row["id"] in emails), None)
        return emails[first] if first else _nobody()
    return _nobody()


def _nobody() -> str:
    raise Stop("There is no administrator here yet. Say with --as who this is done as.")
