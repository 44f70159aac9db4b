"""Agencies that receive referrals, the services they give and to whom, and who speaks for them.

In the terms of Open Referral's HSDS 3 (docs/directory.md) an `Agency` is an organization with its
location, a `Service` a service with its schedule, a `ServiceUnit` a part of its service area.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records.columns import Day, Entered, Key, MaybeDay, Name, UnitRef, UserRef, Word
from caseapp.records.db import Row

_NONE = text("''")


class Agency(Entered, Row):
    """An agency of the directory; one without `verified_on` came by an import.

    `version` moves on with every change of the agency and of its services.
    """

    __tablename__ = "agencies"
    id: Mapped[Key]
    name: Mapped[Name]
    folded: Mapped[Name] = mapped_column(unique=True)
    kind: Mapped[Word] = mapped_column(default="other", server_default=text("'other'"))
    phone: Mapped[Word] = mapped_column(default="")
    address: Mapped[str] = mapped_column(String(300), default="", server_default=_NONE)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    verified_on: Mapped[MaybeDay]
    verified_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(Integer, default=1, server_default=text("1"))

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it once


class Service(Entered, Row):
    """A service that an agency gives to children, until `valid_until` (exclusive) once withdrawn.

    Its units are its area; without any it serves the whole city. An empty `phone` is the agency's.
    """

    __tablename__ = "services"
    __table_args__ = (Index("ix_services_name", "agency_id", "folded", unique=True),)
    id: Mapped[Key]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id", ondelete="RESTRICT"))
    name: Mapped[Name]
    folded: Mapped[Name]
    eligibility: Mapped[str] = mapped_column(String(1000), default="", server_default=_NONE)
    schedule: Mapped[Name] = mapped_column(default="", server_default=_NONE)
    all_day: Mapped[bool] = mapped_column(default=False, server_default=false())
    phone: Mapped[Word] = mapped_column(default="", server_default=_NONE)
    verified_on: Mapped[MaybeDay]
    verified_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    valid_until: Mapped[MaybeDay]


class ServiceUnit(Row):
    """A ward or commune that a service is for."""

    __tablename__ = "service_units"
    __table_args__ = (
        Index("ix_service_units_service", "service_id", "area_id", unique=True),
        Index("ix_service_units_area", "area_id"),
    )
    id: Mapped[Key]
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id", ondelete="RESTRICT"))
    area_id: Mapped[UnitRef]


class PhoneChange(Entered, Row):
    """A telephone number that was another before: who changed it, and when.

    An answerer's second secret is told by calling this number, so a changed one must be seen.
    `service_id` is empty for the agency's own number.
    """

    __tablename__ = "phone_changes"
    __table_args__ = (Index("ix_phone_changes_agency", "agency_id"),)
    id: Mapped[Key]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id", ondelete="RESTRICT"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("services.id", ondelete="RESTRICT"))
    before: Mapped[Word]
    after: Mapped[Word]


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


def number_of(agency: Agency, service: Service) -> str:
    """Return the number that is called about a service: its own, else the agency's."""
    return service.phone or agency.phone
