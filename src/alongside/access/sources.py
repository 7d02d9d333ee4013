"""How a statement is known. Every statement has one of these beside it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Who or what a statement rests on."""

    SAID = "said", _("Said by the person")
    SEEN = "seen", _("Seen by a worker")
    TOLD = "told", _("Told by somebody else")
    DOCUMENT = "document", _("A test or document")
    OPINION = "opinion", _("A worker's opinion")
