"""Every change to who somebody is and how they are reached. Each takes `by=`, the viewer."""

from alongside.people.actions.adding import add_people, add_person
from alongside.people.actions.details import change_call_name, change_details
from alongside.people.actions.importing import import_people
from alongside.people.actions.naming import add_name, end_name
from alongside.people.actions.reaching import add_way, change_way, end_way

__all__ = [
    "add_name",
    "add_people",
    "add_person",
    "add_way",
    "change_call_name",
    "change_details",
    "change_way",
    "end_name",
    "end_way",
    "import_people",
]
