"""What is asked about leaving: ten lines, a death, a mistake."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from markupsafe import Markup

from alongside.access.sources import Source
from alongside.care.forms.days import today
from alongside.care.forms.people import source_field
from alongside.care.models import Episode
from alongside.leaving import rules
from alongside.leaving.actions import Answer, AtHome
from alongside.leaving.models import Home, Leaving, Ready
from alongside.web import forms

RECORDED, WRITTEN = Ready.Answer.RECORDED, Ready.Answer.WRITTEN


def ways() -> list[tuple[str, Any]]:
    """How somebody leaves; a death has a page of its own."""
    return [(code, words) for code, words in Episode.How.choices if code != Episode.How.DIED]


class WhereHome(forms.Words):
    """Where they go home to, with what they said of whether it is safe beside it."""

    def draw(self, params: dict[str, Any]) -> Any:
        return Markup("{}{}{}").format(super().draw(params), *self.beside)

    def params(self, bound: Any) -> dict[str, Any]:
        self.beside = (bound.form.field("safe"), bound.form.field("safe_words"))
        return super().params(bound)


class LeavingForm(forms.Form):
    """The ten lines: how and when, asked alone, and what is ready. What is recorded is offered, and chosen by a tap."""

    how = forms.Radios(label=gettext_lazy("How do they leave?"), choices=ways)
    on = forms.Date(label=gettext_lazy("On which day?"))
    asked = forms.Radios(
        label=gettext_lazy("Where do they go home to, and is it safe there?"),
        hint=gettext_lazy("Ask when nobody else can hear. Whether it is safe goes into a part of its own."),
        choices=Leaving.Asked.choices, required=False, mark_optional=False, reveals={"alone": "home"},
    )  # fmt: skip
    home = WhereHome(label=gettext_lazy("Where do they go home to?"), rows=2, max_length=1000)
    safe = forms.Radios(
        label=gettext_lazy("Is it safe there?"),
        choices=Home.Safe.choices,
        required=False,
        inline=True,
        mark_optional=False,
    )
    safe_words = forms.Words(
        label=gettext_lazy("What did they say of it?"), rows=2, max_length=2000, required=False
    )
    words = forms.Words(
        label=gettext_lazy("What else should be known?"), rows=3, max_length=4000, required=False
    )
    source = source_field()
    finish = forms.Switch(
        label=gettext_lazy("They have left: their care finishes on that day"),
        hint=gettext_lazy("Until this is ticked it is being prepared, and everything goes on."),
    )
    # Asked once, where they leave and some of the ten lines are open.
    as_it_is = forms.Switch(label=gettext_lazy("Finish all the same"))

    def __init__(
        self, *args: Any, recorded: Mapping[str, str] | None = None, asked_before: bool = False, **more: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **more)
        self.recorded, self.asked_before = dict(recorded or {}), asked_before
        self.open_lines: list[Any] = []
        for line in rules.LINES:
            self.fields[f"line-{line.code}"] = forms.Radios(
                label=line.title, hint=line.hint, choices=self._choices(line.code), required=False, mark_optional=False,
                reveals={WRITTEN: f"words-{line.code}"},
            )  # fmt: skip
            self.fields[f"words-{line.code}"] = forms.Text(label=_("In words"), max_length=1000)

    def _choices(self, code: str) -> list[tuple[Any, ...]]:
        there = self.recorded.get(code)
        offered = [(RECORDED.value, _("As it stands in the record"), there)] if there else []
        return [
            *offered,
            (WRITTEN.value, _("Write it")),
            (Ready.Answer.NOTHING.value, Ready.Answer.NOTHING.label),
            (Ready.Answer.LATER.value, Ready.Answer.LATER.label),
            *(
                [(Ready.Answer.DONE.value, Ready.Answer.DONE.label)]
                if self._was(code) == Ready.Answer.DONE
                else []
            ),
        ]

    def _was(self, code: str) -> str:
        return str((self.initial or {}).get(f"line-{code}") or "")

    def clean(self) -> dict[str, Any]:
        """Who was asked alone has said something of home, be it that they are not sure."""
        data = super().clean() or self.cleaned_data
        if data.get("asked") == "alone" and not data.get("safe") and not self.asked_before:
            self.add_error("safe", _("Choose one: “not sure” is an answer too."))
        if data.get("finish"):
            self._leave_open(data)
        return data

    def _leave_open(self, data: dict[str, Any]) -> None:
        """Lines that nobody answered are named, and whoever finishes says once that they stay so."""
        answered = [line.code for line in rules.LINES if data.get(f"line-{line.code}")]
        self.open_lines = rules.unanswered(data.get("asked") or "", answered)
        n = len(self.open_lines)
        # A planned end that nobody asked about is refused in its own words.
        if not n or rules.why_not_leave(data.get("how") or "", data.get("asked") or ""):
            return
        label = ngettext("Finish with %(n)s line unanswered", "Finish with %(n)s lines unanswered", n) % {
            "n": n
        }
        self["as_it_is"].label = label
        if not data.get("as_it_is"):
            words = _("Nobody answered: %(lines)s. Answer them, or tick this to finish so.")
            self.add_error("as_it_is", words % {"lines": "; ".join(map(str, self.open_lines))})

    def answers(self) -> list[Answer]:
        """What was said of each line; what is recorded as it stands now, never as it was sent."""
        data = self.cleaned_data
        said = []
        for line in rules.LINES:
            chosen = data.get(f"line-{line.code}") or ""
            words = (
                self.recorded.get(line.code, "")
                if chosen == RECORDED
                else data.get(f"words-{line.code}") or ""
            )
            said.append(Answer(line.code, chosen, words))
        return said

    def at_home(self) -> AtHome | None:
        """What came of asking; None where nobody was asked alone."""
        data = self.cleaned_data
        if data["asked"] != "alone" or not data.get("safe"):
            return None
        return AtHome(data["safe"], data.get("safe_words") or "")

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        told = {name: data[name] or "" for name in ("how", "asked", "home", "words", "source")}
        return {**told, "on": data["on"], "lines": self.answers(), "at_home": self.at_home()}

    @property
    def line_fields(self) -> list[str]:
        """The names of the lines' fields, in order."""
        return [f"line-{line.code}" for line in rules.LINES]


class DiedForm(forms.Form):
    """That somebody died: four things, and nothing of how."""

    on = forms.Date(label=gettext_lazy("On which day did they die?"), latest=today)
    look_on = forms.Date(
        label=gettext_lazy("On which day do you look back on it together?"),
        hint=gettext_lazy("With your team, and whoever else was there for them."), earliest=today,
    )  # fmt: skip
    around = forms.Checkboxes(
        label=gettext_lazy("Who around them may need somebody now?"),
        hint=gettext_lazy(
            "The safeguarding desk sees to it that help is offered to whoever is supported here, and names nobody."
        ),
        choices=[], required=False,
    )  # fmt: skip
    words = forms.Words(label=gettext_lazy("What should be known?"), rows=3, max_length=4000, required=False)
    source = source_field("told")
    sure = forms.Switch(label=gettext_lazy("This is the person who has died"), required=True)

    def __init__(self, *args: Any, people: Sequence[tuple[str, ...]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        around: Any = self.fields["around"]
        around.choices = people
        # They did not say it themselves.
        how_known: Any = self.fields["source"]
        how_known.choices = [one for one in Source.choices if one[0] != Source.SAID]


class UndoForm(forms.Form):
    """How a mistake came about."""

    why = forms.Words(label=gettext_lazy("How did the mistake come about?"), rows=2, max_length=1000)


class LookedForm(forms.Form):
    """What came of looking back."""

    words = forms.Words(label=gettext_lazy("What came of it?"), rows=5, max_length=4000)


class AgainForm(forms.Form):
    """That somebody looked."""

    looked = forms.Switch(
        label=gettext_lazy("I have looked at how they are reached, and at what waits"), required=True
    )
