"""How they came, and what we answered."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.viewer import current
from alongside.care import actions, forms, states
from alongside.care.models import PARTS, Referral
from alongside.care.pages.asking import ask, may_write, name_of, tell
from alongside.care.queries.colleagues import colleagues
from alongside.care.queries.plan import episodes_of
from alongside.web.forms import filled
from alongside.web.wrapper import Named, Part, Request, found, go, page, render, url


@page("part/<handle:part>/referral/", name="referral", title=gettext_lazy("How they came"), needs=PARTS)
def referral(request: Request, part: Part) -> HttpResponse:
    """Every time they came, the newest first, and each stretch of care that followed."""
    referrals = list(Referral.current.filter(folder=part.folder).order_by("-on", "-made_at"))
    episodes = episodes_of(part.folder)
    course: dict[str, Any] = {"referral": states.REFERRAL, "episode": states.EPISODE}
    told = {"part": part, "referrals": referrals, "episodes": episodes, "course": course}
    told["waiting"] = any(r.state == "waiting" for r in referrals)
    told["under_way"] = any(e.state == "open" for e in episodes)
    return render(request, "care/referral.html", told)


def _values(form: forms.ReferralForm) -> dict[str, Any]:
    data = form.cleaned_data
    may_know = {"yes": True, "no": False}.get(data["may_know"])
    keys = ("came_from", "who", "on", "words", "conditions", "urgent", "source")
    return {**{key: data[key] or ("" if key != "urgent" else False) for key in keys}, "may_know": may_know}


@page(
    "part/<handle:part>/referral/write/",
    name="write_referral",
    title=gettext_lazy("They came to us"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def write_referral(request: Request, part: Part) -> HttpResponse:
    """Write down how they came."""
    may_write(part)
    form = filled(request, forms.ReferralForm, {"on": current().today})

    def save() -> HttpResponse:
        actions.refer(by=current(), folder=part.folder, **_values(form))
        return go("referral", part=part)

    title = _("How did %(name)s come to us?") % {"name": name_of(request, part)}
    return ask(request, form, save, title=title, button=_("Save"), back=url("referral", part=part))


@page(
    "referral/<handle:referral>/",
    name="change_referral",
    title=gettext_lazy("How they came"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def change_referral(request: Request, referral: Named) -> HttpResponse:
    """Correct what was written."""
    may_write(referral.part)
    row = found(Referral, referral)
    now = {f: getattr(row, f) for f in ("came_from", "who", "on", "words", "conditions", "urgent", "source")}
    now["may_know"] = {True: "yes", False: "no"}.get(row.may_know, "")  # type: ignore[arg-type]
    form = filled(request, forms.ReferralForm, now, row=row)

    def save() -> HttpResponse:
        actions.change_referral(by=current(), referral=row, **_values(form))
        return go("referral", part=referral.part)

    back = url("referral", part=referral.part)
    return ask(request, form, save, title=_("Correct how they came"), button=_("Save"), back=back)


@page(
    "referral/<handle:referral>/deed/<slug:deed>/",
    name="answer_referral",
    title=gettext_lazy("Answer"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def answer_referral(request: Request, referral: Named, deed: str) -> HttpResponse:
    """Accept it, say what else we offered, or write that they took it back."""
    may_write(referral.part)
    if deed not in states.REFERRAL.deeds:
        raise Http404
    row, by = found(Referral, referral), current()
    back = url("referral", part=referral.part)
    form: Any
    if deed == "accept":
        form = filled(
            request, forms.AcceptForm, {"to": str(by.staff), "on": by.today}, colleagues=colleagues()
        )
        title, button, intro = (
            _("Accept, and begin"),
            _("Accept"),
            _("Whoever works with them may open this part, their dates and how to reach them."),
        )
    elif deed == "decline":
        form = filled(request, forms.DeclineForm)
        title, button, intro = _("Not for us now"), _("Save"), ""
    else:
        form = filled(request, forms.WithdrawForm)
        title, button, intro = _("They took it back"), _("Save"), ""

    def save() -> HttpResponse:
        data = form.cleaned_data
        if deed == "accept":
            actions.accept(by=by, referral=row, to=int(data["to"]), on=data["on"])
            tell(request, _("Care has begun."))
        elif deed == "decline":
            actions.decline(by=by, referral=row, **data)
        else:
            actions.withdraw(by=by, referral=row, **data)
        return go("referral", part=referral.part)

    return ask(request, form, save, title=title, button=button, back=back, intro=intro)
