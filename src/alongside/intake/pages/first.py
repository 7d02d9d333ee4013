"""First contact: a call, somebody at the door, a professional, a court, a form."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.intake import actions
from alongside.intake.forms import FirstForm
from alongside.intake.pages.drafts import told_of
from alongside.people.queries.teams import my_teams
from alongside.web.asking import ask
from alongside.web.wrapper import Request


@web.page(
    "first/",
    name="first-contact",
    title=gettext_lazy("Somebody has come to us"),
    scope="all",
    methods=("GET", "POST"),
)
def first_contact(request: Request) -> HttpResponse:
    """Three questions first. Whether they were known before is neither asked nor told."""
    form = web.forms.filled(request, FirstForm, teams=my_teams(request.viewer))

    def save() -> HttpResponse:
        said = form.cleaned_data
        person = actions.first_contact(
            by=request.viewer, how=said["how"], call_name=said["call_name"], parts=said["parts"], team=form.team_id(),
            way=form.way(), words=said["words"], who=said["who"] or "", conditions=said["conditions"] or "",
            signs=said["signs"], today=form.is_today(), keep_close=form.keep_close(),
        )  # fmt: skip
        messages.success(request, _("Written. They wait from today, and stand on Today until they are seen."))
        return web.go("person", person=person)

    return ask(request, form, save, "intake/first.html", **told_of(request, form, "first-contact"))
