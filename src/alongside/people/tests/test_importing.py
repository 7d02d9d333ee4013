"""Bringing in a list: looked at line by line, and then everybody or nobody."""

import argparse
import cProfile
import pstats

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from alongside.config.command import Stop
from alongside.people.importing.columns import BadMapping, Mapping, read_mapping
from alongside.people.importing.reading import read
from alongside.people.models import ContactWay, Details, Line, Name

GOOD = (
    "id,name,full name,date of birth,NHS number,phone,safe to ring or text,part\n"
    "1,Lou,Louise Smith,3/11/1992,943 476 5919,07700 900123,text,treatment\n"
    '2,"Zoë ""Z"" محمد",,,,,,both\n'
    "\n"
    "3,🦊,,,,,,family\n"
)


def why(text, **mapping):
    data = text if isinstance(text, bytes) else text.encode()
    return [str(refusal) for refusal in read(data, Mapping(**mapping)).refused]


def send(browser, text, deed="bring", **more):
    data = text if isinstance(text, bytes) else text.encode()
    return browser.post(
        "/people/import/",
        {"file": SimpleUploadedFile("people.csv", data), "mapping": "", "deed": deed, **more},
    )


def test_a_good_list_is_read_whole():
    result = read(GOOD.encode())
    assert result.refused == []
    assert [row["call_name"] for row in result.rows] == ["Lou", 'Zoë "Z" محمد', "🦊"]
    assert result.rows[0]["nhs_number"] == "9434765919"
    assert result.rows[0]["phone"] == "+447700900123"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_spreadsheets_save(encoding):
    mapping = {"encoding": encoding} if encoding == "utf-16" else {}
    assert why(GOOD.replace("\n", "\r\n").encode(encoding), **mapping) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "This file is empty."),
        (b" \n \n", "This file is empty."),
        ("name\n", "There is nobody in this file"),
        ("name\nZo\u00eb\n".encode("latin-1"), "Line 2: The file is not in UTF-8."),
        ("id;name\n1;Lou\n", "Line 1: The columns seem to be separated by a semicolon, not by a comma."),
        ("id,pronouns\n1,she\n", "Line 1: There is no column for call_name."),
        ("id,name\n1,Lou\n\n1,Jay\n", "Line 4: The same id stands on line 2."),
        ("name,nhs no\nLou,9434765918\n", "Line 2: nhs_number: This is not an NHS number"),
        ("name,dob\nLou,31/2/1990\n", "Line 2: born_on: February 1990 has 28 days."),
        ("name,dob\nLou,1/1/2999\n", "Line 2: born_on: Look at the year again."),
        ("name,phone\nLou,12\n", "Line 2: phone: This is not a telephone number."),
        ("name,email\nLou,nobody\n", "Line 2: email: This is not an e-mail address."),
        ("name,postcode\nLou,12345\n", "Line 2: postcode: This is not a postcode."),
        (f"name\n{'x' * 121}\n", "Line 2: call_name: This is 1 character too long"),
        ("name\na\x07b\n", "Line 2: call_name: This holds a character that cannot be seen"),
        ("name\na\x00b\n", "Line 2: "),
        ("id,name\n1,\n", "Line 2: call_name: nobody is named here."),
        ("id,name\n1,Lou,x\n", "Line 2: It has 3 columns and the headings have 2."),
        ('name\n"Lou\n', "Line 2: A quotation mark is opened here"),
        ("name,part\nLou,safety\n", "Line 2: part: It says “safety”; it may say"),
        ("name,may contact\nLou,yes\n", "Line 2: may_contact: it is answered for a number that is not here."),
        (
            "name,phone,may contact\nLou,07700 900123,surely\n",
            "Line 2: may_contact: It says “surely”; it may say",
        ),
    ],
)
def test_what_cannot_come_in_is_said_with_its_line(text, words):
    refused = why(text)
    assert len(refused) == 1
    assert refused[0].startswith(words)


def test_a_line_says_everything_that_is_wrong_with_it():
    (refused,) = why("name,phone,dob\n,12,x\n")
    for name in ("call_name", "phone", "born_on"):
        assert name in refused


def test_a_record_over_several_lines_is_named_by_its_first():
    assert why('name,address,dob\nLou,"1 High St\nHull",x\n')[0].startswith("Line 2:")


def test_ten_times_the_usual_is_read_with_ten_times_the_work():
    def calls(count):
        file = ("id,name,phone\n" + "".join(f"{n},Lou {n},07700 900123\n" for n in range(count))).encode()
        with cProfile.Profile() as looked_at:
            result = read(file)
        assert (result.count, len(result.rows)) == (count, count)
        return pstats.Stats(looked_at).total_calls

    assert calls(5000) <= 11 * calls(500)


def test_more_than_the_most_is_refused():
    refused = why("name\n" + "Lou\n" * 20_001)
    assert "more than 20,000 lines" in refused[0]


def test_a_mapping_says_which_column_is_which():
    mapping = read_mapping('call_name = "Forename"\nseparator = ";"\npart = "family"')
    result = read(b"Forename;x\nLou;1\n", mapping)
    assert result.rows == [{"call_name": "Lou", "part": "family"}]


@pytest.mark.parametrize(
    "text", ["x", 'nobody = "x"', "call_name = 3", 'separator = "x"', 'encoding = "klingon"']
)
def test_a_bad_mapping_is_said(text):
    with pytest.raises(BadMapping):
        read_mapping(text)


def test_a_mapping_that_names_no_column_is_said():
    assert "which the mapping names for call_name" in why("name\nLou\n", columns={"call_name": "Forename"})[0]


def test_looking_saves_nothing(tellers):
    page = send(tellers.house.browser(tellers.ash), GOOD, deed="look").content.decode()
    assert "3 people would come in" in page
    with tellers.house.viewer(tellers.ash):
        assert Line.current.count() == 0


def test_everybody_comes_in(tellers):
    browser = tellers.house.browser(tellers.ash)
    assert send(browser, GOOD).status_code == 303
    page = browser.get("/people/").content.decode()
    assert "3 people were brought in." in page
    assert "Lou" in page
    with tellers.house.viewer(tellers.ash) as by:
        assert Line.current.count() == Details.current.count() == 3
        assert [n.text for n in Name.current.all()] == ["Louise Smith"]
        way = ContactWay.current.get()
        assert (way.may_contact, way.when, way.leave_message) == ("text", "not_asked", "not_asked")
        assert by.staff == way.made_by
    kinds = tellers.house.sql.execute(
        "select string_agg(kind, ' ' order by kind), bool_and(team = %s) from access.folder"
        " where person not in (%s, %s) group by person order by 1",
        (tellers.team, tellers.one.id, tellers.other.id),
    ).fetchall()
    assert kinds == [
        ("contact dates family line", True),
        ("contact dates family line treatment", True),
        ("contact dates line treatment", True),
    ]


def test_one_bad_line_and_nobody_comes_in(tellers):
    answer = send(tellers.house.browser(tellers.ash), GOOD + "4,Kit,,x,,,,\n")
    assert "Line 6: born_on" in answer.content.decode()
    with tellers.house.viewer(tellers.ash):
        assert Line.current.count() == 0


def test_a_failure_half_way_leaves_nothing(tellers, monkeypatch):
    from alongside.people.actions import importing

    monkeypatch.setattr(importing, "_ways", lambda row, common: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        send(tellers.house.browser(tellers.ash), GOOD)
    assert tellers.house.sql.execute("select count(*) from people_line").fetchone() == (0,)


def test_one_already_here_is_never_reported(tellers):
    send(tellers.house.browser(tellers.bo), GOOD)
    first, again = (send(tellers.house.browser(tellers.ash), GOOD, deed="look").content for _n in range(2))
    assert b"3 people would come in" in first
    assert b"3 people would come in" in again
    assert send(tellers.house.browser(tellers.ash), GOOD).status_code == 303


@pytest.mark.slow
def test_ten_times_the_usual_comes_in(tellers):
    text = "id,name,phone\n" + "".join(f"{n},Lou {n},07700 900123\n" for n in range(3000))
    assert send(tellers.house.browser(tellers.ash), text).status_code == 303
    assert tellers.house.sql.execute("select count(*) from people_contactway").fetchone() == (3000,)


@pytest.mark.parametrize("more", [{"file": ""}, {"mapping": "x"}, {"deed": "burn"}])
def test_a_bad_form_is_said(tellers, more):
    assert send(tellers.house.browser(tellers.ash), GOOD, **more).status_code == 200


def command(tmp_path, text, *words):
    from alongside.config import import_people

    path = tmp_path / "people.csv"
    path.write_text(text, "utf-8")
    parser = argparse.ArgumentParser()
    import_people.arguments(parser)
    import_people.run(parser.parse_args([str(path), "--as", "Ash", *words]))


def test_the_command_brings_them_in_as_a_colleague(tellers, tmp_path, capsys):
    command(tmp_path, GOOD, "--team", "North")
    assert "3 people were brought in." in capsys.readouterr().out
    with tellers.house.viewer(tellers.ash):
        assert Line.current.count() == 3
    with tellers.house.viewer(tellers.bo):
        assert Line.current.count() == 0


def test_the_command_looks_first(tellers, tmp_path, capsys):
    command(tmp_path, GOOD, "--dry-run")
    assert "3 people would come in" in capsys.readouterr().out
    assert tellers.house.sql.execute("select count(*) from people_line").fetchone() == (0,)


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("name,dob\nLou,x\n", (), "Nothing was saved"),
        (GOOD, ("--team", "South"), "not in a team called South"),
        (GOOD, ("--mapping", "nowhere.toml"), "cannot be read"),
    ],
)
def test_the_command_says_what_is_wrong_and_saves_nothing(tellers, tmp_path, text, words, said):
    with pytest.raises(Stop, match=said):
        command(tmp_path, text, *words)
    assert tellers.house.sql.execute("select count(*) from people_line").fetchone() == (0,)
