"""What Robin agreed to, the letter to the GP that went by it, and the next one, which waits for a second look."""

import datetime as dt

from alongside.demo.telling import Somebody
from alongside.letters import actions as letters
from alongside.letters import queries
from alongside.outbox import actions as outbox
from alongside.sharing import actions as sharing

GP, SURGERY = "Dr Farah Aziz, Canal Street Surgery", "11 Canal Street\nNorthtown"


def tell_of(robin: Somebody, second: str) -> None:
    """Asked one thing at a time: care, contact, the GP; the national return they would rather not."""
    with robin.on(190) as by:
        year = by.today + dt.timedelta(days=360)
        for about, yes, words in (
            (
                "treatment",
                True,
                "What we do together, who sees what is written, and that it can end on any day.",
            ),
            ("contact", True, "Letters in a plain envelope; a text the day before."),
            (
                "return",
                False,
                "Which figures go to the national return, and that nothing changes without it.",
            ),
        ):
            sharing.answer(
                by=by,
                folder=robin.folder,
                about=about,
                agreed=yes,
                purpose=words,
                until=year,
                how="screen",
                signed=robin.name,
            )
    with robin.on(50) as by:
        to_gp = sharing.agree(
            by=by,
            folder=robin.folder,
            to_whom=GP,
            body="gp",
            address=SURGERY,
            topics=["attendance", "plan", "medicines"],
            purpose="so that nobody prescribes the same twice",
            until=by.today + dt.timedelta(days=180),
            how="signed",
            said="The GP knows anyway.",
        )
    with robin.on(50) as by:
        # It runs out this week: Ash is to ask again.
        sharing.agree(
            by=by,
            folder=robin.folder,
            to_whom="Northtown job centre",
            topics=["attendance"],
            how="said",
            purpose="so that appointments here count as reasons",
            until=by.today + dt.timedelta(days=54),
        )
    for ago, posted in ((48, True), (2, False)):
        with robin.on(ago) as by:
            known = queries.statements(by, robin.folder, to_gp.body, to_gp.topic_codes)
            made = letters.make(
                by=by,
                folder=robin.folder,
                consent=to_gp,
                chosen=[s.code for s in known if s.first and not s.out][:3],
                about_name=f"{robin.name}, known to you since 2019",
                address=SURGERY,
            )
            outbox.ask_to_look(by=by, letter=made.message)
        if posted:
            with robin.told.by(second, days_ago=ago - 1) as by:
                outbox.let_go(by=by, letter=made.message)
            with robin.on(ago - 2) as by:
                outbox.print_letters(by=by, letters=[made.message])
                outbox.posted(by=by, letter=made.message)
