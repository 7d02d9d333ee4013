"""Whether a message may go, as far as the viewer can see: the same rules that the task asks again when it sends."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.viewer import Refused, Viewer
from alongside.outbox import checks, keepers, rules
from alongside.outbox.carriers import carrier_for, set_up
from alongside.outbox.holds import HOLDS
from alongside.outbox.models import Message
from alongside.people.models import ContactWay


def ways_of(by: Viewer, folder: int) -> list[ContactWay]:
    """How the person whose folder this is can be reached: their own ways, and nobody else's."""
    contact = _contact(by, folder)
    return list(ContactWay.current.filter(folder__in=contact).order_by("-first", "made_at"))


def _contact(by: Viewer, folder: int) -> list[int]:
    return [h.folder for h in folders.whose(by, folder).held if h.kind == "contact"]


def must_be_theirs(by: Viewer, folder: int, way: ContactWay) -> None:
    """Refuse a way to reach anybody else."""
    if way.folder not in _contact(by, folder):
        raise Refused(_("That is not a way to reach this person."))


def way_of(by: Viewer, message: Message) -> ContactWay | None:
    """The way that a message goes, if it is one of this person's."""
    if message.way is None or message.way_folder not in _contact(by, message.folder):
        return None
    return ContactWay.objects.filter(folder=message.way_folder, pk=message.way).first()


def stopped(folder: int) -> bool:
    """Was it said that nothing goes to this person any more?"""
    return bool(stopped_among([folder]))


def stopped_among(folders_of: Iterable[int]) -> set[int]:
    """Of these parts, those to whose person nothing goes any more."""
    asked = sorted(set(folders_of))
    return (
        {row["f"] for row in folders.rows("select f from access.stopped_of(%s) as f", asked)}
        if asked
        else set()
    )


def refuse_if_stopped(message: Message) -> None:
    """What was stopped stays as it is: it is neither passed on, nor printed, nor posted. Why is not said here."""
    if stopped(message.folder):
        if message.channel == Message.Channel.LETTER:
            raise Refused(
                _(
                    "This letter was stopped. Do not post it, and take it out of the tray. Ask the safeguarding desk."
                )
            )
        raise Refused(f"{_(HOLDS['stopped'].words)} {_(HOLDS['stopped'].todo)}")


def may_see_how_to_reach(by: Viewer, message: Message) -> bool:
    """May the viewer see where it goes? Outside, it says so itself."""
    return message.goes_outside or bool(_contact(by, message.folder))


def decide(by: Viewer, message: Message) -> rules.Decision:
    """May it go, must it wait, or is it held?"""
    if not may_see_how_to_reach(by, message):
        raise Refused(_("You may not see how to reach this person. Ask whoever works with them."))
    if stopped(message.folder):
        return rules.Hold("stopped")
    if kept := keepers.why_not(by, message):
        return rules.Hold(kept)
    if message.goes_outside:
        return rules.Go()
    if rules.has_passed(message.at, by.now):
        return rules.Hold("time_passed")
    way = way_of(by, message)
    decision = rules.decide(
        way,
        message.channel,
        by.now,
        ask_again_days=set_up()["ask_again_days"],
        looked_on=message.looked_on,
    )
    if way is None or isinstance(decision, rules.Hold) or message.channel == Message.Channel.LETTER:
        return decision
    here = checks.service()
    if here.demo:
        return decision  # a demonstration has no carrier: the task says so when the time comes
    why = checks.why_not(message, carrier_for(message.channel), checks.may_be_named(way), here.name)
    return rules.Hold(why) if why else decision
