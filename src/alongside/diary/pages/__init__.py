"""The pages of the diary."""

from django.utils.translation import gettext_lazy as _

from alongside.care.models import PARTS
from alongside.diary.pages import appointments, asides, groups, ladder, reception, visits, week, writing  # noqa: F401
from alongside.web.registry import deed

deed("write", order=10, title=_("Write it up"), needs=PARTS)
deed("book", order=20, title=_("Book"), needs=PARTS)
