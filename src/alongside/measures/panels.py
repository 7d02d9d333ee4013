"""The panel of the person page: how the assessment stands, where it was begun."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside import web
from alongside.access.prepared import AnyOf, Given
from alongside.access.viewer import Person, current
from alongside.care.queries.person import ALSO, TOGETHER, Event
from alongside.measures import queries, told  # noqa: F401 (it tells the pages about keeping safe and well)
from alongside.measures.models import PARTS, Response
from alongside.web.jinja import date
from alongside.web.wrapper import Request

TOGETHER.add(
    "measured",
    lambda: (
        Response.current.filter(folder=AnyOf("folders"), state__in=queries.DONE, done_on__gte=Given("since"))
        .order_by("-done_on", "-made_at")
        .only("folder", "done_on", "version", "ended_at", "in_error")
    ),
)


def _measured(asked: dict[str, list[Any]]) -> list[Event]:
    """The days on which somebody was asked, each once; which questions they were is not said on the line."""
    days = {(one.folder, one.done_on): one.id for one in asked["measured"]}
    return [Event(folder, row, "measure", "", on) for (folder, on), row in days.items()]


ALSO.append(_measured)


@web.panel(
    "person",
    order=65,
    title=gettext_lazy("Assessment"),
    needs=PARTS,
    template="measures/panels/assessment.html",
    living=True,
    on_paper=False,
)
def assessment(request: Request, person: Person) -> dict[str, Any] | None:
    """What is done and what is due, in one sentence; left out while none is under way."""
    found = queries.under_way(current(), person.held)
    if found is None:
        return None
    part, stands = found
    left = len(stands.sections) - stands.done
    return {
        "since": date(stands.begun_on),
        "left": ngettext("%(n)s part to go", "%(n)s parts to go", left) % {"n": left} if left else _("Every part is done"),
        "children_asked": stands.children_asked,
        "link": {"url": web.url("assessment", part=part), "text": _("go on"), "about": _("with the assessment")},
    }  # fmt: skip
