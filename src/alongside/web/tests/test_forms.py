"""Forms: how they are drawn, and what they do when sent twice, too late, or after a session ended."""

import datetime as dt
import html
import re

import pytest
from django import forms as django_forms
from django.http import QueryDict
from django.test import RequestFactory

from alongside.web import forms


class Step(forms.Form):
    date_order = (("starts", "ends"),)
    words = forms.Words(label="What?", max_length=200)
    who = forms.Radios(
        label="Who?", choices=[("me", "Me"), ("other", "Somebody else")], reveals={"other": "who_else"}
    )
    who_else = forms.Text(label="Who else?")
    starts = forms.Date(label="From", required=False)
    ends = forms.Date(label="Until", required=False)
    sealed = forms.Switch(label="Seal it")


class Row:
    def __init__(self, version):
        self.version = version


def sent(**fields):
    data = QueryDict(mutable=True)
    data.update({"words": "Ring Nan", "who": "me", **fields})
    return data


def post(**fields):
    return RequestFactory().post("/", {"words": "Ring Nan", "who": "me", **fields})


# Drawing ------------------------------------------------------------------------------------------


def test_what_was_typed_comes_back_line_for_line_wherever_the_field_stands():
    class Reveal(forms.Form):
        how = forms.Radios(label="How?", choices=[("o", "Other")], reveals={"o": "words"})
        words = forms.Words(label="Which?", max_length=500)

    text = 'one\ntwo <b>\n\n  three & "four"</textarea>'
    drawn = Reveal({"how": "o", "words": text}).field("how")
    inside = re.search(r"<textarea[^>]*>(.*?)</textarea>", drawn, re.DOTALL)
    assert html.unescape(inside[1]) == text


@pytest.mark.parametrize("nasty", ['"><script>alert(1)</script>', "' onfocus=x '", "{{ 7*7 }}"])
def test_nothing_typed_is_markup(nasty):
    class Every(forms.Form):
        text = forms.Text(label=nasty, hint=nasty)
        words = forms.Words(label="W")
        pick = forms.Radios(label="P", choices=[(nasty, nasty, nasty)])
        list = forms.Select(label="L", choices=[(nasty, nasty)])

    drawn = Every({"text": nasty, "words": nasty, "pick": "no", "list": "no"}).__html__()
    assert "<script" not in drawn
    assert "onfocus=x" not in html.unescape(re.sub(r'"[^"]*"|>[^<]*<', "", drawn))


def test_errors_are_told_at_the_field_and_on_top_with_links():
    form = Step(sent(words="", starts="soon"))
    assert not form.is_valid()
    assert 'href="#id_words"' in form.summary
    assert "What? Write something here." in html.unescape(form.summary)
    assert 'aria-invalid="true"' in form.field("words")
    assert 'aria-describedby="id_words-info id_words-error"' in form.field("words")
    for target in re.findall(r'href="#([^"]+)"', form.summary):
        assert f'id="{target}"' in form.fields_html


def test_a_fresh_form_has_no_errors_and_marks_what_is_optional():
    form = Step()
    assert form.summary == ""
    assert "From (optional)" in form.field("starts")
    assert "(optional)" not in form.field("words") + form.field("sealed")


def test_a_field_under_a_choice_is_drawn_once_and_under_it():
    assert Step().fields_html.count('name="who_else"') == 1
    assert 'id="conditional-id_who-2"' in Step().field("who")


def test_a_label_can_be_the_heading():
    assert '<h1 class="govuk-label-wrapper">' in Step().field("words", heading=True)
    assert "govuk-fieldset__heading" in Step().field("who", heading=True)


def test_a_password_is_never_drawn_again():
    class SignIn(forms.Form):
        password = forms.Password(label="Password")

    assert "s3cret" not in SignIn({"password": "s3cret"}).__html__()


# Rules of a form ----------------------------------------------------------------------------------


def test_a_field_under_a_choice_is_asked_for_only_there():
    assert Step(sent()).is_valid()
    asked = Step(sent(who="other"))
    assert not asked.is_valid()
    assert asked.errors == {"who_else": ["Write something here."]}
    kept = Step(sent(who="other", who_else="Del"))
    assert kept.is_valid()
    assert kept.cleaned_data["who_else"] == "Del"


def test_what_was_typed_under_a_choice_not_made_is_left_out():
    form = Step(sent(who="me", who_else="Del"))
    assert form.is_valid()
    assert form.cleaned_data["who_else"] == ""
    assert list(form.fields) == list(Step.base_fields)


def test_fields_keep_the_order_that_a_form_says_when_it_comes_back():
    class Turned(Step):
        field_order = ("ends", "starts", "who_else")

    form = Turned(sent(who="me"))
    asked = list(form.fields)
    assert asked[:3] == ["ends", "starts", "who_else"]
    form.is_valid()
    assert list(form.fields) == asked


def test_dates_in_the_wrong_order():
    form = Step(sent(starts="3/11/2026", ends="2/11/2026"))
    assert not form.is_valid()
    assert "comes before “From”" in form.errors["ends"][0]
    assert Step(sent(starts="3/11/2026", ends="3/11/2026")).is_valid()


# Stale, kept, double ------------------------------------------------------------------------------


def test_the_version_that_was_read_travels_with_the_form():
    assert (
        '<input type="hidden" name="seen" value="3">'
        in forms.filled(RequestFactory().get("/"), Step, row=Row(3)).hidden
    )
    assert "seen" not in forms.filled(RequestFactory().get("/"), Step).hidden


def test_a_form_read_before_somebody_else_saved_is_stale_once():
    form = forms.filled(post(seen="3"), Step, {"words": "Ring Del"}, row=Row(4))
    assert form.is_valid()
    assert form.stale()
    assert 'value="4"' in form.hidden, "saving mine over theirs goes through"
    assert [(b.label, b.theirs, b.yours) for b in form.compared()][0] == ("What?", "Ring Del", "Ring Nan")


def test_a_form_of_the_version_that_stands_is_not_stale():
    assert not forms.filled(post(seen="4"), Step, row=Row(4)).stale()
    assert not forms.filled(RequestFactory().get("/"), Step, row=Row(4)).stale()


def test_a_form_without_its_version_counts_as_stale():
    assert forms.filled(post(), Step, row=Row(4)).stale()


def test_a_form_with_mistakes_keeps_the_version_that_was_read():
    form = forms.filled(post(words="", seen="3"), Step, row=Row(4))
    assert not form.is_valid()
    assert 'value="3"' in form.hidden


def test_two_versions_are_told_in_words():
    class Visit(forms.Form):
        day = forms.Date(label="Day")
        at = forms.Time(label="Time")
        who = forms.Checkboxes(label="Who", choices=[("n", "Nan"), ("d", "Del")])
        how = forms.Select(label="How", choices=[("h", "Home")])
        alone = forms.Switch(label="Alone")

    now = {"day": dt.date(2026, 11, 3), "at": dt.time(9, 30), "who": ["n", "d"], "how": "h", "alone": True}
    data = QueryDict("day=4/11/2026&at=9.30&who=n&how=h")
    told = {b.name: (b.theirs, b.yours) for b in Visit(data, initial=now).compared()}
    assert told == {
        "day": ("3 November 2026", "4 November 2026"),
        "who": ("Nan, Del", "Nan"),
        "alone": ("yes", "no"),
    }


def test_what_was_kept_while_signed_out_is_there_again_without_complaint():
    request = RequestFactory().get("/?kept=1")
    request.kept = {"words": ["Ring\nNan"], "who": ["other"], "starts": ["soon"], "seen": ["3"]}
    form = forms.filled(request, Step, {"words": "old"}, row=Row(4))
    assert "You were signed out while writing" in form.summary
    assert "Ring&#10;Nan" in form.field("words")
    assert "soon" in form.field("starts")
    assert "error" not in form.fields_html.replace("govuk-error", "error") or not form.has_problems
    assert 'value="3"' in form.hidden, "what was kept is as old as it was"


# Forms of others ----------------------------------------------------------------------------------


class Theirs(django_forms.Form):
    login = django_forms.EmailField(
        label="E-mail", widget=django_forms.EmailInput(attrs={"placeholder": "x", "autocomplete": "email"})
    )
    password = django_forms.CharField(widget=django_forms.PasswordInput)
    note = django_forms.CharField(widget=django_forms.Textarea, required=False, help_text="If you like")
    pick = django_forms.ChoiceField(choices=[("a", "A")])
    several = django_forms.MultipleChoiceField(
        choices=[("a", "A")], widget=django_forms.CheckboxSelectMultiple
    )
    radio = django_forms.ChoiceField(choices=[("a", "A")], widget=django_forms.RadioSelect)
    remember = django_forms.BooleanField(required=False)
    number = django_forms.IntegerField(initial=3)
    file = django_forms.FileField(required=False)
    hidden = django_forms.CharField(widget=django_forms.HiddenInput, initial="h")


def test_a_form_that_is_not_ours_is_drawn_as_ours():
    drawn = forms.dressed(Theirs())
    for name in ("login", "password", "note", "pick", "several", "radio", "remember", "number", "file"):
        assert f'name="{name}"' in drawn.fields_html
    assert 'autocomplete="email"' in drawn.field("login")
    assert "placeholder" not in drawn.fields_html
    assert "govuk-password-input" in drawn.field("password")
    assert "If you like" in drawn.field("note")
    assert 'name="hidden"' in drawn.hidden
    assert 'name="hidden"' not in drawn.fields_html
    assert drawn.has_files


def test_a_form_that_is_not_ours_tells_its_errors():
    drawn = forms.dressed(Theirs({"login": "x"}))
    assert drawn.has_problems
    assert 'href="#id_login"' in drawn.summary


def test_dressing_ours_changes_nothing():
    form = Step()
    assert forms.dressed(form) is form
