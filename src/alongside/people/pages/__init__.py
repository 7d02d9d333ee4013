"""The pages about people. Importing this registers them."""

from alongside.people.pages import adding, details, finding, front, importing, names, person, reaching  # noqa: F401
