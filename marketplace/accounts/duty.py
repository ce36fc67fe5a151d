"""Duties: what a person may be entrusted with. A step names the duty that takes it, never a person."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Duty(models.TextChoices):
    """Every duty. The first groups are held by membership in an organisation, CASE duties by appointment in one purchase."""

    SYSTEM = "system", _("The system")

    STAFF = "staff", _("Member of staff, without a duty of procurement")
    OFFICER = "officer", _("Procurement officer")
    HEAD_OFFICER = "head_officer", _("Head procurement officer")
    HEAD_OF_AGENCY = "head_of_agency", _("Head of agency")
    SUPERIOR = "superior", _("Authority one level above the agency")
    FINANCE = "finance", _("Finance officer")
    ADMINISTRATOR = "administrator", _("Administrator of the organisation")

    REGISTRAR = "registrar", _("Registrar of suppliers")
    AUDITOR = "auditor", _("Auditor")
    KEY_OFFICER = "key_officer", _("Comptroller's key officer")
    RULE_EDITOR = "rule_editor", _("Editor of rules and guidance")
    APPEALS = "appeals", _("Secretariat of the Appeals Committee")

    OWNER = "owner", _("Owner of the company's account")
    BIDDER = "bidder", _("Bids for the company")
    LISTER = "lister", _("Keeps the company's listings")
    BILLER = "biller", _("Sends the company's invoices")
    READER = "reader", _("Reads what concerns the company")

    TOR_PERSON = "tor_person", _("Drafts the terms of reference")
    COMMITTEE_CHAIR = "committee_chair", _("Chair of the evaluation committee")
    COMMITTEE_MEMBER = "committee_member", _("Member of the evaluation committee")
    ACCEPTOR = "acceptor", _("Inspector or member of the acceptance committee")
    KEY_HOLDER = "key_holder", _("Holder of a key share")
    APPROVER = "approver", _("Approver with authority for the amount")
    TENDERER = "tenderer", _("Tenderer in this purchase")


#: Duties that come from an appointment in one case and are never a membership.
CASE_DUTIES = frozenset(
    {
        Duty.TOR_PERSON,
        Duty.COMMITTEE_CHAIR,
        Duty.COMMITTEE_MEMBER,
        Duty.ACCEPTOR,
        Duty.KEY_HOLDER,
        Duty.APPROVER,
        Duty.TENDERER,
        Duty.SYSTEM,
    }
)
AGENCY_DUTIES = frozenset(
    {Duty.STAFF, Duty.OFFICER, Duty.HEAD_OFFICER, Duty.HEAD_OF_AGENCY, Duty.SUPERIOR, Duty.FINANCE, Duty.ADMINISTRATOR}
)
COMPTROLLER_DUTIES = frozenset({Duty.REGISTRAR, Duty.AUDITOR, Duty.KEY_OFFICER, Duty.RULE_EDITOR, Duty.APPEALS, Duty.ADMINISTRATOR})
COMPANY_DUTIES = frozenset({Duty.OWNER, Duty.BIDDER, Duty.LISTER, Duty.BILLER, Duty.READER})
