"""The people around a child, and who of them speaks for it: between which days."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, false
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import ChildRef, Day, Entered, Key, MaybeDay, Sealed, Versioned, Word
from caseapp.records.db import Row


class ChildPerson(Entered, Versioned, Row):
    """Somebody who cares for a child or lives with it, from a day until another (exclusive).

    `details` are the name, the telephone, the address and why not to call, sealed as one text;
    `phone_mac` is the keyed hash by which an equal number is found. `no_call`: this number is
    never called, since somebody may answer who must not know.
    """

    __tablename__ = "child_people"
    __table_args__ = (
        Index("ix_child_people_place", "id", "child_id", unique=True),
        Index("ix_child_people_child", "child_id"),
        Index("ix_child_people_phone", "phone_mac"),
        CheckConstraint("valid_until IS NULL OR valid_from IS NULL OR valid_until > valid_from"),
    )
    id: Mapped[Key]
    child_id: Mapped[ChildRef]
    relation: Mapped[Word]
    cares: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    lives_with: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    birth_year: Mapped[int | None]
    details: Mapped[Sealed]
    phone_mac: Mapped[bytes | None] = mapped_column(LargeBinary)
    no_call: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    valid_from: Mapped[MaybeDay]
    valid_until: Mapped[MaybeDay]


class Representative(Entered, Row):
    """Somebody speaks for the child, on a ground of the law, from a day until another (exclusive).

    The person is one of the child's own: both columns are the key.
    """

    __tablename__ = "representatives"
    __table_args__ = (
        Index("ix_representatives_person", "person_id", "child_id"),
        Index("ix_representatives_child", "child_id", "valid_from"),
        CheckConstraint("valid_until IS NULL OR valid_until > valid_from"),
        ForeignKeyConstraint(
            ["person_id", "child_id"],
            ["child_people.id", "child_people.child_id"],
            ondelete="RESTRICT",
        ),
    )
    id: Mapped[Key]
    child_id: Mapped[ChildRef]
    person_id: Mapped[int]
    ground: Mapped[Word]
    valid_from: Mapped[Day]
    valid_until: Mapped[MaybeDay]
