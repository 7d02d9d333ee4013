"""What may be in a letter, by whom it goes to. No database."""

import pytest

from alongside.letters import rules, words
from alongside.sharing import rules as sharing

ALL = sharing.TOPICS


@pytest.mark.parametrize(("body", "topic", "source", "agreed", "out"), [
    ("gp", "medicines", "said", ALL, ""),
    ("gp", "medicines", "said", ("attendance",), "consent"),
    ("gp", "medicines", "told", ALL, "told"),
    ("gp", "medicines", "opinion", ALL, "opinion"),
    ("gp", "people", "said", ALL, "kind"),
    ("probation", "attendance", "seen", ("attendance",), ""),
    ("probation", "attendance", "seen", ("plan",), "consent"),
    ("probation", "medicines", "said", ALL, "kind"),
    ("court", "plan", "said", ALL, "kind"),
    ("court", "plan", "said", None, "kind"),
    ("court", "attendance", "seen", None, ""),
    ("other", "attendance", "seen", ALL, "kind"),
])  # fmt: skip
def test_what_stays_out_and_why(body, topic, source, agreed, out):
    assert rules.why_out(body, topic, source, agreed) == out


@pytest.mark.parametrize("body", ["probation", "court"])
def test_probation_and_court_learn_whether_somebody_came_and_nothing_else(body):
    may = {topic for topic in ALL for agreed in (ALL, None) if not rules.why_out(body, topic, "seen", agreed)}
    assert may == {"attendance"}


def test_an_opinion_goes_only_where_they_agreed_that_it_goes():
    assert rules.opinion_out("He tries.", ("attendance",))
    assert not rules.opinion_out("He tries.", ("attendance", "other"))
    assert not rules.opinion_out("He tries.", None), "an order asks for what it asks for"
    assert not rules.opinion_out(" ", ("attendance",))


def test_every_reason_has_words_and_every_topic_is_one_that_is_agreed_to():
    asked = {
        rules.why_out(body, topic, source, agreed)
        for body in (*rules.TOPICS, "other")
        for topic in ALL
        for source in ("said", "told", "opinion")
        for agreed in ((), ALL)
    }
    assert asked - {""} == set(words.OUT)
    assert {t for topics in rules.TOPICS.values() for t in topics} <= set(ALL)
