"""Which of the viewer's people are one person, as far as they were told."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.records import queries
from alongside.web.wrapper import Request


@web.page("my-access/joined/", name="joined", title=gettext_lazy("Joined records"), scope="all")
def joined(request: Request) -> HttpResponse:
    """Empty for nearly everybody: it is told by name, and only to whoever holds both names."""
    return web.render(request, "records/joined.html", {"found": queries.joined_of_mine(request.viewer)})
