"""The scales on which someone says how things are with somebody in their life, and where a word on a page
begins.

A word means the same wherever it is read: in a sentence under the map, in a share of the export, in what
changed.
"""

from typing import Final

CLOSENESS: Final = range(1, 6)
"""1 stands furthest out on the map, 5 is closest."""

HELPS: Final = range(4)
"""0 not at all, 3 a lot. What makes it harder is asked apart, on the same scale: both may be true."""

CLOSE_FROM: Final = 3
"""From here somebody is close: on the map's two inner rings, *closest* and *close* (our own border)."""

HELPS_FROM: Final = 1
"""From here somebody helps, or makes it harder: anything above "not at all"."""

USED_TOGETHER: Final = ("no", "yes", "still")
"""Whether the person used with somebody: never, once but no longer, or still."""

SHAPES: Final = ("person", "professional", "group", "place")
"""What stands on the map. Only the first two are people."""

PEOPLE: Final = SHAPES[:2]

NOT_ASKED: Final = -1
"""Stands in whole-number arrays for a question that was not asked or not answered."""
