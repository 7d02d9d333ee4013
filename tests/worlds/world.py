"""One world: a process with one database, which answers requests and says all that could be seen of each answer.

A process of its own, so that nothing that the product keeps in memory passes from one world to the other. In it chance
is played from the word of the request, and the clock stands: two worlds that are alike answer byte for byte alike.
"""

import contextlib
import dataclasses
import datetime as dt
import hashlib
import logging
import multiprocessing
import os
import random
import time
import traceback
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import psycopg

from tests import ground
from tests.worlds import observe, seed, statements

# All that `discard all` forgets but for the plans of functions, which would be made anew for each statement.
FORGET = (
    "close all; deallocate all; unlisten *; set session authorization default; reset all;"
    " select pg_advisory_unlock_all(); discard sequences; discard temp"
)


@dataclasses.dataclass(frozen=True)
class Asked:
    """One request: who asks (a name of a browser), what, and the word from which chance is played."""

    who: str
    method: str
    path: str
    fields: tuple[tuple[str, Any], ...] = ()
    word: str = ""
    query: str = ""
    body: bytes | None = None  # sent as JSON instead of fields

    def __str__(self) -> str:
        more = f"?{self.query}" if self.query else ""
        said = ", ".join(f"{k}={v!r}" for k, v in self.fields if k != "csrfmiddlewaretoken")
        return (
            f"{self.who}: {self.method} {self.path}{more}"
            + (f"  {said}" if said else "")
            + (f"  {self.body!r}" if self.body else "")
        )


class Chance:
    """What the machine's randomness is played by: bytes that follow from a word."""

    def __init__(self) -> None:
        self.say("")

    def say(self, word: str) -> None:
        """From here what is drawn follows from this word."""
        self.word, self.drawn = word, 0
        random.seed(word)

    def __call__(self, size: int) -> bytes:
        self.drawn += 1
        return hashlib.shake_256(f"{self.word}/{self.drawn}".encode()).digest(size)


class Clock:
    """What Python takes for the time."""

    def __init__(self) -> None:
        self.at = dt.datetime.now(dt.UTC)

    def now(self) -> dt.datetime:
        return self.at

    def time(self) -> float:
        return self.at.timestamp()


class World:
    """Lives in the process of its own; its methods are called by name from outside."""

    def __init__(self, database: str) -> None:
        from django.conf import settings
        from django.db import connections

        from alongside.access import startup

        self.database = database
        self.chance, self.clock = Chance(), Clock()
        _played_by(self.chance, self.clock)
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        settings.EMAIL_HOST = "mail.invalid"
        for alias in connections:
            connections[alias].settings_dict.update(NAME=database, ROLES_OF=ground.TEMPLATE)
        logging.getLogger().handlers = [observe.LOGGED]
        logging.getLogger().setLevel(logging.INFO)
        self.sql = ground.superuser(database)
        # The template's clock can be stopped, and is not production's: all else that /healthz looks at is as it should be.
        stands = self.run("select prosrc from pg_proc where oid = 'access.clock()'::regprocedure")[0][0]
        startup.clock_body = lambda: stands  # type: ignore[assignment]
        self.wiped = seed.tables(self.sql)
        self.browsers: dict[str, Any] = {}
        self.cookies: dict[str, str] = {}
        self.seeded = 0
        self.injected: psycopg.Connection | None = None

    def put(self, rows: dict[str, Any], at: dt.datetime, cookies: dict[str, str]) -> None:
        """Become this world; `cookies` are the sessions of the browsers by name."""
        from django.core import mail

        self.seeded += 1
        if self.seeded % 200 == 0:
            self.sql.execute(
                f"truncate {', '.join(self.wiped)}"
            )  # what was deleted takes room, and the more of it the slower
        seed.put(self.sql, rows, at, self.wiped)
        self.clock.at = at
        self.browsers, self.cookies = {}, cookies
        mail.outbox = []

    def move(self, at: dt.datetime) -> None:
        """Time passes."""
        seed.clock(self.sql, at)
        self.clock.at = at

    def ask(self, asked: Asked) -> observe.Seen:
        """Answer a request, as the service would."""
        self.chance.say(asked.word)
        seed.word(self.sql, asked.word)
        return observe.answer(self._browser(asked.who), asked)

    def inject(self, who: str, sqls: list[str], word: str, keep: bool = False) -> list[tuple[str, str]]:
        """What the database answers somebody who sends SQL by the pages' role, with their own session open."""
        from alongside.web.wrapper import database_token

        seed.word(self.sql, word)
        token = database_token(self.cookies[who]) if who in self.cookies else None
        answers = []
        for sql in sqls:
            if self.injected is None or self.injected.closed:
                self.injected = self._as_pages()
            began = "select access.begin(%s, 'all', 0, 'injected', true)"
            try:
                self.injected.execute(began, (token,))
                said = repr(_all_of(self.injected.execute(sql)))
                if sql.startswith(
                    statements.WHOLE_BEGINS
                ):  # what reads everything touches what may be seen, and no more
                    said += repr(self.injected.execute(observe.TOUCHED).fetchall())
                answers.append(("rows", said))
                self.injected.commit() if keep else self.injected.rollback()
            except psycopg.Error as error:
                answers.append(
                    (
                        str(error.sqlstate),
                        f"{error.diag.message_primary} {error.diag.message_detail or ''}".replace(
                            self.database, "here"
                        ),
                    )
                )
                if self.injected.pgconn.transaction_status == psycopg.pq.TransactionStatus.ACTIVE:
                    self.injected.close()
                if not self.injected.closed:
                    self.injected.rollback()
            if not self.injected.closed:
                self.injected.autocommit = True
                self.injected.execute(FORGET)
                self.injected.execute(observe.HANDED_IN)
                self.injected.autocommit = False
        return answers

    def _as_pages(self) -> psycopg.Connection:
        from django.db import connections

        its = connections["default"].settings_dict
        return psycopg.connect(
            host=its["HOST"], port=its["PORT"], dbname=its["NAME"], user=its["USER"], password=its["PASSWORD"],
            options="-c timezone=UTC -c search_path=public -c jit=off -c statement_timeout=20s -c lock_timeout=2s",
            prepare_threshold=None,
        )  # fmt: skip

    def send_due(self, word: str) -> list[tuple[Any, ...]]:
        """The task that sends, and all that it hands to a carrier: folder of the message, to whom, words, key."""
        from alongside.outbox import sending

        went: list[tuple[Any, ...]] = []
        place = [0]

        class Carrier:
            sender = "Ash <hello@post.example>"

            def send(self, to: str, words: Any, key: str) -> None:
                went.append((place[0], to, words.subject, words.body, key))

            def took(self, key: str) -> bool | None:
                return None

        was_one, was_carrier = sending._one, sending.carrier_for

        def one(job: Any) -> None:
            # What is drawn for one message follows from it, and not from how many others went before.
            place[0] = job.folder
            self.chance.say(f"{word}/{job.message}")
            seed.word(self.sql, f"{word}/{job.message}")
            was_one(job)

        sending._one, sending.carrier_for = one, lambda channel: Carrier()
        try:
            with ground.as_task():
                sending.send_due(seconds=20)
        finally:
            sending._one, sending.carrier_for = was_one, was_carrier
        return went

    def tell_late(self, word: str, staff: int) -> list[tuple[Any, ...]]:
        """The task that tells who looks for whoever is late, and what of it goes to one colleague's own number: words, key."""
        from alongside.diary import telling

        went: list[tuple[Any, ...]] = []

        class Carrier:
            sender = ""

            def send(self, to: str, words: Any, key: str) -> None:
                went.append((to, words.body, key))

            def took(self, key: str) -> bool | None:
                return None

        self.chance.say(word)
        seed.word(self.sql, word)
        was, telling.carrier_for = telling.carrier_for, lambda channel: Carrier()
        try:
            with ground.as_task():
                telling.tell()
        finally:
            telling.carrier_for = was
        own = self.run(f"select phone from access.reach where staff = {staff}")
        return [(body, key) for to, body, key in went if (to,) in own]

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        """What happens in this world behind everybody's back, or is looked up for a check."""
        done = self.sql.execute(sql)
        return done.fetchall() if done.description else []

    def do(self, change: Callable[..., Any], *args: Any) -> Any:
        """Call a function in this world's process: how a mutant is made."""
        return change(self, *args)

    def _browser(self, who: str) -> Any:
        from django.conf import settings
        from django.test import Client

        if who not in self.browsers:
            made = Client(enforce_csrf_checks=True, raise_request_exception=False)
            if who in self.cookies:
                made.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[who]
            self.browsers[who] = made
        return self.browsers[who]


def _played_by(chance: Chance, clock: Clock) -> None:
    """In this process: no randomness but this, no time but this."""
    from django.contrib.auth.tokens import PasswordResetTokenGenerator
    from django.core.cache.backends import db
    from django.core.mail import message
    from django.utils import timezone

    os.urandom = chance  # type: ignore[assignment]
    vars(random)["_urandom"] = chance
    message.make_msgid = lambda domain=None: (
        f"<{random.getrandbits(64)}@{domain}>"
    )  # the library's carries a process's number
    time.time = clock.time
    timezone.now = clock.now
    db.tz_now = clock.now  # type: ignore[attr-defined]
    # The link for a new password carries a moment of its own, to the second.
    PasswordResetTokenGenerator._now = lambda self: clock.now().replace(tzinfo=None)  # type: ignore[attr-defined]


def _all_of(cursor: psycopg.Cursor) -> list[Any]:
    """The rows of each of the statements that were sent at once."""
    found = []
    while True:
        found.append(cursor.fetchall() if cursor.description else cursor.rowcount)
        if not cursor.nextset():
            return found


class Apart:
    """A world as it is reached from the process that compares."""

    def __init__(self, database: str, *changes: tuple[Callable[..., Any], tuple[Any, ...]]) -> None:
        from django.db import connections

        connections.close_all()  # a socket may not be shared with the child
        ours, theirs = multiprocessing.Pipe()
        self._pipe = ours
        self._process = multiprocessing.get_context("fork").Process(
            target=_live, args=(database, theirs, changes), daemon=True
        )
        self._process.start()
        theirs.close()

    def send(self, deed: str, *args: Any) -> None:
        """Ask it to do something; `result` waits for the answer."""
        self._pipe.send((deed, args))

    def answer(self) -> tuple[bool, Any]:
        """Whether it could, and what it answered."""
        return self._pipe.recv()

    def result(self) -> Any:
        """What it answered; raises with its words where it could not."""
        return _good(self.answer())

    def close(self) -> None:
        """End the process."""
        with contextlib.suppress(OSError):
            self._pipe.send(("", ()))
        self._process.join(5)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._pipe.close()


def _live(database: str, pipe: Any, changes: tuple[Any, ...]) -> None:
    import warnings

    warnings.simplefilter("ignore")
    try:
        world = World(database)
        for change, args in changes:
            change(world, *args)
    except BaseException:
        pipe.send((False, traceback.format_exc()))
        return
    parent = os.getppid()
    while True:
        while not pipe.poll(10):
            if os.getppid() != parent:  # whoever asked is gone, and nobody said so
                os._exit(1)
        try:
            deed, args = pipe.recv()
        except EOFError:
            deed = ""
        if not deed:
            world.sql.close()
            os._exit(0)
        try:
            pipe.send((True, getattr(world, deed)(*args)))
        except Exception:
            pipe.send((False, traceback.format_exc()))


def _good(answer: tuple[bool, Any]) -> Any:
    good, value = answer
    if not good:
        raise RuntimeError(f"in one of the worlds:\n{value}")
    return value


class Two:
    """Both worlds, asked at once."""

    def __init__(self, there: statements.Catalogue, *worlds: Apart) -> None:
        self.worlds, self.there = worlds, there

    def both(self, deed: str, *args: Any) -> tuple[Any, ...]:
        """The same in every world."""
        for world in self.worlds:
            world.send(deed, *args)
        return self._results()

    def each(self, deed: str, *args: tuple[Any, ...]) -> tuple[Any, ...]:
        """In each world its own."""
        for world, its in zip(self.worlds, args, strict=True):
            world.send(deed, *its)
        return self._results()

    def _results(self) -> tuple[Any, ...]:
        """Every answer is fetched, also where one of them is that it could not."""
        answers = [world.answer() for world in self.worlds]
        return tuple(_good(answer) for answer in answers)

    def one(self, which: int, deed: str, *args: Any) -> Any:
        """In one world alone."""
        self.worlds[which].send(deed, *args)
        return self.worlds[which].result()


@cache
def _templates() -> None:
    """Every page's words read once, before there are two of us."""
    from django.template import engines

    pages: Any = engines["jinja2"]
    for name in pages.env.list_templates(extensions=["html"]):
        pages.get_template(name)


@contextlib.contextmanager
def two(*changes: tuple[Callable[..., Any], tuple[Any, ...]]) -> Iterator[Two]:
    """Two worlds in two databases, with whatever is to be broken in both."""
    _templates()
    with seed.databases(2) as names:
        with ground.superuser(names[0]) as connection:
            there = statements.catalogue(connection)
        apart = [Apart(name, *changes) for name in names]
        try:
            yield Two(there, *apart)
        finally:
            for world in apart:
                world.close()
