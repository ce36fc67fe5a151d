"""The gate for files that people hand in, and the only way to them afterwards. Must not know what a file is for.

    stored = files.receive(upload, by=actor)          # looked into, kept privately under a random name
    address = files.link(stored, actor, about=bid)    # signed, ends after ten minutes, for this reader alone

A form's `FileField` looks into a file while the form is judged, so that the sentence stands at the field.
"""

from marketplace.kernel.files.gate import DOCUMENTS, By, Hint, Looked, accepted, inspect, largest, receive
from marketplace.kernel.files.kinds import KINDS
from marketplace.kernel.files.links import LinkEnded, LinkOfAnother, follow, link
from marketplace.kernel.files.scanning import ScannerAway

__all__ = [
    "DOCUMENTS",
    "KINDS",
    "By",
    "Hint",
    "LinkEnded",
    "LinkOfAnother",
    "Looked",
    "ScannerAway",
    "accepted",
    "follow",
    "inspect",
    "largest",
    "link",
    "receive",
]
