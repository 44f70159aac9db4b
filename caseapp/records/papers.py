"""The papers of a file: assessments, plans, minutes, decisions, placements, reviews."""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import (
    Entered,
    Key,
    MaybeDay,
    MaybeStamp,
    NamingRef,
    Sealed,
    Stamp,
    UnitRef,
    UserRef,
    Versioned,
    Word,
    tied,
)
from caseapp.records.db import Row

_ONE: Final = "(report_id IS NULL) <> (case_id IS NULL)"


class Paper(Entered, Versioned, Row):
    """A paper on a report or in a case; each `kind` has its table of states in the rules.

    What it says stands in its texts, the newest last. `follows_id` is the paper that it goes on
    from: the decision that a second one extends, the plan that a new round replaces. `happened_at`
    is when it was assessed, met or decided; `valid_until` is exclusive. `decision` are the words
    of who decided on it.
    """

    __tablename__ = "papers"
    __table_args__ = (
        CheckConstraint(_ONE),
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from"),
        Index("ix_papers_case", "case_id", "area_id", "kind"),
        Index("ix_papers_report", "report_id", "area_id", "kind"),
        Index("ix_papers_desk", "area_id", "kind", "state", "valid_until"),
        tied("papers", "report"),
        tied("papers", "case"),
    )
    id: Mapped[Key]
    kind: Mapped[Word]
    report_id: Mapped[int | None]
    case_id: Mapped[int | None]
    area_id: Mapped[UnitRef]
    edition: Mapped[Word] = mapped_column(default="")
    state: Mapped[Word]
    happened_at: Mapped[Stamp]
    valid_from: Mapped[MaybeDay]
    valid_until: Mapped[MaybeDay]
    level: Mapped[Word] = mapped_column(default="")
    proposed_level: Mapped[Word] = mapped_column(default="")
    submitted_at: Mapped[MaybeStamp]
    submitted_by: Mapped[UserRef]
    decided_at: Mapped[MaybeStamp]
    decided_by: Mapped[UserRef]
    naming_id: Mapped[NamingRef]
    signed_at: Mapped[MaybeStamp]
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("papers.id", ondelete="RESTRICT"))
    scan_id: Mapped[int | None] = mapped_column(ForeignKey("files.id", ondelete="RESTRICT"))
    decision: Mapped[Sealed]


class PaperText(Entered, Row):
    """What a paper says, in one saved version: sealed whole under the child's key, never changed.

    It bears the report or case of its paper, so that whatever keeps these keeps it too.
    """

    __tablename__ = "paper_texts"
    __table_args__ = (
        CheckConstraint(_ONE),
        Index("ix_paper_texts_paper", "paper_id", "area_id", "version", unique=True),
        Index("ix_paper_texts_case", "case_id", "area_id"),
        Index("ix_paper_texts_report", "report_id", "area_id"),
        tied("paper_texts", "report"),
        tied("paper_texts", "case"),
    )
    id: Mapped[Key]
    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id", ondelete="RESTRICT"))
    report_id: Mapped[int | None]
    case_id: Mapped[int | None]
    area_id: Mapped[UnitRef]
    version: Mapped[int]
    content: Mapped[Sealed]


class PlanActivity(Entered, Versioned, Row):
    """An activity of a plan: what it is for stands sealed, what is looked for stands beside it.

    `goal` and `position` are its places in the plan, from 1; `level` is that of the Law on
    Children, Art. 47; `referral_id` the referral that carries it out.
    """

    __tablename__ = "plan_activities"
    __table_args__ = (
        CheckConstraint("(state = 'planned') = (settled_at IS NULL)"),
        Index("ix_plan_activities_case", "case_id", "area_id", "paper_id"),
        Index("ix_plan_activities_due", "area_id", "state", "due_on"),
        tied("plan_activities", "case"),
    )
    id: Mapped[Key]
    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id", ondelete="RESTRICT"))
    case_id: Mapped[int]
    area_id: Mapped[UnitRef]
    goal: Mapped[int]
    position: Mapped[int]
    level: Mapped[Word] = mapped_column(default="")
    measure: Mapped[Word] = mapped_column(default="")
    due_on: Mapped[MaybeDay]
    state: Mapped[Word] = mapped_column(default="planned")
    done_on: Mapped[MaybeDay]
    settled_at: Mapped[MaybeStamp]
    settled_by: Mapped[UserRef]
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referrals.id", ondelete="RESTRICT"))
    content: Mapped[Sealed]
    result: Mapped[Sealed]
