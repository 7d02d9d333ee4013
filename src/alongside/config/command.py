"""The `alongside` command.

To add a sub-command: write a module with

    def arguments(parser):        # an argparse.ArgumentParser of its own; the module's docstring is its help
    def run(options):             # returns nothing, or an exit code; raises Stop("…") to end with a message

and add its line to COMMANDS below. `needs` says what is there when `run` is called:

    "nothing"   nothing: Django is not set up, no database is looked for
    "django"    Django is set up; the database may be away
    "database"  the database answers as well (its own is started if need be, and then stopped afterwards)

A module whose deeds need different things says so itself, by `def needs(options):` with one of these words.

`role` is the connection that the process holds besides those of the pages: "app" (none), "task" or "owner".
Only the module that was asked for is imported, so that `alongside --help` is quick.
"""

import argparse
import contextlib
import importlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """One line of the table: where a sub-command lives, what it does in a line, and what it needs."""

    module: str
    help: str
    needs: str = "nothing"
    role: str = "app"


COMMANDS = {
    "run": Command("alongside.config.run", "start everything and serve it on 127.0.0.1"),
    "setup": Command(
        "alongside.config.setup", "make the roles and tables in a database of your own (DATABASE_URL)"
    ),
    "migrate": Command(
        "alongside.config.migrate", "bring the database up to this version", "database", "owner"
    ),
    "demo": Command(
        "alongside.demo.build", "put made-up people into a new, empty database", "database", "owner"
    ),
    "assets": Command("alongside.config.assets", "build the style sheets and scripts"),
    "backup": Command("alongside.config.backup", "write everything that was told into one file"),
    "restore": Command("alongside.config.restore", "put a backup into an empty database"),
    "tasks": Command(
        "alongside.config.tasks", "do the background work (`run` starts it by itself)", "database", "task"
    ),
    "seal": Command("alongside.config.seal", "seal the log now", "database", "task"),
    "audit": Command(
        "alongside.config.audit", "look whether the log is as it was sealed", "database", "owner"
    ),
    "found": Command(
        "alongside.config.found", "name the service and its first administrators", "database", "owner"
    ),
    "guide": Command(
        "alongside.config.guide_files",
        "look after the Guide's files: check, export, print, import, references",
        "django",
    ),
    "routes": Command("alongside.web.routes", "list every page, and what it opens", "django"),
    "import-people": Command(
        "alongside.config.import_people", "bring in a list of people from a CSV file", "database"
    ),
    "import-networks": Command(
        "alongside.config.import_networks", "bring in networks from egos, alters and ties files", "database"
    ),
    "network-measures": Command(
        "alongside.config.network_measures", "write the measures of every network in sight as CSV", "database"
    ),
    "worlds": Command(
        "alongside.config.worlds", "look for what an answer tells of what is hidden (from a checkout)"
    ),
    "manage": Command("alongside.config.manage", "Django's own commands, for developers"),
}


class Stop(Exception):
    """End the command with this message and exit code 1."""


def main(argv: list[str] | None = None) -> int:
    """Run one sub-command; what people can mend is said in a line, never as a trace of calls."""
    words = sys.argv[1:] if argv is None else argv
    if argv is None and words[:1] != ["manage"]:
        from alongside.config import logs

        logs.take_over()
    if words and words[0] == "manage":
        return _run("manage", argparse.Namespace(rest=words[1:]))  # Django reads its own options
    parser = argparse.ArgumentParser(
        prog="alongside", description="Runs and looks after one service's Alongside."
    )
    subs = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    asked = next((word for word in words if not word.startswith("-")), None)
    for name, command in COMMANDS.items():
        sub = subs.add_parser(name, help=command.help, formatter_class=argparse.RawDescriptionHelpFormatter)
        if name == asked:
            module = importlib.import_module(command.module)
            sub.description = (module.__doc__ or command.help).strip()
            module.arguments(sub)
    options = parser.parse_args(words)
    return _run(options.command, options)


def _run(name: str, options: argparse.Namespace) -> int:
    from alongside.config.home import BadAddress
    from alongside.config.place import CannotRun

    command = COMMANDS[name]
    module = importlib.import_module(command.module)
    needs = module.needs(options) if hasattr(module, "needs") else command.needs
    try:
        with _ready(needs, command.role):
            return module.run(options) or 0
    except (Stop, CannotRun, BadAddress) as problem:
        print(f"alongside {name}: {problem}", file=sys.stderr)
    except PermissionError as problem:
        whose = "Is ALONGSIDE_HOME somebody else's folder?"
        print(f"alongside {name}: {problem.filename} is closed to this user. {whose}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


@contextlib.contextmanager
def _ready(needs: str, role: str) -> Iterator[None]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    if role != "app":
        os.environ["ALONGSIDE_ROLE"] = role
    with contextlib.ExitStack() as stack:
        if needs == "database":
            from alongside.config.database import answering

            stack.enter_context(answering(say))
        if needs != "nothing":
            import django

            django.setup()
        yield


def say(line: str) -> None:
    """A line of progress, at once."""
    print(line, flush=True)
