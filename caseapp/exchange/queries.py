"""The selects that give recorded rows the columns of the sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Select, cast, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from caseapp.records.agencies import Agency, Service
from caseapp.records.areas import Area
from caseapp.records.cases import Measure
from caseapp.records.children import Assistance, Child, Circumstance, Residence
from caseapp.records.disasters import Disaster, Impact
from caseapp.records.files import StoredFile
from caseapp.records.populations import Population
from caseapp.records.referrals import Referral
from caseapp.records.reports import Answers, Incident, Report

_MERGED: Final = aliased(Child)
COUNTS_AS: Final = func.coalesce(Child.merged_into_id, Child.id)
"""The child that a joined child counts as: the one it was merged into, or itself."""

CHILD_ID: Final = COUNTS_AS.label("child_id")
_CHILD_REF: Final = func.coalesce(_MERGED.ref, _MERGED.code, Child.ref, Child.code).label(
    "child_ref"
)
DISASTER_PREFIX: Final = "disaster:"
"""A disaster without a file's key goes by its number."""

_DISASTER_REF: Final = func.coalesce(
    Disaster.ref, DISASTER_PREFIX + cast(Disaster.id, Disaster.name.type)
).label("disaster_ref")


_HANDLED: Final = or_(
    Report.case_id.is_not(None),
    exists().where(Answers.report_id == Report.id),
    exists().where(Measure.report_id == Report.id),
    exists().where(Incident.report_id == Report.id, Incident.ground.is_not(None)),
    exists().where(StoredFile.report_id == Report.id),
).label("handled")
"""Whether work in the application hangs on a report, sealed under its child's key."""


def _population() -> Select[Any]:
    return select(
        Population.id,
        Population.unit_id,
        Area.code.label("area_code"),
        Population.reference_date,
        Population.children,
        Population.sex,
        Population.age_band,
        Population.source,
    ).join(Area, Area.id == Population.unit_id)


def _children() -> Select[Any]:
    earliest = (
        select(func.min(Residence.valid_from))
        .where(Residence.child_id == Child.id)
        .correlate(Child)
        .scalar_subquery()
    )
    return (
        select(
            Child.id,
            Child.id.label("child_id"),
            func.coalesce(Child.ref, Child.code).label("child_ref"),
            Child.full_name,
            Child.sex,
            Child.date_of_birth,
            Child.birth_precision,
            Child.personal_id,
            Child.ethnicity,
            func.coalesce(Area.code, "unknown").label("area_code"),
            Residence.valid_from.label("resident_from"),
            Child.address,
            Child.guardian_name,
            Child.guardian_relation,
            Child.guardian_phone,
            Child.key_id,
            Child.entered_at,
            Child.version,
            Child.deleted_at,
        )
        .outerjoin(Residence, (Residence.child_id == Child.id) & (Residence.valid_from == earliest))
        .outerjoin(Area, Area.id == Residence.unit_id)
    )


def _residences() -> Select[Any]:
    return (
        select(
            Residence.id,
            Residence.child_id,
            Residence.unit_id,
            func.coalesce(Child.ref, Child.code).label("child_ref"),
            Area.code.label("area_code"),
            Residence.valid_from.label("from"),
            Residence.valid_until.label("to"),
        )
        .join(Child, Child.id == Residence.child_id)
        .join(Area, Area.id == Residence.unit_id)
    )


def _of_child(statement: Select[Any], child_id: InstrumentedAttribute[int]) -> Select[Any]:
    """Add the child whose row counts: the one that it was merged into, or itself."""
    return (
        statement.add_columns(CHILD_ID, _CHILD_REF, Child.id.label("sealed_for"), Child.key_id)
        .join(Child, Child.id == child_id)
        .outerjoin(_MERGED, _MERGED.id == Child.merged_into_id)
    )


def _circumstances() -> Select[Any]:
    statement = select(
        Circumstance.id,
        Circumstance.group_code.label("group"),
        Circumstance.subgroup,
        Circumstance.status,
        Circumstance.valid_from.label("from"),
        Circumstance.valid_until.label("to"),
        Circumstance.deleted_at,
    )
    return _of_child(statement, Circumstance.child_id)


def _assistance() -> Select[Any]:
    statement = select(
        Assistance.id,
        Assistance.kind,
        Assistance.given_on.label("date"),
        Assistance.given_until.label("until"),
        Assistance.open_ended,
        Assistance.provider,
        Assistance.note,
        Assistance.deleted_at,
    )
    return _of_child(statement, Assistance.child_id)


def _reports() -> Select[Any]:
    return (
        select(
            Report.id,
            func.coalesce(Report.ref, Report.code).label("report_ref"),
            CHILD_ID,
            _CHILD_REF,
            Report.received_at,
            Area.code.label("event_area_code"),
            Report.channel,
            Report.narrative,
            Report.key_id,
            Report.area_id,
            Report.case_id,
            _HANDLED,
            Report.imported,
            Report.version,
            Report.deleted_at,
        )
        .join(Area, Area.id == Report.event_unit_id)
        .outerjoin(Child, Child.id == Report.child_id)
        .outerjoin(_MERGED, _MERGED.id == Child.merged_into_id)
    )


def _disasters() -> Select[Any]:
    return select(Disaster.id, _DISASTER_REF, Disaster.name, Disaster.kind, Disaster.started_on)


def _impacts() -> Select[Any]:
    statement = select(
        Impact.id,
        Impact.disaster_id,
        _DISASTER_REF,
        Impact.affected_on,
        Impact.listed_on,
        Impact.harm,
        Impact.relieved_on,
        Impact.relief_kind,
        Impact.deleted_at,
    ).join(Disaster, Disaster.id == Impact.disaster_id)
    return _of_child(statement, Impact.child_id)


def _referrals() -> Select[Any]:
    statement = (
        select(
            Referral.id,
            func.coalesce(Referral.ref, Referral.code).label("referral_ref"),
            Referral.report_id,
            func.coalesce(Report.ref, Report.code, "").label("report_ref"),
            Agency.name.label("agency"),
            Service.name.label("service"),
            Referral.reason,
            Referral.state,
            Referral.sent_on,
            Referral.answered_on,
            Referral.completed_on,
            Referral.imported,
            Referral.version,
        )
        .join(Agency, Agency.id == Referral.agency_id)
        .join(Service, Service.id == Referral.service_id)
        .outerjoin(Report, Report.id == Referral.report_id)
    )
    return _of_child(statement, Referral.child_id)


@dataclass(frozen=True)
class Register:
    """A sheet's select, the id that orders its rows, and its sealed columns."""

    statement: Callable[[], Select[Any]]
    order: InstrumentedAttribute[int]
    sealed: Mapping[str, str] = field(default_factory=dict)


REGISTERS: Final[Mapping[str, Register]] = MappingProxyType(
    {
        "population": Register(_population, Population.id),
        "children": Register(_children, Child.id, {"personal_id": "children.personal_id"}),
        "residences": Register(_residences, Residence.id),
        "circumstances": Register(_circumstances, Circumstance.id),
        "assistance": Register(_assistance, Assistance.id, {"note": "assistance.note"}),
        "reports": Register(_reports, Report.id, {"narrative": "reports.narrative"}),
        "disasters": Register(_disasters, Disaster.id),
        "impacts": Register(_impacts, Impact.id),
        "referrals": Register(_referrals, Referral.id, {"reason": "referrals.reason"}),
    }
)
