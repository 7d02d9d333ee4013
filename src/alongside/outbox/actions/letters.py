"""Letters: written by one, let go by somebody else, printed and posted in the office."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.moving import move
from alongside.access.viewer import Refused, Viewer
from alongside.outbox import keepers, rules
from alongside.outbox.actions.deciding import (
    decide,
    may_see_how_to_reach,
    must_be_theirs,
    refuse_if_stopped,
    stopped_among,
    way_of,
)
from alongside.outbox.holds import HOLDS
from alongside.outbox.models import Message
from alongside.outbox.states import LETTER
from alongside.outbox.wording import first_name
from alongside.people.models import ContactWay


@transaction.atomic
def write_letter(
    *, by: Viewer, folder: int, way: ContactWay, to_name: str, words: str, template: str = "letter",
    at: dt.datetime | None = None,
) -> Message:  # fmt: skip
    """Begin a letter about this part of the record, to one of this person's own addresses."""
    must_be_theirs(by, folder, way)
    if way.kind != ContactWay.Kind.POST:
        raise Refused(_("A letter needs an address to write to. Add one to the ways to reach them."))
    return Message.add(
        by=by,
        folder=folder,
        channel=Message.Channel.LETTER,
        template=template,
        at=at,
        state=LETTER.first,
        way=way.pk,
        way_folder=way.folder,
        who=first_name(by.name),
        to_name=to_name,
        words=words,
        written_by=by.staff,
    )


@transaction.atomic
def write_outside(
    *, by: Viewer, folder: int, template: str, to_name: str, to_address: str, words: str
) -> Message:
    """Begin a letter about this person to somebody outside; the app whose template it is vouches for it each time it is asked."""
    if template not in keepers.KEEPERS:
        raise Refused(_("Nothing goes to somebody outside but a letter that rests on what they agreed to."))
    if not to_name.strip() or not to_address.strip():
        raise Refused(_("Say to whom it goes, and to which address."))
    return Message.add(
        by=by, folder=folder, channel=Message.Channel.LETTER, template=template, state=LETTER.first, who=by.name[:60],
        to_name=to_name, to_address=to_address, words=words, written_by=by.staff,
    )  # fmt: skip


@transaction.atomic
def change_letter(
    *, by: Viewer, letter: Message, way: ContactWay, to_name: str, words: str, seen: int | None = None
) -> Message:
    """Write it otherwise, while nobody was asked to look."""
    if letter.goes_outside:
        raise Refused(_("This letter was made from the record. Cancel it, and make another."))
    must_be_theirs(by, letter.folder, way)
    move(
        letter, LETTER, "change", by=by, seen=seen, way=way.pk, way_folder=way.folder, to_name=to_name, words=words,
        written_by=by.staff, who=first_name(by.name),
    )  # fmt: skip
    return letter


@transaction.atomic
def ask_to_look(*, by: Viewer, letter: Message) -> Message:
    """It is written: somebody else looks at it before it goes."""
    refuse_if_stopped(letter)
    if why := keepers.why_not(by, letter):
        raise Refused(f"{_(HOLDS[why].words)} {_(HOLDS[why].todo)}")
    move(letter, LETTER, "ask", by=by)
    return letter


@transaction.atomic
def give_back(*, by: Viewer, letter: Message) -> Message:
    """Back to be written; whoever looked has to look again."""
    move(letter, LETTER, "back", by=by, passed_by=None, held_why="")
    return letter


@transaction.atomic
def let_go(*, by: Viewer, letter: Message) -> Message:
    """The second person has looked: ready to print, or held and why."""
    if by.staff in (letter.made_by, letter.written_by):
        raise Refused(_("Somebody else has to look at it: you wrote it. Ask a colleague who may open this."))
    refuse_if_stopped(letter)
    decision = decide(by, letter)
    if isinstance(decision, rules.Hold):
        move(letter, LETTER, "hold", by=by, passed_by=by.staff, held_why=decision.why)
    else:
        move(letter, LETTER, "pass", by=by, passed_by=by.staff)
    return letter


@transaction.atomic
def try_letter_again(*, by: Viewer, letter: Message, looked: bool = False) -> Message:
    """A letter that was held after somebody else had looked at it: ready, if what kept it here is mended."""
    if letter.passed_by is None:
        raise Refused(_("Somebody else has to look at it first. Give it back, and ask."))
    if looked and letter.held_why in HOLDS and HOLDS[letter.held_why].may_look:
        letter.looked_on = by.today
    decision = decide(by, letter)
    if isinstance(decision, rules.Hold):
        why = HOLDS[decision.why]
        raise Refused(f"{_(why.words)} {_(why.todo)}")
    looked_on, letter.looked_on = letter.looked_on, None
    move(letter, LETTER, "again", by=by, held_why="", looked_on=looked_on)
    return letter


@transaction.atomic
def print_letters(*, by: Viewer, letters: Iterable[Message]) -> list[tuple[Message, ContactWay | None]]:
    """Those that may still go, each with the person's own address as it is now; what has none, or may not go, is held.

    What was stopped, and whose address the viewer may not see, stays as it is: nobody else's letter waits for it. A letter to
    somebody outside carries its address itself.
    """
    printed: list[tuple[Message, ContactWay | None]] = []
    asked = list(letters)
    stopped = stopped_among(letter.folder for letter in asked)
    for letter in asked:
        if letter.folder in stopped or not may_see_how_to_reach(by, letter):
            continue
        decision, way = decide(by, letter), way_of(by, letter)
        if isinstance(decision, rules.Hold):
            move(letter, LETTER, "hold", by=by, held_why=decision.why)
        elif not letter.goes_outside and (way is None or not way.value.strip()):
            move(letter, LETTER, "hold", by=by, held_why="no_way")
        else:
            letter.change(by=by, printed_at=by.now)
            printed.append((letter, way))
    return printed


@transaction.atomic
def posted(*, by: Viewer, letter: Message) -> Message:
    """It is in the post, or in their hands."""
    refuse_if_stopped(letter)
    if letter.state == "ready" and letter.printed_at is None:
        raise Refused(_("Print it first."))
    if letter.state == "ready" and letter.goes_outside and (why := keepers.why_not(by, letter)):
        # Between the printer and the post something ended on which it rests.
        move(letter, LETTER, "hold", by=by, held_why=why)
        return letter
    move(letter, LETTER, "post", by=by, sent_at=by.now)
    keepers.gone(by, letter)
    return letter


@transaction.atomic
def look_again(*, by: Viewer, folder: int) -> list[Message]:
    """Something ended on which messages of this part may rest: those that may no longer go are held from here on."""
    held = []
    for message in Message.current.filter(folder=folder, state__in=("waiting", "ready", "queued")):
        if why := keepers.why_not(by, message):
            move(message, message.course, "hold", by=by, held_why=why)
            if message.channel != Message.Channel.LETTER:
                folders.call("select access.send_no_more(%s, %s)", message.folder, message.pk)
            held.append(message)
    return held
