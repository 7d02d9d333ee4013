"""The day it is for whoever is being answered: by the service's one clock, not by this machine's."""

import datetime as dt

from alongside.access import viewer


def today() -> dt.date:
    """The date in London, by the database's clock."""
    return viewer.current().today
