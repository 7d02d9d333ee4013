"""Every change of the diary.

Each takes `by=`, is atomic, returns the row, and raises `Refused` with a sentence where a rule says no.
"""

from alongside.diary.actions.appointments import book, mark, move, offer_taken, offer_turned_down
from alongside.diary.actions.groups import add_group, come_and_go, register
from alongside.diary.actions.ladder import leave_it, tried
from alongside.diary.actions.reach import give_number
from alongside.diary.actions.reception import say_arrived
from alongside.diary.actions.visits import back, longer, open_place, set_off
from alongside.diary.actions.writing import change_aside, set_apart, write_up

__all__ = [
    "add_group",
    "back",
    "book",
    "change_aside",
    "come_and_go",
    "give_number",
    "leave_it",
    "longer",
    "mark",
    "move",
    "offer_taken",
    "offer_turned_down",
    "open_place",
    "register",
    "say_arrived",
    "set_apart",
    "set_off",
    "tried",
    "write_up",
]
