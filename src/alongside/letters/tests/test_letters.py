"""Letters from what is recorded: what was chosen and no more, while what it rests on holds, to the address that was named."""

import datetime as dt
import html
import re

import psycopg
import pytest

from alongside.access import folders, handles
from alongside.access.viewer import Refused
from alongside.care.actions import dues
from alongside.care.models import Due
from alongside.letters import actions, queries
from alongside.letters.models import Quoted, Report
from alongside.letters.tests import ground
from alongside.letters.tests.ground import (
    GOAL,
    GP,
    MEDICINE,
    NOTE,
    SURGERY,
    TOLD,
    agreed,
    does,
    letter,
    make,
    waits,
)
from alongside.outbox import actions as outbox
from alongside.outbox import checks, showing
from alongside.outbox.models import Message
from alongside.people.models import ContactWay
from alongside.sharing import actions as sharing
from alongside.sharing.models import Consent, Share

pytestmark = pytest.mark.slow


@pytest.fixture
def lou(tellers):
    return ground.clinic_of(tellers)


def state(lou):
    row = letter(lou)
    return row.state, row.held_why


def withdraw(lou, staff=None):
    with lou.house.viewer(staff or lou.ash) as by:
        sharing.withdraw(by=by, consent=Consent.current.get(folder=lou.part), why="changed their mind")


# What goes into it ---------------------------------------------------------------------------------------------------


def test_it_says_what_was_chosen_and_nothing_else(lou):
    made = make(lou, agreed(lou), [ground.code_of(lou, MEDICINE)])
    words = letter(lou).words
    assert MEDICINE in words and "Lou Lark" in words
    for other in (GOAL, NOTE, TOLD, "Appointments"):
        assert other not in words
    with lou.house.viewer(lou.ash):
        (quoted,) = Quoted.current.filter(folder=lou.part, report=made.pk)
        assert (quoted.topic, quoted.source) == ("medicines", "said")


def test_it_says_on_what_it_rests(lou):
    make(lou, agreed(lou))
    assert letter(lou).words.startswith("About Lou Lark. They agreed that you are told this.\n\n")


def test_attendance_is_counted_and_says_nothing_of_why_they_come(lou):
    make(lou, agreed(lou, body="probation", to_whom="Probation"), ["came:3", "days"])
    words = letter(lou).words
    assert "Seen or spoken to: 2. Appointments missed: 1;" in words
    for other in (MEDICINE, GOAL, NOTE):
        assert other not in words


def test_what_was_tried_in_vain_and_what_went_through_somebody_else_is_no_appointment(lou):
    from alongside.care.models import Session

    with lou.house.viewer(lou.ash) as by:
        for how, came in (("phone", "tried"), ("through", "came")):
            Session.add(by=by, folder=lou.part, at=by.now - dt.timedelta(days=2), how=how, state=came)
    assert "Seen or spoken to: 2. Appointments missed: 1;" in ground.codes(lou)["came:3"].words


@pytest.mark.parametrize(
    ("body", "what"), [("probation", MEDICINE), ("court", GOAL), ("gp", GOAL), ("gp", TOLD)]
)
def test_what_stays_out_is_refused_and_not_dropped(lou, body, what):
    consent = agreed(lou, body=body)
    with pytest.raises(Refused):
        make(lou, consent, ["came:3", ground.code_of(lou, what)])
    with lou.house.viewer(lou.ash):
        assert not Message.objects.filter(folder=lou.part).exists()


@pytest.mark.parametrize("chosen", [[], ["came:3", "medicine:5"], ["came:99"]])
def test_what_is_not_there_is_not_written(lou, chosen):
    with pytest.raises(Refused):
        make(lou, agreed(lou), chosen)


def test_what_was_changed_since_it_was_ticked_does_not_go(lou):
    from alongside.keeping.models import Medicine

    consent = agreed(lou)
    ticked = ground.full(lou, ground.code_of(lou, MEDICINE))
    with lou.house.viewer(lou.ash) as by:
        Medicine.current.get(folder=lou.part, called=MEDICINE).change(by=by, dose="16 mg")
    with pytest.raises(Refused, match="changed in the meantime"):
        make(lou, consent, ticked)


def test_an_opinion_stands_apart_and_only_where_it_was_agreed(lou):
    with pytest.raises(Refused, match="opinion"):
        make(lou, agreed(lou), opinion="Lou tries hard.")
    withdraw(lou)
    make(lou, agreed(lou, topics=("attendance", "other")), opinion="Lou tries hard.")
    recorded, _apart, opinion = letter(lou).words.partition("My opinion, apart from what is recorded:")
    assert "Lou tries hard." in opinion and "Lou tries hard." not in recorded


def test_a_statement_of_another_part_is_never_offered(lou):
    with lou.house.viewer(lou.ash) as by:
        family = folders.open_folder(by=by, kind="family", person=lou.one.id, purpose="keyworker")
        assert queries.statements(by, family, "gp", None) == []


# On what it rests ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("more", [{"topics": ("plan",)}, {"days": 0}])
def test_without_a_consent_that_covers_it_nothing_is_made(lou, more):
    consent = agreed(lou, **more)
    if "days" in more:
        lou.house.pass_time(days=2)
        lou.house.tokens.clear()
    with pytest.raises(Refused):
        make(lou, consent)


def test_a_consent_withdrawn_while_a_letter_waits_holds_it_and_says_so_to_its_writer(lou):
    waits(lou)
    assert state(lou)[0] == "waiting"
    withdraw(lou)
    assert state(lou) == ("held", "not_agreed")
    today = html.unescape(lou.house.browser(lou.ash).get("/today/").content.decode())
    assert "They no longer agree that this is shared" in today
    with pytest.raises(Refused):
        does(lou, lou.drew, outbox.let_go)


def test_a_consent_withdrawn_between_printer_and_post_holds_it(lou):
    waits(lou)
    does(lou, lou.drew, outbox.let_go)
    does(lou, lou.ash, outbox.print_letters)
    assert state(lou)[0] == "ready"
    withdraw(lou)
    assert state(lou) == ("held", "not_agreed")
    with pytest.raises(Refused):
        does(lou, lou.ash, outbox.posted)
    with lou.house.viewer(lou.ash):
        assert not Share.objects.filter(folder=lou.part).exists(), "nothing went, and nothing says so"


@pytest.mark.parametrize("when", ["before the look", "before the post"])
def test_a_consent_that_ran_out_holds_it(lou, when):
    waits(lou, days=3)
    if when == "before the post":
        does(lou, lou.drew, outbox.let_go)
        does(lou, lou.ash, outbox.print_letters)
    lou.house.pass_time(days=5)
    lou.house.tokens.clear()
    if when == "before the post":
        does(lou, lou.ash, outbox.posted)
    else:
        does(lou, lou.drew, outbox.let_go)
    assert state(lou) == ("held", "not_agreed")


def test_with_a_new_consent_it_goes_after_all(lou):
    waits(lou)
    does(lou, lou.drew, outbox.let_go)
    withdraw(lou)
    with pytest.raises(Refused):
        does(lou, lou.ash, outbox.try_letter_again)
    agreed(lou, to_whom="dr  adams")
    assert does(lou, lou.ash, outbox.try_letter_again).state == "ready"


def test_a_consent_for_somebody_else_or_other_things_lets_nothing_go(lou):
    waits(lou)
    withdraw(lou)
    for more in ({"to_whom": "Dr Brown"}, {"topics": ("medicines",)}):
        agreed(lou, **more)
    does(lou, lou.ash, outbox.give_back)
    with pytest.raises(Refused, match="no longer agree"):
        does(lou, lou.ash, outbox.ask_to_look)


def test_once_it_went_it_is_written_down_as_shared(lou):
    consent = waits(lou)
    does(lou, lou.drew, outbox.let_go)
    does(lou, lou.ash, outbox.print_letters)
    with lou.house.viewer(lou.ash):
        assert not Share.objects.filter(folder=lou.part).exists()
    does(lou, lou.ash, outbox.posted)
    with lou.house.viewer(lou.ash) as by:
        (share,) = Share.current.filter(folder=lou.part)
        assert (share.way, share.how, share.to_name, share.topic) == ("consent", "letter", GP, "attendance")
        assert (share.until, share.shared_on, share.consent_id) == (consent.until, by.today, consent.pk)


def test_nobody_lets_their_own_letter_go(lou):
    waits(lou)
    with pytest.raises(Refused, match="you wrote it"):
        does(lou, lou.ash, outbox.let_go)


# An order ------------------------------------------------------------------------------------------------------------

ORDER = {
    "body": "court", "to_name": "Northtown court", "order": "Order of 3 May, attendance",
}  # fmt: skip


def by_order(lou, chosen=("came:3",), **more):
    return make(lou, None, chosen, **{**ORDER, **more})


def test_an_order_is_answered_with_attendance_and_written_down_as_one(lou):
    by_order(lou)
    does(lou, lou.ash, outbox.ask_to_look)
    does(lou, lou.drew, outbox.let_go)
    does(lou, lou.ash, outbox.print_letters, outbox.posted)
    with lou.house.viewer(lou.ash):
        (share,) = Share.current.filter(folder=lou.part)
        assert (share.way, share.basis, share.to_name) == ("court", "law", "Northtown court")
    assert "You asked for this by: Order of 3 May, attendance." in letter(lou).words


@pytest.mark.parametrize("more", [{"order": " "}, {"body": "gp"}, {"body": "other"}, {"they_know": False}])
def test_without_an_order_or_their_knowledge_nothing_goes_by_one(lou, more):
    with pytest.raises(Refused):
        by_order(lou, **more)


def test_an_order_opens_nothing_of_care(lou):
    with pytest.raises(Refused):
        by_order(lou, [ground.code_of(lou, MEDICINE)])


# Where it goes -------------------------------------------------------------------------------------------------------


def test_it_is_printed_with_the_address_that_was_named_and_never_theirs(lou):
    with lou.house.viewer(lou.ash) as by:
        ContactWay.add(
            by=by, folder=lou.one.folders["contact"], kind="post", value="1 High Street", may_contact="yes",
            letter_rule="plain", asked_on=by.today,
        )  # fmt: skip
    waits(lou)
    does(lou, lou.drew, outbox.let_go)
    with lou.house.viewer(lou.ash) as by:
        from alongside.outbox import printing

        ((row, way),) = outbox.print_letters(by=by, letters=[Message.objects.get(folder=lou.part)])
        (sheet,) = printing.sheets([(row, way)])
        ours = checks.service().name
    assert way is None
    assert (sheet.to_name, sheet.address) == (GP, SURGERY.split("\n"))
    assert not sheet.collects
    assert (sheet.dear, sheet.who, sheet.service) == (GP, "Ash", ours)


def test_a_letter_to_themselves_says_neither_the_service_nor_a_last_name(lou):
    row, _due = a_time(lou)
    assert (showing.signed_for(row), row.who) == ("", "Ash")


@pytest.mark.parametrize(
    ("name", "dear"), [("Dr Adams, Mill Street Surgery", "Dr Adams"), ("Dr Adams", "Dr Adams"), (",", ",")]
)
def test_a_letter_outside_greets_by_name_and_not_by_place(name, dear):
    at = {"made_at": dt.datetime(2026, 5, 3, tzinfo=dt.UTC)}
    assert showing.greeted(Message(to_name=name, to_address=SURGERY, channel="letter", **at)) == dear
    assert showing.greeted(Message(to_name=name, way=1, way_folder=1, channel="letter", **at)) == name


def test_the_database_itself_holds_that_it_goes_one_way(lou):
    waits(lou)
    for broken in ("to_address = ''", "channel = 'text'", "way = 5, way_folder = 5"):
        with pytest.raises(psycopg.errors.CheckViolation):
            lou.house.sql.execute(f"update outbox_message set {broken}")
    with pytest.raises(psycopg.errors.CheckViolation):
        lou.house.sql.execute("update letters_report set consent_id = null")


def test_nothing_goes_outside_that_no_app_vouches_for(lou):
    with lou.house.viewer(lou.ash) as by:
        with pytest.raises(Refused):
            outbox.write_outside(
                by=by, folder=lou.part, template="letter", to_name="x", to_address="x", words="x"
            )
        alone = outbox.write_outside(
            by=by, folder=lou.part, template="report", to_name="x", to_address="x", words="x"
        )
        with pytest.raises(Refused):
            outbox.ask_to_look(by=by, letter=alone)


def test_it_cannot_be_written_otherwise_or_sent_to_somebody_else(lou):
    make(lou, agreed(lou))
    with lou.house.viewer(lou.ash) as by:
        way = ContactWay.add(
            by=by, folder=lou.one.folders["contact"], kind="post", value="1 High Street", may_contact="yes"
        )
        row = Message.objects.get(folder=lou.part)
        with pytest.raises(Refused):
            outbox.change_letter(by=by, letter=row, way=way, to_name="x", words="x")


# A time --------------------------------------------------------------------------------------------------------------


def a_time(lou):
    with lou.house.viewer(lou.ash) as by:
        way = ContactWay.add(
            by=by, folder=lou.one.folders["contact"], kind="post", value="1 High Street", may_contact="yes",
            when="any", letter_rule="plain", asked_on=by.today,
        )  # fmt: skip
        at = (by.now + dt.timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
        due = dues.book(by=by, folder=lou.part, at=at)
        return actions.write_time(by=by, folder=lou.part, due=due, way=way, to_name="Lou"), due


def test_a_letter_with_a_time_says_when_and_nothing_of_what(lou):
    from alongside.outbox import neutral

    row, _due = a_time(lou)
    assert "I can see you on" in row.words
    assert neutral.giveaways(row.words) == []


@pytest.mark.parametrize("moved", [True, False])
def test_a_letter_with_a_time_that_was_called_off_is_held(lou, moved):
    _row, due = a_time(lou)
    does(lou, lou.ash, outbox.ask_to_look)
    if moved:
        with lou.house.viewer(lou.ash) as by:
            dues.call_off(by=by, due=Due.objects.get(folder=lou.one.folders["dates"], pk=due.pk))
    does(lou, lou.drew, outbox.let_go)
    assert state(lou) == (("held", "time_moved") if moved else ("ready", ""))


def test_whoever_would_rather_not_hear_from_us_gets_no_letter(lou):
    a_time(lou)
    does(lou, lou.ash, outbox.ask_to_look)
    with lou.house.viewer(lou.ash) as by:
        sharing.answer(
            by=by, folder=lou.part, about="contact", agreed=False, purpose="letters and calls",
            until=by.today + dt.timedelta(days=90), how="said",
        )  # fmt: skip
    assert state(lou) == ("held", "no_contact")


def test_another_s_time_is_none_of_theirs(lou):
    with lou.house.viewer(lou.hal) as by:
        other = dues.book(by=by, folder=lou.kit.folders["treatment"], at=by.now + dt.timedelta(days=2))
    with lou.house.viewer(lou.ash) as by:
        way = ContactWay.add(
            by=by, folder=lou.one.folders["contact"], kind="post", value="1 High Street", may_contact="yes"
        )
        with pytest.raises(Refused):
            actions.write_time(by=by, folder=lou.part, due=other, way=way, to_name="Lou")


# Pages ---------------------------------------------------------------------------------------------------------------


def page(lou, path, staff=None, status=200):
    answer = lou.house.browser(staff or lou.ash).get(path)
    assert answer.status_code == status, path
    return html.unescape(answer.content.decode())


def test_a_letter_to_the_gp_takes_four_actions(lou):
    agreed(lou)
    ash = lou.house.browser(lou.ash)
    person = page(lou, f"/person/{lou.one.handle()}/")
    one = re.search(r'href="(/consent/[^"]+/letter/)"', person)[1]  # 1: write to them
    offered = page(lou, one)
    assert not re.search(r'name="chosen"[^>]*checked', offered), "nothing is ticked for anybody"
    two = re.search(r'href="([^"]+\?all=1)"', offered)[1]  # 2: choose all that may go
    form = page(lou, two)
    ticked = re.findall(r'name="chosen"[^>]*value="([^"]+)"[^>]*checked', form)
    assert len(ticked) == 2 and MEDICINE in form
    sent = {"chosen": ticked, "about_name": "Lou Lark", "address": SURGERY}
    three = ash.post(one, sent)  # 3: make the letter
    assert three.status_code == 303
    message = three.headers["Location"]
    shown = page(lou, message)
    assert MEDICINE in shown and GP in shown and "Mill Street Surgery" in shown
    assert ash.post(f"{message}ask/").status_code == 303  # 4: ask somebody else to look
    assert state(lou)[0] == "waiting"


def test_the_page_shows_its_author_what_stays_out_and_why(lou):
    agreed(lou, body="probation", to_whom="Probation", topics=("attendance", "medicines"))
    person = page(lou, f"/person/{lou.one.handle()}/")
    offered = page(lou, re.search(r'href="(/consent/[^"]+/letter/)"', person)[1])
    before, after = offered.split("What stays out, and why")
    assert MEDICINE not in before and GOAL not in before
    assert MEDICINE in after and GOAL in after and "whether somebody came, and nothing of why" in after
    assert NOTE not in offered


def test_a_letter_is_written_by_the_pages_to_court_and_with_a_time(lou):
    ash, here = lou.house.browser(lou.ash), f"/part/{lou.one.part()}/letters/"
    sent = {
        "they_know": "yes", "body": "court", "to_name": "Northtown court", "order": "Order of 3 May",
        "chosen": ground.full(lou, "came:3"),
        "about_name": "Lou Lark", "address": "1 Court Road",
    }  # fmt: skip
    assert ash.post(f"{here}order/", {**sent, "they_know": "no"}).status_code == 409
    assert ash.post(f"{here}order/", sent).status_code == 303
    assert "Northtown court" in page(lou, here)
    a_time(lou)
    form = page(lou, f"{here}time/")
    due, way = (re.search(rf'name="{name}"[^>]*value="([^"]+)"', form)[1] for name in ("due", "way"))
    assert ash.post(f"{here}time/", {"due": due, "way": way, "to_name": "Lou"}).status_code == 303


def test_whoever_may_not_see_how_to_reach_them_is_led_to_no_page_that_is_not_there(lou):
    cleo = lou.house.staff("Cleo", lou.team)
    with lou.house.viewer(lou.ash) as by:
        for kind in ("line", "dates", "treatment"):
            folders.give(
                by=by, folder=lou.one.folders[kind], staff=cleo, purpose="works_with", reason="x", writes=True
            )  # fmt: skip
    lou.house.tokens.clear()
    here = f"/part/{lou.one.part()}/letters/"
    assert f"{here}time/" in page(lou, here, lou.ash)
    assert f"{here}time/" not in page(lou, here, cleo)
    shown = page(lou, f"{here}time/", cleo)
    assert "Ask whoever works with them" in shown and "/reach/" not in shown


def test_hidden_forged_and_absent_are_one(lou):
    consent = agreed(lou)
    for name, row in (("consent", consent.pk),):
        hidden = handles.seal(name, lou.part, row)
        absent = handles.seal(name, lou.part, 5)
        assert [
            lou.house.browser(staff).get(f"/consent/{handle}/letter/").status_code
            for staff, handle in (
                (lou.bo, hidden),
                (lou.bo, "x" * 43),
                (lou.ash, absent),
                (lou.ash, hidden),
            )
        ] == [404, 404, 404, 200]


def test_whoever_may_only_read_writes_no_letter(lou):
    consent = agreed(lou)
    with lou.house.viewer(lou.ash) as by:
        for kind in ("line", "treatment"):
            folders.give(
                by=by, folder=lou.one.folders[kind], staff=lou.lead, purpose="supervision", reason="x", writes=False
            )  # fmt: skip
    sealed = handles.seal("consent", lou.part, consent.pk)
    assert "write to them" not in page(lou, f"/part/{lou.one.part()}/letters/", lou.lead)
    for path in (f"/consent/{sealed}/letter/", f"/part/{lou.one.part()}/letters/order/"):
        page(lou, path, lou.lead, 404)


def test_what_was_chosen_can_be_read_in_the_record_alone(lou):
    make(lou, agreed(lou))
    with lou.house.viewer(lou.bo):
        assert not Report.objects.filter(folder=lou.part).exists()
        assert not Quoted.objects.filter(folder=lou.part).exists()
