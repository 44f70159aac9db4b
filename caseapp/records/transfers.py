"""Cases that pass from one unit to another, or by letter to another province."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, or_, select, text, true
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.cases import Case
from caseapp.records.columns import (
    Entered,
    Key,
    MaybeDay,
    MaybeStamp,
    Sealed,
    UnitRef,
    UserRef,
    Versioned,
    Word,
)
from caseapp.records.db import Row
from caseapp.records.listing import within_given
from caseapp.rules.access import Act

_OPEN = text("state IN ('proposed', 'waiting', 'refused', 'letter_sent')")


class Transfer(Entered, Versioned, Row):
    """A case is to pass from a unit to another, or (`to_area_id` empty) to another province.

    Ids, moments and sealed words only, so that it can be asked before anything of the case is
    open: `contact` is whom to call, `answer` why it was refused, `decision` what the supervisor
    said; a letter has its number and addressee, its receipt a name and a paper. `entered_by` began
    it, `sent_by` asked for the sending unit; `decided_at` is also when it was withdrawn.
    """

    __tablename__ = "transfers"
    __table_args__ = (
        Index("ix_transfers_case", "case_id", "state"),
        Index("ix_transfers_from", "from_area_id", "state"),
        Index("ix_transfers_to", "to_area_id", "state"),
        Index("ix_transfers_waiting", "state", "due_at"),
        Index(
            "ix_transfers_open", "case_id", unique=True,
            sqlite_where=_OPEN, postgresql_where=_OPEN,
        ),
    )  # fmt: skip
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="RESTRICT"))
    from_area_id: Mapped[UnitRef]
    to_area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id", ondelete="RESTRICT"))
    state: Mapped[Word]
    why: Mapped[Word]
    contact: Mapped[Sealed]
    sent_at: Mapped[MaybeStamp]
    sent_by: Mapped[UserRef]
    remind_at: Mapped[MaybeStamp]
    due_at: Mapped[MaybeStamp]
    answered_at: Mapped[MaybeStamp]
    answered_by: Mapped[UserRef]
    answer: Mapped[Sealed]
    decided_at: Mapped[MaybeStamp]
    decided_by: Mapped[UserRef]
    decision: Mapped[Sealed]
    letter_on: Mapped[MaybeDay]
    letter_number: Mapped[Sealed]
    addressee: Mapped[Sealed]
    received_on: Mapped[MaybeDay]
    received_by: Mapped[Sealed]
    received_paper: Mapped[Sealed]


@cache
def between(act: Act, *, within_units: bool) -> Select[Any]:
    """Return the cases that an act on transfers reaches: of all units, or of the `units` given when
    it is sent. Made once for each.
    """

    def within(*columns: Any) -> Any:  # noqa: ANN401 - columns, and what is asked of them
        return within_given(*columns) if within_units else true()

    asked = select(Case.id, Case.code, Case.child_id).where(Case.deleted_at.is_(None))
    if act == Act.TRANSFER_ASK:
        return asked.where(within(Case.area_id), Case.state != "closed")
    asked = asked.join(Transfer, Transfer.case_id == Case.id).distinct()
    to_them = Transfer.state.in_(("waiting", "refused", "stays"))
    if act == Act.TRANSFER_ACCEPT:
        return asked.where(within(Transfer.to_area_id), Transfer.state == "waiting")
    return asked.where(or_(within(Transfer.from_area_id), within(Transfer.to_area_id) & to_them))
