"""Who somebody is, and how to reach them safely."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.access import models as access


class Line(access.FolderModel):
    """What is seen of a person apart from everything else: a name to call them by and a short reference."""

    lies_in = ("line",)

    call_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=240, editable=False)
    reference = models.CharField(max_length=12, editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folder", "sort_key"], name="line_by_name")]

    def __str__(self) -> str:
        return self.call_name


class Name(access.FolderModel):
    """Another name: one on papers, one used before, one some people use. A former name is found by and never shown."""

    lies_in = ("contact",)

    class Kind(models.TextChoices):
        PAPERS = "papers", _("Name on papers")
        ALSO = "also", _("Also called")
        FORMER = "former", _("Former name (found by, never shown)")

    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=400, editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folder", "sort_key"], name="name_by_name")]


class Details(access.FolderModel):
    """What somebody wished to say about themselves; every field is optional. One current row in a folder."""

    lies_in = ("contact",)

    pronouns = models.CharField(max_length=60, blank=True)
    born_on = models.DateField(null=True, blank=True)
    age_band = models.CharField(max_length=8, blank=True)
    language = models.CharField(max_length=80, blank=True)
    interpreter = models.CharField(max_length=8, blank=True)
    ethnicity = models.CharField(max_length=4, blank=True)
    gender_words = models.CharField(max_length=120, blank=True)
    gender_code = models.CharField(max_length=4, blank=True)
    sexuality_words = models.CharField(max_length=120, blank=True)
    sexuality_code = models.CharField(max_length=4, blank=True)
    access_needs = access.Words(max_length=1000, blank=True)
    nhs_number = models.CharField(max_length=10, blank=True)
    address = access.Words(max_length=500, blank=True)
    postcode = models.CharField(max_length=8, blank=True)


class ContactWay(access.FolderModel):
    """One way to reach somebody, and the rules that keep it safe. No rule is assumed: what was not asked is not allowed."""

    lies_in = ("contact",)

    class Kind(models.TextChoices):
        PHONE = "phone", _("Phone call")
        TEXT = "text", _("Text message")
        EMAIL = "email", _("E-mail")
        POST = "post", _("Letter")
        OTHER = "other", _("Another way")

    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=320)
    # Three questions first: may we, when, and may a message be left.
    may_contact = models.CharField(max_length=12, default="not_asked")
    safe_when = models.CharField(max_length=200, blank=True)
    leave_message = models.CharField(max_length=12, default="not_asked")
    # The rest, later.
    whose = models.CharField(max_length=120, blank=True)
    shared = models.CharField(max_length=12, default="not_asked")
    watched = models.CharField(max_length=12, default="not_asked")
    unsafe_when = models.CharField(max_length=200, blank=True)
    say_who = models.CharField(max_length=12, default="not_asked")
    voicemail_words = models.CharField(max_length=200, blank=True)
    text_rule = models.CharField(max_length=200, blank=True)
    letter_rule = models.CharField(max_length=12, blank=True)
    dropped_call = models.CharField(max_length=12, blank=True)
    caller_display = models.CharField(max_length=12, blank=True)
    code_question = models.CharField(max_length=200, blank=True)
    code_reply = access.Words(max_length=200, blank=True)
    if_other_answers = models.CharField(max_length=12, blank=True)
    third_party = models.CharField(max_length=200, blank=True)
    interpreter_rule = models.CharField(max_length=200, blank=True)
    first = models.BooleanField(default=False)
    review_by = models.DateField(null=True, blank=True)
