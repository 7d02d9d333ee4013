"""The people of these tests."""

import pytest


@pytest.fixture
def named(tellers):
    """Lou and Sam with Ash, Jay with Bo."""
    from alongside.handover.tests.ground import named_of

    return named_of(tellers)
