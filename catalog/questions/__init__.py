"""Question sets: what a listing must answer, as data. Drives form, validation, display, filter, index and comparison.

Nothing here knows a category by name, a database or a page; `definitions()` reads the files under `catalog/data`.
"""

from catalog.questions.kinds import KINDS, Kind, register_kind
from catalog.questions.question import Option, Question, Text
from catalog.questions.sets import Block, BrokenData, CategoryNode, Definitions, QuestionSet, Unit, Usage, definitions

__all__ = [
    "KINDS",
    "Block",
    "BrokenData",
    "CategoryNode",
    "Definitions",
    "Kind",
    "Option",
    "Question",
    "QuestionSet",
    "Text",
    "Unit",
    "Usage",
    "definitions",
    "register_kind",
]
