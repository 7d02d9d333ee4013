"""What a person agreed to, of every kind: asked, asked again, withdrawn; signed where it is said to be; on one page for them."""

import datetime as dt
import html
import re

import psycopg
import pytest
from tests.ground import Tellers

from alongside.access import handles
from alongside.access.viewer import Refused
from alongside.outbox.tests.ground import NOW, Stub, carrying, post_of, run
from alongside.sharing import actions, queries
from alongside.sharing.models import Consent
from alongside.sharing.tests.test_sharing import GP, agreed, lou_of, page, share

pytestmark = pytest.mark.slow


@pytest.fixture
def lou(tellers):
    return lou_of(tellers)


def answer(lou, about="return", yes=True, days=90, **more):
    with lou.house.viewer(lou.ash) as by:
        return actions.answer(
            by=by, folder=lou.part, about=about, agreed=yes, purpose="figures without a name",
            until=by.today + dt.timedelta(days=days), **{"how": "said", **more},
        )  # fmt: skip


def current(lou):
    with lou.house.viewer(lou.ash):
        return list(Consent.current.filter(folder=lou.part).order_by("made_at"))


@pytest.mark.parametrize("yes", [True, False])
def test_an_answer_is_kept_whichever_it_is(lou, yes):
    answer(lou, yes=yes)
    (kept,) = current(lou)
    assert (kept.about, kept.agreed, kept.to_whom, kept.topics) == ("return", yes, "", "")


def test_who_is_asked_again_has_one_answer(lou):
    answer(lou, yes=True)
    answer(lou, yes=False)
    answer(lou, "treatment")
    assert [(c.about, c.agreed) for c in current(lou)] == [("return", False), ("treatment", True)]


@pytest.mark.parametrize("more", [
    {"about": "share"}, {"about": "gossip"}, {"days": 400}, {"days": -1}, {"how": "screen"}, {"how": "screen", "signed": " "},
])  # fmt: skip
def test_what_is_not_said_well_is_not_written(lou, more):
    with pytest.raises(Refused):
        answer(lou, **more)
    assert current(lou) == []


@pytest.mark.parametrize("broken", ["how = 'screen'", "to_whom = ''", "topics = ''"])
def test_the_database_itself_holds_what_a_consent_says(lou, broken):
    agreed(lou)
    with pytest.raises(psycopg.errors.CheckViolation):
        lou.house.sql.execute(f"update sharing_consent set {broken}")


def test_what_they_would_rather_not_shares_nothing(lou):
    """A no, and a yes to something else, are no consent to share, whatever they are handed over as."""
    for one in (answer(lou), answer(lou, "contact", yes=False)):
        with pytest.raises(Refused, match="no consent that holds"):
            share(lou, consent=one)
    with lou.house.viewer(lou.ash) as by:
        assert queries.consents_of(by, lou.part) == []


def test_asked_again_it_holds_for_longer(lou):
    consent = agreed(lou, days=5)
    lou.house.pass_time(days=3)
    lou.house.tokens.clear()
    with lou.house.viewer(lou.ash) as by:
        row = Consent.current.get(folder=lou.part, pk=consent.pk)
        actions.still_agreed(by=by, consent=row, until=by.today + dt.timedelta(days=90), how="said")
        assert (row.reviewed_on, row.given_on) == (by.today, consent.given_on)
    lou.house.pass_time(days=10)
    lou.house.tokens.clear()
    share(lou, consent=consent)


def test_a_no_is_not_renewed(lou):
    answer(lou, yes=False)
    with lou.house.viewer(lou.ash) as by, pytest.raises(Refused):
        row = Consent.current.get(folder=lou.part)
        actions.still_agreed(by=by, consent=row, until=by.today, how="said")


def test_what_was_withdrawn_is_not_renewed(lou):
    agreed(lou)
    with lou.house.viewer(lou.ash) as by:
        row = Consent.current.get(folder=lou.part)
        actions.withdraw(by=by, consent=row, why="changed their mind")
        with pytest.raises(Refused):
            actions.still_agreed(by=by, consent=row, until=by.today, how="said")


@pytest.mark.parametrize(("said", "rather_not"), [
    ((), False), ((True,), False), ((False,), True), ((False, True), False), ((True, False), True),
])  # fmt: skip
def test_the_last_word_about_contact_counts(lou, said, rather_not):
    for yes in said:
        answer(lou, "contact", yes=yes)
        lou.house.pass_time(minutes=1)
        lou.house.tokens.clear()
    with lou.house.viewer(lou.ash):
        assert queries.would_rather_not_hear(lou.part) is rather_not


def test_a_yes_to_contact_that_was_withdrawn_is_a_no(lou):
    answer(lou, "contact")
    with lou.house.viewer(lou.ash) as by:
        actions.withdraw(by=by, consent=Consent.current.get(folder=lou.part), why="asked us to stop")
        assert queries.would_rather_not_hear(lou.part)


def test_who_would_rather_not_hear_from_us_gets_no_text_either(house, monkeypatch):
    house.at(NOW)
    post = post_of(Tellers(house))
    part = post.tellers.one.folders["treatment"]
    with carrying(monkeypatch, Stub()) as carrier:
        waits, taken = post.text(), post.text()
        with house.viewer(post.tellers.ash) as by:
            actions.answer(
                by=by, folder=part, about="contact", agreed=False, purpose="texts", until=by.today, how="said"
            )
        assert post.state(waits) == ("held", "no_contact")
        # As it stands where it was queued in the same moment.
        house.sql.execute(
            "update outbox_message set state = 'queued', held_why = '' where id = %s", (taken.pk,)
        )
        house.sql.execute(
            "insert into access.outgoing (folder, message, due, put_at) values (%s, %s, %s, %s)",
            (part, taken.pk, NOW, NOW),
        )
        run()
        assert carrier.sent == []
        assert post.state(taken) == ("held", "no_contact")
        assert post.state(post.text()) == ("held", "no_contact")


def test_by_the_pages(lou):
    ash = lou.house.browser(lou.ash)
    here, back = f"/part/{lou.one.part()}", f"/person/{lou.one.handle()}/agreements/"
    until = (
        lou.house.sql.execute("select access.clock()").fetchone()[0] + dt.timedelta(days=20)
    ).strftime("%d/%m/%Y")  # fmt: skip
    asked = {
        "about": "treatment",
        "agreed": "yes",
        "purpose": "what we do",
        "until": until,
        "how": "screen",
        "said": "",
    }
    unsigned = ash.post(f"{here}/agreements/add/", asked)
    assert unsigned.status_code == 200, "the name they write is asked for"
    assert ash.post(f"{here}/agreements/add/", {**asked, "signed": "Lou Lark"}).headers["Location"] == back
    agreed(lou, to_whom=GP)
    shown = page(lou, back)
    for words in (GP, "signed: Lou Lark", "Not asked yet: The national return, That we contact them."):
        assert words in shown
    still = re.search(r"/consent/[^/\"]+/still/", shown)[0]
    seen = re.search(r'name="seen" value="([^"]+)"', ash.get(still).content.decode())[1]
    sent = {"until": until, "how": "said"}
    assert ash.post(still, sent).status_code == 409, "somebody else may have saved in between"
    assert ash.post(still, {**sent, "seen": seen}).headers["Location"] == back
    assert "asked again" in page(lou, back)


def test_the_page_for_them_says_what_they_agreed_to_and_not_who_we_are(lou):
    agreed(lou, to_whom=GP)
    answer(lou, yes=False)
    sheet = page(lou, f"/part/{lou.one.part()}/agreements/print/")
    for words in (GP, "to plan together", "You would rather not", "We ask again by", "change your mind"):
        assert words in sheet
    assert "What you want, and the plan" in sheet and "What they want" not in sheet
    assert "longside" not in re.sub(r'(?:href|src)="[^"]*"', "", sheet)


def test_every_topic_and_every_answer_can_be_said_to_them():
    from alongside.sharing import rules, words

    assert set(words.YOURS) == set(rules.ASKED)
    assert {code for code, text in words.TOPICS if "they" in str(text) or "them" in str(text)} == set(
        words.YOUR_TOPICS
    )


def test_how_to_reach_them_stands_there_only_where_something_was_asked_in_it(lou):
    shown = page(lou, f"/person/{lou.one.handle()}/agreements/")
    part = "What they agree to: how to reach them"
    assert part not in shown
    with lou.house.viewer(lou.ash) as by:
        actions.answer(
            by=by, folder=lou.one.folders["contact"], about="contact", agreed=True, purpose="by letter", how="said",
            until=by.today + dt.timedelta(days=9),
        )  # fmt: skip
    asked = page(lou, f"/person/{lou.one.handle()}/agreements/")
    assert part in asked and asked.count("Not asked yet") == 1


def test_hidden_forged_and_absent_are_one(lou):
    consent = agreed(lou)
    ash, bo = lou.house.browser(lou.ash), lou.house.browser(lou.bo)
    hidden = handles.seal("consent", lou.part, consent.pk)
    absent = handles.seal("consent", lou.part, 5)
    for browser, handle, status in (
        (bo, hidden, 404),
        (bo, "x" * 43, 404),
        (ash, absent, 404),
        (ash, hidden, 200),
    ):
        assert browser.get(f"/consent/{handle}/still/").status_code == status
    for path in (f"/person/{lou.one.handle()}/agreements/", f"/part/{lou.one.part()}/agreements/print/"):
        assert bo.get(path).status_code == 404
        assert GP not in html.unescape(bo.get(path).content.decode())


def test_a_no_is_neither_renewed_nor_withdrawn_on_a_page(lou):
    said = answer(lou, yes=False)
    sealed = handles.seal("consent", lou.part, said.pk)
    ash = lou.house.browser(lou.ash)
    assert [ash.get(f"/consent/{sealed}/{deed}/").status_code for deed in ("still", "end")] == [404, 404]
