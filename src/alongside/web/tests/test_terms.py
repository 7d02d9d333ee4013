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
    assert '<strong>BBV:</strong> <span id="term-bbv">a virus' in WORDS.marked("a Blood-borne virus", set())


def test_what_describes_a_word_does_not_say_it_again():
    html = WORDS.marked("BBV", set())
    described = html.split('id="term-bbv">')[1].split("</span>")[0]
    assert described == BBV.says


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


EXPLAINED = str(terms.explaining("BBV", BBV, "word"))


def test_a_sentence_of_ours_explains_its_word_where_it_stands(known):
    assert rendered('<p>{{ _("BBV tests") }}</p>') == (f"<p>{EXPLAINED} tests</p>", ["BBV"])


def test_once_a_page_whatever_comes_after(known):
    text, met = rendered('<p>{{ _("BBV tests") }}</p><p>{{ _("BBV again") }}</p>')
    assert text == f"<p>{EXPLAINED} tests</p><p>BBV again</p>"
    assert met == ["BBV"]


@pytest.mark.parametrize(
    "around",
    [
        '<a href="/">{}</a>', "<button>{}</button>", "<label><b>{}</b></label>", "<option>{}</option>", "<summary>{}</summary>",
        "<title>{}</title>", '<p title="{}">x</p>', "<p title='{}'>x</p>", '<svg><text>{}</text></svg>',
        '<a{{% if x %}} class="y"{{% endif %}}>{}</a>',
    ],
)  # fmt: skip
def test_not_where_it_could_not_be_pressed(known, around):
    text, met = rendered(around.format('{{ _("BBV tests") }}') + '<p>{{ _("BBV") }}</p>')
    assert text.count("term__word") == 1
    assert text.endswith(f"<p>{EXPLAINED}</p>")
    assert "BBV tests" in text
    assert met == ["BBV"]


def test_through_a_macro_too(known):
    macro = "{% macro head(title) %}<h2>{{ title }}</h2>{% endmacro %}"
    assert rendered(macro + '{{ head(_("BBV tests")) }}')[0] == f"<h2>{EXPLAINED} tests</h2>"
    assert rendered(macro + "{{ head(words) }}", words="BBV tests")[0] == "<h2>BBV tests</h2>"


def test_what_somebody_told_is_not_looked_at(known):
    text, met = rendered('<p>{{ words }} {{ _("said by %(who)s", who=words) }}</p>', words="I had a BBV test")
    assert text == "<p>I had a BBV test said by I had a BBV test</p>"
    assert met == []


def test_what_somebody_told_within_a_sentence_of_ours_stays_as_it_is(known):
    text, _met = rendered('<p>{{ _("%(who)s and a BBV test, 5%%", who=words) }}</p>', words="<BBV> 10%")
    assert text == f"<p>&lt;BBV&gt; 10% and a {EXPLAINED} test, 5%</p>"


def test_a_name_of_a_value_is_no_word(known):
    text, met = rendered('<p>{{ _("a %(BBV)s test", BBV=words) }}</p>', words="new")
    assert (text, met) == ("<p>a new test</p>", [])


def test_a_lazy_sentence_explains_itself(known):
    from django.utils.translation import gettext_lazy

    assert rendered("<p>{{ title }}</p>", title=gettext_lazy("BBV test"))[0] == f"<p>{EXPLAINED} test</p>"


def test_a_sentence_of_ours_from_a_file_explains_itself(known):
    text, met = rendered("<p>{{ words|our_words }}</p><a>{{ words|our_words }}</a>", words="<i> BBV 5%")
    assert text == f"<p>&lt;i&gt; {EXPLAINED} 5%</p><a>&lt;i&gt; BBV 5%</a>"
    assert met == ["BBV"]


def test_what_is_done_to_a_sentence_makes_it_plain(known):
    assert rendered("<p>{{ _('bbv BBV')|upper }}</p>")[0] == "<p>BBV BBV</p>"


def test_a_counted_sentence_too(known):
    counted = '<p>{{ ngettext("%(num)s BBV test", "%(num)s BBV tests", n) }}</p>'
    assert rendered(counted, n=2)[0] == f"<p>2 {EXPLAINED} tests</p>"


def test_nothing_explains_itself_on_paper(known):
    with terms.quiet():
        from django.template import engines

        text = engines.all()[0].from_string('<p>{{ _("BBV tests") }}</p>').render({})
    assert text == "<p>BBV tests</p>"


def test_a_label_is_noted(known):
    from django.utils.translation import gettext_lazy

    from alongside.web.forms.dress import said

    text, met = rendered("{{ label(words) }}", label=said, words=gettext_lazy("BBV test"))
    assert (text, met) == ("BBV test", ["BBV"])


def test_the_words_of_a_field_explain_themselves_below_its_label(known):
    from django.utils.translation import gettext_lazy

    from alongside.web import forms

    class Form(forms.Form):
        one = forms.Text(label=gettext_lazy("A BBV test"))
        two = forms.Radios(label=gettext_lazy("Which?"), choices=[("b", gettext_lazy("BBV"))])
        three = forms.Radios(label="BBV", choices=[("b", "BBV")])

    text, _met = rendered(
        "{{ form.field('one') }}{{ form.field('two') }}{{ form.field('three') }}", form=Form()
    )
    assert text.count(EXPLAINED) == 1
    assert text.index("</label>") < text.index('<p class="terms-here">') < text.index("<input")
