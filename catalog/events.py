"""What can happen to a listing. Versions are named by number and by the fingerprint of all they say."""

from django.utils.translation import gettext_lazy as _

from marketplace.audit import Event

VERSION = {
    "number": "number of the version",
    "content": "SHA-256 of the version's texts, answers and price, in canonical JSON",
}


class ListingDrafted(Event):
    """A company began a listing."""

    code = "catalog.listing_drafted"
    sentence = _("A listing was begun")
    fields = {"category": "code of the category", "company": "reference of the company"}


class DraftSaved(Event):
    """A company changed a draft. Nothing of it is public yet."""

    code = "catalog.draft_saved"
    sentence = _("The draft of a listing was saved")
    fields = {"number": "number of the version", "changed": "names of what was changed"}


class ListingSubmitted(Event):
    """A company sent a listing to be reviewed before it is published."""

    code = "catalog.listing_submitted"
    sentence = _("A listing was sent for review")
    fields = VERSION


class SubmissionTakenBack(Event):
    """A company took a listing back before it was reviewed."""

    code = "catalog.submission_taken_back"
    sentence = _("A listing was taken back before its review")
    fields = {"number": "number of the version"}


class ListingPublished(Event):
    """A registrar outside the company approved a version: buyers see it from now on."""

    code = "catalog.listing_published"
    sentence = _("A version of a listing was approved and published")
    fields = {
        **VERSION,
        "category": "code of the category",
        "company": "reference of the company",
        "title_th": "title in Thai",
        "title_en": "title in English",
        "price_satang": "stated price of one unit, satang",
        "unit": "code of the price unit",
        "vat_included": "whether the stated price contains VAT",
    }
    public = True


class ListingSentBack(Event):
    """A registrar sent a version back with reasons."""

    code = "catalog.listing_sent_back"
    sentence = _("A listing was sent back with reasons")
    fields = {"number": "number of the version", "reason": "the reason in general", "reasons": "name of a question → what is to be mended"}


class ListingSuspended(Event):
    """A registrar took a listing off sale until something is cleared up."""

    code = "catalog.listing_suspended"
    sentence = _("A listing was suspended")
    fields = {"reason": "why"}
    public = True


class ListingResumed(Event):
    """A registrar let a suspended listing be on sale again."""

    code = "catalog.listing_resumed"
    sentence = _("A suspended listing is on sale again")
    fields = {"reason": "why"}
    public = True


class ListingWithdrawn(Event):
    """The company ended a listing for good."""

    code = "catalog.listing_withdrawn"
    sentence = _("A listing was withdrawn")
    fields = {"reason": "why"}
    public = True


class ListingRated(Event):
    """An agency that bought a listing has rated it."""

    code = "catalog.listing_rated"
    sentence = _("A listing was rated by a buyer")
    fields = {"stars": "1 to 5", "contract": "reference of the order or contract"}
    public = True


class SheetReceived(Event):
    """A company handed in a spreadsheet of listings. It is checked; nothing of it is written yet."""

    code = "catalog.sheet_received"
    sentence = _("A spreadsheet of listings was handed in")
    fields = {"category": "code of the category", "company": "reference of the company", "file": "SHA-256 of the file"}


class SheetConfirmed(Event):
    """A company confirmed what a spreadsheet would change. The drafts that follow have entries of their own."""

    code = "catalog.sheet_confirmed"
    sentence = _("What a spreadsheet of listings would change was confirmed")
    fields = {"new": "listings to be begun", "changed": "listings to be changed", "left_out": "rows with faults that are left out"}


class SheetWritten(Event):
    """All confirmed rows of a spreadsheet have become drafts, or were refused one by one."""

    code = "catalog.sheet_written"
    sentence = _("The drafts of a spreadsheet of listings were written")
    fields = {"written": "rows that were written", "refused": "rows that could not be written any more"}


class SheetSetAside(Event):
    """A company set a spreadsheet aside without writing anything of it."""

    code = "catalog.sheet_set_aside"
    sentence = _("A spreadsheet of listings was set aside")
    fields = {}


class SheetExportAsked(Event):
    """Somebody of a company asked for a file of its listings, which is made in the background."""

    code = "catalog.sheet_export_asked"
    sentence = _("A spreadsheet of a company's listings was asked for")
    fields = {"category": "code of the category", "company": "reference of the company", "kind": "xlsx or csv"}


class WordListChanged(Event):
    """Somebody changed what the search knows about words: its dictionary, weak words or words that mean the same."""

    code = "catalog.word_list_changed"
    sentence = _("A word list of the search was changed")
    fields = {"kind": "words, weak or synonyms", "added": "lines that were added", "removed": "lines that were taken out"}


# --- shortlists
class ShortlistBegun(Event):
    """An agency's officer began a list of listings for one need."""

    code = "catalog.shortlist_begun"
    sentence = _("A shortlist was begun")
    fields = {
        "name": "what the list is called",
        "agency": "reference of the agency",
        "category": "code of the category",
        "quantity": "stated quantity, in the category's price unit",
        "term": "stated term, in the unit's own step; 1 where it has none",
    }


class ShortlistChanged(Event):
    """The name or the stated case of an open list was changed."""

    code = "catalog.shortlist_changed"
    sentence = _("The name or the case of a shortlist was changed")
    fields = {"name": "what the list is called", "quantity": "stated quantity", "term": "stated term"}


class ListingsMarked(Event):
    """Listings were put on an open list."""

    code = "catalog.listings_marked"
    sentence = _("Listings were put on a shortlist")
    fields = {"listings": "listing, version, supplier and title of each"}


class ListingRejected(Event):
    """A listing on a list was rejected, with the reason."""

    code = "catalog.listing_rejected"
    sentence = _("A listing on a shortlist was rejected")
    fields = {
        "listing": "reference of the listing",
        "version": "number of the version that was looked at",
        "reason": "the reason, as written",
    }


class ListingKept(Event):
    """A rejected listing was taken back onto the list."""

    code = "catalog.listing_kept"
    sentence = _("A rejected listing was taken back onto the shortlist")
    fields = {"listing": "reference of the listing", "version": "number of the version"}


class ShortlistFrozen(Event):
    """A list was confirmed: from now on it is exactly these versions, totals and reasons."""

    code = "catalog.shortlist_frozen"
    sentence = _("A shortlist was confirmed and frozen")
    fields = {
        "title": "what the list is called",
        "agency": "reference of the agency",
        "category": "code of the category",
        "quantity": "stated quantity",
        "term": "stated term",
        "unit": "code of the price unit",
        "sha256": "SHA-256 of all that was frozen, in canonical JSON",
        "entries": "listing, version, its fingerprint, supplier, title, total in satang, note, reason of rejection",
        "direct": "whether a direct purchase of one listing made it",
    }


class ShortlistGivenUp(Event):
    """An open list was given up."""

    code = "catalog.shortlist_given_up"
    sentence = _("A shortlist was given up")
    fields = {"reason": "the reason, as written"}


class SavedSearchMatched(Event):
    """New listings match a search that somebody keeps with an alert. At most once a day for each search."""

    code = "catalog.saved_search_matched"
    sentence = _("New listings match a saved search")
    fields = {
        "count": "how many are new",
        "listings": "references of the first of them",
        "by_mail": "whether the person asked for an e-mail as well",
    }
    personal = {"name": "what the person calls the search", "to": "reference of the person"}
