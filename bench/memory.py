"""What the whole demo holds in memory after 200 requests over every page: PSS of each process and of all."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.web import free_port, result


def pss(pid: int) -> float:
    """Proportional set size of a process, MB."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return int(re.search(r"^Pss:\s+(\d+)", text, re.M).group(1)) / 1024  # type: ignore[union-attr]


def below(pid: int) -> dict[int, str]:
    """A process and all that it started, with what each was called by."""
    parents: dict[int, int] = {}
    names: dict[int, str] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
                names[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = {pid}
    while True:
        more = {child for child, parent in parents.items() if parent in found} - found
        if not more:
            return {p: names[p] for p in found if p in names}
        found |= more


class Browser:
    """Follows what it is given, with cookies, one connection."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, {}

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
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


def all_rows(seed: int, full: bool) -> Iterator[dict[str, Any]]:
    """Start the demo as anybody does, walk over its pages, and look."""
    folder = tempfile.mkdtemp(prefix="al-mem-")
    port = free_port()
    env = {**os.environ, "ALONGSIDE_HOME": folder, "PORT": str(port)}
    for name in ("DATABASE_URL", "ALONGSIDE_ROLE"):
        env.pop(name, None)
    if os.geteuid() == 0:
        os.chmod(folder, 0o711)
    process = subprocess.Popen([sys.executable, "-m", "alongside", "run"], env=env, stdout=subprocess.PIPE, text=True)
    try:
        for line in process.stdout or ():
            if f"127.0.0.1:{port}" in line:
                break
        browser = Browser(port)
        _, _, page = browser.ask("GET", "/demo/")
        first = re.search(r'name="staff" value="([^"]+)"', page)
        if first:
            browser.ask("POST", "/demo/", {"staff": first.group(1)})
        seen, todo, asked = set(), ["/today/"], 0
        pages: set[str] = set()
        while todo and asked < 200:
            path = todo.pop(0)
            if path in seen or "sign-out" in path or "logout" in path:
                continue
            seen.add(path)
            status, _, text = browser.ask("GET", path)
            asked += 1
            if status == 200:
                pages.add(re.sub(r"[A-Za-z0-9_-]{43}", "*", path))
                todo += [p for p in re.findall(r'href="(/[^"#?]*)', text) if not p.startswith("/static")]
        again = [p for p in seen]
        while asked < 200:
            browser.ask("GET", again[asked % len(again)])
            asked += 1
        time.sleep(2)
        running = below(process.pid)
        found = {pid: pss(pid) for pid in running}
        # The database's processes are not below us when it runs as a user of its own.
        servers = {p: n for p, n in _everything().items() if folder in n or (n.startswith("postgres:") and p not in running)}
        for pid, name in servers.items():
            if pid not in found:
                found[pid], running[pid] = pss(pid), name
        workers = sorted((mb for pid, mb in found.items() if "granian" in running[pid]), reverse=True)
        yield result(f"memory of a web worker after {asked} requests over {len(pages)} pages", "≤ 180 MB", f"{workers[0]:.0f} MB", workers[0] <= 180)
        whole = sum(found.values())
        yield result("memory of the whole demo (web, tasks, database)", "≤ 600 MB", f"{whole:.0f} MB in {len(found)} processes", whole <= 600)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def _everything() -> dict[int, str]:
    return below(1)
