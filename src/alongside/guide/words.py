"""What the Guide's own pages say of its files' names."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alongside.web.figures import Figure

DOORS: dict[str, tuple[Any, Any]] = {
    "both-use": (
        _("Both of you use"),
        _("Two people who both drink or use: how it holds them, and how each can change."),
    ),
    "families": (
        _("Families"),
        _("The people around: what it is like for them, what they can do, and help of their own."),
    ),
    "recovery": (
        _("Relationships and recovery"),
        _("What friends, partners, workers and groups do for getting better and staying so."),
    ),
    "hurts": (
        _("When a partner hurts"),
        _("Fear, control and violence at home: asking, hearing, and staying safe."),
    ),
    "own-part": (
        _("The person's own part"),
        _("What they want, choose and do themselves, and what peers do for each other."),
    ),
}
"""The five doors, by the name that a card's file gives."""

SECTIONS: dict[str, Any] = {
    "When this helps": _("When this helps"),
    "What to say": _("What to say"),
    "What not to say": _("What not to say"),
    "Do it now": _("Do it now"),
}

NUMBERS = Figure(
    _(
        "These are numbers for England, as they are widely published. Whoever runs this service looks at each on its own page."
    ),
    "helplines",
)
NALOXONE = Figure(
    _(
        "Somebody does not wake, breathes badly or turns blue: ring 999, lay them on their side, give naloxone if you have it."
    ),
    "naloxone-law",
)
"""What the page of help numbers says, and where it comes from."""

KINDS: dict[str, Any] = {
    "guidance": _("Guidance"),
    "evidence": _("Evidence"),
    "guidance-and-evidence": _("Guidance and evidence"),
    "manual": _("Manuals"),
    "manuals": _("Manuals"),
    "competencies": _("What a worker should be able to do"),
    "training": _("Training"),
    "implementation": _("Putting it into practice"),
    "shared-learning": _("What services learned"),
    "law": pgettext_lazy("library", "Law"),
    "instrument": _("Questionnaires"),
    "report": _("Reports"),
    "book": _("Books"),
    "web": _("On the web"),
}

GROUPS: dict[str, Any] = {
    "together": _("The person and those close to them"),
    "relative": _("For a relative, whether or not the other takes part"),
    "person": _("For one person, with the people around at its centre"),
    "harm": _("For a person who has used abuse, with support for partners"),
}

AUDIENCES: dict[str, Any] = {"service": _("For a service"), "own": _("For your own practice")}

FOUND: dict[str, Any] = {
    "card": pgettext_lazy("found", "card"),
    "entry": pgettext_lazy("found", "library"),
    "word": pgettext_lazy("found", "word"),
}


def kind(name: str) -> Any:
    """A kind of thing in the library, in words."""
    return KINDS.get(name) or name.replace("-", " ").capitalize()
