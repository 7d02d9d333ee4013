"""Write it up: one page after any contact, planned or not, came to or only tried."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access import handles
from alongside.access.viewer import LONDON
from alongside.care.forms.contacts import PERSON, WORKER
from alongside.care.forms.people import alters_named
from alongside.care.models import OPEN, PARTS, Due, Session, Step
from alongside.care.pages.asking import may_write, name_of, tell, tell_if_not_due
from alongside.care.pages.contacts import session_form
from alongside.care.queries.parts import whose
from alongside.diary import actions, forms
from alongside.diary.actions.writing import SAFETY
from alongside.diary.models import Aside
from alongside.diary.pages.appointments import DATES_TOO, due_of
from alongside.diary.queries.appointments import details
from alongside.people.codes import PARTS as NAMES
from alongside.web.asking import ask
from alongside.web.sheets import sheets_of
from alongside.web.wrapper import Named, Part, Request, go, keep_draft, kept_at, page, url

NEW = "new"
HOWS = tuple(Session.How.values)


def _steps(folder: int) -> list[Step]:
    rows = Step.current.filter(folder=folder, state="open", goal__state="open").select_related("goal")
    return list(rows.order_by("due_on", "made_at"))


def _elsewhere(request: Request, part: Part) -> list[tuple[str, Any]]:
    """Where a paragraph may belong: the other parts that are held, and one for what harmed them, which may be new."""
    person = whose(request.viewer, part.folder)
    held = [h for h in person.held if h.writes and h.kind in Aside.lies_in and h.folder != part.folder]
    held.sort(key=lambda h: (h.kind != SAFETY, h.folder))
    named = [(handles.seal("part", h.folder, h.folder), NAMES.get(h.kind, h.kind)) for h in held]
    if not any(h.kind == SAFETY for h in held):
        words = _("As someone harmed: a part that you alone open until you give it to somebody")
        named.insert(0, (NEW, words))
    return named


def _theirs(part: Part, due: Due) -> Session | None:
    return Session.current.filter(folder=part.folder, due=due.id).first()


def _write(request: Request, part: Part, due: Due | None) -> HttpResponse:
    may_write(part)
    by = request.viewer
    its = details(due, part.person) if due else None
    # Who was met before the hour is written up at this moment: nothing was said in time to come.
    early = bool(due and due.at and due.at > by.now)
    at = due.at if due and due.at and not early else None
    local = (at or by.now).astimezone(LONDON)
    asked = request.GET.get
    how, state = asked("how", ""), asked("state", "")
    initial = {
        "on": due.on if due and due.on <= by.today else local.date(),
        "at": forms.clock_of(local) if at or early or not due else None,
        "how": how if how in HOWS else its.how if its else "in_person",
        "state": state if state in Session.Came.values else "came",
        "source": "seen",
        "apart_source": "said",
        "there": [PERSON, f"{WORKER}{by.staff}"],
    }
    steps = {handles.seal("step", s.folder, s.id): s for s in _steps(part.folder)}
    more = {"steps": [(code, s.words) for code, s in steps.items()], "parts": _elsewhere(request, part)}
    form = session_form(request, part, initial, kind=forms.WriteForm, **more)
    lies = sheets_of(request, form)
    keeps = url("write_up_draft", part=part, due=due) if due else url("write_draft", part=part)

    def save() -> HttpResponse:
        present, said = form.present(), form.cleaned_data
        into = said["apart_into"] if said["apart"] else ""
        apart_into = handles.unseal("part", into) if into and into != NEW else None
        _contact, following = actions.write_up(
            by=by,
            folder=part.folder,
            due=due,
            alters=alters_named(part.folder, present.pop("sealed")),
            done=[steps[code] for code in said["done"]],
            apart=said["apart_words"] if said["apart"] else "",
            apart_into=apart_into.folder if apart_into else None,
            apart_source=said["apart_source"] or "said",
            **present,
            **form.values(),
        )
        tell(request, _("Written up."))
        tell_if_not_due(request, part.folder, said["next_on"])
        if following is not None:
            return go("appointment", part=part, due=following)
        return go("contacts", part=part)

    told = {
        "part": part,
        "title": _("Write up a contact with %(name)s") % {"name": name_of(request, part)},
        "back": url("contacts", part=part),
        "sheets": lies,
        "steps": steps,
        "draft": lies.draft(keeps),
        "later": lies.later(keeps),
        # A colleague was first: what they wrote is shown, and this may stand beside it as a contact of its own.
        "theirs": _theirs(part, due) if due is not None and due.state not in OPEN else None,
    }
    return ask(request, form, save, "diary/write.html", **told)


@page(
    "part/<handle:part>/write/",
    name="write",
    title=gettext_lazy("Write it up"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def write(request: Request, part: Part) -> HttpResponse:
    """Write up a contact that nobody had booked."""
    return _write(request, part, None)


@page(
    "part/<handle:part>/write/<handle:due>/",
    name="write_up",
    title=gettext_lazy("Write it up"),
    needs=DATES_TOO,
    methods=("GET", "POST"),
)
def write_up(request: Request, part: Part, due: Named) -> HttpResponse:
    """Write up what was booked. Where a colleague was first, both are shown, and yours may stand beside."""
    return _write(request, part, due_of(part, due))


def _keep(request: Request, part: Part, path: str) -> HttpResponse:
    may_write(part)
    if not keep_draft(request, kept_at(request, path), part.folder):
        return HttpResponse(status=409)
    if request.headers.get("X-Requested-With") == "draft":
        return HttpResponse(status=204)
    tell(
        request,
        _(
            "Kept for you for the next twelve hours. It is not saved in the record yet: open the same page to go on."
        ),
    )
    return go("person", person=part.person)


@page(
    "part/<handle:part>/write/draft/",
    name="write_draft",
    title=gettext_lazy("Keep it for now"),
    needs=PARTS,
    methods=("POST",),
)
def write_draft(request: Request, part: Part) -> HttpResponse:
    """Keep what is being written, for whoever writes it and nobody else."""
    return _keep(request, part, url("write", part=part))


@page(
    "part/<handle:part>/write/<handle:due>/draft/",
    name="write_up_draft",
    title=gettext_lazy("Keep it for now"),
    needs=DATES_TOO,
    methods=("POST",),
)
def write_up_draft(request: Request, part: Part, due: Named) -> HttpResponse:
    """The same for what was booked."""
    return _keep(request, part, url("write_up", part=part, due=due_of(part, due)))
