"""The diary: how an appointment is to be, what was tried after a missed one, what is set apart, who goes to which group.

When an appointment is, and whether it is offered, due, met or missed, stands in their `dates` (`care.Due`) and nowhere else; what
came of it is the contact that was written (`care.Session`, whose `due` it is).
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.access import models as access
from alongside.access.sources import Source
from alongside.care.models import PARTS, Session
from alongside.diary import rules


class Appointment(access.FolderModel):
    """How somebody is to be met: in which way, where, for how long, by whom. `due` is its day among their dates."""

    lies_in = PARTS
    read_by_floor = ("due", "how", "worker")
    copied = access.Copied(
        _("How you were to meet us"),
        given={"how": _("How"), "minutes": _("Minutes"), "worker_name": _("With")},
        looked_at={"place": _("Where")},
        never="due worker",
    )

    due = models.BigIntegerField()
    how = models.CharField(max_length=10, choices=Session.How, default=Session.How.IN_PERSON)
    minutes = models.IntegerField(default=rules.MINUTES)
    place = models.CharField(max_length=120, blank=True)
    worker = models.BigIntegerField()
    # As the worker was called then.
    worker_name = models.CharField(max_length=120)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folder", "due"], name="appointment_by_due")]


class Rung(access.FolderModel):
    """One thing that was tried after they missed an appointment, and what came of it; or that it rests, and why."""

    lies_in = PARTS
    copied = access.Copied(
        _("After you missed an appointment"),
        given={"what": _("What we did"), "outcome": _("What came of it"), "alter": _("Through whom")},
        looked_at={"words": _("In words")},
        never="missed tried",
    )

    class What(models.TextChoices):
        CALL = "call", _("Rang them")
        PHARMACY = "pharmacy", _("Asked their pharmacist")
        SOMEONE = "someone", _("Asked somebody they named")
        VISIT = "visit", _("Went to see them")
        WELFARE = "welfare", _("Asked for a welfare check")
        REST = "rest", _("Left it with them for now")

    class Outcome(models.TextChoices):
        REACHED = "reached", _("Reached")
        NOT_REACHED = "not_reached", _("Not reached")
        PASSED_ON = "passed_on", _("They pass it on")
        ASKED = "asked", _("Asked for, not heard back yet")

    missed = access.SameFolderKey(Session)
    what = models.CharField(max_length=10, choices=What)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    tried = access.SameFolderKey(Session, null=True)
    alter = access.SameFolderKey("ties.Alter", null=True)
    words = access.Words(max_length=500, blank=True)


class Aside(access.FolderModel):
    """A paragraph of a contact that was set apart from its note, in the part of the record that it belongs to.

    `session` and `session_folder` say at which contact it was told. The contact says nothing of it.
    """

    lies_in = ("treatment", "family", "safety", "programme")
    copied = access.Copied(
        _("What was set apart"),
        given={"source": _("How we know it"), "at": _("When")},
        looked_at={"words": _("In words")},
        never="session session_folder",
    )

    at = models.DateTimeField()
    words = access.Words(max_length=10_000)
    source = models.CharField(max_length=10, choices=Source, default=Source.SAID)
    session = models.BigIntegerField(null=True)
    session_folder = models.BigIntegerField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folder", "-at"], name="aside_by_time")]


class Member(access.FolderModel):
    """That somebody goes to a group: from which day, and what the group was called then."""

    lies_in = PARTS
    copied = access.Copied(
        _("Groups you go to"), given={"name": _("Group"), "since": _("Since")}, never="group"
    )

    group = models.BigIntegerField()
    name = models.CharField(max_length=120)
    since = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folder", "group"], name="member_by_group")]
