"""The demo's people. Each module tells one story; `ALL` is the order in which they are told."""

from alongside.demo.stories import (
    couple,
    family,
    harmed,
    hostel,
    mentor,
    neighbours,
    returning,
    standing_in,
    thinking,
    twice,
)

ALL = (family, couple, harmed, hostel, mentor, returning, neighbours, standing_in, twice, thinking)
