"""Sentences about the course of care that more than one page says."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.care.models import Present, Step
from alongside.ties.models import Snapshot
from alongside.ties.queries.snapshots import thawed
from alongside.ties.words import changed


def who_does(step: Step, name: str = "") -> str:
    """Who does a step."""
    if step.by_whom == Step.By.SOMEONE and step.helper:
        return step.helper.name
    if step.by_whom == Step.By.WORKER:
        return step.worker_name
    return name or _("The person")


def who_was_there(there: list[Present], name: str = "") -> list[str]:
    """Who was at a contact, by name."""
    names = []
    for one in there:
        if one.who == Present.Who.PERSON:
            names.append(name or _("The person"))
        else:
            names.append(one.alter.name if one.alter else one.name)
    return [n for n in names if n]


def map_changes(then: Snapshot | None, now: Snapshot | None) -> list[str]:
    """What changed between two maps, in sentences; nothing where there are not two."""
    if then is None or now is None or then.id == now.id:
        return []
    was, is_now = thawed(then), thawed(now)
    said = changed(was.people, is_now.people, was.links, is_now.links)  # type: ignore[arg-type]
    return [ngettext(one.one, one.many, one.count) % one.values for one in said]
