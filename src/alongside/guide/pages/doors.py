"""What is behind each door."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.guide import words
from alongside.guide.content import guide
from alongside.guide.pages.showing import shown
from alongside.web.wrapper import Request


@web.page("guide/<str:door>/", name="guide-door", title=_("The Guide: a door"), unseen=True)
def door(request: Request, door: str) -> HttpResponse:
    """The cards behind one door."""
    if door not in words.DOORS:
        raise Http404
    title, about = words.DOORS[door]
    return shown(
        request, "door.html", {"door": door, "title": title, "about": about, "cards": guide().behind[door]}
    )
