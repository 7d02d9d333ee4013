"""What goes out: letters, texts and e-mails, each in the part of the record that it is about."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.access import models as access
from alongside.outbox import states

PARTS = ("contact", "treatment", "family", "safety", "programme", "peer")


class Message(access.FolderModel):
    """A letter, text or e-mail to the person whose record it lies in, or a letter about them: words, way, how far it is."""

    lies_in = PARTS
    copied = access.Copied(
        _("Letters and messages to you"),
        given={
            "channel": _("How"), "who": _("From"), "at": _("The time it speaks of"), "to_name": _("To"), "sent_at": _("Sent on"),
        },
        looked_at={"words": _("What it says"), "to_address": _("To which address")},
        never="template state way way_folder written_by passed_by looked_on held_why due_at key printed_at",
    )  # fmt: skip

    class Channel(models.TextChoices):
        LETTER = "letter", _("Letter")
        TEXT = "text", _("Text")
        EMAIL = "email", _("E-mail")

    channel = models.CharField(max_length=8, choices=Channel)
    template = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    # The way to reach them, in the `contact` part of the same person. Their address is not kept here: it is read when it is used.
    way = models.BigIntegerField(null=True)
    way_folder = models.BigIntegerField(null=True)
    # Where a letter about them goes instead, to somebody outside: a surgery, a court.
    to_address = access.Words(max_length=500, blank=True)
    who = models.CharField(max_length=60)  # the first name of the worker whom it is from
    at = models.DateTimeField(null=True)  # the time that it speaks of
    to_name = models.CharField(max_length=200, blank=True)  # letters only
    words = access.Words(max_length=10_000, blank=True)  # letters only
    written_by = models.BigIntegerField(null=True)
    passed_by = models.BigIntegerField(null=True)  # who else looked at a letter and let it go
    looked_on = models.DateField(null=True)  # a worker looked that day at a rule that no machine can follow
    held_why = models.CharField(max_length=16, blank=True)
    due_at = models.DateTimeField(null=True)
    key = models.CharField(
        max_length=40, blank=True
    )  # what a carrier knows it by, for as long as it is one sending
    printed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["folder", "state"],
                name="message_open",
                condition=models.Q(state__in=states.OPEN, ended_at=None, in_error=False),
            )
        ]
        constraints: ClassVar = [
            # No free text in what lies open on a telephone.
            models.CheckConstraint(
                name="message_only_letters_say_more",
                condition=~models.Q(channel__in=["text", "email"]) | models.Q(words="", to_name=""),
            ),
            # It goes to the person by a way of theirs, or, on paper alone, to an address outside: never to both.
            models.CheckConstraint(
                name="message_goes_one_way",
                condition=models.Q(way__isnull=False, way_folder__isnull=False, to_address="")
                | (models.Q(way=None, way_folder=None, channel="letter") & ~models.Q(to_address="")),
            ),
        ]

    def __str__(self) -> str:
        return self.get_channel_display()

    @property
    def course(self) -> states.Course:
        """Its table of states."""
        return states.course_of(self.channel)

    @property
    def state_words(self) -> str:
        """How it stands, in words."""
        from django.utils.translation import gettext

        return gettext(self.course.states.get(self.state, self.state))

    @property
    def goes_outside(self) -> bool:
        """Is it a letter to somebody outside, about the person?"""
        return bool(self.to_address)

    def may(self, deed: str) -> bool:
        """Does its table allow this deed now?"""
        return deed in self.course.deeds and self.course.may(self.state, deed)
