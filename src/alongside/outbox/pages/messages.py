"""Messages about one part of a record: what went, what waits, what is held; a text, an e-mail or a letter begun."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy

from alongside.access.viewer import Refused, Viewer
from alongside.outbox import actions, forms, queries, showing, states
from alongside.outbox.actions.deciding import stopped, ways_of
from alongside.outbox.models import PARTS, Message
from alongside.outbox.wording import first_name
from alongside.people.identity import identity_of
from alongside.people.models import ContactWay
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Part, Request, go, page, render, sealed, url


def may_write(part: Part) -> None:
    """Where the viewer may only read, there is no page to write on."""
    if not part.can_write:
        raise Http404


def _line(message: Message, by: Viewer, still: bool) -> dict[str, Any]:
    return {
        "message": message,
        "what": showing.what(message),
        "why": showing.why(message, by, stopped=still),
        "stands": showing.stands(message, still),
        "kind": showing.KINDS.get(message.state),
    }


@page("part/<handle:part>/messages/", name="messages", title=gettext_lazy("Messages"), needs=PARTS)
def messages(request: Request, part: Part) -> HttpResponse:
    """What waits or is held first, then what went or was cancelled."""
    rows, still = queries.messages_of(part.folder), stopped(part.folder)
    told = {
        "part": part,
        "waiting": [_line(m, request.viewer, still) for m in rows if m.state in states.OPEN],
        "over": [_line(m, request.viewer, still) for m in rows if m.state not in states.OPEN],
        "stopped": still,
        "contact": part.person.folder("contact") is not None,
    }
    return render(request, "outbox/messages.html", told)


@page(
    "part/<handle:part>/messages/send/",
    name="send-message",
    title=gettext_lazy("Send a text or e-mail"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def send_message(request: Request, part: Part) -> HttpResponse:
    """Choose what it says and which way it goes; it goes at once, or when it is safe."""
    may_write(part)
    by = request.viewer
    ways = [w for w in ways_of(by, part.folder) if w.kind in forms.CHANNELS]
    form = filled(request, forms.SendForm, ways=ways, who=first_name(by.name))

    def save() -> HttpResponse:
        way = form.chosen()
        message = actions.send(
            by=by,
            folder=part.folder,
            template=form.cleaned_data["template"],
            channel=forms.CHANNELS[ContactWay.Kind(way.kind)],
            way=way,
            at=form.at(),
        )
        return go("message", message=message)

    return ask(request, form, save, "outbox/send.html", part=part, ways=ways)


def letter_page(request: Request, part: Part, letter: Message | None) -> HttpResponse:
    """Write a letter, or write it otherwise."""
    by = request.viewer
    ways = [w for w in ways_of(by, part.folder) if w.kind == ContactWay.Kind.POST]
    begin: dict[str, object] = {"to_name": identity_of(request, part.person).name}
    if letter is not None:
        chosen = next((w for w in ways if w.pk == letter.way), None)
        begin = {"to_name": letter.to_name, "words": letter.words}
        begin |= {"way": sealed(chosen, "way")} if chosen else {}
    elif len(ways) == 1:
        begin["way"] = sealed(ways[0], "way")
    form = filled(request, forms.LetterForm, begin, row=letter, ways=ways)
    back = url("message", message=letter) if letter else url("messages", part=part)

    def save() -> HttpResponse:
        if form.stale():
            return render(request, "web/stale.html", {"form": form, "back": back}, status=409)
        data = {
            "way": form.chosen(),
            "to_name": form.cleaned_data["to_name"],
            "words": form.cleaned_data["words"],
        }
        if letter is None:
            return go("message", message=actions.write_letter(by=by, folder=part.folder, **data))
        actions.change_letter(by=by, letter=letter, seen=letter.version, **data)
        return go("message", message=letter)

    return ask(request, form, save, "outbox/letter.html", part=part, ways=ways, letter=letter, back=back)


@page(
    "part/<handle:part>/messages/letter/",
    name="write-letter",
    title=gettext_lazy("Write them a letter"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def write_letter(request: Request, part: Part) -> HttpResponse:
    """A new letter; it waits until somebody else has looked at it."""
    may_write(part)
    return letter_page(request, part, None)


@page(
    "part/<handle:part>/messages/stop/",
    name="stop-messages",
    title=gettext_lazy("Nothing more to this person"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def stop_messages(request: Request, part: Part) -> HttpResponse:
    """They died, or the record was made in error: nothing goes any more. Or that was a mistake: what was stopped goes on."""
    may_write(part)
    now_stopped = stopped(part.folder)
    if request.method == "POST":
        try:
            # What was pressed is done, and never its opposite: a colleague may have stopped everything meanwhile.
            if request.POST.get("what") != "let":
                actions.stop_all(by=request.viewer, person=part.person, folder=part.folder)
            elif now_stopped:
                actions.let_again(by=request.viewer, folder=part.folder)
        except Refused as refused:
            told = {"part": part, "stopped": now_stopped, "refused": str(refused.message)}
            return render(request, "outbox/stop.html", told, status=409)
        return go("messages", part=part)
    told = {"part": part, "stopped": now_stopped}
    return render(request, "outbox/stop.html", told)
