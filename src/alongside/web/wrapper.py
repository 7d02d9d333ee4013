"""The one way in: every route is made here, and only here is a viewer opened for a request.

A request goes: the token from the cookie → a durable transaction → `access.begin` → the view → its response rendered
inside → roll back where it failed → the viewer closed.
"""

import base64
import functools
import hashlib
import hmac
import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError, OperationalError, connections, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.gzip import GZipMiddleware
from django.template.response import TemplateResponse
from django.urls import register_converter, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from alongside.access import denials, handles, viewer
from alongside.access.models import FolderModel, Stale
from alongside.access.viewer import Held, Person, Refused, Viewer
from alongside.web import errors, styling
from alongside.web.registry import Page, add_page, address

log = logging.getLogger(__name__)
Row = TypeVar("Row", bound=FolderModel)


class HandleConverter:
    """A sealed name in an address; what it names is found out by the wrapper, for the purpose of its argument's name."""

    regex = "[A-Za-z0-9_-]{43}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: Any) -> str:
        return str(value)


register_converter(HandleConverter, "handle")


@dataclass(frozen=True)
class Part:
    """One part of a person's record (in code: one folder), which a page is about."""

    folder: int
    kind: str
    person: Person
    can_write: bool

    @property
    def handle(self) -> str:
        """The sealed name for a link."""
        return handles.seal("part", self.folder, self.folder)


@dataclass(frozen=True)
class Named:
    """A row that the address names, in a part that the viewer holds."""

    purpose: str
    folder: int
    id: int
    part: Part

    @property
    def person(self) -> Person:
        """Whose record it is in."""
        return self.part.person


class Request(HttpRequest):
    """A request as a view meets it: with whoever is being answered, and what the page is about."""

    page: Page
    viewer: Viewer
    kept: dict[str, list[str]] | None
    person: Person | None
    part: Part | None


@dataclass
class About:
    """What a request is about, worked out before the view runs."""

    args: dict[str, Any] = field(default_factory=dict)
    person: Person | None = None
    part: Part | None = None


def token_of(request: HttpRequest) -> bytes | None:
    """The database token of the cookie's session, by HMAC; None without a cookie."""
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return database_token(cookie) if cookie else None


def database_token(session_key: str) -> bytes:
    """Derive the token that the database knows (by its hash) from the one that the browser holds."""
    return hmac.digest(settings.DATABASE_TOKEN_KEY, session_key.encode(), "sha256")


def browser_key(staff: int) -> str:
    """Under what a page may keep in the browser what it could not send: by HMAC of whose it is.

    It is made anew for each page and kept nowhere. A locked or ended session is shown no page, and so no key; the
    same person's next one opens what they left (docs/adr/0013).
    """
    said = b"in the browser, of one person:" + staff.to_bytes(8)
    return base64.b64encode(hmac.digest(settings.KEPT_FORMS_KEY, said, "sha256")).decode()


def part_of(person: Person, folder: int) -> Part | None:
    """The part of the record that is this folder, if the viewer holds it."""
    for held in person.held:
        if held.folder == folder:
            return Part(folder, held.kind, person, held.writes)
    return None


def _unsealed(page: Page, args: dict[str, Any]) -> tuple[dict[str, handles.Opened | None], int]:
    """Open the handles of the address; the first one says whose page this is. 0 is nobody's folder."""
    opened: dict[str, handles.Opened | None] = {}
    for name, value in args.items():
        if f"<handle:{name}>" in page.route:
            opened[name] = handles.unseal(name, value)
    if any(o is None for o in opened.values()):
        return opened, 0
    return opened, next((o.folder for o in opened.values() if o), 0)


def _about(page: Page, who: Viewer, args: dict[str, Any], opened: dict[str, handles.Opened | None]) -> About:
    """Turn the handles into a Person, a Part and rows; anything not held is not there."""
    about = About(args=dict(args))
    if not opened:
        return about
    first = next(iter(opened.values()))
    held = next((h for h in who.held if first and h.folder == first.folder), None)
    if held is None:
        raise Http404
    person = who.person(held.person)
    about.person = person
    for name, sealed in opened.items():
        part = part_of(person, sealed.folder) if sealed else None
        if part is None or sealed is None:
            raise Http404
        if name == "person":
            if page.needs and not any(k in page.needs for k in person.kinds):
                raise Http404
            about.args[name] = person
            continue
        if page.needs and part.kind not in page.needs:
            raise Http404
        about.part = about.part or part
        about.args[name] = part if name == "part" else Named(name, sealed.folder, sealed.id, part)
    return about


def page(
    route: str,
    *,
    name: str,
    title: Any,
    scope: str = "",
    needs: tuple[str, ...] = (),
    methods: tuple[str, ...] = ("GET",),
    once: bool = True,
    while_locked: bool = False,
    unseen: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a route of a view.

    `scope` is what the viewer is opened for: `person` (worked out from a handle in the address), `mine` (those assigned
    to the viewer), `all` (whatever may be opened), `none`, or `public` (nobody need sign in). `needs` are kinds of
    folder, any of which is enough; without one the page is not there. `while_locked`: open though a session is locked.
    `unseen`: a public page that is the same for everybody: whose session it is, is not even asked, so nothing is written of who
    read what; no cookie is set, and its answer may travel compressed, as there is no secret in it.
    """
    worked_out = "public" if unseen else scope or ("person" if "<handle:" in route else "")

    def register(view: Callable[..., Any]) -> Callable[..., Any]:
        made = Page(
            route,
            name,
            title,
            worked_out,
            needs,
            methods,
            view,
            while_locked=while_locked or unseen,
            unseen=unseen,
        )

        @functools.wraps(view)
        def handler(request: HttpRequest, **args: Any) -> HttpResponse:
            return answer(made, request, args, once)

        add_page(made, handler)
        view.page = made  # type: ignore[attr-defined]
        return view

    return register


class _Undo(Exception):
    """Carries a response out of the transaction that is to be rolled back."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


def answer(page: Page, request: HttpRequest, args: dict[str, Any], once: bool) -> HttpResponse:
    """Answer one request of one page."""
    request.page = page  # type: ignore[attr-defined]
    request.viewer = None  # type: ignore[attr-defined]
    request.kept = None  # type: ignore[attr-defined]
    if request.method not in {*page.methods, "HEAD" if "GET" in page.methods else ""}:
        return dress(errors.plain(request, 405))
    if "\0" in request.path:
        return dress(errors.plain(request, 404))
    opened, folder = _unsealed(page, args)
    deed = request.method == "POST"
    token = None if page.unseen else token_of(request)
    try:
        with viewer.opened(
            token, scope=page.scope, folder=folder, route=_named(page, request), writes=deed
        ) as who:
            request.viewer = who  # type: ignore[attr-defined]
            if who.locked and not page.while_locked:
                return dress(leads_to(request, _away(request, page, folder, token, "locked")))
            if who.staff is None and page.scope != "public":
                return dress(leads_to(request, _away(request, page, folder, token, "account_login")))
            response = _run(page, request, args, opened, who, deed, once)
            if response.status_code >= 500:
                raise _Undo(response)
            return dress(smaller(request, response) if page.unseen else leads_to(request, response))
    except _Undo as undo:
        return dress(undo.response)
    except Http404:
        _denied(page, token, opened, folder)
        return dress(errors.plain(request, 404))
    except Stale as stale:
        return dress(errors.stale(request, stale))
    except Refused as refused:
        return dress(errors.plain(request, 409, str(refused.message)))
    except DatabaseError as error:
        if isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege):
            _denied(page, token, opened, folder)
        return dress(_database_said_no(request, error))


BY_ITSELF = " by itself"
"""What the log says behind the name of a Today that looked again with nobody pressing anything; it keeps no session open."""


def _named(page: Page, request: HttpRequest) -> str:
    # Of no page about a person: whoever opened their record is found by the page's own name.
    looks = page.scope == "today" and request.headers.get("X-Requested-With") == "look"
    return page.name + BY_ITSELF if looks else page.name


def _run(
    page: Page,
    request: HttpRequest,
    args: dict[str, Any],
    opened: dict[str, Any],
    who: Viewer,
    deed: bool,
    once: bool,
) -> HttpResponse:
    about = _about(page, who, args, opened)
    request.person, request.part = about.person, about.part  # type: ignore[attr-defined]
    if deed:
        with transaction.atomic(using=viewer.ALIAS):
            response = _done(page, request, about, once and bool(who.staff))
            if response.status_code >= 400:
                # The page said no: what it had begun to write goes, the log's line that it was opened stays.
                transaction.set_rollback(True, using=viewer.ALIAS)
        return response
    if "kept" in request.GET and who.staff:
        request.kept = kept_form(kept_at(request))  # type: ignore[attr-defined]
    return _shown(page, request, about)


def _done(page: Page, request: HttpRequest, about: About, once: bool) -> HttpResponse:
    """Do what was sent, unless it was done already; what led nowhere (not filled in well) may be sent again."""
    word = request.POST.get("once", "").encode()[:64] if once else b""
    if word and (before := first_time(word)):
        return _as_before(request, before)
    waiting = len(messages.get_messages(request))
    response = _shown(page, request, about)
    if word and (response.status_code in (302, 303) or getattr(response, "deed_done", False)):
        path = response.headers.get("Location", request.get_full_path())
        went_to(word, f"{path}\n{json.dumps(_told(request)[waiting:])}")
        if not getattr(response, "still_kept", False):
            drop_kept_form(kept_at(request))
    return response


def _as_before(request: HttpRequest, before: str) -> HttpResponse:
    """Answer the same form again as the first time: the same way on, and the same words.

    A browser that sends twice throws the first answer away, perhaps after it has taken the words out of their cookie.
    """
    path, _line, told = before.partition("\n")
    waiting = _told(request)
    for level, words in json.loads(told or "[]"):
        if [level, words] not in waiting:
            messages.add_message(request, level, words)
    response = HttpResponseRedirect(path)
    response.status_code = 303
    response.headers["X-Before"] = "1"
    return response


def _told(request: HttpRequest) -> list[list[Any]]:
    """What is to be said on the next page, by level; it still will be, though looking at messages uses them up."""
    stored: Any = messages.get_messages(request)
    used = stored.used
    told = [[message.level, str(message.message)] for message in stored]
    stored.used = used
    return told


def _shown(page: Page, request: HttpRequest, about: About) -> HttpResponse:
    response = page.view(request, **about.args)
    if hasattr(response, "render") and callable(response.render):
        response = response.render()
    if getattr(response, "streaming", False):
        response = HttpResponse(
            b"".join(response.streaming_content),
            headers=dict(response.headers),
            status=response.status_code,
        )
    return response


def _denied(page: Page, token: bytes | None, opened: dict[str, handles.Opened | None], folder: int) -> None:
    """Write down that a page was not there for whoever asked. It is said to nobody."""
    if page.scope != "public":
        what = "page" if not opened else "handle" if folder else "no handle of ours"
        denials.note(token, route=page.name, what=what, folder=folder or None)


def _database_said_no(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    cause = error.__cause__
    if isinstance(cause, psycopg.errors.InsufficientPrivilege):
        # What may not be written is answered like what is not there.
        return errors.plain(request, 404)
    if isinstance(
        cause,
        (
            psycopg.errors.LockNotAvailable,
            psycopg.errors.DeadlockDetected,
            psycopg.errors.SerializationFailure,
        ),
    ):
        return errors.plain(
            request, 503, _("Somebody else is saving at this moment. Nothing is lost: please send it again.")
        )
    if isinstance(error, OperationalError) and (getattr(cause, "sqlstate", None) or "08")[:2] in ("08", "57"):
        # It does not answer, is starting or is stopping. A page may have words of its own for that.
        away = getattr(request.page.view, "away", None)  # type: ignore[attr-defined]
        return away(request) if away else errors.plain(request, 503)
    # Its text may hold what a person told, and is on its way to a log: only what kind it is goes on.
    where = getattr(getattr(cause, "diag", None), "constraint_name", None) or ""
    kind = f"{type(error).__name__} {getattr(cause, 'sqlstate', None) or ''} {where}".strip()
    raise errors.DatabaseFault(kind).with_traceback(error.__traceback__) from None


def dressed(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The outermost middleware: what no page of ours answers (an address without its slash, a wrong host) is dressed too."""
    return lambda request: dress(get_response(request))


def smaller(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Compress an answer that is the same for everybody; no other may be, since its length would tell of what is in it."""
    if not response.headers["Content-Type"].startswith("text/"):
        return response
    return GZipMiddleware(lambda _: response).process_response(request, response)  # type: ignore[return-value]


def leads_to(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A script of ours that sent a form by itself (drafts.js) is told where it leads; a browser follows without telling it."""
    if request.headers.get("X-Requested-With") == "save" and response.status_code in (302, 303):
        response.status_code = 204
        response.headers["X-Leads-To"] = response.headers["Location"]
        del response.headers["Location"]
    return response


def dress(response: HttpResponse) -> HttpResponse:
    """Give every answer the headers that keep it out of caches and frames."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = (
        f"default-src 'self'; script-src 'self'; style-src 'self'{styling.allowed()}; img-src 'self' data:; font-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    return response


# Locked or signed out while writing --------------------------------------------------------------------------------


def _away(request: HttpRequest, page: Page, folder: int, token: bytes | None, to: str) -> HttpResponse:
    """Send somebody to give their PIN or to sign in, keeping the form that came; afterwards they are back where they were."""
    back = request.get_full_path()
    if request.method == "POST":
        if page.scope != "public" and "GET" in page.methods:
            at = kept_at(request)
            there = f"{at}{'&' if '?' in at else '?'}kept=1"
            back = there if token and _keep(request, folder, token) else request.path
        else:
            back = _came_from(request)
            if request.headers.get("X-Requested-With") != "draft":  # that a script sent by itself, and keeps
                messages.warning(
                    request, _("What you pressed just now was not done. Press it again afterwards.")
                )
    return HttpResponseRedirect(f"{reverse(to)}?{urlencode({'next': back})}")


def _came_from(request: HttpRequest) -> str:
    """The page of ours on which a deed was pressed that has no page of its own."""
    there = urlsplit(request.headers.get("Referer", ""))
    return there.path if there.netloc == request.get_host() else "/"


def _keep(request: HttpRequest, folder: int, token: bytes, path: str = "") -> bool:
    path = path or kept_at(request)
    fields = {k: v for k, v in request.POST.lists() if k not in ("csrfmiddlewaretoken", "once", "password")}
    sealed = AESSIV(_form_key()).encrypt(json.dumps(fields).encode(), [path.encode()])
    connection: Any = connections[viewer.ALIAS]
    with connection.apart() as cursor:
        cursor.execute("select access.keep_form(%s, %s, %s, %s)", [token, folder, path, sealed])
        return bool(cursor.fetchone()[0])


def sheet_at(request: HttpRequest) -> str:
    """The sheet that an address names, or none."""
    sheet = request.GET.get("sheet", "")
    return sheet if sheet.isascii() and sheet.replace("-", "").isalnum() and len(sheet) <= 64 else ""


def on_sheet(path: str, sheet: str) -> str:
    """An address with its sheet."""
    return f"{path}?sheet={sheet}" if sheet else path


def kept_at(request: HttpRequest, path: str = "") -> str:
    """Under what a form's words are kept: its address, with `sheet` where several forms share one, each with its own words."""
    return on_sheet(path or request.path, sheet_at(request))


def sheet_of(handles: Iterable[str]) -> str:
    """The sheet of these together, in any order: a word that stands for their handles and tells none of them."""
    said = b"a sheet of several: " + ",".join(sorted(handles)).encode()
    return hmac.digest(settings.KEPT_FORMS_KEY, said, "sha256").hex()[:32]


def keep_draft(request: HttpRequest, path: str, folder: int = 0) -> bool:
    """Keep what is being written for a page until it is sent there: sealed, for who writes it.

    `folder` is the part of a record that the page is about, 0 for a page about nobody's.
    """
    token = token_of(request)
    return token is not None and _keep(request, folder, token, path)


def _form_key() -> bytes:
    return hashlib.sha512(settings.KEPT_FORMS_KEY).digest()


def kept_form(path: str) -> dict[str, list[str]] | None:
    """What this person was writing at this address when the session ended."""
    with connections[viewer.ALIAS].cursor() as cursor:
        cursor.execute("select access.kept_form(%s)", [path])
        sealed = cursor.fetchone()[0]
    if sealed is None:
        return None
    try:
        return json.loads(AESSIV(_form_key()).decrypt(bytes(sealed), [path.encode()]))
    except (InvalidTag, ValueError):
        return None


def kept_among(paths: Iterable[str]) -> set[str]:
    """Under which of these this person has something kept."""
    with connections[viewer.ALIAS].cursor() as cursor:
        cursor.execute(
            "select path from unnest(%s::text[]) path where access.kept_form(path) is not null", [list(paths)]
        )
        return {path for (path,) in cursor.fetchall()}


def drop_kept_form(path: str) -> None:
    """It was sent; it need not be kept."""
    with connections[viewer.ALIAS].cursor() as cursor:
        cursor.execute("select access.drop_kept_form(%s)", [path])


def first_time(word: bytes) -> str | None:
    """None the first time that a form's random word arrives; else what `went_to` kept of the first one."""
    with connections[viewer.ALIAS].cursor() as cursor:
        cursor.execute("select access.first_time(%s)", [word])
        sealed = cursor.fetchone()[0]
    return AESSIV(_form_key()).decrypt(base64.b64decode(sealed), [word]).decode() if sealed else sealed


def went_to(word: bytes, answer: str) -> None:
    """Remember where the form led and what was said (which may hold a name, and so is sealed), for a second copy of it."""
    sealed = base64.b64encode(AESSIV(_form_key()).encrypt(answer.encode(), [word])).decode()
    with connections[viewer.ALIAS].cursor() as cursor:
        cursor.execute("select access.went_to(%s, %s)", [word, sealed])


# What views use ----------------------------------------------------------------------------------------------------


def render(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Answer with a page; it is rendered inside the transaction."""
    return TemplateResponse(request, template, context or {}, status=status)


def sealed(value: Any, purpose: str) -> str:
    """The handle of a Person, a Part or a row, for an argument of this name."""
    if isinstance(value, str):
        return value
    if isinstance(value, FolderModel):
        if purpose == "part":
            return handles.seal("part", value.folder, value.folder)
        return handles.seal(purpose, value.folder, value.pk)
    if isinstance(value, Named):
        return handles.seal(purpose, value.folder, value.id)
    if isinstance(value, (Part, Person)):
        return value.handle
    if isinstance(value, Held):
        return handles.seal("part", value.folder, value.folder)
    raise TypeError(f"cannot seal {type(value).__name__} for an address")


def url(name: str, **args: Any) -> str:
    """The address of a page; rows and persons among the arguments are sealed."""
    sealed_ones = {
        key: value if isinstance(value, int) else sealed(value, key) for key, value in args.items()
    }
    return address(name, **sealed_ones)


def number(request: HttpRequest, name: str, otherwise: int = 0) -> int:
    """A whole number, not below nought, that stands in the address under this name; `otherwise` where it is none."""
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else otherwise


def go(name: str, **args: Any) -> HttpResponse:
    """After a deed: see that page."""
    response = HttpResponseRedirect(url(name, **args))
    response.status_code = 303
    return response


def done(response: HttpResponse) -> HttpResponse:
    """A deed that answers with a page of its own instead of leading on: the same form again does not repeat it."""
    response.deed_done = True  # type: ignore[attr-defined]
    return response


def still_kept(response: HttpResponse) -> HttpResponse:
    """A deed that kept what is being written on its own page, instead of saving it: it is there the next time."""
    response.still_kept = True  # type: ignore[attr-defined]
    return response


def found(model: type[Row], named: Named) -> Row:
    """The row that the address names; not there where it is not."""
    row = model.objects.filter(folder=named.folder, pk=named.id).first()
    if row is None:
        raise Http404
    return row


def safe_next(request: HttpRequest, default: str = "/") -> str:
    """Where the sign-in leads, if it is an address of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or default
    ok = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ok else default


@transaction.non_atomic_requests
def not_a_page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """What an address that is nobody's answers: the same as a thing that is not yours."""
    return dress(errors.plain(request, 404))
