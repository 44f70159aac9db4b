"""What is told of a report: its clock, its decision, its receipt, what is proposed about it."""

from __future__ import annotations

from typing import Final

from caseapp.rules.acts import Act
from caseapp.rules.notice_kinds.kind import NEW, Kind, kind
from caseapp.rules.values import msgid

KINDS: Final[tuple[Kind, ...]] = (
    # Decree 56/2017, Art. 26.3 and 31: the chair decides within 12 hours of the receipt.
    kind(
        "report_logged", "report",
        msgid("A report was logged: a decision on emergency measures is owed"),
        Act.MEASURE_DECIDE, Act.MEASURE_RECORD, Act.REPORT_END, Act.CLOCK_WATCH, short=NEW,
        rings="at_once",
    ),
    # Art. 26.3: serious harm to life, health or dignity asks for measures at once.
    kind(
        "harm_in_report", "report",
        msgid("An assessment rates the harm Cao: decide on emergency measures at once"),
        Act.MEASURE_DECIDE, Act.MEASURE_RECORD, Act.REPORT_END, short=msgid("Badly harmed"),
    ),
    kind(
        "measure_decided", "report",
        msgid("The chair has decided on emergency measures"),
        Act.MEASURE_DECIDE, Act.REPORT_SCREEN, Act.REPORT_END, known=True,
    ),
    kind(
        "report_proposed", "report",
        msgid("Something is proposed about a report: decide on it"),
        Act.REPORT_END, Act.REPORT_SCREEN, Act.REPORT_RECEIVE, Act.REPORT_ASSIGN_UNIT,
        short=NEW,
    ),
    kind(
        "proposal_decided", "report",
        msgid("It was decided on what you proposed about a report"), known=True,
    ),
    kind(
        "report_taken_back", "report",
        msgid("The supervisor has put back a report that was taken for a mistake"), known=True,
    ),
    kind(
        "clock_soon", "report", msgid("The 12 hours run out soon"),
        Act.MEASURE_DECIDE, Act.MEASURE_RECORD, Act.CLOCK_WATCH,
    ),
    kind(
        "clock_late", "report", msgid("The 12 hours have run out without a decision"),
        Act.MEASURE_DECIDE, Act.MEASURE_RECORD,
    ),
    kind(
        "decision_recorded", "report",
        msgid("A decision of yours was entered by another: confirm it, or say it was not so"),
        Act.MEASURE_CONFIRM, short=NEW,
    ),
    kind(
        "decision_unconfirmed", "report",
        msgid("A decision given by telephone or on paper still waits for its confirmation"),
        Act.MEASURE_CONFIRM, short=msgid("Overdue"),
    ),
    kind(
        "decision_proved", "report",
        msgid("The signed scan of a decision of yours was attached"), known=True,
    ),
    kind(
        "decision_denied", "report",
        msgid("The chair says: it was not decided so. The 12 hours run on"),
        known=True,
    ),
    kind(
        "receipt_proposed", "report",
        msgid("A correction of the receipt would turn late into on time: decide on it"),
        Act.RECEIPT_DECIDE, short=NEW,
    ),
    kind(
        "receipt_corrected", "report",
        msgid("The moment of receipt was corrected, and the deadline with it"), known=True,
    ),
    kind(
        "receipt_declined", "report",
        msgid("The supervisor did not agree to correct the moment of receipt"), known=True,
    ),
    kind(
        "called_out", "report",
        msgid("You are called out, as next on the duty list: no decision stands yet"),
        Act.MEASURE_DECIDE, Act.REPORT_END, short=msgid("Your turn"),
        rings="at_once",
    ),
    # Contracts §2: the user and the supervisor are told of what a command did in a name.
    kind(
        "lone_report", "report",
        msgid("One person handled a report alone: review it"), Act.LONE_REVIEW,
    ),
    kind(
        "handled_alone", "report",
        msgid("The chair logged a report without you: look at it"), known=True,
    ),
)  # fmt: skip
