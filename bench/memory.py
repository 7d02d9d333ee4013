"""What the demo holds in memory after 200 requests over every page: the proportional set size of each process and of all.

It is started as anybody starts it (`alongside run`, with its database and its tasks), and walked over as three of its
staff by following links. Pages that are reached by sending a form alone are not asked for.

    python -m bench --only memory
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.web import free_port, result

REQUESTS = 200
ASKED_EACH = 3  # times that a page of one kind is asked for while there are others
SIGN_IN = "/demo-sign-in"
LOAD_WITHIN = 600  # seconds until the demo is there
NOT_FOLLOWED = ("/static/", "/sign-out/", "/demo-sign-in")
HANDLE = re.compile(r"[A-Za-z0-9_-]{43}")


def all_rows(seed: int, full: bool) -> Iterator[dict[str, Any]]:
    """One row for the largest web worker, one for everything together."""
    folder = Path(tempfile.mkdtemp(prefix="alongside-bench-"))
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    port = free_port()
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ALONGSIDE_", "DATABASE_URL", "DJANGO_"))
    }
    log = (folder / "log").open("w+")
    command = [sys.executable, "-m", "alongside", "run", "--port", str(port)]
    process = subprocess.Popen(
        command, env={**env, "ALONGSIDE_HOME": str(folder / "home")}, stdout=log, stderr=log
    )
    try:
        until_it_serves(process, port, folder / "log")
        pages, asked = walk(port)
        time.sleep(3)
        running = below(process.pid)
        found = {pid: pss(pid) for pid in running}
        workers = [mb for pid, mb in found.items() if "granian" in running[pid]]
        server = sum(mb for pid, mb in found.items() if "postgres" in running[pid])
        if not workers or not server:
            raise RuntimeError(
                f"the processes of the demo are not where they were looked for: {sorted(running.values())}"
            )
        yield result(
            f"memory of a web worker after {asked} requests over {pages} pages",
            "≤ 180 MB",
            f"{max(workers):.0f} MB",
            max(workers) <= 180,
            "memory of a worker",
        )
        whole = sum(found.values())
        rest = whole - sum(workers) - server
        parts = f"web {sum(workers):.0f}, database {server:.0f}, the rest {rest:.0f}; {len(found)} processes"
        yield result(
            "memory of the whole demo",
            "≤ 600 MB",
            f"{whole:.0f} MB ({parts})",
            whole <= 600,
            "memory of the demo",
        )
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(90)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def until_it_serves(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Wait for /healthz; the first start builds the demo."""
    begun = time.monotonic()
    while time.monotonic() - begun < LOAD_WITHIN:
        if process.poll() is not None:
            raise RuntimeError(f"the demo did not start:\n{log.read_text()[-2000:]}")
        try:
            if Browser(port).ask("GET", "/healthz")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.5)
    raise RuntimeError(f"the demo does not answer after {LOAD_WITHIN} s:\n{log.read_text()[-2000:]}")


def walk(port: int) -> tuple[int, int]:
    """Follow links as three of the staff, every kind of page first; how many kinds answered, and how many requests."""
    _, _, offered = Browser(port).ask("GET", SIGN_IN)
    staff = re.findall(r'name="staff"[^>]*value="([^"]+)"', offered) or re.findall(
        r'value="([^"]+)"[^>]*name="staff"', offered
    )
    if not staff:
        raise RuntimeError(f"{SIGN_IN} offers nobody of the demo's staff")
    kinds: Counter[str] = Counter()
    good: set[str] = set()
    asked = 0
    chosen = [staff[0], staff[len(staff) // 2], staff[-1]]
    for turn, who in enumerate(chosen):
        browser = Browser(port)
        browser.ask("GET", SIGN_IN)
        status, _, _ = browser.ask("POST", SIGN_IN, {"staff": who})
        if status not in (302, 303):
            raise RuntimeError(f"signing in to the demo answered {status}")
        waiting, later, seen = (
            deque(["/today/", "/people/", "/you/", "/staff/", "/team/"]),
            deque[str](),
            set[str](),
        )
        while (waiting or later) and asked < REQUESTS * (turn + 1) // len(chosen):
            path = waiting.popleft() if waiting else later.popleft()
            if path in seen and waiting:
                continue
            seen.add(path)
            kind = HANDLE.sub("*", path)
            status, _, text = browser.ask("GET", path)
            asked += 1
            kinds[kind] += 1
            later.append(path)  # when nothing new is left, the old ones come again
            if status == 200:
                good.add(kind)
                for link in dict.fromkeys(re.findall(r'href="(/[^"#?]*)', text)):
                    if (
                        link not in seen
                        and not link.startswith(NOT_FOLLOWED)
                        and kinds[HANDLE.sub("*", link)] < ASKED_EACH
                    ):
                        waiting.append(link)
            elif status >= 500:
                raise RuntimeError(f"GET {path} answered {status}")
    return len(good), asked


class Browser:
    """Asks with the cookies that it was given."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """One request; status, where it leads, and the page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if fields is not None:
            body = urlencode({**fields, "csrfmiddlewaretoken": self.cookies.get("alongside_form", "")})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        text = response.read().decode(errors="replace")
        connection.close()
        return response.status, response.headers.get("Location", ""), text


def pss(pid: int) -> float:
    """Proportional set size of a process, MB."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.findall(r"^Pss:\s+(\d+)", text, re.M)[0]) / 1024


def below(pid: int) -> dict[int, str]:
    """A process and all that it started, with what each was called by."""
    parents: dict[int, int] = {}
    names: dict[int, str] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                names[int(entry.name)] = (
                    (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                )
            except OSError:
                continue
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return {p: names[p] for p in found if p in names}
