"""The signal drops, the service is killed, two write at once: nothing is lost, nothing is saved twice, nothing lies open."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from alongside.access import folders, handles
from tests.demo import staff
from tests.journeys.conftest import FLAGS
from tests.journeys.desk import PHONE, Desk, Desks
from tests.journeys.record import Record
from tests.journeys.serving import Site
from tests.journeys.test_leaving import _binary, all_that_is_left, give_the_pin

pytestmark = pytest.mark.browser

NOISE = r"ERR_|Failed to (load|fetch)"
WORDS = "Quillfeather walks home along the canal"
HELD = "No signal. Kept on this device, sent as soon as it is back."
WAITING = "No signal. Not saved yet: kept on this device, saved as soon as it is back."
PICTURES = Path("build/signal")


@pytest.fixture
def phone(desks: Desks) -> Desk:
    """Ash, on a telephone; that a request fails is expected."""
    desk = desks.open(allowing=NOISE, viewport=PHONE)
    arrive(desk)
    return desk


def arrive(desk: Desk) -> None:
    """As Ash, with nothing typed before that is still kept: a page of the last journey may have sent that as it closed."""
    desk.sign_in_as("Ash Okafor")
    desk.site.house.sql.execute("delete from access.kept_form")


def begin(desk: Desk, note: str = "", name: str = "Lou") -> Record:
    record = desk.open_record(name)
    record.press("Write it up")
    expect(desk.page.locator("body.js-enabled")).to_be_attached()
    if note:
        record.write("Note", note)
    return record


def signal(page: Page, there: bool) -> None:
    page.context.set_offline(not there)


def unheard(page: Page) -> None:
    """No answer comes to a draft of this page, though the telephone thinks that there is a signal. It is the page itself that
    sends nothing: what one sends as it goes could get past whatever stands between, and arrive after all."""
    page.evaluate(
        "real => { window.fetch = (at, ...how) =>"
        " String(at).endsWith('/draft/') ? Promise.reject(new TypeError('no answer')) : real(at, ...how); }",
        page.evaluate_handle("window.fetch.bind(window)"),
    )


def shut(desk: Desk, page: Page) -> None:
    """Closed while there is no signal. The browser may let through what a page sends as it goes; here it does not arrive."""
    page.close(run_before_unload=False)
    page.context.pages[-1].wait_for_timeout(800)
    desk.site.house.sql.execute("delete from access.kept_form")


def state(page: Page) -> Locator:
    return page.locator("[data-save-state]")


def kept_here(page: Page) -> int:
    return page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('unsent-')).length")


def written(site: Site, note: str) -> int:
    return site.house.sql.execute("select count(*) from care_session where note = %s", (note,)).fetchone()[0]


def appointment_of(name: str, site: Site) -> str:
    """Where an appointment of theirs is written up."""
    (person,) = site.house.sql.execute(
        "select f.person from people_line l join access.folder f on f.id = l.folder where l.call_name = %s",
        (name,),
    ).fetchone()
    due, dates = site.house.sql.execute(
        "select d.id, d.folder from care_due d join access.folder f on f.id = d.folder"
        " where f.person = %s and d.what = 'session' and d.state = 'due' and d.at is not null order by d.at limit 1",
        (person,),
    ).fetchone()
    (part,) = site.house.sql.execute(
        "select id from access.folder where person = %s and kind = 'treatment'", (person,)
    ).fetchone()
    return f"/part/{handles.seal('part', part, part)}/write/{handles.seal('due', dates, due)}/"


def let_dev_see_lou_s_dates(site: Site) -> None:
    """Dev holds Lou's treatment; whoever writes up an appointment holds the dates too."""
    (dates,) = site.house.sql.execute(
        "select f.id from people_line l join access.folder m on m.id = l.folder join access.folder f on f.person = m.person"
        " where l.call_name = 'Lou' and f.kind = 'dates'"
    ).fetchone()
    with site.house.viewer(staff(site.house, "Ash Okafor")) as by:
        folders.give(
            by=by,
            folder=dates,
            staff=staff(site.house, "Dev Anand"),
            purpose="keyworker",
            reason="sees Lou too",
        )


def drafts(site: Site) -> int:
    return site.house.sql.execute("select count(*) from access.kept_form").fetchone()[0]


def picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


# The signal drops -----------------------------------------------------------------------------------------------------


def test_in_the_middle_of_a_note_it_is_kept_and_arrives_when_the_signal_is_back(
    phone: Desk, site: Site
) -> None:
    page, note = phone.page, WORDS + " (middle)"
    record = begin(phone, note[:20])
    expect(state(page)).to_contain_text("Saved at")
    signal(page, False)
    record.write("Note", note)
    expect(state(page)).to_have_text(HELD)
    expect(state(page)).to_have_attribute("role", "status")
    state(page).scroll_into_view_if_needed()
    picture(page, "kept")
    # While it lies there, no word of it can be read anywhere in the browser's storage.
    assert kept_here(page) == 1
    assert "Quillfeather" not in all_that_is_left(page)
    signal(page, True)
    expect(state(page)).to_contain_text("Saved at")
    assert kept_here(page) == 0
    assert drafts(site) == 1
    record.press("Save")
    expect(page.get_by_role("status").first).to_contain_text("Written up")
    assert (written(site, note), drafts(site), kept_here(page)) == (1, 0, 0)


def test_save_pressed_without_a_signal_keeps_the_page_and_saves_once(phone: Desk, site: Site) -> None:
    page, note = phone.page, WORDS + " (pressed)"
    record = begin(phone, note)
    signal(page, False)
    record.press("Save")
    expect(state(page)).to_have_text(WAITING)
    expect(page.get_by_label("Note")).to_have_value(note)
    record.press("Save")  # impatient
    picture(page, "waiting")
    assert "Quillfeather" not in all_that_is_left(page)
    signal(page, True)
    expect(page.get_by_role("status").first).to_contain_text("Written up")
    assert (written(site, note), kept_here(page)) == (1, 0)


def test_what_is_still_being_written_is_not_saved_by_itself(phone: Desk, site: Site) -> None:
    page, note = phone.page, WORDS + " (still)"
    record = begin(phone, note)
    signal(page, False)
    record.press("Save")
    expect(state(page)).to_have_text(WAITING)
    record.write("Note", note + " and")
    expect(state(page)).to_have_text(HELD)
    signal(page, True)
    expect(state(page)).to_contain_text("Saved at")
    record.write("Note", note + " and back")
    record.press("Save")
    expect(page.get_by_role("status").first).to_contain_text("Written up")
    assert written(site, note + " and back") == 1
    assert written(site, note) == 0


def test_a_page_that_was_closed_offers_it_again(phone: Desk, site: Site) -> None:
    page, note = phone.page, WORDS + " (closed)"
    record = begin(phone)
    where = page.url
    signal(page, False)
    record.write("Note", note)
    record.choose("How?", "Phone")
    expect(state(page)).to_have_text(HELD)
    other = page.context.new_page()
    shut(phone, page)
    signal(other, True)
    other.goto("/today/")
    box = other.locator("[data-unsent]")
    expect(box).to_contain_text("It is kept on this device, and not saved yet.")
    picture(other, "elsewhere")
    assert "Quillfeather" not in all_that_is_left(other)
    box.get_by_role("link", name="Go on with it").click()
    expect(other).to_have_url(where)
    expect(other.get_by_label("Note")).to_have_value(note)
    expect(other.get_by_role("group", name="How?").get_by_label("Phone")).to_be_checked()
    expect(box).to_contain_text("when it could not be sent. It is not saved yet.")
    picture(other, "put-back")
    expect(state(other)).to_contain_text("Saved at")  # with the server, as any draft
    assert kept_here(other) == 0
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_role("status").first).to_contain_text("Written up")
    assert written(site, note) == 1


def test_a_page_loaded_again_has_the_words(phone: Desk, site: Site) -> None:
    page, note = phone.page, WORDS + " (again)"
    page.on("dialog", lambda dialog: dialog.accept())
    record = begin(phone, note[:12])
    expect(state(page)).to_contain_text("Saved at")
    unheard(page)
    record.write("Note", note)
    expect(state(page)).to_have_text(HELD)
    page.reload()
    expect(page.get_by_label("Note")).to_have_value(note)
    # The server has an earlier one: it stands there until one goes on with either.
    expect(page.locator("[data-typed-before]")).to_be_visible()
    assert kept_here(page) == 1
    page.get_by_role("link", name="Go on with it").click()
    expect(page.get_by_label("Note")).to_have_value(note[:12])
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_label("Note")).to_have_value(note)
    record.press("Save")
    expect(page.get_by_role("status").first).to_contain_text("Written up")
    assert written(site, note) == 1


def test_pressed_and_then_closed_it_is_saved_once_by_whichever_page_is_opened_next(
    phone: Desk, site: Site
) -> None:
    page, note = phone.page, WORDS + " (pressed, closed)"
    record = begin(phone, note)
    signal(page, False)
    record.press("Save")
    expect(state(page)).to_have_text(WAITING)
    other = page.context.new_page()
    shut(phone, page)
    signal(other, True)
    other.goto("/today/")
    expect(other.locator("[data-unsent]")).to_contain_text("has arrived")
    picture(other, "arrived")
    assert (written(site, note), kept_here(other)) == (1, 0)
    other.reload()
    assert written(site, note) == 1


def test_two_pages_that_wait_are_each_saved_once(phone: Desk, site: Site) -> None:
    first, notes = phone.page, [WORDS + f" (page {n})" for n in (1, 2)]
    record = begin(phone, notes[0])
    second = first.context.new_page()
    second.goto(first.url)
    second.get_by_label("Note").fill(notes[1])
    signal(first, False)
    record.press("Save")
    second.get_by_role("button", name="Save", exact=True).click()
    for page in (first, second):
        expect(state(page)).to_have_text(WAITING)
    assert kept_here(first) == 2
    signal(first, True)
    for page in (first, second):
        expect(page.get_by_role("heading", name="Write it up")).to_have_count(0)
        expect(state(page)).to_have_count(0)
    assert [written(site, note) for note in notes] == [1, 1]


def test_somebody_who_comes_where_there_is_no_signal_is_written_down_once(phone: Desk, site: Site) -> None:
    page, record = phone.page, Record(phone.page, "Quillon")
    record.press("Somebody has come to us")
    expect(page.locator("body.js-enabled")).to_be_attached()
    signal(page, False)
    record.write("What do they want to be called?", "Quillon")
    record.write("Telephone number", "07700 900777")
    record.safely(may="Text only", when="Any day, any time")
    record.choose("How did they come?", "They walked in")
    record.write("What do they say, or what does the letter say?", WORDS)
    record.press("Write it down")
    expect(state(page)).to_have_text(WAITING)
    left = all_that_is_left(page)
    assert "Quillon" not in left and "Quillfeather" not in left and "900777" not in left
    signal(page, True)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Quillon")
    called = site.house.sql.execute("select count(*) from people_line where call_name = 'Quillon'")
    assert (called.fetchone(), kept_here(page)) == ((1,), 0)


def test_a_form_without_a_draft_stays_on_the_page(phone: Desk) -> None:
    page = phone.page
    record = phone.open_record("Lou")
    record.turn_to("Plan")
    record.press("Change", about="their words")
    words = page.get_by_label("What do they want?").input_value() + "!"
    record.write("What do they want?", words)
    signal(page, False)
    record.press("Save")
    expect(page.locator("[data-offline-says]")).to_contain_text("press again when it is back")
    expect(page.get_by_label("What do they want?")).to_have_value(words)
    picture(page, "no-draft")
    signal(page, True)
    record.press("Save")
    expect(page.locator("blockquote").first).to_contain_text(words)


# Registers: several forms at one address ------------------------------------------------------------------------------


def together(page: Page, *, among: tuple[int, ...]) -> tuple[str, list[Locator]]:
    """A register of those that stand there, by their place in the list; where it is, and their lines."""
    page.goto("/together/")
    for one in among:
        page.locator("main input[name='who']").nth(one).check()
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("body.js-enabled")).to_be_attached()
    return page.url, page.locator("main input[name^='line-']").all()


def test_what_is_typed_beside_earlier_words_goes_over_neither_these_nor_others(phone: Desk) -> None:
    page = phone.page
    page.on("dialog", lambda dialog: dialog.accept())
    where, lines = together(page, among=(0, 1))
    lines[0].fill(WORDS)
    expect(state(page)).to_contain_text("Saved at")
    _other, (line,) = together(page, among=(2,))
    expect(page.locator("[data-typed-before]")).to_have_count(0)
    line.fill("Of somebody else")
    expect(state(page)).to_contain_text("Saved at")
    page.goto(where)
    expect(page.locator("[data-typed-before]")).to_be_visible()
    line = page.locator("main input[name^='line-']").first
    expect(line).to_have_value("")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    line.fill("Begun anew")
    expect(state(page)).to_contain_text("what you typed before is still kept for you")
    state(page).scroll_into_view_if_needed()
    picture(page, "beside")
    page.wait_for_timeout(6000)
    assert (asked, kept_here(page)) == ([], 1)
    page.get_by_role("link", name="Go on with it").first.click()
    expect(line).to_have_value(WORDS)
    # What was begun anew is there too, and is put in its place only where one says so.
    page.get_by_role("button", name="Put it back").click()
    expect(line).to_have_value("Begun anew")


def test_words_of_some_are_not_poured_into_the_register_of_another(phone: Desk) -> None:
    page = phone.page
    page.on("dialog", lambda dialog: dialog.accept())
    where, lines = together(page, among=(0, 2))
    signal(page, False)
    lines[1].fill(WORDS)
    expect(state(page)).to_have_text(HELD)
    other = page.context.new_page()
    shut(phone, page)
    signal(other, True)
    _there, (line,) = together(other, among=(1,))
    box = other.locator("[data-unsent]")
    expect(box).to_contain_text("It is kept on this device, and not saved yet.")
    line.fill("Of somebody else")
    expect(state(other)).to_contain_text("Saved at")
    assert kept_here(other) == 1
    box.get_by_role("link", name="Go on with it").click()
    expect(other.locator("main input[name^='line-']").nth(1)).to_have_value(WORDS)
    assert other.url.startswith(where)


def test_the_line_of_somebody_who_left_the_group_meanwhile_stays_in_the_browser(phone: Desk) -> None:
    page = phone.page
    page.goto("/groups/")
    page.get_by_label("What is the group called?").fill("Quillwort walks")
    page.get_by_role("button", name="Add it").click()
    members = page.url
    for one in (0, 1):
        page.locator("main input[name='who']").nth(one).check()
    page.locator("main form button[type='submit']").click()
    register = page.url
    expect(page.locator("body.js-enabled")).to_be_attached()
    line = page.locator("main input[name^='line-']").last
    name = line.get_attribute("name")
    signal(page, False)
    line.fill(WORDS)
    page.get_by_label("What did you do together?").fill("Walked")
    expect(state(page)).to_have_text(HELD)
    other = page.context.new_page()
    shut(phone, page)
    signal(other, True)
    other.goto(members)
    code = (name or "").removeprefix("line-")
    other.locator(f"main input[name='who'][value='{code}']").uncheck()
    other.locator("main form button[type='submit']").click()
    other.goto(register)
    expect(other.locator("[data-unsent]")).to_contain_text("It is kept on this device, and not saved yet.")
    note = other.get_by_label("What did you do together?")
    expect(note).to_have_value("")
    note.fill("Sat down")
    expect(state(other)).to_contain_text("Saved at")
    assert kept_here(other) == 1


# Nothing lies open ----------------------------------------------------------------------------------------------------


def test_signing_out_leaves_nothing_of_it(phone: Desk) -> None:
    page = phone.page
    page.on("dialog", lambda dialog: dialog.accept())
    record = begin(phone)
    unheard(page)
    record.write("Note", WORDS)
    expect(state(page)).to_have_text(HELD)
    phone.sign_out()
    assert kept_here(page) == 0
    assert "Quillfeather" not in all_that_is_left(page)
    phone.sign_in_as("Ash Okafor")
    expect(page.locator("[data-unsent]")).to_be_hidden()


def left_by_ash(phone: Desk) -> str:
    """Where Ash wrote what her session left in the browser, though it is over; whoever signs in next finds it there."""
    page = phone.page
    record = begin(phone)
    where = page.url
    unheard(page)
    record.write("Note", WORDS)
    expect(state(page)).to_have_text(HELD)
    taken = page.evaluate("Object.entries(localStorage)")
    page.on("dialog", lambda dialog: dialog.accept())
    phone.sign_out()
    page.evaluate("taken => taken.forEach(([name, what]) => localStorage.setItem(name, what))", taken)
    return where


def test_what_an_earlier_session_left_is_there_for_the_same_person(phone: Desk) -> None:
    page, where = phone.page, left_by_ash(phone)
    assert "Quillfeather" not in all_that_is_left(page)
    phone.sign_in_as("Ash Okafor")
    page.goto("/today/")
    box = page.locator("[data-unsent]")
    expect(box).to_contain_text("It is kept on this device, and not saved yet.")
    box.get_by_role("link", name="Go on with it").click()
    expect(page).to_have_url(where)
    expect(page.get_by_label("Note")).to_have_value(WORDS)


def test_it_opens_for_nobody_else_and_stays_for_whoever_wrote_it(phone: Desk) -> None:
    page, _where = phone.page, left_by_ash(phone)
    phone.sign_in_as("Dev Anand")
    page.goto("/today/")
    page.wait_for_timeout(1000)
    expect(page.locator("[data-unsent]")).to_be_hidden()
    assert kept_here(page) == 1
    assert "Quillfeather" not in all_that_is_left(page)


def test_what_another_left_goes_after_thirty_days(phone: Desk) -> None:
    page, _where = phone.page, left_by_ash(phone)
    page.evaluate(
        "Object.entries(localStorage).forEach(([name, what]) => {"
        " const [whose, at, sealed] = what.split('.');"
        " localStorage.setItem(name, `${whose}.${at - 31 * 86400000}.${sealed}`); })"
    )
    phone.sign_in_as("Dev Anand")
    page.goto("/today/")
    page.wait_for_function(
        "Object.keys(localStorage).filter(name => name.startsWith('unsent-')).length === 0"
    )


def test_what_can_no_longer_be_opened_says_so(phone: Desk) -> None:
    page, _where = phone.page, left_by_ash(phone)
    page.evaluate(
        "Object.entries(localStorage).forEach(([name, what]) => localStorage.setItem(name, what.slice(0, -8) + 'AAAAAAA='))"
    )
    phone.sign_in_as("Ash Okafor")
    expect(page.locator("[data-unsent]")).to_contain_text("can no longer be opened")
    picture(page, "lost")
    assert kept_here(page) == 0


def ends_the_session(site: Site, name: str = "Ash Okafor") -> None:
    """As after twelve hours; or as when somebody ends it elsewhere."""
    site.house.sql.execute(
        "update access.session set ended_at = access.clock() where ended_at is null and staff = %s",
        (staff(site.house, name),),
    )


SIGNED_OUT = "Sign in again: your words are kept in this browser until then."


@pytest.mark.parametrize("pressed", [False, True], ids=["written", "pressed"])
def test_signed_out_while_writing_the_words_stay_until_one_has_signed_in_again(
    phone: Desk, site: Site, pressed: bool
) -> None:
    page, note = phone.page, WORDS + f" (signed out, {pressed})"
    record = begin(phone, note[:12])
    expect(state(page)).to_contain_text("Saved at")
    ends_the_session(site)
    record.write("Note", note)
    if pressed:
        record.press("Save")
    expect(state(page)).to_contain_text(SIGNED_OUT)
    expect(page.get_by_label("Note")).to_have_value(note)
    state(page).scroll_into_view_if_needed()
    picture(page, f"signed-out-{pressed}")
    assert kept_here(page) == 1
    assert "Quillfeather" not in all_that_is_left(page)
    state(page).get_by_role("link", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sign in")
    phone.sign_in_as("Ash Okafor")
    box = page.locator("[data-unsent]")
    if pressed:
        expect(box).to_contain_text("has arrived")
    else:
        box.get_by_role("link", name="Go on with it").click()
        page.get_by_role("button", name="Put it back").or_(page.get_by_label("Note")).first.wait_for()
        if page.get_by_role("button", name="Put it back").count():
            page.get_by_role("button", name="Put it back").click()
        expect(page.get_by_label("Note")).to_have_value(note)
        record.press("Save")
        expect(page.get_by_role("status").first).to_contain_text("Written up")
    assert (written(site, note), kept_here(page)) == (1, 0)


def test_what_can_no_longer_be_saved_there_stays_in_the_browser(phone: Desk, site: Site) -> None:
    page, note = phone.page, WORDS + " (no longer theirs)"
    record = begin(phone, note[:12])
    expect(state(page)).to_contain_text("Saved at")
    page.context.route("**/draft/", lambda route: route.fulfill(status=404, body="gone"))
    record.write("Note", note)
    expect(state(page)).to_contain_text("Your words are kept in this browser.")
    assert kept_here(page) == 1


def test_the_key_stands_neither_in_the_page_nor_in_the_storage(phone: Desk) -> None:
    page = phone.page
    answer = page.request.get("/today/").text()
    key = answer.split('data-keeps="')[1].split('"')[0]
    assert len(key) == 44
    record = begin(phone)
    unheard(page)
    record.write("Note", WORDS)
    expect(state(page)).to_have_text(HELD)
    assert key not in page.content()
    assert key not in all_that_is_left(page)


def test_no_word_of_it_lies_on_the_disk(chromium: Browser, site: Site, tmp_path: Path) -> None:
    context = chromium.browser_type.launch_persistent_context(
        tmp_path / "profile", executable_path=_binary(chromium), args=FLAGS, base_url=site.url, viewport=PHONE
    )
    context.set_default_timeout(20_000)
    desk = Desk(context.pages[0], site)
    arrive(desk)
    record = begin(desk)
    signal(desk.page, False)
    record.write("Note", WORDS)
    expect(state(desk.page)).to_have_text(HELD)
    desk.page.wait_for_timeout(6000)  # it writes its storage down now and then
    context.close()
    held = {file: file.read_bytes() for file in (tmp_path / "profile").rglob("*") if file.is_file()}
    assert any(b"unsent-" in what for what in held.values()), "nothing was kept: this would prove nothing"
    for file, what in held.items():
        assert b"Quillfeather" not in what and "Quillfeather".encode("utf-16-le") not in what, file
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_the_lock_takes_the_words_to_the_server_and_out_of_the_browser(desks: Desks) -> None:
    desk = desks.open(allowing=NOISE, viewport=PHONE)
    page = desk.page
    page.clock.install()
    arrive(desk)
    record = begin(desk)
    signal(page, False)
    record.write("Note", WORDS)
    page.clock.run_for(3000)
    expect(state(page)).to_have_text(HELD)
    page.clock.fast_forward("10:05")
    expect(page.locator("body")).to_be_hidden()
    assert "Quillfeather" not in all_that_is_left(page).replace(page.content(), "")
    signal(page, True)
    page.clock.run_for(6000)
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()
    assert kept_here(page) == 0
    give_the_pin(page)
    expect(page.get_by_label("Note")).to_have_value(WORDS)


# The service is killed; two at once -----------------------------------------------------------------------------------


def test_killed_between_the_write_and_the_answer_it_is_saved_once(phone: Desk, site: Site) -> None:
    page, note = phone.page, WORDS + " (killed)"
    record = begin(phone, note)
    expect(state(page)).to_contain_text("Saved at")
    site.dies_before_answering("/write/")
    record.press("Save")
    expect(state(page)).to_have_text(WAITING)
    assert written(site, note) == 1, "it was written, and not answered"
    site.start()
    expect(page.get_by_role("status").first).to_contain_text("Written up")
    assert (written(site, note), kept_here(page)) == (1, 0)


def test_killed_and_changed_meanwhile_both_are_shown(phone: Desk, site: Site) -> None:
    page, note = phone.page, WORDS + " (killed, changed)"
    record = begin(phone, note)
    expect(state(page)).to_contain_text("Saved at")
    site.dies_before_answering("/write/")
    record.press("Save")
    expect(state(page)).to_have_text(WAITING)
    record.write("Note", note + ", and more")
    site.start()
    expect(state(page)).to_contain_text("Saved at", timeout=30_000)
    record.press("Save")
    expect(state(page)).to_contain_text("What you wrote since then is not in it.")
    picture(page, "before")
    expect(page.get_by_label("Note")).to_have_value(note + ", and more")
    assert (written(site, note), written(site, note + ", and more")) == (1, 0)
    page.on("dialog", lambda dialog: dialog.accept())
    state(page).get_by_role("link", name="See it").click()
    expect(page.locator("main")).to_contain_text("Quillfeather")


def test_killed_before_the_write_it_is_saved_once_it_is_back(phone: Desk, site: Site) -> None:
    page, note = phone.page, WORDS + " (killed before)"
    record = begin(phone, note)
    expect(state(page)).to_contain_text("Saved at")
    site.kill()
    record.press("Save")
    expect(state(page)).to_have_text(WAITING)
    site.start()
    expect(page.get_by_role("status").first).to_contain_text("Written up")
    assert written(site, note) == 1


def test_two_workers_write_up_one_appointment_and_each_is_shown_both(desks: Desks, site: Site) -> None:
    ash, dev = (desks.open(allowing=NOISE + "|409", viewport=PHONE) for _ in range(2))
    notes = {"Ash Okafor": WORDS + " (Ash)", "Dev Anand": WORDS + " (Dev)"}
    where = appointment_of("Lou", site)
    let_dev_see_lou_s_dates(site)
    site.let_time_pass(days=8)
    for desk, name in ((ash, "Ash Okafor"), (dev, "Dev Anand")):
        desk.sign_in_as(name)
        desk.go(where)
        desk.page.get_by_label("Note").fill(notes[name])
        expect(state(desk.page)).to_contain_text("Saved at")
    signal(dev.page, False)  # the second one presses without a signal, and the first one saves meanwhile
    dev.page.get_by_role("button", name="Save", exact=True).click()
    expect(state(dev.page)).to_have_text(WAITING)
    ash.page.get_by_role("button", name="Save", exact=True).click()
    expect(ash.page.get_by_role("status").first).to_contain_text("Written up")
    signal(dev.page, True)
    expect(dev.page.locator("main")).to_contain_text("A colleague was first")
    expect(dev.page.locator("main")).to_contain_text(notes["Ash Okafor"])
    expect(dev.page.get_by_label("Note")).to_have_value(notes["Dev Anand"])
    picture(dev.page, "colleague")
    dev.page.get_by_role("button", name="Save as a contact of its own").click()
    expect(dev.page.get_by_role("status").first).to_contain_text("Written up")
    # The first one finds both.
    Record(ash.page, "Lou").turn_to("Contacts")
    for note in notes.values():
        assert written(site, note) == 1
        expect(ash.page.locator("main")).to_contain_text(note)
