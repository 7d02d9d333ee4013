"""The plan, what they want, and the steps."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as said_now
from django.utils.translation import gettext_lazy as _

from alongside.care import rules
from alongside.care.forms.days import today
from alongside.care.forms.people import colleague_choices, in_words, source_field
from alongside.care.models import Goal, Step
from alongside.care.queries.colleagues import Colleague
from alongside.ties.queries.around import Someone
from alongside.web import forms


class PlanForm(forms.Form):
    """What they say about it all."""

    words = forms.Words(
        label=_("What do they want?"),
        hint=_("In their own words. Each thing they want can be added next."),
        max_length=2000,
        required=False,
    )
    source = source_field()


class AgreeForm(forms.Form):
    """When it was agreed, and when to look back."""

    date_order = (("on", "review_on"),)
    on = forms.Date(label=_("When was it agreed?"), latest=today)
    review_on = forms.Date(label=_("When will you look back together?"), required=False)


class CloseForm(forms.Form):
    """Why the plan is closed."""

    words = forms.Words(label=_("Why is it closed?"), rows=2, max_length=2000, required=False)


class WordsForm(forms.Form):
    """A word about a goal or a step that moved."""

    words = forms.Words(label=_("Anything to say about it?"), rows=2, max_length=1000, required=False)


class Nothing(forms.Form):
    """A deed that asks nothing more."""


class GoalForm(forms.Form):
    """One thing they want."""

    words = forms.Words(label=_("What do they want?"), hint=_("In their own words"), max_length=2000)
    capital = forms.Select(
        label=_("Kind of recovery capital"),
        hint=_("For the service's own figures. It stands on nothing that the person reads."),
        choices=Goal.Capital.choices,
        empty=_("Not said"),
        required=False,
    )
    source = source_field()


class StepForm(forms.Form):
    """What will be done, and by whom: those on the map who help stand first."""

    words = forms.Words(label=_("What will be done?"), rows=2, max_length=1000)
    who = forms.Radios(label=_("Who does it?"), choices=[], reveals={"worker": "worker"})
    worker = forms.Select(label=_("Which worker?"), choices=[])
    due_on = forms.Date(label=_("By when?"), required=False)
    source = source_field()

    def __init__(
        self,
        *args: Any,
        around: Sequence[Someone] = (),
        colleagues: Sequence[Colleague] = (),
        name: str = "",
        kept: Sequence[tuple[str, str]] = (),
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        helping = [s for s in rules.helpers_first(around) if rules.helps(s)]
        listed = {s.handle for s in helping}
        who: Any = self.fields["who"]
        who.choices = [
            *((s.handle, s.name, in_words(s)) for s in helping),
            *(one for one in kept if one[0] not in listed),
            (Step.By.PERSON.value, name or said_now("The person")),
            (Step.By.WORKER.value, said_now("A worker")),
        ]
        if not helping:
            who.hint = _("Nobody on the map is said to help yet. Draw it together to find who could.")
        worker: Any = self.fields["worker"]
        worker.choices = colleague_choices(colleagues)
