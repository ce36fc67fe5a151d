"""What the engine itself records: steps that were refused and steps that broke."""

from django.utils.translation import gettext_lazy as _

from marketplace.audit import Event


class StepRefused(Event):
    """A person tried a step and was refused. Nothing else was written."""

    code = "procedure.step_refused"
    sentence = _("A step was refused")
    fields = {"step": "name of the step", "refusals": "each rule that refused, with its basis and parameters"}


class StepFailed(Event):
    """A step was begun and broke for a technical reason. Nothing else was written."""

    code = "procedure.step_failed"
    sentence = _("A step could not be completed for a technical reason")
    fields = {"step": "name of the step", "kind": "kind of the failure"}
