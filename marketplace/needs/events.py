"""What can happen to a needs assessment."""

from django.utils.translation import gettext_lazy as _

from marketplace.audit import Event


class AssessmentBegun(Event):
    """An agency's officer began an assessment."""

    code = "needs.assessment_begun"
    sentence = _("A needs assessment was begun")
    fields = {"agency": "reference of the agency", "template": "code of the template"}


class PartGraded(Event):
    """A part of an assessment was filled in or changed."""

    code = "needs.part_graded"
    sentence = _("A part of a needs assessment was filled in")
    fields = {"part": "key of the capability", "grades": "grade of each statement, 0 to 4; -1 where it is no duty of the agency"}


class AssessmentFinished(Event):
    """An assessment was finished: its answers and its result stay as they are."""

    code = "needs.assessment_finished"
    sentence = _("A needs assessment was finished")
    fields = {
        "agency": "reference of the agency",
        "template": "code of the template",
        "grades": "grade of each statement, 0 to 4; -1 where it is no duty of the agency",
        "needs": "category, tenths of points and percent of points missing of each, in the order of priority",
    }


class AssessmentGivenUp(Event):
    """A begun assessment was given up."""

    code = "needs.assessment_given_up"
    sentence = _("A needs assessment was given up")
    fields = {"reason": "the reason, as written"}


class NeedsPlanned(Event):
    """Needs of an assessment became lines of the annual plan."""

    code = "needs.needs_planned"
    sentence = _("Needs became lines of the annual plan")
    fields = {"lines": "category and reference of the plan line of each"}
