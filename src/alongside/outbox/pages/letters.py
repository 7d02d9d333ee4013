"""The office's tray of letters: to look at, to print, to post; of everybody whom the viewer may open."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access import folders
from alongside.outbox import actions, printing, queries, showing
from alongside.outbox.actions.deciding import may_see_how_to_reach, stopped_among
from alongside.web import pdf
from alongside.web.wrapper import Request, done, go, page, render


@page("letters/", name="letters", title=gettext_lazy("Letters"), scope="all")
def letters(request: Request) -> HttpResponse:
    """Letters that wait for a second look, for the printer, for the post; and those that do not go, with what to do."""
    by = request.viewer
    found = queries.letters_in_sight(by)
    if found:
        folders.all_held(by)
    named = queries.named(by, found)
    still = stopped_among(m.folder for m in found)
    going = [n for n in named if n.message.folder not in still]
    ready = [n for n in going if n.message.state == "ready"]
    here = [n for n in ready if may_see_how_to_reach(by, n.message)]
    told = {
        "to_look_at": [n for n in going if n.message.state == "waiting"],
        "to_print": [n for n in here if n.message.printed_at is None],
        "not_here": [n for n in ready if n not in here],
        "to_post": [n for n in here if n.message.printed_at is not None],
        "held": [(n, showing.why(n.message, by)) for n in going if n.message.state == "held"],
        "stopped": [n for n in named if n.message.folder in still],
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
    """All that are ready and not printed yet, as one PDF; whose rules have changed since is held instead, and keeps no other."""
    by = request.viewer
    writes = {h.folder for h in folders.all_held(by) if h.writes}
    ready = [m for m in queries.letters_in_sight(by) if m.state == "ready" and m.folder in writes]
    again = request.POST.get("which") == "printed"
    printed = actions.print_letters(by=by, letters=[m for m in ready if bool(m.printed_at) is again])
    if not printed:
        return go("letters")
    told: dict[str, Any] = {"letters": printing.sheets(printed), "today": by.today}
    return done(pdf.answer(request, "outbox/print.html", told, printing.STYLE, _("letters")))
