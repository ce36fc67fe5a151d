"""The grounds that the law lists, in its order, for the forms that ask for one. Knows no purchase."""

from marketplace.law import clauses

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
