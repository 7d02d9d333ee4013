"""The scales on which someone says how things are with somebody in their life, and where a word on a page begins.

A word means the same wherever it is read: in a sentence under the map, in a share of the export, in what changed.
"""

from typing import Final

CLOSENESS: Final = range(1, 6)
"""1 stands furthest out on the map, 5 is closest."""

HELPS: Final = range(4)
"""0 does not help, 3 helps a lot. How much someone makes it harder is asked on the same scale, apart: both may be true."""

CLOSE_FROM: Final = 4
"""From here somebody counts as close: the two inner steps of five (a convention of ours, not of a source)."""

HELPS_FROM: Final = 1
"""From here somebody helps, or makes it harder: anything above "not at all"."""

USED_TOGETHER: Final = ("no", "yes", "still")
"""Whether the person used with somebody: never, once but no longer, or still."""

SHAPES: Final = ("person", "professional", "group", "place")
"""What stands on the map. Only the first two are people."""

PEOPLE: Final = SHAPES[:2]

NOT_ASKED: Final = -1
"""Stands in whole-number arrays for a question that was not asked or not answered."""
