"""What the instance knows of its copies: when the newest was made, and the newest far away."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.records.settings import Fact

MADE: Final = "backup_made"
OFF_MACHINE: Final = "backup_off_machine"


def copied_at(session: Session, name: str) -> datetime | None:
    """Return up to which moment the newest copy of a kind reaches, None while there is none."""
    value = session.scalar(select(Fact.value).where(Fact.name == name))
    return datetime.fromisoformat(value.partition(" ")[0]) if value else None


def keep_copied(session: Session, name: str, held_at: datetime, where: str) -> None:
    """Note a verified copy, unless one that reaches further is known already."""
    row = session.get(Fact, name)
    value = f"{held_at.isoformat()} {where}"[:500]
    known = copied_at(session, name)
    if row is None:
        session.add(Fact(name=name, value=value))
    elif known is None or known <= held_at:
        row.value = value


def made_as_demo(session: Session) -> bool:
    """Tell whether the data are made up."""
    return session.scalar(select(Fact.value).where(Fact.name == "environment")) == "demo"
