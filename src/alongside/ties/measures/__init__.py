"""Measures of network maps, for one map or a nation's in one call: ``table(networks)`` gives the rows of the
export.

Importing this brings in numpy (some 25 MB), so a page imports it inside the function that needs it.
"""

from alongside.ties.measures.networks import Networks, Told
from alongside.ties.measures.shares import Shares, share
from alongside.ties.measures.structure import Structure, measure
from alongside.ties.measures.table import COLUMNS, table, write_csv

__all__ = ["COLUMNS", "Networks", "Shares", "Structure", "Told", "measure", "share", "table", "write_csv"]
