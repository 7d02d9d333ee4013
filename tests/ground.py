"""The cluster, the template and the clones; and a house to seed: teams, staff, seats, people, clients that are signed in."""

import contextlib
import copy
import datetime as dt
import hashlib
import inspect
import itertools
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import psycopg
import pytest

_cluster: Any = None
_admin: Any = None
_numbers = itertools.count(1)
GIVEN = os.environ.get("ALONGSIDE_TEST_SERVER", "")
# Roles are the whole server's: on a given one each process of the tests has a template and roles of its own.
TEMPLATE = f"alongside_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}" if GIVEN else "alongside"
LOGINS = ("owner", "app", "authn", "task", "extract", "report")

TEST_CLOCK = """
    create table access.test_clock (one boolean primary key default true, at timestamptz not null);
    grant select on access.test_clock to {gate};
    create or replace function access.clock() returns timestamptz
    language sql stable parallel safe security definer set search_path = pg_catalog
    as $$ select coalesce((select at from access.test_clock), pg_catalog.transaction_timestamp()) $$;
"""


def prepare() -> None:
    """Load Django; no database is needed for that."""
    import django

    if GIVEN:
        from alongside.config.home import Home

        home = Home()
        found = home.database()
        users = {name: who | {"user": f"{TEMPLATE}_{name}"} for name, who in found["roles"].items()}
        server = Given(GIVEN)
        home.save_database(
            found | {"name": TEMPLATE, "host": server.host, "port": server.port, "roles": users}
        )
    django.setup()


def cluster() -> Any:
    """The cluster with its template, started when first asked for."""
    global _cluster
    if _cluster is None:
        from django.db import connections

        from alongside.access import upgrade
        from alongside.config import roles
        from alongside.config.home import Home
        from alongside.config.postgres import Cluster

        home = Home()
        _cluster = Given(GIVEN) if GIVEN else Cluster(home, fsync=False)
        _cluster.start()
        found = home.database()
        with psycopg.connect(_cluster.dsn(database="postgres")) as connection:
            roles.create(
                connection, TEMPLATE, {name: who["password"] for name, who in found["roles"].items()}
            )
        for alias in connections:
            connections[alias].settings_dict.update(HOST=found["host"], PORT=str(found["port"]))
        upgrade.upgrade()
        connections["owner"].close()
        with superuser(TEMPLATE) as connection:
            connection.execute(TEST_CLOCK.format(gate=f"{TEMPLATE}_gate"))
    return _cluster


class Given:
    """A server that is there already, reached as its superuser: ALONGSIDE_TEST_SERVER=postgresql://user:password@host:port/."""

    def __init__(self, address: str) -> None:
        from psycopg.conninfo import conninfo_to_dict

        self.parts = conninfo_to_dict(address)
        self.host, self.port = str(self.parts.get("host", "localhost")), int(self.parts.get("port", 5432))

    def dsn(self, role: str = "superuser", database: str | None = None) -> str:
        """How the superuser connects."""
        from psycopg.conninfo import make_conninfo

        return make_conninfo("", **{**self.parts, "dbname": database or "postgres"})

    def start(self) -> None:
        """Begin without what an earlier run left."""
        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            for name in (TEMPLATE, f"{TEMPLATE}_demo_told"):
                connection.execute(f'drop database if exists "{name}" with (force)')

    def stop(self) -> None:
        """It goes on by itself."""


def stop() -> None:
    """Stop the cluster if it was started."""
    global _cluster, _admin
    if _cluster is not None:
        for begun in _begun.values():
            admin().execute(f'drop database "{begun.name}"')
        _begun.clear()
        admin().close()
        _cluster.stop()
        _cluster = _admin = None


@contextlib.contextmanager
def as_task() -> Iterator[None]:
    """The default connection is the task's own log-in, as in the process that does the background work."""
    from django.conf import settings
    from django.db import connections

    found = settings.HOME.database()["roles"]["task"]
    here = connections["default"].settings_dict
    before = here["USER"], here["PASSWORD"]
    connections["default"].close()
    here.update(USER=found["user"], PASSWORD=found["password"])
    try:
        yield
    finally:
        connections["default"].close()
        here.update(USER=before[0], PASSWORD=before[1])


def superuser(name: str) -> psycopg.Connection:
    """A connection that may do anything: tests seed with it what no page can make, and never answer with it."""
    return psycopg.connect(cluster().dsn(database=name), autocommit=True)


def admin() -> psycopg.Connection:
    """The superuser's connection that makes and drops the clones: one for the whole run."""
    global _admin
    if _admin is None:
        _admin = superuser("postgres")
    return _admin


@contextlib.contextmanager
def clone(template: str = TEMPLATE, *, keep: bool = False) -> Iterator["House"]:
    """A database of its own for one test; every alias of Django points at it. Then it is dropped, unless it is kept."""
    from django.db import connections

    cluster()
    connections.close_all()  # a page asked for without a house has opened the template, which is copied only while nobody has
    name = f"al_{os.getpid()}_{next(_numbers)}"
    admin().execute(f'create database "{name}" template "{template}" strategy file_copy')
    # A clone does not inherit the rights on the database itself.
    admin().execute(f'revoke all on database "{name}" from public')
    logins = ", ".join(f'"{TEMPLATE}_{role}"' for role in LOGINS)
    admin().execute(f'grant connect on database "{name}" to {logins}')
    before = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict.update(NAME=name, ROLES_OF=TEMPLATE)
    made = House(name)
    try:
        yield made
    finally:
        made.close()
        for alias, was in before.items():
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = was
        if not keep:
            admin().execute(f'drop database "{name}" with (force)')


class House:
    """A service in a database of its own."""

    def __init__(self, name: str) -> None:
        self.name, self.since = name, dt.datetime.now()
        self.tokens: dict[int, str] = {}
        self.told: dict[str, Any] = {}

    @cached_property
    def sql(self) -> psycopg.Connection:
        """The superuser's connection to it."""
        return superuser(self.name)

    def close(self) -> None:
        """Let go of the database."""
        if "sql" in vars(self):
            self.sql.close()

    def begin_as(self, other: "House") -> None:
        """Know what was told in the house that this one is a clone of: the same rows, in objects of its own."""
        self.since, self.tokens = other.since, dict(other.tokens)
        self.told = copy.deepcopy(other.told, {id(other): self})

    # Seeding what setup and administrators make

    def team(self, name: str) -> int:
        """A team."""
        return self._new("insert into access.team (id, name) values (access.new_id(), %s) returning id", name)

    def staff(
        self, name: str, team: int | None = None, *, leads: bool = False, administrator: bool = False
    ) -> int:
        """Somebody who works here."""
        who = self._new(
            "insert into access.staff (id, name, administrator, joined_at) values (access.new_id(), %s, %s, now()) returning id",
            name, administrator,
        )  # fmt: skip
        if team:
            self.sql.execute(
                "insert into access.team_member (id, team, staff, leads, starts) values (access.new_id(), %s, %s, %s, now())",
                (team, who, leads),
            )
        return who

    def seat(self, kind: str, team: int | None, name: str, holder: int | None = None) -> int:
        """A post, and perhaps who holds it."""
        seat = self._new(
            "insert into access.seat (id, kind, team, name) values (access.new_id(), %s, %s, %s) returning id",
            kind,
            team,
            name,
        )
        if holder:
            self.sql.execute(
                "insert into access.seat_holding (id, seat, staff, starts) values (access.new_id(), %s, %s, now())",
                (seat, holder),
            )
        return seat

    def at(self, moment: dt.datetime) -> None:
        """Stop the service's one clock at a moment."""
        self.sql.execute(
            "insert into access.test_clock (at) values (%s) on conflict (one) do update set at = excluded.at",
            (moment,),
        )

    def pass_time(self, **delta: float) -> None:
        """Move the clock on."""
        now = self.sql.execute("select access.clock()").fetchone()[0]
        self.at(now + dt.timedelta(**delta))

    def _new(self, sql: str, *values: Any) -> int:
        return self.sql.execute(sql, values).fetchone()[0]

    # Being somebody

    def token(self, staff: int) -> str:
        """The browser's token of a session of this member of staff, signed in now."""
        from alongside.accounts.sessions import SessionStore
        from alongside.web.wrapper import database_token

        if staff not in self.tokens:
            store = SessionStore()
            store.create()
            digest = hashlib.sha256(database_token(store.session_key)).digest()
            self.sql.execute(
                "select access.open_session(%s, %s, access.clock() + interval '12 hours')", (digest, staff)
            )
            self.tokens[staff] = store.session_key
        return self.tokens[staff]

    @contextlib.contextmanager
    def viewer(self, staff: int, scope: str = "all", folder: int = 0) -> Iterator[Any]:
        """The database answering this member of staff, through the app's own log-in, as a page has it."""
        from alongside.access import viewer
        from alongside.web.wrapper import database_token

        with viewer.opened(
            database_token(self.token(staff)), scope=scope, folder=folder, route="test", writes=True
        ) as who:
            yield who

    def browser(self, staff: int | None = None) -> Any:
        """A test client; signed in where somebody is named."""
        from django.conf import settings
        from django.test import Client

        client = Client()
        if staff is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.token(staff)
        return client


# What many tests begin with is told once a run, and cloned

_begun: dict[tuple[Callable[..., Any], ...], House] = {}
# A session that has been still for a minute is another thing than one just opened.
FRESH = dt.timedelta(seconds=30)


def telling(tell: Callable[..., Any]) -> Any:
    """A fixture that only tells the house something: each test begins with a clone in which it is told already.

    It may ask for the house and other such fixtures. A test has a copy of what it returned, which speaks of the test's own house.
    """

    def told(house: House, **_: Any) -> Any:
        return house.told[tell.__name__]

    names = dict.fromkeys(("house", *inspect.signature(tell).parameters))
    told.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in names]
    )
    told.__doc__, told.__module__ = tell.__doc__, tell.__module__
    told.telling = tell  # type: ignore[attr-defined]
    return pytest.fixture(name=tell.__name__)(told)


def tellings(request: pytest.FixtureRequest) -> tuple[Callable[..., Any], ...]:
    """What is told for this test, each after what it stands on."""
    known = request.node._fixtureinfo.name2fixturedefs
    found: dict[str, Callable[..., Any]] = {}

    def visit(name: str) -> None:
        tell = getattr(known[name][-1].func, "telling", None) if name in known else None
        if tell and name not in found:
            for needed in inspect.signature(tell).parameters:
                visit(needed)
            found[name] = tell

    for name in request.fixturenames:
        visit(name)
    return tuple(found.values())


@contextlib.contextmanager
def begun(*tellings: Callable[..., Any]) -> Iterator[House]:
    """A clone of the template, or of the database in which all this is told, one after the other."""
    known = begin(*tellings) if tellings else None
    with clone(known.name if known else TEMPLATE) as house:
        if known:
            house.begin_as(known)
        yield house


def begin(*tellings: Callable[..., Any]) -> House:
    """The database in which all this is told, told anew when it has grown old."""
    known = _begun.get(tellings)
    if known and (dt.datetime.now() - known.since > FRESH or known.since.date() != dt.date.today()):
        admin().execute(f'drop database "{known.name}"')
        known = None
    if known is None:
        *before, last = tellings
        earlier = begin(*before) if before else None
        with clone(earlier.name if earlier else TEMPLATE, keep=True) as house:
            if earlier:
                house.begin_as(earlier)
            given = {name: house.told.get(name, house) for name in inspect.signature(last).parameters}
            house.told[last.__name__] = last(**given)
        _begun[tellings] = known = house
    return known


@dataclass(frozen=True)
class Who:
    """A person on record in a test: their folders by kind."""

    id: int
    folders: dict[str, int]

    def handle(self) -> str:
        """As in the address of the person page."""
        from alongside.access import handles

        return handles.seal("person", self.folders["line"], self.folders["line"])

    def part(self, kind: str = "treatment") -> str:
        """As in the address of a page about one part of the record."""
        from alongside.access import handles

        return handles.seal("part", self.folders[kind], self.folders[kind])


def folders_for(
    house: House,
    staff: int,
    kinds: tuple[str, ...] = ("line", "dates", "contact", "treatment"),
    team: int | None = None,
) -> Who:
    """A new person with folders of these kinds, granted to a worker, with nothing in them."""
    person = None
    made: dict[str, int] = {}
    with house.viewer(staff) as viewer:
        from alongside.access import folders

        for kind in kinds:
            made[kind] = folders.open_folder(
                by=viewer, kind=kind, person=person, team=team, purpose="keyworker", assigned=True
            )
            person = person or folders.person_of(made[kind])
    return Who(person or 0, made)


class Tellers:
    """Two persons who may each be in the other's life, each with a worker of their own who may not open the other's record."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.team = house.team("North")
        self.ash = house.staff("Ash", self.team)
        self.bo = house.staff("Bo", self.team)
        self.lead = house.staff("Chris", self.team, leads=True)
        self.one = folders_for(house, self.ash, team=self.team)
        self.other = folders_for(house, self.bo, team=self.team)


def is_there(word: str, page: str) -> bool:
    """Is a short name there as a word of its own? As three letters it is in a sealed handle one day or another."""
    return re.search(rf"\b{re.escape(word)}\b", page) is not None
