"""Each role may do what its work needs, and nothing besides, before any table is made."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from alongside.config import roles
from alongside.config.home import LOGINS
from alongside.config.postgres import Cluster


@pytest.fixture(scope="module")
def cluster(shelf: Path) -> Iterator[Cluster]:
    with Cluster(shelf / "var", fsync=False) as made:
        found = made.home.database()
        passwords = {role: login["password"] for role, login in found["roles"].items()}
        for _ in range(2):  # doing it again changes nothing
            with psycopg.connect(made.dsn(), autocommit=True) as connection:
                roles.create(connection, found["name"], passwords)
                roles.close_the_rest(connection)
        yield made


def act(cluster: Cluster, role: str, statement: str) -> None:
    with psycopg.connect(cluster.dsn(role)) as connection:
        connection.execute(statement.encode())
        connection.rollback()


def test_no_role_can_pass_over_a_policy_or_make_others(cluster: Cluster) -> None:
    with psycopg.connect(cluster.dsn()) as connection:
        able = connection.execute(
            "select rolname from pg_roles"
            " where starts_with(rolname, 'alongside_') and rolname <> 'alongside_superuser'"
            " and (rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls)"
        ).fetchall()
        logs_in = connection.execute("select rolname from pg_roles where rolcanlogin").fetchall()
    assert able == []
    assert {name for (name,) in logs_in} == {"alongside_superuser"} | {f"alongside_{role}" for role in LOGINS}


@pytest.mark.parametrize("role", [role for role in LOGINS if role != "owner"])
@pytest.mark.parametrize(
    "deed",
    [
        "create temp table x ()",
        "create table public.x ()",
        "create table access.x ()",
        "create table authn.x ()",
        "create table log.x ()",
        "create schema x",
        "create role x",
        "create extension hstore schema public",
        "set role alongside_gate",
        "set role alongside_owner",
        "alter role alongside_app bypassrls",
    ],
)
def test_only_the_owner_makes_things(cluster: Cluster, role: str, deed: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        act(cluster, role, deed)


@pytest.mark.parametrize(
    "deed",
    [
        "create table public.x ()",
        "create table authn.x ()",
        "set role alongside_gate",
        "create table queue.x ()",
    ],
)
def test_the_owner_makes_things(cluster: Cluster, deed: str) -> None:
    act(cluster, "owner", deed)


def test_the_owner_hands_things_to_the_gate(cluster: Cluster) -> None:
    act(
        cluster,
        "owner",
        "create table access.x (); alter table access.x owner to alongside_gate; select from access.x",
    )


@pytest.mark.parametrize("role", LOGINS)
def test_no_role_reaches_the_servers_other_databases(cluster: Cluster, role: str) -> None:
    for database in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="CONNECT"):
            psycopg.connect(cluster.dsn(role, database))


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("app", {"public", "access"}),
        ("authn", {"public", "authn"}),
        ("task", {"public", "access", "queue"}),
        ("extract", set()),
        ("report", set()),
    ],
)
def test_each_role_looks_into_its_own_schemas(cluster: Cluster, role: str, sees: set[str]) -> None:
    with psycopg.connect(cluster.dsn(role)) as connection:
        found = connection.execute(
            "select nspname from pg_namespace where nspname = any(%s) and has_schema_privilege(oid, 'usage')",
            (["public", *roles.SCHEMAS],),
        ).fetchall()
    assert {name for (name,) in found} == sees


@pytest.mark.parametrize(("role", "path"), roles.FINDS.items())
def test_names_are_looked_for_where_the_role_belongs(cluster: Cluster, role: str, path: str) -> None:
    with psycopg.connect(cluster.dsn(role)) as connection:
        assert connection.execute("show search_path").fetchone() == (path,)


def test_the_extensions_are_there(cluster: Cluster) -> None:
    with psycopg.connect(cluster.dsn("app")) as connection:
        found = {name for (name,) in connection.execute("select extname from pg_extension")}
    assert found >= set(roles.EXTENSIONS)


@pytest.mark.parametrize("role", [role for role in LOGINS if role != "owner"])
def test_nobody_keeps_large_objects(cluster: Cluster, role: str) -> None:
    for deed in ("lo_create(0)", "lo_from_bytea(0, 'x')", "lo_get(1)", "lo_open(1, 131072)", "lo_unlink(1)"):
        with pytest.raises(InsufficientPrivilege):
            act(cluster, role, f"select {deed}")


def test_an_owner_who_may_not_close_large_objects_is_not_stopped(cluster: Cluster) -> None:
    grant = "grant execute on function lo_create(oid) to public"
    with psycopg.connect(cluster.dsn(database="alongside"), autocommit=True) as above:
        above.execute(grant)
        with psycopg.connect(cluster.dsn("owner"), autocommit=True) as connection:
            for _ in range(2):
                connection.execute(roles.LARGE_OBJECTS.encode())
        assert above.execute(
            "select has_function_privilege('public', 'lo_create(oid)', 'execute')"
        ).fetchone() == (True,)
        above.execute(roles.LARGE_OBJECTS.encode())
        assert above.execute(
            "select has_function_privilege('public', 'lo_create(oid)', 'execute')"
        ).fetchone() == (False,)


def test_what_a_role_changed_of_itself_is_put_back_at_the_next_start(cluster: Cluster) -> None:
    """PostgreSQL lets every role change its own password and defaults."""
    with psycopg.connect(cluster.dsn("app"), autocommit=True) as connection:
        connection.execute("alter role current_user set statement_timeout = '7ms'")
        connection.execute("alter role current_user in database alongside set work_mem = '64kB'")
        connection.execute("alter role current_user in database alongside set search_path = 'pg_temp'")
        connection.execute("alter role current_user password 'another'")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(cluster.dsn("app"))
    found = cluster.home.database()
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        roles.create(
            connection, found["name"], {role: login["password"] for role, login in found["roles"].items()}
        )
    with psycopg.connect(cluster.dsn("app")) as connection:
        for name, value in (("statement_timeout", "0"), ("work_mem", "4MB"), ("search_path", "public")):
            assert connection.execute(f"show {name}".encode()).fetchone() == (value,)


def test_somebody_who_may_not_make_roles_is_told_what_to_have_run(cluster: Cluster) -> None:
    words = dict.fromkeys(LOGINS, "w")
    with (
        psycopg.connect(cluster.dsn("owner"), autocommit=True) as connection,
        pytest.raises(roles.MayNot) as refused,
    ):
        roles.create(connection, "elsewhere", words, owner="alongside_owner")
    script = roles.script(refused.value.statements, dict.fromkeys(LOGINS, "pass"))
    assert 'create role "elsewhere_gate" nologin' in script
    assert "create role \"elsewhere_app\" login password 'pass'" in script
    assert "<" not in script


def test_a_name_with_a_quote_stays_a_name(cluster: Cluster) -> None:
    name = 'o"clock'
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        roles.create(connection, name, dict.fromkeys(LOGINS, "w"))
        assert connection.execute("select 1 from pg_roles where rolname = %s", (f"{name}_app",)).fetchone()
