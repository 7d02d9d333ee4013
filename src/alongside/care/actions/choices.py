"""What they wanted, what was offered, what was agreed about drinking or using: three facts, each kept."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access.sources import Source
from alongside.access.viewer import Refused, Viewer
from alongside.care import rules, states
from alongside.care.actions.moving import allowed, next_state
from alongside.care.models import Choice, Episode


@transaction.atomic
def choose(
    *, by: Viewer, episode: Episode, stage: str, value: str, about: str = Choice.About.DRINKING,
    words: str = "", on: dt.date | None = None, source: str = Source.SAID,
) -> Choice:  # fmt: skip
    """Write one side of a choice. A change of mind is a new row; what was said before is kept."""
    next_state(states.EPISODE, episode.state, "choose")
    on = on or by.today
    if on > by.today:
        raise Refused(_("This day is still to come."))
    before = list(
        Choice.current.filter(folder=episode.folder, episode=episode, about=about).values_list(
            "stage", flat=True
        )
    )
    allowed(rules.why_not_choice(stage, before))
    return Choice.add(
        by=by,
        folder=episode.folder,
        episode=episode,
        about=about,
        stage=stage,
        value=value,
        words=words,
        on=on,
        source=source,
    )
