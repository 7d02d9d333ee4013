"""Find a person, open them, see who is around them: ours against GNU Health on Tryton, on one PostgreSQL.

Both are served by granian, one worker process with one thread, and asked by one client over one kept connection. Theirs
answers JSON-RPC (what its desktop client asks for; drawing it is that client's work and is not timed); ours answers whole
pages. The same 10,000 persons by the same names are in both, with five relations each and families of four.

GNU Health is GPL and runs in processes of its own from `bench/.venv-rivals` (`rivals.txt`), which is made when first
asked for. Its database is made by its own `trytond-admin`; persons are copied in by SQL as its own `create` leaves them,
since that makes one in about 30 ms. Each stage is noted when done.

    python -m bench --only rival
"""

import base64
import contextlib
import hashlib
import http.client
import json
import os
import random
import re
import secrets
import subprocess
import time
import venv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench import plan
from bench.ground import Ground, Service
from bench.web import Client, granian, interleaved, medians, result, serving, signed_in

HERE = Path(__file__).parent
RIVALS = HERE / ".venv-rivals"
NAME = "bench_gnuhealth"
PERSONS, RELATIONS, FAMILY = 10_000, 5, 4
ROUNDS, TASKS, TASKS_OF_ALL = 5, 40, 10
ADMIN = "admin"
EXTENSIONS = ("unaccent", "pg_trgm", "btree_gin")  # what it makes use of where it finds it


def all_rows(ground: Ground, persons: int) -> Iterator[dict[str, Any]]:
    """The ratio for a worker with 5,000 grants, and for somebody who may open all 10,000 persons."""
    what = "find a person, open them, see their relationships: tasks a second against GNU Health"
    try:
        rival = Rival(ground)
        rival.install()
        rival.make()
    except (OSError, subprocess.CalledProcessError) as error:
        yield result(
            what, "≥ 3 ×", f"not measured: GNU Health could not be made ready here ({error})", None, "rival"
        )
        return
    service = ground.service(PERSONS)
    everything = may_open_all(service)
    with rival.serving() as theirs, serving(service) as server:
        sides = {
            "theirs": Theirs(theirs),
            "ours": Ours(server.client(Service.wide)),
            "ours, all": Ours(server.client(everything)),
        }
        speeds = compared(sides, ground.seed)
    each = ", ".join(f"{name} {ms:.0f}" for name, ms in sides["theirs"].steps().items())
    mine = ", ".join(f"{name} {ms:.0f}" for name, ms in sides["ours"].steps().items())
    for key, who in (
        ("ours", "by a viewer with 5,000 grants"),
        ("ours, all", f"by one who may open all {PERSONS:,}"),
    ):
        ratio = speeds[key] / speeds["theirs"]
        found = f"{ratio:.1f} × ({speeds[key]:.1f} against {speeds['theirs']:.1f})"
        if key == "ours":
            found += f"; ms: {mine}; theirs: {each}"
        yield result(
            f"{what}, {who}",
            "≥ 3 ×" if key == "ours" else "–",
            found,
            ratio >= 3 if key == "ours" else None,
            "rival" if key == "ours" else "rival, all",
        )


def compared(sides: dict[str, "Side"], seed: int) -> dict[str, float]:
    """Tasks a second of each, the median of the rounds; every side is asked for the same surnames in a round."""
    surnames = [begin + end for begin in plan.BEGINNINGS for end in plan.ENDINGS]
    for side in sides.values():
        for surname in surnames[:5]:
            side.task(surname, random.Random(seed))
        side.took.clear()
    turn = dict.fromkeys(sides, 0)

    def round_of(name: str) -> float:
        mind = random.Random(seed * 1000 + turn[name])
        turn[name] += 1
        side = sides[name]
        side.connection.close()  # the other sides took so long that the server has; it is opened again by itself
        seconds = done = 0.0
        for surname in mind.sample(surnames, TASKS)[: TASKS_OF_ALL if name == "ours, all" else None]:
            took = side.task(surname, mind)
            seconds, done = seconds + took, done + 1
        return done / seconds

    deeds: dict[str, Callable[[], float]] = {name: lambda name=name: round_of(name) for name in sides}
    return medians(interleaved(deeds, ROUNDS, seed))


class Side:
    """One of the two, with what each step of the task took."""

    def __init__(self, connection: http.client.HTTPConnection) -> None:
        self.connection = connection
        self.took: dict[str, list[float]] = {}

    def task(self, surname: str, mind: random.Random) -> float:
        """Do the task once; seconds."""
        raise NotImplementedError

    def note(self, step: str, seconds: float) -> float:
        """Keep what a step took."""
        self.took.setdefault(step, []).append(seconds * 1000)
        return seconds

    def steps(self) -> dict[str, float]:
        """Median milliseconds of each step."""
        return medians(self.took)


class Ours(Side):
    """Three pages: the search, the person page, the map."""

    def __init__(self, client: Client) -> None:
        super().__init__(client.connection)
        self.client = client

    def task(self, surname: str, mind: random.Random) -> float:
        """Search by surname, open one of those found, look at their map."""
        took, page = self.client.post("/people/find/", who=surname)
        seconds = self.note("find", took)
        people = re.findall(rb'href="(/person/[\w-]{43}/)"', page)
        if not people:
            return seconds
        took, page = self.client.get(mind.choice(people).decode())
        seconds += self.note("person", took)
        maps = re.findall(rb'href="(/part/[\w-]{43}/map/)"', page)
        return seconds + self.note("map", self.client.get(f"{maps[0].decode()}look/")[0])


CONTEXT = {"language": "en", "company": None}
PATIENT = (
    "party",
    "party.rec_name",
    "gender",
    "age",
    "puid",
    "dob",
    "deceased",
    "family",
    "family.rec_name",
    "marital_status",
    "biological_sex",
    "blood_type",
    "critical_summary",
    "critical_info",
    "general_info",
    "active",
)
"""What its patient form shows first, without pictures, conditions, medication."""


class Theirs(Side):
    """Four calls: the search with what its list shows, the patient, the relations, the family."""

    def __init__(self, port: int) -> None:
        super().__init__(http.client.HTTPConnection("127.0.0.1", port, timeout=120))
        self.headers = {"Content-Type": "application/json"}
        user, session = self.call("common.db.login", ADMIN, {"password": ADMIN}, "en")[0][:2]
        word = base64.b64encode(f"{ADMIN}:{user}:{session}".encode()).decode()
        self.headers["Authorization"] = f"Session {word}"

    def call(self, method: str, *parameters: Any) -> tuple[Any, float]:
        """One call; what it answered and how long it took."""
        body = json.dumps({"id": 1, "method": method, "params": parameters})
        begun = time.perf_counter()
        self.connection.request("POST", f"/{NAME}/", body, self.headers)
        response = self.connection.getresponse()
        text = response.read()
        took = time.perf_counter() - begun
        answer = json.loads(text) if response.status == 200 else {"error": text[:300]}
        if isinstance(answer, dict) and "error" in answer:
            raise RuntimeError(f"{method}: {response.status} {str(answer['error'])[:600]}")
        return (answer["result"] if isinstance(answer, dict) else answer), took

    def task(self, surname: str, mind: random.Random) -> float:
        """Search by surname as its search box does, open one of those found, list relations and family."""
        domain = ["OR", ["rec_name", "ilike", f"%{surname}%"]]
        shown = ["rec_name", "gender", "age", "puid", "deceased", "lastname"]
        patients, took = self.call("model.gnuhealth.patient.search_read", domain, 0, 20, None, shown, CONTEXT)
        seconds = self.note("search", took)
        if not patients:
            return seconds
        (patient,), took = self.call(
            "model.gnuhealth.patient.read", [mind.choice(patients)["id"]], list(PATIENT), CONTEXT
        )
        seconds += self.note("patient", took)
        _, took = self.call(
            "model.party.relation.all.search_read",
            [["from_", "=", patient["party"]]],
            0,
            None,
            None,
            ["to.rec_name", "type.rec_name", "start_date"],
            CONTEXT,
        )
        seconds += self.note("relations", took)
        _, took = self.call(
            "model.gnuhealth.family_member.search_read",
            [["family", "=", patient["family"]]],
            0,
            None,
            None,
            ["party.rec_name", "role"],
            CONTEXT,
        )
        return seconds + self.note("family", took)


def may_open_all(service: Service) -> int:
    """A member of staff of the bench with a grant on every folder: what everybody has in the rival."""
    staff = 1_000_000_003
    with service.ground.connect(service.name) as connection, connection.transaction():
        connection.execute(
            "insert into access.staff (id, name, joined_at) values (%s, 'All', now()) on conflict do nothing",
            (staff,),
        )
        if not connection.execute("select 1 from access.grant where staff = %s limit 1", (staff,)).fetchone():
            connection.execute(
                "insert into access.grant (id, folder, staff, purpose, reason, starts, ends) "
                "select access.new_id(), f.id, %s, 'cover', 'may open all', now() - interval '1 day', "
                "now() + interval '10 years' from access.folder f",
                (staff,),
            )
    with service.ground.connect(service.name) as connection:
        connection.execute("analyze access.grant")
    signed_in(service, staff)
    return staff


class Rival:
    """GNU Health's programs and its database in the bench's cluster."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.folder = ground.home.path / "gnuhealth"
        self.folder.mkdir(exist_ok=True, mode=0o700)
        self.config = self.folder / "trytond.conf"

    def install(self) -> None:
        """The virtual environment, where it is not whole."""
        if not (RIVALS / "bin" / "python").exists():
            venv.create(RIVALS, with_pip=True)
            (RIVALS / ".gitignore").write_text("*\n")
        there = [
            RIVALS / "bin" / "python",
            "-c",
            "import trytond.modules.health, trytond.modules.party_relationship, granian, psycopg2",
        ]
        if subprocess.run(there, capture_output=True).returncode:
            print("  installing GNU Health into bench/.venv-rivals …", flush=True)
            pip = [
                RIVALS / "bin" / "python",
                "-m",
                "pip",
                "install",
                "--quiet",
                "--no-deps",
                "-r",
                HERE / "rivals.txt",
            ]
            subprocess.run(pip, check=True, stdout=subprocess.DEVNULL)

    def make(self) -> None:
        """The database: made by its own command, then filled; each stage once."""
        self.drop_other()
        self.prepare()
        for name, stage in (("tables", self.tables), ("modules", self.modules), ("persons", self.fill)):
            if not self.done(name):
                print(f"  {NAME}: {name} …", flush=True)
                stage()
                with self.ground.connect(NAME) as connection:
                    connection.execute("insert into bench.stage values (%s)", (name,))

    def mark(self) -> str:
        """What the database is made of: the programs, and the rows."""
        made = (HERE / "rivals.txt").read_text() + "".join(filling())
        return hashlib.sha256(made.encode()).hexdigest()[:24]

    def drop_other(self) -> None:
        """A database of other programs or other rows goes."""
        with self.ground.connect("postgres") as connection:
            comment = "select shobj_description(oid, 'pg_database') from pg_database where datname = %s"
            found = connection.execute(comment, (NAME,)).fetchone()
            if found and found[0] != self.mark():
                connection.execute(f"drop database {NAME} with (force)")

    def prepare(self) -> None:
        """A role, an empty database, and the configuration that names them; the password is new each time."""
        password = secrets.token_hex(20)
        with self.ground.connect("postgres") as connection:
            if not connection.execute("select 1 from pg_roles where rolname = %s", (NAME,)).fetchone():
                connection.execute(f"create role {NAME} login")
            connection.execute(f"alter role {NAME} password '{password}'")
            if not connection.execute("select 1 from pg_database where datname = %s", (NAME,)).fetchone():
                connection.execute(f"create database {NAME} owner {NAME} template template0 encoding 'UTF8'")
                connection.execute(f"comment on database {NAME} is '{self.mark()}'")
        with self.ground.connect(NAME) as connection:
            connection.execute(
                "create schema if not exists bench; create table if not exists bench.stage (name text primary key)"
            )
            for extension in EXTENSIONS:
                connection.execute(f"create extension if not exists {extension}")
        found = self.ground.home.database()
        uri = f"postgresql://{NAME}:{password}@/?host={found['host']}&port={found['port']}"
        self.config.touch(0o600)
        self.config.write_text(
            f"[database]\nuri = {uri}\npath = {self.folder / 'files'}\n[session]\nsuper_pwd =\n"
        )

    def done(self, name: str) -> bool:
        """Whether a stage is done."""
        return bool(self.ground.one(NAME, "select count(*) from bench.stage where name = %s", name))

    def admin(self, *words: str) -> None:
        """Its own command for making and changing a database."""
        word = self.folder / "password"
        word.touch(0o600)
        word.write_text(ADMIN)
        command = [
            RIVALS / "bin" / "trytond-admin",
            "-c",
            self.config,
            "-d",
            NAME,
            "--email",
            "admin@localhost.invalid",
            *words,
        ]
        subprocess.run(
            command, check=True, env={**clean(), "TRYTONPASSFILE": str(word)}, stdin=subprocess.DEVNULL
        )

    def tables(self) -> None:
        """Tryton's own tables and its administrator."""
        self.admin("--all", "-p")

    def modules(self) -> None:
        """GNU Health and the relations of parties, with what they need."""
        self.admin("-u", "health", "party_relationship", "--activate-dependencies")

    def fill(self) -> None:
        """The same persons by the same names; five relations each, both ways of a kind; families of four."""
        with self.ground.connect(NAME) as connection, connection.transaction():
            for sql in filling():
                connection.execute(sql)
        with self.ground.connect(NAME) as connection:
            connection.execute("vacuum (analyze)")

    @contextlib.contextmanager
    def serving(self) -> Iterator[int]:
        """Its server as ours is served; the port."""
        env = {**clean(), "TRYTOND_CONFIG": str(self.config), "TRYTOND_DATABASE_NAMES": NAME}
        with granian(
            str(RIVALS / "bin" / "python"), "trytond.application:app", env, cwd=str(self.folder)
        ) as port:
            yield port


def clean() -> dict[str, str]:
    """An environment without ours in it."""
    ours = ("ALONGSIDE_", "DJANGO_", "PYTHON", "BENCH_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def filling() -> Iterator[str]:
    """The SQL that copies persons in."""
    people = f"generate_series(0::bigint, {PERSONS - 1}) p"
    made = "create_uid, create_date"
    by = "(select id from res_user where login = 'admin'), now()"
    yield (
        f"insert into gnuhealth_family (id, name, {made}) select 1 + f, 'Family ' || f, {by} "
        f"from generate_series(0, {(PERSONS - 1) // FAMILY}) f"
    )
    yield (
        f"insert into party_party (id, {made}, active, name, lastname, code, ref, "
        f"federation_account, is_person, is_patient, gender, dob, create_target, activation_date) "
        f"select 1 + p, {by}, true, {plan.FIRST_NAME}, {plan.SURNAME}, gen_random_uuid() || '-' || {plan.FIRST_NAME}, "
        f"'P' || lpad(p::text, 8, '0'), 'XXXP' || lpad(p::text, 8, '0'), true, true, 'nd', "
        f"date '1960-01-01' + (p % 14000)::int, true, current_date from {people}"
    )
    yield (
        f'insert into gnuhealth_person_name (id, {made}, party, "use", given, family) '
        f"select 1 + p, {by}, 1 + p, 'official', {plan.FIRST_NAME}, {plan.SURNAME} from {people}"
    )
    yield (
        f"insert into gnuhealth_patient (id, {made}, party, active, family) "
        f"select 1 + p, {by}, 1 + p, true, 1 + p / {FAMILY} from {people}"
    )
    yield (
        f"insert into gnuhealth_family_member (id, {made}, family, party, role) "
        f"select 1 + p, {by}, 1 + p / {FAMILY}, 1 + p, 'member' from {people}"
    )
    yield f"insert into party_relation_type (id, {made}, name) select 1000, {by}, 'friend' on conflict do nothing"
    yield "update party_relation_type set reverse = 1000 where id = 1000"
    yield (
        f'insert into party_relation (id, {made}, "from_", "to", type) select 1 + p * {RELATIONS} + k, {by}, 1 + p, '
        f"1 + (p + 1 + k * 37) % {PERSONS}, 1000 from {people}, generate_series(0, {RELATIONS - 1}) k"
    )
    for table in (
        "party_party",
        "gnuhealth_person_name",
        "gnuhealth_patient",
        "gnuhealth_family",
        "gnuhealth_family_member",
        "party_relation",
        "party_relation_type",
    ):
        yield f"select setval(pg_get_serial_sequence('{table}', 'id'), (select max(id) from {table}))"
