"""The first hour: how somebody came, what a caller said, and what happens while they wait."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.access import models as access
from alongside.care.models import PARTS, Referral
from alongside.intake import rules


def _signs_in_words(codes: str) -> str:
    return "; ".join(str(rules.BY_CODE[code].words) for code in codes.split() if code in rules.BY_CODE)


class First(access.FolderModel):
    """How somebody first came to us, and which signs that it cannot wait were seen then."""

    lies_in = PARTS
    copied = access.Copied(
        _("How you first came"),
        given={"how": _("How you came")},
        looked_at={"signs": _("What was marked then")},
        never="referral",
        says={"signs": _signs_in_words},
    )

    class How(models.TextChoices):
        CALL = "call", _("They rang")
        WALK_IN = "walk_in", _("They walked in")
        FORM = "form", _("They wrote, or filled in a form")
        PROFESSIONAL = "professional", _("A professional sent them")
        COURT = "court", _("A court sent them")

    referral = access.SameFolderKey(Referral)
    how = models.CharField(max_length=12, choices=How)
    # Codes of rules.SIGNS, a space between two. Whether it is today is the referral's own, as the worker decided.
    signs = models.CharField(max_length=200, blank=True)


class Call(access.FolderModel):
    """What somebody said who rang about somebody else: their own words, in their own part."""

    lies_in = ("family",)
    copied = access.Copied(
        _("When you rang"),
        given={"wants": _("Help of your own")},
        looked_at={"words": _("What you said")},
    )

    class Wants(models.TextChoices):
        NOT_ASKED = "not_asked", _("Not asked yet, or the call ended")
        YES = "yes", _("Yes: they would like help of their own")
        LATER = "later", _("Not now; they may ring again")

    words = access.Words(max_length=10_000, blank=True)
    wants = models.CharField(max_length=12, choices=Wants, default=Wants.NOT_ASKED)


class Meanwhile(access.FolderModel):
    """One thing that happened while somebody waited: a line, and its day."""

    lies_in = PARTS
    copied = access.Copied(
        _("While you waited"), given={"on": _("On")}, looked_at={"line": _("What happened")}
    )

    on = models.DateField()
    line = access.Words(max_length=200)

    class Meta:
        indexes = (models.Index(fields=["folder", "-on"], name="meanwhile_by_day"),)
