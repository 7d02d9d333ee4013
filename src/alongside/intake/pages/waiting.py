"""Those who wait: all of them, and one, with what happens meanwhile."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.care.models import PARTS, WAITS, Due
from alongside.care.pages.asking import may_write
from alongside.intake import actions, rules
from alongside.intake.forms import MeanwhileForm
from alongside.intake.models import Call, First, Meanwhile
from alongside.intake.queries import waiting as queries
from alongside.web.asking import ask
from alongside.web.wrapper import Part, Request


@web.page("waiting/", name="waiting", title=gettext_lazy("Who waits"), scope="all")
def waiting(request: Request) -> HttpResponse:
    """Everybody who waits, of one's own and of the teams one answers for."""
    found = queries.all_in_sight(request.viewer.today)
    return web.render(request, "intake/waiting.html", {"found": found, "most": queries.MOST})


@web.page(
    "part/<handle:part>/waiting/",
    name="meanwhile",
    title=gettext_lazy("While they wait"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def meanwhile(request: Request, part: Part) -> HttpResponse:
    """How they came, since when they wait, and what happened since, the last first."""
    if request.method == "POST":
        may_write(part)
    form = web.forms.filled(request, MeanwhileForm, {"on": request.viewer.today})

    def save() -> HttpResponse:
        actions.add_meanwhile(
            by=request.viewer, folder=part.folder, line=form.cleaned_data["line"], on=form.cleaned_data["on"]
        )
        return web.go("meanwhile", part=part)

    dates = part.person.folder("dates")
    due = (
        Due.current.filter(folder=dates, what__in=WAITS, state=Due.State.DUE).order_by("on").first()
        if dates
        else None
    )
    first = list(First.current.filter(folder=part.folder).select_related("referral").order_by("-made_at"))
    told = {
        "part": part,
        "waits": queries.told(due, part.person, "", request.viewer.today, {}) if due else None,
        "first": [
            (one, [rules.BY_CODE[code] for code in one.signs.split() if code in rules.BY_CODE])
            for one in first
        ],
        "calls": list(Call.current.filter(folder=part.folder).order_by("-made_at"))
        if part.kind == "family"
        else [],
        "lines": list(Meanwhile.current.filter(folder=part.folder).order_by("-on", "-made_at")),
    }
    return ask(request, form, save, "intake/meanwhile.html", **told)
