"""A service that a real browser can visit: granian in a process of its own, on a clone of the demo or of an empty house."""

import contextlib
import datetime as dt
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.ground import House

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 60  # seconds
CLOCK = """
    create or replace function access.clock() returns timestamptz
    language sql stable parallel safe security definer set search_path = pg_catalog
    as $$ select pg_catalog.transaction_timestamp() + interval '{seconds} seconds' $$
"""


@dataclass
class Site:
    """Where it answers, and the house behind it: its clock can be moved, it can be killed, and tests may look into it."""

    port: int
    house: House
    dies: Path
    process: subprocess.Popen[bytes] | None = None
    later: dt.timedelta = dt.timedelta()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def dies_before_answering(self, path: str) -> None:
        """The next form sent to an address that ends so is done, and the service is killed before it answers."""
        self.dies.write_text(path)

    def start(self) -> None:
        """Serve, or serve again once it was killed."""
        self.stop()
        self.process = subprocess.Popen(
            _command(self.port), env=_environment(self.house, self.dies), cwd=ROOT, start_new_session=True
        )
        _wait_for(self.port, self.process)

    def stop(self) -> None:
        """Let it finish, and stop."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """At once, with whatever it was doing."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # its workers too
        self.process.wait()

    def let_time_pass(self, **delta: float) -> None:
        """Put the service's one clock on; it goes on running from there."""
        self.later += dt.timedelta(**delta)
        self.house.sql.execute(CLOCK.format(seconds=self.later.total_seconds()))

    def day(self, days: int = 0) -> str:
        """A day so many days from the service's today, as people write it."""
        now = self.house.sql.execute("select access.clock() at time zone 'Europe/London'").fetchone()[0]
        then = now + dt.timedelta(days=days)
        return f"{then.day}/{then.month}/{then.year}"


@contextlib.contextmanager
def serving(house: House) -> Iterator[Site]:
    """Serve this house until this ends."""
    from alongside.config import assets

    assets.build()
    with tempfile.TemporaryDirectory() as folder:
        site = Site(_free_port(), house, Path(folder) / "dies")
        try:
            site.start()
            yield site
        finally:
            site.stop()


def _command(port: int) -> list[str]:
    from alongside.config import assets

    options = {
        "--interface": "wsgi",
        "--host": "127.0.0.1",
        "--port": str(port),
        "--workers": "1",
        "--blocking-threads": "1",
        "--static-path-route": "/static",
        "--static-path-mount": str(assets.BUILT),
        "--log-level": "warning",
    }
    words = [word for pair in options.items() for word in pair]
    served = "tests.journeys.wsgi:application"
    return [sys.executable, "-m", "granian", *words, "--no-ws", "--no-access-log", served]


def _environment(house: House, dies: Path) -> dict[str, str]:
    environment = {
        **os.environ,
        "JOURNEY_DB": house.name,
        "JOURNEY_DIES": str(dies),
        "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
        "PYTHONPATH": f"{ROOT}/src:{ROOT}",
    }
    environment.pop("ALONGSIDE_ROLE", None)  # what serves never holds the owner's connection
    return environment


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    begun = time.monotonic()
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if process.poll() is not None or time.monotonic() - begun > STARTS_WITHIN:
            raise RuntimeError("The service did not start.")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]
