"""Sharing by the few named ways: what goes is the copy and no more; a consent that ended stops new ones."""

import datetime as dt
import html
import re

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError
from tests.ground import folders_for

from alongside.access import folders
from alongside.access.viewer import Refused
from alongside.outbox.models import Message
from alongside.people.models import ContactWay, Line
from alongside.sharing import actions, queries, rules
from alongside.sharing.models import Consent, Received, Share

pytestmark = pytest.mark.slow

CANARY = "quillwort"
GP = "Dr Adams"


@pytest.fixture
def lou(tellers):
    return lou_of(tellers)


def lou_of(tellers):
    """Ash works with Lou; Hal of the South works with Kit and holds nothing of Lou's."""
    house = tellers.house
    tellers.hal = house.staff("Hal", house.team("South"))
    tellers.kit = folders_for(house, tellers.hal)
    for staff, who, name, reference in (
        (tellers.ash, tellers.one, "Lou", "K7-4QX-9"),
        (tellers.hal, tellers.kit, "Kit", "C7-4QX-9"),
    ):
        with house.viewer(staff) as by:
            Line.add(
                by=by, folder=who.folders["line"], call_name=name, sort_key=name.lower(), reference=reference
            )
    tellers.part = tellers.one.folders["treatment"]
    return tellers


def agreed(lou, to_whom="Hal", topics=("plan",), days=30):
    with lou.house.viewer(lou.ash) as by:
        return actions.agree(
            by=by, folder=lou.part, to_whom=to_whom, topics=topics, purpose="to plan together",
            until=by.today + dt.timedelta(days=days), how="said",
        )  # fmt: skip


def share(lou, **more):
    with lou.house.viewer(lou.ash) as by:
        return actions.share(by=by, **{
            "folder": lou.part, "way": "consent", "topic": "plan", "text": f"Lou wants {CANARY}.", "source": "said",
            "told_on": by.today, "purpose": "to plan together", "until": by.today + dt.timedelta(days=20),
            "they_know": True, "staff": lou.hal, "about": "Lou", **more,
        })  # fmt: skip


def waiting(lou, staff=None):
    with lou.house.viewer(staff or lou.hal, "none") as by:
        return queries.passed(by)


def take(lou, into, staff=None):
    (copy,) = waiting(lou, staff)
    with lou.house.viewer(staff or lou.hal) as by:
        return actions.take(by=by, passed=copy["id"], into=into)


def my_folders(lou, staff):
    with lou.house.viewer(staff):
        return sorted(folders.call("select access.my_folders()"))


# The copy ------------------------------------------------------------------------------------------------------------


def test_a_copy_arrives_dated_with_its_source_in_the_words_agreed_in_the_receiver_s_own_part(lou):
    made = share(lou, consent=agreed(lou))
    assert "Passed on to you" in lou.house.browser(lou.hal).get("/today/").content.decode()
    row = take(lou, lou.kit.folders["treatment"])
    with lou.house.viewer(lou.hal) as by:
        (kept,) = Received.current.filter(folder=lou.kit.folders["treatment"])
        assert (kept.words, kept.source, kept.told_on, kept.passed_by) == (
            made.words,
            "said",
            by.today,
            "Ash",
        )
        assert (kept.way, kept.until, kept.passed_on) == ("consent", made.until, by.today)
    assert row.pk == kept.pk
    assert waiting(lou) == [], "once"


def test_it_never_widens_what_anybody_may_open(lou):
    before = {staff: my_folders(lou, staff) for staff in (lou.ash, lou.hal, lou.bo)}
    grants = lou.house.sql.execute('select count(*) from access."grant"').fetchone()
    share(lou, consent=agreed(lou))
    take(lou, lou.kit.folders["treatment"])
    share(lou, way="safeguarding", staff=None, body="A social worker, by telephone")
    assert {staff: my_folders(lou, staff) for staff in before} == before
    assert lou.house.sql.execute('select count(*) from access."grant"').fetchone() == grants


def test_the_receiver_learns_nothing_of_the_record_it_came_from(lou):
    share(lou, consent=agreed(lou), about="")
    (copy,) = waiting(lou)
    assert set(copy) == {"id", "by_name", "at", "way", "part", "source", "told_on", "about", "words", "until"}
    assert lou.part not in copy.values() and lou.one.id not in copy.values()


def test_nobody_else_sees_takes_or_passes_it(lou):
    share(lou, consent=agreed(lou))
    (copy,) = waiting(lou)
    for staff in (lou.bo, lou.lead, lou.ash):
        assert waiting(lou, staff) == []
        assert "Passed on to you" not in lou.house.browser(staff).get("/today/").content.decode()
        assert lou.house.browser(staff).get(f"/passed/{copy['id']}/").status_code == 404
        with lou.house.viewer(staff) as by, pytest.raises(Refused):
            actions.take(by=by, passed=copy["id"], into=None)
        with lou.house.viewer(staff), pytest.raises(ProgrammingError):
            folders.call("select access.take_passed(%s, null)", copy["id"])
    sql = (
        "select access.pass_across(%s, 5, %s, 'consent', 'plan', 'said', access.clock()::date, '', 'x', "
        "access.clock() + interval '1 day')"
    )
    with lou.house.viewer(lou.bo), pytest.raises(ProgrammingError) as said:
        folders.call(sql, lou.part, lou.hal)
    assert isinstance(said.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_it_is_taken_only_into_a_part_that_the_receiver_writes_in(lou):
    share(lou, consent=agreed(lou))
    for folder in (lou.part, lou.kit.folders["line"], 5):
        with pytest.raises(ProgrammingError):
            take(lou, folder)
    assert len(waiting(lou)) == 1
    with lou.house.viewer(lou.hal):
        assert Received.objects.count() == 0


def test_whoever_knows_them_outside_work_gets_nothing(lou):
    conflict = (
        "insert into access.conflict (id, staff, person, why, starts, recorded_by) "
        "values (access.new_id(), %s, %s, 'family', access.clock(), %s)"
    )
    consent = agreed(lou)
    share(lou, consent=consent)
    lou.house.sql.execute(conflict, (lou.hal, lou.one.id, lou.lead))
    assert waiting(lou) == [], "nor what waited already"
    with pytest.raises(Refused, match="outside work"):
        share(lou, consent=consent)


def test_a_copy_that_was_not_taken_ends_with_its_period(lou):
    share(lou, consent=agreed(lou))
    lou.house.pass_time(days=22)
    lou.house.tokens.clear()
    assert waiting(lou) == []


# Consent ---------------------------------------------------------------------------------------------------------------


def test_without_a_consent_nothing_is_shared_by_consent(lou):
    with pytest.raises(Refused, match="no consent that holds"):
        share(lou)


@pytest.mark.parametrize("how", ["withdrawn", "run out"])
def test_a_consent_that_ended_stops_new_copies(lou, how):
    consent = agreed(lou, days=5)
    share(lou, consent=consent, until=consent.until)
    if how == "withdrawn":
        with lou.house.viewer(lou.ash) as by:
            actions.withdraw(by=by, consent=Consent.objects.get(folder=lou.part), why="changed their mind")
    else:
        lou.house.pass_time(days=7)
        lou.house.tokens.clear()
    with pytest.raises(Refused, match="no consent that holds"):
        share(lou, consent=consent)
    assert waiting(lou) == [], "and takes back what nobody took yet"


def test_what_was_taken_before_stays_and_is_said_to_have_ended(lou):
    consent = agreed(lou)
    share(lou, consent=consent)
    take(lou, lou.kit.folders["treatment"])
    with lou.house.viewer(lou.ash) as by:
        actions.withdraw(by=by, consent=Consent.objects.get(folder=lou.part), why="changed their mind")
        assert not Share.current.filter(folder=lou.part).exists()
        assert Share.objects.get(folder=lou.part).ended_why == "changed their mind"
    with lou.house.viewer(lou.hal):
        assert Received.current.count() == 1


def test_a_consent_of_another_part_is_none(lou):
    consent = agreed(lou)
    with lou.house.viewer(lou.ash) as by:
        other = folders.open_folder(by=by, kind="family", person=lou.one.id, purpose="keyworker")
    with pytest.raises(Refused, match="no consent that holds"):
        share(lou, folder=other, consent=consent)


@pytest.mark.parametrize(
    "broken", ["consent_id = null", "words = ''", "purpose = ''", "until = '2001-01-01'"]
)
def test_the_database_itself_holds_what_a_sharing_says(lou, broken):
    share(lou, consent=agreed(lou))
    with pytest.raises(psycopg.errors.CheckViolation):
        lou.house.sql.execute(f"update sharing_share set {broken}")


def test_a_sharing_cannot_name_the_consent_of_another_s_part(lou):
    """The key carries the part: what is another's does not exist here."""
    foreign = agreed(lou)
    with lou.house.viewer(lou.hal) as by, pytest.raises(IntegrityError):
        Share.add(
            by=by, folder=lou.kit.folders["treatment"], way="consent", basis="agreed", consent_id=foreign.pk, purpose="x",
            topic="plan", words="x", source="said", told_on=by.today, to_kind="body", to_name="x", how="said",
            shared_on=by.today, until=by.today, decided_by="x",
        )  # fmt: skip


# Each way ------------------------------------------------------------------------------------------------------------

TODAY = dt.date(2026, 11, 22)
HOLDS = rules.Consent(("plan",), GP, TODAY + dt.timedelta(days=30), False)
OK = {
    "to": "body",
    "to_name": GP,
    "topic": "plan",
    "today": TODAY,
    "until": TODAY,
    "they_know": True,
    "consent": None,
}


@pytest.mark.parametrize(("way", "more", "against"), [
    ("consent", {"consent": HOLDS}, ""),
    ("consent", {"consent": HOLDS, "to_name": "dr  ADAMS"}, ""),
    ("consent", {"consent": HOLDS, "to_name": "Dr Adamson"}, "other_consent"),
    ("consent", {"consent": HOLDS, "topic": "using"}, "other_consent"),
    ("consent", {"consent": HOLDS, "until": TODAY + dt.timedelta(days=31)}, "longer"),
    ("consent", {"consent": HOLDS, "to": "them"}, "not_to_them"),
    ("consent", {"consent": rules.Consent(("plan",), GP, TODAY, True)}, "no_consent"),
    ("consent", {"consent": rules.Consent(("plan",), GP, TODAY - dt.timedelta(days=1), False)}, "no_consent"),
    ("consent", {}, "no_consent"),
    ("request", {"to": "them"}, ""),
    ("request", {"consent": HOLDS}, "no_consent_here"),
    ("marac", {}, ""),
    ("marac", {"to": "them"}, "not_to_them"),
    ("duty", {}, ""),
    ("duty", {"until": TODAY + dt.timedelta(days=93)}, "period"),
    ("safeguarding", {"to": "colleague"}, ""),
    ("safeguarding", {"until": TODAY - dt.timedelta(days=1)}, "period"),
    ("court", {}, ""),
    ("court", {"to": "colleague"}, "not_to_them"),
    ("court", {"until": TODAY + dt.timedelta(days=367)}, "period"),
    ("desk", {}, "no_way"),
    ("gossip", {}, "no_way"),
    *((way, {"they_know": False}, "desk") for way in rules.WAYS),
])  # fmt: skip
def test_what_each_way_allows(way, more, against):
    assert rules.why_not(way, **{**OK, **more}) == against


def test_there_are_few_ways_and_each_has_words():
    from alongside.sharing import words

    assert {code for code, _text, _more in words.WAYS} == set(rules.WAYS)
    assert {way.basis for way in rules.WAYS.values()} == set(words.BASES)
    assert {code for code, _text in words.TOPICS} == set(rules.TOPICS)
    assert len(rules.WAYS) == 6, "and the desk's own decision, which lies with the desk"


def test_their_own_request_becomes_a_letter_that_waits_for_a_second_look(lou):
    with lou.house.viewer(lou.ash) as by:
        way = ContactWay.add(
            by=by, folder=lou.one.folders["contact"], kind="post", value="1 High Street", may_contact="yes"
        )
    made = share(lou, way="request", staff=None, to_them="Lou", letter_way=way)
    with lou.house.viewer(lou.ash):
        (letter,) = Message.current.filter(folder=lou.part)
        assert (letter.channel, letter.words, letter.passed_by) == ("letter", made.words, None)


def test_no_letter_of_theirs_goes_to_somebody_else(lou):
    with lou.house.viewer(lou.ash) as by:
        way = ContactWay.add(
            by=by, folder=lou.one.folders["contact"], kind="post", value="1 High Street", may_contact="yes"
        )
    with pytest.raises(Refused):
        share(lou, way="court", staff=None, body="The court", letter_way=way)
    with lou.house.viewer(lou.ash):
        assert Share.objects.count() == 0


@pytest.mark.parametrize("more", [
    {"staff": None}, {"body": "and a GP"}, {"text": "  "}, {"purpose": ""}, {"told_on": dt.date(2031, 1, 1)}, {"staff": 5},
])  # fmt: skip
def test_what_is_not_said_well_is_not_shared(lou, more):
    with pytest.raises(Refused):
        share(lou, consent=agreed(lou), **more)
    assert waiting(lou) == []


# What is shared ------------------------------------------------------------------------------------------------------


def page(lou, path, staff=None):
    answer = lou.house.browser(staff or lou.ash).get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.content.decode())


def test_the_page_and_the_sheet_say_what_is_shared_and_the_sheet_says_not_who_we_are(lou):
    share(lou, consent=agreed(lou))
    on_page = page(lou, f"/person/{lou.one.handle()}/shared/")
    sheet = page(lou, f"/part/{lou.one.part()}/shared/print/")
    for text in (CANARY, "Hal", "to plan together"):
        assert text in on_page and text in sheet
    assert "longside" not in re.sub(r'(?:href|src)="[^"]*"', "", sheet)
    assert f"/person/{lou.one.handle()}/shared/" in page(lou, f"/person/{lou.one.handle()}/")


def test_what_came_from_elsewhere_is_on_no_page_that_the_person_is_shown(lou):
    kit = f"/person/{lou.kit.handle()}"
    sheet = f"/part/{lou.kit.part()}/shared/print/"
    shown = [kit + "/", f"{kit}/shared/", sheet]
    lou.house.at(lou.house.sql.execute("select access.clock()").fetchone()[0])
    once = re.compile(r'(name="(?:csrfmiddlewaretoken|once)" value)="[^"]*"')
    before = [once.sub("", page(lou, path, lou.hal)) for path in shown]
    share(lou, consent=agreed(lou))
    take(lou, lou.kit.folders["treatment"])
    assert [once.sub("", page(lou, path, lou.hal)) for path in shown] == before
    assert CANARY in page(lou, f"{kit}/received/", lou.hal)


def test_what_is_done_without_their_knowledge_lies_in_no_part_of_a_record(lou):
    with pytest.raises(Refused, match="safeguarding desk"):
        share(lou, way="marac", they_know=False)
    with lou.house.viewer(lou.ash):
        assert Share.objects.count() == 0
    assert waiting(lou) == []


def test_a_sheet_of_one_part_says_nothing_of_another(lou):
    with lou.house.viewer(lou.ash) as by:
        safety = folders.open_folder(by=by, kind="safety", person=lou.one.id, purpose="keyworker")
    share(lou, folder=safety, way="marac", staff=None, body="MARAC, by Ash")
    assert CANARY not in page(lou, f"/part/{lou.one.part()}/shared/print/")
    from alongside.access import handles

    assert CANARY in page(lou, f"/part/{handles.seal('part', safety, safety)}/shared/print/")


def test_by_the_pages(lou):
    ash, hal = lou.house.browser(lou.ash), lou.house.browser(lou.hal)
    here = f"/part/{lou.one.part()}"
    back = f"/person/{lou.one.handle()}/shared/"
    asked = {
        "to_whom": "Hal",
        "body": "other",
        "topics": ["plan"],
        "purpose": "to plan",
        "until": "tomorrow",
        "how": "said",
        "said": "",
    }
    tomorrow = (lou.house.sql.execute("select access.clock()").fetchone()[0] + dt.timedelta(days=1)).strftime(
        "%d/%m/%Y"
    )
    asked["until"] = tomorrow
    agreements = f"/person/{lou.one.handle()}/agreements/"
    assert ash.post(f"{here}/consent/add/", asked).headers["Location"] == agreements
    form = ash.get(f"{here}/shared/add/").content.decode()
    consent = re.search(r'<option value="([^"]{43})"', form)[1]
    sent = {
        "they_know": "yes", "way": "consent", "consent": consent, "topic": "plan", "words": "Wants to stop.", "source": "said",
        "told_on": "today", "purpose": "to plan", "to": "colleague", "staff": str(lou.hal), "about": "Lou", "until": tomorrow,
    }  # fmt: skip
    refused = ash.post(f"{here}/shared/add/", {**sent, "they_know": "no"})
    assert refused.status_code == 409 and "Wants to stop." in refused.content.decode()
    assert ash.post(f"{here}/shared/add/", sent).headers["Location"] == back
    waits = re.search(r"/passed/\d+/", hal.get("/passed/").content.decode())[0]
    wrong = hal.post(waits, {"where": "record", "reference": "K7-4QX-9", "kind": "treatment"})
    assert wrong.status_code == 200 and "no such part" in wrong.content.decode(), "Lou's record is not Hal's"
    assert (
        hal.post(waits, {"where": "record", "reference": "c7 4qx 9", "kind": "treatment"}).headers["Location"]
        == "/passed/"
    )
    assert hal.get(waits).status_code == 404
    shared = ash.get(back).content.decode()
    for pattern, told, after in (
        (r"/share/[^/]+/stop/", "Over.", back),
        (r"/consent/[^/]+/end/", "No more.", agreements),
    ):
        path = re.search(pattern, shared)[0]
        assert ash.get(path).status_code == 200
        assert ash.post(path, {"why": told}).headers["Location"] == after
        assert ash.get(path).status_code == 404, "ended already"
    assert "Over." in ash.get(back).content.decode()


def test_whoever_may_only_read_has_no_page_to_share_on(lou):
    share(lou, consent=agreed(lou))
    with lou.house.viewer(lou.ash) as by:
        for folder in lou.one.folders.values():
            folders.give(
                by=by, folder=folder, staff=lou.lead, purpose="supervision", reason="x", writes=False
            )
    assert page(lou, f"/person/{lou.one.handle()}/shared/", lou.lead).count("/stop/") == 0
    reader = lou.house.browser(lou.lead)
    for path in ("shared/add/", "consent/add/"):
        assert reader.get(f"/part/{lou.one.part()}/{path}").status_code == 404
