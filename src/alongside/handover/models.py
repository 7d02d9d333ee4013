"""That somebody was handed over to a colleague, and what was agreed about them in supervision."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alongside.access import models as access
from alongside.care.models import PARTS


class HandedOver(access.FolderModel):
    """That another worker took over: whom it went to, and what matters next, in a line. Seen once they have read it."""

    lies_in = PARTS
    copied = access.Copied(
        _("When your worker changed"),
        given={"by_name": _("Your worker before"), "to_name": _("Your worker from then on")},
        looked_at={"words": _("What mattered next")},
        never="to seen_at",
    )

    to = models.BigIntegerField()
    # As the two were called then.
    by_name = models.CharField(max_length=120)
    to_name = models.CharField(max_length=120)
    words = access.Words(max_length=500, blank=True)
    seen_at = models.DateTimeField(null=True)


class Agreed(access.FolderModel):
    """What a lead and a worker agreed to do next about somebody: a code and a date among their dates, and no text.

    No code of it speaks of the desk: what is the desk's lies in nobody's record.
    """

    lies_in = ("dates",)
    copied = access.Copied(
        _("What your worker and their lead agreed"),
        given={"on": _("By"), "state": _("How it stands"), "done_on": _("Done on")},
        # That they are to be met by two may be told or not, as with what is kept to on a visit.
        looked_at={"what": _("What")},
        never="staff",
    )

    class What(models.TextChoices):
        SEE = "see", _("See them")
        RING = "ring", _("Ring them")
        REVIEW = "review", _("Look back on the plan together")
        PLAN = "plan", _("Make the plan anew with them")
        NURSE = "nurse", _("Talk with the prescriber")
        TWO = "two", _("Go with a colleague")
        OTHER = "other", _("What we spoke of")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("agreed", "agreed")
        DONE = "done", pgettext_lazy("agreed", "done")
        OFF = "off", pgettext_lazy("agreed", "no longer")

    what = models.CharField(max_length=10, choices=What)
    on = models.DateField()
    staff = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    done_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["folder"], name="agreed_one_open", condition=models.Q(state="open", ended_at=None)
            )
        ]
