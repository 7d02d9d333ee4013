"""The forms about staff."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.access import folders
from alongside.accounts import actions as accounts
from alongside.staff import queries, words
from alongside.web import forms

READING = (("read", _("Read")), ("write", _("Read and write")))


def colleagues() -> list[tuple[str, str]]:
    """Who works here."""
    return [(str(c.id), f"{c.name} · {c.job}" if c.job else c.name) for c in queries.colleagues()]


def places(kind: str) -> list[tuple[str, str]]:
    """Teams, seats or sites."""
    return [(str(place.id), place.name) for place in folders.places(kind)]


def colleagues_and_seats() -> list[tuple[str, Any]]:
    """Whom something can be given to."""
    return [(f"staff {code}", text) for code, text in colleagues()] + [
        (f"seat {code}", _("%(seat)s, whoever holds it") % {"seat": text}) for code, text in places("seat")
    ]


class GiveForm(forms.Form):
    """Let a colleague or a seat open parts of a record."""

    to = forms.Select(label=_("Who"), choices=colleagues_and_seats)
    parts = forms.Checkboxes(label=_("Which parts"))
    purpose = forms.Select(
        label=_("What for"), choices=[(code, text) for code, text, _works in words.PURPOSES]
    )
    reason = forms.Words(
        label=_("Why"),
        hint=_("They, the person and whoever asks later may read this."),
        max_length=500,
        rows=2,
    )
    writes = forms.Radios(label=_("What may they do?"), choices=READING)
    days = forms.Number(
        label=_("For how many days"), hint=_("90 at most; it can be renewed."), least=1, most=90, width=3
    )

    def __init__(self, *args: Any, parts: dict[int, str], **more: Any) -> None:
        super().__init__(*args, **more)
        # Numbers of the list, not of the parts: no id of a part stands on the page.
        self.offered = list(parts)
        offer: Any = self.fields["parts"]
        offer.choices = [(str(n), words.part(parts[folder])) for n, folder in enumerate(self.offered)]

    def given(self) -> dict[str, Any]:
        """What the action wants."""
        said = self.cleaned_data
        whom, number = said["to"].split(" ")
        return {
            whom: int(number),
            "parts": [self.offered[int(n)] for n in said["parts"]],
            "purpose": said["purpose"],
            "reason": said["reason"],
            "writes": said["writes"] == "write",
            "days": int(said["days"]),
        }


class KeepForm(forms.Form):
    """Who may open the record, as the person chose."""

    who_opens = forms.Radios(label=_("Who may open their record?"), choices=words.WHO_MAY_OPEN[:2])


class WhyForm(forms.Form):
    """A reason."""

    why = forms.Words(label=_("Why"), max_length=200, rows=2)


class JoinForm(forms.Form):
    """Somebody new."""

    name = forms.Text(label=_("Name"), hint=_("As colleagues call them"), max_length=120)
    job = forms.Text(label=_("Job"), max_length=120, required=False)
    team = forms.Select(label=_("Team"), choices=lambda: places("team"), required=False, empty=_("None yet"))
    leads = forms.Switch(label=_("Leads this team"))
    email = forms.Email(label=_("E-mail address at work"), hint=_("They sign in with it."))

    def clean_email(self) -> str:
        """One account for each address."""
        email = self.cleaned_data["email"].lower()
        if accounts.is_taken(email):
            raise ValidationError(_("Somebody here signs in with this address already."))
        return email


class MoveForm(forms.Form):
    """To another team."""

    team = forms.Select(label=_("To which team"), choices=lambda: places("team"))
    leads = forms.Switch(label=_("Leads this team"))
    why = forms.Words(label=_("Why"), max_length=200, rows=2)


class LinkForm(forms.Form):
    """A new link for somebody who cannot sign in."""

    second = forms.Switch(
        label=_("They have lost their phone or key too"),
        hint=_(
            "They set up a new one. Make sure that it is them: see them, or ring a number you knew before."
        ),
    )


class HoldForm(forms.Form):
    """Who holds a seat, from when until when."""

    date_order = (("starts", "ends"),)

    seat = forms.Select(label=_("Seat"), choices=lambda: places("seat"))
    staff = forms.Select(label=_("Who"), choices=colleagues)
    starts = forms.Date(label=_("First day"), future=True)
    ends = forms.Date(
        label=_("Last day"), required=False, future=True, hint=_("Leave it empty if it is not known yet.")
    )


DAYS = tuple((str(n), day) for n, day in enumerate((
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
)))  # fmt: skip


class RotaForm(forms.Form):
    """Who holds a seat on which days of the week, between which hours."""

    seat = forms.Select(label=_("Seat"), choices=[])
    staff = forms.Select(label=_("Who"), choices=colleagues)
    days = forms.Checkboxes(label=_("On which days?"), choices=DAYS, inline=True)
    from_time = forms.Time(label=_("From"))
    until_time = forms.Time(label=_("Until"), hint=_("A time before the first is on the next day."))
    first = forms.Date(label=_("From which day on?"), future=True)
    weeks = forms.Number(label=_("For how many weeks?"), least=1, most=12, width=3)

    def __init__(self, *args: Any, seats: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        seat: Any = self.fields["seat"]
        seat.choices = seats


class AwayForm(forms.Form):
    """A colleague is away; why is not asked."""

    date_order = (("first", "last"),)

    staff = forms.Select(label=_("Who"), choices=[])
    first = forms.Date(label=_("First day away"))
    last = forms.Date(label=_("Last day away"), future=True, hint=_("The same day, if it is only one."))

    def __init__(self, *args: Any, whom: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        staff: Any = self.fields["staff"]
        staff.choices = whom
        if len(whom) < 2:
            del self.fields["staff"]


class OrganisationForm(forms.Form):
    """Which organisation a team is of."""

    team = forms.Select(label=_("Team"), choices=lambda: places("team"))
    organisation = forms.Text(
        label=_("Organisation"),
        max_length=120,
        required=False,
        hint=_("As it calls itself. Leave it empty if it is none that has a name of its own."),
    )


class TeamForm(forms.Form):
    """A new team."""

    name = forms.Text(label=_("Team"), max_length=120)
    site = forms.Text(label=_("Site"), max_length=120, required=False, hint=_("The building it works from."))


class SeatForm(forms.Form):
    """A new seat."""

    name = forms.Text(label=_("Seat"), max_length=120, hint=_("Such as: Duty, North"))
    kind = forms.Select(label=_("Kind"), choices=words.SEATS)
    team = forms.Select(
        label=_("Team"), choices=lambda: places("team"), required=False, empty=_("The whole service")
    )

    def clean_team(self) -> str:
        """Which team, where a seat shows a team's people."""
        team: str = self.cleaned_data["team"]
        if not team and self.cleaned_data.get("kind") in words.OF_A_TEAM:
            raise ValidationError(
                _(
                    "Choose a team. Whoever holds this seat sees that team's people, and without a team nobody's."
                )
            )
        return team


class KnowsForm(forms.Form):
    """Somebody who works here knows a person outside work."""

    staff = forms.Select(label=_("Who knows them"), choices=colleagues)
    why = forms.Radios(label=_("How do they know them?"), choices=words.KNOWS)
    until = forms.Date(
        label=_("Until"), required=False, future=True, hint=_("Leave it empty, unless it is known to end.")
    )

    def __init__(self, *args: Any, only_me: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if only_me:
            del self.fields["staff"]
            self.fields["why"].label = _("How do you know them?")


class OutsideForm(forms.Form):
    """I know somebody: a name as I know it."""

    name = forms.Text(
        label=_("Their name"), hint=_("As you know it, with other names they use."), max_length=200
    )
    why = forms.Radios(label=_("How do you know them?"), choices=words.KNOWS)
    words = forms.Words(
        label=_("Anything that helps to tell them from others"),
        hint=_("Such as about how old they are, or where they live."),
        required=False,
        max_length=500,
        rows=2,
    )


class SettleForm(forms.Form):
    """What came of it."""

    came = forms.Radios(
        label=_("Did you find them?"),
        choices=(
            ("found", _("Yes: close the record to my colleague")),
            ("nobody", _("No: I can open nobody who could be meant")),
        ),
        reveals={"found": "reference"},
    )
    reference = forms.Text(
        label=_("Their reference"), hint=_("It stands beside the name, like K7-4QX-9."), width=10
    )
    folder: int | None = None

    def clean(self) -> dict[str, Any]:
        """The reference of somebody whose record the viewer may open."""
        super().clean()
        data = self.cleaned_data
        if data.get("came") == "found" and data.get("reference"):
            self.folder = queries.line_called(data["reference"])
            if self.folder is None:
                self.add_error(
                    "reference", _("There is nobody with this reference whose record you can open.")
                )
        return data


class OnDutyForm(forms.Form):
    """One more part of a record, for somebody on duty."""

    kind = forms.Radios(label=_("What do you need?"), choices=words.ON_DUTY_OPENS)
    reason = forms.Radios(
        label=_("Why?"), hint=_("It stands on Today for who works with them."), choices=words.ON_DUTY_FOR
    )


class EmergencyForm(forms.Form):
    """One part of a record, at once."""

    who = forms.Text(
        label=_("Their reference or NHS number"),
        hint=_("As they say it, such as K7-4QX-9, or ten digits."),
        max_length=40,
        width=20,
        autocomplete="off",
    )
    kind = forms.Radios(label=_("Which part do you need?"), choices=words.IN_AN_EMERGENCY)
    reason = forms.Words(
        label=_("What has happened, and why can it not wait?"),
        hint=_("The privacy officer and a second person read it now, and who works with them reads it too."),
        max_length=1000,
        rows=3,
    )


class HereForm(forms.Form):
    """Is somebody known here already, as they wish to have asked?"""

    called = forms.Text(
        label=_("What to call them"),
        hint=_("So that you both know whom this is about. Whoever works with them reads it."),
        max_length=100,
        autocomplete="off",
    )
    who = forms.Text(
        label=_("Their reference or NHS number"),
        hint=_("As they say it, such as K7-4QX-9, or ten digits."),
        max_length=40,
        width=20,
        autocomplete="off",
    )
    parts = forms.Checkboxes(label=_("What would help you both?"), choices=words.ASKED_HERE)
    reason = forms.Words(
        label=_("Why?"),
        hint=_("Whoever works with them reads it, and it stands with what you may open."),
        max_length=500,
        rows=2,
    )
    agreed = forms.Checkboxes(
        label=_("Have they agreed?"),
        choices=(("yes", _("They are with me now, and want this to be asked")),),
        missing=_("Ask only with them there, and where they want it."),
    )


class ReviewForm(forms.Form):
    """What came of an opening in an emergency."""

    outcome = forms.Radios(label=_("How do you see it?"), choices=words.OUTCOMES)
    words = forms.Words(
        label=_("Why, and what follows from it?"),
        hint=_("Talk with your colleague first. It cannot be left empty."),
        max_length=2000,
        rows=4,
    )
