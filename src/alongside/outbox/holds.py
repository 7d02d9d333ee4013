"""Why a message is held, and what to do about it: one line for each reason. Nothing here knows Django or the database."""

from dataclasses import dataclass
from typing import Final

from alongside.access.courses import _


@dataclass(frozen=True)
class Why:
    """A reason in words, what to do, and whether a worker who has looked may let the message go all the same."""

    words: str
    todo: str
    may_look: bool = False


HOLDS: Final[dict[str, Why]] = {
    "no_way": Why(
        _("This way to reach them is there no longer."),
        _("Cancel it, and write another by a way that is agreed."),
    ),
    "not_asked": Why(
        _("Nobody asked whether this way is safe."),
        _("Ask when nobody else can hear, write down what they said, then try again."),
    ),
    "when_not_asked": Why(
        _("Nobody asked when it is safe."), _("Ask when it is safe, write it down, then try again.")
    ),
    "letter_not_asked": Why(
        _("Nobody asked how a letter may come."),
        _("Ask whether a plain envelope is safe or they collect it, write it down, then try again."),
    ),
    "they_ring": Why(
        _("They will reach us; we do not write."), _("Tell them when they ring or come, and cancel this.")
    ),
    "not_safe": Why(
        _("They said that this way is not to be used."), _("Cancel it, and tell them when you meet.")
    ),
    "no_texts": Why(_("They agreed to be rung, not to be sent texts."), _("Ring them, and cancel this.")),
    "no_letters": Why(_("They want no letters here."), _("Cancel it, and tell them when you meet.")),
    "ask_again": Why(
        _("What was agreed is too old to rely on."),
        _("Ask again whether it is safe, write it down, then try again."),
    ),
    "no_safe_time": Why(
        _("No safe time comes in the next eight days."), _("Ask again when it is safe, then try again.")
    ),
    "never_when": Why(
        _("There are times that are never safe, written in words that no machine can keep."),
        _("Read them. If now is safe, say that you have looked and send it."),
        may_look=True,
    ),
    "watched": Why(
        _("Somebody else sees what comes this way."),
        _("Think whether even a neutral message is safe. If it is, say that you have looked and send it."),
        may_look=True,
    ),
    "third_party": Why(
        _("This way goes through somebody else."),
        _("If that person is meant to read it, say that you have looked and send it."),
        may_look=True,
    ),
    "own_words": Why(
        _("They agreed how a text must read, and ours reads otherwise."),
        _("Send it yourself from the work telephone, in the words agreed, and cancel this."),
    ),
    "wording": Why(
        _("It would say who we are, and they did not allow that."),
        _(
            "Ask whoever looks after this system: a name in it gives us away. Tell them another way, and cancel this."
        ),
    ),
    "no_texts_set_up": Why(
        _("No way to send texts is set up."), _("Tell them another way, and cancel this.")
    ),
    "no_emails_set_up": Why(
        _("No way to send e-mails is set up."), _("Tell them another way, and cancel this.")
    ),
    "sender": Why(
        _("The address that we send from would say who we are."),
        _("Ask whoever looks after this system for a neutral address, then try again."),
    ),
    "demo": Why(_("This is a demonstration: nothing leaves it."), _("Nothing to do.")),
    "carrier": Why(
        _("It could not be handed over, although it was tried several times."),
        _("Tell them another way, or try again later."),
    ),
    "restored": Why(
        _("This record was brought back from a backup. It may have gone in between."),
        _("Ask them. Then say that it arrived, or send it again."),
    ),
    "not_agreed": Why(
        _("They no longer agree that this is shared, or what they agreed to has run out."),
        _("Ask them again. If they agree, write it down and try again; if not, cancel this."),
    ),
    "no_contact": Why(
        _("They would rather not hear from us."),
        _("Cancel it, and tell them when you meet. If they agree again, write it down and try again."),
    ),
    "time_moved": Why(
        _("The time that it speaks of is no longer booked."),
        _("Cancel it, and write another with the new time."),
    ),
    "time_passed": Why(
        _("The time that it speaks of has passed."),
        _("Cancel it. Where they are still to hear, write another."),
    ),
    "stopped": Why(
        _("It was stopped: nothing goes to this person any more."),
        _(
            "A colleague said so. Where it was you, and a mistake, say so on the page of messages; "
            "else ask the safeguarding desk."
        ),
    ),
}
