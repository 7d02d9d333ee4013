"""What keeps three of the demo's people safe and well: a man in a hostel, a woman on a new prescription, a mother."""

import datetime as dt
from typing import Any

from alongside.access import folders
from alongside.demo.telling import Somebody
from alongside.keeping import actions
from alongside.keeping.models import AtRisk, Health, Household, Kit, Medicine, Onward, Risk

DAY = dt.timedelta(days=1)
NOTHING: dict[type[Any], dict[str, Any]] = {
    Risk: dict(now="", before="", helps="", who="", source="said"),
    AtRisk: dict(
        age=None, school="", care="", services="", capacity="", referral="no", referred_to="", conference_on=None,
        report_on=None, source="said",
    ),
    Household: dict(lives="", stored="not_asked", review_on=None, source="said"),
    Medicine: dict(
        dose="", script=False, pharmacy="", prescriber="", review_on=None, collected_on=None, missed=0, tests="",
        source="document",
    ),
    Kit: dict(name="", shown=True, place="", source="seen"),
    Health: dict(words="", next_on=None, source="document"),
    Onward: dict(words="", chase_on=None, answer="none", answered_on=None, answer_words="", source="seen"),
}  # fmt: skip


def kept(who: Somebody, days_ago: int, model: Any, /, **told: Any) -> Any:
    """One line of theirs, written on that day; a number of days stands for the day so many days later."""
    with who.on(days_ago) as by:
        days = {
            name: by.today + value * DAY
            for name, value in told.items()
            if name.endswith("_on") or name == "on"
        }
        return actions.keep(by=by, model=model, folder=who.folder, **(NOTHING[model] | told | days))


def pat(who: Somebody) -> None:
    """Falls, fire and a chest: made with him, one to be looked at again this week."""
    kept(who, 60, Risk, about="fire", level="watch", review_on=64, now="Smokes in bed when he has had a drink.",
         helps="“The tin lid on the sill. Night staff knock at eleven.”", who="Hostel night staff knock; Hal asks about it each month.")  # fmt: skip
    kept(who, 60, Risk, about="fits", level="quiet", review_on=90, before="One fit, four years ago, when he stopped from one day to the next.",
         helps="Never stops at once. Eats before the first can.", who="The nurse at the hostel, if he shakes in the morning.")  # fmt: skip
    kept(who, 40, Onward, about="physical", whom="Chest clinic, City Hospital", sent_on=0, chase_on=20, answer="seen", answered_on=18,
         answer_words="Seen; inhaler, back in six months.")  # fmt: skip
    kept(
        who,
        12,
        Onward,
        about="home",
        whom="Housing First",
        words="A flat of his own, near the allotment.",
        sent_on=0,
        chase_on=10,
    )
    with who.on(12) as by:
        actions.visit(by=by, folder=who.parts["dates"], ways=["tell"], review_on=by.today + 90 * DAY)


def fran(who: Somebody) -> None:
    """A prescription that has just begun: collected at first, then three doses missed; a kit for her and for her brother."""
    with who.on(24) as by:
        for kind in ("line", "dates", "treatment"):
            folders.give(
                by=by,
                folder=who.parts[kind],
                staff=who.told.staff["Dev Anand"],
                purpose="prescribing",
                reason="the Tuesday clinic",
            )
    reference = who.reference()
    with who.told.by("Dev Anand", days_ago=22) as by:
        actions.ask_script(by=by, folder=who.folder, number=reference, basis=actions.Basis(consent=True))
    buprenorphine = kept(who, 20, Medicine, called="Buprenorphine", dose="8 mg a day", script=True, taken="supervised",
                         pharmacy="Mill Street Pharmacy", prescriber="Dev Anand", review_on=24, tests="Saliva test on the first day: codeine.")  # fmt: skip
    with who.on(4) as by:
        actions.dose(by=by, row=buprenorphine, collected=True)
    for ago in (3, 2, 1):
        with who.on(ago) as by:
            actions.dose(by=by, row=buprenorphine, collected=False)
    kept(who, 20, Kit, whose="theirs", given_on=0, expires_on=700, place="The blue bag")
    kept(who, 20, Kit, whose="around", name="Her brother", given_on=0, expires_on=40)
    kept(who, 20, Health, what="hcv_test", on=0, result="waiting", next_on=14)
    kept(who, 18, Risk, about="overdose", level="now", review_on=20, now="Tablets from two places, and alone in the evenings.",
         helps="“My brother rings at nine. If I do not answer he comes.”", who="Her brother rings at nine; we ring on Mondays and Thursdays.")  # fmt: skip
    kept(who, 18, Household, asked_on=0, children="no", stored="nothing")
    kept(who, 18, AtRisk, kind="adult", called="Her mother", lives="home", care="Fran, and a neighbour at noon.",
         capacity="Decides for herself; forgets what she has taken.", services="Memory clinic, twice a year.")  # fmt: skip
    kept(
        who, 15, Onward, about="mental", whom="Talking Therapies, City", sent_on=0, chase_on=18, answer="list"
    )


def bronagh(who: Somebody) -> None:
    """A daughter of seven, asked about and not worried about; the wine on the top shelf."""
    kept(
        who,
        19,
        Household,
        asked_on=0,
        children="yes",
        lives="Amy, seven, and me.",
        stored="open",
        review_on=30,
    )
    kept(
        who,
        19,
        AtRisk,
        kind="child",
        called="Amy",
        age=7,
        lives="home",
        school="St Jude’s",
        care="Her mother; Sinéad on Sundays.",
    )
    kept(who, 19, Risk, about="driving", level="watch", review_on=40, now="Drives Amy to school. Waits until ten after wine.",
         helps="Walks on Mondays. Sinéad has the key on Sunday nights.", who="She says on Mondays how it went.")  # fmt: skip
