"""The pages of assessments and answers."""

from django.utils.translation import gettext_lazy as _

from alongside.measures.models import PARTS
from alongside.measures.pages import assessment, part, response  # noqa: F401
from alongside.web.registry import tab

tab("assessment", order=25, title=_("Assessment"), needs=PARTS)
