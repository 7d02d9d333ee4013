"""The office's tray of letters: to look at, to print, to post; of everybody whom the viewer may open."""

from typing import Any

from django.http import HttpResponse
from django.template import loader
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access import folders
from alongside.access.viewer import Held, Viewer
from alongside.outbox import actions, printing, queries
from alongside.web import pdf
from alongside.web.wrapper import Request, done, go, page, render


def _held(by: Viewer) -> list[Held]:
    """What the viewer holds: of a page about everybody the floor tells it only when asked."""
    if not by.all_held():
        by.opened_now.extend(Held(**row) for row in folders.rows("select * from access.held()"))
    return by.all_held()


@page("letters/", name="letters", title=gettext_lazy("Letters"), scope="all")
def letters(request: Request) -> HttpResponse:
    """Letters that wait for a second look, for the printer, for the post."""
    by = request.viewer
    found = queries.letters_in_sight(by)
    if found:
        _held(by)
    named = queries.named(by, found)
    told = {
        "to_look_at": [n for n in named if n.message.state == "waiting"],
        "to_print": [n for n in named if n.message.state == "ready" and n.message.printed_at is None],
        "to_post": [n for n in named if n.message.state == "ready" and n.message.printed_at is not None],
        "me": by.staff,
    }
    return render(request, "outbox/letters.html", told)


@page(
    "letters/print/",
    name="print-letters",
    title=gettext_lazy("Print letters"),
    scope="all",
    methods=("POST",),
)
def print_letters(request: Request) -> HttpResponse:
    """All that are ready and not printed yet, as one PDF; whose rules have changed since is held instead."""
    by = request.viewer
    writes = {h.folder for h in _held(by) if h.writes}
    ready = [m for m in queries.letters_in_sight(by) if m.state == "ready" and m.folder in writes]
    again = request.POST.get("which") == "printed"
    printed = actions.print_letters(by=by, letters=[m for m in ready if bool(m.printed_at) is again])
    if not printed:
        return go("letters")
    told: dict[str, Any] = {"letters": printing.sheets(printed), "today": by.today}
    try:
        content = pdf.made(loader.render_to_string("outbox/print.html", told, request), printing.STYLE)
    except pdf.NoPango as missing:
        words = _(
            "A PDF needs the package %(package)s on this machine. Print this page from the browser instead."
        )
        told["note"] = words % {"package": missing}
        return done(HttpResponse(loader.render_to_string("outbox/print.html", told, request)))
    name = _("letters")
    return done(
        HttpResponse(
            content,
            content_type="application/pdf",
            headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'},
        )
    )
