"""What this app says on the person page and on Today."""

import datetime as dt
from typing import Any

from django.db import connections
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside import web
from alongside.access.viewer import ALIAS, Person
from alongside.people.identity import identity_of
from alongside.ties import showing
from alongside.ties.models import PARTS
from alongside.ties.queries.around import around
from alongside.web.wrapper import Request, part_of

NEW_FOR = dt.timedelta(days=14)
MOST = 5


@web.panel(
    "person", order=10, title=gettext_lazy("Around them"), needs=PARTS, template="ties/panels/around.html"
)
def around_them(request: Request, person: Person) -> dict[str, Any]:
    """The small map as it stands, what it shows in a sentence, and when it was last told. Two parts have two maps."""
    parts = [part for kind in PARTS if (part := part_of(person, person.folder(kind) or 0))]
    maps = around([part.folder for part in parts])
    known = identity_of(request, person)
    name, died = known.name, known.death is not None
    shown = []
    for part in parts:
        here = maps[part.folder]
        drawn = showing.pictured(here.map(name), showing.PANEL[0], height=showing.PANEL[1])
        said = showing.described(drawn)
        at = here.changed_at
        shown.append({"part": part, "picture": drawn, "said": said, "at": at, "empty": not here.people})
    words = _("Around %(name)s") % {"name": name}
    link = {"url": web.url("map", part=parts[0]), "text": _("look") if died else _("draw"), "about": words}
    return {
        "title": words,
        "maps": shown,
        "link": link if parts[0].can_write and not shown[0]["empty"] else None,
        "several": len(parts) > 1,
        "died": died,
    }


_NEW = """
    select l.folder, l.call_name, n.people
      from (select h.line, count(*) as people, max(a.made_at) as at
              from unnest(%s::bigint[], %s::bigint[]) as h(folder, line)
              join ties_alter a on a.folder = h.folder and a.made_at > %s and a.ended_at is null and not a.in_error
               and a.shape in ('person', 'professional')
              join ties_tie t on t.folder = a.folder and t.alter_id = a.id and t.ended_at is null and t.in_recovery
             where exists (select from ties_alter b
                            where b.folder = a.folder and b.made_at < a.made_at - interval '1 day')
             group by h.line order by max(a.made_at) desc limit %s) n
      join people_line l on l.folder = n.line and l.ended_at is null and not l.in_error
     order by n.at desc
"""


@web.panel("today", order=70, title=gettext_lazy("Going well"), template="ties/panels/going_well.html")
def new_in_recovery(request: Request) -> dict[str, Any] | None:
    """Someone in recovery is new on a map that was there before: one query."""
    by = request.viewer
    people = {line: p for p in by.people() if (line := p.folder("line")) is not None}
    pairs = [(f, line) for line, p in people.items() for kind in PARTS if (f := p.folder(kind)) is not None]
    if not pairs:
        return None
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(
            _NEW, [[f for f, _line in pairs], [line for _f, line in pairs], by.now - NEW_FOR, MOST]
        )
        found = cursor.fetchall()
    lines = []
    for line, name, count in found:
        words = ngettext(
            "%(n)s person in recovery is new on the map", "%(n)s people in recovery are new on the map", count
        )
        lines.append({"person": people[line], "name": name, "text": words % {"n": count}})
    return {"lines": lines, "kind": "good"} if lines else None
