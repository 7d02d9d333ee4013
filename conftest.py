"""The ground that tests stand on: one cluster, one migrated template, and a clone of it for each test that asks.

Every test so runs on real PostgreSQL, through the real log-ins of `app` and `authn`, with real commits; nothing is rolled
back behind the product's back, and no setting of a test can stand in for a policy. What a clone costs:
(docs/adr/0003-a-clone-for-each-test.md).
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_shm = Path("/dev/shm")
_base = _shm if os.access(_shm, os.W_OK) else Path(tempfile.gettempdir())
_home = Path(tempfile.mkdtemp(prefix="al-test-", dir=_base))
if os.geteuid() == 0:
    _home.chmod(0o711)
os.environ.pop("DATABASE_URL", None)
os.environ["ALONGSIDE_HOME"] = str(_home)
os.environ["ALONGSIDE_ROLE"] = "owner"
os.environ["ALONGSIDE_HOSTS"] = "testserver,127.0.0.1,localhost"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Stop the cluster, if one was started, and leave nothing behind."""
    from tests import ground

    ground.stop()
    shutil.rmtree(_home, ignore_errors=True)


def pytest_configure(config: pytest.Config) -> None:
    """Load Django once the folder is known; the cluster itself starts when the first test asks for it."""
    from tests import ground

    ground.prepare()


@pytest.fixture
def house() -> Iterator["object"]:
    """An empty service in a database of its own: no staff, no persons."""
    from tests import ground

    with ground.clone() as made:
        yield made


@pytest.fixture
def tellers(house: "object") -> "object":
    """Two tellers of two workers in one service: what every route is first tried against. See tests.ground.Tellers."""
    from tests import ground

    return ground.Tellers(house)
