"""A family's story, entered as it happened, from a mother's first call to the look back.

After Lara's story of the Solihull Integrated Addiction Service (Recovery Partnership and Adfam, 2016): a mother asks for
help and is helped in her own right, the family is visited at home and takes part, and her brother is offered treatment of
his own.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import Desk, Desks
from tests.journeys.record import Record
from tests.journeys.serving import Site

pytestmark = pytest.mark.browser

SON, NOT_DRINK = "See my son every Sunday", "Not drink"
TABLET = "Tablet each morning, with Mum"


def test_from_the_first_call_to_the_look_back(desks: Desks, site: Site) -> None:
    ellis, ash, bo, hal = (desks.open(allowing="404") for _ in range(4))

    ellis.sign_in_as("Ellis Grant")
    jean = the_mother_rings(ellis)

    ash.sign_in_as("Ash Okafor")
    lara = lara_comes(ash)
    the_first_map(lara)
    a_plan_that_leans_on_mum(lara, site.day(84))
    mum_comes_along_and_they_are_visited_at_home(lara)

    site.let_time_pass(weeks=12)
    ash.sign_in_as("Ash Okafor")
    lara = ash.open_record("Lara")
    the_second_map(lara)
    they_look_back(lara)

    bo.sign_in_as("Bo Lindqvist")
    craig = the_brother_is_offered_treatment_of_his_own(bo)

    hal.sign_in_as("Hal Brennan")
    sees_none_of_it(hal, jean, lara, craig)


def the_mother_rings(ellis: Desk) -> Record:
    jean = ellis.add_somebody(
        "Jean", because="As someone affected by somebody else's", number="07700 900311",
        may="Ring or text", when="Only at these times", days=("Mon", "Thu"), message="No",
    )  # fmt: skip
    expect(ellis.page.locator(".strip")).to_contain_text("Mon")
    jean.write_how_they_came(
        asked="Themselves", words="Rang in tears. Her daughter drinks, her son uses. Not sleeping."
    )
    jean.accept()
    jean.write_up("Listened. She has told nobody at work.", how="Phone", agreed="Her own GP, about sleep")
    jean.overview()
    expect(jean.card("How they came")).to_contain_text("Rang in tears")
    return jean


def lara_comes(ash: Desk) -> Record:
    lara = ash.add_somebody(
        "Lara", because="For their own use", number="07700 900312", may="Text only", when="Only at these times",
        days=("Tue", "Wed"), until="3pm", message="No",
    )  # fmt: skip
    for rule in ("Text only", "before 3 pm", "no voicemail"):
        expect(ash.page.locator(".strip")).to_contain_text(rule)
    lara.write_how_they_came(
        asked="Family or friend", words="Three detoxes, none held. Worse since the spring.",
        known="Told by somebody else", may_know="Yes",
    )  # fmt: skip
    lara.accept()
    return lara


def the_first_map(lara: Record) -> None:
    drawing = lara.draw()
    for name, shape, place in (
        ("Mum", "person", (-0.2, -0.2)), ("Craig", "person", (0.28, -0.3)), ("Nan", "person", (-0.45, 0.3)),
        ("Jay", "person", (0.25, 0.2)), ("GP", "professional", (0.75, -0.5)),
    ):  # fmt: skip
        drawing.add(name, shape)
        drawing.drag(name, towards=place)
    drawing.say("Mum", kind="Parent", helps="a lot", harder="a little", uses="no")
    drawing.say("Craig", kind="Brother or sister", helps="a little", harder="quite a bit", uses="yes")
    drawing.say("Nan", kind="Grandparent", helps="quite a bit", uses="no")
    drawing.say("Jay", kind="Partner", helps="a little", harder="a lot", uses="yes")
    drawing.join("Mum", "Nan")
    drawing.join("Mum", "Craig")
    expect(drawing.in_the_list("Mum")).to_contain_text("closest")
    expect(drawing.in_the_list("Mum")).to_contain_text("Nan, Craig")
    noticed = drawing.done()
    assert 1 <= len(noticed) <= 3
    expect(lara.page.get_by_role("heading", name="What the map says")).to_be_visible()


def a_plan_that_leans_on_mum(lara: Record, look_back_on: str) -> None:
    lara.say_what_they_want("Get my Sundays with him back.")
    lara.add_a_want(SON)
    lara.add_a_want(NOT_DRINK)
    lara.add_a_step(NOT_DRINK, TABLET, by="Mum")
    lara.add_a_step(SON, "Ask about contact", by="Lara")
    lara.agree(look_back_on)
    expect(lara.card("What Lara wants")).to_contain_text("agreed")
    expect(lara.page.locator(".row", has_text=TABLET)).to_contain_text("with Mum")


def mum_comes_along_and_they_are_visited_at_home(lara: Record) -> None:
    lara.write_up(
        "Mum came. What helps on a bad evening, and what does not.", how="Together with family", with_them=("Mum",),
        agreed="Mum holds the tablets",
    )  # fmt: skip
    lara.write_up(
        "At home. Naloxone shown to all three; kits left.", how="Home visit", with_them=("Mum", "Nan"),
        agreed="Nan keeps the number by the phone",
    )  # fmt: skip
    lara.read_contact("Home visit")
    expect(lara.page.locator("main")).to_contain_text("Lara, Ash Okafor, Mum, Nan")


def the_second_map(lara: Record) -> None:
    drawing = lara.draw()
    drawing.drag("Jay", towards=(0.8, 0.35))
    drawing.drag("Nan", towards=(-0.1, 0.25))
    drawing.add("Del")
    drawing.drag("Del", towards=(-0.5, -0.3))
    drawing.say("Del", kind="From recovery", helps="quite a bit", in_recovery="yes")
    drawing.done()


def they_look_back(lara: Record) -> None:
    lara.step_done(TABLET, "Every day but two")
    lara.look_back(
        around="Mum and Nan, most days. Jay less.", moved="Twelve weeks without a drink.", helped=("Mum", "Nan"),
        change="Go to the group with Del.",
    )  # fmt: skip
    changed = lara.card("What has changed")
    for words in ("Twelve weeks without a drink.", TABLET, "recovery", "outwards"):
        expect(changed).to_contain_text(words)
    expect(lara.page.locator("main")).to_contain_text("Mum, Nan")
    lara.overview()
    expect(lara.card("Around Lara")).to_contain_text("6 on the map")


def the_brother_is_offered_treatment_of_his_own(bo: Desk) -> Record:
    craig = bo.add_somebody("Craig", because="For their own use", number="07700 900313", may="Text only")
    craig.write_how_they_came(asked="Themselves", words="Wants a script.")
    craig.accept()
    craig.overview()
    expect(craig.card("How they came")).to_contain_text("Wants a script.")
    bo.page.wait_for_load_state()
    text = bo.page.locator("body").inner_text()
    assert not re.search("Lara|Jean|Mum", text), "one record says nothing of another"
    return craig


def sees_none_of_it(hal: Desk, *records: Record) -> None:
    for record in records:
        address = record.page.url
        expect(hal.find(record.name)).to_have_count(0)
        expect(hal.page.locator("main")).to_contain_text("Nobody whose record you may open is called that")
        assert hal.go(address).status == 404
        assert record.name not in hal.page.locator("body").inner_text()
    hal.go("/today/")
    assert not re.search("Lara|Jean|Craig", hal.page.locator("body").inner_text())
