"""The pages of the map. Importing this registers them."""

from alongside.ties.pages import done, drawing, files, home, looking, room, someone  # noqa: F401
