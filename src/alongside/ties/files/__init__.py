"""Network files in and out: the egos, alters and ties of research tools, Network Canvas, GraphML."""

from alongside.ties.files.columns import Mapping, WrongMapping, read_mapping
from alongside.ties.files.found import Found
from alongside.ties.files.graphml import write_graphml
from alongside.ties.files.network_canvas import (
    read_network_canvas,
    write_network_canvas,
    write_network_canvas_zip,
)
from alongside.ties.files.refusals import REASONS, Counts, Refusal
from alongside.ties.files.rows import Source
from alongside.ties.files.trio import Limits, read_trio

__all__ = [
    "REASONS",
    "Counts",
    "Found",
    "Limits",
    "Mapping",
    "Refusal",
    "Source",
    "WrongMapping",
    "read_mapping",
    "read_network_canvas",
    "read_trio",
    "write_graphml",
    "write_network_canvas",
    "write_network_canvas_zip",
]
