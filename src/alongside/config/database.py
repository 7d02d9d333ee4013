"""Having a database that answers: a service's own, started if need be, or the one that DATABASE_URL names."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from alongside.config import roles
from alongside.config.command import Stop
from alongside.config.home import Home
from alongside.config.place import CannotRun, Tell
from alongside.config.postgres import Cluster


@contextlib.contextmanager
def answering(tell: Tell) -> Iterator[Home]:
    """The home, with its database answering for as long as this lasts."""
    home = Home()
    if os.environ.get("DATABASE_URL"):
        look_for(home)
        yield home
        return
    with Cluster(home, tell=tell) as cluster:
        arrange(cluster, tell)
        yield home


def arrange(cluster: Cluster, tell: Tell) -> None:
    """See that the embedded cluster holds the service's database and its roles."""
    import psycopg

    home = cluster.home
    found = home.database()
    name = found["name"]
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        if not connection.execute("select 1 from pg_database where datname = %s", (name,)).fetchone():
            tell("Making the database and its roles …")
            newborn(home).touch(mode=0o600)
        roles.create(connection, name, {role: login["password"] for role, login in found["roles"].items()})
        roles.close_the_rest(connection)


def newborn(home: Home) -> Path:
    """The mark of an embedded database that has never held anything; once somebody uses it, it goes."""
    return home.secrets / "newborn"


def look_for(home: Home) -> None:
    """See that a given database can be reached as its owner and is new enough."""
    import psycopg

    try:
        with psycopg.connect(conninfo(home)) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as problem:
        raise CannotRun(f"The database that DATABASE_URL names cannot be reached.\n{problem}") from None
    if version < 150000:
        raise CannotRun(f"Alongside needs PostgreSQL 15 or newer; this one is {version // 10000}.")
    if not home.is_set_up():
        raise Stop("The database that DATABASE_URL names is not set up yet. First: alongside setup")


def conninfo(home: Home, role: str = "owner", database: str | None = None) -> str:
    """How a role of the service connects, its own database or a given one alike."""
    from psycopg.conninfo import make_conninfo

    found = home.database()
    login = found["superuser"] if role == "superuser" else found["roles"][role]
    return make_conninfo(
        "",
        host=found["host"],
        port=found["port"],
        dbname=database or found["name"],
        **found["options"],
        **login,
    )
