"""What is asked in the diary."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from markupsafe import Markup

from alongside.access.sources import Source
from alongside.care.forms.clock import ClockForm
from alongside.care.forms.contacts import SessionForm
from alongside.care.forms.days import today
from alongside.care.forms.people import colleague_choices, source_field
from alongside.care.models import Session, Step
from alongside.care.queries.colleagues import Colleague
from alongside.diary import rules
from alongside.diary.models import Rung
from alongside.web import forms

# How somebody can be met by appointment; a group has its register.
BOOKED_AS = ("in_person", "home", "phone", "video", "joint", "drop_in")


def hows() -> list[tuple[str, Any]]:
    """The ways in which somebody is met by appointment."""
    words = dict(Session.How.choices)
    return [(code, words[code]) for code in BOOKED_AS]


def lengths() -> list[tuple[str, str]]:
    """How long an appointment is."""
    return [(str(n), ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n}) for n in rules.LENGTHS]


class BookForm(ClockForm):
    """An appointment, or the offer of one."""

    moments = (("on", "at"),)
    on = forms.Date(label=gettext_lazy("Which day?"), earliest=today)
    at = forms.Time(label=gettext_lazy("At what time?"), required=False, mark_optional=False)
    how = forms.Radios(label=gettext_lazy("How?"), choices=hows, inline=True, required=False)
    minutes = forms.Select(label=gettext_lazy("How long?"), choices=lengths, required=False)
    place = forms.Text(label=gettext_lazy("Where?"), max_length=120, required=False)
    worker = forms.Select(label=gettext_lazy("With whom?"), hint=rules.WITH_WHOM, choices=[], required=False)
    offered = forms.Switch(
        label=gettext_lazy("Only offered: they have not said yes yet"),
        hint=gettext_lazy("Nobody misses a time that they never agreed to."),
    )
    anyway = forms.Switch(label=gettext_lazy("Book both"))
    shows_anyway = False

    def __init__(
        self, *args: Any, colleagues: Sequence[Colleague] = (), on_today: Collection[int] = (), **more: Any
    ) -> None:
        super().__init__(*args, **more)
        worker: Any = self.fields["worker"]
        worker.choices = [
            (staff, name if int(staff) in on_today else _("%(name)s: not on their Today") % {"name": name})
            for staff, name in colleague_choices(colleagues)
        ]
        worker.error_messages["unknown"] = rules.WITH_WHOM

    def clean(self) -> dict[str, Any]:
        """A time, unless it is a drop-in."""
        data = super().clean()
        if not data.get("at") and data.get("how") != Session.How.DROP_IN and "at" not in self.errors:
            self.add_error("at", _("Write a time, such as 9.30 or 2pm."))
        return data

    @property
    def is_drop_in(self) -> bool:
        """Open to come or not, on that day?"""
        return self.cleaned_data["how"] == Session.How.DROP_IN

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "at": None if self.is_drop_in else self.moment("on", "at"),
            "on": data["on"],
            "how": data["how"] or Session.How.IN_PERSON,
            "minutes": int(data["minutes"] or rules.MINUTES),
            "place": data["place"],
            "worker": int(data["worker"]) if data["worker"] else None,
            "offered": data["offered"],
        }


class MoveForm(ClockForm):
    """Another time for the same appointment."""

    moments = (("on", "at"),)
    on = forms.Date(label=gettext_lazy("Which day?"), earliest=today)
    at = forms.Time(label=gettext_lazy("At what time?"))
    anyway = forms.Switch(label=gettext_lazy("Book both"))
    shows_anyway = False


class Apart(forms.Words):
    """The paragraph that is set apart, with where it goes (or of whom it is) and how it is known beside it."""

    def __init__(self, *, goes: str = "apart_into", **more: Any) -> None:
        self.goes = goes
        super().__init__(**more)

    def draw(self, params: dict[str, Any]) -> Any:
        return Markup("{}{}{}").format(super().draw(params), *self.beside)

    def params(self, bound: Any) -> dict[str, Any]:
        self.beside = (bound.form.field(self.goes), bound.form.field("apart_source"))
        return super().params(bound)


class WriteForm(SessionForm):
    """Write it up: the contact, what of the plan was done, and a paragraph that goes elsewhere."""

    done = forms.Checkboxes(
        label=gettext_lazy("Done since you last met?"),
        hint=gettext_lazy("From the plan. Tick only what they told you, or you saw."),
        choices=[], required=False,
    )  # fmt: skip
    apart = forms.Switch(
        label=gettext_lazy("A paragraph that must not stand here"),
        hint=gettext_lazy("What was told of harm, or as somebody else’s family: it goes to the part it belongs to."),
        reveals="apart_words",
    )  # fmt: skip
    apart_words = Apart(label=gettext_lazy("The paragraph"), rows=5, max_length=10_000)
    apart_into = forms.Select(label=gettext_lazy("Where does it belong?"), choices=[], required=False)
    apart_source = source_field(Source.SAID, required=False)

    def __init__(
        self, *args: Any, steps: Sequence[tuple[str, str]] = (), parts: Sequence[tuple[str, Any]] = (), **more: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **more)
        done: Any = self.fields["done"]
        done.choices = steps
        into: Any = self.fields["apart_into"]
        into.choices = parts
        into.initial = parts[0][0] if parts else ""


class RungForm(forms.Form):
    """One thing that was tried after a miss: one tap. What there is to say of it is written into its contact."""

    what = forms.Radios(
        label=gettext_lazy("What was tried?"), choices=[(s.code, s.title) for s in rules.LADDER]
    )
    outcome = forms.Radios(label=gettext_lazy("What came of it?"), choices=Rung.Outcome.choices)
    who = forms.Text(label=gettext_lazy("Through whom?"), max_length=60, required=False)


class RestForm(forms.Form):
    """Why it rests."""

    words = forms.Text(label=gettext_lazy("Why does it rest with them for now?"), max_length=500)


class AsideForm(forms.Form):
    """A paragraph that is set apart, written otherwise."""

    words = forms.Words(label=gettext_lazy("The paragraph"), rows=6, max_length=10_000)
    source = source_field(Source.SAID)


ELSEWHERE = "elsewhere"


class VisitForm(forms.Form):
    """By when one is back, where one will be until then, and on what number one can be rung."""

    agreed = forms.Switch(label=gettext_lazy("A colleague knows where I will be, and when I ring"))
    shows_agreed = False
    back_by = forms.Time(label=gettext_lazy("Back by what time?"))
    where = forms.Radios(label=gettext_lazy("Where will you be?"), choices=[], reveals={ELSEWHERE: "place"})
    place = forms.Text(
        label=gettext_lazy("Where will you be?"),
        hint=gettext_lazy("So that somebody who has never been there finds you. Not whom you see, nor why."),
        max_length=300,
    )
    phone = forms.Phone(label=gettext_lazy("On what number can you be rung there?"))

    def __init__(self, *args: Any, offered: Sequence[str] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        if not offered:
            del self.fields["where"]
            return
        where: Any = self.fields["where"]
        where.choices = [*((place, place) for place in offered), (ELSEWHERE, _("Somewhere else"))]
        self.fields["place"].label = _("In your own words")

    def agree(self, needed: bool) -> None:
        """Ask, where it is needed, whether a colleague knows: what was sent well without it is refused."""
        self.shows_agreed = needed
        if needed and self.is_bound and not self.errors and not self.cleaned_data["agreed"]:
            self.add_error("agreed", _("Agree with a colleague by telephone, then tick this to go on."))

    def there(self) -> str:
        """Where they will be, in words."""
        said = self.cleaned_data
        chosen = said.get("where", ELSEWHERE)
        return said["place"] if chosen == ELSEWHERE else chosen


class FoundForm(forms.Form):
    """How somebody knows that a colleague is well."""

    words = forms.Text(label=gettext_lazy("How do you know that they are well?"), max_length=300)


class ReachForm(forms.Form):
    """On what number of one's own one is texted when a colleague is late; or none."""

    phone = forms.Phone(
        label=gettext_lazy("Your number"),
        hint=gettext_lazy("A mobile that you have with you. Leave it empty, and you are texted no more."),
        required=False,
    )


class GroupForm(forms.Form):
    """A group that meets."""

    name = forms.Text(label=gettext_lazy("What is the group called?"), max_length=120)
    team = forms.Select(label=gettext_lazy("Of which team?"), choices=[])

    def __init__(self, *args: Any, teams: Sequence[tuple[int, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        team: Any = self.fields["team"]
        team.choices = [(str(its), name) for its, name in teams]
        team.initial = str(teams[0][0]) if len(teams) == 1 else ""


class MembersForm(forms.Form):
    """Who goes to a group."""

    who = forms.Checkboxes(label=gettext_lazy("Who goes to it?"), choices=[], required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        who: Any = self.fields["who"]
        who.choices = people


CAME = (("came", gettext_lazy("Came")), ("missed", gettext_lazy("Did not come")))


class RegisterForm(ClockForm):
    """A register: a line for each, in each one's own record."""

    moments = (("on", "at"),)
    on = forms.Date(label=gettext_lazy("When?"), past=True)
    at = forms.Time(label=gettext_lazy("At what time?"))
    note = forms.Words(
        label=gettext_lazy("What did you do together?"),
        hint=gettext_lazy("This goes into the record of everybody who came: nobody’s name, and nothing that one of them said."),
        rows=3, max_length=4000, required=False,
    )  # fmt: skip
    all_came = forms.Switch(
        label=gettext_lazy("Everybody came"), hint=gettext_lazy("Whomever you mark otherwise did not.")
    )
    source = source_field(Source.SEEN)
    apart = forms.Switch(
        label=gettext_lazy("A paragraph that must not stand here"),
        hint=gettext_lazy(
            "What one of them told of harm: it goes to the part where they are known as someone harmed, which you alone open "
            "until you give it to somebody."
        ),
        reveals="apart_words",
    )  # fmt: skip
    apart_words = Apart(label=gettext_lazy("The paragraph"), rows=5, max_length=10_000, goes="apart_about")
    apart_about = forms.Select(
        label=gettext_lazy("About whom?"), choices=[], required=False, mark_optional=False
    )
    apart_source = source_field(Source.SAID, required=False)
    anyway = forms.Switch(label=gettext_lazy("Keep both"))
    shows_anyway = False

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = people
        about: Any = self.fields["apart_about"]
        about.choices = people
        for code, name in people:
            self.fields[f"came-{code}"] = forms.Radios(
                label=name, choices=CAME, inline=True, required=False, mark_optional=False
            )
            self.fields[f"line-{code}"] = forms.Text(
                label=_("A line about %(name)s") % {"name": name},
                max_length=500,
                required=False,
                mark_optional=False,
            )

    def clean(self) -> dict[str, Any]:
        """What is said of somebody needs that they came or not, and one at least came or did not."""
        data = super().clean()
        for code, _name in self.people:
            if data.get("all_came") and not data.get(f"came-{code}"):
                data[f"came-{code}"] = "came"
            if data.get(f"line-{code}") and not data.get(f"came-{code}"):
                self.add_error(f"came-{code}", _("Say whether they came."))
        about = data.get("apart_about")
        if data.get("apart") and not about:
            self.add_error("apart_about", _("Choose one."))
        elif data.get("apart") and not data.get(f"came-{about}"):
            self.add_error(f"came-{about}", _("Say whether they came."))
        if not self.errors and not any(data.get(f"came-{code}") for code, _name in self.people):
            self.add_error(None, _("Say of at least one of them whether they came."))
        return data

    def lines(self) -> list[tuple[str, str, str]]:
        """Code, came or missed, and their line, of those of whom something was said."""
        data = self.cleaned_data
        return [
            (code, data[f"came-{code}"], data[f"line-{code}"] or "") for code, _name in self.people if data[f"came-{code}"]
        ]  # fmt: skip


def step_chips(steps: Sequence[Step]) -> list[tuple[str, str]]:
    """Open steps of the plan as choices."""
    from alongside.web.wrapper import sealed

    return [(sealed(step, "step"), step.words) for step in steps]


def clock_of(moment: dt.datetime) -> dt.time:
    """The time on a clock, to the minute."""
    return moment.time().replace(second=0, microsecond=0)
