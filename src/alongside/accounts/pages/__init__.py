"""The pages of signing in. Each is registered here by name; nothing else of django-allauth has an address."""

from alongside.accounts.pages import demo, exit, invitation, lock, sign_in, you  # noqa: F401
