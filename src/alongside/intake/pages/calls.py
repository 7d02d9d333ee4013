"""A call from somebody who is worried: the same page and the same answer, whoever is or is not known here."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.desk.queries import on_desk
from alongside.intake import actions
from alongside.intake.forms import CallForm
from alongside.intake.pages.drafts import told_of
from alongside.people.queries.teams import my_teams
from alongside.web.asking import ask
from alongside.web.wrapper import Request


# Opened for whatever may be opened, as passing on a worry is: no record's log tells that somebody rang about them.
@web.page("call/", name="call", title=gettext_lazy("A call"), scope="all", methods=("GET", "POST"))
def call(request: Request) -> HttpResponse:
    """What they say, how to reach them, a worry to pass on, and what about them."""
    desk = on_desk()
    form = web.forms.filled(request, CallForm, desk=desk, teams=my_teams(request.viewer))

    def save() -> HttpResponse:
        said = form.cleaned_data
        actions.take_call(
            by=request.viewer, words=said["words"], call_name=said["call_name"], way=form.way(), team=form.team_id(),
            wants=said["wants"], danger=form.danger_said(), kind=said["kind"], about=said["about"],
            not_for=[int(n) for n in said.get("not_for") or ()],
        )  # fmt: skip
        return web.go("call-kept")

    return ask(request, form, save, "intake/call.html", desk=desk, **told_of(request, form, "call"))


@web.page("call/kept/", name="call-kept", title=gettext_lazy("After the call"), scope="none")
def kept(request: Request) -> HttpResponse:
    """One answer after every call."""
    return web.render(request, "intake/call_kept.html")
