"""A service that a real browser can visit: granian in a process of its own, on a clone of the demo or of an empty house."""

import contextlib
import datetime as dt
import os
import socket
import subprocess
import sys
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
    """Where it answers, and the house behind it: its clock can be moved, and tests may look into it."""

    url: str
    house: House
    later: dt.timedelta = dt.timedelta()

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
    port = _free_port()
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
    environment = {
        **os.environ,
        "JOURNEY_DB": house.name,
        "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
        "PYTHONPATH": f"{ROOT}/src:{ROOT}",
    }
    environment.pop("ALONGSIDE_ROLE", None)  # what serves never holds the owner's connection
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "granian",
            *words,
            "--no-ws",
            "--no-access-log",
            "tests.journeys.wsgi:application",
        ],
        env=environment,
        cwd=ROOT,
    )
    try:
        _wait_for(port, process)
        yield Site(f"http://127.0.0.1:{port}", house)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


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
