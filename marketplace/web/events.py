"""What these pages themselves can cause. Only the demo's clock."""

from django.utils.translation import gettext_lazy as _

from marketplace.audit import Event


class DemoClockMoved(Event):
    """A visitor of a demo moved its clock forward. Never happens in a real system."""

    code = "web.demo_clock_moved"
    sentence = _("The clock of the demo was moved forward")
    fields = {
        "was": "moment before, ISO",
        "now": "moment after, ISO",
        "to": "hour, next_working_day or deadline",
        "tender": "reference of the tender whose deadline was meant, or empty",
    }
    public = True
