"""What letters say in words of ours, and why something stays out."""

from typing import Any

from django.utils.translation import gettext_lazy as _

OUT: dict[str, Any] = {
    "kind": _("A letter to them holds whether somebody came, and nothing of why they come."),
    "consent": _("They did not agree to share this with them."),
    "told": _("Somebody else told it: it is not this person’s to send, nor ours."),
    "opinion": _("It is an opinion. What you think goes apart, in your own words, or not at all."),
}
CAME: dict[str, Any] = {
    "came": _("seen or spoken to"),
    "missed": _("missed"),
    "they_cancelled": _("called off by them"),
    "we_cancelled": _("called off by us"),
}
"""A contact may have been planned or not, met or rung: a letter claims no more than it knows."""
NEVER: tuple[Any, ...] = (
    _("Notes of contacts, and anything that was set apart."),
    _("Who else was there, where you met, and who is around them."),
    _("What came from elsewhere, and what other people told us."),
)
"""What no letter is made of, whoever it goes to: said on the page, so that nobody looks for it."""
