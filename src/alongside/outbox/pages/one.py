"""One message: how it reads, where it goes, how it stands, and what may be done with it."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.viewer import Refused, Viewer
from alongside.outbox import actions, showing
from alongside.outbox.actions.deciding import stopped, way_of
from alongside.outbox.models import PARTS, Message
from alongside.outbox.pages.messages import letter_page, may_write
from alongside.staff.queries import called
from alongside.web.wrapper import Named, Request, found, go, page, render


def _again(by: Viewer, message: Message, looked: bool) -> None:
    if message.channel == Message.Channel.LETTER:
        actions.try_letter_again(by=by, letter=message, looked=looked)
    else:
        actions.send_again(by=by, message=message, looked=looked)


DEEDS: dict[str, Callable[[Viewer, Message], object]] = {
    "ask": lambda by, m: actions.ask_to_look(by=by, letter=m),
    "pass": lambda by, m: actions.let_go(by=by, letter=m),
    "back": lambda by, m: actions.give_back(by=by, letter=m),
    "post": lambda by, m: actions.posted(by=by, letter=m),
    "again": lambda by, m: _again(by, m, False),
    "looked": lambda by, m: _again(by, m, True),
    "went": lambda by, m: actions.it_arrived(by=by, message=m),
    "cancel": lambda by, m: actions.cancel(by=by, message=m),
}
FOR_LETTERS = {"ask", "pass", "back", "post"}


def standing(message: Message) -> Message:
    """What was ended or entered in error has no page."""
    if message.ended_at is not None or message.in_error:
        raise Http404
    return message


def _shown(
    request: Request, named: Named, message: Message, refused: str = "", status: int = 200
) -> HttpResponse:
    by = request.viewer
    way, still = way_of(by, message), stopped(message.folder)
    names = called((message.written_by, message.passed_by), left=True)
    told = {
        "part": named.part,
        "message": message,
        "letter": message.channel == Message.Channel.LETTER,
        "what": showing.what(message),
        "why": showing.why(message, by, stopped=still) if message.state != "sent" else None,
        "stands": showing.stands(message, still),
        "stopped": still,
        "kind": showing.KINDS.get(message.state),
        "body": showing.body(message, way),
        "dear": showing.greeted(message),
        "signed_for": showing.signed_for(message),
        "says": showing.says_who_we_are(message),
        "to": showing.where_to(message, way),
        "collects": way is not None and message.channel == "letter" and way.letter_rule == "collect",
        "facts": showing.facts_of(way),
        "never": way.unsafe_when if way else "",
        "text_rule": way.text_rule if way and message.channel == "text" else "",
        "third": way.third_party if way else "",
        "deeds": showing.deeds(message, by, stopped=still) if named.part.can_write else [],
        "may_change": named.part.can_write
        and message.may("change")
        and not message.goes_outside
        and not still,
        "written_by": names.get(message.written_by),
        "passed_by": names.get(message.passed_by),
        "refused": refused,
    }
    return render(request, "outbox/message.html", told, status=status)


@page("message/<handle:message>/", name="message", title=gettext_lazy("Message"), needs=PARTS)
def message(request: Request, message: Named) -> HttpResponse:
    """One message."""
    return _shown(request, message, standing(found(Message, message)))


@page(
    "message/<handle:message>/change/",
    name="change-letter",
    title=gettext_lazy("Change this letter"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def change_letter(request: Request, message: Named) -> HttpResponse:
    """Write a letter otherwise."""
    may_write(message.part)
    row = standing(found(Message, message))
    if not row.may("change"):
        raise Refused(_("This letter is no longer being written. Take it back first."))
    if row.goes_outside:
        raise Refused(_("This letter was made from the record. Cancel it, and make another."))
    return letter_page(request, message.part, row)


@page(
    "message/<handle:message>/<slug:deed>/",
    name="message-deed",
    title=gettext_lazy("Message"),
    needs=PARTS,
    methods=("POST",),
)
def message_deed(request: Request, message: Named, deed: str) -> HttpResponse:
    """One thing done with a message; where a rule says no, the message stands there with the reason."""
    may_write(message.part)
    row = standing(found(Message, message))
    if deed not in DEEDS or (deed in FOR_LETTERS and row.channel != Message.Channel.LETTER):
        raise Http404
    if deed == "went" and row.channel == Message.Channel.LETTER:
        raise Http404
    try:
        DEEDS[deed](request.viewer, row)
    except Refused as why:
        return _shown(request, message, found(Message, message), refused=str(why.message), status=409)
    return go("message", message=row)
