"""What a person agreed to, part by part: asked, asked again, withdrawn; and the one page that they can take."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access.viewer import Person
from alongside.people.identity import identity_of
from alongside.sharing import actions, forms, queries, rules
from alongside.sharing.models import PARTS, Consent
from alongside.sharing.pages.shared import TOLD, may_write
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Named, Part, Request


@web.page(
    "person/<handle:person>/agreements/",
    name="agreements",
    title=gettext_lazy("What they agree to"),
    needs=PARTS,
)
def agreements(request: Request, person: Person) -> HttpResponse:
    """Part by part: what holds, what is soon to be asked again, what was never asked, what has ended."""
    found = queries.agreements_of(request.viewer, person.held)
    told = {"found": found, "today": request.viewer.today, "soon": rules.SOON_DAYS, **TOLD}
    return web.render(request, "sharing/agreements.html", told)


@web.page(
    "part/<handle:part>/agreements/print/",
    name="agreements-print",
    title=gettext_lazy("What they agree to, to print"),
    needs=PARTS,
)
def sheet(request: Request, part: Part) -> HttpResponse:
    """One page that the person can take, or sign on paper: of one part, and with nothing on it that says who we are."""
    held = next(h for h in part.person.held if h.folder == part.folder)
    (found,) = queries.agreements_of(request.viewer, [held])
    name = identity_of(request, part.person).name
    told = {"found": found, "name": name, "today": request.viewer.today}
    return web.render(request, "sharing/agreements_sheet.html", told)


@web.page(
    "part/<handle:part>/agreements/add/",
    name="agreement-add",
    title=gettext_lazy("What they were asked"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def agreement_add(request: Request, part: Part) -> HttpResponse:
    """Care, the national return, being contacted: yes, or they would rather not."""
    may_write(part)
    form = filled(request, forms.AnswerForm)

    def save() -> HttpResponse:
        actions.answer(by=request.viewer, folder=part.folder, **form.answered())
        messages.success(request, _("Written down."))
        return web.go("agreements", person=part.person)

    return ask(request, form, save, "sharing/agreement.html", to=web.url("agreement-add", part=part))


@web.page(
    "consent/<handle:consent>/still/",
    name="consent-still",
    title=gettext_lazy("They still agree"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def consent_still(request: Request, consent: Named) -> HttpResponse:
    """Asked again, and it holds for longer."""
    may_write(consent.part)
    row = web.found(Consent, consent)
    if row.ended_at is not None or row.in_error or not row.agreed:
        raise Http404
    form = filled(request, forms.StillForm, row=row)

    def save() -> HttpResponse:
        if form.stale():
            back = web.url("agreements", person=consent.person)
            return web.render(request, "web/stale.html", {"form": form, "back": back}, status=409)
        actions.still_agreed(by=request.viewer, consent=row, **form.cleaned_data)
        messages.success(request, _("Written down: it still holds."))
        return web.go("agreements", person=consent.person)

    return ask(
        request, form, save, "sharing/agreement.html", consent=row, to=web.url("consent-still", consent=row)
    )
