"""Making a letter from what is recorded; and what the outbox asks of it, each time, until it has gone."""

from collections.abc import Iterable
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access.viewer import Refused, Viewer
from alongside.care.models import OPEN, Due
from alongside.care.queries.parts import whose
from alongside.care.queries.today import APPOINTMENTS
from alongside.letters import queries, rules
from alongside.letters import words as ours
from alongside.letters.models import Quoted, Report
from alongside.letters.queries import Said
from alongside.outbox import actions as outbox
from alongside.outbox.keepers import KEEPERS, Keeper
from alongside.outbox.models import Message
from alongside.outbox.wording import TEMPLATES, when_in_words
from alongside.people.models import ContactWay
from alongside.sharing import actions as sharing
from alongside.sharing import words as codes
from alongside.sharing.models import Consent

OUTSIDE, TIME = "report", "appointment"


@transaction.atomic
def make(
    *, by: Viewer, folder: int, chosen: Iterable[str], address: str, about_name: str, opinion: str = "",
    consent: Consent | None = None, order: str = "", body: str = "", to_name: str = "", they_know: bool = True,
) -> Report:  # fmt: skip
    """A letter of the statements that were chosen, to whom a consent names, or by an order to `to_name` (`body`: its sort)."""
    if not they_know:
        raise Refused(str(codes.WHY_NOT["desk"]))
    agreed: tuple[str, ...] | None = None
    if consent is not None:
        if consent.folder != folder:
            raise Refused(str(codes.WHY_NOT["no_consent"]))
        body, to_name, agreed, order = consent.body, consent.to_whom, consent.topic_codes, ""
    elif body not in rules.BY_ORDER or not order.strip():
        raise Refused(_("Without a consent a letter goes by an order alone: say which order, and whose."))
    if body not in rules.TOPICS:
        raise Refused(_("There is no such letter yet. Share it from the page of what is shared."))
    said = _picked(queries.statements(by, folder, body, agreed), set(chosen))
    if rules.opinion_out(opinion, agreed):
        raise Refused(
            _(
                "They did not agree that an opinion goes too: that needs “Something else” among what they agreed to."
            )
        )
    if opinion.strip():
        said.append(Said("opinion", rules.OPINION, opinion.strip(), "opinion", by.today))
    if consent is not None:
        consent = queries.holding(by, folder, to_name, {one.topic for one in said})
        if consent is None:
            raise Refused(str(codes.WHY_NOT["no_consent"]))
    words = composed(about_name, said, order)
    _must_fit(words, said)
    message = outbox.write_outside(
        by=by, folder=folder, template=OUTSIDE, to_name=to_name, to_address=address, words=words
    )
    if consent is not None and consent.address != address:
        consent.change(by=by, address=address)  # typed once
    report = Report.add(
        by=by, folder=folder, message=message, consent=consent, by_order=order, body=body, about_name=about_name,
        opinion=opinion.strip(),
    )  # fmt: skip
    for one in said:
        Quoted.add(
            by=by, folder=folder, report=report, topic=one.topic, words=one.words, source=one.source, told_on=one.told_on,
            taken_from=one.code,
        )  # fmt: skip
    return report


def _picked(known: list[Said], chosen: set[str]) -> list[Said]:
    """Those that were chosen, in their order; what is not there, or stays out, is refused and never dropped."""
    picked = [one for one in known if one.code in chosen]
    if out := next((one.out for one in picked if one.out), ""):
        raise Refused(str(ours.OUT[out]))
    if len(picked) != len(chosen):
        raise Refused(_("Something that you chose has changed in the meantime. Look again, and choose."))
    if not picked:
        raise Refused(_("Choose what the letter says."))
    return picked


def _must_fit(words: str, said: list[Said]) -> None:
    by_topic = {one.topic: 0 for one in said}
    for one in said:
        by_topic[one.topic] += len(one.words) + 1
    if len(words) > rules.WORDS_MOST or max(by_topic.values()) > rules.TOPIC_MOST:
        raise Refused(_("The letter is too long for one. Choose less, and write a second one."))


def composed(about_name: str, said: list[Said], order: str = "") -> str:
    """The letter: whom it is about, on what it rests, topic by topic, and what is an opinion at the end, apart."""
    rests = (
        _("You asked for this by: %(order)s.") % {"order": order}
        if order
        else _("They agreed that you are told this.")
    )
    paragraphs = [_("About %(name)s.") % {"name": about_name} + " " + rests]
    for topic, these in groupby((one for one in said if one.source != "opinion"), key=lambda one: one.topic):
        paragraphs.append("\n".join([f"{codes.topic(topic)}:", *(f"– {one.words}" for one in these)]))
    paragraphs += [
        "\n".join([_("My opinion, apart from what is recorded:"), one.words])
        for one in said
        if one.source == "opinion"
    ]
    return "\n\n".join(paragraphs)


@transaction.atomic
def write_time(*, by: Viewer, folder: int, due: Due, way: ContactWay, to_name: str) -> Message:
    """A letter to the person themselves with the time of an appointment, and nothing of what it is."""
    if whose(by, folder).folder("dates") != due.folder:
        raise Refused(_("That is not a time of this person."))
    if due.at is None or due.at <= by.now or due.state not in OPEN or due.what not in APPOINTMENTS:
        raise Refused(_("This time is no longer booked. Choose another."))
    words = str(TEMPLATES[TIME].words) % {"when": when_in_words(due.at)}
    return outbox.write_letter(
        by=by, folder=folder, way=way, to_name=to_name, words=words, template=TIME, at=due.at
    )


# What the outbox asks of these letters.


def _report_of(letter: Message) -> Report | None:
    return Report.current.filter(folder=letter.folder, message=letter.pk).first()


def _topics_of(report: Report) -> list[Quoted]:
    quoted = Quoted.current.filter(folder=report.folder, report=report.pk)
    return sorted(quoted, key=lambda one: (one.topic, one.source, one.taken_from))


def _rests_on_nothing(by: Viewer, letter: Message) -> str:
    """The consent by which it goes holds now, for that body by name and for every topic in it; or an order asks."""
    report = _report_of(letter)
    if report is None:
        return "no_way"
    if report.by_order:
        return ""
    topics = {one.topic for one in _topics_of(report)}
    return "" if topics and queries.holding(by, letter.folder, letter.to_name, topics) else "not_agreed"


def _write_down(by: Viewer, letter: Message) -> None:
    """What went is a sharing like any other: with whom, what, on what it rests, until when."""
    report = _report_of(letter)
    if report is None:
        return
    quoted = _topics_of(report)
    consent = (
        None
        if report.by_order
        else queries.holding(by, letter.folder, letter.to_name, {one.topic for one in quoted})
    )
    for (topic, source), these in groupby(quoted, key=lambda one: (one.topic, one.source)):
        rows = list(these)
        sharing.share(
            by=by, folder=letter.folder, way="consent" if consent else "court", topic=topic, source=source,
            text="\n".join(one.words for one in rows), told_on=max(one.told_on for one in rows),
            purpose=consent.purpose if consent else report.by_order, until=consent.until if consent else by.today,
            they_know=True, body=letter.to_name, consent=consent, by_letter=True,
        )  # fmt: skip


def _time_has_moved(by: Viewer, letter: Message) -> str:
    """A letter with a time goes only while somebody is booked for it."""
    dates = whose(by, letter.folder).folder("dates")
    if dates is None:
        return ""  # whoever may not see the dates can say nothing of them
    booked = Due.current.filter(folder=dates, at=letter.at, state__in=OPEN, at__gt=by.now)
    return "" if booked.exists() else "time_moved"


KEEPERS[OUTSIDE] = Keeper(_rests_on_nothing, _write_down)
KEEPERS[TIME] = Keeper(_time_has_moved)
