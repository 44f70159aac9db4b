"""What is told of a report that passes from one unit to another."""

from __future__ import annotations

from typing import Final

from caseapp.rules.acts import Act
from caseapp.rules.notice_kinds.kind import NEW, Kind, kind
from caseapp.rules.values import msgid

KINDS: Final[tuple[Kind, ...]] = (
    # Decree 56/2017, Art. 26.1: passed on at once, and nothing is passed until received.
    kind(
        "report_forwarded", "forwarded",
        msgid("Another unit forwards a report to you: take it over or refuse it"),
        Act.REPORT_RECEIVE, Act.REPORT_FORWARD, Act.REPORT_ASSIGN_UNIT, short=NEW,
    ),
    kind(
        "forwarding_received", "sent",
        msgid("The report that you forwarded has been taken over"), known=True,
    ),
    kind(
        "forwarding_assigned", "sent",
        msgid("The supervisor has assigned the report that you forwarded"), known=True,
    ),
    kind(
        "forwarding_refused", "report",
        msgid("The other unit refuses the report that you forwarded: you answer for it"),
        Act.REPORT_FORWARD, Act.REPORT_ASSIGN_UNIT, Act.REPORT_SCREEN, known=True,
    ),
    kind(
        "unit_disputed", "disputed",
        msgid("Nobody takes over a forwarded report: say which unit answers"),
        Act.REPORT_RECEIVE, Act.REPORT_FORWARD, Act.REPORT_ASSIGN_UNIT, Act.REPORT_SCREEN,
        short=NEW,
    ),
    kind(
        "unit_assigned", "report",
        msgid("The supervisor has assigned this report to your unit"), known=True,
    ),
)  # fmt: skip
