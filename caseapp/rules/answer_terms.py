"""Until when an agency is to answer a referral: a reminder first, then the supervisor.

And until when it is to take note of what was added since: then whoever added it must call.

No law sets a limit for these answers (Law on Children, Art. 52 obliges to work together): both are
internal targets of the city, "bản chờ đối chiếu" against what it agrees on with its agencies.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from caseapp.rules.calendar import OFFICIAL, Calendar, end_of_working_day
from caseapp.rules.clocks import Standing, standing
from caseapp.rules.values import LOCAL, local_day

WAITING: Final = ("sent", "received")
"""States in which the agency owes an answer."""


@dataclass(frozen=True)
class AnswerTerm:
    """So many working days after the day of sending; `confirmed` once agreed on."""

    name: str
    working_days: int
    source: str
    confirmed: bool = False


REMINDER: Final = AnswerTerm(
    "reminder", 2, "Mục tiêu nội bộ; Luật Trẻ em 102/2016/QH13, Điều 52 không định thời hạn"
)
ANSWER: Final = AnswerTerm(
    "answer", 3, "Mục tiêu nội bộ; Luật Trẻ em 102/2016/QH13, Điều 52 không định thời hạn"
)

NOTE: Final = AnswerTerm(
    "note", 1, "Mục tiêu nội bộ; Luật Trẻ em 102/2016/QH13, Điều 52 không định thời hạn"
)
"""New danger waits for no second day."""


def due(term: AnswerTerm, sent_on: date, calendar: Calendar = OFFICIAL) -> datetime:
    """Return the end of a term's last working day, the day of sending not counted."""
    morning = datetime.combine(sent_on, time(), LOCAL)
    return end_of_working_day(morning, term.working_days, calendar)


def late_until(now: datetime, calendar: Calendar = OFFICIAL) -> date:
    """Return the newest day of sending from which an answer is late now: so are all before it."""
    day = local_day(now)
    while due(ANSWER, day, calendar) >= now:
        day -= timedelta(days=1)
    return day


def owed(
    state: str, sent_on: date | None, now: datetime, calendar: Calendar = OFFICIAL
) -> Standing | None:
    """Return how long the answer may still take; None when none is owed.

    It is `soon` from the reminder on.
    """
    if state not in WAITING or sent_on is None:
        return None
    end = due(ANSWER, sent_on, calendar)
    return standing(end, now, soon=end - due(REMINDER, sent_on, calendar))


def to_note(added: datetime, now: datetime, calendar: Calendar = OFFICIAL) -> Standing:
    """Return how long an agency may still take to note what was added at that moment."""
    return standing(end_of_working_day(added, NOTE.working_days, calendar), now)
