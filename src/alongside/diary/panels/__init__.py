"""What the diary says on the person page and on Today."""

from alongside.diary.panels import person, today  # noqa: F401
