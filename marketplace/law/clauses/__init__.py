"""Every clause and house rule that the product rests on, as constants: `clauses.ACT_66`, `clauses.REG_22`,
`clauses.MR_SPECIFIC`, `clauses.HOUSE_STALE_PAGE`. The name is the code with underscores. Knows no rule value and no person.
"""

from marketplace.law.clauses.act import *  # noqa: F403
from marketplace.law.clauses.house import *  # noqa: F403
from marketplace.law.clauses.others import *  # noqa: F403
from marketplace.law.clauses.registry import Basis as Basis
from marketplace.law.clauses.registry import Clause as Clause
from marketplace.law.clauses.registry import HouseRule as HouseRule
from marketplace.law.clauses.registry import Layer as Layer
from marketplace.law.clauses.registry import UnknownBasis as UnknownBasis
from marketplace.law.clauses.registry import all_bases as all_bases
from marketplace.law.clauses.registry import basis as basis
from marketplace.law.clauses.registry import basis_by_slug as basis_by_slug
from marketplace.law.clauses.regulation import *  # noqa: F403
