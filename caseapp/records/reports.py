"""Abuse reports, the incidents they tell of, and the answers of their official form."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import (
    Entered,
    Key,
    MaybeDay,
    MaybeStamp,
    Name,
    NamingRef,
    Sealed,
    Stamp,
    UnitRef,
    UserRef,
    Versioned,
    Word,
)
from caseapp.records.db import Row


class Report(Entered, Versioned, Row):
    """Information received about a child: `received_at` starts the 12-hour clock.

    `area_id` is the unit that answers for it now, `event_unit_id` the unit where it happened
    as it was on that day. An imported report is history: it runs no clock. Nor does one of a paper
    file whose clock had ended `before_use`. Reports about several children of one event name the
    one that was logged first as `first_id`.
    """

    __tablename__ = "reports"
    __table_args__ = (
        Index("ix_reports_desk", "area_id", "received_at", "id"),
        Index("ix_reports_received", "received_at", "id"),
        Index("ix_reports_child", "child_id"),
        Index(
            "ix_reports_first",
            "first_id",
            sqlite_where=text("first_id IS NOT NULL"),
            postgresql_where=text("first_id IS NOT NULL"),
        ),
        Index("ix_reports_case", "case_id", "area_id"),
        Index("ix_reports_place", "id", "area_id", unique=True),
        ForeignKeyConstraint(
            ["case_id", "area_id"],
            ["cases.id", "cases.area_id"],
            name="fk_reports_case_area",
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
    )
    id: Mapped[Key]
    code: Mapped[Word] = mapped_column(unique=True)
    ref: Mapped[str | None] = mapped_column(String(100), unique=True)
    area_id: Mapped[UnitRef]
    event_unit_id: Mapped[UnitRef]
    child_id: Mapped[int | None] = mapped_column(ForeignKey("children.id", ondelete="RESTRICT"))
    case_id: Mapped[int | None]
    first_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id"))  # by ALTER TABLE
    key_id: Mapped[int | None] = mapped_column(ForeignKey("subject_keys.id", ondelete="RESTRICT"))
    subject: Mapped[Word] = mapped_column(default="")
    channel: Mapped[Word] = mapped_column(default="")
    child_name: Mapped[Name] = mapped_column(default="")
    received_at: Mapped[Stamp]
    signed_at: Mapped[MaybeStamp]
    state: Mapped[Word] = mapped_column(default="received")
    imported: Mapped[bool] = mapped_column(default=False)
    before_use: Mapped[bool] = mapped_column(default=False, server_default=false())
    narrative: Mapped[Sealed]
    suspect: Mapped[Sealed]
    ended_at: Mapped[MaybeStamp]
    ended_by: Mapped[UserRef]
    ending: Mapped[Sealed]
    ended_naming_id: Mapped[NamingRef]
    deleted_at: Mapped[MaybeStamp]


class Incident(Entered, Row):
    """What is said to have happened: types and settings (codes joined by `;`), how certain.

    A report counts with its strongest incident (contracts §4). `stated_by` is who set the
    certainty, on the `ground`; `occurred_on` is as well known as `occurred_precision` says.
    """

    __tablename__ = "incidents"
    __table_args__ = (
        CheckConstraint("certainty IN ('suspected','confirmed','unfounded')"),
        Index("ix_incidents_report", "report_id", "area_id", "certainty"),
        ForeignKeyConstraint(
            ["report_id", "area_id"],
            ["reports.id", "reports.area_id"],
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
    )
    id: Mapped[Key]
    report_id: Mapped[int]
    area_id: Mapped[UnitRef]
    certainty: Mapped[Word]
    abuse_types: Mapped[str] = mapped_column(String(200), default="")
    settings: Mapped[str] = mapped_column(String(200), default="")
    occurred_on: Mapped[MaybeDay]
    occurred_precision: Mapped[Word] = mapped_column(default="", server_default="")
    stated_by: Mapped[Word] = mapped_column(default="", server_default="")
    place: Mapped[Sealed]
    ground: Mapped[Sealed]
    deleted_at: Mapped[MaybeStamp]


class Answers(Entered, Row):
    """One saved version of an official form's answers, sealed whole under the child's key.

    Rows are only ever added, so the history of each answer is here and sealed too.
    """

    __tablename__ = "answers"
    __table_args__ = (
        Index("ix_answers_report", "report_id", "area_id", "form", "version", unique=True),
        ForeignKeyConstraint(
            ["report_id", "area_id"],
            ["reports.id", "reports.area_id"],
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
    )
    id: Mapped[Key]
    report_id: Mapped[int]
    area_id: Mapped[UnitRef]
    form: Mapped[Word]
    edition: Mapped[Word]
    version: Mapped[int]
    sealed_answers: Mapped[Sealed]
    signed_at: Mapped[MaybeStamp]
