"""One contact, one note."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as said_now
from django.utils.translation import gettext_lazy as _

from alongside.access.sources import Source
from alongside.care.forms.clock import ClockForm
from alongside.care.forms.people import chips, colleague_choices, source_field
from alongside.care.models import Session
from alongside.care.queries.colleagues import Colleague
from alongside.ties.queries.around import Someone
from alongside.web import forms

PERSON, WORKER = "person", "worker-"


class SessionForm(ClockForm):
    """A contact: when, how, who was there, what was said, what is next."""

    moments = (("on", "at"), ("next_on", "next_at"))
    date_order = (("on", "next_on"),)
    on = forms.Date(label=_("When?"))
    at = forms.Time(label=_("At what time?"))
    how = forms.Radios(label=_("How?"), choices=Session.How.choices, inline=True)
    state = forms.Radios(label=_("Did it happen?"), choices=Session.Came.choices, inline=True)
    there = forms.Checkboxes(label=_("Who was there?"), choices=[], inline=True, required=False)
    worker = forms.Select(label=_("Another worker"), choices=[], empty=_("Nobody else"), required=False)
    others = forms.Text(label=_("Anybody else, by name"), max_length=120, required=False)
    note = forms.Words(label=_("Note"), rows=8, max_length=20_000, required=False)
    agreed = forms.Words(
        label=_("What did you agree?"), hint=_("You will see this line before you meet again."), rows=2,
        max_length=1000, required=False,
    )  # fmt: skip
    next_on = forms.Date(label=_("When do you meet next?"), required=False)
    next_at = forms.Time(label=_("At what time?"), required=False)
    source = source_field(Source.SEEN)

    def __init__(
        self,
        *args: Any,
        around: Sequence[Someone] = (),
        colleagues: Sequence[Colleague] = (),
        name: str = "",
        me: int | None = None,
        listed: Sequence[tuple[str, str]] = (),
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        workers = [(f"{WORKER}{c.id}", c.name) for c in colleagues if c.id == me]
        there: Any = self.fields["there"]
        codes = [(PERSON, name or said_now("The person")), *workers, *chips(around)]
        there.choices = [*codes, *(one for one in listed if one[0] not in {c[0] for c in codes})]
        worker: Any = self.fields["worker"]
        worker.choices = colleague_choices([c for c in colleagues if c.id != me])

    def clean(self) -> dict[str, Any]:
        """A time for the next meeting needs its day; what was missed needs no company."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("next_at") and not data.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", said_now("Write the day as well."))
        return data

    def values(self) -> dict[str, Any]:
        """What the action takes, but for who was there."""
        data = self.cleaned_data
        return {
            "at": self.moment("on", "at"),
            **{key: data[key] for key in ("how", "state", "note", "agreed", "source", "next_on")},
            "next_at": self.moment("next_on", "next_at"),
        }

    def present(self) -> dict[str, Any]:
        """Who was there: the person or not, workers, sealed names of people on the map, others."""
        data = self.cleaned_data
        workers = [int(code.removeprefix(WORKER)) for code in data["there"] if code.startswith(WORKER)]
        if data["worker"]:
            workers.append(int(data["worker"]))
        return {
            "person_there": PERSON in data["there"],
            "workers": list(dict.fromkeys(workers)),
            "sealed": [c for c in data["there"] if c != PERSON and not c.startswith(WORKER)],
            "others": [data["others"]] if data["others"] else [],
        }


class InErrorForm(forms.Form):
    """Why an entry should not stand."""

    why = forms.Text(label=_("What is wrong with it?"), max_length=200)
