"""The product's settings, pointed at one of the bench's databases (BENCH_DB).

A copy of a database is reached by the roles of the one that it was copied from (BENCH_ROLES).
"""

import os

from alongside.config.settings import *  # noqa: F403
from alongside.config.settings import DATABASES, LOGGING

for alias, role in (("default", "app"), ("authn", "authn")):
    DATABASES[alias]["NAME"] = os.environ["BENCH_DB"]
    DATABASES[alias]["USER"] = f"{os.environ.get('BENCH_ROLES') or os.environ['BENCH_DB']}_{role}"

# An address that is not there is what some of the bench's pages are asked for, thousands of times.
LOGGING["loggers"]["django.request"] = {"level": "ERROR"}
