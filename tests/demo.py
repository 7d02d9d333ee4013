"""The demo as a second template: told once for the whole run, by its own build, and cloned by each test that asks."""

import contextlib
from collections.abc import Iterator

from tests import ground

NAME = "al_demo_told"
_told = False


def template() -> str:
    """The name of a database in which the demo's stories are told; nobody may connect to it, so that it can be cloned."""
    global _told
    if not _told:
        from alongside.demo import build
        from alongside.demo.stories import ALL

        with ground.clone() as house, _roles_of_the_template():
            told = build.service()
            for story in ALL:
                story.tell(told)
            build.end_sessions(told.tokens)
            _keep(house)
        _told = True
    return NAME


@contextlib.contextmanager
def _roles_of_the_template() -> Iterator[None]:
    """A clone has no roles of its own: they carry the name of the database that it was cloned from."""
    from alongside.access import arrange

    arrange.role, was = (lambda connection, name: f'"{ground.TEMPLATE}_{name}"'), arrange.role
    try:
        yield
    finally:
        arrange.role = was


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
