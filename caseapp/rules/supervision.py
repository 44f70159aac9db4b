"""The supervisor's desk: which lists there are, and from when on a case stands in each.

The law obliges to carry a plan out and to watch over it (Decree 56/2017, Art. 29) and sets no days
for it: these are ours, and say so. A change of a number is a change of its row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from caseapp.rules.answer_terms import ANSWER
from caseapp.rules.codes.code_list import PENDING
from caseapp.rules.visits import rhythms_on

_OURS: Final = "Quy ước của phần mềm; Nghị định 56/2017/NĐ-CP, Điều 29 không ấn định số ngày"
_CLOSING: Final = "Quy ước của phần mềm; Nghị định 56/2017/NĐ-CP, Điều 30 không ấn định số ngày"
_PEOPLE: Final = "Quy ước của phần mềm; không văn bản nào ấn định"


@dataclass(frozen=True)
class Watch:
    """A list of the desk: the `number` that decides who stands in it, and where it comes from.

    `number` is of days, of working days or of times, as the list says; None where there is none.
    """

    name: str
    number: int | None
    source: str
    confirmed: bool = False

    @property
    def citation(self) -> str:
        """The source, with the warning while it is not confirmed."""
        return self.source if self.confirmed else f"{self.source} ({PENDING})"


LATE: Final = Watch(
    "late-clocks", None,
    "Nghị định 56/2017/NĐ-CP, Điều 26, 28, 31, 32; thời hạn trả lời giữa hai đơn vị là nội bộ",
)  # fmt: skip
UNASSIGNED: Final = Watch("unassigned-cases", None, "Nghị định 56/2017/NĐ-CP, Điều 26, 29")
UNANSWERED: Final = Watch("unanswered-referrals", ANSWER.working_days, ANSWER.source)
UNSEEN: Final = Watch("unseen-children", None, _OURS)
IDLE: Final = Watch("idle-plans", 30, _OURS)
HIGH_CLOSED: Final = Watch("closed-high-risk", 365, _CLOSING)
REOPENED: Final = Watch("reopened-cases", 2, _CLOSING)
LOAD: Final = Watch("officer-load", None, _PEOPLE)
AWAY: Final = Watch("absences", 14, _PEOPLE)

WATCHES: Final = (
    LATE, UNASSIGNED, UNANSWERED, UNSEEN, IDLE, HIGH_CLOSED, REOPENED, LOAD, AWAY
)  # fmt: skip
"""Every list, the most pressing first.

Why so: an answer is late as soon as the supervisor is told of it. A child is to be seen as often as
its level of risk asks. A plan in which nothing was done for 30 days has stood still for as long as
the longest of these rhythms. A case that was closed at high risk is watched for a year: a child
that is still in danger shows it within that time. Once may be a mistake; a case that was opened
again twice was closed too early. Within 14 days a successor can still be found for an officer.
"""

UNJUDGED_AS: Final = "high"
"""While nobody has judged the risk, the child is to be seen as often as at the highest."""

LEVELS: Final = ("high", "", "medium", "low")
"""Levels of risk, the most pressing first; '' is not judged yet."""


def unseen_before(today: date) -> Mapping[str, date]:
    """Return for each level, '' too, the day before which a last sight is too long ago."""
    days = {level: row.days for level, row in rhythms_on(today).items()}
    return {
        level: today - timedelta(days=days[level or UNJUDGED_AS])
        for level in LEVELS
        if (level or UNJUDGED_AS) in days
    }


def idle_before(today: date) -> date:
    """Return the day before which what was done last in a plan is too long ago."""
    return today - timedelta(days=IDLE.number or 0)


def closed_from(today: date) -> date:
    """Return the first day of closing that is still looked at."""
    return today - timedelta(days=HIGH_CLOSED.number or 0)


def ends_until(today: date) -> date:
    """Return the last day on which a role may end, exclusive as it is kept, to be told of now."""
    return today + timedelta(days=AWAY.number or 0)
