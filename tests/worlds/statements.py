"""What somebody might send who found a way to send SQL as the pages' role while their own session is open.

Made from the catalogue: each folder table is read, counted, probed and written to in every way below, each function that
the role may call is called with ids of others, and a list of attempts tries to be somebody else or to stop the log.
Left out is what tells of volume alone and is said not to be promised: `reltuples`, `pg_stat_*`, `ctid` (and so the order
of rows that nobody asked for), `xmin`, plans.
"""

import dataclasses
import json
import random
from typing import Any

import psycopg

from alongside.access import arrange
from tests.worlds import contents, generate

READS = (
    "select x::text from public.{t} x order by folder, id",
    "select count(*) from public.{t}",
    "select count(*), min(made_at), max(version) from public.{t} where folder = {folder}",
    "select x::text from public.{t} x where folder = any(array[{folder}, {mine}]) order by id",
    "select x.folder from public.{t} x where 1 / (case when x.folder = {folder} then 0 else 1 end) = 0",
    "select count(*) from public.{t} where id = {row}",
    "select exists (select from public.{t} where folder = {folder} and ended_at is null)",
    "select x::text from public.{t} x where made_at > '-infinity' order by made_at desc, id limit 3",
    "select count(*) from public.{t} a join public.{t} b using (version)",
    "select set_config('alongside.only', '{{{folder}}}', true); select count(*) from public.{t}",
    "select set_config('alongside.only', '*', true); select x::text from public.{t} x order by folder, id",
)
WHOLE_BEGINS = "select '"
WHOLE = "select '{t}', count(*), md5(string_agg(x::text, '/' order by folder, id)) from public.{t} x"
# The same on a page that says it is about others' folders.
NARROWED = "select set_config('alongside.only', '{{{folders}}}', true); "
# The same for writing: how many rows each table lets be changed without being read, and whether a foreign folder takes one.
WHOLE_WRITES = """do $$
declare t text; n integer; said text := '';
begin
    foreach t in array array[{tables}] loop
        begin
            execute format('update public.%I set ended_why = ''x''', t);
            get diagnostics n = row_count;
            said := said || t || ' ' || n || '; ';
        exception when others then said := said || t || ' ' || sqlerrm || '; ';
        end;
        begin
            execute format('insert into public.%I select (jsonb_populate_record(x, jsonb_build_object(''id'', 80, ''folder'', $1))).*'
                           ' from public.%I x order by folder, id limit 1', t, t) using {folder}::bigint;
            get diagnostics n = row_count;
            said := said || n || '; ';
        exception when others then said := said || sqlerrm || '; ';
        end;
    end loop;
    perform set_config('alongside.said', said, true);
end $$; select current_setting('alongside.said')"""
# A row of one's own that names a row of somebody else's: every reference of every table, some rows hidden in either world.
WHOLE_KEYS = """do $$
declare its jsonb; said text := '';
begin
    for its in select * from jsonb_array_elements('{keys}') loop
        begin
            execute format('insert into public.%I select (jsonb_populate_record(x, jsonb_build_object(''id'', 81, %L, $1))).*'
                           ' from public.%I x order by folder, id limit 1', its ->> 0, its ->> 1, its ->> 0) using (its ->> 2)::bigint;
            set constraints all immediate;
            raise exception 'taken';
        exception when others then said := said || sqlerrm || '; ';
        end;
    end loop;
    perform set_config('alongside.said', said, true);
end $$; select current_setting('alongside.said')"""
WRITES = (
    "update public.{t} set ended_why = 'x'",
    "update public.{t} set ended_why = 'x' where folder = {folder}",
    "update public.{t} set folder = {mine} where id = {row}",
    "insert into public.{t} select (jsonb_populate_record(x, jsonb_build_object('id', 77, 'folder', {folder}))).* from public.{t} x order by folder, id limit 1",
    "insert into public.{t} select (jsonb_populate_record(x, jsonb_build_object('id', {row}))).* from public.{t} x where folder = {mine} order by id limit 1",
    "insert into public.{t} select (jsonb_populate_record(x, jsonb_build_object('id', {row}))).* from public.{t} x order by folder, id limit 1 on conflict do nothing",
    "insert into public.{t} select (jsonb_populate_record(x, jsonb_build_object('id', 78, 'ended_at', now(){key}))).* from public.{t} x order by folder, id limit 1",
    "select set_config('alongside.bulk', 'on', true); insert into public.{t} select (jsonb_populate_record(x, jsonb_build_object('id', 79,"
    " 'folder', {folder}))).* from public.{t} x order by folder, id limit 1",
    "delete from public.{t} where folder = {folder}",
    "truncate public.{t}",
    "alter table public.{t} disable trigger keep_version",
    "drop trigger keep_version on public.{t}",
    "alter table public.{t} disable row level security",
    "create policy mine on public.{t} using (true)",
    "grant delete on public.{t} to public",
    "select x.* from public.{t} x where folder = {folder} for update",
)
ATTEMPTS = (
    "select * from access.grant", "select * from access.session", "select * from access.folder where id = {folder}",
    "select * from log.opened", "select * from log.version", "select * from log.decided", "select * from authn.accounts_user",
    "select * from access.live_grants({staff})", "select * from access.begun_for('seal')", "delete from log.opened",
    "update log.version set old = '{{}}'", "alter table log.opened disable trigger all", "set session_replication_role = replica",
    'set role "alongside_gate"', "set session authorization default", "select set_config('role', 'alongside_owner', false)",
    "select last_value from log.opened_n_seq", "select nextval('log.opened_n_seq')", "select currval('log.version_n_seq')",
    "select count(*) from pg_stat_activity where query like '%begin(%' and pid <> pg_backend_pid()",
    "create temporary table t (x int)", "create function f() returns int language sql as 'select 1'", "create table public.t (x int)",
    "select set_config('alongside.token', 'public', true); select * from access.held()",
    "select set_config('alongside.token', '{token}', true); select * from access.held()",
    "select set_config('alongside.token', '', true); select access.me()",
    "select set_config('alongside.drawn', '5', true); select access.new_id()",
    "select * from access.begin(null, 'all', {folder}, 'x', true)", "select * from access.begin('\\x{token}', 'all', 0, 'x', false)",
    "select * from access.begin_task('\\x{token}', array[{folder}], 'x')", "select access.seal_log()",
    "select lo_import('/etc/passwd')", "select pg_read_file('/etc/passwd')", "copy (select 1) to program 'true'",
    "select access.open_session('\\x{token}', {staff}, now())", "select access.end_session('\\x{token}')", "vacuum", "reset all",
    "do $$ begin perform count(*) from access.grant; end $$", "select dblink('x', 'y')", "set row_security = off; select count(*) from public.people_line",
    "select pg_cancel_backend(0)", "prepare p as select * from public.people_line order by id; execute p",
    "declare c cursor with hold for select * from public.people_line order by id; fetch all from c", "lock table public.people_line",
)  # fmt: skip
NOT_CALLED = ("clock", "keep_version")


# What only reads, asked of every folder, team and seat of others at once: by what it takes.
ASKS = {
    (): "select '{f}' as asked, f::text from access.{f}() f",
    ("bigint[]",): "select '{f}', f::text from access.{f}(array[{folders}]) f",
    ("bigint",): "select '{f} ' || n, f::text from unnest(array[{ids}]) n, access.{f}(n) f",
}
# What is closed to the role, all of it, with what it says instead.
CLOSED = """do $$
declare q text; said text := ''; one text;
begin
    foreach q in array array[{queries}] loop
        begin
            execute q into one;
            said := said || coalesce(one, 'nothing') || '; ';
        exception when others then said := said || sqlerrm || '; ';
        end;
    end loop;
    perform set_config('alongside.said', said, true);
end $$; select current_setting('alongside.said')"""
RAISES = ("administers", "viewer")
# What does something, asked with ids of others: what each says, and nothing of it done.
DEEDS = """do $$
declare q text; said text := ''; one text;
begin
    foreach q in array array[{queries}] loop
        begin
            execute q into one;
            raise exception 'answered: %', one;
        exception when others then said := said || sqlerrm || '; ';
        end;
    end loop;
    perform set_config('alongside.said', said, true);
end $$; select current_setting('alongside.said')"""
AT_ONCE = 30


@dataclasses.dataclass(frozen=True)
class Catalogue:
    """What there is to be attacked: folder tables and functions with the types of what they take."""

    tables: tuple[str, ...]
    keys: dict[str, dict[str, str]]  # of each table its references, and the tables that they refer to
    functions: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    readers: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    closed: tuple[str, ...]  # tables, and functions of numbers, that are not the role's


def catalogue(connection: psycopg.Connection) -> Catalogue:
    """Read it from a database."""
    may = [name for name, roles in arrange.MAY_CALL.items() if "app" in roles and name not in NOT_CALLED]
    found = connection.execute(
        "select p.proname, array(select format_type(t, null) from unnest(p.proargtypes) with ordinality u(t, n) order by n), p.proargnames,"
        " p.provolatile = 's'"
        " from pg_proc p where p.pronamespace = 'access'::regnamespace and p.proname = any(%s) order by 1",
        (may,),
    ).fetchall()
    models = arrange.folder_models()
    tables = connection.execute(
        "select schemaname || '.' || quote_ident(tablename) from pg_tables where schemaname in ('access', 'log', 'authn', 'queue')"
        " and tablename not in ('played', 'test_clock') order by 1"
    ).fetchall()
    kept = connection.execute(
        "select 'access.' || p.proname || '(' || repeat('{staff}, ', p.pronargs - 1) || '{staff})' from pg_proc p"
        " where p.pronamespace = 'access'::regnamespace and not p.proname = any(%s) and p.provolatile = 's' and p.pronargs > 0"
        " and 'bigint'::regtype = all(p.proargtypes::oid[]) order by 1",
        (may,),
    ).fetchall()
    every = {name: (name, tuple(zip(types, called or (), strict=False))) for name, types, called, _ in found}
    return Catalogue(
        tuple(m._meta.db_table for m in models),
        {
            m._meta.db_table: {k.column: k.related_model._meta.db_table for k in contents.keys(m)}
            for m in models
        },
        tuple(every.values()),
        tuple(
            every[name]
            for name, types, _, reads in found
            if reads and tuple(types) in ASKS and name not in RAISES
        ),
        tuple(name for (name,) in (*tables, *kept)),
    )


@dataclasses.dataclass
class Ids:
    """Numbers by which somebody might ask: of folders, persons, rows, grants, staff, theirs and others'."""

    mine: list[int]
    foreign: list[int]
    rows: dict[str, list[int]]
    others: dict[str, list[int]]


# What an argument of a function of the floor is called, and which ids it takes.
TAKES = {
    "p_person": "person", "p_grant": "access.grant", "p_staff": "access.staff", "p_team": "access.team",
    "p_seat": "access.seat", "p_holding": "access.seat_holding", "p_conflict": "access.conflict", "p_known": "access.known_outside",
    "p_emergency": "access.emergency", "p_message": "outbox_message", "p_reflection": "access.reflection",
    "p_answer": "access.reflection", "p_action": "access.reflection_action", "p_to": "access.staff", "p_away": "access.away",
    "p_visit": "access.lone", "p_due": "care_due",
}  # fmt: skip


def ids_of(rows: dict[str, list[dict[str, Any]]], open_now: set[int]) -> Ids:
    """From all that either world holds."""
    folders = [f["id"] for f in rows["access.folder"]]
    others = {name: [r["id"] for r in rows.get(name, ())] for name in TAKES.values()}
    others["person"] = [f["person"] for f in rows["access.folder"] if f["id"] not in open_now]
    return Ids(
        sorted(open_now) or [1],
        [f for f in folders if f not in open_now] or [2],
        {
            t: [r["id"] for r in its if {"id", "folder"} <= r.keys() and r["folder"] not in open_now]
            for t, its in rows.items()
        },
        others,
    )


def some(number: int, there: Catalogue, ids: Ids, chance: random.Random) -> list[str]:
    """So many statements, drawn from all that there could be, after those that read and write every folder table there is, ask
    of every folder of others what can be asked, and try all that is closed."""
    named = ", ".join(f"'{table}'" for table in there.tables)
    made = [
        " union all ".join(WHOLE.format(t=table) for table in there.tables),
        WHOLE_WRITES.format(tables=named, folder=chance.choice(ids.foreign)),
        " union all ".join(_asks(reader, ids) for reader in there.readers) + " order by 1, 2",
        "select access.kept_form('/people/add/'), access.first_time('A0'), access.first_time('B0')",
        CLOSED.format(
            queries=", ".join(
                f"'select string_agg(x::text, ''/'' order by x::text) from {name.format(staff=generate.SECOND)} x'"
                for name in there.closed
            )
        ),
        NARROWED.format(folders=",".join(map(str, ids.foreign)))
        + " union all ".join(WHOLE.format(t=table) for table in there.tables),
        DEEDS.format(
            queries=", ".join(
                f"$q${_call(function, ids, chance)}$q$"
                for function in chance.sample(there.functions, min(AT_ONCE, len(there.functions)))
            )
        ),
    ]
    for _ in range(number):
        table = chance.choice(there.tables)
        keys = there.keys[table]
        words = {
            "t": table, "folder": chance.choice(ids.foreign), "mine": chance.choice(ids.mine), "staff": chance.choice(generate.STAFF),
            "row": chance.choice(ids.rows.get(table) or [4]), "token": f"{chance.getrandbits(256):064x}",
            "key": f", '{chance.choice(tuple(keys))}', {chance.choice(sum(ids.rows.values(), [4]))}" if keys else "",
        }  # fmt: skip
        match chance.choice(("read", "read", "write", "write", "call", "call", "attempt")):
            case "read":
                made.append(chance.choice(READS).format(**words))
            case "write":
                made.append(chance.choice(WRITES).format(**words))
            case "attempt":
                made.append(chance.choice(ATTEMPTS).format(**words))
            case _:
                made.append(_call(chance.choice(there.functions), ids, chance))
    made.append(WHOLE_KEYS.format(keys=json.dumps(_keys(there, ids, chance))))
    return made


def _keys(there: Catalogue, ids: Ids, chance: random.Random) -> list[tuple[str, str, int]]:
    """Every table and reference of it, with two of the hidden rows that it could name."""
    return [
        (table, column, row)
        for table, keys in there.keys.items()
        for column, to in keys.items()
        for hidden in [ids.rows.get(to, [])]
        for row in chance.sample(hidden, min(2, len(hidden)))
    ]


def _call(function: tuple[str, tuple[tuple[str, str], ...]], ids: Ids, chance: random.Random) -> str:
    name, types = function
    said = ", ".join(_argument(kind, called, ids, chance) for kind, called in types)
    return f"select f::text from access.{name}({said}) f order by 1"


def _asks(reader: tuple[str, tuple[tuple[str, str], ...]], ids: Ids) -> str:
    name, takes = reader
    foreign = ", ".join(map(str, ids.foreign))
    of = ids.others.get(TAKES.get(takes[0][1], ""), []) if takes else []
    return ASKS[tuple(kind for kind, _ in takes)].format(
        f=name, folders=foreign, ids=", ".join(map(str, of)) or foreign
    )


def _argument(kind: str, called: str, ids: Ids, chance: random.Random) -> str:
    folder = chance.choice((*ids.foreign, chance.choice(ids.mine)))
    match kind:
        case "bigint" if called in TAKES:
            return str(
                chance.choice((*ids.others[TAKES[called]][:40], *ids.others[TAKES[called]][:40], "null", 0))
            )
        case "bigint":
            return str(chance.choice((folder, folder, folder, 0)))
        case "bigint[]":
            return f"array[{folder}, {chance.choice(ids.foreign)}]"
        case "integer":
            return str(chance.choice((1, 2, 90)))
        case "text":
            return f"'{chance.choice(('x', 'treatment', 'line', 'all', 'safety', '/people/add/', 'Lou'))}'"
        case "text[]":
            return "array['line', 'treatment', 'safety']"
        case "boolean":
            return chance.choice(("true", "false"))
        case "bytea":
            return chance.choice(("'A0'", "'B1'", f"'\\x{chance.getrandbits(64):016x}'"))
        case "date":
            return "'2026-11-18'"
        case "timestamp with time zone":
            return "'2026-11-20 10:00Z'"
        case "jsonb":
            return "'{}'"
    return "null"
