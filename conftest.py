"""The ground that tests stand on: one cluster, one migrated template, and a clone of it for each test that asks.

Every test so runs on real PostgreSQL, through the real log-ins of `app` and `authn`, with real commits; nothing is rolled
back behind the product's back, and no setting of a test can stand in for a policy. What a clone costs:
(docs/adr/0003-a-clone-for-each-test.md).
"""

import os
import shutil
import tempfile
from collections import Counter
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

from tests import ground  # noqa: E402 (it reads the environment)

from alongside.config.settled import settle  # noqa: E402 (what they import reads the environment)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Stop the cluster, if one was started, and leave nothing behind."""
    ground.stop()
    shutil.rmtree(_home, ignore_errors=True)


def pytest_configure(config: pytest.Config) -> None:
    """Load Django once the folder is known; the cluster itself starts when the first test asks for it."""
    ground.prepare()


def pytest_collection_finish(session: pytest.Session) -> None:
    """As the web's workers do."""
    settle()


# The longest files, in the order in which they are begun: one that came last would be waited for alone.
FIRST = (
    "tests/journeys/test_every_page.py",
    "tests/worlds/test_pairs_one.py",
    "tests/worlds/test_pairs_other.py",
    "tests/journeys/test_guide.py",
    "src/alongside/ties/tests/test_measures.py",
    "tests/journeys/test_signal.py",
    "tests/guards/test_teeth.py",
    "tests/guards/test_walk.py",
    "tests/worlds/test_canaries.py",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first; and of each family `make check` takes every fourth, so that all of them are there: the others
    count as slow."""
    places: Counter[str] = Counter()
    turn = {file: n for n, file in enumerate(FIRST)}
    items.sort(key=lambda item: turn.get(item.nodeid.split("::")[0], len(FIRST)))
    for item in items:
        if item.get_closest_marker("family"):
            name = item.nodeid.split("[")[0]
            if places[name] % 4:
                item.add_marker("slow")
            places[name] += 1


@pytest.fixture
def house(request: pytest.FixtureRequest) -> Iterator[ground.House]:
    """A service in a database of its own, with no staff and no persons but those of the tellings that the test asks for."""
    with ground.begun(*ground.tellings(request)) as made:
        yield made


@ground.telling
def tellers(house: ground.House) -> ground.Tellers:
    """Two tellers of two workers in one service: what every route is first tried against. See tests.ground.Tellers."""
    return ground.Tellers(house)
