"""/healthz: is everything there that the pages stand on? It names the class of a fault and nothing more."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.access import startup


def health(request: HttpRequest) -> JsonResponse:
    """200 when database, version, roles and clock are as they should be; else 503."""
    found = startup.faults()
    return JsonResponse({"well": not found, "faults": found}, status=503 if found else 200)


def away(request: HttpRequest) -> JsonResponse:
    """The database does not answer."""
    return JsonResponse({"well": False, "faults": ["database"]}, status=503)


health.away = away  # type: ignore[attr-defined]
web.page("healthz", name="healthz", title=_("Is it well?"), scope="public", once=False, while_locked=True)(
    health
)
