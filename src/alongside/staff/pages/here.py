"""Known here? Asked with the person in the room, and answered by who works with them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access.viewer import Person
from alongside.staff import forms, here, words
from alongside.web.forms import filled


@web.page(
    "here/", name="known-here", title=gettext_lazy("Known here?"), scope="none", methods=("GET", "POST")
)
def known_here(request: HttpRequest) -> HttpResponse:
    """Ask. The answer is the same, whoever they are."""
    by = request.viewer  # type: ignore[attr-defined]
    form = filled(request, forms.HereForm)
    if request.method == "POST" and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("who", "called", "parts", "reason")}
        here.ask(by=by, **asked)
        messages.success(
            request,
            _(
                "Asked. If they have a record and whoever works with them agrees, it is among your people within a working day."
            ),
        )
        return web.go("known-here")
    return web.render(request, "staff/known_here.html", {"form": form, "mine": here.mine(by)})


@web.page(
    "person/<handle:person>/here/<int:number>/",
    name="answer-here",
    title=gettext_lazy("A colleague has them there"),
    methods=("GET", "POST"),
    needs=("line",),
)
def answer_here(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """Let a colleague in with whom the person is, or not."""
    by = request.viewer  # type: ignore[attr-defined]
    line = person.folder("line")
    one = next((one for one in here.to_answer(by) if one["id"] == number and one["line"] == line), None)
    if one is None:
        raise Http404
    if request.method == "POST" and request.POST.get("answer") in ("yes", "no"):
        let_in = request.POST["answer"] == "yes"
        here.answer(by=by, asked=number, line=one["line"], let_in=let_in)
        said = (
            _("%(name)s can open it now, for ninety days.")
            if let_in
            else _("Nothing was opened, and nobody is told why.")
        )
        messages.success(request, said % {"name": one["name"]})
        return web.go("today")
    parts = [words.part(kind) for kind in one["parts"]]
    return web.render(request, "staff/answer_here.html", {"one": one, "parts": parts})
