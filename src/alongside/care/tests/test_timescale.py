"""Where days lie on a line."""

import datetime as dt

import pytest

from alongside.care.timescale import Timescale, spread, year_before

D = dt.date
YEAR = Timescale(D(2025, 11, 6), D(2026, 11, 6), 1000, 10)


@pytest.mark.parametrize(
    ("day", "x"), [(D(2025, 11, 6), 10), (D(2026, 11, 6), 990), (D(2020, 1, 1), 10), (D(2030, 1, 1), 990)]
)
def test_days_lie_between_the_margins(day, x):
    assert YEAR.x(day) == x


def test_a_line_of_one_day_is_still_a_line():
    assert Timescale(D(2026, 1, 1), D(2026, 1, 1), 100).x(D(2026, 1, 1)) == 8


def test_every_month_that_begins_in_it_is_marked_in_order():
    months = YEAR.months()
    assert [m.month for m, _x in months] == [12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert [x for _m, x in months] == sorted(x for _m, x in months)


@pytest.mark.parametrize(
    ("day", "before"), [(D(2026, 11, 6), D(2025, 11, 6)), (D(2028, 2, 29), D(2027, 2, 28))]
)
def test_a_year_before(day, before):
    assert year_before(day) == before


def test_marks_that_would_lie_on_one_another_take_another_row():
    assert spread([0, 5, 30, 33, 36], 11) == [0, 1, 0, 1, 2]
