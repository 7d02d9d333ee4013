"""What this app says on Today: all of it asked for in one statement."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access import folders, handles
from alongside.access.viewer import Person
from alongside.staff import duty, emergency, words
from alongside.web.wrapper import Request


def for_today(request: Request) -> dict[str, Any]:
    """What waits for the viewer, asked for once a request."""
    found = getattr(request, "_staff_today", None)
    if found is None:
        found = request._staff_today = folders.answer("select access.for_today()")  # type: ignore[attr-defined]
    return found


@web.panel(
    "today", order=6, title=gettext_lazy("You are on duty"), template="staff/panels/duty.html", width="whole"
)
def duty_now(request: Request) -> dict[str, Any] | None:
    """The seats that the viewer holds for a team, and until when."""
    held = for_today(request)["duty"]
    shown = [
        {**one, "until": dt.datetime.fromisoformat(one["until"]) if one["until"] else None} for one in held
    ]
    return {"duty": shown} if shown else None


@web.panel(
    "today",
    order=3,
    title=gettext_lazy("Opened in an emergency"),
    template="staff/panels/to_review.html",
    width="whole",
)
def to_review(request: Request) -> dict[str, Any] | None:
    """For the privacy officer and the second person: who opened what and why, until it is reviewed."""
    found = [
        {**emergency.moments(one), "part": words.part(one["kind"])} for one in for_today(request)["to_review"]
    ]
    return {"found": found, "kind": "now", "facts": _("to review with them")} if found else None


@web.panel(
    "today",
    order=16,
    title=gettext_lazy("Opened while you were away"),
    template="staff/panels/stood_in.html",
    width="whole",
)
def stood_in(request: Request) -> dict[str, Any] | None:
    """Who opened what of the people with whom the viewer works, when and why."""
    found = duty.stood_in(request.viewer, for_today(request)["stood_in"])
    shown = [
        {**vars(one), "href": web.url("person", person=handles.seal("person", one.line, one.line))}
        for one in found
    ]
    return {"found": shown, "facts": _("in the last four days")} if shown else None


@web.panel(
    "person",
    order=5,
    title=gettext_lazy("You are on duty"),
    template="staff/panels/more.html",
    on_paper=False,
)
def more(request: Request, person: Person) -> dict[str, Any] | None:
    """For whoever is on duty for their team: the way to one more part."""
    shut = [kind for kind, _words in words.ON_DUTY_OPENS if person.folder(kind) is None]
    return {} if shut and duty.on_duty_for(person) else None


@web.panel(
    "today",
    order=17,
    title=gettext_lazy("Colleagues know somebody"),
    template="staff/panels/known.html",
    width="whole",
)
def known(request: Request) -> dict[str, Any] | None:
    """What colleagues said of whom they know, for their lead, an administrator and the desk."""
    number = for_today(request)["known"]
    return {"number": number, "kind": "care"} if number else None


@web.panel(
    "today",
    order=9,
    title=gettext_lazy("A colleague has them there"),
    template="staff/panels/asked_here.html",
    width="whole",
)
def asked_here(request: Request) -> dict[str, Any] | None:
    """Who asks to be let in to somebody with whom the viewer works."""
    found = [
        {
            **one,
            "href": web.url(
                "answer-here", person=handles.seal("person", one["line"], one["line"]), number=one["id"]
            ),
        }
        for one in for_today(request)["asked_here"]
    ]
    return {"found": found, "kind": "care", "facts": _("with their agreement")} if found else None
