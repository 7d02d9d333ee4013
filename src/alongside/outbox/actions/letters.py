"""Letters: written by one, let go by somebody else, printed and posted in the office."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access.moving import move
from alongside.access.viewer import Refused, Viewer
from alongside.outbox import rules
from alongside.outbox.actions.deciding import decide, must_be_theirs, way_of
from alongside.outbox.holds import HOLDS
from alongside.outbox.models import Message
from alongside.outbox.states import LETTER
from alongside.outbox.wording import first_name
from alongside.people.models import ContactWay


@transaction.atomic
def write_letter(*, by: Viewer, folder: int, way: ContactWay, to_name: str, words: str) -> Message:
    """Begin a letter about this part of the record, to one of this person's own addresses."""
    must_be_theirs(by, folder, way)
    if way.kind != ContactWay.Kind.POST:
        raise Refused(_("A letter needs an address to write to. Add one to the ways to reach them."))
    return Message.add(
        by=by,
        folder=folder,
        channel=Message.Channel.LETTER,
        template="letter",
        state=LETTER.first,
        way=way.pk,
        way_folder=way.folder,
        who=first_name(by.name),
        to_name=to_name,
        words=words,
        written_by=by.staff,
    )


@transaction.atomic
def change_letter(
    *, by: Viewer, letter: Message, way: ContactWay, to_name: str, words: str, seen: int | None = None
) -> Message:
    """Write it otherwise, while nobody was asked to look."""
    must_be_theirs(by, letter.folder, way)
    move(
        letter, LETTER, "change", by=by, seen=seen, way=way.pk, way_folder=way.folder, to_name=to_name, words=words,
        written_by=by.staff, who=first_name(by.name),
    )  # fmt: skip
    return letter


@transaction.atomic
def ask_to_look(*, by: Viewer, letter: Message) -> Message:
    """It is written: somebody else looks at it before it goes."""
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
def print_letters(*, by: Viewer, letters: Iterable[Message]) -> list[tuple[Message, ContactWay]]:
    """Those that may still go, each with the person's own address as it is now; the others are held from here on."""
    printed = []
    for letter in letters:
        decision, way = decide(by, letter), way_of(by, letter)
        if isinstance(decision, rules.Hold) or way is None:
            why = decision.why if isinstance(decision, rules.Hold) else "no_way"
            move(letter, LETTER, "hold", by=by, held_why=why)
            continue
        letter.change(by=by, printed_at=by.now)
        printed.append((letter, way))
    return printed


@transaction.atomic
def posted(*, by: Viewer, letter: Message) -> Message:
    """It is in the post, or in their hands."""
    if letter.state == "ready" and letter.printed_at is None:
        raise Refused(_("Print it first."))
    move(letter, LETTER, "post", by=by, sent_at=by.now)
    return letter
