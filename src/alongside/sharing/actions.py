"""Sharing part of a record, by one of the few named ways; and what follows where a consent ends."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.refusing import said
from alongside.access.viewer import LONDON, Refused, Viewer, end_of
from alongside.outbox import actions as outbox
from alongside.outbox.keepers import EVERY, KEEPERS, Keeper
from alongside.outbox.models import Message
from alongside.people.models import ContactWay
from alongside.sharing import queries, rules, words
from alongside.sharing.models import Consent, Received, Share
from alongside.staff.queries import called


@transaction.atomic
def agree(
    *, by: Viewer, folder: int, to_whom: str, topics: Iterable[str], purpose: str, until: dt.date, how: str, said: str = "",
    body: str = Consent.Body.OTHER, address: str = "", signed: str = "",
) -> Consent:  # fmt: skip
    """Write down what they agreed to share: with whom, what about, what for, until when."""
    chosen = [code for code in rules.TOPICS if code in set(topics)]
    if not chosen or not to_whom.strip() or not purpose.strip():
        raise Refused(_("Say with whom, what about, and what for."))
    _must_be_said_well(by, until, how, signed)
    return Consent.add(
        by=by, folder=folder, to_whom=to_whom, topics=" ".join(chosen), purpose=purpose, how=how, said=said,
        body=body or Consent.Body.OTHER, address=address, signed=signed, given_on=by.today, until=until,
    )  # fmt: skip


@transaction.atomic
def answer(
    *, by: Viewer, folder: int, about: str, agreed: bool, purpose: str, until: dt.date, how: str, said: str = "",
    signed: str = "",
) -> Consent:  # fmt: skip
    """Write down whether they agree to care, to the national return or to being contacted; an earlier answer is over."""
    if about not in rules.ASKED:
        raise Refused(_("Choose what they were asked."))
    if not purpose.strip():
        raise Refused(_("Say what was explained to them."))
    _must_be_said_well(by, until, how, signed)
    for before in Consent.current.filter(folder=folder, about=about):
        before.end(by=by, why=_("asked again"))
    made = Consent.add(
        by=by, folder=folder, about=about, agreed=agreed, purpose=purpose, how=how, said=said, signed=signed,
        given_on=by.today, until=until,
    )  # fmt: skip
    outbox.look_again(by=by, folder=folder)
    return made


@transaction.atomic
def still_agreed(
    *, by: Viewer, consent: Consent, until: dt.date, how: str, signed: str = "", seen: int | None = None
) -> None:
    """They were asked again, and it still holds."""
    if consent.ended_at is not None or consent.in_error or not consent.agreed:
        raise Refused(_("It was withdrawn. Ask them, and write down anew what they agree to."))
    _must_be_said_well(by, until, how, signed)
    consent.change(by=by, seen=seen, reviewed_on=by.today, until=until, how=how, signed=signed)


def _must_be_said_well(by: Viewer, until: dt.date, how: str, signed: str) -> None:
    """It ends within a year, and what is signed on the screen bears a name."""
    if not by.today <= until <= by.today + dt.timedelta(days=366):
        raise Refused(_("A consent ends on a day to come, within a year. It can be given again."))
    if how == Consent.How.SCREEN and not signed.strip():
        raise Refused(_("Turn the screen to them: they write their own name."))


@transaction.atomic
def withdraw(*, by: Viewer, consent: Consent, why: str) -> None:
    """It holds no longer: nothing new is shared by it, copies not taken yet are taken back, letters that wait are held."""
    consent.end(by=by, why=why)
    for share in Share.current.filter(folder=consent.folder, consent=consent.pk):
        stop(by=by, share=share, why=why)
    outbox.look_again(by=by, folder=consent.folder)


@transaction.atomic
def share(
    *, by: Viewer, folder: int, way: str, topic: str, text: str, source: str, told_on: dt.date, purpose: str, until: dt.date,
    they_know: bool, staff: int | None = None, body: str = "", letter_way: ContactWay | None = None, to_them: str = "",
    consent: Consent | None = None, about: str = "", by_letter: bool = False,
) -> Share:  # fmt: skip
    """Share it with a colleague (`staff`), somebody outside (`body`), or the person themselves (`to_them`: their name).

    What a colleague gets is a copy that waits for them; the person themselves may have a letter; `by_letter` says that one to
    somebody outside has gone. Nobody can open more by it.
    """
    to = [kind for kind, given in (("colleague", staff), ("body", body.strip()), ("them", to_them)) if given]
    if len(to) != 1:
        raise Refused(_("Say with whom: one colleague, somebody outside, or the person themselves."))
    name = _name_of(staff) if staff else body.strip() or to_them
    if consent is not None:
        # Nobody withdraws it between the look and the copy.
        locked = Consent.objects.select_for_update(no_key=True).filter(folder=folder, pk=consent.pk)
        consent = locked.first() if consent.folder == folder else None
    allowed = rules.Consent(
        consent.topic_codes, consent.to_whom, consent.until,
        consent.ended_at is not None or consent.in_error or not consent.agreed or consent.about != Consent.About.SHARE,
    ) if consent else None  # fmt: skip
    against = rules.why_not(
        way,
        to=to[0],
        to_name=name,
        topic=topic,
        today=by.today,
        until=until,
        they_know=they_know,
        consent=allowed,
    )
    if against:
        raise Refused(str(words.WHY_NOT[against]))
    if told_on > by.today or not text.strip() or not purpose.strip():
        raise Refused(_("Say what is shared, what for, and on which day it was told."))
    made = Share.add(
        by=by, folder=folder, way=way, basis=rules.WAYS[way].basis, consent=consent, purpose=purpose, topic=topic, words=text,
        source=source, told_on=told_on, to_kind=to[0], to_name=name,
        how="copy" if staff else "letter" if letter_way or by_letter else "said",
        shared_on=by.today, until=until, decided_by=by.name,
    )  # fmt: skip
    if staff:
        _pass_across(made, staff, about)
    elif letter_way is not None:
        if to[0] != "them":
            raise Refused(_("A letter from here goes to the person themselves."))
        outbox.write_letter(by=by, folder=folder, way=letter_way, to_name=name, words=text)
    return made


def _name_of(staff: int) -> str:
    """A colleague's name."""
    name = called([staff]).get(staff)
    if name is None:
        raise Refused(_("They no longer work here."))
    return name


def _pass_across(share: Share, staff: int, about: str) -> None:
    """The copy, in the words agreed, for a colleague by name."""
    with said(
        _("Choose a colleague who works here, and not yourself."),
        closed=_("They know this person outside work, so nothing of this record is passed to them."),
    ):
        folders.call(
            "select access.pass_across(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", share.folder, share.pk, staff, share.way,
            share.topic, share.source, share.told_on, about, share.words, end_of(share.until),
        )  # fmt: skip


@transaction.atomic
def stop(*, by: Viewer, share: Share, why: str) -> None:
    """It is shared no longer; a copy that nobody has taken yet is taken back. What was taken stays where it is, dated."""
    share.end(by=by, why=why)
    folders.call("select access.take_back(%s, %s)", share.folder, share.pk)


@transaction.atomic
def take(*, by: Viewer, passed: int, into: int | None) -> Received | None:
    """Take a copy into a part of a record that one holds, or, with None, only say that one has read it."""
    copy = queries.passed_to_me(by, passed)
    if copy is None:
        raise Refused(_("It was taken back in the meantime, or you took it already."))
    folders.call("select access.take_passed(%s, %s)", passed, into)
    if into is None:
        return None
    return Received.add(
        by=by, folder=into, way=copy["way"], topic=copy["part"], words=copy["words"], source=copy["source"],
        told_on=copy["told_on"], about=copy["about"], passed_by=copy["by_name"], passed_on=copy["at"].astimezone(LONDON).date(),
        until=(copy["until"] - dt.timedelta(seconds=1)).astimezone(LONDON).date(),
    )  # fmt: skip


def _not_to_them(by: Viewer, message: Message) -> str:
    """What goes to the person themselves stays here where they said that they would rather not hear from us."""
    return "no_contact" if not message.goes_outside and queries.would_rather_not_hear(message.folder) else ""


KEEPERS[EVERY] = Keeper(_not_to_them)
