"""The embedded PostgreSQL: one cluster in the service's folder, reached over a private socket only.

    with Cluster(Home()) as cluster:              # starts it, or joins it where it runs already;
        psycopg.connect(cluster.dsn())            # at the end stops it, unless somebody else still uses it

    Cluster(path, fsync=False).start()            # for tests: quick, and worthless after a power cut

`start` and `stop` are for whoever owns the cluster's whole life; everybody else uses `with`.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from alongside.config.home import Home, word
from alongside.config.place import CannotRun, Place, Tell, choose

PORT = 5432  # only a part of the socket's name
LONGEST_SOCKET = 107  # the kernel's limit for the path of a socket
STOP_WITHIN = 60  # seconds; after that it stops at once and recovers at the next start

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "maintenance_work_mem": "64MB",
    "huge_pages": "off",
    "jit": "off",
    "io_method": "sync",  # no processes of its own
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "1GB",
    "random_page_cost": "1.1",
    "effective_cache_size": "512MB",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # An error's text can hold what a person told: the log has starts, stops and faults of the server only.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
    # Else one viewer's statement, with what it says, could be read by another's through pg_stat_activity.
    "track_activities": "off",
}

TEST_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "120",
    "shared_buffers": "128MB",
    "autovacuum": "off",
    "checkpoint_timeout": "1h",
}

_left_running: list["subprocess.Popen[bytes]"] = []


class Cluster:
    """One PostgreSQL server and its data."""

    def __init__(
        self, home: Home | str | os.PathLike[str], *, fsync: bool = True, tell: Tell = lambda line: None
    ) -> None:
        self.home = home if isinstance(home, Home) else Home(home)
        self.settings = SETTINGS if fsync else SETTINGS | TEST_SETTINGS
        self.tell = tell
        self._place: Place | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._in_use: int | None = None

    @property
    def place(self) -> Place:
        if self._place is None:
            self._place = choose(self.home, self.tell)
        return self._place

    # Life

    def start(self) -> None:
        """Make the cluster where there is none, and have it answer; a running one is joined."""
        with self._alone():
            if not self.running():
                self._make()
                self._launch()
            self._wait_until_ready()
            self._note_socket()

    def stop(self) -> None:
        """Stop at once, with everything saved: sessions are closed, what they had not committed is undone."""
        with self._alone():
            self._stop()

    def running(self) -> bool:
        """Whether the server's process is there (it may still be recovering)."""
        return self._pid() is not None

    def __enter__(self) -> Self:
        self._in_use = self._open_lock("in-use")
        fcntl.flock(self._in_use, fcntl.LOCK_SH)
        try:
            self.start()
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self._leave()

    def _leave(self) -> None:
        """The last one out stops the server."""
        if self._in_use is None:
            return
        with self._alone():
            try:
                fcntl.flock(self._in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._stop()
            except BlockingIOError:
                if self._server is not None:  # somebody else is at work in it, and will stop it
                    _left_running.append(self._server)
                    self._server = None
            finally:
                os.close(self._in_use)
                self._in_use = None

    def dsn(self, role: str = "superuser", database: str | None = None) -> str:
        """How a role (`superuser`, `owner`, `app`, …) connects, for psycopg and libpq."""
        from psycopg.conninfo import make_conninfo

        found = self.home.database()
        login = found["superuser"] if role == "superuser" else found["roles"][role]
        name = database or ("postgres" if role == "superuser" else found["name"])
        return make_conninfo("", host=found["host"], port=found["port"], dbname=name, **login)

    # Making

    def _make(self) -> None:
        data = self.place.data
        database = self.home.secrets / "database.json"
        if (data / "PG_VERSION").exists():
            if not database.exists():
                raise CannotRun(
                    f"{database} is gone, and with it the passwords of the database in {data}. Put it back."
                )
            return
        self.tell("Making the database's folder …")
        new = self.place.folder / "data.new"
        shutil.rmtree(new, ignore_errors=True)  # half of one, left by a start that was killed
        login = self.home.database()["superuser"]
        with self._password_file(login["password"]) as password:
            made = subprocess.run(
                [
                    self.place.program("initdb"),
                    f"--pgdata={new}",
                    f"--username={login['user']}",
                    f"--pwfile={password}",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-instructions",
                    # A test logs in many times, and a password's 4096 rounds are most of what a log-in costs.
                    *(
                        []
                        if self.settings.get("fsync") != "off"
                        else ["--no-sync", "--set=scram_iterations=1"]
                    ),
                ],
                capture_output=True,
                text=True,
                **self.place.as_its_user(),
            )
        if made.returncode:
            raise CannotRun(f"The database's folder could not be made.\n{made.stderr.strip()}")
        new.rename(data)

    @contextlib.contextmanager
    def _password_file(self, password: str) -> Iterator[Path]:
        handle, name = tempfile.mkstemp(dir=self.place.folder)  # 0600
        file = Path(name)
        try:
            with os.fdopen(handle, "w") as out:
                out.write(password + "\n")
            if self.place.uid is not None and self.place.gid is not None:
                os.chown(file, self.place.uid, self.place.gid)
            yield file
        finally:
            file.unlink()

    # Starting

    def _launch(self) -> None:
        place = self.place
        (place.data / "postmaster.pid").unlink(
            missing_ok=True
        )  # of a server that was killed: `running` has looked
        settings = self.settings | {"unix_socket_directories": str(self._socket_folder()), "port": str(PORT)}
        with self._log() as log:
            self._server = subprocess.Popen(
                [
                    place.program("postgres"),
                    "-D",
                    str(place.data),
                    *(f"--{name}={value}" for name, value in settings.items()),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is ours to hear: the web stops before its database does
                **place.as_its_user(),
            )

    @contextlib.contextmanager
    def _log(self) -> Iterator[int]:
        log = self.place.log
        if log.exists() and log.stat().st_size > 1_000_000:
            log.replace(log.with_suffix(".old"))
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            yield handle
        finally:
            os.close(handle)

    def _wait_until_ready(self) -> None:
        """Wait as long as the server lives: recovery after a crash takes the time it takes."""
        begun = told = time.monotonic()
        while self._status() != "ready":
            time.sleep(0.02)
            now = time.monotonic()
            if self._server is not None and self._server.poll() is not None:
                self._retry_or_fail(begun)
            elif self._server is None and not self.running():
                self._launch()  # the one we joined has stopped meanwhile
            if now - told > 5:
                told = now
                self.tell(f"The database is recovering ({now - begun:.0f} s) …")

    def _retry_or_fail(self, begun: float) -> None:
        end = self.place.log.read_text(errors="replace").splitlines()[-12:]
        # Sessions of a server that was killed live on for a moment, and hold its memory.
        if time.monotonic() - begun < 60 and any("still in use" in line for line in end):
            time.sleep(0.5)
            self._launch()
            return
        self._server = None
        raise CannotRun(
            "The database did not start. The end of {}:\n{}".format(self.place.log, "\n".join(end))
        )

    # Stopping

    def _stop(self) -> None:
        pid = self._pid()
        if pid is None:
            return
        begun = time.monotonic()
        os.kill(pid, signal.SIGINT)
        while self._pid() is not None:
            if self._server is not None and self._server.poll() is not None:
                break
            time.sleep(0.02)
            if time.monotonic() - begun > STOP_WITHIN:
                os.kill(pid, signal.SIGQUIT)
                begun = time.monotonic()
        if self._server is not None:
            self._server.wait()
            self._server = None

    # What the server says of itself

    def _pid(self) -> int | None:
        """The server's process, if it lives and is this cluster's: numbers are given again after a crash."""
        lines = self._pid_lines()
        if not lines or not lines[0].strip().isdigit():
            return None
        pid = int(lines[0])
        with contextlib.suppress(OSError):
            os.kill(pid, 0)
            at_work = Path(f"/proc/{pid}/cwd")
            if not Path("/proc/self").exists() or os.path.samefile(at_work, self.place.data):
                return pid
        return None

    def _status(self) -> str:
        lines = self._pid_lines()
        return lines[7].strip() if len(lines) > 7 and self._pid() is not None else ""

    def _pid_lines(self) -> list[str]:
        try:
            return (self.place.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    # The socket

    def _socket_folder(self) -> Path:
        """A private folder for the socket, short enough for the kernel."""
        here = self.place.folder / "run"
        if len(os.fsencode(here / f".s.PGSQL.{PORT}.lock")) <= LONGEST_SOCKET and not set(str(here)) & set(
            ",'\"\\"
        ):
            return self.place.make_folder(here)
        kept = Path(self.home.database()["host"] or "/nonexistent")
        if kept != here and self._ours(kept):
            return kept
        short = Path(tempfile.gettempdir())
        for base in (os.environ.get("XDG_RUNTIME_DIR", ""), "/run" if os.geteuid() == 0 else "", "/tmp"):  # noqa: S108
            if base and len(base) < 40 and os.access(base, os.W_OK):
                short = Path(base)
                break
        return self.place.make_folder(short / f"alongside-{word(8)}")

    def _ours(self, folder: Path) -> bool:
        """Whether a folder in a public place is still the private one that we made."""
        try:
            found = folder.lstat()
        except OSError:
            return False
        owner = os.geteuid() if self.place.uid is None else self.place.uid
        return stat.S_ISDIR(found.st_mode) and found.st_uid == owner and not found.st_mode & 0o077

    def _note_socket(self) -> None:
        lines = self._pid_lines()
        database = self.home.database()
        if len(lines) > 4 and lines[4] != database["host"]:
            self.home.save_database(database | {"host": lines[4]})

    # Locks

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time starts or stops the server."""
        handle = self._open_lock("starting")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _open_lock(self, name: str) -> int:
        return os.open(self.home.secrets / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
