"""Everything that is done about a copy: asked for, asked alone, looked at, sealed, handed over, taken back."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.models import FolderModel
from alongside.access.refusing import said
from alongside.access.viewer import Held, Refused, Viewer
from alongside.outbox import rules as post
from alongside.outbox.carriers import set_up
from alongside.outbox.holds import HOLDS
from alongside.people.models import ContactWay
from alongside.staff.emergency import named
from alongside.subject import gathering, queries, rules
from alongside.subject.models import Alone, Look, Piece
from alongside.subject.queries import Asked
from alongside.subject.rules import Statement


def _while() -> str:
    return _("Somebody else did the same in the meantime. Look at it again.")


def ask(*, by: Viewer, folder: int, on: dt.date, how: str) -> None:
    """Write down that somebody asked for a copy, in a part of theirs that one writes in. It reaches whoever holds a part."""
    with said(_("Say on which day it came: today, or a day of the last year.")):
        folders.call("select access.ask_for_copy(%s, %s, %s)", folder, on, how)


def ask_of(*, by: Viewer, who: str, on: dt.date, how: str) -> None:
    """The same by a reference or an NHS number, of somebody whose record one need not open. The answer is always the same."""
    found_by, text = named(who)
    with said(
        _("Say on which day it came: a day of the last year. Nobody can write down more than twenty a day.")
    ):
        folders.call("select access.ask_for_copy_of(%s, %s, %s, %s)", found_by, text, on, how)


@transaction.atomic
def ask_alone(*, by: Viewer, folder: int, number: int, answer: str, wants: str) -> Alone:
    """What they said, asked alone: is somebody making them ask, or will somebody else read it? It stops nothing."""
    for before in Alone.current.filter(folder=folder, request=number):
        before.end(by=by, why="asked again")
    return Alone.add(by=by, folder=folder, request=number, said=answer, wants=wants, asked_on=by.today)


@transaction.atomic
def look(
    *, by: Viewer, folder: int, number: int, row: FolderModel, seen: int, verdict: str, why: str = "",
    held: Iterable[str] = (), left_out: str = "",
) -> Look:  # fmt: skip
    """Say of one statement whether it is given, given without some of it, or held back. What was told does not change."""
    _open(folder, number)
    its = gathering.statement(row, gathering.names_of(type(row), folder))
    if its.told or not its.waits:
        raise Refused(_("There is nothing to decide here."))
    if its.version != seen:
        raise Refused(_("It was changed while you read it. Read it again."))
    held = [fact.field for fact in its.texts if fact.field in set(held)]
    if verdict != Look.Verdict.SOME:
        held, left_out = [], ""
    if verdict == Look.Verdict.GIVE:
        why = ""
    elif not why:
        raise Refused(_("Say why it is held back."))
    if verdict == Look.Verdict.SOME and not held and not rules.phrases(left_out):
        raise Refused(_("Say what does not go: tick it, or write the words that are left out."))
    if absent := rules.missing(its, rules.phrases(left_out)):
        raise Refused(
            _("These words do not stand there: %(words)s. Write them just as they stand.") % {"words": absent}
        )
    values: dict[str, Any] = {
        "as_of": its.version,
        "verdict": verdict,
        "why": why,
        "held": " ".join(held),
        "left_out": left_out,
    }
    before = queries.looks(folder, number, type(row), [row.pk]).get(row.pk)
    if before is not None:
        before.change(by=by, **values)
        return before
    with said(_while()):
        return Look.add(by=by, folder=folder, request=number, table=its.table, about=its.id, **values)


@transaction.atomic
def give_all(
    *, by: Viewer, folder: int, number: int, model: type[FolderModel], read: Iterable[Statement]
) -> int:
    """All these, which somebody has just read, as they stand, but for what was decided before; how many."""
    _open(folder, number)
    before = queries.looks(folder, number, model)
    done = 0
    for its in read:
        known = before.get(its.id)
        if not its.waits or (known is not None and known.as_of == its.version):
            continue
        if known is not None:
            known.change(by=by, as_of=its.version, verdict=Look.Verdict.GIVE, why="", held="", left_out="")
        else:
            Look.add(
                by=by, folder=folder, request=number, table=its.table, about=its.id, as_of=its.version,
                verdict=Look.Verdict.GIVE,
            )  # fmt: skip
        done += 1
    return done


def _open(folder: int, number: int) -> None:
    """Nothing is decided any more of a part that is sealed."""
    if Piece.current.filter(folder=folder, request=number).exists():
        raise Refused(_("This part is sealed already. Open it again first."))


@transaction.atomic
def seal(*, by: Viewer, held: Iterable[Held], asked: Asked) -> list[Piece]:
    """Seal what goes of each of these parts; what nobody has looked at stays here."""
    _standing(asked)
    its = queries.parts(held)
    ready = queries.pieces(its, [asked.id])
    left = [part for part in its if (part.folder, asked.id) not in ready]
    with said(_while()):
        made = [
            Piece.add(
                by=by, folder=part.folder, request=asked.id, sealed_on=by.today,
                given=json.dumps(content(part, asked.id), ensure_ascii=False),
            )
            for part in left
        ]  # fmt: skip
    if made:
        _note(asked, [piece.folder for piece in made], "seal copy")
    return made


def content(part: Held, number: int) -> list[dict[str, Any]]:
    """What goes of one part: table by table, statement by statement; with nothing that says what does not."""
    found, names, seen = [], gathering.Names(), queries.all_looks(part.folder, number)
    for model in gathering.tables_in(part.kind):
        table, copied = model._meta.db_table, model.copied
        told = []
        for its in gathering.statements(model, gathering.rows(model, part.folder), names):
            facts = rules.goes(its, seen.get((table, its.id)))
            if not facts:
                continue
            told.append(
                [{key: value for key, value in asdict(fact).items() if key != "look"} for fact in facts]
            )
            if copied is not None and copied.called:
                # Whoever is not named in what goes is named by no other statement of it either.
                names.update(((table, its.id), fact.text) for fact in facts if fact.field == copied.called)
        if told:
            found.append({"table": table, "title": gathering.title(model), "statements": told})
    return found


@transaction.atomic
def open_again(*, by: Viewer, held: Iterable[Held], asked: Asked) -> None:
    """Look again at what is sealed and was not handed over yet."""
    _standing(asked)
    for piece in queries.pieces(queries.parts(held), [asked.id]).values():
        if piece.handed_on is None:
            piece.end(by=by, why="looked at again")


@transaction.atomic
def hand_over(
    *, by: Viewer, held: Iterable[Held], asked: Asked, how: str, on: dt.date, way: ContactWay | None = None
) -> None:
    """Say that what is sealed of these parts was handed over, how and when. By post only where a letter is safe now."""
    _standing(asked)
    if on > by.today or on < asked.asked_on:
        raise Refused(_("Say on which day it was handed over: since they asked, and not a day to come."))
    if how == Piece.How.POST:
        decision = post.decide(way, "letter", by.now, ask_again_days=set_up()["ask_again_days"])
        if isinstance(decision, post.Hold):
            why = HOLDS[decision.why]
            raise Refused(f"{_(why.words)} {_(why.todo)}")
    its = [p for p in queries.pieces(queries.parts(held), [asked.id]).values() if p.handed_on is None]
    if not its:
        raise Refused(_("There is nothing that waits to be handed over."))
    for piece in its:
        piece.change(by=by, handed_on=on, how=how)
    _note(asked, [piece.folder for piece in its], "hand over copy")


def _note(asked: Asked, ids: list[int], deed: str) -> None:
    folders.call("select access.note_copy(%s, %s, %s)", asked.id, ids, deed)


def _standing(asked: Asked) -> None:
    if asked.withdrawn_at is not None:
        raise Refused(_("They no longer ask for it. Write it down anew if they ask again."))


@transaction.atomic
def withdraw(*, by: Viewer, folder: int, asked: Asked, why: str) -> None:
    """They no longer ask, or it was written down by mistake; whoever was told of it sees so."""
    with said(_("Somebody else has taken it back in the meantime.")):
        folders.call("select access.withdraw_copy(%s, %s, %s)", asked.id, folder, why)
