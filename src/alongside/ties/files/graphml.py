"""GraphML out: one graph for each ego, the ego's own data on the graph, alters as nodes, ties as edges.

The ego is not a node, as in Network Canvas' GraphML, so that a tool's measures leave the ego out as ours do.
"""

import re
from typing import BinaryIO, Final
from xml.etree import ElementTree as xml

from alongside.ties import scales
from alongside.ties.files.columns import TOLD
from alongside.ties.files.found import Found

NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"
NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold, even escaped."""

TYPES: Final = {
    "closeness": "int", "helps": "int", "harder": "int", "in_recovery": "boolean", "uses": "boolean",
    "used_together": "string", "shape": "string",
}  # fmt: skip


def write_graphml(found: Found, out: BinaryIO) -> None:
    """Write the networks as GraphML in UTF-8, one ego at a time."""
    told = [name for name in TOLD if name in found.told]
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(f'<graphml xmlns="{NAMESPACE}">\n'.encode())
    _key(out, "graph", "ego", "string")
    _key(out, "graph", "ego_name", "string")
    _key(out, "node", "alter", "string")
    _key(out, "node", "name", "string")
    if found.own:
        _key(out, "node", "own_weight", "double")
    for name in told:
        _key(out, "node", name, TYPES[name])
    if found.weight:
        _key(out, "edge", "weight", "double")
    first_alter = tie = 0
    for number, (ego, mine) in enumerate(zip(found.egos, found.alters, strict=True)):
        graph = xml.Element("graph", id=f"g{number}", edgedefault="undirected")
        _data(graph, "graph", "ego", ego)
        _data(graph, "graph", "ego_name", found.ego_names[number])
        for alter, position in mine.items():
            node = xml.SubElement(graph, "node", id=f"g{number}n{position}")
            at = first_alter + position
            _data(node, "node", "alter", alter)
            _data(node, "node", "name", found.alter_names[at] if found.alter_names else "")
            if found.own:
                _data(node, "node", "own_weight", repr(found.own[at]))
            for name in told:
                _data(node, "node", name, _word(name, found.told[name][at]))
        while tie < len(found.one) and found.tie_ego[tie] == number:
            ends = {"source": f"g{number}n{found.one[tie]}", "target": f"g{number}n{found.other[tie]}"}
            edge = xml.SubElement(graph, "edge", ends)
            if found.weight:
                _data(edge, "edge", "weight", repr(found.weight[tie]))
            tie += 1
        first_alter += len(mine)
        _put(out, graph)
    out.write(b"</graphml>\n")


def _key(out: BinaryIO, what: str, name: str, kind: str) -> None:
    _put(out, xml.Element("key", {"id": f"{what}_{name}", "for": what, "attr.name": name, "attr.type": kind}))


def _put(out: BinaryIO, element: xml.Element) -> None:
    out.write(xml.tostring(element, encoding="unicode").encode())
    out.write(b"\n")


def _data(parent: xml.Element, what: str, name: str, value: str) -> None:
    if value:
        xml.SubElement(parent, "data", key=f"{what}_{name}").text = NOT_XML.sub("�", value)


def _word(name: str, value: int) -> str:
    if value == scales.NOT_ASKED:
        return ""
    if TYPES[name] == "boolean":
        return "true" if value else "false"
    words = {"used_together": scales.USED_TOGETHER, "shape": scales.SHAPES}
    return words[name][value] if name in words else str(value)
