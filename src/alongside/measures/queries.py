"""What was asked, what is done, what is due; each a fixed number of questions to the database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from alongside.access.folders import whose
from alongside.access.prepared import AnyOf, Prepared
from alongside.access.viewer import LONDON, Held, Viewer
from alongside.measures import answers as said
from alongside.measures import rules
from alongside.measures.library import library
from alongside.measures.models import PARTS, Assessment, Response
from alongside.measures.sheet import Answers, Item, Sheet
from alongside.staff.queries import my_seats
from alongside.staff.words import SEATS

DONE = ("completed", "confirmed")


def begun(folder: int, sheet: Sheet) -> Response | None:
    """The one that is being written."""
    those = Response.current.filter(folder=folder, questionnaire=sheet.url, state="begun")
    return those.select_related("before").first()


def last_done(folder: int, sheet: Sheet) -> Response | None:
    """The last one that was finished."""
    those = Response.current.filter(folder=folder, questionnaire=sheet.url, state__in=DONE)
    return those.order_by("-done_on", "-made_at").first()


def history(folder: int, url: str) -> list[Response]:
    """Every time it was finished, the newest first, with the one before each."""
    those = Response.current.filter(folder=folder, questionnaire=url, state__in=DONE)
    return list(those.select_related("before").order_by("-done_on", "-made_at"))


def open_assessment(folder: int) -> Assessment | None:
    """The one under way."""
    return Assessment.current.filter(folder=folder, state="open").first()


def known_elsewhere(folder: int, sheet: Sheet) -> tuple[Answers, dt.date | None]:
    """What was answered to the same questions in other questionnaires, the newest first, and on which day at the latest."""
    urls = [library().newest[slug].url for slug in sheet.carries]
    if not urls:
        return {}, None
    those = Response.current.filter(folder=folder, questionnaire__in=urls, state__in=DONE)
    newest = list(those.order_by("-done_on", "-made_at"))
    found = rules.carried(sheet, (said.of(one) for one in newest))
    return found, next((one.done_on for one in newest), None) if found else None


def why_not_by(by: Viewer, sheet: Sheet) -> str:
    """Why it is not for them to ask; empty where it is. No question to the database where anybody may."""
    if not sheet.asked_by or rules.may_ask(sheet, my_seats(by)):
        return ""
    return _("Asking this is left to: %(who)s.") % {"who": left_to(sheet)}


def left_to(sheet: Sheet) -> str:
    """To whom asking it is left, in words."""
    called = dict(SEATS)
    return ", ".join(str(called[kind]).lower() for kind in sheet.asked_by)


@dataclass(frozen=True)
class Section:
    """One part of an assessment, and how it stands."""

    sheet: Sheet
    last: Response | None
    open: Response | None
    due: bool
    mine: bool = True
    """Is it for the viewer to ask?"""

    @property
    def never(self) -> bool:
        """Was it never asked?"""
        return self.last is None

    @property
    def left_to(self) -> str:
        """To whom asking it is left, in words."""
        return left_to(self.sheet)


@dataclass(frozen=True)
class Standing:
    """How the assessment of one part of a record stands."""

    assessment: Assessment | None
    sections: list[Section]
    children_asked: bool
    """Was every question answered without which it cannot close?"""

    @property
    def begun_on(self) -> dt.date | None:
        """The day on which it began."""
        return self.assessment.begun_on if self.assessment else None

    @property
    def may_still_hold(self) -> list[Section]:
        """Parts that were answered before, are due, and are the viewer's to ask: to be confirmed as they were."""
        return [s for s in self.sections if s.due and s.last is not None and s.open is None and s.mine]

    @property
    def done(self) -> int:
        """Parts that need not be asked now."""
        return sum(not section.due for section in self.sections)


def standing(by: Viewer, folder: int, part: str, kind: str = "") -> Standing:
    """The latest assessment, and every section of its kind with what is done and due; two questions."""
    # "open" sorts after "closed": the one under way, else the newest.
    assessment = Assessment.current.filter(folder=folder).order_by("state", "begun_on").last()
    responses = Response.current.filter(folder=folder).order_by("done_on", "made_at")
    return _stands(by, assessment, part, kind, list(responses))


def under_way(by: Viewer, held: Iterable[Held]) -> tuple[Held, Standing] | None:
    """The assessment that is open in one of these parts of a record, with how it stands; one question for all of them."""
    parts = {h.folder: h for h in held if h.kind in PARTS}
    for assessment in UNDER_WAY(folders=list(parts)):
        part = parts[assessment.folder]
        return part, _stands(by, assessment, part.kind, "", [_response(row) for row in assessment.responses])
    return None


def _under_way() -> QuerySet[Assessment]:
    answered = Response.current.filter(folder=AnyOf("folders")).filter(folder=OuterRef("folder"))
    row = JSONObject(**{name: name for name in KEPT})
    found = Assessment.current.filter(folder=AnyOf("folders"), state="open").order_by("-begun_on", "folder")
    return found.annotate(responses=ArraySubquery(answered.order_by("done_on", "made_at").values_list(row)))


KEPT = ("folder", "questionnaire", "edition", "state", "done_on", "answers")
UNDER_WAY = Prepared(_under_way)


def _response(row: dict[str, Any]) -> Response:
    """A response as the question above tells it."""
    day = row["done_on"]
    return Response(**{**row, "done_on": dt.date.fromisoformat(day) if day else None})


def _stands(
    by: Viewer, assessment: Assessment | None, part: str, kind: str, responses: list[Response]
) -> Standing:
    """From what is known of the part: its latest assessment, and every response, the newest last."""
    kind = kind or (assessment.kind if assessment else "full")
    sheets = library().assessment(kind, part) or library().assessment("full", part)
    newest = {(row.questionnaire, row.state in DONE): row for row in responses}
    since = assessment.begun_on if assessment and assessment.state == "open" else None
    seats = my_seats(by) if any(sheet.asked_by for sheet in sheets) else set()
    sections = []
    for sheet in sheets:
        last, opened = newest.get((sheet.url, True)), newest.get((sheet.url, False))
        due = rules.is_due(sheet, last.done_on if last else None, by.today, since)
        sections.append(Section(sheet, last, opened, due, rules.may_ask(sheet, seats)))
    needed = [s for s in sheets if s.needed]
    asked = not needed or _all_answered(needed, newest.values(), since)
    return Standing(assessment, sections, asked)


def _all_answered(sheets: Iterable[Sheet], rows: Iterable[Response], since: dt.date | None) -> bool:
    done = [r for r in rows if r.state in DONE and (since is None or (r.done_on and r.done_on >= since))]
    several = [said.of(row) for row in done]
    return all(rules.answered(link_id, several) for sheet in sheets for link_id in sheet.needed)


def still_needed(*, by: Viewer, assessment: Assessment) -> list[tuple[Sheet, Item]]:
    """The questions that were not answered since it began, and without which it does not close."""
    part = next(
        (h.kind for h in whose(by, assessment.folder).held if h.folder == assessment.folder), "treatment"
    )
    done = Response.current.filter(folder=assessment.folder, state__in=DONE, done_on__gte=assessment.begun_on)
    several = [said.of(row) for row in done]
    left = []
    for sheet in library().assessment(assessment.kind, part):
        for link_id in sheet.needed:
            item = sheet.item(link_id)
            if item is not None and not rules.answered(link_id, several):
                left.append((sheet, item))
    return left


def same_sitting(by: Viewer, folder: int) -> Response | None:
    """What this worker saved last in this part of the record today: how, and who was there, is not asked twice."""
    those = Response.current.filter(folder=folder, made_by=by.staff).order_by("-made_at")
    last = those.first()
    return last if last and last.made_at.astimezone(LONDON).date() == by.today else None


def last_of(folder: int, slug: str, part: str) -> tuple[Sheet, Response] | None:
    """The last time that one questionnaire was finished, where it may lie in this part of the record."""
    sheet = library().newest.get(slug)
    last = last_done(folder, sheet) if sheet and part in sheet.parts else None
    return (sheet, last) if sheet and last else None
