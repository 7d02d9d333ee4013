"""The clock stands still before anybody is let in, so that grants and sessions are of the same day."""

from tests.ground import Tellers, telling


@telling
def tellers(house):
    """Two tellers with a worker each, on the tests' own day."""
    from alongside.care.tests.ground import NOW

    house.at(NOW)
    return Tellers(house)


@telling
def lou(tellers):
    """Somebody with care under way, and a desk that decides."""
    from alongside.leaving.tests.ground import lou_of

    return lou_of(tellers)
