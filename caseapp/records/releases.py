"""What was released for good, and what is proposed: the registry is only ever added to."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import (
    Day,
    Entered,
    Key,
    MaybeStamp,
    Sealed,
    Stamp,
    UserRef,
    Word,
)
from caseapp.records.db import Row

TRIGGERS: Final = (
    """CREATE TRIGGER releases_no_update BEFORE UPDATE ON releases
    BEGIN SELECT RAISE(ABORT, 'releases are never changed'); END""",
    """CREATE TRIGGER releases_no_delete BEFORE DELETE ON releases
    BEGIN SELECT RAISE(ABORT, 'releases are never changed'); END""",
    # INSERT OR REPLACE fires no delete trigger, so what it would replace is looked for as well.
    """CREATE TRIGGER releases_no_replace BEFORE INSERT ON releases
    WHEN EXISTS (SELECT 1 FROM releases WHERE id = NEW.id OR number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'releases are never changed'); END""",
)
"""SQLite's statements that guard the registry."""


class Release(Row):
    """A release that everybody may read: its number, who answers for it, its files as one archive.

    `edition` counts the releases of one layout over one period, `supersedes` is the number of the
    one before, '' for the first. `policy` is JSON: k, sensitive groups and clusters that it was
    protected by. `sha256` is that of the core files (statistics.releases), as printed in the
    release; `package_sha256` that of `package`, a zip of all public files. No row holds a count.
    """

    __tablename__ = "releases"
    __table_args__ = (
        Index("ix_releases_series", "layout", "first_day", "last_day", "edition", unique=True),
    )
    id: Mapped[Key]
    number: Mapped[Word] = mapped_column(unique=True)
    period: Mapped[Word]
    first_day: Mapped[Day]
    last_day: Mapped[Day]
    basis: Mapped[Word]
    frozen_id: Mapped[int] = mapped_column(ForeignKey("frozen_sheets.id", ondelete="RESTRICT"))
    layout: Mapped[Word]
    version: Mapped[int]
    edition: Mapped[int]
    supersedes: Mapped[Word] = mapped_column(default="", server_default=text("''"))
    k: Mapped[int]
    policy: Mapped[str] = mapped_column(Text)
    definition: Mapped[str] = mapped_column(String(500))
    cells: Mapped[int]
    hidden: Mapped[int]
    proposed_at: Mapped[Stamp]
    proposed_by: Mapped[UserRef]
    signed_at: Mapped[Stamp]
    signed_by: Mapped[UserRef]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    package_sha256: Mapped[bytes] = mapped_column(LargeBinary)
    package: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class ReleaseProposal(Entered, Row):
    """What one person proposes to release and another signs.

    `preparation` is all that was prepared, sealed until it is public; `sha256` that of its core
    files, to which the signature is bound; `seen` how much was known when it was
    protected and audited (exchange.release_registry). `note` is for the signer, `reason` says why
    it was sent back.
    """

    __tablename__ = "release_proposals"
    __table_args__ = (Index("ix_release_proposals_state", "state", "id"),)
    id: Mapped[Key]
    period: Mapped[Word]
    first_day: Mapped[Day]
    last_day: Mapped[Day]
    frozen_id: Mapped[int] = mapped_column(ForeignKey("frozen_sheets.id", ondelete="RESTRICT"))
    layout: Mapped[Word]
    version: Mapped[int]
    k: Mapped[int]
    cells: Mapped[int]
    hidden: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    seen: Mapped[int]
    preparation: Mapped[Sealed] = mapped_column(deferred=True)
    note: Mapped[Sealed]
    state: Mapped[Word] = mapped_column(default="proposed", server_default=text("'proposed'"))
    reason: Mapped[Sealed]
    decided_at: Mapped[MaybeStamp]
    decided_by: Mapped[UserRef]
    number: Mapped[Word] = mapped_column(default="", server_default=text("''"))
    """The number of the release that it became."""


class FigureExposure(Entered, Row):
    """Exact figures for the office alone that everybody can read by now, by their hand-out.

    `seen_on` is the day on which that was noticed, `seen_at` tells where, sealed. Rows are only
    ever added: what is known once stays known.
    """

    __tablename__ = "figure_exposures"
    id: Mapped[Key]
    hand_out_id: Mapped[int] = mapped_column(
        ForeignKey("figure_hand_outs.id", ondelete="RESTRICT"), unique=True
    )
    seen_on: Mapped[Day]
    seen_at: Mapped[Sealed]
