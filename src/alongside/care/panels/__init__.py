"""What the course of care says on the person page and on Today."""

from alongside.care.panels import person, today  # noqa: F401
