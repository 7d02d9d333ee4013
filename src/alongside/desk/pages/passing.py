"""Passing on a worry: the same page and the same answer whether or not anybody is known here."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access import handles
from alongside.desk import actions, forms, queries
from alongside.people.models import Line
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Request


def _from_a_record(request: Request) -> dict[str, str]:
    """Whom the page was opened from, as they are called, where the viewer holds that."""
    opened = handles.unseal("person", request.GET.get("about", ""))
    line = Line.current.filter(folder=opened.folder).first() if opened else None
    return {"about": f"{line.call_name} {line.reference}".strip()} if line else {}


# Opened for whatever may be opened and not for one person: no record's log then tells that somebody had a worry about them.
@web.page("worry/", name="worry", title=gettext_lazy("Pass on a worry"), scope="all", methods=("GET", "POST"))
def worry(request: Request) -> HttpResponse:
    """What was said, whether anyone is in danger now, and whom it is about."""
    desk = queries.on_desk()
    form = filled(request, forms.WorryForm, _from_a_record(request), desk=desk)

    def save() -> HttpResponse:
        said = dict(form.cleaned_data)
        not_for = [int(n) for n in said.pop("not_for", None) or ()]
        actions.pass_on(by=request.viewer, not_for=not_for, **said)
        return web.go("worry-passed")

    return ask(request, form, save, "desk/worry.html", desk=desk, today=queries.today(request.viewer))


@web.page("worry/passed/", name="worry-passed", title=gettext_lazy("Passed on"), scope="none")
def passed(request: Request) -> HttpResponse:
    """That it was passed on, who reads it, what now; and what about whoever told it."""
    return web.render(request, "desk/passed.html", {"desk": queries.on_desk()})
