"""The grounds that the law lists, in its order, for the forms that ask for one. Knows no purchase."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.law import clauses
from marketplace.law.clauses import Clause

#: Section 56(1): selection method.
SELECTION = (
    clauses.ACT_56_1_A,
    clauses.ACT_56_1_B,
    clauses.ACT_56_1_C,
    clauses.ACT_56_1_D,
    clauses.ACT_56_1_E,
    clauses.ACT_56_1_F,
    clauses.ACT_56_1_G,
    clauses.ACT_56_1_H,
)
#: Section 56(2): specific method.
SPECIFIC = (
    clauses.ACT_56_2_A,
    clauses.ACT_56_2_B,
    clauses.ACT_56_2_C,
    clauses.ACT_56_2_D,
    clauses.ACT_56_2_E,
    clauses.ACT_56_2_F,
    clauses.ACT_56_2_G,
    clauses.ACT_56_2_H,
)
#: Section 67: cancelling before signing.
CANCELLATION = (clauses.ACT_67_1, clauses.ACT_67_2, clauses.ACT_67_3, clauses.ACT_67_4)
#: Section 102: waiving or reducing a penalty, extending time.
RELIEF = (clauses.ACT_102_1, clauses.ACT_102_2, clauses.ACT_102_3, clauses.ACT_102_4)
#: Section 103: terminating a contract.
TERMINATION = (clauses.ACT_103_1, clauses.ACT_103_2, clauses.ACT_103_3, clauses.ACT_103_4)
#: Section 109: naming a work abandoner.
ABANDONMENT = (
    clauses.ACT_109_1,
    clauses.ACT_109_2,
    clauses.ACT_109_3,
    clauses.ACT_109_4,
    clauses.ACT_109_5,
    clauses.ACT_109_6,
)


@dataclass(frozen=True)
class Inadmissible:
    """One case in which an appeal is not admitted: its words and the provision that says so."""

    words: str | Promise
    basis: Clause


#: Why an appeal is not admitted (s. 114-117 and the ministerial regulation on what cannot be appealed), by code. The
#: regulation of B.E. 2568 adds six cases; five of them are known, the sixth is not listed here until it is.
INADMISSIBLE: dict[str, Inadmissible] = {
    "114": Inadmissible(_("The appellant is no tenderer in this purchase"), clauses.ACT_114),
    "115.1": Inadmissible(_("The appeal is against the choice of the method or of the criteria"), clauses.ACT_115),
    "115.2": Inadmissible(_("The appeal is against a cancellation under section 67"), clauses.ACT_115),
    "116": Inadmissible(_("The appeal states neither facts nor reasons"), clauses.ACT_116),
    "117": Inadmissible(_("The appeal came after the appeal period"), clauses.ACT_117),
    "MR.1": Inadmissible(_("The appellant is not registered where registration is required"), clauses.MR_APPEAL),
    "MR.2": Inadmissible(_("The purchase was an urgent selection under section 56(1)(c)"), clauses.MR_APPEAL),
    "MR.3": Inadmissible(_("The appellant lacks a qualification or has a prohibited characteristic"), clauses.MR_APPEAL),
    "MR.4": Inadmissible(_("The appellant passed off the work of another as its own"), clauses.MR_APPEAL),
    "MR.5": Inadmissible(_("The appellant won and refused to sign"), clauses.MR_APPEAL),
}
