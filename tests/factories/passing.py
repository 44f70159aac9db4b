"""Rows that come to another unit by right, to be left out where nothing else may change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Select, or_, select

from caseapp.records.cases import Case
from caseapp.records.files import StoredFile
from caseapp.records.forwardings import Forwarding
from caseapp.records.notices import Notice
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.transfers import Transfer
from caseapp.rules.notices import told_of

_CASES: Final = select(Transfer.case_id)
_REPORTS: Final = select(Report.id).where(
    or_(Report.id.in_(select(Forwarding.report_id)), Report.case_id.in_(_CASES))
)
_REFERRALS: Final = select(Referral.id).where(
    or_(Referral.case_id.in_(_CASES), Referral.report_id.in_(_REPORTS))
)
_FILES: Final = select(StoredFile.id).where(
    or_(StoredFile.case_id.in_(_CASES), StoredFile.report_id.in_(_REPORTS))
)
_CHILDREN: Final = select(Case.child_id).where(Case.id.in_(_CASES))
_PASSING: Final[dict[str, tuple[Any, Select[Any]]]] = {
    "case_id": (Case, _CASES),
    "report_id": (Report, _REPORTS),
    "referral_id": (Referral, _REFERRALS),
    "file_id": (StoredFile, _FILES),
    "child_id": (None, _CHILDREN),
}


def not_passing(model: Any) -> Iterator[Any]:
    """Leave out what hangs on a report or a case that passes between units, and what was asked."""
    columns = model.__table__.c
    if model is Notice:  # the city asks whom it likes for their population
        yield columns.kind.not_in(told_of("population"))
    for name, (root, passing) in _PASSING.items():
        if name in columns:
            yield or_(columns[name].is_(None), columns[name].not_in(passing))
        if model is root:
            yield columns.id.not_in(passing)
    if "mark" in columns:
        for root, passing in _PASSING.values():
            if root is not None:
                yield columns.mark.not_in(select(root.code).where(root.id.in_(passing)))
