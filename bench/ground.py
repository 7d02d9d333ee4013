"""The databases that are measured: made from a seed by `owner` before policies, keys and triggers, and kept between runs.

    with Ground(seed=1) as ground:
        service = ground.service(persons=10_000)      # made if it is not there; a killed load goes on where it was

What each table holds for a person is said in `plan.py`. Two connections fill a table each; a table is emptied and
filled in one transaction, so that the write-ahead log has nothing of it to keep (wal_level is minimal).
"""

import contextlib
import hashlib
import inspect
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import plan
from bench.plan import BESIDE, KINDS, label

HOME = Path(os.environ.get("BENCH_HOME", "build/bench")).absolute()
HANDS = 2  # connections that fill tables at the same time
NARROW, WIDE = 15, 1250  # persons of the viewer with 60 grants, and of the one with 5,000
EACH_WORKER = 50  # persons of every other member of staff
MANY = 100  # persons of a worker whose Today is full
ON_DUTY = range(
    3_000, 4_500
)  # persons of the team whose duty seat covers 3,000 folders: a line and dates of each
STAFF = 1000  # the id of the first of them
CLUSTER = {
    # The memory that a machine of this size would be given; what else the product sets stays.
    "shared_buffers": "2GB",
    "effective_cache_size": "8GB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "8GB",
    "max_parallel_maintenance_workers": "0",
    # A load vacuums and analyses its own tables; nothing is to begin by itself in the middle of a round.
    "autovacuum": "off",
}


@dataclass
class Service:
    """One database that is measured, and who may be asked in it."""

    name: str
    persons: int
    ground: "Ground"

    narrow = 1_000_000_001
    """The staff id of the viewer with 60 grants."""
    wide = 1_000_000_002
    """The staff id of the viewer with 5,000 grants; the same persons are assigned to both."""
    many = 1_000_000_003
    """The staff id of a worker with a hundred people."""
    duty = 1_000_000_004
    """The staff id of whoever is on duty for `ON_DUTY`."""

    def worker(self, n: int) -> int:
        """The staff id of one of those who have 50 persons each."""
        return STAFF + n % max(self.persons // EACH_WORKER, 1)

    def folder(self, kind: str, person: int) -> int:
        """A folder of a person."""
        found = label(kind, "p", self.ground.seed)
        return self.ground.one(self.name, f"select {found} from (select {person}::bigint as p) _")

    def size(self) -> int:
        """Bytes on the disk."""
        return self.ground.one(self.name, "select pg_database_size(current_database())")


class Ground:
    """The bench's own cluster, away from any service's data."""

    def __init__(self, seed: int = 1) -> None:
        self.seed = seed
        os.environ.pop("DATABASE_URL", None)
        os.environ["ALONGSIDE_HOME"] = str(HOME)
        os.environ["ALONGSIDE_ROLE"] = "owner"
        os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.config.settings"
        from alongside.config.home import Home
        from alongside.config.postgres import Cluster

        HOME.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            HOME.chmod(0o711)  # the database's own user passes through
        self.home = Home()
        self.cluster = Cluster(self.home, tell=print)
        self.cluster.settings = self.cluster.settings | CLUSTER

    def __enter__(self) -> "Ground":
        import django

        self.cluster.__enter__()
        django.setup()
        return self

    def __exit__(self, *error: object) -> None:
        from django.db import connections

        connections.close_all()
        self.cluster.__exit__(*error)

    def connect(self, name: str) -> Any:
        """A superuser's connection."""
        import psycopg

        return psycopg.connect(self.cluster.dsn(database=name), autocommit=True)

    def one(self, name: str, sql: str, *values: Any) -> Any:
        """The one value that a query answers."""
        with self.connect(name) as connection:
            row = connection.execute(sql, values or None).fetchone()
            return row[0] if row else None

    def service(self, persons: int, variant: str = "") -> Service:
        """The database of this many persons; made, or finished, where it is not whole."""
        made = Service(f"bench_{self.seed}_{persons}{variant}", persons, self)
        Loading(self, made).finish()
        return made

    @contextlib.contextmanager
    def django(self, name: str) -> Iterator[Any]:
        """Django with one of the databases, as its owner."""
        from django.db import connections

        found, owner = self.home.database(), connections["owner"]
        owner.close()
        owner.settings_dict.update(NAME=name, USER=f"{name}_owner", HOST=found["host"])
        try:
            yield owner
        finally:
            owner.close()


class Loading:
    """The stages by which a database is filled; each is noted when done, so that a killed load goes on where it was."""

    def __init__(self, ground: Ground, service: Service) -> None:
        self.ground, self.service, self.name = ground, service, service.name
        self.begun = time.monotonic()
        self.before = 0.0

    def finish(self) -> None:
        """Do what is not done; begin anew where the tables have changed since."""
        with self.ground.django(self.name) as owner:
            from alongside.access import arrange, upgrade

            self.models = {m._meta.db_table: m for m in arrange.folder_models()}
            plan.check(self.models)
            self.make()
            if "tables" not in self.done():
                self.stage("tables", lambda c: migrate(owner))
            jobs = [(t, lambda c, t=t: self.rows(c, t)) for t in self.by_weight()]
            jobs.insert(1, ("access", self.access))
            self.together(jobs)
            # Before the keys are made: checking them without figures for the planner takes many times as long.
            tables = [*self.by_weight(), *ACCESS]
            self.together([(f"vacuum {t}", lambda c, t=t: vacuum(c, t)) for t in tables])
            if upgrade.found(owner) != upgrade.wanted():
                self.stage("arrangement", lambda c: self.arrange(owner))
            if "whole" not in self.done():
                self.stage("whole", self.look)
                seconds, size = self.seconds(), self.service.size() / 1e9
                print(
                    f"  {self.name}: {self.service.persons:,} persons in {seconds / 60:.1f} min, {size:.2f} GB",
                    flush=True,
                )

    # Stages

    def make(self) -> None:
        """The database with its roles; an old one whose tables are others is dropped."""
        import psycopg

        from alongside.config import roles

        passwords = {role: who["password"] for role, who in self.ground.home.database()["roles"].items()}
        mark = self.mark()
        with psycopg.connect(self.ground.cluster.dsn(database="postgres"), autocommit=True) as connection:
            comment = "select shobj_description(oid, 'pg_database') from pg_database where datname = %s"
            found = connection.execute(comment, (self.name,)).fetchone()
            if found and found[0] != mark:
                print(
                    f"  {self.name}: the tables have changed since it was filled; it is made anew", flush=True
                )
                connection.execute(f'drop database "{self.name}" with (force)')
            roles.create(connection, self.name, passwords)
            connection.execute(f"comment on database \"{self.name}\" is '{mark}'")
        with self.ground.connect(self.name) as connection:
            connection.execute("create schema if not exists bench")
            connection.execute("create table if not exists bench.stage (name text primary key, until float)")
            self.before = connection.execute("select coalesce(max(until), 0) from bench.stage").fetchone()[0]

    def mark(self) -> str:
        """What the rows are made of: the migrations, the plan's SQL, and who may open what."""
        import alongside

        source = Path(alongside.__file__).parent
        files = sorted([*source.glob("*/migrations/*.py"), *source.glob("access/sql/1_*.sql")])
        text = [f.read_text() for f in files if f.exists()]
        text += [self.filling(table) for table in self.models]
        text.append(inspect.getsource(Access))
        return hashlib.sha256("\n".join(text).encode()).hexdigest()[:24]

    def done(self) -> set[str]:
        """The names of the stages that are done."""
        with self.ground.connect(self.name) as connection:
            return {row[0] for row in connection.execute("select name from bench.stage")}

    def seconds(self) -> float:
        """How long the whole took, over all the runs in which it was made."""
        return self.ground.one(self.name, "select max(until) from bench.stage")

    def stage(self, name: str, work: Callable[[Any], object]) -> None:
        """One piece of work on a connection of its own, and the note that it is done."""
        with self.ground.connect(self.name) as connection:
            # A load that can be made again need not wait for the disk.
            connection.execute("set synchronous_commit = off; set work_mem = '384MB'; set jit = off")
            work(connection)
            until = self.before + time.monotonic() - self.begun
            connection.execute(
                "insert into bench.stage values (%s, %s) on conflict (name) do update set until = excluded.until",
                (name, until),
            )
        if self.service.persons > 50_000:
            print(f"  {self.name}: {name}, {until:.0f} s", flush=True)

    def together(self, jobs: list[tuple[str, Callable[[Any], object]]]) -> None:
        """Several pieces of work, on so many connections at a time, in this order."""
        done = self.done()
        waiting = [job for job in jobs if job[0] not in done]
        lock, faults = threading.Lock(), []

        def hand() -> None:
            while not faults:
                with lock:
                    if not waiting:
                        return
                    name, work = waiting.pop(0)
                try:
                    self.stage(name, work)
                except Exception as fault:  # raised below: a thread's own trace would be lost
                    faults.append(fault)

        hands = [threading.Thread(target=hand) for _ in range(HANDS)]
        for thread in hands:
            thread.start()
        for thread in hands:
            thread.join()
        if faults:
            raise faults[0]

    def by_weight(self) -> list[str]:
        """The tables, the heaviest first."""
        return sorted(self.models, key=lambda t: -plan.planned(t, self.models[t]).each)

    def access(self, connection: Any) -> None:
        """Staff, folders and grants: each person with a keyworker, and the two viewers that are compared."""
        with connection.transaction(), without_keys(connection, ACCESS):
            Access(self.service, connection).fill()

    def rows(self, connection: Any, table: str) -> None:
        """Fill one table, with its primary key as the arrangement will want it."""
        key = f"{table}_by_folder"[:63]
        with connection.transaction():
            connection.execute(f'truncate "{table}"')
            with without_keys(connection, (f"public.{table}",), primary=False):
                connection.execute(self.filling(table))
            connection.execute(f'alter table "{table}" add constraint "{key}" primary key (folder, id)')

    def filling(self, table: str) -> str:
        """The statement that makes the rows: in the order of time, not of persons, so that theirs lie as far apart as
        they would."""
        model = self.models[table]
        columns = plan.columns_of(table, model, self.models, self.ground.seed)
        names = ", ".join(f'"{c}"' for c in columns)
        return (
            f'insert into "{table}" ({names}) select {", ".join(columns.values())} '
            f"from generate_series({plan.planned(table, model).each - 1}, 0, -1) k, "
            f"generate_series(0::bigint, {self.service.persons - 1}) p"
        )

    def arrange(self, owner: Any) -> None:
        """Policies, keys, triggers and rights, and the mark of a whole database."""
        from alongside.access import arrange, upgrade

        arrange.arrange(owner)
        with owner.cursor() as cursor:
            cursor.execute(f"comment on schema access is '{upgrade.wanted()}'")

    def look(self, connection: Any) -> None:
        """Fail where the rows are not such as the models know."""
        folders = [self.service.folder(kind, p) for kind in (*KINDS, *BESIDE) for p in range(NARROW)]
        faults = list(plan.faults_of(connection, self.models, folders))
        if faults:
            raise plan.DoesNotFit("bench/plan.py made rows that the models do not know: " + "; ".join(faults))


ACCESS = ("access.folder", "access.grant")


class Access:
    """Who works here, which folders there are, and who may open them."""

    def __init__(self, service: Service, connection: Any) -> None:
        self.service, self.seed, self.run = service, service.ground.seed, connection.execute

    def fill(self) -> None:
        """Everything in `access`, over nothing."""
        last = self.service.persons - 1
        tables = (
            "birth",
            "session",
            "grant",
            "folder",
            "seat_holding",
            "seat",
            "team_member",
            "staff",
            "team",
        )
        self.run(f"truncate {', '.join(f'access.{t}' for t in tables)} cascade")
        self.run(
            "insert into access.birth (demo, service, born_at) values (false, 'Bench', now())"
        )  # a service, no demo
        self.run("insert into access.team (id, name) values (1, 'North'), (2, 'South')")
        staff = (
            "insert into access.staff (id, name, job, joined_at) select {}, {}, 'Keyworker', now() from {}"
        )
        self.run(
            staff.format(f"{STAFF} + n", "'Worker ' || n", f"generate_series(0, {last // EACH_WORKER}) n")
        )
        for who, name in (("narrow", "Narrow"), ("wide", "Wide"), ("many", "Many"), ("duty", "Duty")):
            self.run(staff.format(getattr(self.service, who), f"'{name}'", "(select 1) _"))
        self.run(
            "insert into access.team_member (id, team, staff, starts) "
            f"select id, case when id = {self.service.duty} then 2 else 1 end, id, now() from access.staff"
        )
        self.run("insert into access.seat (id, kind, team, name) values (1, 'duty', 2, 'Duty, South')")
        self.run(
            "insert into access.seat_holding (id, seat, staff, starts, ends) "
            f"values (1, 1, {self.service.duty}, now(), now() + interval '10 years')"
        )
        team = f"case when p between {ON_DUTY.start} and {ON_DUTY.stop - 1} then 2 else 1 end"
        for nth, kind in enumerate((*KINDS, *BESIDE)):
            self.run(
                f"insert into access.folder (id, kind, person, team, made_at) select {label(kind, 'p', self.seed)}, "
                f"'{kind}', 4000000000 + p, {team}, now() - interval '400 days' from generate_series(0::bigint, {last}) p"
            )
            if kind in BESIDE:
                continue
            self.grants(50 + nth, kind, f"{STAFF} + p / {EACH_WORKER}", "true", last)
            self.grants(60 + nth, kind, self.service.narrow, "true", NARROW - 1)
            self.grants(70 + nth, kind, self.service.wide, f"p < {NARROW}", min(WIDE - 1, last))
            self.grants(80 + nth, kind, self.service.many, "true", min(MANY - 1, last))

    def grants(self, salt: int, kind: str, staff: object, assigned: str, last: int) -> None:
        """A grant on the folders of one kind, of persons 0 to `last`."""
        self.run(
            "insert into access.grant (id, folder, staff, purpose, reason, assigned, starts, ends) "
            f"select hashint8extended(p, {self.seed * 1000 + salt}) & 9223372036854775807, {label(kind, 'p', self.seed)}, "
            f"{staff}, 'keyworker', 'works with them', {assigned}, now() - interval '1 day', now() + interval '10 years' "
            f"from generate_series(0::bigint, {last}) p"
        )


def migrate(owner: Any) -> None:
    """Every table, empty, and no policies yet."""
    from django.core.management import call_command

    call_command("migrate", database="owner", verbosity=0, interactive=False)


def vacuum(connection: Any, table: str) -> None:
    """Visibility and figures for the planner."""
    schema, _, name = table.rpartition(".")
    connection.execute(f'vacuum (analyze) "{schema or "public"}"."{name}"')


@contextlib.contextmanager
def without_keys(connection: Any, tables: tuple[str, ...], primary: bool = True) -> Iterator[None]:
    """Keys and indexes of some tables go, and come back after the rows; primary keys stay away where told."""
    run, names = connection.execute, [_quoted(t) for t in tables]
    there = "array[" + ", ".join(f"'{n}'::regclass" for n in names) + "]"
    keys = run(
        "select conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype::text from pg_constraint "
        f"where (conrelid = any({there}) and contype in ('p', 'u', 'f')) or confrelid = any({there})"
    ).fetchall()
    keys.sort(key=lambda key: key[3] != "f")  # references before what they refer to
    for table, key, _, _ in keys:
        run(f'alter table {table} drop constraint "{key}"')
    indexes = run(
        "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index "
        f"where indrelid = any({there})"
    ).fetchall()
    for index, _ in indexes:
        run(f"drop index {index}")
    yield
    for _, definition in indexes:
        run(definition)
    for table, key, definition, kind in reversed(keys):
        if primary or kind != "p":
            run(f'alter table {table} add constraint "{key}" {definition}')


def _quoted(table: str) -> str:
    schema, _, name = table.rpartition(".")
    return f'"{schema}"."{name}"'
