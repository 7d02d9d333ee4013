"""The pages of the diary."""

from django.utils.translation import gettext_lazy as _

from alongside.care.models import PARTS
from alongside.diary.pages import (  # noqa: F401
    appointments,
    asides,
    groups,
    ladder,
    reach,
    reception,
    visits,
    week,
    writing,
)
from alongside.web.registry import deed

deed("write", order=10, title=_("Write it up"), needs=PARTS)
deed("book", order=20, title=_("Book"), needs=PARTS)
