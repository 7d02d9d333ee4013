"""The person on one page."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.access.viewer import Person
from alongside.people.identity import identity_of
from alongside.web.panels import drawn
from alongside.web.wrapper import Request


@web.page("person/<handle:person>/", name="person", title=_("Overview"))
def person(request: Request, person: Person) -> HttpResponse:
    """Everything that is known of somebody, in panels; what one may not see is not there."""
    died = identity_of(request, person).death is not None
    return web.render(request, "people/person.html", {"panels": drawn(request, "person", person, died=died)})


web.tab("person", order=0, title=_("Overview"))
