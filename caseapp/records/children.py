"""Children, where they live, their special circumstances, and which units may open them."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseapp.records.columns import (
    ChildRef,
    Day,
    Entered,
    Key,
    MaybeDay,
    MaybeStamp,
    Name,
    Sealed,
    UnitRef,
    Versioned,
    Word,
)
from caseapp.records.db import Row


class SubjectKey(Row):
    """A child's own key, wrapped by the instance's; erasing it erases what it sealed.

    A report without a child has one of its own until the child is known.
    """

    __tablename__ = "subject_keys"
    id: Mapped[Key]
    wrapped: Mapped[bytes | None] = mapped_column(LargeBinary)
    destroyed_at: Mapped[MaybeStamp]


class Child(Entered, Versioned, Row):
    """A child as recorded; whether it is still under 16 is a question to ask with a day.

    While its name is hidden, `hidden_name` holds it sealed and the code stands in its place, so
    that no list, search, notice or print can tell it.
    """

    __tablename__ = "children"
    __table_args__ = (
        CheckConstraint("sex IN ('male','female','unknown')"),
        Index("ix_children_folded", "folded_name"),
        Index(
            "ix_children_merged",
            "merged_into_id",
            "id",
            sqlite_where=text("merged_into_id IS NOT NULL"),
            postgresql_where=text("merged_into_id IS NOT NULL"),
        ),
        Index(
            "ix_children_counted",
            "id",
            "sex",
            "date_of_birth",
            "ethnicity",
            "merged_into_id",
            "deleted_at",
            "counted",
            sqlite_where=text("counted = 1"),
            postgresql_where=text("counted"),
        ),
    )
    id: Mapped[Key]
    code: Mapped[Word] = mapped_column(unique=True)
    ref: Mapped[str | None] = mapped_column(String(100), unique=True)
    full_name: Mapped[Name]
    folded_name: Mapped[Name]
    sex: Mapped[Word]
    date_of_birth: Mapped[MaybeDay]
    birth_precision: Mapped[Word] = mapped_column(default="")
    personal_id: Mapped[Sealed]
    personal_id_mac: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    personal_id_missing: Mapped[Word] = mapped_column(default="", server_default="")
    birth_registration: Mapped[Word] = mapped_column(default="", server_default="")
    birth_certificate: Mapped[Sealed]
    ethnicity: Mapped[Word] = mapped_column(default="")
    address: Mapped[str] = mapped_column(String(500), default="")
    guardian_name: Mapped[Name] = mapped_column(default="")
    guardian_relation: Mapped[Word] = mapped_column(default="")
    guardian_phone: Mapped[Word] = mapped_column(default="")
    hidden_name: Mapped[Sealed]
    key_id: Mapped[int | None] = mapped_column(ForeignKey("subject_keys.id", ondelete="RESTRICT"))
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("children.id", ondelete="RESTRICT")
    )
    deleted_at: Mapped[MaybeStamp]
    counted: Mapped[bool] = mapped_column(default=False, server_default=false())
    units: Mapped[list[ChildUnit]] = relationship(cascade="all, delete-orphan")


class ChildUnit(Row):
    """A unit that may open this child: where it lives, and where a report or case of it lies.

    `folded_name` is the child's, kept here by triggers, so that a unit's children stand in one
    index by name: its list is read off it page by page, and a search walks it and nothing else.
    """

    __tablename__ = "child_units"
    __table_args__ = (
        Index("ix_child_units_area", "area_id", "child_id"),
        Index("ix_child_units_name", "area_id", "folded_name", "child_id"),
    )
    child_id: Mapped[ChildRef] = mapped_column(primary_key=True)
    area_id: Mapped[UnitRef] = mapped_column(primary_key=True)
    folded_name: Mapped[Name] = mapped_column(default="", server_default="")


class Residence(Entered, Row):
    """A child lived in a unit from a day until another (exclusive; empty = still)."""

    __tablename__ = "residences"
    __table_args__ = (
        Index("ix_residences_child", "child_id", "valid_from", unique=True),
        Index(
            "ix_residences_counted",
            "child_id",
            "valid_from",
            "valid_until",
            "unit_id",
            "counted",
            sqlite_where=text("counted = 1"),
            postgresql_where=text("counted"),
        ),
        CheckConstraint("valid_until IS NULL OR valid_until > valid_from"),
    )
    id: Mapped[Key]
    child_id: Mapped[ChildRef]
    unit_id: Mapped[UnitRef]
    valid_from: Mapped[Day]
    valid_until: Mapped[MaybeDay]
    first: Mapped[bool] = mapped_column(Boolean, default=False)
    counted: Mapped[bool] = mapped_column(default=False, server_default=false())


class Circumstance(Entered, Row):
    """A child is in a group of Art. 10 of the Law on Children, or at risk of it, between days."""

    __tablename__ = "circumstances"
    __table_args__ = (
        CheckConstraint("status IN ('confirmed','at_risk')"),
        CheckConstraint("valid_until IS NULL OR valid_until > valid_from"),
        Index("ix_circumstances_child", "child_id", "group_code", "status", "valid_from"),
        Index(
            "ix_circumstances_days",
            "valid_from",
            "valid_until",
            "child_id",
            "group_code",
            "status",
            "deleted_at",
            sqlite_where=text("status = 'confirmed' AND deleted_at IS NULL"),
            postgresql_where=text("status = 'confirmed' AND deleted_at IS NULL"),
        ),
    )
    id: Mapped[Key]
    child_id: Mapped[ChildRef]
    group_code: Mapped[Word]
    subgroup: Mapped[Word] = mapped_column(default="")
    status: Mapped[Word]
    valid_from: Mapped[Day]
    valid_until: Mapped[MaybeDay]
    evidence: Mapped[Sealed]
    deleted_at: Mapped[MaybeStamp]


class Assistance(Entered, Row):
    """Help given to a child on a day, until a day, or still running (`open_ended`).

    `value` is in đồng. `confirmed_on` is when it was last said that it still runs, `ended_at` when
    its end was recorded. `activity_id` is the activity of a plan that it carries out, `batch_id`
    the entry for a list of children. A row that was entered by mistake is withdrawn with a reason
    (`deleted_at`) and stays.
    """

    __tablename__ = "assistance"
    __table_args__ = (
        Index(
            "ix_assistance_child",
            "child_id",
            "given_on",
            "kind",
            "given_until",
            "open_ended",
            "deleted_at",
        ),
        Index(
            "ix_assistance_running",
            "child_id",
            "confirmed_on",
            "given_on",
            sqlite_where=text("open_ended = 1 AND deleted_at IS NULL"),
            postgresql_where=text("open_ended AND deleted_at IS NULL"),
        ),
        Index(
            "ix_assistance_batch",
            "batch_id",
            sqlite_where=text("batch_id IS NOT NULL"),
            postgresql_where=text("batch_id IS NOT NULL"),
        ),
        Index(
            "ix_assistance_activity",
            "activity_id",
            sqlite_where=text("activity_id IS NOT NULL"),
            postgresql_where=text("activity_id IS NOT NULL"),
        ),
    )
    id: Mapped[Key]
    child_id: Mapped[ChildRef]
    kind: Mapped[Word]
    given_on: Mapped[Day]
    given_until: Mapped[MaybeDay]
    open_ended: Mapped[bool] = mapped_column(Boolean, default=False)
    provider: Mapped[Name] = mapped_column(default="")
    note: Mapped[Sealed]
    value: Mapped[int | None] = mapped_column(Integer)
    in_kind: Mapped[Sealed]
    confirmed_on: Mapped[MaybeDay]
    ended_at: Mapped[MaybeStamp]
    deleted_at: Mapped[MaybeStamp]
    why_deleted: Mapped[Sealed]
    # Added by ALTER TABLE.
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("plan_activities.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("assistance_batches.id"))
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    deleted_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


_MARK_CHILD = """\
    UPDATE children SET counted = 1 WHERE id = NEW.child_id AND counted = 0;
    UPDATE residences SET counted = 1 WHERE child_id = NEW.child_id AND counted = 0;"""


def _marking(table: str, when: str, columns: str) -> tuple[str, ...]:
    """Return the two triggers by which a table's rows mark their child."""
    return tuple(
        f"CREATE TRIGGER {table}_counted_{name} AFTER {event} ON {table}\n"
        f"    WHEN {when} BEGIN\n{_MARK_CHILD} END"
        for name, event in (("insert", "INSERT"), ("update", f"UPDATE OF {columns}"))
    )


COUNTED_TRIGGERS = (
    *_marking("circumstances", "NEW.status = 'confirmed'", "status, child_id"),
    *_marking("reports", "NEW.child_id IS NOT NULL", "child_id"),
    *_marking("impacts", "NEW.child_id IS NOT NULL", "child_id"),
    """CREATE TRIGGER residences_counted_insert AFTER INSERT ON residences
    WHEN NEW.counted = 0 AND (SELECT counted FROM children WHERE id = NEW.child_id) = 1
    BEGIN UPDATE residences SET counted = 1 WHERE id = NEW.id; END""",
    """CREATE TRIGGER residences_counted_update AFTER UPDATE OF child_id ON residences
    WHEN (SELECT counted FROM children WHERE id = NEW.child_id) = 1
    BEGIN UPDATE residences SET counted = 1 WHERE id = NEW.id; END""",
)
"""Keep `counted`: a figure may ask about the child, who has or had a confirmed circumstance, a
report or a disaster's impact. It only narrows two covering indexes; it never says who counts."""

NAME_TRIGGERS = (
    """CREATE TRIGGER child_units_named_insert AFTER INSERT ON child_units
    WHEN NEW.folded_name = ''
    BEGIN UPDATE child_units SET folded_name =
        (SELECT folded_name FROM children WHERE id = NEW.child_id)
        WHERE child_id = NEW.child_id AND area_id = NEW.area_id; END""",
    """CREATE TRIGGER children_named_update AFTER UPDATE OF folded_name ON children
    WHEN NEW.folded_name <> OLD.folded_name
    BEGIN UPDATE child_units SET folded_name = NEW.folded_name WHERE child_id = NEW.id; END""",
)
"""Keep a child's name beside each of its units; who writes it with the row spares the first."""
