"""Start everything and serve it on http://127.0.0.1:8000 (PORT=… for another).

Builds what is missing, starts the service's own database (or uses the one that DATABASE_URL names), brings it
up to this version, and serves until Ctrl-C. A new database of its own gets the demo: made-up people, under a
ribbon. The data lie in ALONGSIDE_HOME (./var).
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from types import FrameType

from alongside.config import assets
from alongside.config.children import Child
from alongside.config.command import COMMANDS, Stop, say
from alongside.config.database import answering, newborn
from alongside.config.home import Home
from alongside.config.postgres import Cluster

WORKERS = 2
STATIC = "/static"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=int, default=int(os.environ.get("PORT") or 8000), help="instead of PORT, 8000"
    )
    parser.add_argument("--empty", action="store_true", help="put no demo into a new database")


class Ended(BaseException):
    """Somebody asked for the end: Ctrl-C, TERM, or the terminal was closed."""


def run(options: argparse.Namespace) -> int:
    begun = time.monotonic()
    # What children are told, so that they find the same service from wherever they start.
    os.environ["ALONGSIDE_HOME"] = str(Home().path)
    with asked_to_end():
        try:
            must_be_free(options.port)
            assets.build()
            with ExitStack() as stack:
                home = stack.enter_context(answering(say))
                prepare(home, options)
                children = [web(options.port), *tasks()]
                for child in children:
                    stack.callback(child.wait_for_end)
                for child in children:
                    stack.callback(child.ask_to_end)  # all are asked before any is waited for
                    child.start()
                wait_until_it_answers(options.port, children[0])
                how_to_sign_in(home, options.port, time.monotonic() - begun)
                return watch(children, home)
        except Ended:
            return 0
        finally:
            say("Stopped." if sys.exc_info()[0] in (None, Ended) else "Stopped, because:")


@contextmanager
def asked_to_end() -> Iterator[None]:
    """Turn the first signal into an orderly end; while it comes about, further ones change nothing."""
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in signals}

    def end(number: int, frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        say("\nStopping …")
        raise Ended

    for number in signals:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def must_be_free(port: int) -> None:
    """Say at once, before anything slow, that somebody else serves there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Stop(f"Port {port} is in use. Another one: PORT={port + 1} make run") from None


def prepare(home: Home, options: argparse.Namespace) -> None:
    """Bring the tables up to this version, and a new database of our own to life."""
    alongside("migrate", "--quiet")
    mark = newborn(home)
    if not mark.exists() or os.environ.get("DATABASE_URL"):
        return
    if "demo" in COMMANDS and not options.empty:
        say("Putting the demo's made-up people in …")
        alongside("demo")
    mark.unlink()


def alongside(*words: str) -> None:
    """Another of our commands, in a process that keeps the owner's connection and its memory to itself."""
    if subprocess.run([sys.executable, "-m", "alongside", *words], start_new_session=True).returncode:
        raise Stop(f"`alongside {words[0]}` failed.")


def web(port: int) -> Child:
    """The pages. Each worker does one request at a time on connections it keeps."""
    options = {
        "--interface": "wsgi",
        "--host": "127.0.0.1",
        "--port": str(port),
        "--workers": str(WORKERS),
        "--blocking-threads": "1",
        "--static-path-route": STATIC,
        "--static-path-mount": str(assets.BUILT),
        "--log-level": "warning",
        "--workers-kill-timeout": "5",
    }
    words = [word for pair in options.items() for word in pair]
    flags = ["--no-ws", "--no-access-log", "--respawn-failed-workers"]
    return Child(
        "web", [sys.executable, "-m", "granian", *words, *flags, "alongside.config.wsgi:application"]
    )


def tasks() -> list[Child]:
    """What runs by itself, where this version has such a command."""
    if "tasks" not in COMMANDS:
        return []
    return [Child("tasks", [sys.executable, "-m", "alongside", "tasks"], again_after=5)]


def wait_until_it_answers(port: int, web: Child) -> None:
    """Until /healthz says that database, migrations and role checks are good."""
    begun = told = time.monotonic()
    while True:
        web.check()
        answer = asked(port)
        if answer == 200:
            return
        now = time.monotonic()
        if now - told > 5:
            told = now
            say("Waiting for the first page …" if answer is None else f"/healthz answers {answer} …")
        if answer is not None and now - begun > 30:
            raise Stop(
                f"The service does not find itself healthy: http://127.0.0.1:{port}/healthz answers {answer}."
            )
        time.sleep(0.05 if answer is None else 1)


def asked(port: int) -> int | None:
    """What /healthz answers, if anybody does."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def how_to_sign_in(home: Home, port: int, seconds: float) -> None:
    own = not os.environ.get("DATABASE_URL")
    say(f"\nAlongside is at http://127.0.0.1:{port} (after {seconds:.1f} s; data in {home.path})")
    if own and "demo" in COMMANDS:
        say("In the demo, sign in with one click: choose any of its staff on the first page.")
    else:
        say("Sign in with an account that `alongside setup` made, or that an administrator gave you.")
    say("Ctrl-C stops it.")


def watch(children: list[Child], home: Home) -> int:
    """Until we are asked to end. A killed database is started again; the end of the web is the end."""
    cluster = None if os.environ.get("DATABASE_URL") else Cluster(home, tell=say)
    while True:
        for child in children:
            child.check()
        if cluster and not cluster.running():
            say("The database ended by itself; it is started again.")
            cluster.start()
        time.sleep(0.5)
