"""Every change to somebody's leaving: prepared, written, undone; a death. Nothing here happens unless somebody says so.

Each takes `by=`, is atomic, returns the row, and raises `Refused` with a sentence where a rule says no.
"""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.refusing import said
from alongside.access.sources import Source
from alongside.access.viewer import Refused, Viewer
from alongside.care import actions as care
from alongside.care import states as of_care
from alongside.care.actions import dues
from alongside.care.actions.moving import allowed, move, next_state, of_this_part
from alongside.care.models import OPEN, PARTS, Due, Episode
from alongside.care.queries.parts import dates_to_write, whose
from alongside.desk import actions as desk
from alongside.diary.actions.writing import safety_of
from alongside.leaving import queries, rules
from alongside.leaving.models import Home, Leaving, Ready
from alongside.leaving.states import LEAVING
from alongside.outbox import actions as outbox
from alongside.ties.models import Alter

DIED = Episode.How.DIED
STAYED = "they stay"
MISTAKE = "written by mistake"


@dataclass(frozen=True)
class Answer:
    """What is said of one line; "" takes it back."""

    about: str
    answer: str
    words: str = ""


@dataclass(frozen=True)
class AtHome:
    """What came of asking whether it is safe at home."""

    safe: str
    words: str = ""


# Prepared with them, and left -----------------------------------------------------------------------------------------


@transaction.atomic
def write(
    *, by: Viewer, episode: Episode, how: str, on: dt.date, asked: str = "", home: str = "", words: str = "",
    at_home: AtHome | None = None, lines: Iterable[Answer] = (), source: str = Source.SAID,
    leaving: Leaving | None = None, seen: int | None = None,
) -> Leaving:  # fmt: skip
    """Write how somebody leaves, as far as it is known; as often as it takes. Whether home is safe goes to a part of its own."""
    next_state(of_care.EPISODE, episode.state, "finish")
    of_this_part(episode.folder, leaving)
    if how == DIED:
        raise Refused(_("Write a death on its own page: everything to them stops with it."))
    allowed(rules.why_not_prepare(on, episode.began_on))
    values: dict[str, Any] = {
        "how": how,
        "on": on,
        "asked": asked,
        "home": home,
        "words": words,
        "source": source,
    }
    if asked in rules.ASKED and (leaving is None or leaving.asked != asked):
        values["asked_on"] = by.today
    if leaving is None:
        leaving = _begin(by=by, folder=episode.folder, episode=episode, **values)
    else:
        move(leaving, LEAVING, "change", by=by, seen=seen, **values)
    for line in lines:
        _line(by, leaving, line)
    if at_home is not None and at_home.safe:
        _keep_apart(by, leaving, at_home, source)
    return leaving


def _begin(*, by: Viewer, folder: int, **values: Any) -> Leaving:
    """Two who begin at once: the second is told, and loses nothing of the first."""
    with said(_("A colleague began this in the meantime. Load the page again: theirs is there.")):
        return Leaving.add(by=by, folder=folder, **values)


def _line(by: Viewer, leaving: Leaving, said_of: Answer) -> None:
    row = Ready.current.filter(folder=leaving.folder, leaving=leaving, about=said_of.about).first()
    if row is None and said_of.answer:
        Ready.add(
            by=by, folder=leaving.folder, leaving=leaving, about=said_of.about, answer=said_of.answer, words=said_of.words
        )  # fmt: skip
    elif row is not None and said_of.answer:
        row.change(by=by, answer=said_of.answer, words=said_of.words)
    elif row is not None:
        row.end(by=by, why="taken back")


def _keep_apart(by: Viewer, leaving: Leaving, at_home: AtHome, source: str) -> None:
    person = whose(by, leaving.folder)
    row = queries.home_of(person.held, leaving)
    if row is not None:
        row.change(by=by, safe=at_home.safe, words=at_home.words, source=source)
        return
    Home.add(
        by=by, folder=safety_of(by=by, person=person), on=by.today, safe=at_home.safe, words=at_home.words, source=source,
        leaving=leaving.pk, leaving_folder=leaving.folder,
    )  # fmt: skip


@transaction.atomic
def leave(*, by: Viewer, leaving: Leaving, seen: int | None = None) -> Leaving:
    """They have left: their care finishes. Before a planned end somebody asked them alone where they go home to."""
    next_state(LEAVING, leaving.state, "leave")
    allowed(rules.why_not_leave(leaving.how, leaving.asked))
    episode = _episode(leaving)
    before = _open_dates(by, leaving.folder)
    care.finish(by=by, episode=episode, how=leaving.how, on=leaving.on, words=leaving.words)
    move(leaving, LEAVING, "leave", by=by, seen=seen, took_off=_taken_off(by, leaving.folder, before))
    return leaving


def _episode(leaving: Leaving) -> Episode:
    about = leaving.episode_id
    found = Episode.objects.filter(folder=leaving.folder, pk=about).first() if about else None
    if found is None:
        raise Refused(_("The care that this was about is not there. Begin again from their care."))
    return found


@transaction.atomic
def stay(*, by: Viewer, leaving: Leaving, seen: int | None = None) -> Leaving:
    """They stay after all: their care goes on as it was."""
    move(leaving, LEAVING, "stay", by=by, seen=seen)
    _no_more_to_do(by, leaving, STAYED)
    return leaving


@transaction.atomic
def done(*, by: Viewer, line: Ready) -> Ready:
    """What was still to do is done."""
    if line.answer != Ready.Answer.LATER:
        raise Refused(_("This was settled already."))
    line.change(by=by, answer=Ready.Answer.DONE)
    return line


def _no_more_to_do(by: Viewer, leaving: Leaving, why: str) -> None:
    for line in queries.lines_of(leaving):
        if line.answer == Ready.Answer.LATER:
            line.end(by=by, why=why)


# Somebody died --------------------------------------------------------------------------------------------------------


@transaction.atomic
def died(
    *, by: Viewer, folder: int, on: dt.date, look_on: dt.date, called: str, source: str = Source.TOLD, words: str = "",
    around: Iterable[Alter] = (),
) -> Leaving:  # fmt: skip
    """They died: everything to them stops now, their dates come off, care finishes where it is held, and a look back opens.

    Whether any of those around them is supported here in their own right is the desk's to know: it is asked to see to them, in
    words that name nobody. Nothing of that stands in the record.
    """
    around = list(around)
    of_this_part(folder, *around)
    if queries.stands_died(folder):
        raise Refused(_("It is written already that they died. If that is a mistake, undo it."))
    parts = queries.parts_to_write(by, folder, PARTS)
    under_way = list(Episode.current.filter(folder__in=parts, state="open"))
    own = next((one for one in under_way if one.folder == folder), None)
    began = own.began_on if own else None
    allowed(rules.why_not_death(on, began, look_on, by.today))
    person = whose(by, folder)
    outbox.somebody_died(by=by, person=person, folder=folder)
    before = _open_dates(by, folder)
    for episode in under_way:
        # In another part care may have begun after the day that is known here.
        care.finish(by=by, episode=episode, how=DIED, on=max(on, episode.began_on))
    _all_off(by, folder, before)
    _note(by, folder, under_way, before)
    values: dict[str, Any] = {"how": DIED, "on": on, "look_on": look_on, "words": words, "source": source}
    leaving = queries.begun(folder) or _begin(
        by=by, folder=folder, episode=own, how=DIED, on=on, source=source
    )
    move(leaving, LEAVING, "die", by=by, **values)
    _no_more_to_do(by, leaving, "they died")
    dues.put(by=by, folder=folder, what=Due.What.REVIEW, on=look_on, about=leaving.pk)
    _ask_the_desk(by, folder, _offer(called, around), called, around)
    return leaving


def _offer(called: str, around: list[Alter]) -> str:
    """What is asked of the desk, in words that it can act on."""
    named = ", ".join(one.name for one in around)
    return " ".join(
        (
            _("%(name)s has died.") % {"name": called},
            _("Around them, by the names they were given: %(names)s.") % {"names": named}
            if named
            else _("Whoever told us of it, or stood by them, may be known here."),
            _(
                "If any of them is supported here in their own right, decide who offers them help, without naming who died, or "
                "that we knew them: “We would like to see how you are. Would you come in this week?”"
            ),
        )
    )


def _ask_the_desk(by: Viewer, folder: int, words: str, called: str, around: Iterable[Alter] = ()) -> None:
    # One part names whose record it is about. That nobody is there to decide may not keep messages from stopping.
    try:
        desk.pass_on(
            by=by, kind="other", danger="no", words=words, about=called or _("Somebody"), parts=[folder],
            other=", ".join(one.name for one in around),
        )  # fmt: skip
    except Refused:
        return


@transaction.atomic
def look_back(*, by: Viewer, leaving: Leaving, words: str, seen: int | None = None) -> Leaving:
    """The look back after a death took place, and what came of it."""
    next_state(LEAVING, leaving.state, "look")
    if leaving.how != DIED:
        raise Refused(
            _("They are asked themselves later how they are: there is nothing to look back on without them.")
        )
    if not words.strip():
        raise Refused(_("Write what came of it, be it that nothing could have been otherwise."))
    move(
        leaving, LEAVING, "look", by=by, seen=seen, words="\n\n".join(w for w in (leaving.words, words) if w)
    )
    dues.settle(by=by, folder=leaving.folder, about=[leaving.pk], state=Due.State.MET, on=by.today)
    return leaving


# A mistake --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def undo(*, by: Viewer, leaving: Leaving, why: str, called: str, seen: int | None = None) -> Leaving:
    """It was written by mistake: care goes on, and what came off stands again. What was to go waits until somebody looked."""
    next_state(LEAVING, leaving.state, "undo")
    if not why.strip():
        raise Refused(_("Say how the mistake came about."))
    folder = leaving.folder
    if leaving.how == DIED:
        # As one deed, whichever parts of it the viewer holds: what ended with it stands as it stood.
        folders.call("select access.undo_died(%s)", folder)
        dues.settle(by=by, folder=folder, about=[leaving.pk], state=Due.State.OFF)
        outbox.not_died(by=by, folder=folder)
        words = _(
            "That %(name)s had died was written by mistake. Nobody is to be offered help because of it."
        )
        _ask_the_desk(by, folder, words % {"name": called}, called)
    else:
        care.reopen(by=by, episode=_episode(leaving))
        _on_again(by, leaving)
    move(leaving, LEAVING, "undo", by=by, seen=seen, why=why)
    _no_more_to_do(by, leaving, MISTAKE)
    return leaving


@transaction.atomic
def messages_again(*, by: Viewer, leaving: Leaving, looked: bool, seen: int | None = None) -> Leaving:
    """Somebody looked at how they are reached and at what waits: it goes on from where it was, in every part of their record."""
    next_state(LEAVING, leaving.state, "again")
    if leaving.how != DIED:
        raise Refused(_("Nothing was stopped when this was written."))
    if not looked:
        raise Refused(_("Look first at how they are reached and at what waits."))
    outbox.let_again(by=by, folder=leaving.folder)
    move(leaving, LEAVING, "again", by=by, seen=seen)
    return leaving


# Their dates ------------------------------------------------------------------------------------------------------------


def _open_dates(by: Viewer, folder: int) -> dict[int, str]:
    """Every date of theirs that is open, and how it stands."""
    dates = dates_to_write(by, folder)
    return dict(Due.current.filter(folder=dates, state__in=OPEN).values_list("id", "state")) if dates else {}


def _all_off(by: Viewer, folder: int, before: dict[int, str]) -> None:
    """Nothing is due of somebody who died: appointments, waits, doses and all."""
    dates = dates_to_write(by, folder)
    for due in Due.current.filter(folder=dates, pk__in=list(before), state__in=OPEN) if dates else ():
        dues.settle_one(by=by, due=due, state=Due.State.OFF)


def _note(by: Viewer, folder: int, ended: Iterable[Episode], before: dict[int, str]) -> None:
    """What ended with a death and how it stood, for the floor to put back where that was a mistake."""
    rows = [
        {"folder": one.folder, "row_id": one.pk, "what": "care", "stood": "open", "version": one.version}
        for one in ended
    ]
    dates = dates_to_write(by, folder)
    off = (
        Due.current.filter(folder=dates, pk__in=list(before), state=Due.State.OFF) if dates and before else ()
    )
    rows += [
        {
            "folder": due.folder,
            "row_id": due.pk,
            "what": "date",
            "stood": before[due.pk],
            "version": due.version,
        }
        for due in off
    ]
    folders.call("select access.note_died(%s, %s::jsonb)", folder, json.dumps(rows))


def _taken_off(by: Viewer, folder: int, before: dict[int, str]) -> str:
    """Which of them came off, and how they stood."""
    dates = dates_to_write(by, folder)
    if dates is None or not before:
        return ""
    off = Due.current.filter(folder=dates, pk__in=list(before), state=Due.State.OFF).values_list(
        "id", flat=True
    )
    return " ".join(f"{row}:{before[row]}" for row in off)


def _on_again(by: Viewer, leaving: Leaving) -> None:
    """What came off stands as it stood; what somebody settled since stays settled."""
    stood = dict(one.split(":", 1) for one in leaving.took_off.split() if ":" in one)
    dates = dates_to_write(by, leaving.folder)
    known = [int(row) for row in stood if row.isdigit()]
    if dates is None or not known:
        return
    for due in Due.current.filter(folder=dates, pk__in=known, state=Due.State.OFF):
        state = stood[str(due.pk)]
        dues.settle_one(by=by, due=due, state=state if state in OPEN else Due.State.DUE)
