"""A server of the product's own kind on one of the bench's databases, and clients that ask it."""

import base64
import contextlib
import hashlib
import http.client
import os
import random
import socket
import statistics
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.ground import HOME, Service

START_WITHIN = 60  # seconds
PAUSE = 0.5  # seconds between what a client does, on average


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class WrongAnswer(RuntimeError):
    """A page answered something else than 200: what was timed is not what was meant."""


class Client:
    """One browser: a connection that is kept, and a cookie."""

    def __init__(self, port: int, cookie: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookie = cookie
        self.form_token = hashlib.md5(cookie.encode()).hexdigest()

    def get(self, path: str, status: int = 200) -> tuple[float, bytes]:
        """Ask for a page; return seconds and body."""
        return self._ask("GET", path, None, {}, status)

    def post(self, path: str, **fields: str) -> tuple[float, bytes]:
        """Send a form."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self.form_token}).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], status: int = 200
    ) -> tuple[float, bytes]:
        headers = {**headers, "Cookie": f"alongside={self.cookie}; alongside_form={self.form_token}"}
        begun = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read()
        took = time.perf_counter() - begun
        if response.status != status:
            where = response.headers.get("Location", "")
            raise WrongAnswer(f"{method} {path} answered {response.status} {where} {text[:300]!r}")
        return took, text


@dataclass
class Server:
    """One database, served."""

    service: Service
    port: int
    cookies: dict[int, str] = field(default_factory=dict)

    def cookie(self, staff: int) -> str:
        """A session of this member of staff."""
        if staff not in self.cookies:
            self.cookies[staff] = signed_in(self.service, staff)
        return self.cookies[staff]

    def client(self, staff: int) -> Client:
        """A browser in which they are signed in."""
        return Client(self.port, self.cookie(staff))


def signed_in(service: Service, staff: int) -> str:
    """What a browser would hold: the database is told of a session, as it is when the last step of sign-in is done.

    Nobody of the bench has an account, and so no password and no second step; pages ask the database alone.
    """
    from alongside.web.wrapper import database_token

    key = hashlib.sha256(f"bench {staff}".encode()).hexdigest()[:43]
    token = hashlib.sha256(database_token(key)).digest()
    with service.ground.connect(service.name) as connection:
        connection.execute("delete from access.session where hash = %s", (token,))
        connection.execute("select access.open_session(%s, %s, now() + interval '10 hours')", (token, staff))
    return key


def environment(service: Service) -> dict[str, str]:
    """What a process of the pages is told: which folder, which database; never the owner's connection."""
    env = {**os.environ, "ALONGSIDE_HOME": str(HOME), "BENCH_DB": service.name}
    env.pop("ALONGSIDE_ROLE", None)
    return env | {"DJANGO_SETTINGS_MODULE": "bench.settings"}


@contextlib.contextmanager
def granian(
    python: str,
    application: str,
    env: dict[str, str],
    workers: int = 1,
    cwd: str | None = None,
    static: Path | None = None,
) -> Iterator[int]:
    """Granian as `alongside run` starts it, until this ends; the port on which it answers. `static`: what a browser loads too."""
    port = free_port()
    words = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)]
    words += ["--blocking-threads", "1", "--log-level", "warning", "--no-ws", "--no-access-log", application]
    words += ["--static-path-route", "/static", "--static-path-mount", str(static)] if static else []
    process = subprocess.Popen([python, "-m", "granian", *words], env=env, cwd=cwd)
    begun = time.monotonic()
    try:
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            if process.poll() is not None or time.monotonic() - begun > START_WITHIN:
                raise RuntimeError(f"the server of {application} did not start")
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(20)


@contextlib.contextmanager
def serving(
    service: Service, workers: int = 1, module: str = "alongside.config.wsgi", static: Path | None = None
) -> Iterator[Server]:
    """Serve one database until this ends; by another `module` with what only the bench has."""
    application, env = f"{module}:application", environment(service)
    with granian(sys.executable, application, env, workers, static=static) as port:
        yield Server(service, port)


def address(service: Service, page: str, person: int, off: bool = False) -> str:
    """The address of a page about a person, or about the treatment part of their record; `off` leaves it unsealed."""
    from django.urls import reverse

    from alongside.access import handles
    from alongside.web.registry import PAGES

    about = "part" if "<handle:part>" in PAGES[page].route else "person"
    folder = service.folder("treatment" if about == "part" else "line", person)
    handle = unsealed(folder, folder) if off else handles.seal(about, folder, folder)
    return reverse(page, kwargs={about: handle})


def unsealed(folder: int, row: int) -> str:
    """What `off_wsgi` takes for a handle: two numbers in base 64, as long as one."""
    return base64.urlsafe_b64encode(struct.pack(">qq", folder, row) + bytes(16)).decode().rstrip("=")


Deed = Callable[[], float]


def interleaved(deeds: dict[str, Deed], rounds: int, seed: int) -> dict[str, list[float]]:
    """Do each deed `rounds` times, in a shuffled order within each round; return the seconds of each."""
    order = random.Random(seed)
    found: dict[str, list[float]] = {name: [] for name in deeds}
    names = list(deeds)
    for _ in range(rounds):
        order.shuffle(names)
        for name in names:
            found[name].append(deeds[name]())
    return found


def medians(found: dict[str, list[float]]) -> dict[str, float]:
    """The median of each."""
    return {name: statistics.median(values) for name, values in found.items()}


Work = Callable[[Client, random.Random], tuple[str, float]]


def under_load(clients: list[Client], work: list[Work], seconds: float, seed: int) -> dict[str, list[float]]:
    """Clients at once, each with its own work, pausing half a second on average; the seconds of each deed by name."""
    found: dict[str, list[float]] = {}
    faults: list[Exception] = []
    lock = threading.Lock()
    stop = time.monotonic() + seconds

    def one(n: int) -> None:
        mind = random.Random(seed * 100 + n)
        try:
            while time.monotonic() < stop and not faults:
                time.sleep(mind.expovariate(1 / PAUSE))
                name, took = work[n](clients[n], mind)
                with lock:
                    found.setdefault(name, []).append(took)
        except Exception as fault:  # raised below: a thread's own trace would be lost
            faults.append(fault)

    threads = [threading.Thread(target=one, args=(n,)) for n in range(len(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return found


def p95(values: list[float]) -> float:
    """What nineteen of twenty stay below."""
    return statistics.quantiles(values, n=20)[18]


def result(what: str, asked: str, found: str, met: bool | None, key: str = "") -> dict[str, Any]:
    """One line of the table; `key` names it for `causes.toml`."""
    return {"what": what, "asked": asked, "found": found, "met": met, "key": key}
