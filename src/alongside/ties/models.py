"""What one teller says of the people around them, and the maps drawn from it."""

import json
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.access import models as access
from alongside.access.sources import Source
from alongside.ties.kinds import words_of

PARTS = ("treatment", "family")


class Alter(access.FolderModel):
    """Someone in the teller's life, by whatever name the teller gives them."""

    lies_in = PARTS
    copied = access.Copied(
        _("The people in your life"),
        given={"name": _("Name"), "shape": _("Who or what")},
        never="outside_id",
        called="name",
    )

    class Shape(models.TextChoices):
        PERSON = "person", _("A person")
        PROFESSIONAL = "professional", _("A professional")
        GROUP = "group", _("A group")
        PLACE = "place", _("A place")

    name = models.CharField(max_length=120)
    shape = models.CharField(max_length=14, choices=Shape, default=Shape.PERSON)
    outside_id = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folder", "made_at"], name="alter_by_folder_time")]

    def __str__(self) -> str:
        return self.name


def _step(least: int, most: int) -> models.SmallIntegerField:
    return models.SmallIntegerField(null=True, validators=[MinValueValidator(least), MaxValueValidator(most)])


class Tie(access.FolderModel):
    """How things are with someone, as the teller says. A change is a new row; the old one is ended and kept.

    The scales are those of `scales.py`: closeness 1 (furthest out) to 5 (closest), help and hindrance 0 to 3. None, or
    an empty word, says that it was not asked or not answered. `angle` and `distance` say where on the map somebody was
    put; they tell nothing, and are the one thing changed in place. `weight` is never asked: some files that come in have it.
    """

    lies_in = PARTS
    copied = access.Copied(
        _("How things are with them"),
        given={
            "alter": _("Who"), "source": _("How we know it"), "kind": _("Who they are to you"),
            "closeness": _("Closeness, 1 to 5"), "contact": _("Contact"), "helps": _("Helps, 0 to 3"),
            "used_together": _("Used together"), "in_recovery": _("In recovery"), "uses": _("Uses"),
            "lives_with": _("Lives with you"), "willing": _("Willing to take part"), "real_friend": _("A real friend"),
        },
        looked_at={
            "helps_how": _("How they help"), "harder": _("Makes it harder, 0 to 3"), "harder_how": _("How they make it harder"),
            "feared": _("Are you afraid of them?"),
        },
        never="angle distance weight",
        says={"kind": words_of},
    )  # fmt: skip

    class Contact(models.TextChoices):
        DAILY = "daily", _("Every day or nearly")
        WEEKLY = "weekly", _("Every week")
        MONTHLY = "monthly", _("Every month")
        SELDOM = "seldom", _("Now and then")
        NONE = "none", _("No contact now")

    class Together(models.TextChoices):
        NO = "no", _("No")
        YES = "yes", _("In the past")
        STILL = "still", _("Still")

    alter = access.SameFolderKey(Alter, related_name="ties")
    source = models.CharField(max_length=10, choices=Source, default=Source.SAID)
    kind = models.CharField(max_length=24, blank=True)
    closeness = _step(1, 5)
    contact = models.CharField(max_length=12, choices=Contact, blank=True)
    helps = _step(0, 3)
    helps_how = access.Words(max_length=500, blank=True)
    harder = _step(0, 3)
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
    weight = models.FloatField(null=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            # One thing holds of somebody at a time: two who save at once cannot both be the latest.
            models.UniqueConstraint(
                fields=["folder", "alter"], name="tie_by_alter", condition=models.Q(ended_at=None)
            ),
        ]


class Knows(access.FolderModel):
    """The teller says that two people in their life know each other. `one` has the smaller id."""

    lies_in = PARTS
    copied = access.Copied(
        _("Who knows whom"), given={"one": _("One"), "other": _("The other")}, never="weight"
    )

    one = access.SameFolderKey(Alter)
    other = access.SameFolderKey(Alter)
    weight = models.FloatField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["folder", "one", "other"], name="knows_by_pair", condition=models.Q(ended_at=None)
            ),
        ]


class Drawing(access.FolderModel):
    """A sitting in which the map is drawn: it remembers who is in the room, and so what may be asked."""

    lies_in = PARTS
    copied = access.Copied(_("When your map was drawn"), given={"in_the_room": _("Who was in the room")})

    class Room(models.TextChoices):
        ALONE = "alone", _("Only the two of us")
        FAMILY = "family", _("Their family or a friend")
        CHILD = "child", _("A child")
        INTERPRETER = "interpreter", _("An interpreter")
        OTHER = "other", _("Somebody else")
        PHONE = "phone", _("We are on the phone")

    in_the_room = models.CharField(max_length=24, choices=Room)


def on_the_map(drawing: str) -> str:
    """Who is on a kept map, in words: name, who they are, how close, how much they help and make it harder."""
    return "\n".join(_one_on_the_map(one) for one in json.loads(drawing).get("people", []))


def _one_on_the_map(one: dict[str, Any]) -> str:
    told = (
        words_of(one.get("kind") or ""),
        _("closeness %(n)s") % {"n": one["closeness"]} if one.get("closeness") else "",
        _("helps %(n)s") % {"n": one["helps"]} if one.get("helps") is not None else "",
        _("makes it harder %(n)s") % {"n": one["harder"]} if one.get("harder") is not None else "",
    )
    return f"{one.get('name', '')}: " + ", ".join(str(part) for part in told if part)


class Snapshot(access.FolderModel):
    """A map as it was drawn on a date: kept whole, so that it can be set beside another."""

    lies_in = PARTS
    copied = access.Copied(
        _("Maps that were kept"),
        given={"drawn_on": _("Drawn on"), "in_the_room": _("Who was in the room")},
        looked_at={"drawing": _("Who was on it")},
        says={"drawing": on_the_map},
    )

    drawn_on = models.DateField()
    in_the_room = models.CharField(max_length=24, choices=Drawing.Room)
    drawing = access.Words()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folder", "-drawn_on"], name="snapshot_by_date")]


class Imported(access.FolderModel):
    """That this part of the record came in with a file of networks, and the identifier by which it was known there."""

    lies_in = PARTS
    copied = access.Copied(never="*")

    outside_id = models.CharField(max_length=200)
