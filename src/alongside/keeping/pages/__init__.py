"""The pages of what keeps somebody safe and well."""

from alongside.keeping.pages import late, lines, scripts, visiting  # noqa: F401
