"""The Guide's pages. The doors come last: an address under /guide/ that is nothing else may be a door."""

from alongside.guide.pages import help, library, offline, printing, reading, reflecting, work  # noqa: F401  # isort: skip
from alongside.guide.pages import doors  # noqa: F401  # isort: skip
