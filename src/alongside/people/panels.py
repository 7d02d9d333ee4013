"""What this app says on Today and on the person page."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access.viewer import Person
from alongside.people import codes, rules, safe
from alongside.people.identity import identity_of
from alongside.people.queries.lines import SHORT, lines_of_mine
from alongside.web.wrapper import Request


@web.panel(
    "today", order=90, title=gettext_lazy("People you work with"), template="people/panels/people.html"
)
def people(request: Request) -> dict[str, Any]:
    """A few names, and the way to all."""
    lines = lines_of_mine(request)
    more = {"url": web.url("people"), "text": _("all"), "about": _("the people you work with")}
    return {"lines": lines[:SHORT], "link": more if len(lines) > SHORT else None}


@web.panel(
    "person",
    order=80,
    title=gettext_lazy("Details"),
    needs=("contact",),
    template="people/panels/details.html",
    on_paper=False,
)
def details(request: Request, person: Person) -> dict[str, Any] | None:
    """How to reach them, and what a meeting needs to know: language, what makes it easier."""
    known = identity_of(request, person)
    row, died = known.details, known.death is not None
    # How they were reached is a page further on once they died: here it would read as something to do.
    ways = [] if died else known.ways
    lines = [(safe.value_in_words(w), " · ".join(safe.facts_of(w))) for w in ways]
    if row and row.language:
        interpreter = dict(codes.INTERPRETER).get(row.interpreter, "")
        said = [
            row.language,
            _("interpreter: %(words)s") % {"words": str(interpreter).lower()} if interpreter else "",
        ]
        lines.append((_("Language"), " · ".join(filter(None, said))))
    if row and row.access_needs:
        lines.append((_("What makes it easier"), row.access_needs))
    if row and row.nhs_number:
        lines.append((_("NHS number"), rules.nhs_number_in_words(row.nhs_number)))
    if died and not lines:
        return None
    link = {"url": web.url("details", person=person), "text": _("all details")}
    return {"lines": lines, "link": link, "reach": known.may_change and not known.ways}
