"""Put the demo's made-up people into a new, empty database, and mark it as a demo.

The mark is written here and nowhere else. A database that holds anybody who is not of the demo is refused; a demo that was
killed while it was being told goes on where it was.
"""

import argparse
import contextlib
import secrets
from collections.abc import Iterator
from typing import Any

from alongside.config.command import Stop, say


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> None:
    """Make the service, its staff, and the people, each by the actions that pages call."""
    from django.db import connections

    from alongside.access.arrange import as_gate
    from alongside.demo.stories import ALL

    owner = connections["owner"]
    already = begin(owner)
    with sessions(owner) as told:
        for story in ALL:
            name = story.__name__.rpartition(".")[2]
            if name in already:
                continue
            say(f"  {(story.__doc__ or '').splitlines()[0]}")
            story.tell(told)
            with as_gate(owner) as cursor:
                cursor.execute(
                    "update access.birth set told = told || %s::text, told_at = clock_timestamp()", [name]
                )


def begin(owner: Any) -> list[str]:
    """Staff, teams and seats, in one transaction; or what was told before, with the half-told story taken away."""
    from django.db import transaction

    from alongside.access.arrange import as_gate

    with transaction.atomic(using="owner"), as_gate(owner) as cursor:
        cursor.execute("select demo, told, coalesce(told_at, born_at) from access.birth")
        birth = cursor.fetchone()
        if birth is None:
            cursor.execute("select exists (select from access.staff)")
            if cursor.fetchone()[0]:
                raise Stop("This database is in use already; the demo is only for a new one.")
            make_service(cursor)
            return []
        if not birth[0]:
            raise Stop("This database is a service's own; the demo is only for a new one.")
        # Whoever belongs to a story that was cut off is opened by nobody any more; the story is told anew.
        cursor.execute(
            "update access.grant set ended_at = access.clock(), ended_why = 'the demo was cut off' "
            "where ended_at is null and folder in (select id from access.folder where made_at > %s)",
            [birth[2]],
        )
        # Nor by whoever is on duty for the team.
        cursor.execute("update access.folder set team = null where made_at > %s", [birth[2]])
        # And what it passed to the desk or to a colleague.
        for gone in (
            "access.instruction_read where instruction in (select i.id from access.instruction i join access.decision d "
            "on d.id = i.decision where d.at > %s)",
            "access.instruction where decision in (select id from access.decision where at > %s)",
            "access.decision where at > %s",
            "access.worry_about where worry in (select id from access.worry where at > %s)",
            "access.worry where at > %s",
            "access.passed where at > %s",
            "access.script_asked where asked_at > %s",
            "access.meeting where made_at > %s",
            "access.away where recorded_at > %s",
        ):
            cursor.execute(f"delete from {gone}", [birth[2]])
        return list(birth[1])


def make_service(cursor: Any) -> None:
    """Write who works here, in which teams, in which seats."""
    from alongside.accounts.models import User
    from alongside.demo.staff import SEATS, SERVICE, STAFF, TEAMS

    def new(sql: str, *values: Any) -> int:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]

    long_ago = "access.clock() - interval '800 days'"
    cursor.execute(
        "insert into access.birth (demo, service, born_at) values (true, %s, access.clock())", [SERVICE]
    )
    site = "insert into access.site (id, name) values (access.new_id(), %s) returning id"
    sites = {name: new(site, name) for name in sorted(set(TEAMS.values()))}
    team = "insert into access.team (id, site, name) values (access.new_id(), %s, %s) returning id"
    teams = {name: new(team, sites[at], name) for name, at in TEAMS.items()}
    staff: dict[str, int] = {}
    for nth, worker in enumerate(STAFF):
        staff[worker.name] = new(
            "insert into access.staff (id, name, job, administrator, joined_at) "
            f"values (access.new_id(), %s, %s, %s, {long_ago} + %s * interval '1 day') returning id",
            worker.name,
            worker.job,
            worker.administrator,
            nth,
        )
        cursor.execute(
            "insert into access.team_member (id, team, staff, leads, starts) "
            f"values (access.new_id(), %s, %s, %s, {long_ago})",
            [teams[worker.team], staff[worker.name], worker.leads],
        )
    for name, (kind, of_team) in SEATS.items():
        seat = new(
            "insert into access.seat (id, kind, team, name) values (access.new_id(), %s, %s, %s) returning id",
            kind,
            teams.get(of_team or ""),
            name,
        )
        for worker in STAFF:
            if name in worker.seats:
                cursor.execute(
                    "insert into access.seat_holding (id, seat, staff, starts) "
                    f"values (access.new_id(), %s, %s, {long_ago})",
                    [seat, staff[worker.name]],
                )
    for worker in STAFF:
        if not User.objects.filter(email=worker.email).exists():
            User.objects.create_user(worker.email, staff[worker.name])
        User.objects.filter(email=worker.email).update(staff=staff[worker.name])


@contextlib.contextmanager
def sessions(owner: Any) -> Iterator[Any]:
    """A session for each of the staff, for as long as the stories take."""
    from alongside.access.arrange import as_gate
    from alongside.demo.telling import Told

    with as_gate(owner) as cursor:
        cursor.execute(
            "select s.id, s.name, (select m.team from access.team_member m where m.staff = s.id limit 1) from access.staff s"
        )
        rows = cursor.fetchall()
        tokens = {name: secrets.token_bytes(32) for _, name, _ in rows}
        for staff, name, _ in rows:
            cursor.execute(
                "insert into access.session (hash, staff, opened_at, seen_at, until) "
                "values (sha256(%s), %s, access.clock(), access.clock(), access.clock() + interval '1 hour')",
                [tokens[name], staff],
            )
    try:
        yield Told(
            {name: staff for staff, name, _ in rows}, {name: team for _, name, team in rows}, tokens, owner
        )
    finally:
        with as_gate(owner) as cursor:
            for token in tokens.values():
                cursor.execute(
                    "update access.session set ended_at = access.clock() where hash = sha256(%s)", [token]
                )
