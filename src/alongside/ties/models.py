"""What one teller says of the people around them, and the maps drawn from it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.access import models as access
from alongside.access.sources import Source

PARTS = ("treatment", "family")


class Alter(access.FolderModel):
    """Someone in the teller's life, by whatever name the teller gives them."""

    lies_in = PARTS

    class Shape(models.TextChoices):
        PERSON = "person", _("A person")
        PROFESSIONAL = "professional", _("A professional")
        GROUP = "group", _("A group")
        PLACE = "place", _("A place")

    name = models.CharField(max_length=120)
    shape = models.CharField(max_length=14, choices=Shape, default=Shape.PERSON)
    outside_id = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folder", "made_at"], name="alter_by_folder_time")]

    def __str__(self) -> str:
        return self.name


class Tie(access.FolderModel):
    """How things are with someone, as the teller says. A change is a new row; the old one is ended and kept."""

    lies_in = PARTS

    class Together(models.TextChoices):
        NO = "no", _("No")
        YES = "yes", _("In the past")
        STILL = "still", _("Still")

    alter = access.SameFolderKey(Alter, related_name="ties")
    source = models.CharField(max_length=10, choices=Source, default=Source.SAID)
    kind = models.CharField(max_length=24, blank=True)
    closeness = models.SmallIntegerField(null=True)
    contact = models.CharField(max_length=12, blank=True)
    helps = models.SmallIntegerField(null=True)
    helps_how = access.Words(max_length=500, blank=True)
    harder = models.SmallIntegerField(null=True)
    harder_how = access.Words(max_length=500, blank=True)
    used_together = models.CharField(max_length=6, choices=Together, blank=True)
    in_recovery = models.BooleanField(null=True)
    uses = models.BooleanField(null=True)
    lives_with = models.BooleanField(null=True)
    willing = models.BooleanField(null=True)
    real_friend = models.BooleanField(null=True)
    feared = models.BooleanField(null=True)
    angle = models.FloatField(null=True)
    distance = models.FloatField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["folder", "alter"], name="tie_by_alter", condition=models.Q(ended_at=None)),
        ]


class Knows(access.FolderModel):
    """The teller says that two people in their life know each other."""

    lies_in = PARTS

    one = access.SameFolderKey(Alter)
    other = access.SameFolderKey(Alter)
    weight = models.FloatField(default=1)


class Snapshot(access.FolderModel):
    """A map as it was drawn on a date: kept whole, so that it can be set beside another."""

    lies_in = PARTS

    drawn_on = models.DateField()
    in_the_room = models.CharField(max_length=24)
    drawing = access.Words()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folder", "-drawn_on"], name="snapshot_by_date")]
