"""Networks that come in from files, and the measures that go out: through the actions and through the commands."""

import argparse
import csv
import io
import json

import pytest

from alongside.access import folders
from alongside.people.models import Line
from alongside.ties.actions.importing import import_networks
from alongside.ties.files import Source, read_trio
from alongside.ties.measures import table, write_csv
from alongside.ties.models import Alter, Imported, Knows, Tie
from alongside.ties.queries.around import around
from alongside.ties.queries.networks import networks_in_sight
from alongside.ties.tests.population import population

# Shaped as research tools write them: semicolons, quotes in two of three files, alters numbered anew for each ego.
EGOS = '"egoID";"sex";"age"\n"1";"w";63\n"2";"m";33\n"3";"w";41\n'
ALTERS = '"egoID";"alterID";"alter.sex"\n"1";1;"w"\n"1";2;"m"\n"1";3;"m"\n"2";1;"w"\n"2";2;"w"\n'
TIES = '"egoID";"Source";"Target";"weight"\n1;1;2;1\n1;2;3;2.5\n2;1;2;3\n'


def read(egos=EGOS, alters=ALTERS, ties=TIES):
    files = zip(("egos.csv", "alters.csv", "ties.csv"), (egos, alters, ties), strict=True)
    return read_trio(*(Source.of_bytes(n, t if isinstance(t, bytes) else t.encode()) for n, t in files))


def test_each_ego_becomes_a_person_called_by_its_identifier(tellers):
    with tellers.house.viewer(tellers.ash) as by:
        people = import_networks(by=by, found=read())
        assert [set(p.kinds) >= {"line", "contact", "treatment"} for p in people] == [True] * 3
        lines = [Line.current.get(folder=p.folder("line")) for p in people]
        assert [line.call_name for line in lines] == ["1", "2", "3"]
        maps = around([p.folder("treatment") for p in people])
        assert [[s.name for s in maps[p.folder("treatment")].people] for p in people] == [
            ["1", "2", "3"],
            ["1", "2"],
            [],
        ]
        assert [len(maps[p.folder("treatment")].links) for p in people] == [2, 1, 0]
        assert sorted(k.weight for k in Knows.objects.all()) == [1, 2.5, 3]
        assert {i.outside_id for i in Imported.objects.all()} == {"1", "2", "3"}
        assert {a.made_by for a in Alter.objects.all()} == {tellers.ash}


def test_what_the_files_tell_stands_on_the_map(tellers):
    alters = "ego,alter,name,shape,closeness,helps,in_recovery,used_together,own_weight\n" \
             "1,a,Mum,person,5,3,no,,2.5\n1,b,Dr A,professional,,,,,\n1,c,Del,person,3,,yes,still,1\n"  # fmt: skip
    with tellers.house.viewer(tellers.ash) as by:
        [person] = import_networks(by=by, found=read("ego\n1\n", alters, "ego,source,target\n1,a,b\n"))
        mum, doctor, del_ = around([person.folder("treatment")])[person.folder("treatment")].people
        assert (mum.name, mum.closeness, mum.helps, mum.in_recovery, mum.uses) == ("Mum", 5, 3, False, None)
        assert (doctor.shape, doctor.tie) == ("professional", None)
        assert (del_.in_recovery, del_.used_together) == (True, "still")
        assert sorted(t.weight for t in Tie.objects.all()) == [1, 2.5]


def test_nobody_else_sees_what_came_in(tellers):
    with tellers.house.viewer(tellers.ash) as by:
        import_networks(by=by, found=read())
    with tellers.house.viewer(tellers.bo):
        assert Alter.objects.count() == 0
        assert len(networks_in_sight()) == 1  # Bo's own, with nobody on it


def test_a_teams_lead_holds_it_too(tellers):
    with tellers.house.viewer(tellers.ash) as by:
        import_networks(by=by, found=read(), team=tellers.team, leads=[tellers.lead])
    with tellers.house.viewer(tellers.lead):
        assert Alter.objects.count() == 5
        grants = folders.rows("select * from access.my_access()")
        assert {(g["purpose"], g["given_by"]) for g in grants} == {("lead", "Ash")}


def test_a_team_that_is_not_theirs_stops_it_all(tellers):
    other = tellers.house.team("South")
    with pytest.raises(Exception, match="not a team"), tellers.house.viewer(tellers.ash) as by:
        import_networks(by=by, found=read(), team=other)
    with tellers.house.viewer(tellers.ash):
        assert Imported.objects.count() == 0


def test_what_breaks_half_way_leaves_nothing(tellers, monkeypatch):
    def broken(*args):
        raise RuntimeError("the power went")

    monkeypatch.setattr("alongside.ties.actions.importing._knows", broken)
    with pytest.raises(RuntimeError), tellers.house.viewer(tellers.ash) as by:
        import_networks(by=by, found=read())
    with tellers.house.viewer(tellers.ash):
        assert (Alter.objects.count(), Imported.objects.count(), Line.objects.count()) == (0, 0, 0)
    made = tellers.house.sql.execute("select count(*) from access.folder").fetchone()[0]
    assert made == 8


def test_batches_join_where_they_should(tellers, monkeypatch):
    monkeypatch.setattr("alongside.ties.actions.importing.BATCH", 2)
    with tellers.house.viewer(tellers.ash) as by:
        people = import_networks(by=by, found=read(), team=tellers.team, leads=[tellers.lead])
        maps = around([p.folder("treatment") for p in people])
        assert [len(m.people) for m in maps.values()] == [3, 2, 0]
        assert [s.name for s in maps[people[0].folder("treatment")].people] == ["1", "2", "3"]


def rows(networks, **how):
    return sorted(table(networks, **how))


@pytest.mark.parametrize(
    "how", [{}, {"min_weight": 2.0}, {"min_weight": 3.0, "weighted": True}, {"weighted": True}]
)
def test_the_measures_of_what_came_in_are_those_of_the_file(tellers, how):
    drawn = population(32, [0, 1, 2, 5, 9, 15, 20, 25], [0.0, 0.0, 1.0, 0.4, 0.2, 0.5, 1.0, 0.3])
    found = _found(drawn)
    with tellers.house.viewer(tellers.ash) as by:
        import_networks(by=by, found=found)
    with tellers.house.viewer(tellers.ash):
        ours = {row[0]: row[1:] for row in table(networks_in_sight(), **how)}
    theirs = {row[0]: row[1:] for row in table(found.networks(), **how)}
    for ego, measured in theirs.items():
        # Shape is told of everybody once it is in the record: the shares are not compared.
        for here, there in zip(ours[ego][:9], measured[:9], strict=True):
            assert here == there or here == pytest.approx(there, rel=1e-9), ego


def _found(drawn):
    egos = "ego\n" + "".join(f"e{e}\n" for e in drawn.egos)
    alters, ties = ["ego,alter,own_weight"], ["ego,source,target,weight"]
    at = 0
    for ego, size in zip(drawn.egos, drawn.sizes, strict=True):
        for alter in range(size):
            alters.append(f"e{ego},a{alter},{drawn.own[at]}")
            at += 1
    for ego, one, other, weight in zip(drawn.tie_ego, drawn.one, drawn.other, drawn.weight, strict=True):
        ties.append(f"e{drawn.egos[ego]},a{one},a{other},{weight}")
    return read(egos, "\n".join(alters) + "\n", "\n".join(ties) + "\n")


def test_whoever_was_taken_off_is_not_measured(tellers):
    from alongside.ties import actions

    with tellers.house.viewer(tellers.ash) as by:
        [person] = import_networks(
            by=by,
            found=read(
                '"egoID"\n1\n',
                ALTERS.replace('"2"', '"1"').replace('"1";1;"w"\n"1";2;"w"\n', ""),
                '"egoID";"Source";"Target"\n1;1;2\n1;2;3\n',
            ),
        )
        folder = person.folder("treatment")
        actions.take_off(by=by, alter=Alter.current.get(folder=folder, name="2"))
        row = next(r for r in table(networks_in_sight()) if r[0] == "1")
        assert row[1:3] == (2, 0)


def test_a_drawn_map_is_measured_under_its_reference(sitting):
    with sitting.by():
        out = io.StringIO()
        write_csv(networks_in_sight(), out)
    [row] = csv.DictReader(io.StringIO(out.getvalue()))
    assert (row["ego"], row["size"]) == ("K7-4QX-9", "3")


# The commands ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path):
    def write(egos=EGOS, alters=ALTERS, ties=TIES):
        for name, text in (("egos", egos), ("alters", alters), ("ties", ties)):
            (tmp_path / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        return [str(tmp_path / f"{name}.csv") for name in ("egos", "alters", "ties")]

    return write


def command(module, *words):
    from importlib import import_module

    made = import_module(f"alongside.config.{module}")
    parser = argparse.ArgumentParser()
    made.arguments(parser)
    return made.run(parser.parse_args(list(words))) or 0


def test_the_commands_bring_in_and_measure(tellers, files, tmp_path, capsys):
    assert command("import_networks", *files(), "--as", "Ash", "--team", "North", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["people"] == 3
    assert answer["ties"] == {"read": 3, "kept": 3, "refused": 0, "joined": 0}
    out = tmp_path / "measures.csv"
    command("network_measures", "--as", "Chris", "--min-weight", "2", "--out", str(out))
    with out.open(newline="") as file:
        measured = list(csv.DictReader(file))
    assert [(r["ego"], r["size"], r["ties"], r["isolates"]) for r in measured if r["size"] != "0"] == [
        ("1", "3", "1", "1"),
        ("2", "2", "1", "0"),
    ]
    assert next(iter(measured[0])) == "ego"


def test_without_a_name_it_is_the_first_administrator(tellers, files, capsys):
    from alongside.accounts.models import User

    admin = tellers.house.staff("Ola", tellers.team, administrator=True)
    User.objects.create_user("bo@example.org", tellers.bo)
    User.objects.create_user("ola@example.org", admin)
    assert command("import_networks", *files()) == 0
    assert "3 people were brought in." in capsys.readouterr().out
    with tellers.house.viewer(admin):
        assert Imported.objects.count() == 3


def test_without_anybody_it_says_so(tellers, files):
    from alongside.config.command import Stop

    with pytest.raises(Stop, match="--as"):
        command("import_networks", *files())


def test_a_mapping_says_which_column_is_which(tellers, files, tmp_path, capsys):
    mapping = tmp_path / "m.toml"
    mapping.write_text('ego = "who"\nsource = "a"\ntarget = "b"\n[alters]\nalter = "whom"\n')
    given = files("who\nX\n", "who,whom\nX,1\nX,2\n", "who,a,b\nX,1,2\n")
    assert command("import_networks", *given, "--mapping", str(mapping), "--as", "Ash") == 0
    mapping.write_text("nonsense = [")
    from alongside.config.command import Stop

    with pytest.raises(Stop, match="TOML"):
        command("import_networks", *given, "--mapping", str(mapping), "--as", "Ash")


BAD = {
    "wrong encoding": ({"egos": EGOS.replace('"w";63', '"é";63').encode("latin-1")}, "line 2"),
    "not a table": ({"alters": b"PK\x03\x04rubbish"}, "not a table"),
    "wrong separator": ({"ties": "egoID|Source|Target\n1|1|2\n"}, "separator"),
    "missing column": ({"alters": '"egoID";"sex"\n1;w\n'}, "no column"),
    "empty": ({"ties": ""}, "empty"),
    "no rows": ({"egos": '"egoID"\n'}, "nothing below"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_cannot_be_read_stops_it_all(tellers, files, capsys, what):
    given, words = BAD[what]
    assert command("import_networks", *files(**given), "--as", "Ash") == 1
    said = capsys.readouterr().out
    assert words in said and "Nothing was saved." in said
    with tellers.house.viewer(tellers.ash):
        assert (Alter.objects.count(), Imported.objects.count()) == (0, 0)


ROWS = {
    "the same ego twice": ({"egos": EGOS + '"1";"w";63\n'}, "egos.csv, line 5"),
    "the same alter twice": ({"alters": ALTERS + '"2";2;"w"\n'}, "alters.csv, line 7"),
    "a dangling tie": ({"ties": TIES + "1;1;9;1\n"}, "ties.csv, line 5"),
    "an alter of another ego": ({"ties": TIES + "2;1;3;1\n"}, "ties.csv, line 5"),
    "joined to itself": ({"ties": TIES + "2;1;1;1\n"}, "ties.csv, line 5"),
    "no such ego": ({"alters": ALTERS + '"9";1;"w"\n'}, "alters.csv, line 7"),
    "a weight that is none": ({"ties": TIES + "1;1;3;heavy\n"}, "ties.csv, line 5"),
}


@pytest.mark.parametrize("what", ROWS)
def test_a_row_that_cannot_be_taken_is_named_and_the_rest_comes_in(tellers, files, capsys, what):
    given, words = ROWS[what]
    assert command("import_networks", *files(**given), "--as", "Ash") == 0
    said = capsys.readouterr().out
    assert words in said and "1 refused" in said
    with tellers.house.viewer(tellers.ash):
        assert (Imported.objects.count(), Alter.objects.count(), Knows.objects.count()) == (3, 5, 3)


def test_the_same_pair_twice_is_one_tie_of_the_larger_weight(tellers, files, capsys):
    assert command("import_networks", *files(ties=TIES + "1;2;1;4\n"), "--as", "Ash") == 0
    with tellers.house.viewer(tellers.ash):
        assert sorted(k.weight for k in Knows.objects.all()) == [2.5, 3, 4]


def test_what_is_here_already_is_not_told(tellers, files, capsys):
    given = files()
    command("import_networks", *given, "--as", "Ash")
    first = capsys.readouterr().out
    assert command("import_networks", *given, "--as", "Bo") == 0
    assert capsys.readouterr().out == first
    with tellers.house.viewer(tellers.bo):
        assert Imported.objects.count() == 3


def test_a_dry_run_saves_nothing(tellers, files, capsys):
    assert command("import_networks", *files(), "--dry-run") == 0
    assert "3 people would come in" in capsys.readouterr().out
    with tellers.house.viewer(tellers.ash):
        assert Imported.objects.count() == 0


def test_a_team_they_are_not_in(tellers, files):
    from alongside.config.command import Stop

    with pytest.raises(Stop, match="not in a team"):
        command("import_networks", *files(), "--as", "Ash", "--team", "South")


@pytest.mark.slow
@pytest.mark.slow
def test_ten_times_the_usual_size(tellers, files, capsys):
    egos = "ego\n" + "".join(f"{e}\n" for e in range(320))
    alters = "ego,alter\n" + "".join(f"{e},{a}\n" for e in range(320) for a in range(16))
    ties = "ego,source,target,weight\n" + "".join(
        f"{e},{a},{b},{1 + (a + b) % 4}\n" for e in range(320) for a in range(16) for b in range(a)
    )
    assert command("import_networks", *files(egos, alters, ties), "--as", "Ash") == 0
    with tellers.house.viewer(tellers.ash):
        assert (Alter.objects.count(), Knows.objects.count()) == (5120, 38_400)
