"""Agencies that receive referrals, and the services they give."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Entered, Key, MaybeDay, Name, Word
from caseapp.records.db import Row


class Agency(Entered, Row):
    """An agency of the directory; one without `verified_on` came by an import."""

    __tablename__ = "agencies"
    id: Mapped[Key]
    name: Mapped[Name]
    folded: Mapped[Name] = mapped_column(unique=True)
    phone: Mapped[Word] = mapped_column(default="")
    verified_on: Mapped[MaybeDay]


class Service(Entered, Row):
    """A service that an agency gives to children."""

    __tablename__ = "services"
    __table_args__ = (Index("ix_services_name", "agency_id", "folded", unique=True),)
    id: Mapped[Key]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id", ondelete="RESTRICT"))
    name: Mapped[Name]
    folded: Mapped[Name]
    verified_on: Mapped[MaybeDay]
