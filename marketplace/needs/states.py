"""The states of an assessment. Pure."""

from django.db import models
from django.utils.translation import pgettext_lazy


class AssessmentState(models.TextChoices):
    """An assessment is filled part by part while it is begun; finished, its answers and its result never change."""

    BEGUN = "begun", pgettext_lazy("assessment", "Being filled in")
    FINISHED = "finished", pgettext_lazy("assessment", "Finished")
    GIVEN_UP = "given_up", pgettext_lazy("assessment", "Given up")


FINAL = frozenset({AssessmentState.FINISHED, AssessmentState.GIVEN_UP})
