"""Whether the floor is sound: asked before the first page is served, and by /healthz ever after."""

import logging
from functools import lru_cache
from pathlib import Path

from django.db import connections

from alongside.access import folders, upgrade, viewer

log = logging.getLogger(__name__)
CLOCK = Path(__file__).parent / "sql" / "0_clock.sql"


class NotSound(RuntimeError):
    """The pages' role could get round the rule, or the database is not this version's: nothing is served."""


@lru_cache
def clock_body() -> str:
    """What the one clock consists of in production; tests put another in its place."""
    return CLOCK.read_text().split("$$")[1]


@lru_cache
def version() -> str:
    """This version's mark; it is worked out once."""
    return upgrade.wanted()


def faults() -> list[str]:
    """The classes of fault, without detail: roles, clock, version. Asked while a viewer is open."""
    found = []
    if folders.call("select access.floor_is_sound()"):
        found.append("roles")
    if folders.call("select prosrc from pg_proc where oid = 'access.clock()'::regprocedure") != clock_body():
        found.append("clock")
    if upgrade.found(connections[viewer.ALIAS]) != version():
        found.append("version")
    return found


def keeps_large_objects() -> bool:
    """May the pages' role keep bytes outside every table? Setup ends it, where it may; a given server's owner may not."""
    return folders.call(
        "select exists (select from pg_proc where pronamespace = 'pg_catalog'::regnamespace "
        "and starts_with(proname, 'lo_') and has_function_privilege(oid, 'execute'))"
    )


def refuse_unless_sound() -> None:
    """Raise where anything is wrong, or cannot be looked at: a process that cannot tell does not serve."""
    with viewer.opened(None, route="start"):
        found = faults()
        details = folders.call("select access.floor_is_sound()")
        if keeps_large_objects():
            log.warning(
                "The pages' role may keep large objects, which no policy reaches. A superuser of this server can end it:"
                " in this database, revoke execute on every function of pg_catalog whose name begins with lo from public."
            )
    if found:
        raise NotSound(f"Alongside does not serve: {', '.join(found)}. {'; '.join(details)}")
