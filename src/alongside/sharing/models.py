"""What a person agreed to share, what was shared and with whom, and what was passed on into another's part of a record."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.access import models as access
from alongside.access.sources import Source
from alongside.sharing import words as codes

PARTS = ("treatment", "family", "safety", "programme", "peer", "contact")


class Consent(access.FolderModel):
    """What a person agreed to: care, sharing with one body by name and topic, the return, contact. Withdrawn is ended."""

    lies_in = PARTS
    copied = access.Copied(
        _("What you agreed to"),
        given={
            "about": _("To what"), "agreed": _("Whether you agreed"), "to_whom": _("With whom"), "body": _("Who they are"),
            "topics": _("What about"), "how": _("How you agreed"), "signed": _("Signed"), "given_on": _("From"),
            "until": _("Until"), "reviewed_on": _("Asked again on"),
        },
        looked_at={
            "purpose": _("What for"), "said": _("In your own words"), "address": _("Where we write to them"),
        },
        says={"topics": lambda topics: " · ".join(codes.topic(code) for code in topics.split())},
    )  # fmt: skip

    class About(models.TextChoices):
        TREATMENT = "treatment", _("Their care here")
        SHARE = "share", _("Sharing with somebody")
        RETURN = "return", _("The national return")
        CONTACT = "contact", _("That we contact them")

    class Body(models.TextChoices):
        GP = "gp", _("Their GP")
        PROBATION = "probation", _("Probation")
        COURT = "court", _("A court")
        OTHER = "other", _("Somebody else")

    class How(models.TextChoices):
        SAID = "said", _("They said so")
        SIGNED = "signed", _("They signed on paper")
        SCREEN = "screen", _("They sign here, on the screen")

    about = models.CharField(max_length=10, choices=About, default=About.SHARE)
    agreed = models.BooleanField(default=True)  # asked, and they would rather not: an answer as well
    to_whom = models.CharField(max_length=200, blank=True)
    body = models.CharField(max_length=10, choices=Body, default=Body.OTHER)
    address = access.Words(max_length=500, blank=True)  # where this body is written to
    topics = models.CharField(max_length=200, blank=True)  # codes with spaces between
    purpose = access.Words(max_length=500)
    how = models.CharField(max_length=8, choices=How)
    said = access.Words(max_length=1000, blank=True)  # in their own words
    signed = models.CharField(max_length=120, blank=True)  # the name that they wrote on the screen
    given_on = models.DateField()
    reviewed_on = models.DateField(null=True)  # asked again, and it still holds
    until = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="consent_ends", condition=models.Q(until__gte=models.F("given_on"))),
            models.CheckConstraint(
                name="consent_says_with_whom",
                condition=~models.Q(about="share") | (~models.Q(to_whom="") & ~models.Q(topics="")),
            ),
            models.CheckConstraint(
                name="consent_on_screen_is_signed", condition=~models.Q(how="screen") | ~models.Q(signed="")
            ),
        ]

    def __str__(self) -> str:
        return self.to_whom or str(self.get_about_display())

    @property
    def topic_codes(self) -> tuple[str, ...]:
        """What it is about, as codes."""
        return tuple(self.topics.split())

    @property
    def topic_words(self) -> str:
        """What it is about."""
        return " · ".join(codes.topic(code) for code in self.topic_codes)

    @property
    def your_words(self) -> str:
        """To what they agreed, as it is said to them."""
        if self.about == self.About.SHARE:
            return " · ".join(codes.your_topic(code) for code in self.topic_codes)
        return str(codes.YOURS[self.about])


class Share(access.FolderModel):
    """One sharing that the person knows of: which way, what for, with whom, in which words, until when, who decided."""

    lies_in = PARTS
    copied = access.Copied(
        _("What was shared"),
        given={
            "way": _("Which way"), "basis": _("On what it rests"), "topic": _("What about"), "source": _("How we know it"),
            "told_on": _("Told on"), "to_kind": _("Who"), "to_name": _("With whom"), "how": _("How"),
            "shared_on": _("Shared on"), "until": _("Until"),
        },
        looked_at={"purpose": _("What for"), "words": _("What was shared")},
        never="consent decided_by",
    )  # fmt: skip

    way = models.CharField(max_length=12, choices=[(code, text) for code, text, _more in codes.WAYS])
    basis = models.CharField(max_length=12, choices=list(codes.BASES.items()))
    consent = access.SameFolderKey("sharing.Consent", null=True)
    purpose = access.Words(max_length=500)
    topic = models.CharField(max_length=12, choices=list(codes.TOPICS))
    words = access.Words(max_length=4000)  # as they were agreed
    source = models.CharField(max_length=10, choices=Source)
    told_on = models.DateField()
    to_kind = models.CharField(max_length=12, choices=list(codes.TO))
    to_name = models.CharField(max_length=200)
    how = models.CharField(max_length=8, choices=list(codes.HOW.items()))
    shared_on = models.DateField()
    until = models.DateField()
    decided_by = models.CharField(max_length=120)  # the name of whoever decided, as it stood then

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="share_ends", condition=models.Q(until__gte=models.F("shared_on"))),
            models.CheckConstraint(
                name="share_by_consent_names_it",
                condition=~models.Q(way="consent") | models.Q(consent__isnull=False),
            ),
            models.CheckConstraint(
                name="share_says_what_and_why", condition=~models.Q(words="") & ~models.Q(purpose="")
            ),
        ]

    def __str__(self) -> str:
        return self.to_name


class Received(access.FolderModel):
    """A copy passed on from elsewhere, in the words agreed: another's account, never given to whose part it lies in."""

    lies_in = PARTS
    copied = access.Copied(never="*")  # another's account

    way = models.CharField(max_length=12, choices=[(code, text) for code, text, _more in codes.WAYS])
    topic = models.CharField(max_length=12, choices=list(codes.TOPICS))
    words = access.Words(max_length=4000)
    source = models.CharField(max_length=10, choices=Source)
    told_on = models.DateField()
    about = models.CharField(max_length=200)
    passed_by = models.CharField(max_length=120)
    passed_on = models.DateField()
    until = models.DateField()

    def __str__(self) -> str:
        return self.about
