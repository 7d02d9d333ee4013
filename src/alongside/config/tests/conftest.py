"""A short-lived folder that the database's user can pass through, as a service's folder would be."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def shelf() -> Iterator[Path]:
    """One folder for all tests of a file."""
    yield from folder()


@pytest.fixture
def place() -> Iterator[Path]:
    """One folder for one test."""
    yield from folder()


def folder() -> Iterator[Path]:
    base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
    path = Path(tempfile.mkdtemp(prefix="al-", dir=base))
    path.chmod(0o711)  # pytest's own are closed to the user that PostgreSQL runs as when we are root
    yield path
    shutil.rmtree(path, ignore_errors=True)
