"""The forms of the safeguarding desk."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from alongside.desk import words as codes
from alongside.staff.forms import colleagues, colleagues_and_seats
from alongside.web import forms


class WorryForm(forms.Form):
    """A worry, as it was said."""

    danger = forms.Radios(label=_("Is anyone in danger now?"), choices=codes.DANGER, inline=True)
    words = forms.Words(
        label=_("What was said, or what did you see?"),
        hint=_("In the words of whoever told you, as near as you can."),
        max_length=10_000,
        rows=6,
    )
    kind = forms.Radios(label=_("What is it about most?"), choices=codes.KINDS)
    about = forms.Words(
        label=_("Whom are you worried about?"),
        hint=_("A name, about how old, where; or a reference such as K7-4QX-9 if you have it."),
        max_length=500,
        rows=2,
    )
    other = forms.Words(
        label=_("Is somebody else part of it?"),
        hint=_("Whoever it may come from, or who else may be hurt. Names and references as far as you have them."),
        required=False,
        max_length=500,
        rows=2,
    )  # fmt: skip
    told_by = forms.Words(
        label=_("Who told you, and how can they be reached safely?"),
        hint=_("Leave it empty if you saw it yourself, or they would rather not say."),
        required=False,
        max_length=500,
        rows=2,
    )
    not_for = forms.Checkboxes(
        label=_("Should one of them not read it?"),
        hint=_("It may be about somebody at the desk, or somebody close to them. Whoever you choose learns nothing of it."),
        required=False,
        choices=[],
    )  # fmt: skip

    def __init__(self, *args: Any, desk: list[dict[str, Any]], **more: Any) -> None:
        super().__init__(*args, **more)
        offered: Any = self.fields["not_for"]
        offered.choices = [
            (str(staff), name) for staff, name in {d["staff"]: d["name"] for d in desk}.items()
        ]
        if not desk:
            del self.fields["not_for"]


class PeopleForm(forms.Form):
    """Whose record it is about too."""

    text = forms.Text(
        label=_("A reference or NHS number"),
        hint=_("Exact, such as K7-4QX-9. Nothing is looked for by name."),
        max_length=60,
        width=20,
        autocomplete="off",
    )


def _called(person: dict[str, Any]) -> str:
    """One of those whom a worry is about, as the desk knows them."""
    names = ", ".join(w["name"] for w in person["workers"]) or _t("nobody works with them now")
    named = person["named"] or _t("Number %(n)s") % {"n": person["number"]}
    return f"{named} · {names}"


class TellForm(forms.Form):
    """A decision to tell."""

    whom = forms.Checkboxes(
        label=_("Tell those who work with them"), required=False, mark_optional=False, choices=[]
    )
    also = forms.Select(
        label=_("Which colleague, or which seat?"),
        required=False,
        mark_optional=False,
        choices=colleagues_and_seats,
        empty=_("Nobody else"),
    )
    outside = forms.Text(
        label=_("And somebody outside"),
        hint=_("Who it is, and which of us tells them how. Such as: Police, by Kerry, by telephone."),
        required=False,
        max_length=300,
    )
    way = forms.Radios(label=_("Which way is it told?"), choices=codes.WAYS)
    person = forms.Radios(label=_("Which record does it concern?"), choices=[])
    about = forms.Text(
        label=_("Whom it concerns"),
        hint=_(
            "As your colleague knows them, by name. So that it stands on their record too, add its reference under "
            "“Another record is part of it” first."
        ),
        required=False,
        mark_optional=False,
        max_length=200,
    )
    words = forms.Words(
        label=_("What your colleague is to do"),
        hint=_("Such as: See them with two workers, not at home. Ring the desk first."),
        required=False,
        mark_optional=False,
        max_length=2000,
        rows=3,
    )
    reason = forms.Words(
        label=_("Why, if your colleague may know it"),
        hint=_("Leave it empty, and they act on it without its reason."),
        required=False,
        max_length=2000,
        rows=2,
    )
    may_say = forms.Words(label=_("What may be said, and to whom"), max_length=2000, rows=2)
    never_say = forms.Words(
        label=_("What must never be said"),
        hint=_("Your colleague reads this too: name nobody whom they are not to know of."),
        max_length=2000,
        rows=2,
    )
    until = forms.Date(label=_("Until when it holds"), future=True)
    why = forms.Words(label=_("Why you decide so"), hint=_("It stays at the desk."), max_length=4000, rows=3)

    def __init__(self, *args: Any, worry: dict[str, Any], **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = worry["people"]
        whom: Any = self.fields["whom"]
        known = {w["staff"]: w for p in self.people for w in p["workers"]}
        whom.choices = [(str(n), f"{w['name']} · {', '.join(w['parts'])}") for n, w in known.items()]
        if not known:
            del self.fields["whom"]
        which: Any = self.fields["person"]
        which.choices = [
            *((str(p["number"]), _called(p)) for p in self.people),
            ("none", _("None of them, or not known here")),
        ]
        if not self.people:
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        """Somebody is told; and a colleague is told what to do."""
        super().clean()
        said = self.cleaned_data
        if not self.errors and not (said.get("whom") or said.get("also") or said.get("outside")):
            raise ValidationError(_("Choose at least one colleague or seat, or say who outside is told."))
        if said.get("whom") or said.get("also"):
            for name, missing in (
                ("about", _("Say whom it concerns.")),
                ("words", _("Say what they are to do.")),
            ):
                if not said.get(name):
                    self.add_error(name, missing)
        return said

    def decided(self) -> dict[str, Any]:
        """What the action wants."""
        said = self.cleaned_data
        staff: list[int] = [int(n) for n in said.get("whom") or ()]
        seats: list[int] = []
        if said["also"]:
            whom, number = said["also"].split(" ")
            (staff if whom == "staff" else seats).append(int(number))
        which = said.get("person") or "none"
        person = next((p["person"] for p in self.people if str(p["number"]) == which), None)
        rest = ("way", "outside", "about", "words", "reason", "may_say", "never_say", "until", "why")
        return {"staff": staff, "seats": seats, "person": person} | {name: said[name] for name in rest}


class WhyForm(forms.Form):
    """A reason, which cannot be left empty."""

    why = forms.Words(label=_("Why"), hint=_("It stays at the desk."), max_length=4000, rows=4)


class KeptForm(forms.Form):
    """Let a colleague open what nobody can."""

    staff = forms.Select(label=_("Who"), hint=_("By name; you may choose yourself."), choices=colleagues)
    reason = forms.Words(
        label=_("Why"),
        hint=_("They, the person and whoever asks later may read this."),
        max_length=500,
        rows=2,
    )
    days = forms.Number(
        label=_("For how many days"), hint=_("90 at most; it can be renewed."), least=1, most=90, width=3
    )


class HoursForm(forms.Form):
    """Who is rung when nobody is at work."""

    words = forms.Words(
        label=_("Who is rung out of hours, and on which number?"),
        hint=_("Everybody who works here reads it. Say what to do if nobody answers."),
        max_length=500,
        rows=3,
    )
