"""Looking back together: every review opens with who is around now."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.viewer import LONDON, Refused, current
from alongside.care import actions, forms, states
from alongside.care.forms.people import alters_named
from alongside.care.models import PARTS, Goal, Review
from alongside.care.pages.asking import ask, may_write, name_of, tell, tell_if_not_due
from alongside.care.queries.plan import open_episode
from alongside.care.queries.reviews import before, helped_at, maps_between, moved, reviews_of
from alongside.care.rules import helpers_first
from alongside.care.words import map_changes
from alongside.ties import actions as ties
from alongside.ties.queries.around import around
from alongside.web.forms import filled
from alongside.web.wrapper import Named, Part, Request, found, go, page, render, url


@page(
    "part/<handle:part>/reviews/",
    name="reviews",
    title=gettext_lazy("Looking back"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def reviews(request: Request, part: Part) -> HttpResponse:
    """Every review, the newest first; a POST begins one."""
    episode = open_episode(part.folder)
    if request.method == "POST":
        may_write(part)
        if episode is None:
            raise Refused(_("There is no care under way to look back on. Begin it first."))
        made = actions.begin_review(by=current(), episode=episode)
        return go("review", review=made)
    those = reviews_of(part.folder)
    opened = next((r for r in those if r.state == "open"), None)
    told = {"part": part, "reviews": those, "opened": opened, "episode": episode}
    return render(request, "care/reviews.html", told)


def _told(request: Request, review: Named, row: Review) -> dict[str, Any]:
    """What stands on both forms of the page: what has moved since the last one."""
    last = before(row)
    since = last.on if last else row.episode.began_on
    until = row.on if row.state == "finished" else current().today
    then, now = maps_between(review.folder, row, last)
    changes = map_changes(then, now)
    told = {"part": review.part, "review": row, "last": last, "since": since, "course": states.REVIEW}
    return {
        **told,
        "moved": moved(review.folder, since, until),
        "changes": changes,
        "now_map": now,
        "then_map": then,
    }


@page(
    "review/<handle:review>/",
    name="review",
    title=gettext_lazy("Looking back"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def review(request: Request, review: Named) -> HttpResponse:
    """While it is open: who is around, then what moved. Finished: what has changed since the last."""
    row = found(Review, review)
    told = _told(request, review, row)
    if row.state == "finished" or not review.part.can_write:
        if request.method == "POST":
            raise Refused(_("This review is finished already."))
        return render(request, "care/review.html", {**told, "helped": helped_at(row)})
    people = helpers_first(around([review.folder], links=False)[review.folder].people)
    form = filled(
        request, forms.ReviewForm, {"moved": row.moved, "to_change": row.to_change}, row=row, around=people
    )
    goals = list(Goal.current.filter(folder=review.folder, state="open").order_by("made_at"))

    def save() -> HttpResponse:
        data = dict(form.cleaned_data)
        helped = alters_named(review.folder, data.pop("helped", []))
        actions.finish_review(by=current(), review=row, helped=helped, **data)
        tell(request, _("Finished. Here is what has changed."))
        tell_if_not_due(request, review.folder, row.next_on)
        return go("review", review=row)

    return ask(
        request,
        form,
        save,
        title=_("Looking back with %(name)s") % {"name": name_of(request, review.part)},
        button=_("Finish"),
        back=url("reviews", part=review.part),
        template="care/review_open.html",
        around=people,
        goals=goals,
        around_form=filled(request, forms.AroundForm, {"around": row.around}),
        **told,
    )


@page(
    "review/<handle:review>/around/",
    name="confirm_people",
    title=gettext_lazy("Who is around now"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def confirm_people(request: Request, review: Named) -> HttpResponse:
    """Yes, these are the people around me: the map is kept as it stands. Asked on the review's own page, and again here where
    what was typed there needs another look."""
    may_write(review.part)
    row, by = found(Review, review), current()
    form = filled(request, forms.AroundForm, {"around": row.around})

    def save() -> HttpResponse:
        kept = ties.snapshot(by=by, folder=review.folder, drawn_on=by.now.astimezone(LONDON).date())
        actions.confirm_people(by=by, review=row, snapshot=kept, around=form.cleaned_data["around"])
        tell(request, _("The map is kept as it stands today."))
        return go("review", review=row)

    title = _("Who is around you now?")
    return ask(request, form, save, title=title, button=_("Go on"), back=url("review", review=row))
