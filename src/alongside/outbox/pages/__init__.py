"""The pages of what goes out. Importing this registers them."""

from django.utils.translation import gettext_lazy as _

from alongside.outbox.pages import letters, messages, one  # noqa: F401
from alongside.web.registry import tab

tab("messages", order=55, title=_("Messages"), needs=("treatment", "family", "safety", "programme", "peer"))
