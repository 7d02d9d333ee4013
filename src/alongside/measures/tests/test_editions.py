"""A published edition stays as it is: what was answered by it has to mean the same for good."""

import hashlib
import json

from alongside.measures.library import DATA, library

PUBLISHED = DATA / "published.txt"
"""A line for each edition: url|version and the hash of its questions. A change is a new version, and a new line."""


def fingerprint(file) -> tuple[str, str]:
    """Its name, and a hash of what is asked (not of how the file is laid out)."""
    told = json.loads(file.read_text())
    asked = json.dumps(told["item"], sort_keys=True, ensure_ascii=False)
    return f"{told['url']}|{told['version']}", hashlib.sha256(asked.encode()).hexdigest()[:16]


def test_no_published_edition_has_changed():
    known = dict(line.split() for line in PUBLISHED.read_text().splitlines())
    here = dict(fingerprint(file) for file in DATA.glob("**/*.json"))
    changed = [name for name, mark in here.items() if name in known and known[name] != mark]
    assert not changed, "changed since it was published: give it a new version and keep the old file"
    assert known.keys() >= here.keys(), f"write into {PUBLISHED.name}: {here.keys() - known.keys()}"
    assert here.keys() >= known.keys(), (
        f"an edition that may have been answered is gone: {known.keys() - here.keys()}"
    )


def test_every_edition_is_read():
    assert {sheet.canonical for sheet in library().editions.values()} == {
        fingerprint(file)[0] for file in DATA.glob("**/*.json")
    }
