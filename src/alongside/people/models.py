"""Who somebody is, and how to reach them safely."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.access import models as access
from alongside.access.likeness import Compared
from alongside.access.sources import Source
from alongside.people import codes, safe

NOT_ASKED = "not_asked"


class Answer(models.TextChoices):
    """What somebody said when asked. Nothing is assumed: what was not asked is not allowed."""

    NOT_ASKED = NOT_ASKED, _("Not asked")
    YES = "yes", _("Yes")
    NO = "no", _("No")


class Line(access.FolderModel):
    """What is seen of a person apart from everything else: a name to call them by and a short reference."""

    lies_in = ("line",)
    copied = access.Copied(
        _("What we call you"),
        given={"call_name": _("Name to call you by"), "reference": _("Your reference")},
        never="sort_key",
    )
    found_by: ClassVar = {"reference": "reference"}
    compared: ClassVar = (
        Compared("sort_key", "name"),
        Compared("call_name", "called"),
        Compared("reference", "reference"),
    )

    call_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=240, editable=False)
    reference = models.CharField(max_length=12, editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folder", "sort_key"], name="line_by_name")]

    def __str__(self) -> str:
        return self.call_name


class Name(access.FolderModel):
    """Another name: on papers, used before, used by some. A former name is found by and never shown."""

    lies_in = ("contact",)
    copied = access.Copied(
        _("Your other names"), given={"kind": _("Kind")}, looked_at={"text": _("Name")}, never="sort_key"
    )
    compared: ClassVar = (Compared("sort_key", "name"), Compared("text", "also called", ("papers", "also")))

    class Kind(models.TextChoices):
        PAPERS = "papers", _("Name on papers")
        ALSO = "also", _("Also called")
        FORMER = "former", _("Former name")

    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=240, editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folder", "sort_key"], name="name_by_name")]

    def __str__(self) -> str:
        return self.text


class Details(access.FolderModel):
    """What somebody wished to say about themselves; every field is optional. One current row in a folder."""

    lies_in = ("contact",)
    # What could put somebody at risk on a sheet of paper (where they live, who they love) is looked at first.
    copied = access.Copied(
        _("What you said about yourself"),
        given={
            "pronouns": _("Pronouns"), "born_on": _("Born on"), "age_band": _("Age"), "language": _("Language"),
            "interpreter": _("Interpreter"), "ethnicity": _("Ethnicity"), "ethnicity_words": _("Ethnicity, in your words"),
            "nhs_number": _("NHS number"), "other_number": _("Another number"),
        },
        looked_at={
            "interpreter_rule": _("Who may interpret"), "gender_words": _("Gender, in your words"), "gender_code": _("Gender"),
            "sexuality_words": _("Sexuality, in your words"), "sexuality_code": _("Sexuality"),
            "access_needs": _("What makes it easier"), "address": _("Address"), "postcode": _("Postcode"),
        },
        says={
            "age_band": dict(codes.AGE_BANDS).get, "interpreter": dict(codes.INTERPRETER).get,
            "ethnicity": codes.ETHNICITY_WORDS.get, "gender_code": dict(codes.GENDER).get,
            "sexuality_code": dict(codes.SEXUALITY).get,
        },
    )  # fmt: skip
    found_by: ClassVar = {"nhs_number": "nhs number"}
    compared: ClassVar = (
        Compared("born_on", "born"),
        Compared("postcode", "postcode"),
        Compared("nhs_number", "nhs number"),
    )

    pronouns = models.CharField(max_length=60, blank=True)
    born_on = models.DateField(null=True, blank=True)
    age_band = models.CharField(max_length=8, blank=True)
    language = models.CharField(max_length=80, blank=True)
    interpreter = models.CharField(max_length=8, blank=True)
    interpreter_rule = models.CharField(max_length=200, blank=True)
    ethnicity = models.CharField(max_length=4, blank=True)
    ethnicity_words = models.CharField(max_length=120, blank=True)
    gender_words = models.CharField(max_length=120, blank=True)
    gender_code = models.CharField(max_length=4, blank=True)
    sexuality_words = models.CharField(max_length=120, blank=True)
    sexuality_code = models.CharField(max_length=4, blank=True)
    access_needs = access.Words(max_length=1000, blank=True)
    nhs_number = models.CharField(max_length=10, blank=True)
    other_number = models.CharField(max_length=60, blank=True)
    address = access.Words(max_length=500, blank=True)
    postcode = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["folder"], name="details_one_now", condition=models.Q(ended_at=None, in_error=False)
            )
        ]

    def __str__(self) -> str:
        return self.pronouns


class ContactWay(access.FolderModel):
    """One way to reach somebody, and the rules that keep it safe."""

    lies_in = ("contact",)
    # How somebody is reached safely tells whoever reads it how to get round it; the word agreed as a sign goes on no paper.
    copied = access.Copied(
        _("How to reach you safely"),
        given={"kind": _("Way"), "first": _("To try first"), "source": _("How we know it"), "asked_on": _("Asked on"),
               "review_by": _("To ask again by")},
        looked_at={
            "value": _("Number or address"), "may_contact": _("May we?"), "when": _("When"), "days": _("Days"),
            "from_time": _("From"), "until_time": _("Until"), "leave_message": _("May a message be left?"),
            "unsafe_when": _("Never when"), "whose": _("Whose it is"), "shared": _("Is it shared?"),
            "watched": _("Does somebody look at it?"), "say_who": _("May we say who we are?"),
            "voicemail_words": _("Words for a message"), "text_rule": _("Rule for texts"), "letter_rule": _("Rule for letters"),
            "dropped_call": _("If the call is cut off"), "caller_display": _("What the telephone shows"),
            "if_other_answers": _("If somebody else answers"), "third_party": _("Through somebody else"),
        },
        never="code_question code_reply",
        says={"days": safe.days_in_words},
    )  # fmt: skip
    compared: ClassVar = (Compared("value", "phone", ("phone",)),)

    class Kind(models.TextChoices):
        PHONE = "phone", _("Telephone")
        EMAIL = "email", _("E-mail")
        POST = "post", _("Letter")
        APP = "app", _("An app or social media")
        OTHER = "other", _("Another way")

    class May(models.TextChoices):
        """For a telephone number `yes` is ring or text; for every other way it is yes."""

        NOT_ASKED = NOT_ASKED, _("Not asked")
        YES = "yes", _("Yes")
        TEXT = "text", _("Text only")
        RING = "ring", _("Ring only")
        THEY_RING = "they_ring", _("No: they will reach us")
        NO = "no", _("No")

    class When(models.TextChoices):
        NOT_ASKED = NOT_ASKED, _("Not asked")
        ANY = "any", _("Any day, any time")
        TIMES = "times", _("Only at these times")

    class Letter(models.TextChoices):
        PLAIN = "plain", _("Plain envelope, nothing that says who we are")
        COLLECT = "collect", _("They collect it from us")
        NONE = "none", _("No letters here")

    class Dropped(models.TextChoices):
        CALL_BACK = "call_back", _("We ring back")
        WAIT = "wait", _("We wait until they ring")

    class Display(models.TextChoices):
        WITHHELD = "withheld", _("Our number is withheld")
        SHOWN = "shown", _("Our number is shown")
        OTHER = "other", _("Another number is shown")

    class Answered(models.TextChoices):
        WRONG = "wrong", _("Say it is a wrong number")
        SURVEY = "survey", _("Say it is a survey")
        HANG_UP = "hang_up", _("Hang up")

    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=320)
    # Three questions first: may we, when, and may a message be left.
    may_contact = models.CharField(max_length=12, choices=May, default=May.NOT_ASKED)
    when = models.CharField(max_length=12, choices=When, default=When.NOT_ASKED)
    days = models.CharField(max_length=7, blank=True)  # "234" is Tuesday to Thursday; empty is every day
    from_time = models.TimeField(null=True, blank=True)  # in London
    until_time = models.TimeField(null=True, blank=True)
    leave_message = models.CharField(max_length=12, choices=Answer, default=Answer.NOT_ASKED)
    # The rest, later.
    unsafe_when = models.CharField(max_length=200, blank=True)
    whose = models.CharField(max_length=120, blank=True)
    shared = models.CharField(max_length=12, choices=Answer, default=Answer.NOT_ASKED)
    watched = models.CharField(max_length=12, choices=Answer, default=Answer.NOT_ASKED)
    say_who = models.CharField(max_length=12, choices=Answer, default=Answer.NOT_ASKED)
    voicemail_words = models.CharField(max_length=200, blank=True)
    text_rule = models.CharField(max_length=200, blank=True)
    letter_rule = models.CharField(max_length=12, choices=Letter, blank=True)
    dropped_call = models.CharField(max_length=12, choices=Dropped, blank=True)
    caller_display = models.CharField(max_length=12, choices=Display, blank=True)
    if_other_answers = models.CharField(max_length=12, choices=Answered, blank=True)
    code_question = models.CharField(max_length=200, blank=True)
    code_reply = access.Words(max_length=200, blank=True)
    third_party = models.CharField(max_length=200, blank=True)
    first = models.BooleanField(default=False)
    source = models.CharField(max_length=10, choices=Source, default=Source.SAID)
    asked_on = models.DateField(null=True, blank=True)
    review_by = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.get_kind_display()
