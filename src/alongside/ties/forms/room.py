"""Who is in the room."""

from django.utils.translation import gettext_lazy as _

from alongside.ties.models import Drawing
from alongside.web import forms


class RoomForm(forms.Form):
    """Asked first, each time: it decides what may be asked and what is on the screen."""

    room = forms.Radios(
        label=_("Who is in the room?"),
        hint=_("With anybody else there, only who people are and how close they stand. The rest can wait."),
        choices=Drawing.Room.choices,
        small=False,
        missing=_("Say who is in the room."),
    )
