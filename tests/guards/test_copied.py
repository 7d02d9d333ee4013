"""A person's own copy: nobody adds a field without saying whether it is given, looked at first, or never given."""

import pytest

from alongside.access import arrange
from alongside.access.models import Copied, FolderModel, Words
from alongside.subject import gathering
from alongside.subject.models import PARTS, TOLD
from tests.worlds import contents, generate

COMMON = {*gathering.GIVEN, *gathering.LOOKED_AT, *gathering.NEVER}
# Of these parts nothing is copied: two tell in joint work, and nobody who works here opens somebody's private pages.
NOT_COPIED = {"couple", "own"}


def faults(model: type[FolderModel]) -> list[str]:
    """What is wrong with what a table says of itself."""
    copied = model.copied
    if copied is None:
        return [f"{model.__name__} does not say what of it goes into a person's copy: give it `copied`"]
    if copied.never == "*":
        return ["says that nothing goes, and yet what"] if copied.given or copied.looked_at else []
    there = {field.name: field for field in model._meta.local_fields if field.name not in COMMON}
    said = [*copied.given, *copied.looked_at, *copied.never.split()]
    found = [f"{name} is in none of the three" for name in there if name not in said]
    found += [
        f"{name} is no field, or is said twice" for name in said if name not in there or said.count(name) > 1
    ]
    found += [f"{name} is written in words: somebody looks at it first" for name in copied.given
              if isinstance(there.get(name), Words)]  # fmt: skip
    labels = [copied.title, *copied.given.values(), *copied.looked_at.values()]
    found += ["a label without words" for label in labels if not str(label).strip()]
    found += [f"{name} is said in words and does not go" for name in copied.says if name not in said]
    if copied.called and copied.called not in copied.given:
        found.append("is called by what does not go as it is")
    return found


@pytest.mark.parametrize("model", arrange.folder_models(), ids=lambda m: m.__name__)
def test_every_field_is_given_looked_at_or_never_given(model):
    assert faults(model) == []


def test_a_field_that_nobody_decided_on_is_told():
    from alongside.people.models import ContactWay, Line

    class Undecided:
        __name__ = "Undecided"
        copied = None

    assert faults(Undecided)
    for model in (Line, ContactWay):
        was = model.copied
        less = Copied(was.title, dict(list(was.given.items())[1:]), was.looked_at, was.never, was.says)
        try:
            model.copied = less
            assert faults(model)
        finally:
            model.copied = was


def test_no_narrative_field_goes_unread():
    from alongside.care.models import Session

    was = Session.copied
    try:
        Session.copied = Copied(was.title, {**was.given, "note": "Note"}, {"agreed": "Agreed"}, was.never)
        assert faults(Session) == ["note is written in words: somebody looks at it first"]
    finally:
        Session.copied = was


def test_of_every_part_in_which_something_lies_a_copy_is_made():
    for model in gathering.tables():
        assert set(model.lies_in) <= {*PARTS, *NOT_COPIED}, model.__name__
    assert set(TOLD) <= set(PARTS)


@pytest.mark.parametrize("model", gathering.tables(), ids=lambda m: m.__name__)
def test_whatever_a_row_says_is_said_in_words(model):
    """Each table's rows, as the worlds make them, become statements without a code for code or an object's name."""
    kind = next(k for k in model.lies_in if k in generate.ALL_KINDS)
    told = 0
    for flavour in range(1, contents.FLAVOURS + 1):
        made = contents.rows(7, kind, flavour, generate.CLOCKS[0], tuple(generate.STAFF), "somebody")
        for row in made.get(model._meta.db_table, []):
            named = {
                (field.remote_field.model._meta.db_table, row[field.column]): "Jay"
                for field in contents.keys(model)
            }
            its = gathering.statement(model(**row), named)
            assert not any(
                fact.text.startswith("<") or fact.text in ("True", "False", "None") for fact in its.facts
            )
            told += bool(its.facts)
    assert told
