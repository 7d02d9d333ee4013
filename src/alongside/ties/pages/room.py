"""Before a map is drawn or looked at together: who is in the room?"""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.ties import actions
from alongside.ties.forms.room import RoomForm
from alongside.ties.models import PARTS
from alongside.ties.queries.snapshots import last_kept
from alongside.web.wrapper import Request


@web.page("part/<handle:part>/map/", name="map", title=_("Around them"), needs=PARTS, methods=("GET", "POST"))
def map(request: Request, part: web.Part) -> HttpResponse:
    """Nothing of the map is on the screen until it is said who can see the screen."""
    if not part.can_write:
        return web.go("map_look", part=part)
    form = web.forms.filled(request, RoomForm)
    if request.method == "POST" and form.is_valid():
        sitting = actions.begin_drawing(
            by=request.viewer, folder=part.folder, in_the_room=form.cleaned_data["room"]
        )
        actions.keep_places(by=request.viewer, folder=part.folder)
        return web.go("draw", drawing=sitting)
    return web.render(request, "ties/room.html", {"form": form, "kept": last_kept(part.folder)})


web.tab("map", order=20, title=_("Around them"), needs=PARTS)
