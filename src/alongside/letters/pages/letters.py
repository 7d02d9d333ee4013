"""Letters made from what is recorded: to whom they agreed, by an order, or to the person with a time."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.care.models import PARTS
from alongside.letters import actions, forms, queries, rules, words
from alongside.letters.queries import Said
from alongside.outbox.actions.deciding import ways_of
from alongside.people.identity import identity_of
from alongside.people.models import ContactWay
from alongside.sharing import words as codes
from alongside.sharing.models import Consent
from alongside.sharing.pages.shared import may_write
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Named, Part, Request


@web.page("part/<handle:part>/letters/", name="part-letters", title=gettext_lazy("Letters"), needs=PARTS)
def part_letters(request: Request, part: Part) -> HttpResponse:
    """To whom one can be written, and those that were made."""
    told = {
        "part": part,
        "to": queries.to_write_to(request.viewer, part.folder),
        "written": queries.written(part.folder),
        "contact": part.person.folder("contact") is not None,
    }
    return web.render(request, "letters/letters.html", told)


def _about_them(request: Request, part: Part) -> str:
    """Their name, and when they were born where that is held: for its writer to change."""
    known = identity_of(request, part.person)
    born = known.details.born_on if known.details else None
    return f"{known.name}, {formats.date_format(born, 'j F Y')}" if born else known.name


def _left_out(statements: list[Said]) -> list[dict[str, Any]]:
    """What stays out, by the reason: so that its writer sees that it was not forgotten."""
    return [
        {"why": why, "these": these}
        for code, why in words.OUT.items()
        if (these := [{"words": s.words, "topic": codes.topic(s.topic)} for s in statements if s.out == code])
    ]


def _ticked(request: Request, statements: list[Said]) -> dict[str, Any]:
    """What "choose all" ticks, once somebody pressed it: all of it stands on the page, and can be taken off."""
    if "all" not in request.GET:
        return {}
    return {"chosen": [s.code for s in statements if not s.out and s.first]}


@web.page(
    "consent/<handle:consent>/letter/",
    name="consent-letter",
    title=gettext_lazy("Write a letter about them"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def consent_letter(request: Request, consent: Named) -> HttpResponse:
    """To whom they agreed, of what they agreed to; what stays out is said, and why."""
    may_write(consent.part)
    by, row = request.viewer, web.found(Consent, consent)
    holds = row.ended_at is None and not row.in_error and row.agreed and row.until >= by.today
    if not holds or row.about != Consent.About.SHARE or row.body not in rules.TOPICS:
        raise Http404
    statements = queries.statements(by, consent.folder, row.body, row.topic_codes)
    begin = {"about_name": _about_them(request, consent.part), "address": row.address}
    form = filled(
        request, forms.LetterForm, {**begin, **_ticked(request, statements)}, statements=statements,
        agreed=row.topic_codes,
    )  # fmt: skip

    def save() -> HttpResponse:
        made = actions.make(by=by, folder=consent.folder, consent=row, **form.cleaned_data)
        messages.success(request, _("Made. Read it through, then ask somebody else to look."))
        return web.go("message", message=made.message)

    here = web.url("consent-letter", consent=row)
    return ask(
        request, form, save, "letters/write.html", part=consent.part, consent=row, here=here,
        out=_left_out(statements), never=words.NEVER, opinion="opinion" in form.fields,
    )  # fmt: skip


@web.page(
    "part/<handle:part>/letters/order/",
    name="order-letter",
    title=gettext_lazy("Write a letter about them"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def order_letter(request: Request, part: Part) -> HttpResponse:
    """Where an order asks: whether they came, and nothing else."""
    may_write(part)
    by = request.viewer
    statements = queries.statements(by, part.folder, rules.BY_ORDER[0], None)
    begin = {"about_name": _about_them(request, part), **_ticked(request, statements)}
    form = filled(request, forms.OrderForm, begin, statements=statements)

    def save() -> HttpResponse:
        made = actions.make(by=by, folder=part.folder, **form.made())
        messages.success(request, _("Made. Read it through, then ask somebody else to look."))
        return web.go("message", message=made.message)

    here = web.url("order-letter", part=part)
    return ask(
        request, form, save, "letters/write.html", part=part, consent=None, here=here, out=_left_out(statements),
        never=words.NEVER, opinion=True,
    )  # fmt: skip


@web.page(
    "part/<handle:part>/letters/time/",
    name="time-letter",
    title=gettext_lazy("A letter with a time"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def time_letter(request: Request, part: Part) -> HttpResponse:
    """To the person themselves: the time, and nothing of what it is."""
    may_write(part)
    by = request.viewer
    dues = queries.times_ahead(by, part.folder)
    ways = [w for w in ways_of(by, part.folder) if w.kind == ContactWay.Kind.POST]
    begin = {"to_name": identity_of(request, part.person).name}
    form = filled(request, forms.TimeForm, begin, dues=dues, ways=ways)

    def save() -> HttpResponse:
        letter = actions.write_time(by=by, folder=part.folder, **form.made())
        return web.go("message", message=letter)

    contact = part.person.folder("contact") is not None
    return ask(request, form, save, "letters/time.html", part=part, dues=dues, ways=ways, contact=contact)
