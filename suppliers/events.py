"""What can happen to a company's registration and to the abandoner list.

Payloads hold what the file of the company must be able to show from the log alone. Names of natural persons are
personal values: kept beside the log, not in it.
"""

from django.utils.translation import gettext_lazy as _

from marketplace.audit import Event

REASON = {"reason": "the reason given, as written"}


# --- the company's own work
class CompanyClaimed(Event):
    """A person entered a company's number and began its registration."""

    code = "suppliers.company_claimed"
    sentence = _("The registration of the company was begun")
    fields = {"number": "13-digit number", "name_th": "name in Thai", "again": "true where the number had been refused or withdrawn before"}
    personal = {"person_number": "number of an individual", "person_name": "name of an individual"}


class FactsChanged(Event):
    """The company's people wrote or changed facts about it."""

    code = "suppliers.facts_changed"
    sentence = _("Facts about the company were written down")
    fields = {"part": "part of the registration", "changes": "field to new value; of the bank account only that it changed"}
    personal = {"own": "field to new value, of what is an individual's own"}


class DirectorsNamed(Event):
    """The authorised directors and the signing rule were written down."""

    code = "suppliers.directors_named"
    sentence = _("The authorised directors were named")
    fields = {
        "count": "number of directors",
        "may_sign": "number of those who may sign",
        "signing_rule": "who signs with whom, as the certificate states it",
    }
    personal = {"names": "list of names"}


class EvidenceAdded(Event):
    """A document was handed in; an earlier one of the same kind may have been replaced."""

    code = "suppliers.evidence_added"
    sentence = _("A document was handed in")
    fields = {
        "kind": "kind of document",
        "evidence": "reference of the document",
        "file": "reference of the stored file",
        "sha256": "hash of the file",
        "scanner": "who looked into the file, and what it could see",
        "issued_on": "day of issue, ISO, or empty",
        "expires_on": "last day of validity, ISO, or empty",
        "replaces": "reference of the document that it replaces, or empty",
    }


class EvidenceTakenBack(Event):
    """The company took a document back before it was examined."""

    code = "suppliers.evidence_taken_back"
    sentence = _("A document was taken back")
    fields = {"kind": "kind of document", "evidence": "reference of the document"}


class CompanySubmitted(Event):
    """The registration was handed in for examination."""

    code = "suppliers.company_submitted"
    sentence = _("The registration was handed in")
    fields = {"fingerprint": "hash of everything that was handed in"}


class CompanyWithdrawn(Event):
    """The company gave up its registration."""

    code = "suppliers.company_withdrawn"
    sentence = _("The registration was withdrawn")
    fields = {**REASON}


class ChangeAsked(Event):
    """A verified company asked a registrar to change facts. Until it is decided everything stays as it is."""

    code = "suppliers.change_asked"
    sentence = _("The company asked for a change of verified facts")
    fields = {
        "request": "reference of the request",
        "part": "part of the registration",
        "changes": "fact, old and new value; of directors their number, of the bank account its last four digits",
        **REASON,
    }
    personal = {"names": "names of directors before and after", "own": "fact, old and new value, of what is an individual's own"}


class ChangeTakenBack(Event):
    """The company took its request back."""

    code = "suppliers.change_taken_back"
    sentence = _("The request for a change was taken back")


# --- the registrar's work
class ExaminationBegun(Event):
    """A registrar took the registration up."""

    code = "suppliers.examination_begun"
    sentence = _("The examination was begun")


class ExaminationTakenOver(Event):
    """Another registrar took the examination over."""

    code = "suppliers.examination_taken_over"
    sentence = _("The examination was taken over by another registrar")
    fields = {**REASON}


class ChangeDecided(Event):
    """A registrar accepted or refused each change that a company asked for."""

    code = "suppliers.change_decided"
    sentence = _("The request for a change was decided")
    fields = {"outcome": "fact to accept or refuse, with the reason"}


class FactsCorrected(Event):
    """What a registrar accepted of a request was written down."""

    code = "suppliers.facts_corrected"
    sentence = _("Verified facts of the company were changed")
    fields = {
        "request": "reference of the request",
        "part": "part of the registration",
        "changes": "fact to new value; of directors their number, of the bank account its last four digits",
    }
    personal = {"own": "fact to new value, of what is an individual's own"}


class ItemJudged(Event):
    """The registrar judged one item of a registration against its evidence."""

    code = "suppliers.item_judged"
    sentence = _("An item of the registration was judged")
    fields = {"item": "item of the registration", "verdict": "accept, ask or refuse", **REASON, "fingerprint": "hash of what was judged"}


class CompanyVerified(Event):
    """A registrar found every item in order."""

    code = "suppliers.company_verified"
    sentence = _("The company was verified")
    fields = {"verified_until": "day after which a document has to be renewed, ISO, or empty"}
    public = True


class CompanySentBack(Event):
    """A registrar asked the company to complete its registration."""

    code = "suppliers.company_sent_back"
    sentence = _("The registration was sent back to be completed")
    fields = {**REASON, "asked": "items that are asked for, each with its reason"}


class CompanyRefused(Event):
    """A registrar refused the registration."""

    code = "suppliers.company_refused"
    sentence = _("The registration was refused")
    fields = {**REASON}


class VerificationReopened(Event):
    """A registrar opened a verification anew."""

    code = "suppliers.verification_reopened"
    sentence = _("The verification was opened anew")
    fields = {**REASON}


class VerificationLapsed(Event):
    """A document on which the verification stood has lapsed."""

    code = "suppliers.verification_lapsed"
    sentence = _("The verification lapsed")
    fields = {"documents": "references of the lapsed documents"}
    public = True


_DOCUMENT = {"kind": "kind of document", "evidence": "reference of the document", "expires_on": "last day of validity, ISO"}
_EFFECTS = {"effects": "what its lapse does: mark, preference, bid, verification"}


class EvidenceEnding(Event):
    """An accepted document ends soon: said 60, 30, 7 and 0 days before its last day, once each."""

    code = "suppliers.evidence_ending"
    sentence = _("A document of the company ends soon")
    fields = {**_DOCUMENT, "days": "days until the last day of validity, 0 on that day", **_EFFECTS}


class EvidenceLapsed(Event):
    """An accepted document has lapsed; what it proved no longer counts."""

    code = "suppliers.evidence_lapsed"
    sentence = _("A document of the company has lapsed")
    fields = {**_DOCUMENT, **_EFFECTS}


class RegistryConsulted(Event):
    """An outside register was asked about the company, by the system or by hand."""

    code = "suppliers.registry_consulted"
    sentence = _("An outside register was consulted")
    fields = {
        "source": "which register",
        "outcome": "found, not_found or unavailable",
        "answer": "what it answered; of an individual kept beside the log",
    }


# --- abandoners
class AbandonersChecked(Event):
    """Company and directors were compared with the abandoner list (s. 111)."""

    code = "suppliers.abandoners_checked"
    sentence = _("The company and its directors were compared with the abandoner list")
    fields = {
        "company": "reference of the company",
        "purpose": "verification, bid, award, order or other",
        "case": "reference of the purchase, or empty",
        "on": "day for which the list was read, ISO",
        "list_as_of": "day of the newest list that was read in, ISO, or empty",
        "directors": "number of directors compared",
        "found": "references of entries that were met",
    }
    personal = {"names": "names that were compared"}


class AbandonerListed(Event):
    """An order naming a work abandoner was entered (s. 109, cl. 193)."""

    code = "suppliers.abandoner_listed"
    sentence = _("A work abandoner was entered")
    fields = {
        "number": "13-digit number of a company; of a person empty",
        "name": "name of a company; of a person empty",
        "order_no": "number of the order",
        "ordered_on": "day of the order, ISO",
        "ground": "case of s. 109, or empty",
        "agency": "contracting agency, as the order names it",
    }
    personal = {"person": "name of a person", "person_number": "citizen number of a person"}
    public = True


class AbandonerRemoved(Event):
    """An entry ended by a removal order (s. 110)."""

    code = "suppliers.abandoner_removed"
    sentence = _("A work abandoner was removed from the list")
    fields = {"removal_order_no": "number of the removal order", "ended_on": "day of the removal order, ISO"}
    public = True


class AbandonerListImported(Event):
    """A list of work abandoners was read in. Entries that it lacks stay: only an order ends them."""

    code = "suppliers.abandoner_list_imported"
    sentence = _("A list of work abandoners was read in")
    fields = {
        "file": "hash of the file",
        "as_of": "day of the list, ISO",
        "added": "entries added",
        "ended": "entries ended by removal orders",
        "seen": "entries that were there already",
    }


class NamesakeCleared(Event):
    """A registrar found that a director only bears the same name as a listed person."""

    code = "suppliers.namesake_cleared"
    sentence = _("A director was found to be another person of the same name")
    fields = {"company": "reference of the company", "abandoner": "reference of the entry", **REASON}
    personal = {"name": "the name"}


# --- the team
class AccountHandedOver(Event):
    """The owner of the company's account made somebody else of the team owner in their place."""

    code = "suppliers.account_handed_over"
    sentence = _("The company's account was handed over")
    fields = {"person": "reference of the new owner"}
