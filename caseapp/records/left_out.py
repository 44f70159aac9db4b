"""Files that no export bears, whoever makes it: the erased ones, and those that are restricted."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.records.data_requests import FileRestriction
from caseapp.records.erasures import Erasure
from caseapp.records.own_reach import at_the_tables
from caseapp.records.reach import Rows
from caseapp.records.whole_file import rows_of_file


def erased_files(session: Session) -> Rows | None:
    """Return all that is left of erased files, in every unit; None when none was erased."""
    with at_the_tables(session):
        done = select(Erasure.child_id).where(Erasure.state == "done")
        children = set(session.scalars(done))
        return rows_of_file(session, children, set()) if children else None


def restricted_files(session: Session) -> Rows | None:
    """Return all of the files whose processing is restricted, in every unit; None when none is."""
    with at_the_tables(session):
        stands = select(FileRestriction.child_id).where(FileRestriction.lifted_at.is_(None))
        children = set(session.scalars(stands))
        return rows_of_file(session, children, set()) if children else None
