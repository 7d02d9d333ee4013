"""A person's own copy of what is held about them: what they said when asked alone, what was looked at, and what goes."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.access import models as access

TOLD = ("contact", "treatment", "family", "safety", "programme", "peer")
"""Parts in which something was told: whoever holds one hears that a copy was asked for (access.copy_kinds)."""
PARTS = ("line", "dates", "visit", *TOLD)
"""Parts of which a copy is made. Not of joint work, where two tell, nor of private pages, which nobody here opens."""
NOTHING = access.Copied(never="*")


class Alone(access.FolderModel):
    """What somebody who asked for a copy said, asked alone: is anybody making them ask, and what would they rather have?"""

    lies_in = TOLD
    copied = NOTHING  # on paper it would tell whoever makes them ask

    class Said(models.TextChoices):
        NOT_YET = "not_yet", _("Not asked alone yet")
        NO = "no", _("No")
        UNSURE = "unsure", _("They are not sure")
        YES = "yes", _("Yes")

    class Wants(models.TextChoices):
        WHOLE = "whole", _("The copy, in their hand")
        SHORTER = "shorter", _("A shorter copy")
        TOGETHER = "together", _("To read it here, together")
        LATER = "later", _("Later")
        KEEP = "keep", _("That we keep it here for them")

    request = models.BigIntegerField()
    said = models.CharField(max_length=8, choices=Said)
    wants = models.CharField(max_length=8, choices=Wants)
    asked_on = models.DateField()


class Look(access.FolderModel):
    """How one statement was looked at for a copy: given, given without some of it, or held back and why."""

    lies_in = PARTS
    copied = NOTHING

    class Verdict(models.TextChoices):
        GIVE = "give", _("Give it as it stands")
        SOME = "some", _("Give it without some of it")
        HOLD = "hold", _("Hold it back")

    class Why(models.TextChoices):
        OTHERS = "others", _("It is about somebody else, who could be harmed or known by it")
        TOLD = "told", _("Somebody else told it")
        HARM = "harm", _("It could seriously harm them or somebody else")
        DESK = "desk", _("It touches on what lies with the safeguarding desk")

    request = models.BigIntegerField()
    table = models.CharField(max_length=63)
    about = models.BigIntegerField()
    as_of = (
        models.IntegerField()
    )  # the version that was looked at: what changes afterwards is looked at again
    verdict = models.CharField(max_length=4, choices=Verdict)
    why = models.CharField(max_length=8, choices=Why, blank=True)
    held = models.CharField(max_length=1000, blank=True)  # names of fields with spaces between
    left_out = access.Words(
        max_length=4000, blank=True
    )  # the words that do not go, one a line; what was told stays as it is

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["folder", "request", "table", "about"], name="look_once",
                condition=models.Q(ended_at=None, in_error=False),
            ),
            models.CheckConstraint(
                name="look_says_why", condition=models.Q(verdict="give") | ~models.Q(why="")
            ),
        ]  # fmt: skip


class Piece(access.FolderModel):
    """What goes of one part of a record, as it was sealed when its last statement was looked at; and that it was handed over."""

    lies_in = PARTS
    copied = NOTHING

    class How(models.TextChoices):
        HAND = "hand", _("Put into their hand, here")
        TOGETHER = "together", _("Read here, together")
        KEEP = "keep", _("Kept here for them, as they asked")
        POST = "post", _("By post")

    request = models.BigIntegerField()
    given = access.Words()
    sealed_on = models.DateField()
    handed_on = models.DateField(null=True)
    how = models.CharField(max_length=8, choices=How, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["folder", "request"], name="piece_once",
                condition=models.Q(ended_at=None, in_error=False),
            ),
        ]  # fmt: skip
