"""The team in which somebody is worked with: the maker's own, or the one of several that is chosen."""

from typing import Any

from django.utils.translation import gettext_lazy

from alongside.web import forms


class InATeam(forms.Form):
    """Asks for a team only where the maker is in more than one."""

    team = forms.Select(label=gettext_lazy("Team"), required=False, empty=gettext_lazy("No team"))

    def __init__(self, *args: Any, teams: list[tuple[int, str]] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.teams = teams or []
        if len(self.teams) < 2:
            del self.fields["team"]
            return
        asked = self.fields["team"]
        assert isinstance(asked, forms.Select)
        asked.choices = [(str(team), name) for team, name in self.teams]

    def team_id(self) -> int | None:
        """The team, or None where it is nobody's."""
        if len(self.teams) < 2:
            return self.teams[0][0] if self.teams else None
        chosen = self.cleaned_data.get("team")
        return int(chosen) if chosen else None
