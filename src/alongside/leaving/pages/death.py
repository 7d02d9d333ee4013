"""Somebody died: written once, and everything to them stops."""

import datetime as dt

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from alongside.care.forms.people import alters_named, chips
from alongside.care.models import PARTS, Episode
from alongside.care.pages.asking import ask, may_write, name_of, standing, tell
from alongside.leaving import actions, forms, queries, rules
from alongside.leaving.models import Leaving
from alongside.leaving.pages.leaving import TITLE
from alongside.ties.queries.around import around
from alongside.web.forms import filled
from alongside.web.wrapper import Named, Part, Request, found, go, page, url


@page("part/<handle:part>/died/", name="died", title=TITLE, needs=PARTS, methods=("GET", "POST"))
def died(request: Request, part: Part) -> HttpResponse:
    """They died: when, the day of the look back, and who around them may need somebody."""
    may_write(part)
    by = request.viewer
    people = [s for s in around([part.folder], links=False)[part.folder].people if s.shape == "person"]
    initial = {"look_on": by.today + dt.timedelta(days=rules.LOOK_BACK), "source": "told"}
    form = filled(request, forms.DiedForm, initial, people=chips(people))
    name = name_of(request, part)

    def save() -> HttpResponse:
        said = form.cleaned_data
        row = actions.died(
            by=by, folder=part.folder, on=said["on"], look_on=said["look_on"], called=name, source=said["source"],
            words=said["words"] or "", around=alters_named(part.folder, said["around"]),
        )  # fmt: skip
        tell(request, _("Written. Nothing goes to them any more, and their appointments have come off."))
        return go("leaving", leaving=row)

    return ask(
        request, form, save, title=_("%(name)s has died") % {"name": name}, button=_("Write it down"),
        back=url("referral", part=part), template="leaving/died.html", part=part,
        already=queries.stands_died(part.folder),
    )  # fmt: skip


@page(
    "leaving/<handle:leaving>/looked/",
    name="leaving-looked",
    title=TITLE,
    needs=PARTS,
    methods=("GET", "POST"),
)
def looked(request: Request, leaving: Named) -> HttpResponse:
    """What came of looking back on it together."""
    may_write(leaving.part)
    row = found(Leaving, leaving)
    standing(row)
    if row.how != Episode.How.DIED:
        raise Http404
    form = filled(request, forms.LookedForm)

    def save() -> HttpResponse:
        actions.look_back(by=request.viewer, leaving=row, words=form.cleaned_data["words"])
        tell(request, _("Written."))
        return go("leaving", leaving=row)

    intro = _(
        "What went before, what could have been otherwise, and what the service does now. Nobody is blamed here."
    )
    return ask(
        request, form, save, title=_("Looking back together"), button=_("Save"), back=url("leaving", leaving=row),
        intro=intro,
    )  # fmt: skip
