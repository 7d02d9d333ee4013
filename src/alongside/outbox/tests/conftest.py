"""The clock stands still; nothing goes out but to carriers that a test names."""

import pytest


@pytest.fixture
def tellers(house):
    """Two tellers with a worker each, on the tests' own day."""
    from tests.ground import Tellers

    from alongside.outbox.tests.ground import NOW

    house.at(NOW)
    return Tellers(house)


@pytest.fixture
def post(tellers):
    """The same two, each with a telephone that it is safe to text."""
    from alongside.outbox.tests.ground import post_of

    return post_of(tellers)


@pytest.fixture
def carrier(monkeypatch):
    """A carrier that keeps what it was handed."""
    from alongside.outbox.tests.ground import Stub, carrying

    with carrying(monkeypatch, Stub()) as made:
        yield made
