"""Questionnaires filled in: assessments in parts, and the answers to each."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.access import models as access
from alongside.access.moving import stands
from alongside.access.sources import Source
from alongside.measures import answers as said
from alongside.measures import states
from alongside.measures.reading import PARTS as PARTS


class Assessment(access.FolderModel):
    """One going-through with somebody, over as many visits as it takes; one is open at a time."""

    lies_in = PARTS
    copied = access.Copied(
        _("When you were asked how things are"),
        given={"kind": _("How much"), "state": _("How it stands"), "begun_on": _("Begun on"), "closed_on": _("Closed on")},
        says={"state": stands(states.ASSESSMENT)},
    )  # fmt: skip

    class Kind(models.TextChoices):
        BRIEF = "brief", _("Brief")
        FULL = "full", _("Full")

    kind = models.CharField(max_length=5, choices=Kind)
    state = models.CharField(max_length=6, default="open")
    begun_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["folder"],
                name="assessment_one_open",
                condition=models.Q(state="open", ended_at=None),
            )
        ]


class Response(access.FolderModel):
    """One filling-in of one edition of a questionnaire.

    The answers are one text (JSON, by linkId): they are saved together, seen together, and can be encrypted as any
    narrative is. What was done stays as it was; what has changed since is a new row that names the one before.
    """

    lies_in = PARTS
    copied = access.Copied(
        _("What you were asked, and what you said"),
        given={
            "questionnaire": _("About"), "state": _("How it stands"), "how": _("How"), "company": _("Who could hear"),
            "source": _("How we know it"), "done_on": _("On"),
        },
        looked_at={"answers": _("What was said")},
        never="edition assessment before",
        says={"questionnaire": said.title_of, "state": stands(states.RESPONSE)},
        reads={"answers": said.told_in_lines},
    )  # fmt: skip

    class How(models.TextChoices):
        IN_PERSON = "in_person", _("Together, in one room")
        PHONE = "phone", _("On the phone")
        VIDEO = "video", _("By video")
        PAPER = "paper", _("From paper that they filled in")

    class Company(models.TextChoices):
        ALONE = "alone", _("Nobody else can hear us")
        INTERPRETER = "interpreter", _("An interpreter, nobody else")
        FAMILY = "family", _("Family or a friend")
        CHILD = "child", _("A child")
        OTHER = "other", _("Somebody else, or not sure")

    questionnaire = models.CharField(max_length=200)
    edition = models.CharField(max_length=20)
    state = models.CharField(max_length=10, default="begun")
    answers = access.Words(default="{}")
    how = models.CharField(max_length=10, choices=How, default=How.IN_PERSON)
    company = models.CharField(max_length=12, choices=Company, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.SAID)
    done_on = models.DateField(null=True)
    assessment = access.SameFolderKey(Assessment, null=True)
    before = access.SameFolderKey("self", null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["folder", "questionnaire", "-done_on"], name="response_by_sheet")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["folder", "questionnaire"],
                name="response_one_open",
                condition=models.Q(state="begun", ended_at=None),
            )
        ]
