"""What the desk says on Today, asked for in one statement; and one quiet line on the page of every person, always the same."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside import web
from alongside.access import folders
from alongside.access.viewer import Person
from alongside.desk import queries
from alongside.web.wrapper import Request


def for_today(request: Request) -> dict[str, Any]:
    """What waits for the viewer, asked for once a request."""
    found = getattr(request, "_desk_today", None)
    if found is None:
        found = request._desk_today = folders.answer("select access.desk_today()")  # type: ignore[attr-defined]
    return found


@web.panel(
    "today",
    order=1,
    title=gettext_lazy("From the safeguarding desk"),
    template="desk/panels/instructions.html",
    width="whole",
)
def instructions(request: Request) -> dict[str, Any] | None:
    """What the desk asks the viewer to act on, until it is read. Whom it concerns stands here; the rest one click on."""
    found = [queries.timed(one) for one in for_today(request)["instructions"]]
    return {"found": found, "kind": "now", "facts": _("read before you meet")} if found else None


@web.panel(
    "today",
    order=2,
    title=gettext_lazy("The safeguarding desk"),
    template="desk/panels/desk.html",
    width="whole",
)
def at_the_desk(request: Request) -> dict[str, Any] | None:
    """For whoever answers: what waits, what nobody has read or can open; and that nobody holds the desk."""
    told = for_today(request)
    waiting, late = len(told["worries"]), sum(one["overdue"] for one in told["worries"])
    lines = []
    if told["empty"]:
        lines.append(
            (
                _(
                    "Nobody holds the safeguarding desk. Put somebody in it now; until then worries come to you."
                ),
                web.url("seats"),
                _("who holds which seat"),
            )
        )
    if waiting:
        words = ngettext(
            "%(n)s worry waits for a decision.", "%(n)s worries wait for a decision.", waiting
        ) % {"n": waiting}
        if late:
            words += " " + ngettext("%(n)s is overdue.", "%(n)s are overdue.", late) % {"n": late}
        lines.append((words, web.url("desk"), _("decide")))
    if told["unread"]:
        lines.append((_("An instruction has not been read for four hours."), web.url("desk"), _("look")))
    if told["kept"]:
        lines.append(
            (
                _("Part of a record that is kept close can be opened by nobody."),
                web.url("desk-kept"),
                _("look"),
            )
        )
    urgent = waiting or told["empty"]
    return {"lines": lines, "kind": "now" if urgent else "care"} if lines else None  # fmt: skip


@web.panel(
    "person",
    order=74,
    title=gettext_lazy("Before you meet"),
    template="desk/panels/before.html",
    living=True,
    on_paper=False,
)
def before(request: Request, person: Person) -> dict[str, Any]:
    """A link that stands with everybody, so that it says nothing to whoever looks at the screen too."""
    return {
        "link": {
            "url": web.url("before", person=person),
            "text": _("look"),
            "about": _("what to know before you meet"),
        }
    }
