"""The demo's people. Each module tells one story; `ALL` is the order in which they are told."""

from alongside.demo.stories import (
    couple,
    family,
    going,
    handed,
    harmed,
    hostel,
    mentor,
    neighbours,
    returning,
    standing_in,
    thinking,
    twice,
    waiting,
    week,
)

ALL = (
    family, couple, harmed, hostel, mentor, returning, neighbours, standing_in, twice, waiting, thinking, week,
    going, handed,
)  # fmt: skip
