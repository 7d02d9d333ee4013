"""The folder a service lives in: its data, its keys, and how to reach its database.

    home = Home()                    # $ALONGSIDE_HOME, or ./var
    home.path, home.secrets          # folders; secrets is 0700 and its files are 0600
    home.keys()["handles"]           # bytes, made once
    home.database()                  # {"host", "port", "name", "roles", "superuser", "embedded", "options"}

What `keys` and `database` return hides its contents when printed, so that no log or error page shows it.
"""

import base64
import contextlib
import hashlib
import json
import os
import secrets
import string
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

LETTERS = string.ascii_letters + string.digits

KEYS: dict[str, Callable[[], bytes]] = {
    "handles": lambda: secrets.token_bytes(64),
    "database_token": lambda: secrets.token_bytes(32),
    "django": lambda: word(50).encode(),
    "totp": lambda: secrets.token_bytes(32),
    "kept_forms": lambda: secrets.token_bytes(32),
    "tasks": lambda: secrets.token_bytes(32),
}

LOGINS = ("owner", "app", "authn", "task", "extract", "report")
"""The roles that log in. `gate`, which only owns things, does not."""

NAME = "alongside"


class Hidden(dict[str, Any]):
    """A dictionary that shows its names and never its contents."""

    def __repr__(self) -> str:
        return f"<hidden: {', '.join(sorted(self))}>"


class BadAddress(ValueError):
    """DATABASE_URL cannot be read; the message never repeats it, since it holds a password."""


def word(length: int) -> str:
    """Random letters and digits, safe in SQL, in addresses and in a shell."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


class Home:
    """One service's folder; by default the one this process was told of, or `./var`."""

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        self.path = Path(path or os.environ.get("ALONGSIDE_HOME") or "var").expanduser().absolute()

    def __repr__(self) -> str:
        return f"Home({str(self.path)!r})"

    @property
    def secrets(self) -> Path:
        """The folder of keys and passwords; made on first use, and closed again if somebody opened it."""
        if not self.path.is_dir():
            # As root the database's system user must be able to pass through, and to see nothing.
            self.path.mkdir(parents=True, exist_ok=True)
            self.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
        folder = self.path / "secrets"
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
        return folder

    def keys(self) -> dict[str, bytes]:
        """Every key by name; each is made the first time that anybody asks."""
        return Hidden({name: self._key(name, make) for name, make in KEYS.items()})

    def database(self) -> dict[str, Any]:
        """How to reach the database, as each role: its own, or the one that DATABASE_URL names."""
        address = os.environ.get("DATABASE_URL")
        return self._given(address) if address else self._own()

    def has_database(self) -> bool:
        """Whether there is a database to speak to: one is given, or its own was started once."""
        return bool(os.environ.get("DATABASE_URL")) or (self._own_file.exists() and bool(self._own()["host"]))

    def save_database(self, description: dict[str, Any]) -> None:
        """Keep what was learnt since about the database, such as where its socket lies."""
        if description["embedded"]:
            file, kept = self._own_file, dict(description)
        else:
            # The given owner's password stays where it was given: in DATABASE_URL.
            file, kept = (
                self._given_file(description),
                {k: description[k] for k in ("own_owner", "roles", "set_up")},
            )
            kept["roles"] = {role: login for role, login in kept["roles"].items() if role != "owner"}
        replace(file, json.dumps(kept, indent=1).encode())

    # Its own database

    @property
    def _own_file(self) -> Path:
        return self.secrets / "database.json"

    def _own(self) -> dict[str, Any]:
        made = {
            "host": "",  # the socket's folder: the cluster says where when it starts
            "port": 5432,
            "name": NAME,
            "roles": {role: {"user": f"{NAME}_{role}", "password": word(40)} for role in LOGINS},
            "superuser": {"user": "alongside_superuser", "password": word(40)},
            "embedded": True,
            "options": {},
        }
        return hidden(json.loads(once(self._own_file, lambda: json.dumps(made, indent=1).encode())))

    # A given database

    def given(self) -> dict[str, Any]:
        """What DATABASE_URL itself says: host, port, name, login, options."""
        return hidden(read_address(os.environ["DATABASE_URL"]))

    def is_set_up(self) -> bool:
        """Whether `alongside setup` has made the given database ready from here."""
        return bool(self.database().get("set_up"))

    def own_owner(self) -> dict[str, Any]:
        """The owner made for this service, where DATABASE_URL names a superuser."""
        return hidden(self._given(os.environ["DATABASE_URL"])["own_owner"])

    def set_up(self, *, own_owner: bool) -> None:
        """Note that the given database is ready, and which owner it has."""
        self.save_database(self.database() | {"set_up": "own owner" if own_owner else "given owner"})

    def _given_file(self, description: dict[str, Any]) -> Path:
        place = "{host}:{port}/{name}".format(**description)
        return self.secrets / f"database-{hashlib.sha256(place.encode()).hexdigest()[:12]}.json"

    def _given(self, address: str) -> dict[str, Any]:
        found = read_address(address)
        name = found["name"]
        logins = {role: {"user": f"{name}_{role}", "password": word(40)} for role in LOGINS}
        made = {"own_owner": logins.pop("owner"), "roles": logins, "set_up": ""}
        where = {key: found[key] for key in ("host", "port", "name", "options")}
        file = self._given_file(found)
        kept = json.loads(once(file, lambda: json.dumps(made, indent=1).encode()))
        owner = kept["own_owner"] if kept["set_up"] == "own owner" else found["login"]
        kept["roles"] = {"owner": owner} | kept["roles"]
        return hidden(where | {"superuser": None, "embedded": False} | kept)

    def _key(self, name: str, make: Callable[[], bytes]) -> bytes:
        return base64.b64decode(once(self.secrets / f"{name}.key", lambda: base64.b64encode(make()) + b"\n"))


def read_address(address: str) -> dict[str, Any]:
    """The parts of `postgresql://user:password@host:port/name?option=value`."""
    try:
        parts = urlsplit(address)
        options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        port = int(options.pop("port", parts.port or 5432))
        host = options.pop("host", unquote(parts.hostname or "localhost"))
    except ValueError:
        raise BadAddress(
            "DATABASE_URL cannot be read. It looks like postgresql://user:password@host:5432/name"
        ) from None
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgres", "postgresql") or not name or not parts.username:
        raise BadAddress("DATABASE_URL needs a user and a name: postgresql://user:password@host:5432/name")
    return {
        "host": host,
        "port": port,
        "name": name,
        "login": {"user": unquote(parts.username), "password": unquote(parts.password or "")},
        "options": options,
    }


def hidden(description: dict[str, Any]) -> dict[str, Any]:
    """The same, hiding itself when printed, at every depth."""
    return Hidden({k: hidden(v) if isinstance(v, dict) else v for k, v in description.items()})


def once(file: Path, make: Callable[[], bytes]) -> bytes:
    """The file's contents; made if it is not there, by exactly one of all who ask at the same moment."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        pass
    new = write_beside(file, make())
    try:
        with contextlib.suppress(FileExistsError):
            os.link(new, file)  # fails where another was first; a reader never sees half a file
    finally:
        new.unlink()
    settle(file.parent)
    return file.read_bytes()


def replace(file: Path, contents: bytes) -> None:
    """Put new contents in a private file, whole or not at all."""
    os.replace(write_beside(file, contents), file)
    settle(file.parent)


def write_beside(file: Path, contents: bytes) -> Path:
    """A private temporary file beside where the contents will stand, safely on the disk."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)  # 0600 from its first moment
    with os.fdopen(handle, "wb") as out:
        if os.geteuid() == 0:  # root at work in somebody's service: the file stays theirs
            owner = file.parent.stat()
            os.fchown(out.fileno(), owner.st_uid, owner.st_gid)
        out.write(contents)
        out.flush()
        os.fsync(out.fileno())
    return Path(name)


def settle(folder: Path) -> None:
    """Make sure that a name given in a folder outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
