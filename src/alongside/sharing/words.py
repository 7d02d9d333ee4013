"""What ways, grounds and topics of sharing are called for people to read."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WAYS: tuple[tuple[str, Any, Any], ...] = (
    ("consent", _("They agreed to it"), _("A consent that is written down, and holds")),
    ("request", _("They asked for it themselves"), ""),
    ("safeguarding", _("Safeguarding of a child or an adult"), _("They were told that it is shared, and with whom")),
    ("marac", _("MARAC"), _("A meeting about somebody at high risk of serious harm; they were told")),
    ("duty", _("Duty to warn"), _("There is a threat to a life; they were told that somebody is warned")),
    ("court", _("A court’s order"), ""),
)  # fmt: skip
BASES: dict[str, Any] = {
    "agreed": _("They agreed"),
    "asked": _("They asked for it"),
    "safeguarding": _("To safeguard a child or an adult at risk"),
    "life": _("To prevent serious harm, in proportion to it"),
    "law": _("A court or the law asks for it"),
}
TOPICS: tuple[tuple[str, Any], ...] = (
    ("attendance", _("When they came, and whether they came")),
    ("plan", _("What they want, and the plan")),
    ("using", _("What they use")),
    ("medicines", _("Medicines")),
    ("health", _("Health")),
    ("safe", _("What could go wrong, and what keeps them safe")),
    ("reach", _("How to reach them")),
    ("people", _("The people around them")),
    ("home", _("Home and money")),
    ("told", _("Something they told us")),
    ("other", _("Something else")),
)
# The same, to the person themselves.
YOUR_TOPICS: dict[str, Any] = {
    "attendance": _("When you came, and whether you came"),
    "plan": _("What you want, and the plan"),
    "using": _("What you use"),
    "safe": _("What could go wrong, and what keeps you safe"),
    "reach": _("How to reach you"),
    "people": _("The people around you"),
    "told": _("Something you told us"),
}
YOURS: dict[str, Any] = {
    "treatment": _("Your care here"),
    "return": _("The national return"),
    "contact": _("That we contact you"),
}
TO: tuple[tuple[str, Any], ...] = (
    ("colleague", _("A colleague here")),
    ("body", _("Somebody outside, such as a GP or a social worker")),
    ("them", _("The person themselves")),
)
HOW: dict[str, Any] = {
    "copy": _("a copy, in these words"),
    "letter": _("a letter"),
    "said": _("said, or handed over"),
}
WHY_NOT: dict[str, Any] = {
    "no_way": _("Choose one of the ways on the page, and what it is about."),
    "desk": _("What they do not know of is not shared from here: pass it to the safeguarding desk, which decides and keeps it."),
    "not_to_them": _("This way of sharing does not go there. Choose another way, or somebody else."),
    "period": _("Say until when it is shared: a day to come, and no more than a year (for a warning, three months)."),
    "no_consent_here": _("A consent goes with the first way alone."),
    "no_consent": _("There is no consent that holds. It was never given, has ended, or was withdrawn: ask them again first."),
    "other_consent": _("The consent is for somebody else, or for other things. Ask them, and write down what they agree to."),
    "longer": _("The consent ends before that day. Choose an earlier one."),
}  # fmt: skip


def way(code: str) -> str:
    """A way of sharing, in words."""
    return str(next((words for known, words, _more in WAYS if known == code), code))


def topic(code: str) -> str:
    """What it is about, in words."""
    return str(dict(TOPICS).get(code, code))


def your_topic(code: str) -> str:
    """The same, as it is said to the person themselves."""
    return str(YOUR_TOPICS[code]) if code in YOUR_TOPICS else topic(code)
