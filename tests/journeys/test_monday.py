"""A Monday, from five past nine, lived through by six of the staff: what it takes of them is counted.

Duty with the keyworker away; a mother who rings, and a warning; an assessment; a group of twelve; a home visit; a handover;
a leaving. A tap, a choice, a field and a page are one input each; no fact is typed into two fields.
"""

import datetime as dt
import re

import pytest

from tests.journeys.desk import PHONE, Desks
from tests.journeys.hands import Day, Hands
from tests.journeys.serving import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST, OF_A_NOTE, OF_A_GROUP = 500, 10, 30


def until_monday(site: Site) -> None:
    """Put the clock on to five past nine on a Monday in London."""
    now = site.house.sql.execute("select access.clock() at time zone 'Europe/London'").fetchone()[0]
    monday = now.date() + dt.timedelta(days=(7 - now.weekday()) % 7 or 7)
    then = dt.datetime.combine(monday, dt.time(9, 5))
    site.let_time_pass(seconds=(then - now).total_seconds())


def staff(site: Site, name: str) -> int:
    return site.house.sql.execute("select id from access.staff where name = %s", (name,)).fetchone()[0]


def booked_before(site: Site) -> list[str]:
    """What was agreed last week: Nell at half past nine, Oz at home in the afternoon, and a group of twelve."""
    from alongside.access.viewer import LONDON
    from alongside.diary import actions as diary
    from alongside.diary.queries import groups

    with site.house.viewer(staff(site, "Ash Okafor")) as by:
        mine = groups.mine(by)
        part = {one.name: one.part.folder for one in mine}
        day = by.today
        diary.book(by=by, folder=part["Nell"], at=dt.datetime.combine(day, dt.time(9, 30), LONDON))
        diary.book(
            by=by,
            folder=part["Oz"],
            at=dt.datetime.combine(day, dt.time(14), LONDON),
            how="home",
            place="the lock",
        )
        team = site.house.sql.execute("select id from access.team where name = 'North'").fetchone()[0]
        group = groups.Group(diary.add_group(by=by, team=team, name="Mondays"), team, "", "Mondays")
    with site.house.viewer(staff(site, "Ash Okafor")) as by:
        twelve = sorted(groups.mine(by), key=lambda one: one.name)[:12]
        diary.come_and_go(by=by, group=group, who=[one.part.folder for one in twelve], among=groups.mine(by))
    assert len(twelve) == 12
    return [one.name for one in twelve]


def test_a_monday(desks: Desks, site: Site) -> None:
    until_monday(site)
    twelve = booked_before(site)
    day = Day()

    def somebody(name: str, doing: str, **options: object) -> Hands:
        desk = desks.open(**options)
        hands = Hands(desk.page, day)
        hands.doing = doing
        desk.sign_in_as(name)
        day.inputs[doing] += 3  # the taps of signing in; its pages are counted already
        return hands

    on_duty(somebody("Bo Lindqvist", "duty", viewport=PHONE))
    a_mother_rings(somebody("Ellis Grant", "a mother rings"))
    the_desk_decides(somebody("Kerry Walsh", "the desk"), site)
    ash = somebody("Ash Okafor", "a warning read")
    a_warning_is_there(ash)
    ash.doing = "a group of twelve"
    a_group(ash, twelve)
    assert day.inputs["a group of twelve"] <= OF_A_GROUP
    an_assessment(somebody("Hal Brennan", "an assessment"))
    a_handover(somebody("Ines Duarte", "a handover"))
    site.let_time_pass(hours=5)
    a_home_visit(somebody("Ash Okafor", "a home visit", viewport=PHONE))
    a_leaving(somebody("Bo Lindqvist", "a leaving"), site)
    print(f"\nA Monday in {day.total} inputs: {dict(day.inputs)}")
    assert day.total <= MOST


def on_duty(bo: Hands) -> None:
    """Nell is expected at half past nine and Ash is not here: Bo opens one part with its reason, and writes it up."""
    bo.reads("Expected, and you are on duty")
    bo.taps("Nell")
    bo.taps("open one more part")
    bo.chooses("What do you need?", "Their own use")
    bo.chooses("Why?", "They are here now")
    bo.taps("Open it")
    bo.reads("stop counting tins")
    before = bo.day.inputs["duty"]
    bo.turns_to("Contacts")
    bo.taps("Write it up")
    bo.writes("Note", "Came while Ash was out. Five hours two nights running.")
    bo.writes("What did you agree?", "Ring Ash tomorrow about the pharmacy")
    bo.taps("Save")
    bo.is_told("Written up")
    assert bo.day.inputs["duty"] - before - 2 <= OF_A_NOTE, "beyond what is typed"


def a_mother_rings(ellis: Hands) -> None:
    ellis.taps("A call")
    ellis.writes(
        "What do they say?", "He rang her at work again. She is going home to him tonight all the same."
    )
    ellis.writes("What do they want to be called?", "Rosalind")
    ellis.chooses("Is anyone in danger now?", "Not this minute, and soon: pass it on")
    ellis.writes("Whom are they worried about?", "Her daughter, comes to the Mondays")
    ellis.chooses("What is it about most?", "A threat to somebody’s life")
    ellis.chooses("And what about you?", "Yes: they would like help of their own")
    ellis.taps("Keep it")


def the_desk_decides(kerry: Hands, site: Site) -> None:
    kerry.opens("/desk/")
    kerry.taps(re.compile("Her daughter, comes"))
    kerry.reads("He rang her at work again.")
    kerry.taps(re.compile("^Tell", re.IGNORECASE))
    kerry.picks("Which colleague, or which seat?", "Ash Okafor")
    kerry.chooses("Which way is it told?", "Duty to warn")
    kerry.writes("Whom it concerns", "Whoever of the Mondays is rung at work")
    kerry.writes("What your colleague is to do", "Ask each alone, before the group, where they go tonight.")
    kerry.writes("What may be said, and to whom", "That we ask everybody.")
    kerry.writes("What must never be said", "That anybody rang.")
    kerry.writes("Until when it holds", site.day(7))
    kerry.writes("Why you decide so", "Three calls in a week, and tonight is named.")
    kerry.taps("Decide")


def a_warning_is_there(ash: Hands) -> None:
    ash.opens("/today/")
    ash.reads("Whoever of the Mondays is rung at work")
    ash.taps("read")
    ash.reads("Ask each alone, before the group")
    ash.taps("I have read it")


def a_group(ash: Hands, twelve: list[str]) -> None:
    ash.opens("/groups/")
    ash.taps("Mondays")
    ash.ticks("Everybody came")
    ash.chooses(twelve[-1], "Did not come")
    for n, name in enumerate(twelve):
        ash.writes(f"A line about {name}", f"Said what helped on day {n + 1}.")
    ash.writes("What did you do together?", "Soup, and what a good evening is.")
    ash.taps("Save")
    ash.is_told("Written up, each in their own record")


def a_home_visit(ash: Hands) -> None:
    ash.taps(re.compile(r"set off\s*–\s*Oz"))
    ash.chooses("Where will you be?", "the lock")
    ash.writes("On what number can you be rung there?", "07700 900203")
    ash.taps("Set off")
    ash.is_told("You are out")
    ash.taps("I am back, and well")
    ash.taps("Write it up")
    ash.writes("Note", "At the lock. He showed me the room that he has the key of.")
    ash.taps("Save")
    ash.is_told("Written up")


def an_assessment(hal: Hands) -> None:
    hal.taps("Somebody has come to us")
    hal.writes("What do they want to be called?", "Marigold")
    hal.writes("Telephone number", "07700 900778")
    hal.chooses("Is it safe to ring or text this number?", "Text only")
    hal.chooses("How did they come?", "They walked in")
    hal.writes("What do they say, or what does the letter say?", "Not slept, not eaten, wants a week without")
    hal.taps("Write it down")
    hal.turns_to("Assessment")
    hal.taps("Begin with the first things")
    hal.taps("ask")
    hal.chooses("Who else can hear?", "Nobody else can hear us")
    hal.picks("What do they use?", "Heroin")
    hal.writes("How much, on a usual day?", "two bags")
    hal.chooses("Are they thinking of ending their life?", "No")
    hal.chooses("Children: asked?", "Yes, asked")
    hal.writes("What do they want?", "A week in which nothing hurts")
    hal.taps("This part is done")
    hal.reads("This part is done.")


def a_handover(ines: Hands) -> None:
    ines.opens("/handover/")
    ines.picks("Who takes over?", "Bo Lindqvist")
    ines.ticks("Ida")
    ines.writes("What matters next for Ida?", "Thursdays at the van. She likes to be asked first.")
    ines.taps("Hand over")
    ines.is_told("Handed over")


def a_leaving(bo: Hands, site: Site) -> None:
    """Bram was prepared with; what was still to do is chosen from the record, and he has left."""
    bo.reads("Bram")
    bo.taps("Bram")
    bo.turns_to("How they came")
    bo.taps("Leaving")
    for line in ("Letters to send", "Questions that are due"):
        bo.chooses(line, "Nothing to do")
    bo.changes("On which day?", site.day())
    bo.ticks("They have left: their care finishes on that day")
    bo.taps("Save")
    bo.reads("Nobody answered: Who is told that they leave")
    bo.ticks("Finish with 1 line unanswered")
    bo.taps("Save")
    bo.is_told("If they return")
