"""What can happen to people and their duties."""

from django.utils.translation import gettext_lazy as _

from marketplace.audit import Event


class OrganisationRegistered(Event):
    """An organisation was entered: an agency by the comptroller, a company by its first person."""

    code = "accounts.organisation_registered"
    sentence = _("The organisation was registered")
    fields = {"kind": "agency, comptroller or company", "name_th": "name in Thai", "name_en": "name in English", "province": "province"}


class DutyGranted(Event):
    """A person was entrusted with a duty in an organisation."""

    code = "accounts.duty_granted"
    sentence = _("A duty was granted")
    fields = {"person": "reference of the person", "duty": "the duty"}


class DutyEnded(Event):
    """A person's duty in an organisation ended."""

    code = "accounts.duty_ended"
    sentence = _("A duty was ended")
    fields = {"person": "reference of the person", "duty": "the duty", "reason": "why, where somebody else ended it"}


class PersonInvited(Event):
    """An administrator sent a link that admits one person to a duty. The address is not in the log."""

    code = "accounts.person_invited"
    sentence = _("A person was invited")
    fields = {"duty": "the duty", "until": "moment at which the link ends"}


class InvitationTakenBack(Event):
    """An administrator took a link back before anybody used it."""

    code = "accounts.invitation_taken_back"
    sentence = _("An invitation was taken back")
    fields = {"duty": "the duty"}


class PersonAdmitted(Event):
    """A person used the link that was sent to them; the duty begins."""

    code = "accounts.person_admitted"
    sentence = _("An invited person came in")
    fields = {"person": "reference of the person", "duty": "the duty"}


class PowerDelegated(Event):
    """The head of agency delegated power to order (cl. 7); a copy goes to the State Audit Office."""

    code = "accounts.power_delegated"
    sentence = _("Power to order was delegated")
    fields = {
        "holder": "reference of the person who receives the power",
        "families": "families of methods",
        "max_satang": "highest amount of one order, satang",
        "from_on": "first day",
        "to_on": "last day",
        "order_no": "number of the delegation order",
        "sao_copy_no": "number of the copy sent to the State Audit Office",
    }


class DelegationRevoked(Event):
    """A delegation was taken back before its last day."""

    code = "accounts.delegation_revoked"
    sentence = _("A delegation was taken back")
    fields = {"order_no": "number of the delegation order", "reason": "why it was taken back"}


class FileRead(Event):
    """A person opened a file that is not public."""

    code = "accounts.file_read"
    sentence = _("A file was opened")
    fields = {"sha256": "hash of the file", "kind": "kind of file"}
