"""What more than one page asks for: the request that an address names, or that it is not there."""

from django.http import Http404

from alongside.access.viewer import Held, Person
from alongside.subject import queries
from alongside.subject.queries import Asked


def asked_or_none(person: Person, number: int) -> Asked:
    """The request, if the viewer holds a part that hears of it; hidden and absent are one answer."""
    asked = queries.asked(person, number)
    if asked is None:
        raise Http404
    return asked


def written_in(person: Person) -> list[Held]:
    """The parts of which the viewer makes the copy; without one there is no page."""
    held = queries.parts(person.held)
    if not queries.told_in(held):
        raise Http404
    return held
