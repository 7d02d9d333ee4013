"""Words of the field explain themselves, once a page; what somebody told is never looked at and never changed."""

import pytest
from markupsafe import Markup

from alongside.web import terms
from alongside.web.terms import Word, Words

BBV = Word("BBV", "a virus that is carried in blood", "bbv", ("blood-borne virus",))
WORDS = Words(
    [BBV, Word("detox", "help to stop safely", "detox"), Word("A&E", "the emergency department", "a-e")]
)


def test_the_first_of_each_word_explains_itself():
    html = WORDS.marked("BBV, detox, BBV again and detox", set())
    assert html.count('class="term__word"') == 2
    assert html.index('id="term-bbv"') < html.index('id="term-detox"')
    assert 'aria-describedby="term-bbv"' in html


def test_once_a_page():
    seen: set[str] = set()
    WORDS.marked("BBV", seen)
    assert WORDS.marked("BBV", seen) == "BBV"


@pytest.mark.parametrize("text", ["bbv", "BBVs", "xBBV", "BBV-like", "detoxing"])
def test_only_the_word_itself(text):
    assert "term" not in WORDS.marked(text, set())


def test_another_way_of_writing_it_explains_it():
    assert "BBV: a virus" in WORDS.marked("a Blood-borne virus", set())


def test_everything_else_is_escaped():
    html = WORDS.marked('<b onclick="x">BBV</b> A&E', set())
    assert "<b" not in html.replace("<button", "")
    assert "A&amp;E" in html
    assert isinstance(html, Markup)


def test_no_words_no_marks():
    assert Words([]).marked("BBV <b>", set()) == "BBV &lt;b&gt;"
    assert Words([]).within("BBV") == []


# On a page of work ------------------------------------------------------------------------------------------------------


@pytest.fixture
def known(monkeypatch):
    terms.known.cache_clear()
    terms._within.cache_clear()
    monkeypatch.setattr(terms, "KNOWN", [lambda: [BBV]])
    yield
    terms.known.cache_clear()
    terms._within.cache_clear()


def rendered(template: str, **context):
    from django.template import engines
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    text = engines.all()[0].from_string(template).render(context, request)
    return text, [word.name for word in terms.met(request)]


def test_a_sentence_of_ours_is_noted_and_stays_as_it_is(known):
    assert rendered('{{ _("BBV tests") }}') == ("BBV tests", ["BBV"])


def test_what_somebody_told_is_not_looked_at(known):
    text, met = rendered('{{ words }} {{ _("said by %(who)s", who=words) }}', words="I had a BBV test")
    assert text == "I had a BBV test said by I had a BBV test"
    assert met == []


def test_a_label_is_noted(known):
    from django.utils.translation import gettext_lazy

    from alongside.web.forms.dress import said

    text, met = rendered("{{ label(words) }}", label=said, words=gettext_lazy("BBV test"))
    assert (text, met) == ("BBV test", ["BBV"])
