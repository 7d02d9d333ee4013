"""Every route: its page for the worker, and nothing for a colleague who may not open the record."""

import datetime as dt

import pytest
from tests.ground import is_there, telling

from alongside.access import handles
from alongside.care import actions
from alongside.care.models import Choice, Episode, Goal, Plan, Present, Referral, Review, Session, Step
from alongside.care.tests.ground import NOW, TODAY, on_pages
from alongside.web.registry import PAGES

pytestmark = pytest.mark.slow

OURS = sorted(n for n, p in PAGES.items() if p.view.__module__.startswith("alongside.care."))
# `step_with` begins on a map and has its tests beside it.
OURS = [n for n in OURS if n != "step_with"]
READ = [n for n in OURS if "GET" in PAGES[n].methods]
WRITE = [n for n in OURS if "POST" in PAGES[n].methods]


@telling
def lou(tellers):
    return on_pages(tellers.house, tellers.ash, tellers.one)


@pytest.fixture
def ash(tellers):
    return tellers.house.browser(tellers.ash)


@pytest.fixture
def bo(tellers):
    return tellers.house.browser(tellers.bo)


def rows(house, staff, model, folder):
    with house.viewer(staff):
        return list(model.objects.filter(folder=folder).order_by("made_at"))


@pytest.mark.family
@pytest.mark.parametrize("name", READ)
def test_the_worker_reads_every_page(lou, ash, name):
    answer = ash.get(lou.address(name))
    assert answer.status_code == 200, answer.content.decode()[:2000]
    assert "Lou" in answer.content.decode()


@pytest.mark.family
@pytest.mark.parametrize("name", READ)
def test_a_colleague_without_it_finds_nothing_and_the_same_as_where_nothing_is(lou, bo, name):
    hidden = bo.get(lou.address(name))
    absent = bo.get("/part/" + "A" * 43 + "/plan/")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert not is_there("Lou", hidden.content.decode())
    assert len(hidden.content) == len(absent.content)


@pytest.mark.family
@pytest.mark.parametrize("name", WRITE)
def test_a_colleague_without_it_writes_nothing(lou, tellers, bo, name):
    before = tellers.house.sql.execute("select count(*) from log.version").fetchone()
    answer = bo.post(lou.address(name), {"what": "came", "words": "x", "on": "6 Nov 2035"})
    assert answer.status_code == 404
    assert tellers.house.sql.execute("select count(*) from log.version").fetchone() == before


@pytest.mark.family
@pytest.mark.parametrize("name", WRITE)
def test_who_may_only_read_writes_nothing(lou, tellers, name):
    from alongside.access import folders

    with tellers.house.viewer(tellers.ash) as by:
        for folder in tellers.one.folders.values():
            folders.give(
                by=by, folder=folder, staff=tellers.bo, purpose="cover", reason="Ash is away", writes=False
            )
    reader = tellers.house.browser(tellers.bo)
    tables = ("care_session", "log.version", "care_choice")
    counts = "select " + ", ".join(f"(select count(*) from {t})" for t in tables)
    before = tellers.house.sql.execute(counts).fetchone()
    answer = reader.post(
        lou.address(name),
        {
            "what": "came",
            "stage": "offer",
            "about": "using",
            "value": "less",
            "on": "6 Nov 2035",
            "source": "said",
        },
    )
    assert answer.status_code in (404, 409)
    assert tellers.house.sql.execute(counts).fetchone() == before


def test_reading_pages_offer_no_deed_to_who_may_only_read(lou, tellers):
    from alongside.access import folders

    with tellers.house.viewer(tellers.ash) as by:
        for folder in tellers.one.folders.values():
            folders.give(
                by=by, folder=folder, staff=tellers.bo, purpose="cover", reason="Ash is away", writes=False
            )
    page = tellers.house.browser(tellers.bo).get(lou.address("plan")).content.decode()
    assert "Whole weekends with him" in page
    assert "Add a step" not in page


def test_a_row_of_one_person_does_not_open_by_the_part_of_another(lou, tellers, ash):
    other = on_pages(tellers.house, tellers.bo, tellers.other)
    crossed = f"/part/{lou.who.part()}/write/{handles.seal('due', other.due.folder, other.due.id)}/"
    assert ash.get(crossed).status_code == 404


# From first call to review


def test_the_whole_course_goes_in_by_its_pages(tellers, ash):
    house, who = tellers.house, tellers.one
    folder, part = who.folders["treatment"], who.part()
    with house.viewer(tellers.ash) as by:
        from alongside.people.models import Line
        from alongside.ties import actions as ties

        Line.add(by=by, folder=who.folders["line"], call_name="Lou", sort_key="lou", reference="K7-4QX-9")
        nan = ties.add_alter(by=by, folder=folder, name="Nan", helps=3)
        ties.add_alter(by=by, folder=folder, name="Jay", helps=0)

    def sent(path, **data):
        answer = ash.post(path, data)
        assert answer.status_code == 303, answer.content.decode()[-3000:]
        return answer.headers["Location"]

    def latest(model):
        return rows(house, tellers.ash, model, folder)[-1]

    sent(
        f"/part/{part}/referral/write/",
        came_from="court",
        conditions="Twelve weeks",
        on="6 Nov 2035",
        words="Sent by the bench",
        source="document",
    )
    from alongside.web.wrapper import url

    sent(
        url("answer_referral", referral=latest(Referral), deed="accept"), to=str(tellers.ash), on="6 Nov 2035"
    )
    assert latest(Episode).state == "open"
    sent(
        f"/part/{part}/choices/",
        about="drinking",
        stage="preference",
        value="less",
        on="6 Nov 2035",
        source="said",
    )
    sent(f"/part/{part}/plan/write/", words="To be steady", source="said")
    sent(url("add_goal", plan=latest(Plan)), words="Whole weekends with him", capital="social", source="said")
    adding = url("add_step", goal=latest(Goal))
    form = ash.get(adding).content.decode()
    assert form.index("Nan") < form.index("A worker")
    assert not is_there("Jay", form)
    sent(
        adding,
        words="Ask about Sundays",
        who=handles.seal("alter", folder, nan.id),
        due_on="8 Nov 2035",
        source="said",
    )
    assert (latest(Step).by_whom, latest(Step).helper_id) == ("someone", nan.id)
    sent(url("move_plan", plan=latest(Plan), deed="agree"), on="6 Nov 2035", review_on="6 Dec 2035")
    sent(
        f"/part/{part}/write/",
        on="6 Nov 2035",
        at="09.30",
        how="home",
        state="came",
        there=["person", f"worker-{tellers.ash}", handles.seal("alter", folder, nan.id)],
        worker=str(tellers.bo),
        others="Her sister",
        note="Sat at the table",
        agreed="Nan asks",
        next_on="13 Nov 2035",
        next_at="10.00",
        source="seen",
    )
    assert len(rows(house, tellers.ash, Present, folder)) == 5
    assert latest(Session).next_at == dt.datetime(2035, 11, 13, 10, tzinfo=dt.UTC)
    sent(url("move_step", step=latest(Step), deed="done"), words="She said yes")
    review = sent(f"/part/{part}/reviews/")
    page = ash.get(review).content.decode()
    assert page.index("Who is around you now?") < page.index("What has moved")
    sent(url("confirm_people", review=latest(Review)), around="Nan, mostly")
    sent(
        review,
        seen="2",
        moved="Sundays are whole",
        helped=[handles.seal("alter", folder, nan.id)],
        next_on="6 Jan 2036",
    )
    done = ash.get(review).content.decode()
    assert "What has changed" in done and "Sundays are whole" in done and "Ask about Sundays" in done
    assert latest(Review).state == "finished"
    assert "social" not in ash.get(f"/part/{part}/plan/").content.decode().lower()


def test_one_press_writes_that_they_came(lou, ash, tellers):
    answer = ash.post(lou.address("mark"), {"what": "came"})
    assert answer.status_code == 303
    assert rows(tellers.house, tellers.ash, Session, lou.care.folder)[-1].state == "came"
    assert ash.post(lou.address("mark"), {"what": "came"}).status_code == 409


def test_the_second_of_two_presses_goes_where_the_first_went(lou, ash, tellers):
    first = ash.post(lou.address("mark"), {"what": "missed", "once": "word-1"})
    second = ash.post(lou.address("mark"), {"what": "missed", "once": "word-1"})
    assert second.headers["Location"] == first.headers["Location"]
    assert len(rows(tellers.house, tellers.ash, Session, lou.care.folder)) == 2
    assert ash.get(second.headers["Location"]).content.decode().count("You can add a note") == 1


def test_the_second_of_two_presses_says_what_the_first_said(lou, ash, bo, tellers):
    """A browser without scripts may fetch where the first press led, and throw it away for the second."""
    sent, words = {"what": "missed", "once": "word-1"}, "You can add a note"
    first = ash.post(lou.address("mark"), sent)
    assert words in ash.get(first.headers["Location"]).content.decode()
    assert words not in ash.get(first.headers["Location"]).content.decode()
    second = ash.post(lou.address("mark"), sent)
    assert (second.status_code, second.headers["Location"]) == (first.status_code, first.headers["Location"])
    assert words in ash.get(second.headers["Location"]).content.decode()
    assert len(rows(tellers.house, tellers.ash, Session, lou.care.folder)) == 2

    asked = dict.fromkeys(("may_contact", "when", "leave_message"), "not_asked")
    theirs = bo.post("/people/add/", {"call_name": "Mo", "parts": "treatment", **asked, "once": "word-1"})
    assert theirs.headers["Location"] != first.headers["Location"]
    assert words not in bo.get(theirs.headers["Location"]).content.decode()


def test_what_was_wanted_offered_and_agreed_stand_beside_each_other(lou, ash, tellers):
    with tellers.house.viewer(tellers.ash) as by:
        for stage, value in [("preference", "undecided"), ("offer", "safer"), ("agreement", "less")]:
            actions.choose(by=by, episode=lou.care.episode, stage=stage, value=value)
    page = " ".join(ash.get(lou.address("choices")).content.decode().split())
    assert (
        page.index("wanted <strong>undecided")
        < page.index("offered <strong>safer")
        < page.index("agreed <strong>less")
    )


def test_a_refused_step_says_why_on_the_page(lou, ash, tellers):
    with tellers.house.viewer(tellers.ash) as by:
        actions.step_done(by=by, step=lou.care.step)
    # Whoever opened the page after it was done sends the version she saw.
    answer = ash.post(lou.address("move_step"), {"words": "", "seen": "2"})
    assert answer.status_code == 409
    assert "done already" in answer.content.decode()


# Two workers at once


@pytest.mark.parametrize(
    ("name", "model", "data", "theirs", "yours"),
    [
        ("goal", Goal, {"words": "All of Sunday", "source": "said"}, "Every other weekend", "All of Sunday"),
        ("change_plan", Plan, {"words": "Calm", "source": "said"}, "Every other weekend", "Calm"),
        (
            "change_referral",
            Referral,
            {"words": "Rang twice", "came_from": "self", "on": "16 Oct 2035", "source": "said"},
            "Every other weekend",
            "Rang twice",
        ),
        (
            "correct_session",
            Session,
            {
                "note": "Mine",
                "on": "30 Oct 2035",
                "at": "10.00",
                "how": "phone",
                "state": "came",
                "source": "seen",
            },
            "Every other weekend",
            "Mine",
        ),
    ],
)
def test_the_second_of_two_workers_is_shown_both(lou, ash, tellers, name, model, data, theirs, yours):
    with tellers.house.viewer(tellers.ash) as by:
        row = model.current.filter(folder=lou.care.folder).first()
        seen = row.version
        row.change(by=by, **{"note" if model is Session else "words": theirs})
    answer = ash.post(lou.address(name), {**data, "seen": str(seen)})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert theirs in page and yours in page
    again = ash.post(lou.address(name), {**data, "seen": str(seen + 1)})
    assert again.status_code == 303, again.content.decode()[-2000:]


# Bad input

LONG = {"words": 2001, "note": 20_001}
GOOD = {
    "write_referral": {"came_from": "self", "on": "today", "source": "said"},
    "choices": {
        "about": "using",
        "stage": "preference",
        "value": "less",
        "on": "6 Nov 2035",
        "source": "said",
    },
    "add_goal": {"words": "Sleep", "source": "said"},
    "add_step": {"words": "Ring", "who": "person", "source": "said"},
    "write": {
        "on": "6 Nov 2035",
        "at": "09.00",
        "how": "phone",
        "state": "came",
        "source": "seen",
        "there": "person",
    },
    "book": {"on": "7 Nov 2035", "at": "09.00"},
    "session_in_error": {"why": "Twice", "seen": "1"},
    "review": {"seen": "1"},
}
GOOD["write_referral"]["on"] = "6 Nov 2035"

BAD = [
    ("write_referral", {"came_from": ""}, "Choose one"),
    ("write_referral", {"came_from": "moon"}, "not among them"),
    ("write_referral", {"came_from": "court"}, "Write something"),
    ("write_referral", {"source": "told"}, "Choose one"),
    ("write_referral", {"on": "7 Nov 2055"}, "or before"),
    ("write_referral", {"words": "x" * 4001}, "1 character too long"),
    ("write_referral", {"who": "a\x00b"}, "cannot be seen or saved"),
    ("choices", {"value": ""}, "Choose one"),
    ("choices", {"stage": "agreement"}, "Ask first what they want"),
    ("choices", {"on": "31 Feb 2035"}, "28 days"),
    ("add_goal", {"words": ""}, "Write something"),
    ("add_goal", {"words": "x" * 2001}, "too long"),
    ("add_goal", {"capital": "gold"}, "not among them"),
    ("add_goal", {"words": "a\x07"}, "cannot be seen or saved"),
    ("add_step", {"words": ""}, "Write something"),
    ("add_step", {"who": "somebody"}, "not among them"),
    ("add_step", {"who": "worker"}, "Choose one"),
    ("add_step", {"who": "worker", "worker": "12"}, "not among them"),
    ("add_step", {"due_on": "soon"}, "not a date"),
    ("write", {"on": ""}, "Write a date"),
    ("write", {"at": "25.00"}, "not a time"),
    ("write", {"on": "7 Nov 2035"}, "still to come"),
    ("write", {"how": "pigeon"}, "not among them"),
    ("write", {"there": "worker-1"}, "not among them"),
    ("write", {"next_on": "5 Nov 2035"}, "comes before"),
    ("write", {"next_at": "9.30"}, "Write the day as well"),
    ("write", {"note": "x" * 20_001}, "too long"),
    ("book", {"on": "5 Nov 2025"}, "or later"),
    ("book", {"at": ""}, "Write a time"),
    ("session_in_error", {"why": ""}, "Write something"),
    ("review", {"next_on": "5 Nov 2035"}, "cannot come before"),
    ("review", {"helped": "x"}, "not among them"),
]


@pytest.mark.family
@pytest.mark.parametrize(
    ("name", "wrong", "words"), BAD, ids=lambda v: v if isinstance(v, str) else next(iter(v))
)
def test_bad_input_is_answered_in_words_and_writes_nothing(lou, ash, tellers, name, wrong, words):
    counts = "select " + ", ".join(
        f"(select count(*) from care_{t})"
        for t in ("referral", "choice", "goal", "step", "session", "due", "review")
    )
    before = tellers.house.sql.execute(counts).fetchone()
    answer = ash.post(lou.address(name), {**GOOD[name], **wrong})
    assert answer.status_code in (200, 409), answer.content.decode()[-1500:]
    assert words in answer.content.decode()
    assert tellers.house.sql.execute(counts).fetchone() == before


STRANGE = "مرحبا \u202bשלום\u202c 𝔏𝔬𝔲 👩\u200d👧 é"


@pytest.mark.parametrize(
    ("name", "model", "field"),
    [
        ("add_goal", Goal, "words"),
        ("add_step", Step, "words"),
        ("write", Session, "note"),
        ("choices", Choice, "words"),
        ("write_referral", Referral, "words"),
    ],
)
def test_every_script_is_kept_as_it_was_typed(lou, ash, tellers, name, model, field):
    answer = ash.post(lou.address(name), {**GOOD[name], field: STRANGE})
    assert answer.status_code == 303
    assert STRANGE in [getattr(r, field) for r in rows(tellers.house, tellers.ash, model, lou.care.folder)]


@pytest.mark.parametrize("name", sorted(GOOD))
def test_good_input_goes_through(lou, ash, name):
    assert ash.post(lou.address(name), GOOD[name]).status_code == 303


def test_a_helper_from_another_map_is_not_among_the_choices(lou, ash, tellers):
    other = on_pages(tellers.house, tellers.bo, tellers.other)
    theirs = handles.seal("alter", other.care.folder, other.care.nan.id)
    answer = ash.post(lou.address("add_step"), {"words": "x", "who": theirs, "source": "said"})
    assert "not among them" in answer.content.decode()


def test_an_unknown_deed_is_not_there(lou, ash):
    for name in ("move_step", "move_goal", "move_plan", "answer_referral"):
        address = lou.address(name).rsplit("/", 2)[0] + "/explode/"
        assert ash.get(address).status_code == 404
    assert ash.post(lou.address("mark"), {"what": "vanished"}).status_code == 404


def test_a_long_list_of_contacts_comes_in_pages(lou, ash, tellers):
    with tellers.house.viewer(tellers.ash) as by:
        for n in range(60):
            actions.write_session(
                by=by, folder=lou.care.folder, at=NOW - dt.timedelta(days=n, hours=1), agreed=f"line {n}."
            )
    first = ash.get(lou.address("contacts")).content.decode()
    assert "line 0." in first and "line 59." not in first
    link = first.split("?before=")[1].split('"')[0]
    second = ash.get(f"{lou.address('contacts')}?before={link}").content.decode()
    assert "line 59." in second and "line 0." not in second
    assert ash.get(f"{lou.address('contacts')}?before=soon").status_code == 200


def test_today_is_the_tests_own_day():
    assert NOW.date() == TODAY
