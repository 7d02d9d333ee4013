"""What a model that holds something a person told is made of.

`FolderModel` is the base of every such table. What it declares (`lies_in`) is compiled into the database's policies by
`access.arrange`, and into the access matrix of the docs and the tests: it is said once, here beside the fields.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.lookups import Exact
from django.db.models.sql.where import AND, WhereNode

from alongside.access.ids import new_id
from alongside.access.likeness import Compared
from alongside.access.viewer import Viewer, moment

FOLDER_KINDS: dict[str, str] = {
    "line": "name to call by and reference",
    "dates": "what is due, met or missed; no text",
    "visit": "the neutral line of an appointment",
    "contact": "who they are and how to reach them safely",
    "treatment": "their own use",
    "family": "support as someone affected",
    "safety": "as someone harmed",
    "programme": "as someone who has used abuse",
    "peer": "as mentor or volunteer",
    "own": "their private pages",
    "couple": "joint work",
    "alias": "that two records are one person's; of neither record",
}


class Stale(Exception):
    """The row was changed by somebody else since it was read; `.row` is how it stands now."""

    def __init__(self, row: models.Model) -> None:
        super().__init__("changed by somebody else in between")
        self.row = row


@dataclass(frozen=True)
class Copied:
    """What of a table goes into the copy of their record that a person asks for, and what it is called there.

    Every field is in one of three: `given` as it is, `looked_at` by a redactor first, `never` ("*" is all of them). `says` puts
    a code into words, `reads` a field that is understood only with the rest of its row (empty: as it stands); `called` is the
    field by which other rows of the same part name this one.
    """

    title: Any = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    looked_at: Mapping[str, Any] = field(default_factory=dict)
    never: str = ""
    says: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    reads: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    called: str = ""


@dataclass(frozen=True)
class Mended:
    """What the floor may put back in a table where a death was written by mistake: these columns, of rows that were so and
    become so (in SQL), and nothing else."""

    columns: tuple[str, ...]
    was: str
    becomes: str


class Words(models.TextField):
    """Narrative text. All of it sits in this one field type, so that it can be encrypted in one place later."""


class FolderQuerySet(models.QuerySet):
    """Rows of folders; every query of ours also names its folders, which the policies check again."""

    def now(self) -> Self:
        """Leave out what has ended and what was entered in error."""
        return self.filter(ended_at=None, in_error=False)

    def in_sight(self) -> Self:
        """Name the folders by the viewer's own set: for lists over many persons."""
        mine = f'"{self.model._meta.db_table}"."folder" = any((select access.my_folders())::bigint[])'
        return self.extra(where=[mine])  # type: ignore[return-value]


class CurrentManager(models.Manager.from_queryset(FolderQuerySet)):  # type: ignore[misc]
    """Only rows that hold now."""

    def get_queryset(self) -> FolderQuerySet:
        return super().get_queryset().now()


class FolderModel(models.Model):
    """A row in a folder: what one person told. Never deleted in use: ended with a reason, or entered in error."""

    lies_in: ClassVar[tuple[str, ...]] = ()
    found_by: ClassVar[dict[str, str]] = {}
    """Fields by which a record is found exactly, without being held, and the kind of each: kept as hashes by the floor."""
    compared: ClassVar[tuple[Compared, ...]] = ()
    """Fields by which likely duplicates are found, inside the database alone, or shown to whoever decides on them."""
    access_class: ClassVar[str] = "folder"
    read_by_floor: ClassVar[tuple[str, ...]] = ()
    """Fields that functions of the floor read, each a code, a date or a yes and never a word: for whoever is on duty."""
    mended: ClassVar[Mended | None] = None
    """What the floor puts back of it in parts that nobody who undoes a death holds; the fields it asks are `read_by_floor`."""
    copied: ClassVar[Copied | None] = None
    """What of it a person is given who asks for a copy of their record; where nobody said so, nothing."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    folder = models.BigIntegerField(editable=False)
    made_at = models.DateTimeField(default=moment, editable=False)
    made_by = models.BigIntegerField(null=True, editable=False)
    version = models.IntegerField(default=1, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_why = models.CharField(max_length=200, default="", editable=False, blank=True)
    in_error = models.BooleanField(default=False, editable=False)

    objects = FolderQuerySet.as_manager()
    current = CurrentManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row. An old one is changed by `change`, which checks its version."""
        if not self._state.adding:
            raise TypeError("a row of a folder is changed by .change(by=…, …)")
        super().save(*args, force_insert=True, **{k: v for k, v in kwargs.items() if k != "force_insert"})

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: nothing is deleted in use."""
        raise TypeError("a row of a folder is ended by .end(by=…, why=…)")

    def _get_FIELD_display(self, field: Any) -> Any:
        """What `get_…_display` says; Django's own translates every choice of the field to find the one."""
        value = getattr(self, field.attname)
        return next((str(words) for code, words in field.flatchoices if code == value), value)

    @classmethod
    def add(cls, *, by: Viewer, folder: int, **values: Any) -> Self:
        """Write a new row into a folder; the database refuses a folder that the viewer may not write."""
        return cls.objects.create(folder=folder, made_by=by.staff, **values)

    def change(self, *, by: Viewer, seen: int | None = None, **values: Any) -> bool:
        """Change the row, keeping the old version in the log; raise `Stale` if it moved on since version `seen`.

        Returns False where nothing differs.
        """
        changed = {name: value for name, value in values.items() if getattr(self, name) != value}
        expected = self.version if seen is None else seen
        if expected != self.version:
            raise Stale(self)
        if not changed:
            return False
        mine = type(self)._base_manager.filter(folder=self.folder, pk=self.pk, version=expected)
        if not mine.update(version=expected + 1, **changed):
            raise Stale(type(self).objects.get(folder=self.folder, pk=self.pk))
        for name, value in changed.items():
            setattr(self, name, value)
        self.version = expected + 1
        return True

    def end(self, *, by: Viewer, why: str, in_error: bool = False) -> None:
        """End the row with a reason; it stays, and is no longer current."""
        self.change(by=by, ended_at=by.now, ended_why=why, in_error=in_error)


class SameFolderKey(models.ForeignKey):
    """A reference to another row of the same folder, compiled to a key over (x_id, folder)."""

    def __init__(self, to: Any, on_delete: Any = models.DO_NOTHING, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        kwargs["db_index"] = False
        kwargs.setdefault("related_name", "+")
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> tuple[Any, Any, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        for word in ("db_constraint", "db_index"):
            kwargs.pop(word, None)
        return name, path, args, kwargs

    def get_extra_restriction(self, alias: str, related_alias: str) -> Any:
        """Join on the folder too, so that the other table is reached by its folder-led key."""
        here: Any = self.model._meta.get_field("folder")
        there: Any = self.remote_field.model._meta.get_field("folder")
        # `alias` is the joined table, `related_alias` the one it is joined to; both have a folder.
        same: Any = Exact(there.get_col(alias), here.get_col(related_alias))
        return WhereNode([same], connector=AND)
