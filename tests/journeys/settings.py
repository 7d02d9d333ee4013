"""The product's settings, pointed at one clone of the test cluster (JOURNEY_DB)."""

import os

from alongside.config.settings import *  # noqa: F403
from alongside.config.settings import DATABASES

for _alias in ("default", "authn"):
    DATABASES[_alias]["NAME"] = os.environ["JOURNEY_DB"]
