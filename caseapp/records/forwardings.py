"""Reports that pass from one unit to another: sent, waited for, received or refused."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, select, true
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Entered, Key, MaybeStamp, Sealed, Stamp, UnitRef, UserRef, Word
from caseapp.records.db import Row
from caseapp.records.listing import within_given
from caseapp.records.reports import Report
from caseapp.rules.access import Act


class Forwarding(Entered, Row):
    """A report is to pass from a unit to another; until `answered_at` the first answers for it.

    Ids, moments and sealed words only, so that it can be asked before anything of the report is
    open: `contact` is whom to call, `answer` why it was refused or to whom it was assigned.
    `answers_version` is the Mẫu 01 that the first unit had recorded when the report passed.
    """

    __tablename__ = "forwardings"
    __table_args__ = (
        Index("ix_forwardings_report", "report_id", "state"),
        Index("ix_forwardings_from", "from_area_id", "state"),
        Index("ix_forwardings_to", "to_area_id", "state"),
        Index("ix_forwardings_waiting", "state", "due_at"),
    )
    id: Mapped[Key]
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="RESTRICT"))
    from_area_id: Mapped[UnitRef]
    to_area_id: Mapped[UnitRef]
    state: Mapped[Word] = mapped_column(default="waiting")
    due_at: Mapped[Stamp]
    contact: Mapped[Sealed]
    answered_at: Mapped[MaybeStamp]
    answered_by: Mapped[UserRef]
    answer: Mapped[Sealed]
    assigned_area_id: Mapped[int | None] = mapped_column(
        ForeignKey("areas.id", ondelete="RESTRICT")
    )
    answers_version: Mapped[int | None]


@cache
def passing(act: Act, *, within_units: bool) -> Select[Any]:
    """Return the reports that an act on forwardings reaches: of all units, or of the `units` given
    when it is sent. Made once for each.
    """

    def within(*columns: Any) -> Any:  # noqa: ANN401 - columns, and what is asked of them
        return within_given(*columns) if within_units else true()

    alive = Report.deleted_at.is_(None)
    asked = select(Report.id, Report.code, Report.child_id).where(alive)
    if act == Act.REPORT_FORWARD:
        return asked.where(
            within(Report.area_id), Report.state == "received", Report.imported.is_(False)
        )
    asked = asked.join(Forwarding, Forwarding.report_id == Report.id).distinct()
    if act == Act.REPORT_RECEIVE:
        return asked.where(within(Forwarding.to_area_id), Forwarding.state == "waiting")
    if act == Act.REPORT_READ_FORWARDED:
        return asked.where(within(Forwarding.from_area_id))
    return asked.where(
        within(Forwarding.from_area_id, Forwarding.to_area_id),
        Report.state == "received",
        Forwarding.state.in_(("waiting", "refused")),
    )
