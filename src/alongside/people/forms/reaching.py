"""How to reach somebody safely: three questions first, the rest when there is time."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from alongside.access.sources import Source
from alongside.people.models import NOT_ASKED, Answer, ContactWay
from alongside.web import forms

Way = ContactWay
MAY_ON_A_NUMBER = (
    (Way.May.NOT_ASKED, Way.May.NOT_ASKED.label),
    (Way.May.YES, gettext_lazy("Ring or text")),
    (Way.May.TEXT, Way.May.TEXT.label),
    (Way.May.RING, Way.May.RING.label),
    (Way.May.THEY_RING, Way.May.THEY_RING.label),
    (Way.May.NO, gettext_lazy("No: do not use it")),
)
MAY_IN_GENERAL = tuple(
    (code, Way.May.YES.label, gettext_lazy("A telephone: ring or text"))
    if code == Way.May.YES
    else (code, words)
    for code, words in MAY_ON_A_NUMBER
)


def weekdays() -> list[tuple[str, Any]]:
    """Mon 1 … Sun 7."""
    return [(str(n + 1), WEEKDAYS_ABBR[n]) for n in range(7)]


class Days(forms.Checkboxes):
    """Days of the week, with the two times of day under them."""

    def params(self, bound: Any) -> dict[str, Any]:
        times = Markup('<div class="form__pair">{}{}</div>').format(
            bound.form.field("from_time"), bound.form.field("until_time")
        )
        return {**super().params(bound), "formGroup": {"afterInputs": {"html": times}}}

    def to_python(self, value: Any) -> list[Any]:
        return super().to_python(list(value) if isinstance(value, str) else value)


class SafeQuestions(forms.Form):
    """The three questions: may we, when, and may a message be left."""

    may_contact = forms.Radios(
        label=gettext_lazy("Is it safe to ring or text this number?"),
        choices=MAY_ON_A_NUMBER,
        initial=NOT_ASKED,
        small=True,
    )
    when = forms.Radios(
        label=gettext_lazy("When is it safe?"),
        choices=Way.When.choices,
        initial=NOT_ASKED,
        small=True,
        reveals={"times": "days"},
    )
    days = Days(
        label=gettext_lazy("Days"),
        hint=gettext_lazy("None ticked is every day."),
        choices=weekdays,
        required=False,
        inline=True,
        small=True,
        mark_optional=False,
    )
    from_time = forms.Time(
        label=gettext_lazy("From"), required=False, hint=gettext_lazy("Such as 9.30"), mark_optional=False
    )
    until_time = forms.Time(
        label=gettext_lazy("Until"), required=False, hint=gettext_lazy("Such as 3pm"), mark_optional=False
    )
    leave_message = forms.Radios(
        label=gettext_lazy("May a message be left?"),
        choices=Answer.choices,
        initial=NOT_ASKED,
        small=True,
        inline=True,
    )

    @property
    def fields_html(self) -> Markup:
        """Every field in order; the times of day stand under the days."""
        under = {"days", "from_time", "until_time"}
        return Markup("\n").join(self.field(b.name) for b in self.visible_fields() if b.name not in under)

    def clean(self) -> dict[str, Any]:
        """Times count only where only some times are safe."""
        data = super().clean() or self.cleaned_data
        data["days"] = "".join(sorted(data.get("days") or ()))
        if data.get("when") != Way.When.TIMES:
            for name in ("from_time", "until_time"):
                self.errors.pop(name, None)
                data[name] = None
            data["days"] = ""
            return data
        first, last = data.get("from_time"), data.get("until_time")
        if first and last and last <= first:
            self.add_error("until_time", _("This must be later than “From”."))
        if not (data["days"] or first or last or {"days", "from_time", "until_time"} & set(self.errors)):
            self.add_error("when", _("Say on which days, or from when until when."))
        return data

    def safe_answers(self) -> dict[str, Any]:
        """The answers that were asked for, as the fields of a ContactWay."""
        return {name: self.cleaned_data[name] for name in SafeQuestions.base_fields if name in self.fields}


class WayForm(SafeQuestions):
    """One way to reach somebody. What kind of way it is decides what is asked of its value."""

    may_contact = forms.Radios(
        label=gettext_lazy("May we use it?"), choices=MAY_IN_GENERAL, initial=NOT_ASKED, small=True
    )
    kind = forms.Radios(
        label=gettext_lazy("What kind of way is it?"), choices=Way.Kind.choices, initial="phone", small=True
    )
    value = forms.Text(label=gettext_lazy("Number or address"), max_length=320)
    first = forms.Switch(label=gettext_lazy("Try this way first"))
    unsafe_when = forms.Text(
        label=gettext_lazy("When is it never safe?"),
        required=False,
        hint=gettext_lazy("Such as: when he is home, from 5"),
    )
    whose = forms.Text(label=gettext_lazy("Whose is it?"), required=False, max_length=120)
    shared = forms.Radios(
        label=gettext_lazy("Does anybody else use it?"),
        choices=Answer.choices,
        initial=NOT_ASKED,
        inline=True,
        small=True,
    )
    watched = forms.Radios(
        label=gettext_lazy("Could anybody else read or follow it?"),
        choices=Answer.choices,
        initial=NOT_ASKED,
        inline=True,
        small=True,
    )
    say_who = forms.Radios(
        label=gettext_lazy("May we say who we are?"),
        choices=Answer.choices,
        initial=NOT_ASKED,
        inline=True,
        small=True,
    )
    voicemail_words = forms.Text(
        label=gettext_lazy("What a message may say"),
        required=False,
        hint=gettext_lazy(
            "Words agreed with them. Otherwise: a first name, returning their call, no service, no number."
        ),
    )
    text_rule = forms.Text(
        label=gettext_lazy("How a text may be written"),
        required=False,
        hint=gettext_lazy(
            "Never the service's name, a link or their name. “Delivered” does not say who read it."
        ),
    )
    letter_rule = forms.Select(
        label=gettext_lazy("Letters"),
        choices=Way.Letter.choices,
        required=False,
        empty=gettext_lazy("Not asked"),
    )
    dropped_call = forms.Select(
        label=gettext_lazy("If a call breaks off"),
        choices=Way.Dropped.choices,
        required=False,
        empty=gettext_lazy("Not asked"),
    )
    caller_display = forms.Select(
        label=gettext_lazy("What their telephone shows"),
        choices=Way.Display.choices,
        required=False,
        empty=gettext_lazy("Not asked"),
    )
    if_other_answers = forms.Select(
        label=gettext_lazy("If somebody else answers"),
        choices=Way.Answered.choices,
        required=False,
        empty=gettext_lazy("Not asked"),
    )
    code_question = forms.Text(label=gettext_lazy("A question that only they can answer"), required=False)
    code_reply = forms.Text(label=gettext_lazy("Their answer to it"), required=False)
    third_party = forms.Text(
        label=gettext_lazy("Somebody they trust, whom we may ask"),
        required=False,
        hint=gettext_lazy("With their consent only: who, and how"),
    )
    source = forms.Select(
        label=gettext_lazy("How do we know this?"), choices=Source.choices, initial=Source.SAID
    )
    review_by = forms.Date(
        label=gettext_lazy("Ask again by"),
        required=False,
        future=True,
        hint=gettext_lazy("After this day nothing is sent by itself until somebody has asked."),
    )

    FIRST_ON_PAGE = ("kind", "value", "may_contact", "when", "leave_message", "first")
    MORE = (
        "unsafe_when",
        "whose",
        "shared",
        "watched",
        "say_who",
        "voicemail_words",
        "text_rule",
        "letter_rule",
        "dropped_call",
        "caller_display",
        "if_other_answers",
        "code_question",
        "code_reply",
        "third_party",
        "source",
        "review_by",
    )

    def clean(self) -> dict[str, Any]:
        """The value must be one of its kind."""
        data = super().clean()
        value, kind = data.get("value"), data.get("kind")
        try:
            if value and kind == Way.Kind.PHONE:
                data["value"] = forms.Phone().clean(value)
            elif value and kind == Way.Kind.EMAIL:
                EmailValidator(message=_("This is not an e-mail address. It looks like name@example.org."))(
                    value
                )
        except ValidationError as error:
            self.add_error("value", error)
        if kind and kind != Way.Kind.PHONE and data.get("may_contact") in (Way.May.TEXT, Way.May.RING):
            self.add_error("may_contact", _("Ringing and texting are for a telephone: choose yes or no."))
        return data

    @property
    def has_more_problems(self) -> bool:
        """Is something wrong among the rules that are folded away?"""
        return self.has_problems and any(name in self.errors for name in self.MORE)


class EndForm(forms.Form):
    """Why something ends."""

    why = forms.Text(label=gettext_lazy("Why?"), max_length=200)
    in_error = forms.Switch(label=gettext_lazy("It was entered by mistake"))
