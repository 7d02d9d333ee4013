"""What is asked when people are handed over, and in supervision."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.handover.models import Agreed
from alongside.handover.queries import Confided, Mine
from alongside.web import forms

GOES, STAYS = "goes", "stays"


class HandoverForm(forms.Form):
    """One colleague, those who go to them, and a line for each; whoever goes to somebody else is handed over after that.

    The colleagues stand here once, however many people there are: sixty names beside each of a hundred would be a page that
    takes seconds.
    """

    to = forms.Select(label=gettext_lazy("Who takes over?"), choices=[])

    def __init__(
        self, *args: Any, people: Sequence[Mine] = (), colleagues: Sequence[tuple[str, str]] = (), **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.people = people
        to: Any = self.fields["to"]
        to.choices = colleagues
        for one in people:
            self.fields[f"go-{one.code}"] = forms.Switch(label=one.name)
            self.fields[f"line-{one.code}"] = forms.Text(
                label=_("What matters next for %(name)s?") % {"name": one.name}, max_length=500, required=False,
                mark_optional=False,
            )  # fmt: skip
            for part in one.confided:
                self._ask_of(one.name, part)

    def _ask_of(self, name: str, part: Confided) -> None:
        """What was told in confidence goes along only where somebody says so, with why; nobody's it never becomes."""
        goes = _(
            "They read all of it. Only where %(name)s knows, or there is a reason that you would give them."
        )
        stays = _("You go on holding it. Nobody is told that there is such a part.")
        choices = [
            (GOES, _("It goes along"), goes % {"name": name}),
            (STAYS, _("It stays with me"), stays),
        ]
        if not part.alone:
            hint = _("Whoever else holds it goes on.")
            choices.append(("", _("Neither: it closes to me"), hint))
        self.fields[f"part-{part.code}"] = forms.Radios(
            label=_("What %(name)s told in confidence: %(part)s") % {"name": name, "part": part.name}, choices=choices,
            required=False, mark_optional=False, reveals={GOES: f"why-{part.code}"},
        )  # fmt: skip
        self.fields[f"why-{part.code}"] = forms.Text(
            label=_("Why it goes along"), max_length=300, missing=_("Say why it goes along.")
        )

    def clean(self) -> dict[str, Any]:
        """A line needs a tick, one person at least is handed over, and no part is left with nobody."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for one in self.people:
            if not data.get(f"go-{one.code}"):
                if data.get(f"line-{one.code}"):
                    self.add_error(f"go-{one.code}", _("Tick them, or take the line away."))
                for part in one.confided:
                    self.errors.pop(f"why-{part.code}", None)
                continue
            for part in one.confided:
                if part.alone and not data.get(f"part-{part.code}"):
                    words = _("Nobody else can open it. Say whether it goes along or stays with you.")
                    self.add_error(f"part-{part.code}", words)
        if not self.errors and not any(data.get(f"go-{one.code}") for one in self.people):
            self.add_error(None, _("Tick at least one person."))
        return data

    def lines(self) -> list[tuple[Mine, str, dict[int, str], list[int]]]:
        """Those who are handed over: each with the line, the parts that go along with why, and those that stay."""
        data, made = self.cleaned_data, []
        for one in self.people:
            if data[f"go-{one.code}"]:
                said = {part: data.get(f"part-{part.code}") for part in one.confided}
                along = {part.folder: data[f"why-{part.code}"] for part, what in said.items() if what == GOES}
                stays = [part.folder for part, what in said.items() if what == STAYS]
                made.append((one, data[f"line-{one.code}"] or "", along, stays))
        return made


class AgreeForm(forms.Form):
    """One thing to do next, who does it, and by when."""

    what = forms.Radios(label=gettext_lazy("What comes next?"), choices=Agreed.What)
    staff = forms.Select(label=gettext_lazy("Who does it?"), choices=[])
    on = forms.Date(label=gettext_lazy("By when?"), future=True)

    def __init__(self, *args: Any, workers: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        staff: Any = self.fields["staff"]
        staff.choices = workers
        staff.initial = workers[0][0] if len(workers) == 1 else ""
