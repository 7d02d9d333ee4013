"""Every statement of the pages of a walk through a record: how many there are, and that none reads a folder table whole.

The pages are asked for in a process of their own, as the web's role, by two viewers; each statement is explained in the
same transaction just before it runs. What the definer functions do inside is seen by the tables' own counts of whole
reads, which are looked at besides.

    python -m bench --only walk
"""

import contextlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from bench.ground import Ground, Service
from bench.web import address, environment, result, signed_in

WALK = {
    "person": "person page", "today": "Today", "find": "search by name", "people": "list of people",
    "map": "map: who is in the room", "map_look": "map", "plan": "plan", "contacts": "contacts", "reviews": "reviews",
    "details": "details", "ways": "ways to reach them", "choices": "choices", "referral": "how they came",
    "maps": "maps that were kept",
}  # fmt: skip
"""The pages by name; those of the issue's table come first."""
FULL = {"today of a worker with 100 people": Service.many, "today on duty for 3,000 folders": Service.duty}
"""Today for those for whom much stands there."""
COUNTED = {"person": 15, "today": 15} | dict.fromkeys(FULL, 15)
PERSONS = 3  # each page is asked for about so many, and must do the same for each


def all_rows(ground: Ground, persons: int) -> Iterator[dict[str, Any]]:
    """One row for the plans, one for the number of queries of each page that has a limit."""
    service = ground.service(persons)
    found = walked(service)
    whole = {page: sorted({t for one in seen for t in one["whole"]}) for page, seen in found["pages"].items()}
    faults = [f"{WALK.get(page, page)}: {', '.join(tables)}" for page, tables in whole.items() if tables]
    listed = {table for tables in whole.values() for table in tables}
    faults += [
        f"inside a function: {table}"
        for table in found["whole"]
        if table.removeprefix("public.") not in listed
    ]
    statements = sum(one["statements"] for seen in found["pages"].values() for one in seen)
    yield result(
        f"tables of folders read whole by {len(found['pages'])} pages of the walk, {persons:,} persons",
        "none",
        "; ".join(faults) or f"none in {statements} statements",
        not faults,
        "walk",
    )
    for page, most in COUNTED.items():
        counts = [one["statements"] for one in found["pages"][page]]
        same = "each time" if len(set(counts)) == 1 else "not fixed"
        yield result(
            f"queries of {WALK.get(page, page)}",
            f"fixed, ≤ {most}",
            f"{max(counts)}, {same}",
            max(counts) <= most and len(set(counts)) == 1,
            f"queries of {page}",
        )


def walked(service: Service) -> dict[str, Any]:
    """What the walk found, from its own process; tables are counted here, where all of them can be seen."""
    # Both hold the first few people; one is assigned fifty, the other fifteen.
    cookies = [signed_in(service, staff) for staff in (service.worker(0), service.narrow, *FULL.values())]
    both = {page: [(who, path) for who in (0, 1) for path in paths(service, page)] for page in WALK}
    full = {page: [(2 + n, path) for path in paths(service, "today")] for n, page in enumerate(FULL)}
    asked = {"cookies": cookies, "pages": both | full}
    before = reads(service)
    process = subprocess.run(
        [sys.executable, "-m", "bench.walk"],
        env=environment(service),
        input=json.dumps(asked),
        text=True,
        stdout=subprocess.PIPE,
        check=True,
    )
    time.sleep(1.5)  # a session's counts come out when it ends
    after = reads(service)
    found = json.loads(process.stdout)
    # Tables of `access` are small in staff and teams; folders and grants are as many as there are people.
    found["whole"] = [table for table, count in after.items() if count > before[table]]
    return found


def paths(service: Service, page: str) -> list[str]:
    """The addresses of one page: about three people, or the one that there is."""
    from django.urls import reverse

    from alongside.web.registry import PAGES

    if page not in PAGES:
        raise LookupError(f"bench/walk.py: there is no page {page}")
    if "<handle:" not in PAGES[page].route:
        return [reverse(page)] * PERSONS
    return [address(service, page, person) for person in range(PERSONS)]


def reads(service: Service) -> dict[str, int]:
    """How often each large table was read whole."""
    with service.ground.connect(service.name) as connection:
        rows = connection.execute(
            "select schemaname || '.' || relname, seq_scan from pg_stat_user_tables "
            "where schemaname = 'public' and relname ~ '^(people|ties|care)_' "
            "or schemaname = 'access' and relname in ('folder', 'grant')"
        )
        return dict(rows.fetchall())


# In the process of the pages ---------------------------------------------------------------------------------------


def main() -> None:
    """Ask for each page, explain what it sends, and write what was found as JSON."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from alongside.access import arrange

    asked = json.load(sys.stdin)
    settings.ALLOWED_HOSTS.append("testserver")
    clients = []
    for cookie in asked["cookies"]:
        clients.append(Client())
        clients[-1].cookies[settings.SESSION_COOKIE_NAME] = cookie
        clients[-1].get(reverse("today"))  # what a process asks once in its life is not a page's
    tables = {model._meta.db_table for model in arrange.folder_models()}
    found: dict[str, list[dict[str, Any]]] = {}
    for page, addresses in asked["pages"].items():
        found[page] = [seen(clients[who], page, address, tables) for who, address in addresses]
    json.dump({"pages": found}, sys.stdout)


def seen(client: Any, page: str, address: str, tables: set[str]) -> dict[str, Any]:
    """One answer: how many statements it took, and the folder tables that a plan reads whole."""
    from django.db import connections

    whole: set[str] = set()
    sent: list[str] = []

    def explained(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        sent.append(sql)
        if re.match(r"\s*(select|with)\b", sql, re.I) and not many:
            with context["connection"].connection.cursor() as cursor:
                cursor.execute(f"explain (format json) {sql}", params)
                whole.update(read_whole(cursor.fetchone()[0][0]["Plan"]) & tables)
        return execute(sql, params, many, context)

    def counted(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with contextlib.ExitStack() as stack:
        stack.enter_context(connections["default"].execute_wrapper(explained))
        stack.enter_context(connections["authn"].execute_wrapper(counted))
        answer = client.post(address, {"who": "Ash"}) if page == "find" else client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{page} answered {answer.status_code}")
    return {"statements": len(sent), "whole": sorted(whole)}


def read_whole(plan: dict[str, Any]) -> set[str]:
    """The tables under a sequential scan, at any depth of a plan."""
    found = {plan["Relation Name"]} if plan["Node Type"] == "Seq Scan" else set()
    for below in plan.get("Plans", ()):
        found |= read_whole(below)
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    main()
