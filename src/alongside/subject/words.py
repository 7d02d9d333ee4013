"""What the copy is called, how it was asked for, and the letter that goes with every one."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.staff import words as staff
from alongside.web.figures import Figure

HOW: tuple[tuple[str, Any], ...] = (
    ("said", _("They said so to me")),
    ("written", _("In writing: a letter, an e-mail, a form")),
    ("other", _("Another way")),
)
WHY_WITHDRAWN: tuple[tuple[str, Any], ...] = (
    ("no_longer", _("They no longer want it")),
    ("mistake", _("It was written down by mistake, or twice")),
)
# On paper a part is called by what it holds, in words that say nothing to whoever picks it up.
ON_PAPER: dict[str, Any] = {
    "line": _("Your name here"),
    "dates": _("Your dates"),
    "visit": _("Your appointments"),
    "contact": _("About you, and how to reach you"),
    "treatment": _("Your own support"),
    "family": _("Your support as somebody close to others"),
    "safety": _("What you told about being safe"),
    "programme": _("Your work on how you are with others"),
    "peer": _("Helping others here"),
}
# The law, as the pages name it for whoever decides.
DUE = Figure(_("UK GDPR, article 12(3): within a month."), "uk-gdpr")
WITHHOLDING = Figure(_("Data Protection Act 2018, schedules 2 and 3, on what may be left out."), "dpa-2018")
SOURCES: dict[str, Any] = {
    "others": _("Data Protection Act 2018, schedule 2, paragraph 16."),
    "told": _("What somebody else told is theirs: it is left out of every copy."),
    "harm": _("Data Protection Act 2018, schedule 3: serious harm to the health of somebody. Where it is about "
              "health, ask the health professional who works with them first."),
    "desk": _("Data Protection Act 2018, schedule 2, paragraph 2, where it keeps somebody from a crime; ask the desk."),
}  # fmt: skip
# The same for everybody, whatever is given and whatever is not. Nothing is put into it.
LETTER: tuple[Any, ...] = (
    _("You asked for a copy of what we hold about you. This is the copy of what is kept by whoever gives it"
      " to you. Others who work here may each give you a copy of what they keep. We write this to "
      "everybody."),
    _("We leave out what other people told us, and what could put anybody at risk or make somebody else "
      "known. We do not say whether anything was left out of a copy, nor of which. Where a few words of a "
      "text do not go, […] stands in their place. We write this to everybody."),
    _("It tells what was written down and when, in the words in which it was. What it is called here may "
      "not be what you would call it."),
    _("If something is wrong, tell us, and we put it right or write down beside it how you see it. You may "
      "also ask us what we use it for, how long we keep it, with whom it was shared and who opened it."),
    _("If you think that something is missing or should not be here, ask whoever gave you this: somebody "
      "else looks at it then. You can complain to the Information Commissioner at any time, whether or not "
      "you have asked us first: 0303 123 1113, ico.org.uk."),
    _("Think about where you keep this. If that is hard, we can keep it here for you, and you can read it "
      "here whenever you like."),
)  # fmt: skip


def part(kind: str) -> str:
    """A part of the record, as colleagues call it."""
    return staff.part(kind)


def how(code: str) -> str:
    """How it was asked for."""
    return str(dict(HOW).get(code, code))


def why_withdrawn(code: str) -> str:
    """Why it is asked for no longer."""
    return str(dict(WHY_WITHDRAWN).get(code, code))
