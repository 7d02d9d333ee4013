"""What is asked in the first hour: three questions first, the rest when there is time."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alongside.care.forms.days import today
from alongside.desk import words as desk_words
from alongside.intake import rules
from alongside.intake.actions import NOTHING_KEPT
from alongside.intake.models import Call, First
from alongside.people.forms.adding import AddForm
from alongside.web import forms

NOTHING_TO_PASS_ON = "none"
# The desk's own codes, in words that say of each that it is passed on.
DANGER = (
    ("now", _("Yes, now: pass it on")),
    ("soon", _("Not this minute, and soon: pass it on")),
    ("no", _("No, and it is a worry: pass it on")),
    ("unsure", _("I cannot tell: pass it on")),
)


def _signs() -> list[tuple[str, Any, Any]]:
    return [(s.code, s.words, format_lazy("{} ({})", s.do, s.source)) for s in rules.SIGNS]


class ReachedForm(AddForm):
    """Whom to call what, and how to reach them: nothing of it has to be there, as a call may break off."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["leave_message"]  # asked later, with the other rules of a way
        self.fields["call_name"].required = False
        self.fields["call_name"].hint = _("Whatever they go by; empty where they would rather not say.")  # type: ignore[attr-defined]
        self.fields["call_name"].mark_optional = False  # type: ignore[attr-defined]
        self.fields["number"].mark_optional = False  # type: ignore[attr-defined]


class FirstForm(ReachedForm):
    """Somebody has come to us."""

    how = forms.Radios(
        label=_("How did they come?"), choices=First.How.choices, inline=False,
        reveals={First.How.PROFESSIONAL: "who", First.How.COURT: "conditions"},
    )  # fmt: skip
    who = forms.Text(
        label=_("Who was that?"), hint=_("A name, and where to ring back"), max_length=200, required=False
    )
    conditions = forms.Words(
        label=_("What are the order’s conditions?"),
        hint=_("As they are written in the order"),
        max_length=4000,
        rows=2,
        required=False,
    )
    words = forms.Words(
        label=_("What do they say, or what does the letter say?"),
        hint=_("In their own words, as near as you can. It is not asked again."),
        max_length=4000,
        required=False,
        mark_optional=False,
    )
    signs = forms.Checkboxes(
        label=_("Can it wait?"),
        hint=_(
            "Tick what was said; nothing has to be asked. "
            "“Ours” is our own custom; “unconfirmed” is for a clinician to check."
        ),
        choices=_signs,
        required=False,
        mark_optional=False,
    )
    today = forms.Radios(
        label=_("Is it today? You decide."),
        hint=_("The list above only asks."),
        choices=(("yes", _("Yes, today")), ("no", _("It can wait"))),
        required=False,
        mark_optional=False,
        inline=True,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["parts"].initial = ["treatment"]

    def is_today(self) -> bool | None:
        """As the worker decided; None where nothing was said."""
        return {"yes": True, "no": False}.get(self.cleaned_data["today"])


class CallForm(ReachedForm):
    """Somebody rings who is worried about somebody else."""

    words = forms.Words(
        label=_("What do they say?"),
        hint=_(
            "In their own words. They lie in a part of their own, which nobody opens for anybody else’s sake."
        ),
        max_length=10_000,
        rows=6,
        required=False,
        mark_optional=False,
    )
    danger = forms.Radios(
        label=_("Is anyone in danger now?"),
        choices=((NOTHING_TO_PASS_ON, _("There is no worry to pass on")), *DANGER),
        initial=NOTHING_TO_PASS_ON,
        small=True,
    )
    kind = forms.Radios(
        label=_("What is it about most?"), choices=desk_words.KINDS, initial="other", small=True
    )
    about = forms.Words(
        label=_("Whom are they worried about?"),
        hint=_("As far as they say: a name, about how old, where."),
        max_length=500,
        rows=2,
        required=False,
        mark_optional=False,
    )
    not_for = forms.Checkboxes(
        label=_("Should one of them not read it?"),
        hint=_("It may be about somebody at the desk, or somebody close to them."),
        required=False,
        choices=[],
    )
    wants = forms.Radios(
        label=_("And what about you?"),
        hint=_("“You can have help here for yourself, whoever else does or does not come.”"),
        choices=(*Call.Wants.choices, (NOTHING_KEPT, _("They would rather that nothing is kept of them"))),
        initial=Call.Wants.NOT_ASKED,
        small=True,
    )

    def __init__(self, *args: Any, desk: list[dict[str, Any]], **more: Any) -> None:
        super().__init__(*args, **more)
        for later in ("parts", "who_opens"):
            del self.fields[later]
        offered: Any = self.fields["not_for"]
        offered.choices = [
            (str(staff), name) for staff, name in {d["staff"]: d["name"] for d in desk}.items()
        ]
        if not desk:
            del self.fields["not_for"]

    def danger_said(self) -> str:
        """The desk's own code; empty where nothing is passed on."""
        said = self.cleaned_data["danger"]
        return "" if said == NOTHING_TO_PASS_ON else said


class MeanwhileForm(forms.Form):
    """What happened while they wait."""

    line = forms.Text(
        label=_("What happened?"),
        hint=_("A line: rang to ask how it goes; came to the drop-in; a kit was given."),
        max_length=200,
        missing=_("Write what happened, in a line."),
    )
    on = forms.Date(label=_("When?"), latest=today)
