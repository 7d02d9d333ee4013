"""The database's roles and what each may touch before any table is made.

    create(connection, "alongside", {"owner": "…", "app": "…", …})

`connection` is a superuser's, or one of somebody who may make roles. Role names carry the database's name, so
that two services on one server share nothing. It can be done again at any time: what is there is set right.

| role | what it is |
|---|---|
| owner | owns the tables; logs in only to migrate and to back up |
| gate | owns the few definer functions and the tables of `access`; never logs in |
| app | the web's pages |
| authn | sign-in: accounts and sessions |
| task | what runs by itself |
| extract, report | analysis: one reads views without names, the other only what the first wrote |
"""

from typing import TYPE_CHECKING

from alongside.config.home import LOGINS

if TYPE_CHECKING:
    import psycopg

EXTENSIONS = ("pg_trgm", "btree_gist", "citext", "unaccent", "fuzzystrmatch")
SCHEMAS = ("access", "authn", "log", "queue")

LIMITS = "nosuperuser nocreatedb nocreaterole noreplication nobypassrls inherit"

USES = {
    "gate": ("public", *SCHEMAS),
    "app": ("public", "access"),
    "authn": ("public", "authn"),
    "task": ("public", "access", "queue"),
    "extract": (),
    "report": (),
}
"""Which schemas each role may look into. What else a role needs is granted with the tables."""

MAKES = {"gate": ("access", "log")}
"""Where a role besides the owner may own things: `alter … owner to gate` asks for this."""

FINDS = {
    "owner": "public, authn",
    "authn": "authn, public",
    "app": "public",
    "task": "public, queue",
    "extract": "public",
    "report": "public",
}
"""Where names without a schema are looked for."""


LARGE_OBJECTS = """do $$ declare which regprocedure; begin
    for which in select oid from pg_proc where pronamespace = 'pg_catalog'::regnamespace
            and (starts_with(proname, 'lo_') or proname in ('loread', 'lowrite'))
            and has_function_privilege('public', oid, 'execute') loop
        execute format('revoke execute on function %s from public', which);
    end loop; end $$"""
"""Large objects lie outside every policy, so nobody keeps any. Where the user is no superuser, PostgreSQL warns and
changes nothing, and `access.startup` says so."""


class MayNot(Exception):
    """The given user may not make the roles; `statements` is what somebody who may has to run."""

    def __init__(self, statements: list[str]) -> None:
        super().__init__("This database user may not make roles.")
        self.statements = statements


def create(
    connection: "psycopg.Connection", name: str, passwords: dict[str, str], *, owner: str | None = None
) -> None:
    """Make the roles, the database and its schemas, or set right those that are there.

    `owner` is the role that owns the database already, where it is not ours to make (DATABASE_URL).
    """
    connection.autocommit = True
    prepare_roles(connection, name, passwords, owner=owner)
    owner = owner or f"{name}_owner"
    make_database(connection, name, owner)
    if connection.info.dbname == name:
        prepare_database(connection, name, owner)
    else:
        import psycopg

        with psycopg.connect(connection.info.dsn, password=connection.info.password, dbname=name) as inside:
            inside.autocommit = True
            prepare_database(inside, name, owner)


def prepare_roles(
    connection: "psycopg.Connection", name: str, passwords: dict[str, str], *, owner: str | None = None
) -> None:
    """Every role with its limits and password; the owner speaks for the gate."""
    superuser, may_make = connection.execute(
        "select rolsuper, rolcreaterole from pg_roles where rolname = current_user"
    ).fetchone()  # type: ignore[misc]
    there = {row[0] for row in connection.execute("select rolname from pg_roles")}
    wanted = [role for role in (*LOGINS, "gate") if not (role == "owner" and owner)]
    if not superuser and not may_make:
        missing = [role for role in wanted if f"{name}_{role}" not in there]
        if missing:
            raise MayNot(statements(name, missing, owner or f"{name}_owner"))
        return  # an administrator made them: theirs to change
    # Only a superuser may say nosuperuser, noreplication, nobypassrls; a new role has none of them anyway.
    limits = LIMITS if superuser else "nocreatedb nocreaterole inherit"
    for role in wanted:
        user = quoted(f"{name}_{role}")
        if f"{name}_{role}" not in there:
            run(connection, f"create role {user}")
        if role == "gate":
            run(connection, f"alter role {user} nologin {limits}")
        else:
            # Only its verifier is sent, so that no log of the server ever holds the password.
            verifier = connection.pgconn.encrypt_password(
                passwords[role].encode(), f"{name}_{role}".encode(), b"scram-sha-256"
            )
            run(connection, f"alter role {user} login {limits} password '{verifier.decode()}'")
            run(connection, f"alter role {user} reset all")  # a role may change its own password and defaults
    speaker, gate = owner or f"{name}_owner", f"{name}_gate"
    if not speaks_for(connection, speaker, gate):
        since_16 = connection.info.server_version >= 160000  # before, both follow from the role itself
        run(
            connection,
            f"grant {quoted(gate)} to {quoted(speaker)}" + " with inherit true, set true" * since_16,
        )


def speaks_for(connection: "psycopg.Connection", who: str, role: str) -> bool:
    """Whether one role has another's rights, and may act as it."""
    may_set = "set" if connection.info.server_version >= 160000 else "member"
    found = connection.execute(
        "select pg_has_role(%s, %s, 'usage') and pg_has_role(%s, %s, %s)", (who, role, who, role, may_set)
    ).fetchone()
    return bool(found and found[0])


def make_database(connection: "psycopg.Connection", name: str, owner: str) -> None:
    """An empty database of the owner's, in the server's own locale."""
    found = connection.execute(
        "select pg_get_userbyid(datdba) from pg_database where datname = %s", (name,)
    ).fetchone()
    if not found:
        run(
            connection,
            f"create database {quoted(name)} owner {quoted(owner)} template template0 encoding 'UTF8'",
        )
    elif found[0] != owner:
        run(connection, f"alter database {quoted(name)} owner to {quoted(owner)}")


def prepare_database(connection: "psycopg.Connection", name: str, owner: str) -> None:
    """Close the database to everybody, open what each role needs, and put in the extensions."""
    for statement in openings(name, owner):
        run(connection, statement)
    for role, statement in finds(name, owner).items():
        if role == "owner":
            run(connection, statement)
        elif may_change(connection, f"{name}_{role}"):
            # Its defaults are put back in one transaction: PostgreSQL lets a role change its own.
            begin = f"alter role {quoted(f'{name}_{role}')} in database {quoted(name)} reset all"
            run(connection, f"{begin}; {statement}")


def may_change(connection: "psycopg.Connection", role: str) -> bool:
    """Whether the current user may set another role's defaults."""
    found = connection.execute(
        "select rolsuper or rolcreaterole and pg_has_role(current_user, %s, %s)"
        " from pg_roles where rolname = current_user",
        (role, "member" if connection.info.server_version >= 160000 else "usage"),
    ).fetchone()
    return bool(found and found[0])


def run(connection: "psycopg.Connection", statement: str) -> None:
    connection.execute(statement.encode())  # bytes: made of names quoted here


def openings(name: str, owner: str) -> list[str]:
    """What is granted inside the database, as SQL; names are quoted, since DATABASE_URL may bring any."""
    q = quoted
    roles = {role: q(f"{name}_{role}") for role in (*LOGINS, "gate")} | {"owner": q(owner)}
    lines = [f"revoke all on database {q(name)} from public", "revoke all on schema public from public"]
    lines += [f"grant connect on database {q(name)} to {roles[role]}" for role in LOGINS]
    lines.append(f"grant create on database {q(name)} to {roles['owner']}")
    lines.append(f"grant usage, create on schema public to {roles['owner']}")
    # Made before the schemas, as whoever we are: all five are trusted, so an owner may put them in as well.
    lines += [f"create extension if not exists {extension} schema public" for extension in EXTENSIONS]
    lines += [f"create schema if not exists {schema} authorization {roles['owner']}" for schema in SCHEMAS]
    lines += [f"revoke all on schema {schema} from public" for schema in SCHEMAS]
    for role, schemas in USES.items():
        lines += [f"grant usage on schema {schema} to {roles[role]}" for schema in schemas]
    for role, schemas in MAKES.items():
        lines += [f"grant create on schema {schema} to {roles[role]}" for schema in schemas]
    lines.append(LARGE_OBJECTS)
    return lines


def finds(name: str, owner: str) -> dict[str, str]:
    """Where each role looks for names, as SQL."""
    return {
        role: "alter role {} in database {} set search_path to {}".format(
            quoted(owner if role == "owner" else f"{name}_{role}"), quoted(name), path
        )
        for role, path in FINDS.items()
    }


def statements(name: str, missing: list[str], owner: str) -> list[str]:
    """What an administrator of the server runs where the owner may not make roles; no passwords yet."""
    q = quoted
    lines = []
    for role in missing:
        login = "nologin" if role == "gate" else f"login password '<{role}>'"
        lines.append(f"create role {q(f'{name}_{role}')} {login} {LIMITS}")
    lines += [f"grant {q(f'{name}_gate')} to {q(owner)}", LARGE_OBJECTS]
    return lines + [line for role, line in finds(name, owner).items() if role in missing]


def script(statements: list[str], passwords: dict[str, str]) -> str:
    """The same as a file for psql, with the passwords in it."""
    text = ";\n".join(statements) + ";\n"
    for role, password in passwords.items():
        text = text.replace(f"'<{role}>'", f"'{password}'")
    return text


def close_the_rest(connection: "psycopg.Connection") -> None:
    """On a server of our own: no role of a service has anything to do in the server's other databases."""
    connection.execute("revoke all on database postgres, template1 from public")


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
