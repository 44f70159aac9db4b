"""The states of a report, from its receipt until it stands in a case or ends without one."""

from typing import Final

from caseapp.rules.codes.cases import REPORT_STATES
from caseapp.rules.lifecycle import Lifecycle, Move

REPORTS: Final = Lifecycle(
    name="report",
    states=REPORT_STATES.codes,
    initial="received",
    moves=(
        # A case was opened for the report, or the report joined one that was open: the initial
        # assessment of Decree 56/2017 Art. 26.2 is made there.
        # What ended without a case may still be taken into one, when more becomes known.
        Move("screen", frozenset({"received", "ended"}), "screened"),
        # The case was entered by mistake: its reports wait for the officer again.
        Move("release", frozenset({"screened"}), "received"),
        # Proposed with a reason, decided by another: nobody alone lets a report disappear.
        Move("end", frozenset({"received"}), "ended"),
    ),
)
