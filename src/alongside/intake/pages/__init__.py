"""The pages of the first hour, and of those who wait."""

from alongside.intake.pages import calls, drafts, first, waiting  # noqa: F401
