"""Make a database of your own ready: DATABASE_URL=postgresql://… alongside setup

DATABASE_URL names the database's owner, or somebody who may make roles. The roles that the pages, sign-in and
tasks use are made where that user may; otherwise what an administrator has to run is put into a private file.
It can be run again at any time.

Then it names the service, its teams and its first two administrators; what options do not say is asked for.
"""

import argparse
import os
import subprocess
import sys

from alongside.config import found, roles
from alongside.config.command import Stop, say
from alongside.config.database import newborn
from alongside.config.home import Home, replace


def arguments(parser: argparse.ArgumentParser) -> None:
    found.arguments(parser)


def run(options: argparse.Namespace) -> int:
    home = Home()
    if os.environ.get("DATABASE_URL"):
        make_roles(home)
    bring_up_to_date()
    newborn(home).unlink(missing_ok=True)  # somebody's service from now on: no demo comes into it
    return name_the_service(options)


def make_roles(home: Home) -> None:
    """The roles of a given database; their passwords stay in the service's secrets."""
    import psycopg
    from psycopg.conninfo import make_conninfo

    given = home.given()
    found = home.database()
    name, login = found["name"], given["login"]
    passwords = {role: kept["password"] for role, kept in found["roles"].items()}
    where = make_conninfo("", host=given["host"], port=given["port"], **given["options"], **login)
    say("Making the roles …")
    try:
        connection = connect(where, name)
    except psycopg.OperationalError as problem:
        raise Stop(f"The database that DATABASE_URL names cannot be reached.\n{problem}") from None
    with connection:
        superuser = connection.execute(
            "select rolsuper from pg_roles where rolname = current_user"
        ).fetchone()
        # A superuser passes over every policy, so it is never the owner: the service gets one of its own.
        own = bool(superuser and superuser[0])
        if own:
            passwords["owner"] = home.own_owner()["password"]
        try:
            roles.create(connection, name, passwords, owner=None if own else login["user"])
        except roles.MayNot as refused:
            file = home.secrets / "roles.sql"
            replace(file, roles.script(refused.statements, passwords).encode())
            raise Stop(
                f"{login['user']} may not make roles. Have an administrator of the server run {file} in the "
                f"database {name} (psql -f), and then run alongside setup again."
            ) from None
    home.set_up(own_owner=own)
    (home.secrets / "roles.sql").unlink(missing_ok=True)


def connect(where: str, name: str) -> "psycopg.Connection":  # type: ignore[name-defined]  # noqa: F821
    """Into the database itself; where it is not there yet, into the server's common one, to make it."""
    import psycopg

    try:
        return psycopg.connect(where, dbname=name, autocommit=True)
    except psycopg.OperationalError as problem:
        if f'"{name}" does not exist' not in str(problem):
            raise
        return psycopg.connect(where, dbname="postgres", autocommit=True)


def bring_up_to_date() -> None:
    """The tables, in a process that alone holds the owner's connection."""
    if subprocess.run([sys.executable, "-m", "alongside", "migrate"]).returncode:
        raise Stop("The tables could not be made.")


def name_the_service(options: argparse.Namespace) -> int:
    """What the service is called and who administers it, in a process that holds the owner's connection."""
    if not (options.service or sys.stdin.isatty()):
        say("The tables are there. Now name the service: alongside setup --help")
        return 0
    words = ["--address", options.address]
    words += ["--service", options.service] if options.service else []
    words += [word for team in options.team for word in ("--team", team)]
    words += [word for one in options.administrator for word in ("--administrator", one)]
    return subprocess.run([sys.executable, "-m", "alongside", "found", *words]).returncode
