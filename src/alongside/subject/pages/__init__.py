"""The pages of a copy: asked for, looked at, made, handed over."""

from alongside.subject.pages import asking, giving, looking, one  # noqa: F401
