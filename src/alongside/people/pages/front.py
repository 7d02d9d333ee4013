"""The first page, and Today."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.web.panels import drawn
from alongside.web.ways import begin
from alongside.web.wrapper import Request


@web.page("", name="front", title=_("Alongside"), scope="public")
def front(request: Request) -> HttpResponse:
    """For staff, Today; for anybody else, what this is and where to sign in."""
    if request.viewer.staff is not None:
        return web.go("today")
    return web.render(request, "people/front.html")


@web.page("today/", name="today", title=_("Today"), scope="today")
def today(request: Request) -> HttpResponse:
    """What is due today, and for whom."""
    return web.render(request, "people/today.html", {"panels": drawn(request, "today"), "begin": begin()})
