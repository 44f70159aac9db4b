"""The states of a case: the officer proposes closing, the chair decides it."""

from typing import Final

from caseapp.rules.codes.cases import CASE_STATES
from caseapp.rules.lifecycle import Lifecycle, Move

# Decree 56/2017 Art. 30.1: after the review the officer proposes closing when the child is no
# longer at risk and stable; otherwise a new round begins, in the same case.
CASES: Final = Lifecycle(
    name="case",
    states=CASE_STATES.codes,
    initial="open",
    moves=(
        Move("propose_closing", frozenset({"open"}), "closing_proposed"),
        Move("return_closing", frozenset({"closing_proposed"}), "open"),
        Move("close", frozenset({"closing_proposed"}), "closed"),
        Move("reopen", frozenset({"closed"}), "open"),
    ),
)
