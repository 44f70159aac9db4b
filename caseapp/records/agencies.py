"""Agencies that receive referrals, the services they give, and who speaks for them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Day, Entered, Key, MaybeDay, Name, UserRef, Word
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


class AgencyMember(Entered, Row):
    """An account that speaks for an agency, from a day until another (exclusive).

    It sees something only while it also holds the role: that is given by others than this.
    """

    __tablename__ = "agency_members"
    __table_args__ = (
        Index("ix_agency_members_user", "user_id", "valid_until"),
        Index("ix_agency_members_agency", "agency_id"),
    )
    id: Mapped[Key]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id", ondelete="RESTRICT"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    valid_from: Mapped[Day]
    valid_until: Mapped[MaybeDay]
    ended_by: Mapped[UserRef]
