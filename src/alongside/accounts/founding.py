"""The birth of a service: name, sites and teams, and the first two administrators. Done once, as owner."""

from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction

from alongside.access.arrange import as_gate
from alongside.access.ids import new_id
from alongside.accounts import actions


class AlreadyFounded(Exception):
    """This database has had its birth."""


@dataclass(frozen=True)
class Administrator:
    """One of the first two."""

    name: str
    email: str


def is_founded() -> bool:
    """Is there a service in this database?"""
    with as_gate(connections["owner"]) as cursor:
        cursor.execute("select exists (select from access.birth) or exists (select from access.staff)")
        return bool(cursor.fetchone()[0])


def found(service: str, teams: list[tuple[str, str]], administrators: list[Administrator]) -> dict[str, str]:
    """Make it, whole or not at all. `teams` are names with a site (or ""). Returns the words of the links."""
    if is_founded():
        raise AlreadyFounded
    with transaction.atomic(using="owner"), as_gate(connections["owner"]) as cursor:
        cursor.execute(
            "insert into access.birth (demo, service, born_at) values (false, %s, access.clock())", [service]
        )
        _teams(cursor, teams)
        people = {new_id(): one for one in administrators}
        for number, one in people.items():
            cursor.execute(
                "insert into access.staff (id, name, administrator, joined_at)"
                " values (%s, %s, true, access.clock())",
                [number, one.name],
            )
        return {one.email: actions.invite(staff=number, email=one.email) for number, one in people.items()}


def _teams(cursor: Any, teams: list[tuple[str, str]]) -> None:
    sites = {site: new_id() for _team, site in teams if site}
    for site, number in sites.items():
        cursor.execute("insert into access.site (id, name) values (%s, %s)", [number, site])
    for team, site in teams:
        cursor.execute(
            "insert into access.team (id, site, name) values (%s, %s, %s)", [new_id(), sites.get(site), team]
        )
