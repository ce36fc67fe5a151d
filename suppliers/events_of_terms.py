"""What can happen to the supplier's terms: a version is published, a company accepts it."""

from django.utils.translation import gettext_lazy as _

from marketplace.audit import Event


class TermsPublished(Event):
    """A version of the supplier's terms was published; its text never changes again."""

    code = "suppliers.terms_published"
    sentence = _("A version of the supplier's terms was published")
    fields = {
        "number": "number of the version",
        "sha256": "hash of the text in both languages",
        "effective_from": "day from which it holds, ISO",
    }
    public = True


class TermsAccepted(Event):
    """The owner of a company's account accepted a version of the supplier's terms."""

    code = "suppliers.terms_accepted"
    sentence = _("The supplier's terms were accepted")
    fields = {"number": "number of the version", "sha256": "hash of the text that was shown, in both languages"}
