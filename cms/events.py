"""What can happen to the rules: a change is proposed, approved, refused or withdrawn. Everyone may read these entries."""

from django.utils.translation import gettext_lazy as _

from marketplace.audit import Event

_CHANGE = {
    "kind": "`value` (a rule value) or `day` (a day of the government calendar)",
    "rule_id": "the rule; empty for a day of the calendar",
    "what": "the rule's id, or the day of the calendar",
    "scope": "agency class or group of classes; empty for everybody",
    "value": "the value in the kept form of its kind: satang, whole numbers, percents as text",
    "written": "the value as it was typed",
    "day": "the day of the calendar, ISO; empty for a rule value",
    "effect": "`holiday` or `working`; empty for a rule value",
    "name_th": "name of the day in Thai",
    "name_en": "name of the day in English",
    "effective_from": "first day, ISO",
    "effective_to": "last day, ISO, or empty",
    "source": "circular or resolution it comes from",
    "reason": "why",
}


class RuleChangeProposed(Event):
    """A rule editor proposed a new dated value or a day of the calendar. Nothing is in force yet."""

    code = "cms.rule_change_proposed"
    sentence = _("proposed a change of the rules: {what}: {written}")
    fields = _CHANGE
    public = True


class RuleChangeApproved(Event):
    """A second rule editor approved; the new value was added and applies from its first day on."""

    code = "cms.rule_change_approved"
    sentence = _("approved a change of the rules: {what}: {written}")
    fields = {**_CHANGE, "proposer": "reference of the person who proposed", "decided_on": "day of approval, ISO"}
    public = True


class RuleChangeRefused(Event):
    """A second rule editor refused the proposal, with a reason."""

    code = "cms.rule_change_refused"
    sentence = _("refused a change of the rules: {decision_reason}")
    fields = {"decision_reason": "why", "decided_on": "day of the decision, ISO"}
    public = True


class RuleChangeWithdrawn(Event):
    """The proposer took the proposal back."""

    code = "cms.rule_change_withdrawn"
    sentence = _("withdrew a proposed change of the rules")
    fields = {"decided_on": "day of the withdrawal, ISO"}
    public = True
