"""The pages about leaving."""

from alongside.leaving.pages import death, leaving, mistakes  # noqa: F401
