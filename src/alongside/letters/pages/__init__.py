"""The pages of letters about a person. Importing this registers them."""

from alongside.letters.pages import letters  # noqa: F401
