"""Every change to assessments and answers. Each takes `by=`, is atomic, and raises `Refused` where a rule says no."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.access.folders import whose
from alongside.access.models import Stale
from alongside.access.moving import move, next_state
from alongside.access.sources import Source
from alongside.access.viewer import Refused, Viewer
from alongside.measures import answers as said
from alongside.measures import queries, rules, states
from alongside.measures.answers import kept_text
from alongside.measures.library import library
from alongside.measures.models import Assessment, Response
from alongside.measures.sheet import Answers, Sheet


def _may_lie_here(by: Viewer, folder: int, sheet: Sheet) -> None:
    kind = next((h.kind for h in whose(by, folder).held if h.folder == folder), None)
    if kind is not None and kind not in sheet.parts:
        raise Refused(_("This is not asked in this part of the record."))


def _may_be_asked(by: Viewer, sheet: Sheet, how: str, company: str) -> None:
    if why_not := queries.why_not_by(by, sheet):
        raise Refused(why_not)
    if how not in sheet.how:
        raise Refused(_("This part is not asked in that way. Choose another."))
    if not rules.may_be_asked(sheet, company):
        raise Refused(
            _("This part is for when nobody else can hear. Leave it for today, and go on with another one.")
        )


@transaction.atomic
def begin_assessment(*, by: Viewer, folder: int, kind: str = Assessment.Kind.BRIEF) -> Assessment:
    """Begin an assessment; what was answered before stands beside it, to be confirmed."""
    part = next((h.kind for h in whose(by, folder).held if h.folder == folder), "treatment")
    if kind not in Assessment.Kind.values or not library().assessment(kind, part):
        raise Refused(_("There is no such assessment in this part of the record."))
    try:
        with transaction.atomic():
            return Assessment.add(by=by, folder=folder, kind=kind, begun_on=by.today)
    except IntegrityError:
        raise Refused(_("An assessment is open already. Go on with that one.")) from None


@transaction.atomic
def widen_assessment(*, by: Viewer, assessment: Assessment) -> Assessment:
    """Go on from the brief one to the full one; what is done is done."""
    move(assessment, states.ASSESSMENT, "widen", by=by, kind=Assessment.Kind.FULL)
    return assessment


@transaction.atomic
def close_assessment(*, by: Viewer, assessment: Assessment, seen: int | None = None) -> Assessment:
    """Close it. Children have to have been asked about; “would rather not say today” is an answer."""
    next_state(states.ASSESSMENT, assessment.state, "close")
    if left := queries.still_needed(by=by, assessment=assessment):
        words = _(
            "One thing first, “%(question)s”: see “%(part)s”. “Would rather not say today” is an answer too."
        )
        sheet, item = left[0]
        raise Refused(words % {"question": said.told(item.text), "part": said.told(sheet.title)})
    move(assessment, states.ASSESSMENT, "close", by=by, seen=seen, closed_on=by.today)
    return assessment


@transaction.atomic
def save_part(
    *, by: Viewer, folder: int, sheet: Sheet, answers: Answers, how: str = Response.How.IN_PERSON,
    company: str = "", source: str = Source.SAID, seen: int | None = None, done: bool = False,
) -> Response:  # fmt: skip
    """Save a part as it goes; `done` finishes it. `seen` is the version that was read, 0 where none was there yet.

    Somebody else's saving in between raises `Stale` with what they saved. Where nothing differs from the last time,
    finishing it confirms that.
    """
    _may_lie_here(by, folder, sheet)
    _may_be_asked(by, sheet, how, company)
    without = rules.not_now(sheet, company)
    answers = rules.kept(sheet, answers, without)
    row = queries.begun(folder, sheet)
    if row is None and seen:
        # It was finished, or taken out, by somebody else.
        last = queries.last_done(folder, sheet)
        raise Stale(last) if last else Refused(_("Somebody else took this out. Open it again."))
    if row is not None and seen is not None and row.version != seen:
        raise Stale(row)
    how_asked: dict[str, Any] = {"edition": sheet.version, "how": how, "company": company, "source": source}
    if row is None:
        row = _first(by=by, folder=folder, sheet=sheet, answers=kept_text(answers), **how_asked)
    else:
        move(row, states.RESPONSE, "save", by=by, answers=kept_text(answers), **how_asked)
    if done:
        if left := rules.missing(sheet, answers, without):
            raise Refused(_("Answer this first: %(question)s") % {"question": said.told(left[0].item.text)})
        before = row.before if row.before_id else None
        same = before is not None and not rules.changes(sheet, said.of(before), answers)
        move(row, states.RESPONSE, "confirm" if same else "complete", by=by, done_on=by.today)
    return row


def _first(*, by: Viewer, folder: int, sheet: Sheet, answers: str, **how_asked: str) -> Response:
    """The first saving of a part: the row, beside the last one and the assessment that is open."""
    try:
        with transaction.atomic():
            return Response.add(
                by=by, folder=folder, questionnaire=sheet.url, answers=answers,
                before=queries.last_done(folder, sheet), assessment=queries.open_assessment(folder), **how_asked,
            )  # fmt: skip
    except IntegrityError:
        # Somebody else began it in the same moment.
        there = queries.begun(folder, sheet)
        if there is None:
            raise
        raise Stale(there) from None


@transaction.atomic
def confirm_last(
    *, by: Viewer, folder: int, sheet: Sheet, how: str = Response.How.IN_PERSON, company: str = "",
    source: str = Source.SAID,
) -> Response:  # fmt: skip
    """Nothing has changed since the last time: it is copied forward as it was, with today's date."""
    _may_lie_here(by, folder, sheet)
    _may_be_asked(by, sheet, how, company)
    last = queries.last_done(folder, sheet)
    if last is None:
        raise Refused(_("There is nothing to confirm yet. Ask it for the first time."))
    if queries.begun(folder, sheet) is not None:
        raise Refused(_("This part is being written already. Go on with that."))
    answers = rules.kept(sheet, said.raw_of(last))
    if any(answers.get(link_id) for link_id in rules.not_now(sheet, company)):
        raise Refused(_("Some of this is for when nobody else can hear. Confirm it then."))
    if rules.missing(sheet, answers):
        raise Refused(_("There are new questions in this part. Go through it once more."))
    return Response.add(
        by=by, folder=folder, questionnaire=sheet.url, edition=sheet.version, state="confirmed",
        answers=kept_text(answers), how=how, company=company, source=source, done_on=by.today,
        before=last, assessment=queries.open_assessment(folder),
    )  # fmt: skip


@transaction.atomic
def confirm_several(
    *, by: Viewer, folder: int, sheets: Sequence[Sheet], how: str = Response.How.IN_PERSON, company: str = "",
    source: str = Source.SAID,
) -> list[Response]:  # fmt: skip
    """Several parts still hold: all of them are copied forward, or none where one of them cannot be."""
    if not sheets:
        raise Refused(_("Tick what still holds. What has changed is asked by itself."))
    made = []
    for sheet in sheets:
        try:
            made.append(
                confirm_last(by=by, folder=folder, sheet=sheet, how=how, company=company, source=source)
            )
        except Refused as refused:
            words = {"part": said.told(sheet.title), "why": refused.message}
            raise Refused(_("%(part)s: %(why)s") % words) from refused
    return made


@transaction.atomic
def response_in_error(*, by: Viewer, response: Response, why: str, seen: int | None = None) -> Response:
    """It belongs to somebody else, or was never said: it is kept, and shows no longer."""
    if response.in_error or response.ended_at is not None:
        raise Refused(_("This was taken out already."))
    if not why.strip():
        raise Refused(_("Say what was wrong with it."))
    response.change(by=by, seen=seen, ended_at=by.now, ended_why=why.strip()[:200], in_error=True)
    return response
