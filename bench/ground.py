"""The databases that are measured: made from a seed by `owner` before policies, keys and triggers, and kept between runs.

    ground = Ground(seed=1)
    with ground.service(persons=10_000) as service: …     # made if it is not there; each stage can be resumed

Ids are hashes of (seed, table, number), so that the same seed makes the same rows. What each table holds for a person is
said in `PLAN`; columns that are not named get a filler that fits them.
"""

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HOME = Path(os.environ.get("BENCH_HOME", "build/bench")).absolute()
NAMES = ("Ash", "Bo", "Charlie", "Drew", "Eden", "Frankie", "Grey", "Harper", "Indy", "Jo", "Kit", "Lou", "Morgan", "Noor",
         "Oakley", "Pat", "Quinn", "Robin", "Sam", "Taylor", "Uma", "Val", "Wren", "Xen", "Yuri", "Zion")  # fmt: skip
SURNAMES = ("Abara", "Baker", "Chowdhury", "Davies", "Evans", "Farah", "Green", "Hughes", "Ibrahim", "Jones", "Khan", "Lewis",
            "Morris", "Nowak", "Owen", "Patel", "Quirk", "Roberts", "Singh", "Taylor")  # fmt: skip


@dataclass(frozen=True)
class Rows:
    """How many rows of a table each person has, where they lie, and what is in them (over `p`, the person, and `k`)."""

    each: int
    kind: str
    columns: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)  # column → table, of which `each` are there


def array(words: tuple[str, ...]) -> str:
    return "array[" + ", ".join(f"'{w}'" for w in words) + "]"


CALL_NAME = f"({array(NAMES)})[1 + (p * 7919) % {len(NAMES)}] || ' ' || ({array(SURNAMES)})[1 + (p * 104729) % {len(SURNAMES)}]"
PLAN: dict[str, Rows] = {
    "people_line": Rows(1, "line", {
        "call_name": CALL_NAME, "sort_key": f"lower({CALL_NAME})", "reference": "'B' || lpad(p::text, 9, '0')"}),
    "people_details": Rows(1, "contact", {"born_on": "date '1960-01-01' + (p % 14000)::int", "pronouns": "'they/them'",
                                          "nhs_number": "''", "postcode": "'LE1 1AA'", "age_band": "''", "ethnicity": "''",
                                          "interpreter": "''", "gender_code": "''", "sexuality_code": "''"}),
    "people_contactway": Rows(1, "contact", {"kind": "'text'", "value": "'+44770090' || lpad((p % 10000)::text, 4, '0')",
                                             "may_contact": "'yes'", "leave_message": "'no'", "first": "true"}),
    "ties_alter": Rows(5, "treatment", {"name": f"({array(NAMES)})[1 + (p * 31 + k * 7) % {len(NAMES)}]",
                                        "shape": "(array['person','person','person','professional','group'])[1 + k]"}),
    "ties_tie": Rows(5, "treatment", {"closeness": "1 + (p + k) % 5", "helps": "(p + k) % 4", "harder": "(p * 3 + k) % 4",
                                      "source": "'said'", "kind": "'friend'", "contact": "'weekly'", "used_together": "'no'",
                                      "angle": "(k * 72)::float", "distance": "null"}, {"alter_id": "ties_alter"}),
    "ties_knows": Rows(2, "treatment", {"weight": "1"}, {"one_id": "ties_alter", "other_id": "ties_alter"}),
    "care_referral": Rows(1, "treatment", {"came_from": "'self'", "state": "'accepted'", "source": "'said'", "urgent": "false"}),
    "care_episode": Rows(1, "treatment", {"state": "'open'", "finished_on": "null", "finished_how": "''"}, {"referral_id": "care_referral"}),
    "care_choice": Rows(1, "treatment", {"about": "'use'", "stage": "'preference'", "value": "'less'", "source": "'said'"},
                        {"episode_id": "care_episode"}),
    "care_plan": Rows(1, "treatment", {"state": "'agreed'", "source": "'said'", "words": "'To have my weekends back.'",
                                       "review_on": "current_date + (p % 90)::int - 20"}, {"episode_id": "care_episode"}),
    "care_goal": Rows(1, "treatment", {"state": "'open'", "capital": "''", "source": "'said'",
                                       "words": "'See my son on Sundays, number ' || p"}, {"plan_id": "care_plan"}),
    "care_step": Rows(2, "treatment", {"state": "'open'", "by_whom": "case when k = 0 then 'person' else 'someone' end",
                                       "source": "'said'", "worker": "null", "words": "'Ring about the meeting'",
                                       "due_on": "current_date + ((p + k) % 60)::int - 10", "done_on": "null"},
                      {"goal_id": "care_goal", "helper_id": "ties_alter"}),
    "care_session": Rows(10, "treatment", {"how": "'in_person'", "state": "(array['came','came','came','missed'])[1 + (p + k) % 4]",
                                           "source": "'seen'", "at": "now() - (k * 21 + p % 20) * interval '1 day'",
                                           "note": "'Talked about the week. ' || md5(p::text || k)", "agreed": "'To ring Nan'"},
                         {"episode_id": "care_episode"}),
    "care_due": Rows(2, "dates", {"what": "(array['session','review'])[1 + k]", "on": "current_date + ((p * 3 + k) % 40)::int - 10",
                                  "at": "null", "about": "null", "met_on": "null"}),
}  # fmt: skip
KINDS = ("line", "dates", "contact", "treatment")
NARROW, WIDE = 15, 1250  # persons of the viewer with 60 grants, and of the one with 5,000


@dataclass
class Service:
    """One database that is measured, and who may be asked in it."""

    name: str
    persons: int
    ground: "Ground"

    @property
    def narrow(self) -> int:
        """The staff id of the viewer with 60 grants."""
        return 1_000_000_001

    @property
    def wide(self) -> int:
        """The staff id of the viewer with 5,000 grants, of whose persons the same number are assigned."""
        return 1_000_000_002

    def line_folder(self, person: int) -> int:
        """The folder of a person's line."""
        return self.ground.one(self.name, f"select {label('line', 'p')} from (select {person}::bigint as p) _")


def label(kind: str, p: str, seed: int = 1) -> str:
    return f"(hashint8extended({p}, {seed * 1000 + KINDS.index(kind)}) & 9223372036854775807)"


def row_id(table: str, n: str, seed: int = 1) -> str:
    return f"(hashint8extended({n}, {seed * 1000 + 100 + list(PLAN).index(table)}) & 9223372036854775807)"


class Ground:
    """The bench's own cluster, away from any service's data."""

    def __init__(self, seed: int = 1) -> None:
        self.seed = seed
        os.environ.pop("DATABASE_URL", None)
        os.environ["ALONGSIDE_HOME"] = str(HOME)
        os.environ["ALONGSIDE_ROLE"] = "owner"
        os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.config.settings"
        from alongside.config.home import Home
        from alongside.config.postgres import SETTINGS, Cluster

        HOME.mkdir(parents=True, exist_ok=True)
        self.home = Home()
        # The settings of the product, with the memory that a machine of this size would be given.
        SETTINGS.update({"shared_buffers": "2GB", "effective_cache_size": "12GB", "maintenance_work_mem": "1GB",
                         "max_wal_size": "8GB", "max_parallel_maintenance_workers": "2"})  # fmt: skip
        self.cluster = Cluster(self.home, tell=print)

    def __enter__(self) -> "Ground":
        self.cluster.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.cluster.stop()

    def connect(self, name: str) -> Any:
        import psycopg

        return psycopg.connect(self.cluster.dsn(database=name), autocommit=True)

    def one(self, name: str, sql: str) -> Any:
        with self.connect(name) as connection:
            row = connection.execute(sql).fetchone()
            return row[0] if row else None

    def service(self, persons: int, variant: str = "") -> Service:
        """The database of this many persons; made, or finished, where it is not whole."""
        name = f"bench_{self.seed}_{persons}{variant}"
        made = Service(name, persons, self)
        Loading(self, made).finish()
        return made


class Loading:
    """The stages by which a database is filled; each is marked when done, so that a killed load goes on where it was."""

    def __init__(self, ground: Ground, service: Service) -> None:
        self.ground, self.service = ground, service

    def finish(self) -> None:
        """Do what is not done."""
        import psycopg

        from alongside.config import roles

        found = self.ground.home.database()
        name = self.service.name
        with psycopg.connect(self.ground.cluster.dsn(database="postgres"), autocommit=True) as connection:
            roles.create(connection, name, {role: who["password"] for role, who in found["roles"].items()})
        with self.ground.connect(name) as connection:
            connection.execute("create table if not exists public.bench_stage (name text primary key, seconds float)")
            done = {row[0] for row in connection.execute("select name from public.bench_stage")}
            # Durability of a load that can be made again is not worth the wait.
            connection.execute("set synchronous_commit = off")
            connection.execute("set work_mem = '256MB'")
            for stage, work in self.stages():
                if stage in done:
                    continue
                begun = time.monotonic()
                print(f"  {name}: {stage} …", flush=True)
                work(connection)
                connection.execute("insert into public.bench_stage values (%s, %s)", (stage, time.monotonic() - begun))

    def stages(self) -> Iterator[tuple[str, Any]]:
        yield "tables", self.tables
        yield "access", self.access
        for table in PLAN:
            yield table, lambda connection, table=table: self.rows(connection, table)
        yield "arrange", self.arrange
        yield "analyze", lambda connection: connection.execute("vacuum (analyze)")

    @contextlib.contextmanager
    def django(self) -> Iterator[Any]:
        """Django, pointed at this database as its owner."""
        import django
        from django.conf import settings

        found = self.ground.home.database()
        if not settings.configured or not getattr(self.ground, "_ready", False):
            django.setup()
            self.ground._ready = True  # type: ignore[attr-defined]
        from django.db import connections

        owner = connections["owner"]
        owner.close()
        owner.settings_dict.update(NAME=self.service.name, USER=f"{self.service.name}_owner", HOST=found["host"])
        yield owner
        owner.close()

    def tables(self, connection: Any) -> None:
        from django.core.management import call_command

        with self.django():
            call_command("migrate", database="owner", verbosity=0, interactive=False)

    def access(self, connection: Any) -> None:
        """Staff, folders and grants: each person with a keyworker, and the two viewers that are compared."""
        persons = self.service.persons
        run = connection.execute
        run("truncate access.grant, access.folder, access.staff, access.team, access.team_member cascade")
        run("insert into access.team (id, name) values (1, 'North')")
        run(f"insert into access.staff (id, name, job, joined_at) select 1000 + n, 'Worker ' || n, 'Keyworker', now() from generate_series(0, {persons // 50}) n")
        run("insert into access.staff (id, name, job, joined_at) values (%s, 'Narrow', '', now()), (%s, 'Wide', '', now())",
            (self.service.narrow, self.service.wide))
        run("insert into access.team_member (id, team, staff, starts) values (1, 1, %s, now()), (2, 1, %s, now())",
            (self.service.narrow, self.service.wide))
        # Keys and indexes come back after the rows.
        indexes = run("select conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype::text from pg_constraint "
                      "where conrelid in ('access.grant'::regclass, 'access.folder'::regclass) and contype in ('p', 'f')").fetchall()
        others = run("select schemaname, indexname, indexdef from pg_indexes where schemaname = 'access' and tablename in ('grant', 'folder') "
                     "and not indexname like '%pkey'").fetchall()
        incoming = run("select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint "
                       "where confrelid in ('access.grant'::regclass, 'access.folder'::regclass) "
                       "and not conrelid in ('access.grant'::regclass, 'access.folder'::regclass)").fetchall()
        for table, constraint, _ in incoming:
            run(f'alter table {table} drop constraint "{constraint}"')
        for table, constraint, _, kind in sorted(indexes, key=lambda i: i[3]):  # 'f' before 'p'
            run(f'alter table {table} drop constraint "{constraint}"')
        for schema, index, _ in others:
            run(f'drop index {schema}."{index}"')
        for kind in KINDS:
            run(f"insert into access.folder (id, kind, person, team, made_at) "
                f"select {label(kind, 'p', self.ground.seed)}, '{kind}', 4000000000 + p, 1, now() - interval '400 days' "
                f"from generate_series(0::bigint, {persons - 1}) p")
            grant = ("insert into access.grant (id, folder, staff, purpose, reason, assigned, starts, ends) "
                     "select (hashint8extended(p, {seed}) & 9223372036854775807), {label}, {staff}, 'keyworker', 'works with them', "
                     "{assigned}, now() - interval '1 day', now() + interval '3600 days' from generate_series(0::bigint, {last}) p")
            nth = KINDS.index(kind)
            of = label(kind, "p", self.ground.seed)
            run(grant.format(seed=50 + nth, label=of, staff="1000 + p / 50", assigned="true", last=persons - 1))
            run(grant.format(seed=60 + nth, label=of, staff=self.service.narrow, assigned="true", last=NARROW - 1))
            run(grant.format(seed=70 + nth, label=of, staff=self.service.wide, assigned=f"(p < {NARROW})", last=min(WIDE, persons) - 1))
        for table, constraint, definition, _ in sorted(indexes, key=lambda i: i[3], reverse=True):
            run(f'alter table {table} add constraint "{constraint}" {definition}')
        for _, _, definition in others:
            run(definition)
        for table, constraint, definition in incoming:
            run(f'alter table {table} add constraint "{constraint}" {definition}')

    def rows(self, connection: Any, table: str) -> None:
        """Fill one table; what Django made of keys and indexes goes first and comes back after."""
        from alongside.access import arrange

        with self.django():
            model = next(m for m in arrange.folder_models() if m._meta.db_table == table)
        run = connection.execute
        plan = PLAN[table]
        run(f'truncate "{table}"')
        run("insert into public.bench_stage values (%s, 0) on conflict do nothing", (f"{table} definitions",))
        keys = run("select conname from pg_constraint where conrelid = %s::regclass and contype = 'p'", (table,)).fetchall()
        for (constraint,) in keys:
            run(f'alter table "{table}" drop constraint "{constraint}"')
        run("create table if not exists public.bench_index (name text primary key, definition text)")
        run("insert into public.bench_index select indexname, indexdef from pg_indexes where tablename = %s and schemaname = 'public' "
            "on conflict do nothing", (table,))
        for (index,) in run("select indexname from pg_indexes where tablename = %s and schemaname = 'public'", (table,)).fetchall():
            run(f'drop index public."{index}"')
        seed = self.ground.seed
        columns = {"id": row_id(table, f"p * {plan.each} + k", seed), "folder": label(plan.kind, "p", seed), **plan.columns}
        for column, parent in plan.parents.items():
            each = PLAN[parent].each
            nth = "1" if column == "other_id" else "0"
            columns[column] = row_id(parent, f"p * {each} + (k + {nth}) % {each}", seed)
        from tests.bulk import filler

        for f in model._meta.local_fields:
            if f.column not in columns:
                plain = "null" if f.null else "''" if f.get_internal_type() in ("CharField", "TextField", "Words") else filler(f).replace("n", "p")
                plain = {"made_at": "now() - k * interval '21 days'", "version": "1", "in_error": "false"}.get(f.column, plain)
                if f.get_internal_type() == "DateField" and not f.null:
                    plain = "current_date - (p % 400)::int"
                columns[f.column] = plain
        names = ", ".join(f'"{c}"' for c in columns)
        run(f'insert into "{table}" ({names}) select {", ".join(columns.values())} '
            f"from generate_series(0::bigint, {self.service.persons - 1}) p, generate_series(0, {plan.each - 1}) k")
        for (definition,) in run("select b.definition from public.bench_index b where b.definition like %s", (f"%% ON public.{table} %%",)).fetchall():
            if "_pkey" not in definition:
                run(definition)

    def arrange(self, connection: Any) -> None:
        """Policies, keys, triggers and rights, and the mark of a whole database."""
        from alongside.access import arrange, upgrade

        with self.django() as owner:
            arrange.arrange(owner)
            with owner.cursor() as cursor:
                cursor.execute(f"comment on schema access is '{upgrade.wanted()}'")
