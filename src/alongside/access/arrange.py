"""Policies, keys, triggers and rights, compiled from what the models declare and applied after every migrate.

Nothing here is kept by hand in a second place: `wanted()` is the whole arrangement as SQL, derived from the models and
the list of functions below, and a guard compares the database's catalogue with it. Run as `owner`.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from alongside.access import likeness
from alongside.access.models import FolderModel, SameFolderKey
from alongside.access.tasks import TASKS, key_of

SQL = Path(__file__).parent / "sql"

# Who may call which function. A function that is not here cannot be called by anybody but gate.
MAY_CALL: dict[str, tuple[str, ...]] = {
    "clock": ("app", "authn", "task", "owner"),
    "new_id": ("app", "task"),
    "instant": ("app", "task"),
    "begin": ("app",),
    "begin_task": ("task",),
    "idle": ("app", "authn"),
    "me": ("app", "task"),
    "my_folders": ("app", "task"),
    "may_write": ("app", "task"),
    "my_writes": ("app", "task"),
    "held": ("app",),
    "held_here": ("app",),
    "open_folder": ("app",),
    "open_people": ("app",),
    "person_of": ("app",),
    "give": ("app",),
    "end_grant": ("app",),
    "renew_grant": ("app",),
    "my_access": ("app",),
    "who_can_open": ("app",),
    "team_grants": ("app",),
    "colleagues": ("app",),
    "colleagues_named": ("app",),
    "places": ("app",),
    "holdings": ("app",),
    "nobody_holds": ("app",),
    "note_link": ("app",),
    "let_administer": ("app",),
    "join_staff": ("app",),
    "move_staff": ("app",),
    "leave_staff": ("app",),
    "hold_seat": ("app",),
    "end_holding": ("app",),
    "add_team": ("app",),
    "add_seat": ("app",),
    "open_session": ("authn",),
    "end_session": ("authn",),
    "end_sessions": ("authn",),
    "sessions_of": ("authn",),
    "lock_session": ("authn",),
    "try_pin": ("authn",),
    "unlock_session": ("authn",),
    "staff_called": ("authn",),
    "keep_form": ("app",),
    "kept_form": ("app",),
    "drop_kept_form": ("app",),
    "first_time": ("app",),
    "went_to": ("app",),
    "keep_version": ("app", "task"),
    "record_conflict": ("app",),
    "end_conflict": ("app",),
    "conflicts_of": ("app",),
    "tell_known_outside": ("app",),
    "my_known_outside": ("app",),
    "known_to_settle": ("app",),
    "settle_known": ("app",),
    "open_on_duty": ("app",),
    "keep_found_by": ("app", "task"),
    "attempt_emergency": ("app",),
    "open_in_emergency": ("app",),
    "to_review": ("app",),
    "review_emergency": ("app",),
    "note_denied": ("app",),
    "who_opened": ("app",),
    "seals_since": ("task",),
    "keep_close": ("app",),
    "is_kept_close": ("app",),
    "choice_of": ("app",),
    "kept_alone": ("app",),
    "ask_here": ("app",),
    "my_asked_here": ("app",),
    "asked_of_me": ("app",),
    "answer_here": ("app",),
    "for_today": ("app",),
    "pass_on": ("app",),
    "my_worries": ("app",),
    "desk_worries": ("app",),
    "desk_worry": ("app",),
    "add_to_worry": ("app",),
    "decide": ("app",),
    "end_decision": ("app",),
    "my_instructions": ("app",),
    "read_instruction": ("app",),
    "desk_now": ("app",),
    "desk_kept": ("app",),
    "desk_today": ("app",),
    "ask_for_copy": ("app",),
    "ask_for_copy_of": ("app",),
    "copies_of": ("app",),
    "my_copies": ("app",),
    "withdraw_copy": ("app",),
    "note_copy": ("app",),
    "pass_across": ("app",),
    "passed_to_me": ("app",),
    "take_passed": ("app",),
    "take_back": ("app",),
    "seal_log": ("task",),
    "floor_is_sound": ("app", "authn", "task"),
    "birth_mark": ("app", "authn", "task", "owner"),
    "demo_staff": ("authn",),
    "send_later": ("app",),
    "send_no_more": ("app",),
    "stop_person": ("app",),
    "let_person": ("app",),
    "said_died": ("app",),
    "note_died": ("app",),
    "undo_died": ("app",),
    "stopped_of": ("app",),
    "next_to_send": ("task",),
    "settle_sending": ("task",),
    "look_alike": ("task",),
    "ask_alike": ("app",),
    "alike_looked": ("app",),
    "alike_queue": ("app",),
    "alike_settled": ("app",),
    "alike_pair": ("app",),
    "settle_alike": ("app",),
    "reopen_alike": ("app",),
    "end_alias": ("app",),
    "tell_alias": ("app",),
    "my_aliases": ("app",),
    "ask_script": ("app",),
    "my_scripts": ("app",),
    "scripts_to_answer": ("app",),
    "answer_script": ("app",),
    "read_script": ("app",),
    "reflect": ("app",),
    "my_reflections": ("app",),
    "forget_reflection": ("app",),
    "service_reflections": ("app",),
    "act_on_reflection": ("app",),
    "done_after_reflection": ("app",),
    "meetings": ("app",),
    "add_meeting": ("app",),
    "begin_lone": ("app",),
    "longer_lone": ("app",),
    "lone_now": ("app",),
    "end_lone": ("app",),
    "lone_ready": ("app",),
    "open_lone": ("app",),
    "record_away": ("app",),
    "take_back_away": ("app",),
    "who_is_away": ("app",),
    "organisations": ("app",),
    "put_team": ("app",),
    "rung_out_of_hours": ("app",),
    "say_out_of_hours": ("app",),
    "hand_over": ("app",),
    "mine_alone": ("app",),
    "supervise": ("app",),
    "reception_today": ("app",),
    "say_arrived": ("app",),
    "my_reach": ("app",),
    "give_reach": ("app",),
    "next_late": ("task",),
    "said_late": ("task",),
    "refused_late": ("task",),
}

# Tables that Django and the libraries make, and whose class is not said on a model of ours.
CLASS_OF_APP: dict[str, str] = {
    "account": "authn",
    "mfa": "authn",
    "auth": "authn",
    "contenttypes": "authn",
    "usersessions": "authn",
    "accounts": "authn",
    "procrastinate": "queue",
}
CLASSES = ("folder", "reference", "place", "staff-own", "access", "authn", "log", "queue", "published")


def function_files() -> list[Path]:
    """The files of functions in the order in which they are made: what all others stand on first."""
    return sorted(SQL.glob("2_*.sql"), key=lambda file: (not file.name.startswith("2_functions"), file.name))


def class_of(model: type[models.Model]) -> str:
    """Return the class of a model's table; raise where nobody has decided it."""
    said = getattr(model, "access_class", None) or CLASS_OF_APP.get(model._meta.app_label)
    if said not in CLASSES:
        raise LookupError(
            f"{model._meta.label} declares no class; give it access_class, one of {', '.join(CLASSES)}"
        )
    return said


def folder_models() -> list[type[FolderModel]]:
    """Every model that lies in folders, by table name."""
    found = [m for m in apps.get_models() if issubclass(m, FolderModel)]
    return sorted(found, key=lambda m: m._meta.db_table)


def role(connection: Any, name: str) -> str:
    """A role's name carries the database's; the owner may be one that was given with DATABASE_URL."""
    if name == "owner":
        return f'"{connection.settings_dict["USER"]}"'
    # A clone keeps its template's.
    of = connection.settings_dict.get("ROLES_OF") or connection.settings_dict["NAME"]
    return f'"{of}_{name}"'


@contextlib.contextmanager
def as_gate(connection: Any) -> Iterator[Any]:
    """Run as gate what gate is to own."""
    with connection.cursor() as cursor:
        cursor.execute(f"set role {role(connection, 'gate')}")
        yield cursor
        cursor.execute("reset role")


def policies_of(model: type[FolderModel], role_of: Any) -> dict[str, str]:
    """The policies of one folder table, by name."""
    kinds = "array[" + ", ".join(f"'{k}'" for k in model.lies_in) + "]::text[]"
    table = f'"{model._meta.db_table}"'
    who = f"{role_of('app')}, {role_of('task')}"
    read = "folder = any((select access.my_folders())::bigint[])"
    write = f"access.may_write(folder, {kinds})"
    # An import asks once for all the folders it may write instead of once a row: the same answer, asked another way.
    add = (
        f"case when current_setting('alongside.bulk', true) = 'on' then folder in (select access.my_writes({kinds})) "
        f"else {write} end"
    )
    # Who made a row is not for the statement to say; a task's rows are nobody's. Asked once for each statement.
    signed = "made_by is not distinct from (select access.me())"
    return {
        "owner_all": f"create policy owner_all on {table} to {role_of('owner')} using (true) with check (true)",
        "read": f"create policy read on {table} for select to {who} using ({read})",
        "add": f"create policy add on {table} for insert to {who} with check ({signed} and {add})",
        "change": f"create policy change on {table} for update to {who} using ({read}) with check ({write})",
        **(
            {"compare": f"create policy compare on {table} for select to {role_of('gate')} using (true)"}
            if model.compared or model.read_by_floor
            else {}
        ),
        **(
            {
                "mend": f"create policy mend on {table} for update to {role_of('gate')} "
                f"using ({model.mended.was}) with check ({model.mended.becomes})"
            }
            if model.mended
            else {}
        ),
    }


def same_folder(table: str, field: SameFolderKey) -> str:
    """SQL that makes the key (folder, x_id), unless it is there as it should be: checking millions of rows takes a while."""
    there = field.remote_field.model._meta.db_table
    name = f"{table}_{field.column}_same_folder"[:63]
    key = f"FOREIGN KEY (folder, {field.column}) REFERENCES {there}(folder, id) DEFERRABLE"
    return f"""do $$ begin
        if not exists (select from pg_constraint where conrelid = 'public."{table}"'::regclass and conname = '{name}'
                          and pg_get_constraintdef(oid) = '{key}') then
            alter table public."{table}" drop constraint if exists "{name}";
            alter table public."{table}" add constraint "{name}" {key} initially immediate;
        end if; end $$"""


FIXED_COLUMNS = {"id", "folder", "made_at", "made_by"}


def arrangement_of(model: type[FolderModel], role_of: Any) -> Iterator[str]:
    """Yield the SQL that seals one folder table: keys, policies, rights, history."""
    table = f'"{model._meta.db_table}"'
    bare = model._meta.db_table
    key = f"{bare}_by_folder"[:63]
    # The primary key leads with the folder: no query reaches a row but by its label, and the same id twice in two
    # folders tells nothing.
    yield f"""do $$ begin
        if not exists (select from pg_constraint where conrelid = 'public.{table}'::regclass and conname = '{key}') then
            execute (select coalesce(string_agg(
                                format('alter table public.{table} drop constraint %I cascade', conname), ';'), 'select 1')
                       from pg_constraint where conrelid = 'public.{table}'::regclass and contype = 'p');
            alter table public.{table} add constraint "{key}" primary key (folder, id);
        end if; end $$"""
    for field in model._meta.local_fields:
        if isinstance(field, SameFolderKey):
            yield same_folder(bare, field)
    yield f"alter table public.{table} enable row level security"
    yield f"alter table public.{table} force row level security"
    for name, sql in policies_of(model, role_of).items():
        yield f"drop policy if exists {name} on public.{table}"
        yield sql
    columns = ", ".join(f'"{f.column}"' for f in model._meta.local_fields if f.column not in FIXED_COLUMNS)
    for who in ("app", "task"):
        yield f"revoke all on public.{table} from {role_of(who)}"
        yield f"grant select, insert, update ({columns}) on public.{table} to {role_of(who)}"
    yield f"drop trigger if exists keep_version on public.{table}"
    yield (
        f"create trigger keep_version after update on public.{table} referencing old table as old_rows "
        f"for each statement execute function access.keep_version()"
    )


def found_by(model: type[FolderModel]) -> Iterator[str]:
    """Yield the triggers that keep what a record is found by, for the fields that the model names."""
    table = model._meta.db_table
    for field, kind in model.found_by.items():
        for deed in ("insert", "update"):
            yield f'drop trigger if exists found_by_{field}_{deed} on public."{table}"'
            yield (
                f'create trigger found_by_{field}_{deed} after {deed} on public."{table}" referencing new table as new_rows '
                f"for each statement execute function access.keep_found_by('{kind}', '{field}')"
            )


def comparing(model: type[FolderModel], role_of: Any) -> Iterator[str]:
    """Yield the rights by which gate reads the fields that are compared or are read by the floor, and no others."""
    table = f'public."{model._meta.db_table}"'
    yield f"revoke all on {table} from {role_of('gate')}"
    if not model.compared and not model.read_by_floor:
        yield f"drop policy if exists compare on {table}"
        return
    if model.mended:
        columns = ", ".join(f'"{one}"' for one in model.mended.columns)
        yield f"grant update ({columns}) on {table} to {role_of('gate')}"
    kinds = {"kind"} if any(one.kinds for one in model.compared) else set()
    read = sorted(
        {"folder", "ended_at", "in_error", *model.read_by_floor, *(one.field for one in model.compared)}
        | kinds
    )
    columns = ", ".join(f'"{one}"' for one in read)
    yield f"grant select ({columns}) on {table} to {role_of('gate')}"


def compared() -> str:
    """The view of what is compared: whose, what it is, what it says. Gate's, and nobody else's to read."""

    def line(one: likeness.Compared) -> str:
        value = f't."{one.field}"::text'
        if one.kinds:
            listed = ", ".join(f"'{kind}'" for kind in one.kinds)
            value = f"case when t.kind in ({listed}) then {value} end"
        return f"('{one.said_as}', {value})"

    parts = [
        f'select f.person, v.what::text as what, v.said::text as said, t.folder from public."{model._meta.db_table}" t '
        f"join access.folder f on f.id = t.folder and f.ended_at is null "
        f"cross join lateral (values {', '.join(map(line, model.compared))}) v(what, said) "
        f"where t.ended_at is null and not t.in_error and v.said <> ''"
        for model in folder_models()
        if model.compared
    ]
    return "create or replace view access.said_alike as " + " union all ".join(parts)


def keys_first(folder_tables: list[type[FolderModel]], role_of: Any) -> Iterator[str]:
    """All primary keys before the keys that refer to them."""
    later: list[str] = []
    for model in folder_tables:
        first, *rest = arrangement_of(model, role_of)
        yield first
        later += rest
    yield from later


def rights(connection: Any) -> Iterator[str]:
    """Yield the rights on everything that is not a folder table."""

    def role_of(name: str) -> str:
        return role(connection, name)

    yield f"revoke all on all tables in schema access, log from public, {role_of('app')}, {role_of('authn')}, {role_of('task')}"
    yield "revoke all on all functions in schema access from public"
    yield f"grant usage on schema access to {role_of('app')}, {role_of('authn')}, {role_of('task')}"
    yield f"grant usage on schema authn to {role_of('authn')}"
    for model in apps.get_models(include_auto_created=True):
        table = f'"{model._meta.db_table}"'
        match class_of(model):
            case "authn":
                yield f"alter table if exists public.{table} set schema authn"
                yield f"grant select, insert, update, delete on authn.{table} to {role_of('authn')}"
            case "reference" | "published":
                yield f"grant select on public.{table} to {role_of('app')}, {role_of('task')}"
    for things in ("tables", "sequences"):
        yield f"grant all on all {things} in schema queue to {role_of('task')}"
    yield f"grant execute on all functions in schema queue to {role_of('task')}"
    yield f"grant usage on all sequences in schema authn to {role_of('authn')}"


def arrange(connection: Any) -> None:
    """Apply the whole arrangement: functions, rights, and each folder table sealed. Safe to run again."""

    def role_of(name: str) -> str:
        return role(connection, name)

    with as_gate(connection) as cursor:
        cursor.execute(compared())
        for file in (SQL / "0_clock.sql", *function_files()):
            cursor.execute(file.read_text())
    with connection.cursor() as cursor:
        for sql in rights(connection):
            cursor.execute(sql)
        cursor.execute(f"set role {role_of('gate')}")
        for name, roles in MAY_CALL.items():
            cursor.execute(
                "select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'access'::regnamespace"
                " and p.proname = %s",
                [name],
            )
            signatures = [row[0] for row in cursor.fetchall()]
            if not signatures:
                raise LookupError(f"there is no function access.{name}")
            for signature in signatures:
                cursor.execute(f"revoke all on function {signature} from public")
                cursor.execute(
                    f"grant execute on function {signature} to {', '.join(role_of(r) for r in roles)}"
                )
        for name, task in TASKS.items():
            cursor.execute(
                "insert into access.task_key (name, hash, kinds, batch) values (%s, sha256(%s), %s, %s) "
                "on conflict (name) do update set hash = excluded.hash, kinds = excluded.kinds, batch = excluded.batch",
                [name, key_of(name), list(task.kinds), task.batch],
            )
        cursor.execute("delete from access.task_key where not name = any(%s)", [list(TASKS)])
        cursor.execute("reset role")
        for sql in keys_first(folder_models(), role_of):
            cursor.execute(sql)
        for model in folder_models():
            for sql in (*found_by(model), *comparing(model, role_of)):
                cursor.execute(sql)
    with as_gate(connection) as cursor:
        weighs = {name: one.bits for name, one in (likeness.WEIGHTS | likeness.LIMITS).items()}
        cursor.execute("delete from access.likeness_weight where not name = any(%s)", [list(weighs)])
        for name, bits in weighs.items():
            cursor.execute(
                "insert into access.likeness_weight (name, bits) values (%s, %s) "
                "on conflict (name) do update set bits = excluded.bits",
                [name, bits],
            )
