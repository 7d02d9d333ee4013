"""A worker and a teller at one screen, for tests of pages."""

from functools import cached_property
from typing import Any

from alongside.access import folders, handles
from alongside.ties import actions
from alongside.ties.models import Alter, Drawing
from alongside.ties.queries.around import Around, Someone, around_one
from alongside.web.wrapper import url


class Sitting:
    """Ash and the first of two tellers, with three on the map; Jay is feared."""

    def __init__(self, tellers: Any) -> None:
        self.tellers, self.house = tellers, tellers.house
        self.folder: int = tellers.one.folders["treatment"]
        self.part: str = tellers.one.part()
        self.drawing: Drawing

    @classmethod
    def begin(cls, tellers: Any) -> "Sitting":
        """Three on the map, and the drawing has begun."""
        made = cls(tellers)
        with made.by() as by:
            from alongside.people.models import Line

            Line.add(
                by=by,
                folder=tellers.one.folders["line"],
                call_name="Lou",
                sort_key="lou",
                reference="K7-4QX-9",
            )
            add = {"by": by, "folder": made.folder}
            actions.add_alter(**add, name="Mum", kind="parent", closeness=5, helps=2, helps_how="meals")
            actions.add_alter(
                **add,
                name="Jay",
                kind="partner",
                closeness=2,
                harder=3,
                harder_how="drinks at home",
                feared=True,
            )
            actions.add_alter(
                **add, name="Old crowd", kind="group", closeness=1, used_together="still", uses=True
            )
        made.in_the_room("alone")
        return made

    @cached_property
    def client(self) -> Any:
        """A browser of Ash's."""
        return self.house.browser(self.tellers.ash)

    def sign_in(self) -> None:
        """Begin with a new one."""
        self.client = self.house.browser(self.tellers.ash)

    def by(self) -> Any:
        """Ash, as a page has them."""
        return self.house.viewer(self.tellers.ash)

    def in_the_room(self, room: str) -> None:
        """Begin to draw with these people there."""
        with self.by() as by:
            self.drawing = actions.begin_drawing(by=by, folder=self.folder, in_the_room=room)

    def url(self, page: str, someone: Someone | None = None, nowhere: bool = False) -> str:
        """The address of a page; `nowhere`, of one about a part that does not exist."""
        folder = 77 if nowhere else self.folder
        args: dict[str, str] = {}
        if page in ("draw", "map_change", "map_someone", "map_deed", "map_done"):
            args["drawing"] = handles.seal("drawing", folder, self.drawing.pk)
            if page in ("map_someone", "map_deed"):
                assert someone is not None
                args["alter"] = handles.seal("alter", folder, someone.id)
        else:
            args["part"] = handles.seal("part", folder, folder)
        return url(page, **args)

    def get(self, page: str, someone: Someone | None = None) -> Any:
        """Open a page."""
        return self.client.get(self.url(page, someone))

    def post(self, page: str, values: dict[str, Any], someone: Someone | None = None) -> Any:
        """Send its form."""
        return self.client.post(self.url(page, someone), values)

    def map(self) -> Around:
        """The map as it stands."""
        with self.by():
            return around_one(self.folder)

    def someone(self, name: str) -> Someone:
        """Somebody on it."""
        return next(s for s in self.map().people if s.name == name)

    def row(self, name: str) -> Alter:
        """Their row; needs an open viewer."""
        return Alter.objects.get(folder=self.folder, name=name)

    def rows(self, model: Any) -> list[Any]:
        """All rows of a kind, oldest first."""
        with self.by():
            return list(model.objects.filter(folder=self.folder).order_by("made_at"))

    def let_read_only(self, staff: int) -> None:
        """A colleague may look at this part, and not write in it."""
        with self.by() as by:
            for kind in ("treatment", "line"):
                folders.give(
                    by=by,
                    folder=self.tellers.one.folders[kind],
                    staff=staff,
                    purpose="cover",
                    reason="asked",
                    writes=False,
                )
