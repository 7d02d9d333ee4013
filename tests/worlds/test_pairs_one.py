"""One half of the short run: every route of it in forty pairs of worlds. Two files, for two processes."""

import pytest

from tests.worlds import running


@pytest.mark.slow
def test_no_answer_tells_the_worlds_apart():
    running.short(0)
