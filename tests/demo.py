"""The demo as a second template: told once for the whole run, by its own build, and cloned by each test that asks."""

import argparse
import contextlib
from collections.abc import Iterator

from tests import ground

NAME = f"{ground.TEMPLATE}_demo_told"
_told = False


def template() -> str:
    """The name of a database in which the demo's stories are told; nobody may connect to it, so that it can be cloned."""
    global _told
    if not _told:
        from alongside.demo import build

        with ground.clone() as house:
            build.run(argparse.Namespace())
            _keep(house)
        _told = True
    return NAME


def _keep(house: ground.House) -> None:
    """Copy what was told under the template's own name; a source that is being copied must have no connections."""
    from django.db import connections

    for alias in connections:
        connections[alias].close()
    house.close()
    with ground.superuser("postgres") as connection:
        connection.execute(f'create database "{NAME}" template "{house.name}" strategy file_copy')
        connection.execute(f'alter database "{NAME}" allow_connections false')


@contextlib.contextmanager
def clone() -> Iterator[ground.House]:
    """A service of twelve staff and some forty persons, in a database of its own."""
    with ground.clone(template=template()) as house:
        yield house


def staff(house: ground.House, name: str) -> int:
    """One of the demo's staff, by name."""
    return house.sql.execute("select id from access.staff where name = %s", (name,)).fetchone()[0]
