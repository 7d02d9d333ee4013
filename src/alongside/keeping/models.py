"""What keeps somebody safe and well: what could go wrong, who is in the home, medicines, health, help elsewhere.

Seven tables of one pattern: a line that is made with the person, changed as things change (the log keeps how it was), and ended
with a reason. What is due of it stands as a date and a code in `dates`, but for what lies in the `safety` part (`rules.py`).
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.access import models as access
from alongside.care.models import HOW_KNOWN, PARTS, Statement
from alongside.keeping import rules

MADE_IN = (*PARTS, "safety")
NEVER = "may_know"


class Risk(Statement):
    """One thing that could go wrong, and what keeps them safe from it: made with them."""

    lies_in = MADE_IN
    copied = access.Copied(
        _("What could go wrong, and what keeps you safe"),
        given={**HOW_KNOWN, "about": _("About"), "level": _("How it is"), "looked_on": _("Looked at on"),
               "review_on": _("To look at again on")},
        looked_at={
            "now": _("Now"), "before": _("Before"), "helps": _("What helps"), "who": _("Who does what"),
        },
        never=NEVER,
        called="about",
    )  # fmt: skip

    class About(models.TextChoices):
        OVERDOSE = "overdose", _("Overdose")
        FITS = "fits", _("Fits and sudden withdrawal")
        SUICIDE = "suicide", _("Thoughts of ending their life")
        SELF_HARM = "self_harm", _("Hurting themselves")
        INJECTING = "injecting", _("Injecting")
        USED = "used", _("Being used or exploited by others")
        FIRE = "fire", _("Fire")
        DRIVING = "driving", _("Driving")
        OTHERS = "others", _("Harm to others")
        OTHER = "other", _("Something else")

    class Level(models.TextChoices):
        NOW = "now", _("Serious now")
        WATCH = "watch", _("Keep an eye on it")
        QUIET = "quiet", _("Quiet for now")

    about = models.CharField(max_length=12, choices=About)
    level = models.CharField(max_length=6, choices=Level)
    now = access.Words(max_length=4000, blank=True)
    before = access.Words(max_length=4000, blank=True)
    helps = access.Words(max_length=4000, blank=True)
    who = access.Words(max_length=2000, blank=True)
    looked_on = models.DateField(editable=False)
    """When it was written, or looked at again, for the last time. What was said since does not stand in it."""
    review_on = models.DateField()


class AtRisk(Statement):
    """A child, a child not yet born, or an adult who cannot keep themselves safe: who has care of them, and who helps."""

    lies_in = MADE_IN
    copied = access.Copied(
        _("Children and adults around you"),
        given={**HOW_KNOWN, "kind": _("Who"), "lives": _("Where they live"), "referral": _("Whether others were asked")},
        looked_at={
            "called": _("Called"), "age": _("Age, as it was said"), "school": _("School or nursery"),
            "care": _("Who has care of them"),
            "services": _("Who else helps"), "capacity": _("What they can decide for themselves"),
            "referred_to": _("Who was asked"), "referred_on": _("Asked on"), "conference_on": _("Meeting on"),
            "report_on": _("Our report is due on"),
        },
        never=NEVER,
    )  # fmt: skip

    class Kind(models.TextChoices):
        CHILD = "child", _("A child")
        UNBORN = "unborn", _("A child not yet born")
        ADULT = "adult", _("An adult who cannot keep themselves safe")

    class Lives(models.TextChoices):
        HOME = "home", _("In the same home")
        PART = "part", _("There some of the time")
        ELSEWHERE = "elsewhere", _("Elsewhere")
        UNKNOWN = "unknown", _("Not known yet")

    class Asked(models.TextChoices):
        NO = "no", _("Nobody needs to be asked now")
        TODAY = "today", _("A referral has to leave today")
        SENT = "sent", _("A referral was sent")

    kind = models.CharField(max_length=6, choices=Kind)
    called = models.CharField(max_length=120)
    age = models.IntegerField(null=True)
    lives = models.CharField(max_length=10, choices=Lives)
    school = models.CharField(max_length=200, blank=True)
    care = access.Words(max_length=1000, blank=True)
    services = access.Words(max_length=2000, blank=True)
    capacity = access.Words(max_length=2000, blank=True)
    referral = models.CharField(max_length=6, choices=Asked, default=Asked.NO)
    referred_to = models.CharField(max_length=200, blank=True)
    referred_on = models.DateField(null=True)
    conference_on = models.DateField(null=True)
    report_on = models.DateField(null=True)


class Household(Statement):
    """That children were asked about on a day, who lives in the home, and whether medicines are locked away."""

    lies_in = MADE_IN
    copied = access.Copied(
        _("Your home, when we asked"),
        given={
            **HOW_KNOWN, "asked_on": _("Asked on"), "children": _("Children"), "stored": _("Medicines and drugs"),
            "review_on": _("To ask again on"),
        },
        looked_at={"lives": _("Who lives there")},
        never=NEVER,
    )  # fmt: skip

    class Children(models.TextChoices):
        YES = "yes", _("Yes: there are children in their life")
        NO = "no", _("No children")
        LATER = "later", _("Asked; would rather not say today")

    class Stored(models.TextChoices):
        LOCKED = "locked", _("Locked away")
        OPEN = "open", _("Not locked away yet")
        NOTHING = "nothing", _("There is nothing to lock away")
        NOT_ASKED = "not_asked", _("Not asked yet")

    asked_on = models.DateField()
    children = models.CharField(max_length=6, choices=Children)
    lives = access.Words(max_length=2000, blank=True)
    stored = models.CharField(max_length=10, choices=Stored, default=Stored.NOT_ASKED)
    review_on = models.DateField(null=True)


class Medicine(Statement):
    """A medicine that somebody takes. It is written down here, not prescribed."""

    lies_in = ("treatment",)
    # Whether a prescription runs here, for whoever is asked before another one begins.
    read_by_floor = ("script",)
    copied = access.Copied(
        _("Medicines"),
        given={
            **HOW_KNOWN, "called": _("Medicine"), "dose": _("Dose"), "script": _("On a prescription for drugs or alcohol"),
            "taken": _("How it is taken"), "pharmacy": _("Pharmacy"), "prescriber": _("Prescriber"),
            "review_on": _("Prescription to review on"), "collected_on": _("Last collected on"),
            "missed": _("Doses missed one after the other"),
        },
        looked_at={"tests": _("Tests")},
        never=NEVER,
        called="called",
    )  # fmt: skip

    class Taken(models.TextChoices):
        SUPERVISED = "supervised", _("Supervised")
        HOME = "home", _("Taken home")
        BOTH = "both", _("Some days supervised, some taken home")
        HERE = "here", _("Given here")

    called = models.CharField(max_length=120)
    dose = models.CharField(max_length=120, blank=True)
    script = models.BooleanField(default=False)
    taken = models.CharField(max_length=10, choices=Taken)
    pharmacy = models.CharField(max_length=200, blank=True)
    prescriber = models.CharField(max_length=120, blank=True)
    review_on = models.DateField(null=True)
    collected_on = models.DateField(null=True)
    missed = models.IntegerField(default=0)
    tests = access.Words(max_length=2000, blank=True)


class Kit(Statement):
    """A naloxone kit: the person's own, or that of somebody around them."""

    lies_in = PARTS
    copied = access.Copied(
        _("Naloxone kits"),
        given={
            **HOW_KNOWN, "whose": _("Whose"), "given_on": _("Given on"), "expires_on": _("Good until"),
            "shown": _("Shown how to use it"), "place": _("Where it is kept"),
        },
        looked_at={"name": _("Name")},
        never=NEVER,
    )  # fmt: skip

    class Whose(models.TextChoices):
        THEIRS = "theirs", _("Their own")
        AROUND = "around", _("Somebody’s around them")

    whose = models.CharField(max_length=6, choices=Whose)
    name = models.CharField(max_length=120, blank=True)
    given_on = models.DateField()
    expires_on = models.DateField()
    shown = models.BooleanField(default=False)
    place = models.CharField(max_length=200, blank=True)


class Health(Statement):
    """A test, a vaccine or a treatment: when, what came of it, and when the next one is due."""

    lies_in = ("treatment",)
    copied = access.Copied(
        _("Tests and vaccines"),
        given={
            **HOW_KNOWN,
            "what": _("What"),
            "on": _("On"),
            "result": _("What came of it"),
            "next_on": _("Next on"),
        },
        looked_at={"words": _("In words")},
        never=NEVER,
    )

    class What(models.TextChoices):
        HCV_TEST = "hcv_test", _("Hepatitis C test")
        HCV_TREATMENT = "hcv_treat", _("Hepatitis C treatment")
        HBV_TEST = "hbv_test", _("Hepatitis B test")
        HBV_VACCINE = "hbv_vacc", _("Hepatitis B vaccine")
        HAV_VACCINE = "hav_vacc", _("Hepatitis A vaccine")
        HIV_TEST = "hiv_test", _("HIV test")
        HEART = "heart", _("Heart trace")
        LIVER = "liver", _("Liver test")
        OTHER = "other", _("Something else")

    class Result(models.TextChoices):
        WAITING = "waiting", _("The result is still to come")
        NEGATIVE = "negative", _("Negative test")
        POSITIVE = "positive", _("Positive test")
        DONE = "done", _("Given or done")
        UNDER_WAY = "under_way", _("Under way")
        NOT_TODAY = "not_today", _("Offered; would rather not today")

    what = models.CharField(max_length=10, choices=What)
    on = models.DateField()
    result = models.CharField(max_length=10, choices=Result)
    words = access.Words(max_length=2000, blank=True)
    next_on = models.DateField(null=True)


class Onward(Statement):
    """That somebody elsewhere was asked to help: it has an answer, or a day on which the answer is chased."""

    lies_in = MADE_IN
    copied = access.Copied(
        _("Whom we asked to help"),
        given={
            **HOW_KNOWN, "about": _("About"), "whom": _("Who was asked"), "sent_on": _("Asked on"), "chase_on": _("To chase on"),
            "answer": _("Their answer"), "answered_on": _("Answered on"),
        },
        looked_at={"words": _("In words"), "answer_words": _("What they said")},
        never=NEVER,
        called="whom",
    )  # fmt: skip

    class About(models.TextChoices):
        HOME = "home", _("Home")
        MONEY = "money", _("Money")
        MENTAL = "mental", _("Mental health")
        PHYSICAL = "physical", _("Physical health")
        WORK = "work", _("Work and learning")
        LAW = "law", _("Law")
        FAMILY = "family", _("Family and children")
        OTHER = "other", _("Something else")

    class Answer(models.TextChoices):
        NONE = "none", _("No answer yet")
        YES = "yes", _("They take it up")
        LIST = "list", _("On their waiting list")
        NO = "no", _("They cannot help")
        SEEN = "seen", _("Seen there; it is done")
        WENT_NOT = "went_not", _("It was not taken up")

    about = models.CharField(max_length=10, choices=About)
    whom = models.CharField(max_length=200)
    words = access.Words(max_length=2000, blank=True)
    sent_on = models.DateField()
    chase_on = models.DateField(null=True)
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.NONE)
    answered_on = models.DateField(null=True)
    answer_words = access.Words(max_length=2000, blank=True)


class Visiting(access.FolderModel):
    """How this person is visited, so that whoever goes is safe: codes and no text, for any seat that books a visit."""

    lies_in = ("dates",)
    copied = access.Copied(
        _("How we visit you"),
        given={"review_on": _("To look at again on")},
        looked_at={"ways": _("What we keep to")},
        says={
            "ways": lambda codes: "; ".join(
                gettext(rules.VISITS[code]) for code in codes.split() if code in rules.VISITS
            )
        },
    )

    # Codes of rules.VISITS, a space between two.
    ways = models.CharField(max_length=120)
    review_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["folder"], condition=models.Q(ended_at=None), name="visiting_one_now"
            )
        ]
