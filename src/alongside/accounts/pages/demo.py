"""Signing in to a demo with one click. In any other database there is no such page; no setting makes one."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import logout
from django.db import connections
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect

from alongside import web
from alongside.accounts import pins
from alongside.accounts.models import User

EVERY_METHOD = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def staff_of_the_demo() -> list[dict[str, Any]]:
    """Its made-up staff; nobody where the database was not born as a demo, which it decides itself."""
    with connections["authn"].cursor() as cursor:
        cursor.execute("select id, name, job from access.demo_staff()")
        return [dict(zip(("id", "name", "job"), row, strict=True)) for row in cursor.fetchall()]


def account_of(staff: int) -> User:
    """The account of one of them, made when first wanted; it has no password, and everybody's PIN."""
    there = User.objects.filter(staff=staff).first() or User.objects.create_user(
        f"{staff}@demo.invalid", staff
    )
    if not pins.is_set(there):
        pins.keep(there, pins.OF_THE_DEMO)
    return there


@csrf_protect
def _choose(request: HttpRequest, there: list[dict[str, Any]]) -> HttpResponse:
    if request.method == "POST":
        one = next((s for s in there if str(s["id"]) == request.POST.get("staff")), None)
        if one is None:
            raise Http404
        logout(request)
        user = account_of(one["id"])
        record_authentication(request, user, method="demo")
        get_adapter().login(request, user)
        return HttpResponseRedirect(web.safe_next(request))
    return web.render(request, "accounts/demo.html", {"staff": there, "next": web.safe_next(request, "")})


def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Choose somebody to be. Elsewhere this answers exactly as an address that is nobody's."""
    there = staff_of_the_demo()
    if not there:
        raise Http404
    return _choose(request, there)


# What is not there asks for no token: the check comes after the question whether this is a demo.
demo_sign_in.csrf_exempt = True  # type: ignore[attr-defined]
web.page(
    "demo-sign-in", name="demo-sign-in", title=_("Try it"), scope="public", methods=EVERY_METHOD, once=False,
    while_locked=True,
)(demo_sign_in)  # fmt: skip
