"""Letters about a person to somebody outside: on what each rests, and which statements were chosen for it, one by one.

The letter itself, and how far it has come, is a message in the outbox.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.access import models as access
from alongside.access.sources import Source
from alongside.care.models import PARTS
from alongside.sharing import words as codes
from alongside.sharing.models import Consent


class Report(access.FolderModel):
    """A letter made from what is recorded: to which sort of body, by which consent or order, with whose opinion apart."""

    lies_in = PARTS
    copied = access.Copied(
        _("Letters about you"),
        given={"body": _("To whom"), "by_order": _("By which order"), "about_name": _("As you were named")},
        looked_at={"opinion": _("A worker’s opinion")},
        never="consent message",
    )

    message = access.SameFolderKey("outbox.Message")
    consent = access.SameFolderKey("sharing.Consent", null=True)
    by_order = models.CharField(max_length=200, blank=True)
    body = models.CharField(max_length=10, choices=Consent.Body)
    about_name = models.CharField(max_length=200)
    opinion = access.Words(max_length=4000, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folder", "message"], name="report_by_message")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="report_rests_on_one",
                condition=models.Q(consent__isnull=False, by_order="")
                | (models.Q(consent__isnull=True) & ~models.Q(by_order="")),
            )
        ]

    def __str__(self) -> str:
        return str(self.get_body_display())


class Quoted(access.FolderModel):
    """One statement that somebody chose for a letter, as it stood then, with how it was known."""

    lies_in = PARTS
    copied = access.Copied(
        _("What letters about you said"),
        given={"topic": _("What about"), "source": _("How we know it"), "told_on": _("Since")},
        looked_at={"words": _("In words")},
        never="report taken_from",
    )

    report = access.SameFolderKey(Report)
    topic = models.CharField(max_length=12, choices=list(codes.TOPICS))
    words = access.Words(max_length=4000)
    source = models.CharField(max_length=10, choices=Source)
    told_on = models.DateField()
    taken_from = models.CharField(max_length=40)  # which row it was taken from

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folder", "report"], name="quoted_by_report")]

    def __str__(self) -> str:
        return str(self.get_topic_display())
