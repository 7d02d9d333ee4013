"""Every page: asked by its own worker, by another teller's, written badly, twice, and by somebody who may only read."""

import datetime as dt
import re

import pytest

from alongside.access import folders, handles
from alongside.outbox import actions, printing
from alongside.outbox.models import Message
from alongside.outbox.tests import ground
from alongside.outbox.tests.ground import Stub, as_task, carrying, post_of, run, way_of
from alongside.web import pdf
from alongside.web.registry import PAGES
from alongside.web.wrapper import sealed, url

pytestmark = pytest.mark.slow

LETTER = "Your form came back signed. Bring the blue one next time."


@pytest.fixture
def letterless(post):
    """The same two, with an address for each."""
    for who, staff, value in (
        (post.tellers.one, post.tellers.ash, "7 Elm Row, Northtown"),
        (post.tellers.other, post.tellers.bo, "7 Elm Row, Northtown"),
    ):
        with post.house.viewer(staff) as by:
            way_of(by, who, "post", value, letter_rule="plain")
    return post


def get(post, staff, name, **args):
    return post.house.browser(staff).get(url(name, **args))


def token(page) -> dict[str, str]:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    return {"csrfmiddlewaretoken": found.group(1)} if found else {}


def part(post, who=None, kind="treatment"):
    return (who or post.tellers.one).part(kind)


def way_handle(post, who=None, kind="phone"):
    who = who or post.tellers.one
    staff = post.tellers.ash if who is post.tellers.one else post.tellers.bo
    from alongside.people.models import ContactWay

    with post.house.viewer(staff):
        return sealed(ContactWay.current.get(folder=who.folders["contact"], kind=kind), "way")


def colleague(post, *kinds):
    """A second worker who may open these parts of the first person's record."""
    second = post.house.staff("Drew", post.tellers.team)
    with post.house.viewer(post.tellers.ash) as by:
        for kind in kinds or ("line", "contact", "treatment"):
            folders.give(
                by=by, folder=post.tellers.one.folders[kind], staff=second, purpose="works_with",
                reason="covers", assigned=True,
            )  # fmt: skip
    return second


def sent(post, template="ring", **data):
    """Send one by the page."""
    browser = post.house.browser(post.tellers.ash)
    return browser.post(
        url("send-message", part=part(post)), {"template": template, "way": way_handle(post), **data}
    )


def test_a_text_is_chosen_and_goes(post, carrier):
    page = get(post, post.tellers.ash, "send-message", part=part(post)).content.decode()
    assert "07700 900123" in page and "Please ring me when you have a moment." in page
    answer = sent(post)
    assert answer.status_code == 303
    assert run() == 1
    shown = post.house.browser(post.tellers.ash).get(answer.headers["Location"]).content.decode()
    assert "Hello, this is Ash." in shown and "gone" in shown


def test_a_reminder_asks_for_its_time(post, carrier):
    assert sent(post, "reminder").status_code == 200
    assert sent(post, "reminder", day="7 Nov 2035").status_code == 200
    assert sent(post, "reminder", day="5 Nov 2035", time="9.30").status_code == 200
    answer = sent(post, "reminder", day="7 Nov 2035", time="9.30")
    assert answer.status_code == 303
    shown = post.house.browser(post.tellers.ash).get(answer.headers["Location"]).content.decode()
    assert "See you on Wednesday 7 November at 9.30 am" in shown
    today = sent(post, "reminder", day="6 Nov 2035", time="8.00 am")
    assert today.status_code == 409 and "still be to come" in today.content.decode()


@pytest.mark.parametrize(
    "bad", [{"template": "letter"}, {"template": "x"}, {"way": "x"}, {"way": ""}, {"template": ""}]
)
def test_what_was_not_offered_is_not_sent(post, carrier, bad):
    browser = post.house.browser(post.tellers.ash)
    data = {"template": "ring", "way": way_handle(post), **bad}
    assert browser.post(url("send-message", part=part(post)), data).status_code == 200
    assert post.waiting() == 0


def test_nothing_typed_goes_with_a_text(post, carrier):
    browser = post.house.browser(post.tellers.ash)
    data = {"template": "ring", "way": way_handle(post), "words": "I know where you live", "who": "Nurse"}
    assert browser.post(url("send-message", part=part(post)), data).status_code == 303
    run()
    ((_to, words, _key),) = carrier.sent
    assert words.body == "Hello, this is Ash. Please ring me when you have a moment."


def test_another_s_way_cannot_be_chosen(post, carrier):
    browser = post.house.browser(post.tellers.ash)
    other = way_handle(post, post.tellers.other)
    data = {"template": "ring", "way": other}
    assert browser.post(url("send-message", part=part(post)), data).status_code == 200
    assert post.waiting() == 0


def test_the_same_form_twice_sends_once(post, carrier):
    browser = post.house.browser(post.tellers.ash)
    data = {"template": "ring", "way": way_handle(post), "once": "w" * 16}
    one = browser.post(url("send-message", part=part(post)), data)
    other = browser.post(url("send-message", part=part(post)), data)
    assert one.headers["Location"] == other.headers["Location"]
    run()
    assert len(carrier.sent) == 1


def test_the_list_shows_what_waits_what_is_held_and_what_went(post, monkeypatch):
    with carrying(monkeypatch, Stub()):
        post.text()
        run()
    with carrying(monkeypatch, None):
        post.text(template="missed")
    page = get(post, post.tellers.ash, "messages", part=part(post)).content.decode()
    assert "No way to send texts is set up." in page and "Tell them another way" in page
    assert page.index("Waiting or held") < page.index("Gone or cancelled")


def test_another_part_of_the_same_record_shows_its_own_alone(post, carrier):
    with post.house.viewer(post.tellers.ash, "person", post.tellers.one.folders["line"]) as by:
        actions.send(
            by=by, folder=post.tellers.one.folders["contact"], template="missed", channel="text",
            way=post.ways[post.tellers.one.id],
        )  # fmt: skip
    assert (
        "you missed each other"
        not in get(post, post.tellers.ash, "messages", part=part(post)).content.decode()
    )
    assert (
        "you missed each other"
        in get(post, post.tellers.ash, "messages", part=part(post, kind="contact")).content.decode()
    )


def a_letter(post, words=LETTER):
    """Written by the page, by Ash."""
    browser = post.house.browser(post.tellers.ash)
    data = {"way": way_handle(post, kind="post"), "to_name": "L. Lark", "words": words}
    answer = browser.post(url("write-letter", part=part(post)), data)
    assert answer.status_code == 303
    return answer.headers["Location"]


def press(post, staff, at, deed):
    return post.house.browser(staff).post(at + deed + "/")


def test_a_letter_from_the_desk_to_the_post(letterless):
    post, ash, second = letterless, letterless.tellers.ash, colleague(letterless)
    at = a_letter(post)
    shown = post.house.browser(ash).get(at).content.decode()
    assert "Dear L. Lark," in shown and "7 Elm Row" in shown and "Let it go" not in shown
    assert press(post, ash, at, "ask").status_code == 303
    refused = press(post, ash, at, "pass")
    assert refused.status_code == 409 and "you wrote it" in refused.content.decode()
    tray = post.house.browser(second).get("/letters/").content.decode()
    assert "To look at" in tray and "Lou Lark" in tray
    assert "Let it go" in post.house.browser(second).get(at).content.decode()
    assert press(post, second, at, "pass").status_code == 303
    assert press(post, ash, at, "post").status_code == 409  # not printed yet
    pdf = post.house.browser(ash).post("/letters/print/", {"which": "new"})
    assert pdf.status_code == 200
    assert press(post, ash, at, "post").status_code == 303
    assert "posted or handed over" in post.house.browser(ash).get(at).content.decode()


def test_a_letter_that_names_us_is_pointed_out(letterless):
    at = a_letter(letterless, words="The alcohol team will see you for your treatment.")
    page = letterless.house.browser(letterless.tellers.ash).get(at).content.decode()
    assert "This letter names: alcohol, team, treatment" in page


def test_a_letter_is_changed_while_it_is_written_and_not_after(letterless):
    post, ash = letterless, letterless.tellers.ash
    at = a_letter(post)
    data = {"way": way_handle(post, kind="post"), "to_name": "Lou", "words": "Otherwise.", "seen": "1"}
    assert "L. Lark" in post.house.browser(ash).get(at + "change/").content.decode()
    assert post.house.browser(ash).post(at + "change/", data).status_code == 303
    assert "Otherwise." in post.house.browser(ash).get(at).content.decode()
    press(post, ash, at, "ask")
    assert post.house.browser(ash).get(at + "change/").status_code == 409


def test_two_who_change_a_letter_at_once_both_see_it(letterless):
    post, ash, second = letterless, letterless.tellers.ash, colleague(letterless)
    at = a_letter(post)
    data = {"way": way_handle(post, kind="post"), "to_name": "Lou", "words": "First.", "seen": "1"}
    assert post.house.browser(ash).post(at + "change/", data).status_code == 303
    answer = post.house.browser(second).post(at + "change/", {**data, "words": "Second."})
    assert answer.status_code == 409
    assert "First." in answer.content.decode() and "Second." in answer.content.decode()


@pytest.mark.parametrize("deed", ["nothing", "hold", "take", "deliver", "change"])
def test_no_other_deed_has_an_address(letterless, deed):
    at = a_letter(letterless)
    post = letterless.house.browser(letterless.tellers.ash).post(at + deed + "/")
    assert post.status_code == (200 if deed == "change" else 404)


@pytest.mark.parametrize("deed", ["ask", "pass", "back", "post"])
def test_what_is_for_letters_is_not_for_texts(post, carrier, deed):
    at = url("message", message=post.text())
    assert press(post, post.tellers.ash, at, deed).status_code == 404


def test_a_held_text_is_released_by_a_worker_who_looked(tellers, carrier):
    post = post_of(tellers, unsafe_when="when R is home")
    at = url("message", message=post.text())
    page = post.house.browser(tellers.ash).get(at).content.decode()
    assert "Never: when R is home" in page and "I have looked: send it" in page
    assert press(post, tellers.ash, at, "again").status_code == 409
    assert press(post, tellers.ash, at, "looked").status_code == 303
    run()
    assert len(carrier.sent) == 1


def test_everything_is_stopped_and_let_go_again(post, carrier):
    ash = post.tellers.ash
    message = post.text()
    address = url("stop-messages", part=part(post))
    assert "somebody has died" in post.house.browser(ash).get(address).content.decode()
    assert 'name="what" value="stop"' in post.house.browser(ash).get(address).content.decode()
    for _pressed_by_two in range(2):
        assert post.house.browser(ash).post(address, {"what": "stop"}).status_code == 303
    assert post.state(message)[0] == "queued"
    page = get(post, ash, "messages", part=part(post)).content.decode()
    assert "will go" not in page
    assert "Nothing goes to this person any more" in page and "Write them a letter" not in page
    assert 'name="what" value="let"' in post.house.browser(ash).get(address).content.decode()
    assert post.house.browser(ash).post(address, {"what": "let"}).status_code == 303
    assert "Write them a letter" in get(post, ash, "messages", part=part(post)).content.decode()


def test_whoever_may_only_read_finds_no_page_to_write_on(letterless, carrier):
    post = letterless
    reader = post.house.staff("Rae", post.tellers.team)
    with post.house.viewer(post.tellers.ash) as by:
        for kind in post.tellers.one.folders:
            folders.give(
                by=by,
                folder=post.tellers.one.folders[kind],
                staff=reader,
                purpose="x",
                reason="x",
                writes=False,
            )
    message, letter = post.text(), a_letter(post)
    browser = post.house.browser(reader)
    assert browser.get(url("messages", part=part(post))).status_code == 200
    assert "Cancel it" not in browser.get(url("message", message=message)).content.decode()
    for address in (
        url("send-message", part=part(post)), url("write-letter", part=part(post)),
        url("stop-messages", part=part(post)), letter + "change/",
    ):  # fmt: skip
        assert browser.get(address).status_code == 404, address
        assert browser.post(address).status_code == 404, address
    for deed in ("cancel", "ask"):
        assert browser.post(letter + deed + "/").status_code == 404
    assert browser.post("/letters/print/").status_code == 303


# The office's tray -------------------------------------------------------------------------------


def ready_for_both(post):
    """A letter of each of the two, let go by a colleague who may open both."""
    drew = post.house.staff("Drew", post.tellers.team)
    made = []
    for who, staff in ((post.tellers.one, post.tellers.ash), (post.tellers.other, post.tellers.bo)):
        from alongside.people.models import ContactWay

        with post.house.viewer(staff, "person", who.folders["line"]) as by:
            for kind in who.folders:
                folders.give(by=by, folder=who.folders[kind], staff=drew, purpose="x", reason="office")
            way = ContactWay.current.get(folder=who.folders["contact"], kind="post")
            letter = actions.write_letter(
                by=by, folder=who.folders["treatment"], way=way, to_name=f"Lou of {by.name}", words=LETTER
            )
            actions.ask_to_look(by=by, letter=letter)
            made.append(letter)
        with post.house.viewer(drew, "person", who.folders["line"]) as by:
            actions.let_go(by=by, letter=letter)
    return drew, made


def test_the_tray_is_of_those_whom_one_may_open(letterless):
    drew, _letters = ready_for_both(letterless)
    tray = letterless.house.browser(drew).get("/letters/").content.decode()
    assert tray.count("Lou Lark</bdi>") == 2
    for staff in (letterless.tellers.ash, letterless.tellers.bo):
        assert letterless.house.browser(staff).get("/letters/").content.decode().count("Lou Lark</bdi>") == 1


def test_letters_are_printed_each_on_a_sheet_of_its_own(letterless, monkeypatch):

    seen = {}
    monkeypatch.setattr(pdf, "made", lambda html, _style: seen.setdefault("html", html).encode())
    drew, letters = ready_for_both(letterless)
    answer = letterless.house.browser(drew).post("/letters/print/", {"which": "new"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="letters.pdf"'
    sheets = re.findall(r"<article.*?</article>", seen["html"], re.S)
    assert len(sheets) == 2
    for sheet in sheets:
        assert ("Lou of Ash" in sheet) != ("Lou of Bo" in sheet)
    style = printing.STYLE.read_text()
    assert "break-before: right" in style
    again = letterless.house.browser(drew).post("/letters/print/", {"which": "new"})
    assert again.status_code == 303  # all are printed
    assert letterless.house.browser(drew).post("/letters/print/", {"which": "printed"}).status_code == 200
    assert {letterless.state(m)[0] for m in letters} == {"ready"}


def test_a_real_pdf_says_nothing_of_us(letterless):
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    drew, _letters = ready_for_both(letterless)
    answer = letterless.house.browser(drew).post("/letters/print/", {"which": "new"})
    assert answer.content.startswith(b"%PDF")
    assert not re.search(rb"alongside|riverside", answer.content, re.IGNORECASE)


def test_what_is_collected_carries_no_address(letterless, monkeypatch):
    from alongside.people.models import ContactWay

    seen = {}
    monkeypatch.setattr(pdf, "made", lambda html, _style: seen.setdefault("html", html).encode())
    drew, _letters = ready_for_both(letterless)
    with letterless.house.viewer(letterless.tellers.ash) as by:
        way = ContactWay.current.get(folder=letterless.tellers.one.folders["contact"], kind="post")
        way.change(by=by, letter_rule="collect")
    letterless.house.browser(drew).post("/letters/print/", {"which": "new"})
    ours = next(s for s in re.findall(r"<article.*?</article>", seen["html"], re.S) if "Lou of Ash" in s)
    assert "Elm Row" not in ours and "Do not post" in ours


def test_without_the_library_the_letters_open_for_the_browser_s_printer(letterless, monkeypatch):

    def missing(html, style):
        raise pdf.NoPango("libpango-1.0-0")

    monkeypatch.setattr(pdf, "made", missing)
    drew, _letters = ready_for_both(letterless)
    page = letterless.house.browser(drew).post("/letters/print/", {"which": "new"}).content.decode()
    assert "libpango-1.0-0" in page and "7 Elm Row" in page


# Two tellers on every route ----------------------------------------------------------------------


def mine(post, letter, name):
    """The address of a page about the first person, and what its worker reads there."""
    row = handles.seal("message", letter.folder, letter.pk)
    rows = {"part": part(post), "message": row}
    route = PAGES[name].route
    args = {k: v for k, v in rows.items() if f":{k}>" in route}
    if "<slug:deed>" in route:
        args["deed"] = "cancel"
    return url(name, **args)


OURS = (
    "messages",
    "send-message",
    "write-letter",
    "stop-messages",
    "message",
    "change-letter",
    "message-deed",
)


@pytest.mark.parametrize("name", OURS)
def test_the_other_teller_s_worker_meets_nothing(letterless, name, carrier):
    post = letterless
    at = a_letter(post)
    with post.house.viewer(post.tellers.ash):
        letter = Message.objects.get(folder=post.tellers.one.folders["treatment"])
    assert at
    for method in PAGES[name].methods:
        browser = post.house.browser(post.tellers.bo)
        address = mine(post, letter, name)
        answer = browser.post(address, {"words": "x"}) if method == "POST" else browser.get(address)
        assert answer.status_code == 404, method
        assert LETTER not in answer.content.decode() and "Elm Row" not in answer.content.decode()
    assert post.state(letter)[0] == "drafted"


def test_every_page_of_the_outbox_is_among_these():
    from alongside.outbox import pages

    ours = {p.name for p in PAGES.values() if p.view.__module__.startswith(pages.__name__)}
    assert ours == {*OURS, "letters", "print-letters"}


# Today and the person page -----------------------------------------------------------------------


def test_today_tells_what_is_held_and_why(post, monkeypatch):
    with carrying(monkeypatch, None):
        post.text()
        post.text(post.tellers.other)
    today = post.house.browser(post.tellers.ash).get("/today/").content.decode()
    assert "No way to send texts is set up." in today and "Tell them another way, and cancel this." in today
    assert today.count("No way to send texts") == 1  # not the other worker's


def test_today_says_nothing_where_nothing_needs_anybody(post, carrier):
    post.text()
    run()
    assert 'id="held_back"' not in post.house.browser(post.tellers.ash).get("/today/").content.decode()


def test_a_letter_to_look_at_stands_on_the_other_s_today(letterless):
    post, second = letterless, colleague(letterless)
    at = a_letter(post)
    press(post, post.tellers.ash, at, "ask")
    assert "Somebody else has to look at it." in post.house.browser(second).get("/today/").content.decode()
    own = post.house.browser(post.tellers.ash).get("/today/").content.decode()
    assert "Somebody else has to look at it." not in own


def test_the_person_page_tells_of_parts_that_are_held_alone(post, monkeypatch):
    gwen = post.house.staff("Gwen", post.tellers.team)
    one = post.tellers.one
    with post.house.viewer(post.tellers.ash) as by:
        for kind in ("line", "contact"):
            folders.give(by=by, folder=one.folders[kind], staff=gwen, purpose="x", reason="x")
    with post.house.viewer(gwen, "person", one.folders["line"]) as by:
        safety = folders.open_folder(by=by, kind="safety", person=one.id, purpose="specialist")
    before = post.house.browser(post.tellers.ash).get(url("person", person=one.handle()))
    with carrying(monkeypatch, None), post.house.viewer(gwen, "person", one.folders["line"]) as by:
        actions.send(by=by, folder=safety, template="ring", channel="text", way=post.ways[one.id])
    after = post.house.browser(post.tellers.ash).get(url("person", person=one.handle()))
    strip = re.compile(rb'value="[^"]*"')
    assert strip.sub(b"", before.content) == strip.sub(b"", after.content)
    assert (
        "No way to send texts"
        in post.house.browser(gwen).get(url("person", person=one.handle())).content.decode()
    )


def test_a_worker_without_the_contact_part_is_told_whom_to_ask(post, carrier):
    one, gwen = post.tellers.one, post.house.staff("Gwen", post.tellers.team)
    with post.house.viewer(post.tellers.ash) as by:
        for kind in ("line", "treatment"):
            folders.give(by=by, folder=one.folders[kind], staff=gwen, purpose="x", reason="x")
    page = get(post, gwen, "messages", part=part(post)).content.decode()
    assert "Ask whoever works with them." in page and "07700" not in page
    message = post.text()
    shown = get(post, gwen, "message", message=message).content.decode()
    assert "07700" not in shown and "Hello, this is Ash." in shown


def test_what_waits_says_when_it_goes(tellers, carrier):
    post = post_of(tellers, when="times", from_time=dt.time(12), until_time=dt.time(15))
    page = get(post, tellers.ash, "message", message=post.text()).content.decode()
    assert "It goes at 6 Nov, 12.00" in page or "It goes at 6 Nov, 12 pm" in page or "12.00 pm" in page


def test_a_task_that_runs_meanwhile_shows_in_the_page(post, carrier):
    message = post.text()
    with as_task():
        pass
    run()
    assert post.state(message)[0] == "sent"
    assert ground.PHONE not in get(post, post.tellers.ash, "messages", part=part(post)).content.decode()
