"""What goes out: few templates, in words that give nobody away, of one size."""

import datetime as dt
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.access.viewer import LONDON
from alongside.outbox import neutral
from alongside.outbox.models import Message
from alongside.outbox.wording import (
    EMAIL_BYTES,
    GSM,
    TEMPLATES,
    TEXT_MOST,
    Template,
    first_name,
    late,
    written,
)

AT = dt.datetime(2035, 9, 26, 12, 30, tzinfo=LONDON)  # a Wednesday in September: the longest there is
WIRES = [(t, channel) for t in TEMPLATES.values() for channel in t.channels if channel != "letter"]


def named(value):
    return getattr(value, "name", value)


@pytest.mark.parametrize(("template", "channel"), WIRES, ids=named)
def test_no_template_says_who_we_are(template, channel):
    words = written(channel, template.name, who="Ash", at=AT)
    assert neutral.giveaways(f"{words.subject} {words.body}", "Riverside Recovery Service") == []


def test_nor_does_the_text_to_whoever_looks_for_a_colleague():
    said = late().body
    assert neutral.giveaways(said, "Riverside Recovery Service") == []
    assert len(said) <= TEXT_MOST and set(said) <= GSM and "%" not in said
    assert not any(sign.isdigit() for sign in said)


@pytest.mark.parametrize(
    "words",
    ["your drug worker", "the alcohol team", "in recovery", "your treatment", "keyworker", "a nurse", "Riverside", "NHS",
     "your appointment", "www.lark.org", "https://x", "ring the clinic", "your script", "the Recovery-Café"],
)  # fmt: skip
def test_the_lint_has_teeth(words):
    assert neutral.giveaways(f"Hello, {words} here", "Riverside Recovery Service")


@pytest.mark.parametrize(
    "who", ["Courtney", "Harmony", "Ward", "Patience", "Teàm", "Drew", "Scriptor", "Heath"]
)
def test_people_may_be_called_what_they_are_called(who):
    assert neutral.giveaways(f"Hello, this is {who}.") == []


def test_the_service_is_named_only_where_that_is_allowed():
    name = "Riverside Recovery"
    assert "Riverside" not in written("text", "ring", who="Ash").body
    said = written("text", "ring", who="Ash", service=name).body
    assert "Ash from Riverside Recovery" in said
    assert neutral.giveaways(said, name, named=True) == []
    assert neutral.giveaways(said + " drug", name, named=True) == ["drug"]
    assert neutral.giveaways(said, name) == ["recover", "riverside"]


names = st.text(min_size=1, max_size=80) | st.text(string.ascii_letters, min_size=1, max_size=80)


@given(name=names, service=names, wire=st.sampled_from(WIRES))
def test_every_message_of_a_channel_is_of_one_size(name, service, wire):
    template, channel = wire
    for given_name in ("", service):
        words = written(channel, template.name, who=first_name(name), at=AT, service=given_name)
        if channel == "text":
            assert len(words.body) <= TEXT_MOST
            assert set(words.body) <= GSM
        else:
            assert len(words.body.encode()) == EMAIL_BYTES
            assert words.subject == written("email", "ring", who="Ash").subject


def test_a_text_shows_no_stranger_s_link_or_number():
    for template, channel in WIRES:
        body = written(channel, template.name, who="Ash").body
        assert not any(sign.isdigit() for sign in body)
        assert neutral.giveaways(body) == []


def test_times_are_london_s():
    summer = dt.datetime(2035, 7, 3, 13, 0, tzinfo=dt.UTC)
    assert "Tuesday 3 July at 2 pm" in written("text", "reminder", who="Ash", at=summer).body


def test_only_letters_carry_what_somebody_typed():
    """A template of a text or e-mail has two gaps: a first name, and a time."""
    for template, _channel in WIRES:
        assert str(template.words) % {"who": "", "when": ""}
    with pytest.raises(KeyError):
        str(Template("x", "x", "%(words)s").words) % {"who": "", "when": ""}
    check = next(c for c in Message._meta.constraints if c.name == "message_only_letters_say_more")
    assert check
