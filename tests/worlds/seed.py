"""Two databases of the migrated template, and how a world is put into one of them in a single call.

Rows are written by the superuser, past every policy: whatever the pages then show, they show by the pages' own log-ins,
with real commits. The clock stands, and ids are drawn from the word of the request (`access.played`), so that a world
answers the same request with the same bytes.
"""

import contextlib
import itertools
import json
import os
from collections.abc import Iterator
from functools import cache
from typing import Any

import psycopg

from tests import ground

_numbers = itertools.count(1)

# An id that follows from the request's word and from how many were drawn since the transaction began.
PLAYED = """
    create table access.played (one boolean primary key default true, word text not null);
    insert into access.played (word) values ('');
    create or replace function access.new_id() returns bigint
    language plpgsql volatile security definer set search_path = pg_catalog
    as $$
    declare n integer := coalesce(nullif(current_setting('alongside.drawn', true), ''), '0')::integer + 1;
    begin
        perform set_config('alongside.drawn', n::text, true);
        return hashtextextended((select word from access.played) || '/' || n, 0) & 9223372036854775807;
    end $$;
    alter table access.played owner to {gate};
    create schema gone;
    create or replace function public.keep_gone(world jsonb) returns void
    language plpgsql as $$
    declare name text; rows jsonb; columns text;
    begin
        for name, rows in select * from jsonb_each(world) loop
            select string_agg(quote_ident(k), ', ') into columns from jsonb_object_keys(rows -> 0) k;
            execute format('create table gone.%I as select %s from jsonb_populate_recordset(null::%s, $1)',
                           name, columns, name) using rows;
        end loop;
    end $$;
    create or replace function public.seed_world(world jsonb, wiped text[]) returns void
    language plpgsql as $$
    declare name text; rows jsonb; columns text;
    begin
        -- What is deleted takes room, by which plans are chosen: how pages read rows may not hang on earlier worlds.
        execute (select 'truncate ' || string_agg(w, ', ') from unnest(wiped) w where w like 'public.%');
        foreach name in array wiped loop
            if name not like 'public.%' then execute 'delete from ' || name; end if;
        end loop;
        for name, columns in
            select c.relname, string_agg(quote_ident(a.attname), ', ')
              from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
             where c.relnamespace = 'gone'::regnamespace and c.relkind = 'r' group by c.relname order by c.relname
        loop
            execute format('insert into %s (%s) overriding system value select %s from gone.%I', name, columns, columns, name);
        end loop;
        for name, rows in select * from jsonb_each(world) loop
            select string_agg(quote_ident(k), ', ') into columns from jsonb_object_keys(rows -> 0) k;
            execute format('insert into %s (%s) overriding system value select %s from jsonb_populate_recordset(null::%s, $1)',
                           name, columns, columns, name) using rows;
        end loop;
        for name in select c.relname from pg_class c where c.relnamespace = 'gone'::regnamespace and c.relkind = 'r' loop
            execute format('delete from %s where folder = any($1)', name) using {gone}::bigint[];
        end loop;
    end $$;
    revoke all on function public.seed_world(jsonb, text[]), public.keep_gone(jsonb) from public;
"""


@contextlib.contextmanager
def databases(number: int = 2, template: str = ground.TEMPLATE) -> Iterator[list[str]]:
    """Databases of their own, dropped afterwards."""
    from django.db import connections

    ground.cluster()
    connections.close_all()
    names = [f"al_world_{os.getpid()}_{next(_numbers)}" for _ in range(number)]
    with ground.superuser("postgres") as connection:
        for name in names:
            connection.execute(f'create database "{name}" template "{template}" strategy file_copy')
            connection.execute(f'revoke all on database "{name}" from public')
            logins = ", ".join(f'"{ground.TEMPLATE}_{role}"' for role in ground.LOGINS)
            connection.execute(f'grant connect on database "{name}" to {logins}')
            # Small tables would be read whole, and a hidden row be counted among those touched: read by index, as at size.
            connection.execute(f'alter database "{name}" set enable_seqscan = off')
    for name in names:
        with ground.superuser(name) as connection:
            connection.execute(
                PLAYED.format(gate=f'"{ground.TEMPLATE}_gate"', gone=f"'{{{{{','.join(map(str, GONE))}}}}}'")
            )
            connection.execute("select public.keep_gone(%s::jsonb)", (json.dumps(once(), default=_plain),))
            for table in tables(connection):
                # A run at a moment of its own would analyse one of the two and not the other.
                connection.execute(f"alter table {table} set (autovacuum_enabled = off)")
    try:
        yield names
    finally:
        with ground.superuser("postgres") as connection:
            for name in names:
                connection.execute(f'drop database "{name}" with (force)')


GONE = tuple(range(1, 33))  # four for each kind of folder


@cache
def once() -> dict[str, list[dict[str, Any]]]:
    """Rows that every world held and that are gone, so that no table or index is empty in one of the two alone.

    Whether it is empty tells of volume alone, by the plan that is chosen.
    """
    from tests.worlds import contents, generate

    made: dict[str, list[dict[str, Any]]] = {}
    for folder in GONE:
        kind, flavour = generate.ALL_KINDS[folder % 8], 1 + folder // 8
        its = contents.rows(
            folder, kind, flavour, generate.CLOCKS[0], tuple(generate.STAFF), f"gone {folder}"
        )
        for table, rows in its.items():
            made.setdefault(table, []).extend(rows)
    return made


def put(connection: psycopg.Connection, world: dict[str, Any], at: Any, wiped: list[str]) -> None:
    """Make this the world, and stop its clock."""
    filled = json.dumps({table: rows for table, rows in world.items() if rows}, default=_plain)
    with connection.transaction():
        connection.execute("set local session_replication_role = replica")
        connection.execute("select public.seed_world(%s::jsonb, %s)", (filled, wiped))
        clock(connection, at)


def clock(connection: psycopg.Connection, at: Any) -> None:
    """Move the world's clock."""
    connection.execute(
        "insert into access.test_clock (at) values (%s) on conflict (one) do update set at = excluded.at",
        (at,),
    )


def word(connection: psycopg.Connection, said: str) -> None:
    """From here ids follow from this word."""
    connection.execute("update access.played set word = %s", (said,))


KEPT = (
    "access.played",
    "access.test_clock",
    "access.task_key",
    "access.likeness_weight",
    "authn.django_content_type",
    "authn.auth_permission",
)


def tables(connection: psycopg.Connection) -> list[str]:
    """Every table that a world may fill: all but those that come with the template and tell of nobody."""
    from django.apps import apps

    from alongside.access import arrange

    given = {
        f"public.{m._meta.db_table}"
        for m in apps.get_models()
        if arrange.class_of(m) in ("reference", "published")
    }
    found = connection.execute(
        "select schemaname || '.' || tablename from pg_tables"
        " where schemaname in ('public', 'access', 'log', 'authn', 'queue') and tablename <> 'django_migrations' order by 1"
    )
    return [name for (name,) in found if name not in KEPT and name not in given]


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    return value.isoformat()
