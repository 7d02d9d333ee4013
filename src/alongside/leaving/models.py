"""Leaving: how somebody leaves, what is ready for it, and, in a part of its own, whether home is safe."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.access import models as access
from alongside.access.moving import stands
from alongside.access.sources import Source
from alongside.care.models import HOW_KNOWN, PARTS, Episode, Statement
from alongside.leaving import rules, states


class Leaving(Statement):
    """That somebody leaves, or died: prepared with them, written when it is so, undone where it was a mistake."""

    lies_in = PARTS
    copied = access.Copied(
        _("Leaving"),
        given={
            **HOW_KNOWN, "how": _("How"), "on": _("On"), "state": _("How it stands"), "asked": _("Whether we asked"),
            "asked_on": _("Asked on"),
        },
        looked_at={"home": _("Where you go home to"), "words": _("What was said of it"), "why": _("Why it was a mistake")},
        never="may_know episode look_on took_off",
        says={"state": stands(states.LEAVING)},
    )  # fmt: skip

    class Asked(models.TextChoices):
        ALONE = "alone", _("Asked, and nobody else could hear")
        NOT_SAFE = "not_safe", _("It was not safe to ask")
        NOT_TODAY = "not_today", _("Asked alone; would rather not say today")
        NOT_YET = "not_yet", _("Not asked yet")

    # A death can be written of somebody whose care is not under way.
    episode = access.SameFolderKey(Episode, null=True)
    how = models.CharField(max_length=20, choices=Episode.How)
    on = models.DateField()
    state = models.CharField(max_length=8, default="open")
    # That it was asked stands here; what came of it in a part of its own (`Home`).
    asked = models.CharField(max_length=10, choices=Asked, blank=True)
    asked_on = models.DateField(null=True)
    home = access.Words(max_length=1000, blank=True)
    look_on = models.DateField(null=True)
    words = access.Words(max_length=4000, blank=True)
    why = access.Words(max_length=1000, blank=True)
    # Which dates came off with it and how they stood, so that they stand again where it was a mistake: "id:state id:state".
    took_off = access.Words(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["folder"], condition=models.Q(state="open", ended_at=None), name="leaving_one_open"
            )
        ]


class Ready(access.FolderModel):
    """One line of a leaving: what is ready, as it stood in the record or in words, or that it is still to do."""

    lies_in = PARTS
    copied = access.Copied(
        _("What was made ready for your leaving"),
        given={"about": _("About"), "answer": _("How it stands")},
        looked_at={"words": _("In words")},
        never="leaving",
    )

    class Answer(models.TextChoices):
        RECORDED = "recorded", _("As it stands in the record")
        WRITTEN = "written", _("As written here")
        NOTHING = "nothing", _("Nothing to do")
        LATER = "later", _("Still to do")
        DONE = "done", _("Done")

    leaving = access.SameFolderKey(Leaving)
    about = models.CharField(max_length=10, choices=[(line.code, line.title) for line in rules.LINES])
    answer = models.CharField(max_length=10, choices=Answer)
    words = access.Words(max_length=1000, blank=True)


class Home(access.FolderModel):
    """What somebody said when they were asked alone whether it is safe where they go home to."""

    lies_in = ("safety",)
    copied = access.Copied(
        _("Whether it is safe where you go home to"),
        given={"source": _("How we know it"), "on": _("On")},
        looked_at={"safe": _("Safe"), "words": _("In words")},
        never="leaving leaving_folder",
    )

    class Safe(models.TextChoices):
        YES = "yes", _("Yes, they say")
        UNSURE = "unsure", _("Not sure")
        NO = "no", _("No")

    on = models.DateField()
    safe = models.CharField(max_length=6, choices=Safe)
    words = access.Words(max_length=2000, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.SAID)
    # At which leaving it was asked. The leaving says nothing of it.
    leaving = models.BigIntegerField()
    leaving_folder = models.BigIntegerField()
