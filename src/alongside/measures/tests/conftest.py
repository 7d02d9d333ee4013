"""The clock stands still before anybody is let in."""

from tests.ground import Tellers, telling


@telling
def tellers(house):
    """Two tellers with a worker each, on the tests' own day."""
    from alongside.care.tests.ground import NOW

    house.at(NOW)
    return Tellers(house)
