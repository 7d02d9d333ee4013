"""Where a day lies on a drawn line of time, and where its months begin."""

import calendar
import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Timescale:
    """From a first to a last day over a width, with a margin at each end."""

    first: dt.date
    last: dt.date
    width: float
    margin: float = 8

    def x(self, day: dt.date) -> float:
        """Where a day lies; days outside lie at the ends."""
        length = max((self.last - self.first).days, 1)
        share = min(max((day - self.first).days / length, 0), 1)
        return round(self.margin + share * (self.width - 2 * self.margin), 1)

    def months(self) -> list[tuple[dt.date, float]]:
        """The first day of each month in it, and where it lies."""
        days = []
        year, month = self.first.year, self.first.month
        while (day := dt.date(year, month, 1)) <= self.last:
            if day >= self.first:
                days.append((day, self.x(day)))
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return days


def year_before(day: dt.date) -> dt.date:
    """The same day a year before, or the last day of February."""
    return dt.date(day.year - 1, day.month, min(day.day, calendar.monthrange(day.year - 1, day.month)[1]))


def spread(xs: list[float], apart: float) -> list[int]:
    """A row for each mark, so that marks closer than `apart` do not lie on one another; `xs` in order."""
    ends: list[float] = []
    rows = []
    for x in xs:
        row = next((i for i, end in enumerate(ends) if x - end >= apart), len(ends))
        ends[row:] = [x, *ends[row + 1 :]]
        rows.append(row)
    return rows
