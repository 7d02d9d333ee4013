"""The course of care: what somebody came for, what they want, who does what about it, what has changed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alongside.access import models as access
from alongside.access.moving import stands
from alongside.access.sources import Source
from alongside.care import states

PARTS = ("treatment", "family")
HOW_KNOWN = {"source": _("How we know it")}


class Due(access.FolderModel):
    """That something is due, met or missed: a date and a code, no text. `about` is the id of what it is."""

    lies_in = ("dates",)
    read_by_floor = ("id", "what", "on", "at", "state", "version", "made_by")
    mended = access.Mended(("state", "version"), "state = 'off'", "state in ('due', 'offered')")
    copied = access.Copied(
        _("Dates"),
        given={
            "what": _("What"),
            "on": _("On"),
            "at": _("At"),
            "state": _("How it stands"),
            "met_on": _("Met on"),
        },
        never="about",
    )

    class What(models.TextChoices):
        FIRST = "first", _("First appointment")
        STEP = "step", _("A step")
        SESSION = "session", _("Appointment")
        REVIEW = "review", _("Review")
        DROP_IN = "drop_in", _("Drop-in")
        # They were met or spoken to without anything booked: met from the first, and nothing that is expected.
        CONTACT = "contact", pgettext_lazy("a date", "In touch")
        # How long somebody waits: `on` is the day they first came to us. It is met when they are seen or care begins.
        WAIT = "wait", _("Waits to begin")
        TODAY = "today", _("Waits, and it cannot wait")
        # What keeps somebody safe and well (`keeping`): so that whoever covers sees that something is due, and not what.
        AGAIN = "again", _("To look at again")
        DOSES = "doses", _("Doses missed")
        SCRIPT = "script", _("Prescription to review")
        KIT = "kit", _("Naloxone to replace")
        HEALTH = "health", _("A test or vaccine")
        CHASE = "chase", _("An answer to chase")
        MEETING = "meeting", _("A meeting to go to")
        REPORT = "report", _("A report to write")

    class State(models.TextChoices):
        # A time that somebody was offered and has not answered: neither expected nor missed.
        OFFERED = "offered", pgettext_lazy("a date", "offered")
        DUE = "due", pgettext_lazy("a date", "due")
        MET = "met", pgettext_lazy("a date", "met")
        MISSED = "missed", pgettext_lazy("a date", "missed")
        OFF = "off", pgettext_lazy("a date", "no longer")

    what = models.CharField(max_length=10, choices=What)
    on = models.DateField()
    at = models.DateTimeField(null=True)
    about = models.BigIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.DUE)
    met_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["folder", "on"],
                name="due_open",
                condition=models.Q(state__in=("due", "offered"), ended_at=None),
            ),
        ]


WAITS = (Due.What.WAIT, Due.What.TODAY)
"""Codes of a wait. They are no appointment, and nothing that is overdue: they have lists of their own."""

OPEN = (Due.State.DUE, Due.State.OFFERED)
"""A date of which nobody has said yet what came of it."""


class Statement(access.FolderModel):
    """A row that says something, with how it is known."""

    source = models.CharField(max_length=10, choices=Source, default=Source.SAID)
    may_know = models.BooleanField(null=True)

    class Meta:
        abstract = True


class Referral(Statement):
    """How somebody came to the service."""

    lies_in = PARTS
    copied = access.Copied(
        _("How you came to us"),
        given={
            **HOW_KNOWN, "came_from": _("From"), "on": _("On"), "urgent": _("Urgent"), "state": _("How it stands"),
            "decided_on": _("Answered on"),
        },
        looked_at={
            "who": _("Who"), "words": _("What was said"), "conditions": _("Conditions"), "why": _("Why"),
            "offered": _("What was offered instead"),
        },
        never="may_know",
        says={"state": stands(states.REFERRAL)},
    )  # fmt: skip

    class From(models.TextChoices):
        SELF = "self", _("Themselves")
        FAMILY = "family", _("Family or friend")
        GP = "gp", _("GP")
        COURT = "court", _("Court order")
        OUTREACH = "outreach", _("Outreach")
        PEERS = "peers", _("Peers")
        OTHER = "other", _("Somebody else")

    came_from = models.CharField(max_length=10, choices=From)
    who = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    words = access.Words(max_length=4000, blank=True)
    conditions = access.Words(max_length=4000, blank=True)
    urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default="waiting")
    decided_on = models.DateField(null=True)
    why = access.Words(max_length=2000, blank=True)
    offered = access.Words(max_length=2000, blank=True)


class Episode(access.FolderModel):
    """A stretch of care, from when it was agreed to begin until they left. Who returns begins a new one."""

    lies_in = PARTS
    read_by_floor = ("id", "state", "finished_how", "version")
    mended = access.Mended(
        ("state", "finished_on", "finished_how", "finished_words", "version"),
        "state = 'finished' and finished_how = 'died'",
        "state = 'open' and finished_on is null and finished_how = '' and finished_words = ''",
    )
    copied = access.Copied(
        _("Your care here"),
        given={
            "began_on": _("Began on"), "finished_on": _("Finished on"), "finished_how": _("How it finished"),
            "state": _("How it stands"),
        },
        looked_at={"finished_words": _("What was said of it")},
        never="referral",
        says={"state": stands(states.EPISODE)},
    )  # fmt: skip

    class How(models.TextChoices):
        PLANNED = "planned", _("As planned")
        MOVED = "moved", _("Moved, or went to another service")
        PRISON = "prison", _("Went to prison")
        LOST_TOUCH = "lost_touch", _("We have lost touch")
        DIED = "died", _("They died")
        OTHER = "other", _("Another way")

    referral = access.SameFolderKey(Referral, null=True)
    began_on = models.DateField()
    finished_on = models.DateField(null=True)
    finished_how = models.CharField(max_length=20, choices=How, blank=True)
    finished_words = access.Words(max_length=4000, blank=True)
    state = models.CharField(max_length=12, default="open")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folder", "-began_on"], name="episode_by_start")]


class Choice(Statement):
    """One side of one choice: what was preferred, what was offered, what was agreed. All are kept."""

    lies_in = PARTS
    copied = access.Copied(
        _("What you wanted, were offered, and agreed"),
        given={
            **HOW_KNOWN,
            "about": _("About"),
            "stage": _("Wanted, offered or agreed"),
            "value": _("What"),
            "on": _("On"),
        },
        looked_at={"words": _("In words")},
        never="may_know episode",
    )

    class About(models.TextChoices):
        DRINKING = "drinking", _("Drinking")
        USING = "using", _("Using")

    class Stage(models.TextChoices):
        PREFERENCE = "preference", _("Wanted")
        OFFER = "offer", _("Offered")
        AGREEMENT = "agreement", _("Agreed")

    class Value(models.TextChoices):
        ABSTINENCE = "abstinence", _("Abstinence")
        LESS = "less", _("Less")
        SAFER = "safer", _("Safer")
        UNDECIDED = "undecided", _("Undecided")

    episode = access.SameFolderKey(Episode)
    about = models.CharField(max_length=16, choices=About)
    stage = models.CharField(max_length=12, choices=Stage)
    value = models.CharField(max_length=16, choices=Value)
    words = access.Words(max_length=1000, blank=True)
    on = models.DateField()


class Plan(Statement):
    """What somebody wants, and how it is to be reached."""

    lies_in = PARTS
    copied = access.Copied(
        _("Your plans"),
        given={
            **HOW_KNOWN, "state": _("How it stands"), "agreed_on": _("Agreed on"), "review_on": _("To look back on"),
            "closed_on": _("Closed on"),
        },
        looked_at={"words": _("In words"), "closed_why": _("Why it was closed")},
        never="may_know episode",
        says={"state": stands(states.PLAN)},
    )  # fmt: skip

    episode = access.SameFolderKey(Episode)
    words = access.Words(max_length=2000, blank=True)
    state = models.CharField(max_length=12, default="draft")
    agreed_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    closed_why = access.Words(max_length=2000, blank=True)


class Goal(Statement):
    """One thing they want, in their own words."""

    lies_in = PARTS
    copied = access.Copied(
        _("What you want"),
        given={
            **HOW_KNOWN,
            "capital": _("What it is part of"),
            "state": _("How it stands"),
            "moved_on": _("Moved on"),
        },
        looked_at={"words": _("In words"), "outcome": _("What came of it")},
        never="may_know plan",
        says={"state": stands(states.GOAL)},
    )

    class Capital(models.TextChoices):
        SOCIAL = "social", _("Social")
        PHYSICAL = "physical", _("Physical")
        HUMAN = "human", _("Human")
        CULTURAL = "cultural", _("Cultural")

    plan = access.SameFolderKey(Plan)
    words = access.Words(max_length=2000)
    capital = models.CharField(max_length=10, choices=Capital, blank=True)
    state = models.CharField(max_length=12, default="open")
    moved_on = models.DateField(null=True)
    outcome = access.Words(max_length=1000, blank=True)


class Step(Statement):
    """Something to be done, and who does it: the person, a worker, or someone on the map who helps."""

    lies_in = PARTS
    copied = access.Copied(
        _("Steps"),
        given={
            **HOW_KNOWN, "by_whom": _("Who does it"), "helper": _("Who helps"), "worker_name": _("Which worker"),
            "due_on": _("By"), "state": _("How it stands"), "done_on": _("Done on"),
        },
        looked_at={"words": _("In words"), "outcome": _("What came of it")},
        never="may_know goal worker",
        says={"state": stands(states.STEP)},
    )  # fmt: skip

    class By(models.TextChoices):
        PERSON = "person", _("The person")
        WORKER = "worker", _("A worker")
        SOMEONE = "someone", _("Someone in their life")

    goal = access.SameFolderKey(Goal)
    words = access.Words(max_length=1000)
    by_whom = models.CharField(max_length=8, choices=By, default=By.PERSON)
    helper = access.SameFolderKey("ties.Alter", null=True)
    worker = models.BigIntegerField(null=True)
    # As the worker was called then: who was to do it is part of what was agreed.
    worker_name = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=12, default="open")
    done_on = models.DateField(null=True)
    outcome = access.Words(max_length=1000, blank=True)


class Session(Statement):
    """A contact: when, how, who was there, what was said, what is next."""

    lies_in = PARTS
    copied = access.Copied(
        _("Contacts with us"),
        given={
            **HOW_KNOWN, "at": _("When"), "how": _("How"), "state": _("Whether it took place"), "next_on": _("Next on"),
            "next_at": _("Next at"),
        },
        looked_at={"note": _("What was written"), "agreed": _("What was agreed")},
        never="may_know episode due",
    )  # fmt: skip

    class How(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        HOME = "home", _("Home visit")
        PHONE = "phone", _("Phone")
        VIDEO = "video", _("Video")
        GROUP = "group", _("Group")
        JOINT = "joint", _("Together with family")
        DROP_IN = "drop_in", _("Drop-in")
        THROUGH = "through", _("Through somebody else")

    class Came(models.TextChoices):
        CAME = "came", _("Came")
        MISSED = "missed", _("Missed")
        THEY_CANCELLED = "they_cancelled", _("They cancelled")
        WE_CANCELLED = "we_cancelled", _("We cancelled")
        TRIED = "tried", _("Tried, not reached")

    episode = access.SameFolderKey(Episode, null=True)
    at = models.DateTimeField()
    how = models.CharField(max_length=10, choices=How)
    note = access.Words(max_length=20000, blank=True)
    agreed = access.Words(max_length=1000, blank=True)
    state = models.CharField(max_length=14, choices=Came, default=Came.CAME)
    next_on = models.DateField(null=True)
    next_at = models.DateTimeField(null=True)
    # The id of the appointment among their dates that this was.
    due = models.BigIntegerField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folder", "-at"], name="session_by_time")]


class Present(access.FolderModel):
    """Somebody who was at a session."""

    lies_in = PARTS
    copied = access.Copied(
        _("Who was there"),
        given={"who": _("Who"), "alter": _("Someone in your life")},
        looked_at={"name": _("Name")},
        never="session worker",
    )

    class Who(models.TextChoices):
        PERSON = "person", _("The person")
        WORKER = "worker", _("A worker")
        ALTER = "alter", _("Someone in their life")
        OTHER = "other", _("Somebody else")

    session = access.SameFolderKey(Session)
    who = models.CharField(max_length=10, choices=Who)
    alter = access.SameFolderKey("ties.Alter", null=True)
    worker = models.BigIntegerField(null=True)
    name = models.CharField(max_length=120, blank=True)


class Review(Statement):
    """Looking back together: who is around now, what moved, who helped, what to change."""

    lies_in = PARTS
    copied = access.Copied(
        _("Looking back together"),
        given={**HOW_KNOWN, "on": _("On"), "state": _("How it stands"), "next_on": _("Next on")},
        looked_at={"around": _("Who is around"), "moved": _("What moved"), "to_change": _("What to change")},
        never="may_know episode snapshot",
        says={"state": stands(states.REVIEW)},
    )

    episode = access.SameFolderKey(Episode)
    on = models.DateField()
    state = models.CharField(max_length=12, default="open")
    snapshot = access.SameFolderKey("ties.Snapshot", null=True)
    around = access.Words(max_length=4000, blank=True)
    moved = access.Words(max_length=4000, blank=True)
    to_change = access.Words(max_length=4000, blank=True)
    next_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folder", "-on"], name="review_by_date")]


class Helped(access.FolderModel):
    """Someone in their life who helped, as said at a review."""

    lies_in = PARTS
    copied = access.Copied(_("Who helped"), given={"alter": _("Who")}, never="review")

    review = access.SameFolderKey(Review)
    alter = access.SameFolderKey("ties.Alter")
