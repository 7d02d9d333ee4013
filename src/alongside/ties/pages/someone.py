"""Somebody on the map, as a form: what is said of them, whom they know, taking off and putting back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.access import handles
from alongside.ties import actions, rules
from alongside.ties.forms.someone import KnowsForm, SomeoneForm, initial
from alongside.ties.models import PARTS, Alter, Drawing, Tie
from alongside.ties.queries.around import Around, Someone, around_one, someone_now
from alongside.web.wrapper import Request


@web.page(
    "drawing/<handle:drawing>/someone/<handle:alter>/",
    name="map_someone",
    title=_("Someone in their life"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def someone(request: Request, drawing: web.Named, alter: web.Named) -> HttpResponse:
    """Change what is said of somebody, in one form."""
    sitting, row, now = _open(request, drawing, alter)
    if row.ended_at is not None:
        return web.render(request, "ties/taken_off.html", {"sitting": sitting, "alter": row})
    form = web.forms.filled(request, SomeoneForm, initial(now), row=now, in_the_room=sitting.in_the_room)
    if request.method == "POST" and form.is_valid():
        if form.stale():
            back = web.url("map_someone", drawing=sitting, alter=row)
            return web.render(request, "web/stale.html", {"form": form, "back": back}, status=409)
        said = form.cleaned_data
        actions.rename(by=request.viewer, alter=row, name=said["name"], shape=said["shape"])
        source = said.get("source") or now.source or "said"
        actions.say(by=request.viewer, alter=row, source=source, **form.told())
        return web.go("draw", drawing=sitting)
    return web.render(request, "ties/someone.html", _context(sitting, row, now, form))


@web.page(
    "drawing/<handle:drawing>/someone/<handle:alter>/deed/",
    name="map_deed",
    title=_("A change of the map"),
    needs=PARTS,
    methods=("POST",),
)
def deed(request: Request, drawing: web.Named, alter: web.Named) -> HttpResponse:
    """One press: they know each other or do not, take off, put back, take back the last change, one step closer or further."""
    sitting, row, now = _open(request, drawing, alter)
    what, by = request.POST.get("deed", ""), request.viewer
    if what == "put-back":
        actions.put_back(by=by, alter=row)
        return web.go("draw", drawing=sitting)
    if what == "take-off":
        actions.take_off(by=by, alter=row)
        return web.go("map_someone", drawing=sitting, alter=row)
    if what == "as-before":
        actions.say_as_before(by=by, alter=row)
    elif what == "know" and not request.POST.get("other"):
        form = SomeoneForm(initial=initial(now), in_the_room=sitting.in_the_room)
        return web.render(request, "ties/someone.html", _context(sitting, row, now, form, asked=request.POST))
    elif what in ("know", "not-know"):
        other = _other(sitting, request.POST.get("other", ""))
        (actions.know if what == "know" else actions.not_know)(by=by, one=row, other=other)
    elif what in ("closer", "further"):
        step = (now.closeness or (0 if what == "closer" else 6)) + (1 if what == "closer" else -1)
        actions.move(by=by, alter=row, closeness=min(5, max(1, step)))
        return web.go("draw", drawing=sitting)
    else:
        raise Http404
    return web.go("map_someone", drawing=sitting, alter=row)


def _open(request: Request, drawing: web.Named, alter: web.Named) -> tuple[Drawing, Alter, Someone]:
    sitting = web.found(Drawing, drawing)
    if (
        alter.folder != sitting.folder
        or not rules.is_open(sitting, request.viewer.now)
        or not drawing.part.can_write
    ):
        raise Http404
    row = web.found(Alter, alter)
    return sitting, row, someone_now(row)


def _other(sitting: Drawing, handle: str) -> Alter:
    opened = handles.unseal("alter", handle)
    if opened is None or opened.folder != sitting.folder:
        raise Http404
    found = Alter.current.filter(folder=sitting.folder, pk=opened.id).first()
    if found is None:
        raise Http404
    return found


def _context(
    sitting: Drawing, row: Alter, now: Someone, form: SomeoneForm, asked: Any = None
) -> dict[str, Any]:
    around: Around = around_one(sitting.folder)
    here = around.by_id[row.pk]
    known = around.known_to(here)
    others = [other for other in around.people if other.id != row.pk and other not in known]
    before = Tie.objects.filter(folder=sitting.folder, alter_id=row.pk, in_error=False).exclude(ended_at=None)
    return {
        "sitting": sitting,
        "alter": row,
        "form": form,
        "alone": rules.is_alone(sitting.in_the_room),
        "known": known,
        "knows_form": KnowsForm(asked, others=others) if others else None,
        "changed_before": now.tie is not None and before.exists(),
    }
