"""What is asked before something goes out."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from alongside import web
from alongside.access.viewer import LONDON
from alongside.outbox import showing
from alongside.outbox.wording import TEMPLATES, Template
from alongside.people import safe
from alongside.people.models import ContactWay
from alongside.web import forms

CHANNELS = {ContactWay.Kind.PHONE: "text", ContactWay.Kind.EMAIL: "email"}


def way_choices(ways: Iterable[ContactWay]) -> list[tuple[str, Any, str]]:
    """Each way with its rules; its code is sealed, as in an address."""
    return [
        (web.sealed(way, "way"), safe.value_in_words(way), " · ".join(showing.facts_of(way))) for way in ways
    ]


class Day(forms.Date):
    """The day, with the time of day beside it."""

    def draw(self, params: dict[str, Any]) -> Any:
        return Markup('<div class="form__pair">{}{}</div>').format(super().draw(params), self.beside)

    def params(self, bound: Any) -> dict[str, Any]:
        self.beside = bound.form.field("time")
        return super().params(bound)


class SendForm(forms.Form):
    """Which of our few messages, and which way. Nothing of it is typed."""

    template = forms.Radios(
        label=gettext_lazy("What should it say?"), choices=[], reveals={"reminder": "day"}
    )
    day = Day(label=gettext_lazy("Which day?"), required=True, future=True)
    time = forms.Time(label=gettext_lazy("At what time?"), required=False, mark_optional=False)
    way = forms.Radios(label=gettext_lazy("Which way?"), choices=[])

    def __init__(self, *args: Any, ways: Iterable[ContactWay] = (), who: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.ways = {web.sealed(way, "way"): way for way in ways}
        template: Any = self.fields["template"]
        template.choices = [
            (t.name, t.title, _("“%(words)s”") % {"words": _reads(t, who)})
            for t in TEMPLATES.values()
            if "text" in t.channels
        ]
        way: Any = self.fields["way"]
        way.choices = way_choices(self.ways.values())
        way.initial = next(iter(self.ways)) if len(self.ways) == 1 else None

    def clean(self) -> dict[str, Any]:
        """A reminder needs its time."""
        data = super().clean() or self.cleaned_data
        if data.get("template") != "reminder":
            self.errors.pop("time", None)
        elif data.get("day") and not data.get("time") and "time" not in self.errors:
            self.add_error("time", _("Write the time."))
        return data

    def at(self) -> dt.datetime | None:
        """The time that it speaks of, in London."""
        day, time = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        return dt.datetime.combine(day, time, LONDON) if day and time else None

    def chosen(self) -> ContactWay:
        """The way that was chosen."""
        return self.ways[self.cleaned_data["way"]]


def _reads(template: Template, who: str) -> str:
    """How it will read, with the place of the time in words."""
    return str(template.words) % {"who": who, "when": _("[day and time]")}


class LetterForm(forms.Form):
    """A letter: to which address, to what name, in which words."""

    way = forms.Radios(label=gettext_lazy("To which address?"), choices=[])
    to_name = forms.Text(
        label=gettext_lazy("Name on the letter and envelope"),
        hint=gettext_lazy("As they want it to be read at the door."),
        max_length=200,
    )
    words = forms.Words(
        label=gettext_lazy("Letter"),
        hint=gettext_lazy("Without greeting and signature. Somebody else will look at it before it goes."),
        rows=12,
        max_length=10_000,
    )

    def __init__(self, *args: Any, ways: Iterable[ContactWay] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.ways = {web.sealed(way, "way"): way for way in ways}
        way: Any = self.fields["way"]
        way.choices = way_choices(self.ways.values())

    def chosen(self) -> ContactWay:
        """The way that was chosen."""
        return self.ways[self.cleaned_data["way"]]
