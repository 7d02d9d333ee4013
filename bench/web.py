"""A server of the product's own kind on one of the bench's databases, and clients that ask it."""

import contextlib
import hashlib
import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench.ground import HOME, Service

START_WITHIN = 60  # seconds


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@dataclass
class Server:
    """Granian with so many workers, as `alongside run` starts it."""

    service: Service
    port: int
    cookies: dict[int, str] = field(default_factory=dict)

    def cookie(self, staff: int) -> str:
        """A session of this member of staff."""
        if staff not in self.cookies:
            from alongside.access.handles import seal  # noqa: F401  (settings are ready)
            from alongside.web.page import database_token

            key = hashlib.sha256(f"bench {staff}".encode()).hexdigest()[:43]
            with self.service.ground.connect(self.service.name) as connection:
                connection.execute("select access.open_session(%s, %s, now() + interval '10 hours')",
                                   (hashlib.sha256(database_token(key)).digest(), staff))
            self.cookies[staff] = key
        return self.cookies[staff]

    def client(self, staff: int) -> "Client":
        return Client(self.port, self.cookie(staff))


class Client:
    """One browser: a connection that is kept, and a cookie."""

    def __init__(self, port: int, cookie: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookie = cookie
        self.form_token = hashlib.md5(cookie.encode()).hexdigest()

    def get(self, path: str) -> tuple[float, bytes]:
        """Ask for a page; return seconds and body, and fail on anything but 200."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, **fields: str) -> tuple[float, bytes]:
        """Send a form."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self.form_token}).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[float, bytes]:
        headers = {**headers, "Cookie": f"alongside={self.cookie}; alongside_form={self.form_token}"}
        begun = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read()
        took = time.perf_counter() - begun
        if response.status != 200:
            raise RuntimeError(f"{method} {path} answered {response.status}: {response.headers.get('Location', '')} {text[:300]!r}")
        return took, text


@contextlib.contextmanager
def serving(service: Service, workers: int = 1, off: bool = False) -> Iterator[Server]:
    """Serve one database until this ends."""
    port = free_port()
    env = {**os.environ, "ALONGSIDE_HOME": str(HOME), "BENCH_DB": service.name, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    env.pop("ALONGSIDE_ROLE", None)
    module = "bench.off_wsgi" if off else "alongside.config.wsgi"
    words = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", str(workers), "--blocking-threads", "1",
             "--log-level", "warning", "--no-ws", "--no-access-log", f"{module}:application"]
    process = subprocess.Popen([sys.executable, "-m", "granian", *words], env=env)
    try:
        begun = time.monotonic()
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            if process.poll() is not None or time.monotonic() - begun > START_WITHIN:
                raise RuntimeError("the server did not start")
            time.sleep(0.1)
        yield Server(service, port)
    finally:
        process.terminate()
        process.wait(20)


def person_path(service: Service, person: int, off: bool = False) -> str:
    """The address of a person page."""
    from alongside.access import handles

    folder = service.line_folder(person)
    if off:
        import base64
        import struct

        handle = base64.urlsafe_b64encode(struct.pack(">qq", folder, folder) + b"0" * 16).decode().rstrip("=")
    else:
        handle = handles.seal("person", folder, folder)
    return f"/person/{handle}/"


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
    return {name: statistics.median(values) for name, values in found.items()}


def under_load(server: Server, work: Callable[[Client, random.Random], dict[str, float]], clients: int, seconds: float,
               staff: int, seed: int) -> dict[str, list[float]]:
    """So many clients at once, each pausing half a second on average between its deeds."""
    found: dict[str, list[float]] = {}
    lock = threading.Lock()
    stop = time.monotonic() + seconds
    faults: list[Exception] = []

    def one(n: int) -> None:
        mind = random.Random(seed * 100 + n)
        client = server.client(staff)
        try:
            while time.monotonic() < stop:
                time.sleep(mind.expovariate(2.0))
                for name, took in work(client, mind).items():
                    with lock:
                        found.setdefault(name, []).append(took)
        except Exception as fault:  # told below: a thread's own trace would be lost
            faults.append(fault)

    server.cookie(staff)
    threads = [threading.Thread(target=one, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return found


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[18]


def result(row: str, asked: str, found: str, ok: bool | None) -> dict[str, Any]:
    """One line of the table."""
    return {"what": row, "asked": asked, "found": found, "met": ok}
