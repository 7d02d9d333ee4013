"""Name the service, its teams and sites, and its first two administrators. `alongside setup` asks for it.

    alongside setup --service "Riverside" --team "North @ High Street" --team "South" \\
        --administrator "Ash Reed <ash@example.org>" --administrator "Bo Lane <bo@example.org>"

Each administrator gets a link, shown here once, by which they choose a password within three days. What
options do not say is asked for. It is done once: a service that is there already is left as it is.
"""

import argparse
import sys
from email.utils import parseaddr
from typing import TYPE_CHECKING

from alongside.config.command import Stop, say

if TYPE_CHECKING:
    from alongside.accounts.founding import Administrator

FIRST = 2


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--service", metavar="NAME", help="its name")
    parser.add_argument(
        "--team",
        action="append",
        default=[],
        metavar="'NAME @ SITE'",
        help="a team, and its site if you like",
    )
    parser.add_argument(
        "--administrator", action="append", default=[], metavar="'NAME <EMAIL>'", help="one of the first two"
    )
    parser.add_argument(
        "--address", default="http://127.0.0.1:8000", help="where the pages are, for the links"
    )


def run(options: argparse.Namespace) -> None:
    from alongside.accounts import founding

    if founding.is_founded():
        raise Stop("This service is set up already. Nothing was changed.")
    service = options.service or asked("What is the service called?")
    teams = [
        team_of(text)
        for text in options.team or asked_for_all("A team, as NAME @ SITE (empty line: no more)")
    ]
    given = options.administrator or [asked(f"Administrator {n} of {FIRST}, as NAME <EMAIL>") for n in (1, 2)]
    administrators = [administrator_of(text) for text in given]
    if len({one.email for one in administrators}) < FIRST:
        raise Stop(
            "Two administrators are needed, each with an e-mail address: nobody decides alone who administers."
        )
    if len({name for name, _site in teams}) < len(teams):
        raise Stop("Two teams have the same name.")
    try:
        words = founding.found(service, teams, administrators)
    except founding.AlreadyFounded:
        raise Stop("This service is set up already. Nothing was changed.") from None
    say(f"{service} is set up. Give each administrator their link; it works once, for three days:")
    for email, word in words.items():
        say(f"  {email}  {options.address.rstrip('/')}/welcome/{word}/")


def team_of(text: str) -> tuple[str, str]:
    """North @ High Street."""
    name, _at, site = (part.strip() for part in text.partition("@"))
    if not name:
        raise Stop(f"“{text}” names no team.")
    return name, site


def administrator_of(text: str) -> "Administrator":
    """Ash Reed <ash@example.org>."""
    name, email = parseaddr(text)
    if not name.strip() or "@" not in email or "." not in email.rpartition("@")[2]:
        raise Stop(f"“{text}” should look like: Ash Reed <ash@example.org>")
    from alongside.accounts.founding import Administrator

    return Administrator(name.strip(), email.strip().lower())


def asked(question: str) -> str:
    """An answer from the keyboard."""
    if not sys.stdin.isatty():
        raise Stop("Say it by options: alongside setup --help")
    while True:
        if answer := input(f"{question}: ").strip():
            return answer


def asked_for_all(question: str) -> list[str]:
    """Answers until an empty one."""
    found: list[str] = []
    while sys.stdin.isatty() and (answer := input(f"{question}: ").strip()):
        found.append(answer)
    return found
