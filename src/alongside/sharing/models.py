"""What a person agreed to share, what was shared and with whom, and what was passed on into another's part of a record."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.access import models as access
from alongside.access.sources import Source
from alongside.sharing import words as codes

PARTS = ("treatment", "family", "safety", "programme", "peer", "contact")


class Consent(access.FolderModel):
    """What a person agreed may be shared: with whom, what about, what for, from when until when. Withdrawn is ended."""

    lies_in = PARTS
    copied = access.Copied(
        _("What you agreed to share"),
        given={
            "to_whom": _("With whom"), "topics": _("What about"), "how": _("How you agreed"), "given_on": _("From"),
            "until": _("Until"),
        },
        looked_at={"purpose": _("What for"), "said": _("In your own words")},
        says={"topics": lambda topics: " · ".join(codes.topic(code) for code in topics.split())},
    )  # fmt: skip

    class How(models.TextChoices):
        SAID = "said", _("They said so")
        SIGNED = "signed", _("They signed")

    to_whom = models.CharField(max_length=200)
    topics = models.CharField(max_length=200)  # codes with spaces between
    purpose = access.Words(max_length=500)
    how = models.CharField(max_length=8, choices=How)
    said = access.Words(max_length=1000, blank=True)  # in their own words
    given_on = models.DateField()
    until = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="consent_ends", condition=models.Q(until__gte=models.F("given_on")))
        ]

    def __str__(self) -> str:
        return self.to_whom

    @property
    def topic_codes(self) -> tuple[str, ...]:
        """What it is about, as codes."""
        return tuple(self.topics.split())

    @property
    def topic_words(self) -> str:
        """What it is about."""
        return " · ".join(codes.topic(code) for code in self.topic_codes)


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
