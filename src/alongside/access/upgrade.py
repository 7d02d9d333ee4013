"""Bringing a database up to this version: migrations as `owner`, then the arrangement of policies, keys and rights.

The process runs with ALONGSIDE_ROLE=owner, which alone gives it the owner's connection.
"""

import hashlib
from collections.abc import Callable
from importlib import resources
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from alongside.access import arrange, likeness

AFTER: list[Callable[[Any], None]] = []
"""What the owner brings up to date besides, from the files of this version; each does nothing where nothing has changed."""


def wanted() -> str:
    """A mark of what this version's database is: its migrations and the text of the arrangement."""
    loader = MigrationLoader(None)
    parts = [f"{app}.{name}" for app, name in sorted(loader.graph.leaf_nodes())]
    parts += [f"{m._meta.db_table}:{','.join(m.lies_in)}" for m in arrange.folder_models()]
    parts += [
        f.read_text()
        for f in sorted((resources.files("alongside.access") / "sql").iterdir(), key=lambda f: f.name)
    ]
    parts += [arrange.compared(), repr(likeness.WEIGHTS | likeness.LIMITS)]
    parts.append((resources.files("alongside.access") / "arrange.py").read_text())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def found(connection: Any) -> str:
    """The mark that the last upgrade left."""
    with connection.cursor() as cursor:
        cursor.execute("select obj_description('access'::regnamespace, 'pg_namespace')")
        return (cursor.fetchone() or [None])[0] or ""


def upgrade(verbosity: int = 0) -> None:
    """Migrate and arrange; safe to run again, and again after it was killed."""
    apps.check_apps_ready()
    connection = connections["owner"]
    call_command("migrate", database="owner", verbosity=verbosity, interactive=False)
    arrange.arrange(connection)
    with connection.cursor() as cursor:
        # Last of all, so that a killed upgrade is done again.
        cursor.execute(f"comment on schema access is '{wanted()}'")
    after(connection)


def after(connection: Any) -> None:
    """Bring up to date what follows from files rather than from migrations."""
    for each in AFTER:
        each(connection)
