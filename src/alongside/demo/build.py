"""Put the demo's made-up people into a new, empty database, and mark it as a demo. The mark is written here and nowhere else.

Asked of a database that holds anybody already, it refuses.
"""

import argparse
import secrets
from typing import Any

from alongside.config.command import Stop, say


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> None:
    """Make the service, its staff, and the people, each by the actions that pages call."""
    from alongside.demo.stories import ALL

    told = service()
    for story in ALL:
        say(f"  {(story.__doc__ or '').splitlines()[0]}")
        story.tell(told)
    end_sessions(told.tokens)


def service() -> Any:
    """Staff, teams, seats and a session for each, as owner; all in one transaction, so that a killed demo leaves nothing."""
    from django.db import connections, transaction

    from alongside.access.arrange import as_gate
    from alongside.accounts.models import User
    from alongside.demo.staff import SEATS, SERVICE, STAFF, TEAMS
    from alongside.demo.telling import Told

    owner = connections["owner"]
    ids: dict[str, int] = {}
    tokens: dict[str, bytes] = {}
    with transaction.atomic(using="owner"), as_gate(owner) as cursor:

        def new(sql: str, *values: Any) -> int:
            cursor.execute(sql, values)
            return cursor.fetchone()[0]

        cursor.execute("select exists (select from access.staff), exists (select from access.birth)")
        if any(cursor.fetchone()):
            raise Stop("This database is in use already; the demo is only for a new one.")
        cursor.execute(
            "insert into access.birth (demo, service, born_at) values (true, %s, access.clock())", [SERVICE]
        )
        sites = {
            name: new("insert into access.site (id, name) values (access.new_id(), %s) returning id", name)
            for name in set(TEAMS.values())
        }
        teams = {
            name: new(
                "insert into access.team (id, site, name) values (access.new_id(), %s, %s) returning id",
                sites[site],
                name,
            )
            for name, site in TEAMS.items()
        }
        for nth, worker in enumerate(STAFF):
            ids[worker.name] = new(
                "insert into access.staff (id, name, job, administrator, joined_at) "
                "values (access.new_id(), %s, %s, %s, access.clock() - interval '800 days' + %s * interval '1 day') returning id",
                worker.name, worker.job, worker.administrator, nth,
            )  # fmt: skip
            cursor.execute(
                "insert into access.team_member (id, team, staff, leads, starts) "
                "values (access.new_id(), %s, %s, %s, access.clock() - interval '800 days')",
                [teams[worker.team], ids[worker.name], worker.leads],
            )
            tokens[worker.name] = secrets.token_bytes(32)
            cursor.execute(
                "insert into access.session (hash, staff, opened_at, seen_at, until) "
                "values (sha256(%s), %s, access.clock(), access.clock(), access.clock() + interval '1 hour')",
                [tokens[worker.name], ids[worker.name]],
            )
        for name, (kind, team) in SEATS.items():
            seat = new(
                "insert into access.seat (id, kind, team, name) values (access.new_id(), %s, %s, %s) returning id",
                kind,
                teams.get(team or ""),
                name,
            )
            for worker in STAFF:
                if name in worker.seats:
                    cursor.execute(
                        "insert into access.seat_holding (id, seat, staff, starts) "
                        "values (access.new_id(), %s, %s, access.clock() - interval '800 days')",
                        [seat, ids[worker.name]],
                    )
    for worker in STAFF:
        User.objects.create_user(worker.email, ids[worker.name])
    return Told(ids, {w.name: teams[w.team] for w in STAFF}, tokens)


def end_sessions(tokens: dict[str, bytes]) -> None:
    """The story-teller's sessions end with the story."""
    from django.db import connections

    from alongside.access.arrange import as_gate

    with as_gate(connections["owner"]) as cursor:
        for token in tokens.values():
            cursor.execute(
                "update access.session set ended_at = access.clock() where hash = sha256(%s)", [token]
            )
