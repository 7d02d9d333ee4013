"""How things are with somebody, as a form: the same questions as beside the drawing."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.access.sources import Source
from alongside.ties import kinds, rules, scales
from alongside.ties.models import Alter, Tie
from alongside.ties.queries.around import Someone
from alongside.web import forms

NOT_ASKED = "not-asked"
TRUTHS = (("yes", _("yes")), ("no", _("no")), (NOT_ASKED, _("not asked")))
AMOUNTS = (
    ("0", _("not at all")),
    ("1", _("a little")),
    ("2", _("quite a bit")),
    ("3", _("a lot")),
    (NOT_ASKED, _("not asked")),
)
STEPS = (
    ("5", _("closest")),
    ("4", _("close")),
    ("3", _("quite close")),
    ("2", _("further")),
    ("1", _("furthest")),
    (NOT_ASKED, _("not placed yet")),
)


TOGETHER = (("no", _("no")), ("yes", _("in the past")), ("still", _("still")), (NOT_ASKED, _("not asked")))
CONTACT = ((NOT_ASKED, _("not asked")), *Tie.Contact.choices)


UNSAID: dict[str, Any] = {"required": False, "mark_optional": False}
NEVER_NEEDED: dict[str, Any] = UNSAID | {"empty_value": None}


def _kinds() -> list[tuple[str, str]]:
    return [(NOT_ASKED, _now("not said")), *kinds.choices()]


def code(chosen: str) -> str:
    """The code that was chosen; nothing where it was not asked."""
    return "" if chosen == NOT_ASKED else chosen


def whole(code: str) -> int | None:
    """The step a code stands for."""
    return None if code == NOT_ASKED else int(code)


def truth(code: str) -> bool | None:
    """Yes, no, or not asked."""
    return {"yes": True, "no": False}.get(code)


def _yes_or_no(label: Any, hint: Any = None) -> forms.Radios:
    return forms.Radios(label=label, hint=hint, choices=TRUTHS, coerce=truth, inline=True, **NEVER_NEEDED)


def _amount(label: Any) -> forms.Radios:
    return forms.Radios(label=label, choices=AMOUNTS, coerce=whole, inline=True, **NEVER_NEEDED)


class SomeoneForm(forms.Form):
    """Someone in their life: who they are, how close they stand, and, with nobody else in the room, the rest."""

    name = forms.Text(
        label=_("Name"),
        hint=_("Any name will do: Mum, J from the hostel."),
        max_length=rules.NAME_LENGTH,
        autocomplete="off",
        width=20,
    )
    kind = forms.Select(label=_("Who they are"), choices=_kinds, coerce=code, **UNSAID)
    shape = forms.Radios(label=_("Drawn as"), choices=Alter.Shape.choices, inline=True)
    closeness = forms.Radios(label=_("How close?"), choices=STEPS, coerce=whole, inline=True, **NEVER_NEEDED)
    contact = forms.Select(label=_("How often are they in touch?"), choices=CONTACT, coerce=code, **UNSAID)
    helps = _amount(_("How much do they help?"))
    helps_how = forms.Text(label=_("Help with what?"), max_length=500, **UNSAID)
    harder = _amount(_("How much do they make it harder?"))
    harder_how = forms.Text(label=_("Harder in what way?"), max_length=500, **UNSAID)
    in_recovery = _yes_or_no(_("In recovery"))
    uses = _yes_or_no(_("Uses"))
    used_together = forms.Radios(
        label=_("Used together"), choices=TOGETHER, coerce=code, inline=True, **UNSAID
    )
    lives_with = _yes_or_no(_("Live together"))
    real_friend = _yes_or_no(_("A real friend"))
    willing = _yes_or_no(_("Would take part in treatment"))
    feared = _yes_or_no(
        _("Are you ever afraid of them?"), _("Asked gently, and only alone. It is never shown on the map.")
    )
    source = forms.Select(label=_("How do we know?"), choices=Source.choices, initial=Source.SAID)

    def __init__(self, *args: Any, in_the_room: str, **more: Any) -> None:
        super().__init__(*args, **more)
        if not rules.is_alone(in_the_room):
            for name in [name for name in self.fields if name not in rules.WITH_OTHERS]:
                del self.fields[name]

    def told(self) -> dict[str, Any]:
        """What is said, by the fields of `rules.TOLD`."""
        return {name: value for name, value in self.cleaned_data.items() if name in rules.TOLD}


def initial(someone: Someone) -> dict[str, Any]:
    """How the form stands before anybody touches it."""
    told: dict[str, Any] = {"name": someone.name, "shape": someone.shape, "source": Source.SAID}
    for name, value in someone.told().items():
        if name in ("closeness", "helps", "harder"):
            told[name] = NOT_ASKED if value is None else str(value)
        elif value is None or isinstance(value, bool):
            told[name] = NOT_ASKED if value is None else "yes" if value else "no"
        else:
            told[name] = value
    for name in ("kind", "contact", "used_together"):
        told[name] = told[name] or NOT_ASKED
    return told


class KnowsForm(forms.Form):
    """One more whom somebody knows."""

    def __init__(self, *args: Any, others: list[Someone], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["other"] = forms.Select(
            label=_now("Someone they know"), choices=[(other.handle, other.name) for other in others]
        )


class CloserForm(forms.Form):
    """Whom would you like closer? Nobody is offered of whom they are afraid, and nobody need be chosen."""

    def __init__(self, *args: Any, offered: list[Someone], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(someone.handle, someone.name) for someone in offered]
        self.fields["closer"] = forms.Radios(
            label=_now("Whom would you like closer?"),
            choices=[*choices, ("", _now("Nobody just now"))],
            required=False,
            mark_optional=False,
        )


assert {int(code) for code, _words in STEPS if code != NOT_ASKED} == set(scales.CLOSENESS)
