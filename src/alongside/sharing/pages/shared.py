"""What is shared out of a record, with whom and why; a consent; a sharing; and the sheet that the person can be given."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access.viewer import Person
from alongside.outbox.actions.deciding import ways_of
from alongside.people.codes import PARTS as NAMES
from alongside.people.identity import identity_of
from alongside.people.models import ContactWay
from alongside.sharing import actions, forms, queries, words
from alongside.sharing.models import PARTS, Consent, Share
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Named, Part, Request

TOLD = {"ways": words, "names": {**NAMES, "contact": gettext_lazy("how to reach them")}}


@web.page("person/<handle:person>/shared/", name="shared", title=gettext_lazy("What is shared"), needs=PARTS)
def shared(request: Request, person: Person) -> HttpResponse:
    """Part by part: shared now, agreed to, shared before. A page that the person may look at."""
    found = queries.shared_of(request.viewer, person.held)
    return web.render(request, "sharing/shared.html", {"found": found, **TOLD})


@web.page(
    "person/<handle:person>/received/",
    name="received",
    title=gettext_lazy("What came from elsewhere"),
    needs=PARTS,
)
def received(request: Request, person: Person) -> HttpResponse:
    """Somebody else's account, passed on to those who work with this person; never on a page that is shown to them."""
    found = queries.received_in(request.viewer, person.held)
    return web.render(request, "sharing/received.html", {"found": found})


@web.page(
    "part/<handle:part>/shared/print/",
    name="shared-print",
    title=gettext_lazy("What is shared, to print"),
    needs=PARTS,
)
def sheet(request: Request, part: Part) -> HttpResponse:
    """The sheet that the person can be given: of one part, all of which they know. What came from elsewhere is not on it."""
    held = next(h for h in part.person.held if h.folder == part.folder)
    (found,) = queries.shared_of(request.viewer, [held])
    name = identity_of(request, part.person).name
    return web.render(
        request, "sharing/sheet.html", {"found": found, "name": name, "today": request.viewer.today, **TOLD}
    )


def may_write(part: Part) -> None:
    """Where the viewer may only read, there is no page to write on."""
    if not part.can_write:
        raise Http404


@web.page(
    "part/<handle:part>/shared/add/",
    name="share",
    title=gettext_lazy("Share something"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def share(request: Request, part: Part) -> HttpResponse:
    """One sharing, by one of the few ways."""
    may_write(part)
    by = request.viewer
    identity = identity_of(request, part.person)
    letters = [w for w in ways_of(by, part.folder) if w.kind == ContactWay.Kind.POST]
    form = filled(
        request, forms.ShareForm, {"about": identity.name, "told_on": by.today}, letters=letters,
        consents=queries.consents_of(by, part.folder),
    )  # fmt: skip

    def save() -> HttpResponse:
        actions.share(by=by, folder=part.folder, **form.shared(identity.name))
        messages.success(request, _("Shared, and written down here."))
        return web.go("shared", person=part.person)

    return ask(request, form, save, "sharing/share.html")


@web.page(
    "share/<handle:share>/stop/",
    name="share-stop",
    title=gettext_lazy("Share it no longer"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def stop(request: Request, share: Named) -> HttpResponse:
    """It ends, and why."""
    may_write(share.part)
    row = web.found(Share, share)
    if not queries.holds(row, request.viewer):
        raise Http404
    form = filled(request, forms.WhyForm)

    def save() -> HttpResponse:
        actions.stop(by=request.viewer, share=row, why=form.cleaned_data["why"])
        messages.success(request, _("Ended. A copy that nobody has taken yet is taken back."))
        return web.go("shared", person=share.person)

    return ask(request, form, save, "sharing/stop.html", share=row)


@web.page(
    "part/<handle:part>/consent/add/", name="consent-add", title=gettext_lazy("They agree to share"),
    needs=PARTS, methods=("GET", "POST"),
)  # fmt: skip
def consent_add(request: Request, part: Part) -> HttpResponse:
    """With whom, what about, what for, until when."""
    may_write(part)
    form = filled(request, forms.ConsentForm)

    def save() -> HttpResponse:
        actions.agree(by=request.viewer, folder=part.folder, **form.cleaned_data)
        messages.success(request, _("Written down."))
        return web.go("agreements", person=part.person)

    return ask(request, form, save, "sharing/consent.html")


@web.page(
    "consent/<handle:consent>/end/", name="consent-end", title=gettext_lazy("They no longer agree"),
    needs=PARTS, methods=("GET", "POST"),
)  # fmt: skip
def consent_end(request: Request, consent: Named) -> HttpResponse:
    """It is withdrawn, at once."""
    may_write(consent.part)
    row = web.found(Consent, consent)
    if row.ended_at is not None or row.in_error or not row.agreed:
        raise Http404
    form = filled(request, forms.WhyForm)

    def save() -> HttpResponse:
        actions.withdraw(by=request.viewer, consent=row, why=form.cleaned_data["why"])
        messages.success(request, _("Withdrawn. Nothing new goes by it, and letters that waited are held."))
        return web.go("agreements", person=consent.person)

    return ask(request, form, save, "sharing/consent_end.html", consent=row)
