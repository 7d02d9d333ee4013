"""The way out at once: through an address of ours that ends the session, to a page where nothing is to be seen."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.accounts import signing_in


@web.page("exit/", name="exit", title=_("Exit"), scope="public", once=False, while_locked=True)
def leave_at_once(request: HttpRequest) -> HttpResponse:
    """End the session and go elsewhere. A plain link, so that it works with no script.

    A link on somebody else's page must not sign anybody out: the browser says where the press was, where it can.
    """
    if request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin"):
        signing_in.leave(request)
    response = HttpResponseRedirect(settings.EXIT_TO)
    response.status_code = 303
    response.headers["Referrer-Policy"] = "no-referrer"
    return signing_in.leaving_nothing(response)
