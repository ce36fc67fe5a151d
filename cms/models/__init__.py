"""Pages of guidance and proposals to change a rule value."""

from cms.models.changes import RuleChange, RuleInLog
from cms.models.pages import (
    CircularClause,
    CircularPage,
    CircularRule,
    ClausePage,
    GuidanceCircular,
    GuidanceClause,
    GuidanceIndexPage,
    GuidancePage,
    GuidanceRule,
    HomePage,
)

__all__ = [
    "CircularClause",
    "CircularPage",
    "CircularRule",
    "ClausePage",
    "GuidanceCircular",
    "GuidanceClause",
    "GuidanceIndexPage",
    "GuidancePage",
    "GuidanceRule",
    "HomePage",
    "RuleChange",
    "RuleInLog",
]
