"""Answering the questions to think about, and what a service does after an answer."""

import datetime as dt

from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.refusing import said
from alongside.access.viewer import Refused, Viewer
from alongside.guide import queries
from alongside.guide.content import Question


def answer(*, by: Viewer, question: Question, words: str) -> int:
    """Answer a question, dated; an earlier answer stays beside it."""
    if question.audience == "service" and not queries.speaks_for_service(by):
        raise Refused(_("A team lead or an administrator answers for the service. Tell them what you think."))
    with said(_("Write something first.")):
        return folders.call("select access.reflect(%s, %s, %s)", question.audience, question.id, words)


def forget(*, by: Viewer, answer: int) -> None:
    """Take one of one's own answers away for good; anybody else's stays."""
    folders.call("select access.forget_reflection(%s)", answer)


def act(*, by: Viewer, answer: int, words: str, who: str, due: dt.date | None) -> int:
    """Turn an answer of the service into something that somebody does."""
    with said(_("Write something first.")):
        return folders.call("select access.act_on_reflection(%s, %s, %s, %s)", answer, words, who, due)


def done(*, by: Viewer, action: int) -> None:
    """It was done."""
    folders.call("select access.done_after_reflection(%s)", action)
