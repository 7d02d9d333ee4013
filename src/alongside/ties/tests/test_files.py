"""Network files: what is read, what is refused and with which words, and that what is written reads back."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from alongside.ties.files import (
    REASONS,
    Found,
    Limits,
    Mapping,
    Source,
    WrongMapping,
    read_mapping,
    read_network_canvas,
    read_trio,
    refusals,
    write_graphml,
    write_network_canvas,
    write_network_canvas_zip,
)
from alongside.ties.measures import table

EGOS = "egoID,sex\n1,w\n2,m\n"
ALTERS = "egoID,alterID\n1,a\n1,b\n1,c\n2,a\n2,d\n"
TIES = "egoID,Source,Target,weight\n1,a,b,2\n1,b,c,3\n2,a,d,1\n"


def source(name: str, content: str | bytes) -> Source:
    return Source.of_bytes(name, content if isinstance(content, bytes) else content.encode())


def read(
    egos: str | bytes = EGOS, alters: str | bytes = ALTERS, ties: str | bytes = TIES, **how: Any
) -> Found:
    return read_trio(source("egos.csv", egos), source("alters.csv", alters), source("ties.csv", ties), **how)


def said(found: Found) -> list[tuple[str, int, str]]:
    return [(refusal.file, refusal.line, refusal.code) for refusal in found.refusals]


def drawn(found: Found) -> list[tuple[str, list[str], list[tuple[str, str]]]]:
    """Each ego, its alters, and its ties by name: easy to compare."""
    names = [list(mine) for mine in found.alters]
    ties: list[list[tuple[str, str]]] = [[] for _ in names]
    for ego, one, other in zip(found.tie_ego, found.one, found.other, strict=True):
        ties[ego].append((names[ego][one], names[ego][other]))
    return list(zip(found.egos, names, ties, strict=True))


# What is read


def test_three_files_become_networks() -> None:
    found = read()
    assert drawn(found) == [("1", ["a", "b", "c"], [("a", "b"), ("b", "c")]), ("2", ["a", "d"], [("a", "d")])]
    assert list(found.weight) == [2, 3, 1]
    assert found.refusals == []
    assert found.counts["ties"].as_dict() == {"read": 3, "kept": 3, "refused": 0, "joined": 0}
    assert [row[:3] for row in table(found.networks(), min_weight=2)] == [("1", 3, 2), ("2", 2, 0)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_encodings_and_line_ends(separator: str, encoding: str, end: str) -> None:
    def as_saved(text: str) -> bytes:
        return text.replace(",", separator).replace("\n", end).encode(encoding)

    found = read(as_saved(EGOS.replace("1,w", "1,è")), as_saved(ALTERS), as_saved(TIES))
    assert drawn(found) == drawn(read())
    assert found.refusals == []


def test_quotes_blank_lines_and_excels_first_line() -> None:
    found = read('sep=;\n\n"egoID";"note"\n"1";"said; ""no"""\n\n2;x\n')
    assert found.egos == ["1", "2"]


@pytest.mark.parametrize(
    ("egos", "alters", "ties"),
    [
        (".egoID", ".egoID,.altID", ".egoID,.srcID,.tgtID"),
        ("ego_id", "ego_id,alter_id", "ego_id,from,to"),
        ("networkCanvasEgoUUID", "networkCanvasEgoUUID,networkCanvasUUID",
         "networkCanvasEgoUUID,networkCanvasSourceUUID,networkCanvasTargetUUID"),
        ("Respondent", "respondent,ID", "respondent,Alter 1,Alter 2"),
    ],
)  # fmt: skip
def test_the_names_of_common_tools_are_recognised(egos: str, alters: str, ties: str) -> None:
    found = read(f"{egos}\ne\n", f"{alters}\ne,x\ne,y\n", f"{ties}\ne,x,y\n")
    assert drawn(found) == [("e", ["x", "y"], [("x", "y")])]
    assert found.counts["ties"].kept == 1


def test_a_mapping_says_which_column_is_which() -> None:
    mapping = read_mapping(
        b'ego = "who"\nseparator = "tab"\nweight = "how strong"\n'
        b'[alters]\nalter = "no"\nname = "nick"\n[ties]\nsource = "x"\ntarget = "y"\n'
    )
    found = read(
        "ego\twho\nz\t1\n",
        "who\tno\tnick\n1\t1\tMum\n1\t2\tJ, hostel\n",
        "who\tx\ty\thow strong\n1\t1\t2\t2.5\n",
        mapping=mapping,
    )
    assert drawn(found) == [("1", ["1", "2"], [("1", "2")])]
    assert found.alter_names == ["Mum", "J, hostel"]
    assert list(found.weight) == [2.5]


@pytest.mark.parametrize(
    ("toml", "word"),
    [
        (b"ego = ", "TOML"),
        (b'friend = "x"', "friend"),
        (b'[egos]\nalter = "x"', "alter"),
        (b"ego = 3", "name of a column"),
        (b'separator = "|"', "separator"),
        (b'egos = "x"', "table"),
        (b"\xff", "UTF-8"),
    ],
)
def test_a_mapping_that_cannot_be_understood_says_why(toml: bytes, word: str) -> None:
    with pytest.raises(WrongMapping, match=word):
        read_mapping(toml)


def test_what_was_told_of_somebody_is_read() -> None:
    found = read(
        "ego\n1\n",
        "ego,alter,closeness,helps,in_recovery,used_together,shape\n1,a,5,3,yes,still,person\n1,b,,,,,group\n",
        "ego,from,to\n",
    )
    told = {name: list(values) for name, values in found.told.items()}
    assert told == {
        "closeness": [5, -1], "helps": [3, -1], "in_recovery": [1, -1], "used_together": [2, -1],
        "shape": [0, 2],
    }  # fmt: skip


def test_a_pair_that_comes_twice_is_one_tie_of_the_larger_weight() -> None:
    found = read(ties="ego,from,to,weight\n1,a,b,2\n2,a,d,1\n1,b,a,5\n1,c,b,1\n")
    assert drawn(found)[0][2] in ([("b", "a"), ("c", "b")], [("b", "a"), ("b", "c")])
    assert sorted(found.weight) == [1, 1, 5]
    assert found.counts["ties"].as_dict() == {"read": 4, "kept": 3, "refused": 0, "joined": 1}


def test_a_decimal_comma_is_understood_where_it_does_not_separate() -> None:
    found = read(ties="ego;from;to;weight\n1;a;b;2,5\n")
    assert list(found.weight) == [2.5]


def test_rows_of_egos_in_any_order_are_put_together() -> None:
    found = read(alters="ego,alter,name,helps\n2,a,Two A,1\n1,a,One A,2\n2,d,Two D,3\n")
    assert found.alter_names == ["One A", "Two A", "Two D"]
    assert list(found.told["helps"]) == [2, 1, 3]


def test_right_to_left_and_four_byte_text_is_kept() -> None:
    found = read("ego\nדוד\n🧡\n", "ego,alter,name\nדוד,1,أم\n🧡,1,𝒥\n", "ego,from,to\n")
    assert (found.egos, found.alter_names) == (["דוד", "🧡"], ["أم", "𝒥"])


# What is refused, each with its line

ROWS = [
    ("egos", EGOS + "1,w\n", 4, "ego_twice"),
    ("egos", EGOS + ",w\n", 4, "no_value"),
    ("egos", EGOS + f"{'x' * 201},w\n", 4, "too_long"),
    ("egos", EGOS + "3,\x07\n", 4, "control"),
    ("egos", EGOS + "3,\x85\n", 4, "control"),
    ("egos", EGOS + "3,\x00\n", 4, "control"),
    ("egos", EGOS + '"3\n4",w\n', 4, "control"),
    ("egos", EGOS + "3\n", 4, "cells"),
    ("egos", EGOS + "3,w,w\n", 4, "cells"),
    ("egos", EGOS + '"3"x,w\n', 4, "quote_stray"),
    ("alters", ALTERS + "1,a\n", 7, "alter_twice"),
    ("alters", ALTERS + "9,a\n", 7, "ego_unknown"),
    ("alters", ALTERS + ",a\n", 7, "no_value"),
    ("alters", ALTERS + "1,\n", 7, "no_value"),
    ("alters", f"ego,alter,name\n1,a,{'x' * 201}\n", 2, "too_long"),
    ("alters", "ego,alter,helps\n1,a,4\n", 2, "scale"),
    ("alters", "ego,alter,own weight\n1,a,x\n", 2, "weight"),
    ("ties", TIES + "1,a,a,1\n", 5, "self_tie"),
    ("ties", TIES + "1,a,d,1\n", 5, "other_ego"),
    ("ties", TIES + "1,zz,a,1\n", 5, "dangling"),
    ("ties", TIES + "9,a,b,1\n", 5, "ego_unknown"),
    ("ties", TIES + ",a,b,1\n", 5, "no_value"),
    ("ties", TIES + "1,,b,1\n", 5, "no_value"),
    ("ties", TIES + "1,a,c,\n", 5, "weight"),
    ("ties", TIES + "1,a,c,strong\n", 5, "weight"),
    ("ties", TIES + "1,a,c,nan\n", 5, "weight"),
    ("ties", TIES + "1,a,c,1_0\n", 5, "weight"),
    ("ties", TIES + "1,a,c,0\n", 5, "weight_above_nought"),
    ("ties", TIES + "1,a,c,-2\n", 5, "weight_above_nought"),
    ("ties", '\n\nego,note,from,to\n1,"over\ntwo lines",a,b\n1,x,a,a\n', 6, "self_tie"),
]


@pytest.mark.parametrize(("role", "content", "line", "code"), ROWS)
def test_a_row_that_cannot_be_taken_is_refused_alone(role: str, content: str, line: int, code: str) -> None:
    parts: dict[str, Any] = {role: content}
    found = read(**parts)
    wrong = [refusal for refusal in found.refusals if refusal.file == f"{role}.csv"]
    assert [(refusal.line, refusal.code, refusal.whole) for refusal in wrong] == [(line, code, False)]
    counts = found.counts[role]
    assert (counts.refused, counts.read) == (1, counts.kept + counts.joined + 1)
    assert counts.kept or role == "alters"


FILES = [
    ("egos", b"egoID,sex\n1,w\n2,Andr\xe9\n", 3, "encoding"),
    ("ties", TIES.encode("utf-16"), 1, "utf16"),
    ("egos", b"PK\x03\x04xxxx", 0, "not_text"),
    ("egos", b"ego\x00ID,sex\n1,w\n", 1, "not_text"),
    ("egos", b"", 0, "empty"),
    ("alters", b"\n\n \n", 0, "empty"),
    ("egos", b"egoID\n", 1, "no_rows"),
    ("alters", b"egoID,nobody\n1,a\n", 1, "no_column"),
    ("ties", b"egoID|Source|Target\n1|a|b\n", 1, "no_column_separator"),
    ("ties", b"ego,from,to,from\n1,a,b,c\n", 1, "column_twice"),
    ("ties", b'ego,from,to\n1,a,b\n1,"b,c\n1,a,c\n', 3, "quote_open"),
    ("egos", b"egoID\n1\n" + b"x" * (1 << 18), 3, "line_too_long"),
]


@pytest.mark.parametrize(("role", "content", "line", "code"), FILES)
def test_a_file_that_is_no_table_is_refused_whole_and_nothing_is_kept(
    role: str, content: bytes, line: int, code: str
) -> None:
    parts: dict[str, Any] = {role: content}
    found = read(**parts)
    wrong = [refusal for refusal in found.refusals if refusal.whole]
    assert [(refusal.file, refusal.line, refusal.code) for refusal in wrong] == [(f"{role}.csv", line, code)]
    assert found.whole_file_refused
    assert drawn(found) == []
    assert all(counts.kept == 0 for counts in found.counts.values())


def test_a_mapped_column_that_is_not_there_refuses_the_file() -> None:
    found = read(mapping=Mapping.of({"ties": {"weight": "strength"}}))
    assert said(found) == [("ties.csv", 1, "mapped_column_missing")]
    assert "strength" in str(found.refusals[0])


def test_a_file_that_is_not_there() -> None:
    found = read_trio(Path("/nowhere/egos.csv"), source("alters.csv", ALTERS), source("ties.csv", TIES))
    assert ("egos.csv", 0, "unreadable") in said(found)


@pytest.mark.parametrize(
    ("most", "role"), [({"egos": 1}, "egos"), ({"alters": 4}, "alters"), ({"ties": 2}, "ties")]
)
def test_a_file_with_too_many_rows_says_how_many_are_read(most: dict[str, int], role: str) -> None:
    found = read(limits=Limits(**most))
    whole = [refusal for refusal in found.refusals if refusal.whole]
    assert [(refusal.file, refusal.code) for refusal in whole] == [(f"{role}.csv", "too_many_rows")]
    assert drawn(found) == []


def test_a_thousand_refusals_are_kept_with_their_line_and_all_are_counted() -> None:
    found = read(ties="ego,from,to\n" + "1,a,a\n" * 1500)
    assert len(found.refusals) == refusals.MOST_KEPT
    assert found.counts["ties"].refused == 1500


def test_every_reason_is_a_sentence_and_shows_no_long_or_hidden_text() -> None:
    found = read(ties="ego,from,to\n1,a," + "z" * 150 + "\n")
    shown = str(found.refusals[0])
    assert shown.startswith("ties.csv, line 2: The tie ends at “zzz")
    assert len(shown) < 200
    assert all(reason.endswith(".") for reason in REASONS.values())


# Network Canvas

EGO_FILE = (
    "networkCanvasEgoUUID,networkCanvasCaseID,networkCanvasSessionID,networkCanvasProtocolName,sessionStart,"
    "sessionFinish,sessionExported,APP_VERSION,COMMIT_HASH,age\nu-1,case 7,s-1,P,,,,6,abc,33\n"
)


def test_an_export_of_network_canvas_is_read(tmp_path: Path) -> None:
    (tmp_path / "case7_s-1_ego.csv").write_text(EGO_FILE)
    (tmp_path / "case7_s-1_attributeList_Person.csv").write_text(
        "nodeID,networkCanvasEgoUUID,networkCanvasUUID,name,sociogram_x\n1,u-1,p-1,'=Mo,0.5\n2,u-1,p-2,J,0.1\n"
    )
    (tmp_path / "case7_s-1_attributeList_Place.csv").write_text(
        "nodeID,networkCanvasEgoUUID,networkCanvasUUID,label\n3,u-1,p-3,The hostel\n"
    )
    (tmp_path / "case7_s-1_edgeList_Knows.csv").write_text(
        "edgeID,from,to,networkCanvasEgoUUID,networkCanvasUUID,networkCanvasSourceUUID,networkCanvasTargetUUID\n"
        "1,1,2,u-1,e-1,p-1,p-2\n2,2,3,u-1,e-2,p-2,p-3\n"
    )
    found = read_network_canvas(tmp_path)
    assert found.refusals == []
    assert drawn(found) == [("u-1", ["p-1", "p-2", "p-3"], [("p-1", "p-2"), ("p-2", "p-3")])]
    assert (found.ego_names, found.alter_names) == (["case 7"], ["=Mo", "J", "The hostel"])
    assert list(found.told["shape"]) == [0, 0, 3]


def test_an_export_without_its_files_is_refused(tmp_path: Path) -> None:
    found = read_network_canvas(tmp_path)
    assert [refusal.code for refusal in found.refusals] == ["no_file", "no_file"]
    not_a_zip = tmp_path / "x.zip"
    not_a_zip.write_text("no")
    assert [refusal.code for refusal in read_network_canvas(not_a_zip).refusals] == ["unreadable"]


def told() -> Found:
    return read(
        "ego,name\n1,=Lou\n2,\n",
        "ego,alter,name,closeness,helps,in_recovery,used_together,shape,own weight\n"
        '1,a,"Mum, ""K""",5,3,no,,person,2.5\n1,b,@J,,0,yes,still,professional,1\n'
        "2,a,The <b>&hostel,2,,,no,group,1\n2,c,-,,,,,place,1\n",
        "ego,from,to,weight\n1,a,b,0.1\n2,a,c,3\n",
    )


@pytest.mark.parametrize("packed", [False, True])
def test_what_is_written_for_network_canvas_reads_back_the_same(tmp_path: Path, packed: bool) -> None:
    before = told()
    assert before.refusals == []
    where = tmp_path / "out"
    if packed:
        where = tmp_path / "out.zip"
        with where.open("wb") as out:
            write_network_canvas_zip(before, out)
        with zipfile.ZipFile(where) as written:
            assert written.testzip() is None
    else:
        write_network_canvas(before, where)
    after = read_network_canvas(where)
    assert after.refusals == []
    assert drawn(after) == drawn(before)
    assert list(table(after.networks(), weighted=True)) == list(table(before.networks(), weighted=True))
    assert after.alter_names == before.alter_names
    assert (after.told, after.own, after.weight) == (before.told, before.own, before.weight)
    assert after.ego_names == ["=Lou", "2"]


def test_no_cell_for_network_canvas_begins_a_formula(tmp_path: Path) -> None:
    for path in write_network_canvas(told(), tmp_path):
        with path.open(newline="", encoding="utf-8") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


# GraphML


def test_graphml_reads_back_in_networkx() -> None:
    out = io.BytesIO()
    write_graphml(told(), out)
    reader = nx.readwrite.graphml.GraphMLReader(node_type=str)
    first, second = reader(string=out.getvalue().decode())
    assert first.graph["ego"] == "1"
    assert dict(first.nodes["g0n0"]) == {
        "alter": "a", "name": 'Mum, "K"', "own_weight": 2.5, "closeness": 5, "helps": 3, "in_recovery": False,
        "shape": "person",
    }  # fmt: skip
    assert list(first.edges(data="weight")) == [("g0n0", "g0n1", 0.1)]
    assert second.nodes["g1n0"]["name"] == "The <b>&hostel"
    assert second.number_of_edges() == 1


def test_graphml_holds_no_character_that_xml_cannot() -> None:
    found = told()
    found.ego_names[0] = "a\x00b\x0bc\ud800"
    out = io.BytesIO()
    write_graphml(found, out)
    assert "a�b�c�" in out.getvalue().decode()
