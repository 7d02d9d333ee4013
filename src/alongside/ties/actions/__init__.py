"""Every change of what is told of the people around somebody, and of the maps drawn from it.

    add_alter(by, folder, name, shape=None, source="said", **told) -> Alter
    rename(by, alter, name, shape=None) -> Alter
    say(by, alter, source="said", **told) -> Tie          what is left out stays as it was; None takes it back
    say_as_before(by, alter) -> Tie | None
    move(by, alter, closeness=…, angle=…, distance=…) -> Tie
    know(by, one, other, weight=1.0) -> Knows; not_know(by, one, other) -> None
    take_off(by, alter, why="") -> None; put_back(by, alter) -> None
    begin_drawing(by, folder, in_the_room) -> Drawing; keep_places(by, folder) -> None
    snapshot(by, folder, in_the_room="alone", drawn_on=None, drawing=None) -> Snapshot

`told` are the fields of `rules.TOLD`: kind, closeness 1 (furthest) to 5 (closest), contact, helps and harder 0 to 3 with
helps_how and harder_how, used_together, in_recovery, uses, lives_with, willing, real_friend, feared, angle, distance.
"""

from alongside.ties.actions.drawings import begin_drawing, keep_places, snapshot
from alongside.ties.actions.knowing import know, not_know
from alongside.ties.actions.people import add_alter, put_back, rename, take_off
from alongside.ties.actions.saying import move, say, say_as_before

__all__ = [
    "add_alter", "begin_drawing", "keep_places", "know", "move", "not_know", "put_back", "rename", "say",
    "say_as_before", "snapshot", "take_off",
]  # fmt: skip
