"""What the tests begin from: Lou with Ash, Jay with Bo, a nurse, somebody on duty, a records officer and a desk."""

import datetime as dt

from tests.ground import House, Tellers

from alongside.access import folders
from alongside.keeping import actions
from alongside.keeping.models import Medicine, Risk
from alongside.people.models import Details, Line

TUESDAY = dt.datetime(2035, 11, 6, 10, 0, tzinfo=dt.UTC)
TODAY = TUESDAY.date()
NUMBER = "9434765919"


def in_days(days: int) -> dt.date:
    """So many days from the day on which the tests stand."""
    return TODAY + dt.timedelta(days=days)


class Clinic(Tellers):
    """Two persons with a worker each, and everybody who is told of medicines."""

    def __init__(self, house: House, tellers: Tellers | None = None) -> None:
        if tellers is None:
            house.at(TUESDAY)
        vars(self).update(vars(tellers or Tellers(house)))
        self.dev, self.duty, self.officer, self.kerry = (
            house.staff(n, self.team) for n in ("Dev", "Gil", "Leo", "Kerry")
        )
        house.seat("duty", self.team, "North duty", self.duty)
        house.seat("nurse", self.team, "Nurse", self.dev)
        house.seat("records", None, "Records", self.officer)
        house.seat("desk", None, "Desk", self.kerry)
        for who, staff, name, ref in (
            (self.one, self.ash, "Lou", "K7-4QX-9"),
            (self.other, self.bo, "Jay", "K7-4QX-7"),
        ):
            with house.viewer(staff) as by:
                Line.add(
                    by=by, folder=who.folders["line"], call_name=name, sort_key=name.lower(), reference=ref
                )
                Details.add(by=by, folder=who.folders["contact"], nhs_number=NUMBER)
        with house.viewer(self.ash) as by:
            for kind in ("line", "dates", "treatment"):
                folders.give(
                    by=by,
                    folder=self.one.folders[kind],
                    staff=self.dev,
                    purpose="prescribing",
                    reason="the clinic",
                )
        house.tokens.clear()


def risk(**more):
    """One thing that could go wrong, as a form gives it."""
    return {
        "about": "overdose", "level": "watch", "now": "", "before": "", "helps": "Stevie has a kit", "who": "",
        "review_on": in_days(28), "source": "said", **more,
    }  # fmt: skip


def medicine(**more):
    """One medicine, as a form gives it."""
    return {
        "called": "Methadone", "dose": "40 ml", "script": True, "taken": "supervised", "pharmacy": "Mill Street",
        "prescriber": "Dev", "review_on": in_days(28), "collected_on": None, "missed": 0, "tests": "", "source": "document",
        **more,
    }  # fmt: skip


def takes(clinic, who=None, staff=None, **more):
    """Somebody takes a medicine."""
    who, staff = who or clinic.one, staff or clinic.ash
    with clinic.house.viewer(staff) as by:
        return actions.keep(by=by, model=Medicine, folder=who.folders["treatment"], **medicine(**more))


def could_go_wrong(clinic, **more):
    """Something could go wrong for Lou."""
    with clinic.house.viewer(clinic.ash) as by:
        return actions.keep(by=by, model=Risk, folder=clinic.one.folders["treatment"], **risk(**more))


def page(clinic, staff, path):
    """A page, as somebody sees it."""
    answer = clinic.house.browser(staff).get(path)
    return answer.content.decode() if answer.status_code == 200 else answer.status_code
