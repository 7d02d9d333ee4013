"""The pages of sharing: what is shared, a consent, a sharing, and what was passed on to one."""

from alongside.sharing.pages import passed, shared  # noqa: F401
