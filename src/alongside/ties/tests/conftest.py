"""The sitting that most tests of the map begin with."""

from tests.ground import telling


@telling
def sitting(tellers):
    """Ash with the first teller, only the two of them in the room; Mum, Jay and Old crowd are on the map."""
    from alongside.ties.tests.sitting import Sitting

    return Sitting.begin(tellers)
