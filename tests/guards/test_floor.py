"""What nobody may forget on the floor: every table's class, every policy, every right, every function."""

import re

import pytest
from django.apps import apps

from alongside.access import arrange
from alongside.access.models import FOLDER_KINDS
from tests import ground

CATALOGUE = """
    select 'policy', tablename, policyname, roles::text, cmd, qual, with_check from pg_policies
    union all
    select 'constraint', conrelid::regclass::text, conname, contype::text, pg_get_constraintdef(oid), '', ''
      from pg_constraint where connamespace = 'public'::regnamespace
    union all
    select 'right', c.relname, pg_get_userbyid(a.grantee), a.privilege_type, '', '', ''
      from pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
     where c.relnamespace in ('public'::regnamespace, 'access'::regnamespace, 'authn'::regnamespace, 'log'::regnamespace)
    union all
    select 'column', c.relname || '.' || t.attname, pg_get_userbyid(a.grantee), a.privilege_type, '', '', ''
      from pg_class c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a
     where c.relnamespace = 'public'::regnamespace
    union all
    select 'function', p.oid::regprocedure::text, pg_get_userbyid(a.grantee), a.privilege_type, '', '', ''
      from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
     where p.pronamespace = 'access'::regnamespace
    union all
    select 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), '', '', '' from pg_trigger where not tgisinternal
    order by 1, 2, 3, 4, 5, 6, 7
"""


def role(name: str) -> str:
    return f"{ground.TEMPLATE}_{name}"


def test_every_table_has_decided_its_class(house):
    known = {m._meta.db_table for m in apps.get_models(include_auto_created=True) if arrange.class_of(m)}
    tables = {
        r[0]
        for r in house.sql.execute(
            "select relname from pg_class where relkind in ('r', 'p') "
            "and relnamespace in ('public'::regnamespace, 'authn'::regnamespace)"
        )
    }
    assert tables - known == {"django_migrations"}


def test_every_folder_model_names_kinds_that_exist():
    for model in arrange.folder_models():
        assert model.lies_in, f"{model.__name__} says nowhere where it lies"
        assert set(model.lies_in) <= set(FOLDER_KINDS), model.__name__
        assert model.__doc__, f"{model.__name__} has no sentence that says what it is"


def test_every_folder_table_is_sealed_as_declared(house):
    for model in arrange.folder_models():
        table = model._meta.db_table
        enabled, forced = house.sql.execute(
            "select relrowsecurity, relforcerowsecurity from pg_class where oid = %s::regclass", (table,)
        ).fetchone()
        assert enabled and forced, table
        found = {
            name: (cmd, qual, check)
            for name, cmd, qual, check in house.sql.execute(
                "select policyname, cmd, qual, with_check from pg_policies where tablename = %s", (table,)
            )
        }
        # What is compared, gate reads, and of it no other column (below).
        compares = {"compare"} if model.compared or model.read_by_floor else set()
        assert set(found) == {"owner_all", "read", "add", "change"} | compares | (
            {"mend"} if model.mended else set()
        ), table
        assert found["read"][1] == "(folder = ANY (( SELECT access.my_folders() AS my_folders)::bigint[]))", (
            table
        )
        assert found["change"][1] == found["read"][1], table
        kinds = ", ".join(f"'{k}'::text" for k in model.lies_in)
        assert found["change"][2] == f"access.may_write(folder, ARRAY[{kinds}])", table
        asked = re.sub(r"\s+", " ", found["add"][2]).strip()
        assert asked == (
            "((NOT (made_by IS DISTINCT FROM ( SELECT access.me() AS me))) AND "
            "CASE WHEN (current_setting('alongside.bulk'::text, true) = 'on'::text) THEN (folder IN "
            f"( SELECT access.my_writes(ARRAY[{kinds}]) AS my_writes)) "
            f"ELSE access.may_write(folder, ARRAY[{kinds}]) END)"
        ), table


def test_gate_reads_of_folder_tables_the_fields_that_are_compared_and_nothing_else(house):
    """And nobody reads the view of them but gate."""
    for model in arrange.folder_models():
        table = model._meta.db_table
        read = {
            column
            for (column,) in house.sql.execute(
                "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped "
                "and has_column_privilege(%s, attrelid, attnum, 'SELECT, INSERT, UPDATE, REFERENCES')",
                (table, role("gate")),
            )
        }
        said = {*model.read_by_floor, *(one.field for one in model.compared)}
        kinds = {"kind"} if any(one.kinds for one in model.compared) else set()
        mended = set(model.mended.columns) if model.mended else set()
        changed = {
            column
            for (column,) in house.sql.execute(
                "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped "
                "and has_column_privilege(%s, attrelid, attnum, 'UPDATE')",
                (table, role("gate")),
            )
        }
        assert changed == mended, table
        assert read == (said | kinds | mended | {"folder", "ended_at", "in_error"} if said else set()), table
        for policy, roles in house.sql.execute(
            "select policyname, roles from pg_policies where tablename = %s", (table,)
        ):
            assert (role("gate") in roles) is (policy in ("compare", "mend")), (table, policy)
    for who in ("app", "authn", "task", "extract", "report"):
        assert not house.sql.execute(
            "select has_table_privilege(%s, 'access.said_alike', 'SELECT')", (role(who),)
        ).fetchone()[0], who


def test_every_folder_table_leads_its_keys_with_the_folder(house):
    for model in arrange.folder_models():
        table = model._meta.db_table
        keys = [
            d
            for (d,) in house.sql.execute(
                "select pg_get_constraintdef(oid) from pg_constraint where conrelid = %s::regclass and contype in ('p', 'u')",
                (table,),
            )
        ]
        assert keys and all("(folder" in key for key in keys), (table, keys)
        unique = [
            d
            for (d,) in house.sql.execute(
                "select pg_get_indexdef(indexrelid) from pg_index where indrelid = %s::regclass", (table,)
            )
        ]
        assert all("(folder" in index for index in unique), (table, unique)
        for field in model._meta.local_fields:
            if isinstance(field, arrange.SameFolderKey):
                found = house.sql.execute(
                    "select pg_get_constraintdef(oid) from pg_constraint where conrelid = %s::regclass and contype = 'f' "
                    "and pg_get_constraintdef(oid) like %s",
                    (table, f"FOREIGN KEY (folder, {field.column})%"),
                ).fetchone()
                assert found, f"{table}.{field.column} has no key over its folder"


def test_the_arrangement_is_what_arranging_again_makes(house):
    """A policy, key or right that differs from the declarations shows as a difference."""
    from django.db import connections

    before = house.sql.execute(CATALOGUE).fetchall()
    arrange.arrange(connections["owner"])
    assert house.sql.execute(CATALOGUE).fetchall() == before


def test_app_can_neither_delete_nor_relabel(house):
    for model in arrange.folder_models():
        table = model._meta.db_table
        for right in ("DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"):
            assert not house.sql.execute(
                "select has_table_privilege(%s, %s, %s)", (role("app"), table, right)
            ).fetchone()[0], (table, right)
        for column in arrange.FIXED_COLUMNS:
            assert not house.sql.execute(
                "select has_column_privilege(%s, %s, %s, 'UPDATE')", (role("app"), table, column)
            ).fetchone()[0], (table, column)


@pytest.mark.parametrize("name", ["app", "authn", "task", "extract", "report"])
def test_no_role_that_serves_could_bypass(house, name):
    row = house.sql.execute(
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = %s",
        (role(name),),
    ).fetchone()
    assert row == (False,) * 5
    assert not house.sql.execute(
        "select has_database_privilege(%s, current_database(), 'TEMP')", (role(name),)
    ).fetchone()[0]
    for schema in ("public", "access", "authn", "log", "queue"):
        assert not house.sql.execute(
            "select has_schema_privilege(%s, %s, 'CREATE')", (role(name), schema)
        ).fetchone()[0], schema


def test_app_reads_no_table_of_access_log_or_authn(house):
    found = house.sql.execute(
        "select c.oid::regclass::text from pg_class c where relkind in ('r', 'v', 'm', 'p') "
        "and relnamespace in ('access'::regnamespace, 'authn'::regnamespace, 'log'::regnamespace) "
        "and has_table_privilege(%s, c.oid, 'SELECT, INSERT, UPDATE, DELETE')",
        (role("app"),),
    ).fetchall()
    assert found == []


def test_nobody_keeps_large_objects(house):
    """They lie outside every table, so no policy reaches them."""
    found = house.sql.execute(
        "select oid::regprocedure::text from pg_proc where pronamespace = 'pg_catalog'::regnamespace "
        "and (starts_with(proname, 'lo_') or proname in ('loread', 'lowrite')) "
        "and has_function_privilege('public', oid, 'execute')"
    ).fetchall()
    assert found == []


def test_gate_cannot_log_in(house):
    assert house.sql.execute(
        "select rolcanlogin from pg_roles where rolname = %s", (role("gate"),)
    ).fetchone() == (False,)


def test_every_function_of_the_floor_is_pinned_listed_and_closed_to_the_public(house):
    rows = house.sql.execute(
        "select proname, prosecdef, proconfig, pg_get_userbyid(proowner), has_function_privilege('public', oid, 'EXECUTE') "
        "from pg_proc where pronamespace = 'access'::regnamespace"
    ).fetchall()
    for name, _definer, config, owner, public in rows:
        assert not public, f"anybody may call {name}"
        assert config and any(c.startswith("search_path=") for c in config), (
            f"{name} has no pinned search path"
        )
        assert owner == role("gate"), f"{name} belongs to {owner}"
        for who in ("app", "authn", "task", "owner"):
            may = house.sql.execute(
                "select bool_or(has_function_privilege(%s, oid, 'EXECUTE')) from pg_proc "
                "where pronamespace = 'access'::regnamespace and proname = %s",
                (role(who), name),
            ).fetchone()[0]
            if who != "owner":  # a member of gate, and never serving
                assert may == (who in arrange.MAY_CALL.get(name, ())), (name, who)
    assert set(arrange.MAY_CALL) <= {r[0] for r in rows}


def test_no_definer_stands_outside_the_floor(house):
    found = house.sql.execute(
        "select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
        "where p.prosecdef and n.nspname not in ('access', 'pg_catalog', 'information_schema')"
    ).fetchall()
    assert found == []
