"""The pages of sharing: what is agreed, what is shared, a consent, a sharing, and what was passed on to one."""

from alongside.sharing.pages import agreements, passed, shared  # noqa: F401
