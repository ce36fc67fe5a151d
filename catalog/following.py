"""What is said of a follow-up: when it is asked, and what to do where it was answered without being asked. Pure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from catalog.questions import Question, QuestionSet


def only_if(questions: QuestionSet, question: Question) -> str:
    """When a follow-up is asked, in the reader's language; empty for any other question."""
    condition = questions.condition(question)
    if condition is None:
        return ""
    return _("Only if “%(question)s” is: %(answers)s") % {"question": condition[0], "answers": " / ".join(condition[1])}


def not_asked(questions: QuestionSet, question: Question) -> str:
    """What to do with a follow-up that was answered although it is not asked."""
    condition = questions.condition(question)
    if condition is None:
        return ""
    words = _("Leave this empty, or answer “%(question)s” with: %(answers)s. Only then is it asked.")
    return words % {"question": condition[0], "answers": " / ".join(condition[1])}
