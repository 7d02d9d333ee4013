"""The kit's templates rendered with made-up contents, for the tests and for looking at.

`python -m alongside.web.tests.gallery FOLDER` writes pictures of all of them.
"""

import datetime as dt
import mimetypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.http import QueryDict
from django.test import RequestFactory
from jinja2 import Environment

from alongside.web import forms
from alongside.web.forms import dress

SITE = "http://alongside.test"
STATIC = Path(sys.prefix) / "share" / "alongside" / "static"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
DAY = dt.datetime(2026, 11, 3, 10, 41, tzinfo=dt.UTC)


class Everything(forms.Form):
    """One field of every kind."""

    date_order = (("starts", "ends"),)
    words = forms.Words(label="What do you want?", hint="In their own words", max_length=200, required=False)
    name = forms.Text(label="What to call you", max_length=40, width=20)
    how = forms.Radios(
        label="How did you meet?",
        choices=[("here", "Here"), ("home", "At home", "Two workers"), ("other", "Another way")],
        reveals={"other": "how_else"},
    )
    how_else = forms.Words(label="How?", rows=2, max_length=2000)
    close = forms.Radios(
        label="How close?",
        choices=[("1", "closest"), ("2", "close"), ("3", "further")],
        inline=True,
        required=False,
    )
    who = forms.Checkboxes(label="Who was there?", choices=[("nan", "Nan"), ("del", "Del")], required=False)
    team = forms.Select(label="Team", choices=[("a", "Adults"), ("f", "Families")])
    starts = forms.Date(label="From", past=True)
    ends = forms.Date(label="Until", required=False)
    at = forms.Time(label="Time")
    dose = forms.Number(label="Dose", least=1, most=200, unit="ml")
    email = forms.Email(label="E-mail", required=False)
    phone = forms.Phone(label="Telephone", required=False)
    password = forms.Password(label="Password")
    file = forms.File(label="Letter", required=False, accept=(".pdf",))
    sealed = forms.Switch(label="Seal this paragraph", hint="Only you and the keyworker will read it")


class Reason(forms.Form):
    """Why something ends."""

    reason = forms.Words(label="Why does it end?", rows=2)


class Filter(forms.Form):
    """A list's filters."""

    name = forms.Text(label="Name", required=False, mark_optional=False, width=10)
    team = forms.Select(
        label="Team",
        choices=[("a", "Adults"), ("f", "Families")],
        required=False,
        mark_optional=False,
        empty="All",
    )


WRONG = (
    "how=other&who=nobody&team=zz&starts=31/2/2026&ends=3 Nov 26&at=2&dose=many&email=x&phone=12&name="
    + "long " * 12
)


def environment() -> Environment:
    """The environment of Django's Jinja backend."""
    return dress.environment()


def chrome(**more: Any) -> dict[str, Any]:
    """What stands around every page, made up."""
    ways = [{"text": t, "href": "#", "here": t == "People"} for t in ("Today", "People", "Desk", "Guide")]
    you = {
        "name": "Dee Okafor",
        "links": [{"text": "What I can open, and why", "href": "#"}],
        "leave": "/out",
    }
    return {
        "request": RequestFactory().get("/gallery"),
        "csrf_input": "",
        "csrf_token": "x",
        "bar": {"ways": ways, "you": you},
        "covering": {"text": "Covering: 14 people", "url": "#"},
        "demo": True,
        "lang": "en-gb",
        "messages": [],
        **more,
    }


class _Row:
    version = 2


def wrong(status: int, heading: str = "", advice: str = "") -> tuple[str, dict[str, Any]]:
    """An error page, as web.errors asks for it."""
    return "web/error.html", {"heading": heading, "advice": advice, "status": status}


def pages() -> dict[str, str]:
    """Every page of the kit, by name."""
    env = environment()
    kept = Reason(QueryDict("reason=He rang\nand then his sister did", mutable=True))
    kept.kept = True
    sent = Everything(
        QueryDict(
            "name=Lou&how=home&team=f&starts=3 Nov 2025&at=9.30&dose=40&words=Weekends.\nAll.&who=nan&seen=1"
        ),
        initial={"name": "Lou", "how": "here", "team": "f", "starts": dt.date(2025, 11, 3),
                 "at": dt.time(9, 30), "dose": 50, "words": "Sundays.", "who": ["nan", "del"]},
        row=_Row(),
    )  # fmt: skip
    sent.stale()
    initial = {
        "name": "محمد",
        "starts": dt.date(2026, 11, 3),
        "at": dt.time(14, 0),
        "who": ["nan"],
        "how": "here",
    }
    made = {
        "gallery": (
            "web/gallery.html",
            {"form": Everything(QueryDict(WRONG)), "fresh": Everything(initial=initial, auto_id="fresh_%s"),
             "kept": kept, "reason": Reason(auto_id="why_%s"),
             "filter_form": Filter(auto_id="filter_%s"), "day": DAY},
        ),
        "stale": ("web/stale.html", {"form": sent, "back": "#"}),
        "error-404": wrong(404, "There is nothing here", "It may have ended, or not be yours to open."),
        "error-409": wrong(409, "That cannot be done now", "This step has ended. Begin it again first."),
        "error-429": wrong(429, "Too many tries", "Wait a few minutes and try again."),
        "error-500": wrong(500),
    }  # fmt: skip
    done = {
        name: env.get_template(template).render(chrome(**context))
        for name, (template, context) in made.items()
    }
    signing = {"bar": {}, "covering": None, "page": {"title": "Sign in"}}
    signin = env.from_string(
        '{% extends "web/narrow.html" %}{% from "web/form.html" import web_form with context %}'
        "{% block title %}Sign in{% endblock %}"
        '{% block card %}{{ web_form("#", form, "Sign in") }}{% endblock %}'
        '{% block after %}<p><a href="#">I cannot sign in</a></p>{% endblock %}'
    )
    done["sign-in"] = signin.render(chrome(**signing, form=SignIn()))
    public = env.from_string(
        '{% extends "web/public.html" %}{% from "web/components.html" import card, own_words, button %}'
        "{% block title %}Your plan{% endblock %}{% block content %}<h1>Your plan</h1>"
        "{% call card('What you said') %}"
        "{{ own_words('I want my weekends back.') }}<p>Nobody reads this unless you share it.</p>"
        "{{ button('Add a step', '#') }}{% endcall %}{% endblock %}"
    )
    done["public"] = public.render(chrome(bar={}, covering=None, demo=False))
    return done


class SignIn(forms.Form):
    """A short form."""

    email = forms.Email(label="E-mail")
    password = forms.Password(label="Password")


@contextmanager
def browser() -> Iterator[Any]:
    """Chromium, as the machine has it."""
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    flags += ["--disable-component-update", "--disable-sync", "--disable-quic"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        yield chromium
        chromium.close()


def serve(context: Any, made: dict[str, str]) -> None:
    """Answer for the site inside the browser: the pages under our content policy, the built files."""

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix(SITE).split("?")[0].split("#")[0]
        file = STATIC / path.removeprefix("/static/")
        if path.startswith("/static/") and file.is_file():
            kind = "text/javascript" if file.suffix == ".js" else mimetypes.guess_type(file.name)[0]
            route.fulfill(body=file.read_bytes(), content_type=kind or "application/octet-stream")
        elif path.strip("/") in made:
            headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
            route.fulfill(body=made[path.strip("/")], headers=headers)
        elif path == "/draft":
            route.fulfill(status=204)
        else:
            route.fulfill(status=404, body="")

    context.route("**/*", answer)


def pictures(folder: Path) -> None:
    """Write a picture of every page, on a desk and a phone, light and dark; the gallery on paper as well."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    with browser() as chromium:
        for width in (1280, 360):
            for scheme in ("light", "dark"):
                context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
                serve(context, made)
                page = context.new_page()
                for name in made:
                    page.goto(f"{SITE}/{name}")
                    page.wait_for_timeout(150)
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
                context.close()
        context = chromium.new_context()
        serve(context, made)
        page = context.new_page()
        page.goto(f"{SITE}/gallery")
        page.pdf(path=folder / "gallery.pdf", format="A4")
        page.set_viewport_size({"width": 718, "height": 1000})
        page.emulate_media(media="print")
        page.screenshot(path=folder / "gallery-print.png", full_page=True)
        page.emulate_media(media="screen", forced_colors="active")
        page.set_viewport_size({"width": 1280, "height": 900})
        page.screenshot(path=folder / "gallery-forced.png", full_page=True)
        context.close()


if __name__ == "__main__":
    import django

    django.setup()
    pictures(Path(sys.argv[1]))
