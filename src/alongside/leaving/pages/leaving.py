"""Leaving, on one page of ten lines: prepared as often as it takes, and finished only by somebody who says so."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.care.models import PARTS, Episode
from alongside.care.pages.asking import ask, may_write, name_of, standing, tell
from alongside.leaving import actions, forms, queries, rules
from alongside.leaving.models import Home, Leaving, Ready
from alongside.leaving.states import LEAVING
from alongside.web.forms import filled
from alongside.web.wrapper import Named, Request, found, go, page, render, url

TITLE = gettext_lazy("Leaving")


def _initial(
    request: Request, leaving: Leaving | None, at_home: Home | None, recorded: dict[str, str]
) -> dict[str, Any]:  # fmt: skip
    """What stands already; of a line only what somebody chose."""
    if leaving is None:
        return {"on": request.viewer.today, "source": "said"}
    names = ("how", "on", "asked", "home", "words", "source")
    told: dict[str, Any] = {name: getattr(leaving, name) for name in names}
    if at_home is not None:
        told |= {"safe": at_home.safe, "safe_words": at_home.words}
    for line in queries.lines_of(leaving):
        # What the record said when it was chosen, and says no more, stays as words.
        gone = line.answer == Ready.Answer.RECORDED and line.about not in recorded
        told[f"line-{line.about}"] = Ready.Answer.WRITTEN if gone else line.answer
        if told[f"line-{line.about}"] == Ready.Answer.WRITTEN:
            told[f"words-{line.about}"] = line.words
    return told


@page(
    "episode/<handle:episode>/finish/",
    name="finish",
    title=TITLE,
    needs=PARTS,
    methods=("GET", "POST"),
)
def finish(request: Request, episode: Named) -> HttpResponse:
    """How somebody leaves: ten lines, mostly offered from what is recorded."""
    part = episode.part
    may_write(part)
    row = found(Episode, episode)
    standing(row)
    by = request.viewer
    leaving = queries.begun(row.folder)
    at_home = queries.home_of(part.person.held, leaving)
    recorded = queries.recorded(by, part)
    form = filled(
        request, forms.LeavingForm, _initial(request, leaving, at_home, recorded), row=leaving, recorded=recorded,
        asked_before=leaving is not None and leaving.asked == Leaving.Asked.ALONE,
    )  # fmt: skip

    def save() -> HttpResponse:
        written = actions.write(by=by, episode=row, leaving=leaving, **form.values())
        if not form.cleaned_data["finish"]:
            tell(request, _("Kept. Their care goes on until you say that they have left."))
            return go("leaving", leaving=written)
        actions.leave(by=by, leaving=written)
        tell(request, _("Written. If they return, begin a new stretch of care beside this one."))
        return go("leaving", leaving=written)

    return ask(
        request, form, save, title=_("%(name)s leaves") % {"name": name_of(request, part)}, button=_("Save"),
        back=url("referral", part=part), template="leaving/finish.html", part=part, household=recorded.get("home"),
        over=row.state != "open",
    )  # fmt: skip


@page("leaving/<handle:leaving>/", name="leaving", title=TITLE, needs=PARTS)
def leaving(request: Request, leaving: Named) -> HttpResponse:
    """How it stands: what is ready, what is still to do, and what may be done about it."""
    row = found(Leaving, leaving)
    standing(row)
    at_home, lines = queries.home_of(leaving.person.held, row), queries.lines_of(row)
    death = row.how == Episode.How.DIED
    told = {
        "part": leaving.part,
        "leaving": row,
        "stands": _(LEAVING.states.get(row.state, row.state)),
        "lines": [(rules.TITLES.get(one.about, one.about), one) for one in lines],
        "unanswered": rules.unanswered(row.asked, {one.about for one in lines})
        if row.state == "left" and not death
        else [],
        "at_home": at_home,
        "may": {deed: LEAVING.may(row.state, deed) for deed in LEAVING.deeds}
        if leaving.part.can_write
        else {},
        "death": death,
        "episode": Episode.objects.filter(folder=row.folder, pk=row.episode_id).first()
        if row.episode_id
        else None,
        "name": name_of(request, leaving.part),
    }
    return render(request, "leaving/leaving.html", told)


@page(
    "leaving/<handle:leaving>/stay/",
    name="leaving-stay",
    title=TITLE,
    needs=PARTS,
    methods=("POST",),
)
def stay(request: Request, leaving: Named) -> HttpResponse:
    """They stay after all."""
    may_write(leaving.part)
    row = found(Leaving, leaving)
    standing(row)
    actions.stay(by=request.viewer, leaving=row)
    tell(request, _("Written. Their care goes on as it was."))
    return go("person", person=leaving.person)


@page(
    "leaving/line/<handle:ready>/done/",
    name="leaving-done",
    title=TITLE,
    needs=PARTS,
    methods=("POST",),
)
def done(request: Request, ready: Named) -> HttpResponse:
    """One line that was still to do is done."""
    may_write(ready.part)
    row = found(Ready, ready)
    standing(row)
    actions.done(by=request.viewer, line=row)
    tell(request, _("Done."))
    return go("leaving", leaving=row.leaving)
