"""Long work that one worker does for somebody: who asked, how far it is, how it ended."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Key, MaybeStamp, Stamp, Word
from caseapp.records.db import Row


class Job(Row):
    """A job of one person. `arguments` are codes and days as JSON, never a name.

    `worker` names the process that has it and `beat_at` is its last sign of life, by the machine's
    clock; the other moments are those of the application. `input` is the file that was handed in,
    `result` what the job made, each sealed whole under the instance's key until it has served or
    its time is over; `fault` is a fixed word. `told_at` is when its owner said that they had seen
    how it ended.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index("ix_jobs_user", "user_id", "asked_at"),
        Index("ix_jobs_state", "state", "id"),
    )
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    kind: Mapped[Word]
    arguments: Mapped[str] = mapped_column(String(500), default="{}", server_default=text("'{}'"))
    state: Mapped[Word] = mapped_column(default="waiting", server_default=text("'waiting'"))
    asked_at: Mapped[Stamp]
    started_at: Mapped[MaybeStamp]
    ended_at: Mapped[MaybeStamp]
    tries: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    worker: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    beat_at: Mapped[MaybeStamp]
    step: Mapped[Word] = mapped_column(default="", server_default=text("''"))
    number: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    of: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    fault: Mapped[Word] = mapped_column(default="", server_default=text("''"))
    input: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    # Sealed whole as a file is, and so no cell of the kind that records.columns.Sealed names.
    result: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    fetched_at: Mapped[MaybeStamp]
    told_at: Mapped[MaybeStamp]


def place_of_input(number: int) -> str:
    """Return what a file that was handed in is sealed for."""
    return f"jobs.input:{number}"


def place_of_result(number: int) -> str:
    """Return what a result is sealed for: it opens in no other row."""
    return f"jobs.result:{number}"
