"""Write everything that was told into one file: alongside backup FILE

The file holds the whole database and none of its keys: keep a copy of ALONGSIDE_HOME/secrets apart from it,
since without them links, second factors and kept forms cannot be read again. People may be at work meanwhile.
"""

import argparse
import os
import subprocess
from pathlib import Path
from typing import Any

from alongside.config.command import Stop, say
from alongside.config.database import answering
from alongside.config.home import Home
from alongside.config.place import wheel


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="where to; it must not be there yet")


def run(options: argparse.Namespace) -> None:
    file: Path = options.file
    if file.exists():
        raise Stop(f"{file} is there already, and is left as it is.")
    if not file.absolute().parent.is_dir():
        raise Stop(f"There is no folder {file.absolute().parent}.")
    half = file.with_name(f".{file.name}.half")
    with answering(say) as home:
        say("Writing the backup …")
        os.close(os.open(half, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        try:
            # Owners, rights and policies are not in it: they name roles, and every service makes its own.
            # The owner reads through its policy, `to owner using (true)`; pg_dump has to be told that it may.
            # Nor is the working copy of what is compared (access.likeness), which is made again.
            leave_out = ["--no-owner", "--no-privileges", "--no-policies", "--no-unlogged-table-data"]
            # Names are quoted because psql takes the function's name `access.begin` for the start of a block.
            how = ["--format=custom", "--enable-row-security", "--quote-all-identifiers"]
            words = [*how, *leave_out, f"--file={half}"]
            finish(start(home, "pg_dump", *words))
            os.replace(half, file)
        finally:
            half.unlink(missing_ok=True)
    say(f"Written: {file} ({file.stat().st_size / 1e6:.1f} MB). Keep the keys apart: {home.secrets}")


def start(home: Home, name: str, *words: str, **pipes: Any) -> subprocess.Popen[bytes]:
    """One of PostgreSQL's programs as the owner; the password goes by the environment, closed to others."""
    found = home.database()
    login = found["roles"]["owner"]
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "LC_ALL": "C.UTF-8",
        "PGHOST": found["host"],
        "PGPORT": str(found["port"]),
        "PGDATABASE": found["name"],
        "PGUSER": login["user"],
        "PGPASSWORD": login["password"],
        "PGCLIENTENCODING": "UTF8",
        **{f"PG{key.upper()}": value for key, value in found["options"].items()},
    }
    command = [str(wheel() / "pginstall" / "bin" / name), *words]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, **pipes)


def finish(process: subprocess.Popen[bytes]) -> None:
    """Wait for a program; where it failed, say its first line only, since others can quote what rows hold."""
    _, said = process.communicate()
    if process.returncode:
        lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
        raise Stop(f"{os.path.basename(str(process.args[0]))} failed: {(lines or ['it said nothing'])[0]}")  # type: ignore[index]
