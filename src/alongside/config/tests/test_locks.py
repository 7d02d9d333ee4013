"""What is installed is pinned by its contents, and no file says where from."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
ASSETS = ROOT / "src" / "alongside" / "web" / "assets"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_by_its_hash(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    for entry in re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n?", "", text, flags=re.M).strip()):
        assert re.match(r"[a-z0-9._-]+==\S+", entry), entry[:60]
        assert "--hash=sha256:" in entry, entry[:60]


def test_both_locks_hold_the_same_releases() -> None:
    def releases(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9._-]+==\S+", (ROOT / name).read_text(), flags=re.M))

    assert releases("requirements.txt") <= releases("requirements-dev.txt")


def test_the_npm_lock_names_no_registry() -> None:
    packages = json.loads((ASSETS / "package-lock.json").read_text())["packages"]
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    assert not [name for name, entry in packages.items() if name and "integrity" not in entry]


def test_the_styles_are_those_that_the_macros_were_written_for() -> None:
    # govuk-frontend-jinja's own table: 4.1.0 follows govuk-frontend 6.3.0. Change both together.
    assert "govuk-frontend-jinja==4.1.0" in (ROOT / "requirements.txt").read_text()
    assert json.loads((ASSETS / "package.json").read_text())["dependencies"]["govuk-frontend"] == "6.3.0"
