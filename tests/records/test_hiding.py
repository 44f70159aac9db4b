"""Rows that are kept from a reader of the unit: in no statement, and hung on by nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import aliased

from caseapp.records.assistance import AssistanceBatch
from caseapp.records.carers import Carer
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.db import db
from caseapp.records.files import StoredFile
from caseapp.records.hiding import ties
from caseapp.records.kept_papers import KeptCopy, KeptPaper
from caseapp.records.notices import Notice
from caseapp.records.papers import Paper, PaperText
from caseapp.records.reach import Guest, Reach, Rows
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.scope import OutOfScope, reaching
from tests.factories.rows import NINH_KIEU, a_case, a_child, a_report, stored
from tests.factories.wards import OWN, SCOPED, Wards, each, key

WAYS: dict[str, Callable[[Any], Any]] = {
    "the row": select,
    "a column": lambda model: select(key(model)),
    "a count": lambda model: select(key(model), func.count(key(model))).group_by(key(model)),
    "a subquery": lambda model: select(select(key(model).label("k")).subquery().c.k),
    "a union": lambda model: select(key(model)).union_all(select(key(model))),
    "a branch": lambda model: select(select(func.max(key(model))).scalar_subquery()),
}


HANGING = [model for model in SCOPED if ties(model)]


def reach_without(wards: Wards) -> Reach:
    """The own ward's reach without its one file."""
    own = wards.own
    parts = (own[model] for model in (Child, Case, Report, Referral, StoredFile))
    return Reach(OWN.units, hidden=Rows(*(frozenset({part}) for part in parts)))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("model", HANGING, ids=lambda model: model.__name__)
def test_what_is_kept_is_told_in_no_way(wards: Wards, model: Any, way: str) -> None:
    statement = WAYS[way](model)

    def told() -> list[Any]:
        found = wards.session.execute(statement).all()
        wards.session.expunge_all()
        return [row for row in found if row[0] is not None]

    assert told()
    with reaching(reach_without(wards)):
        assert told() == []
    assert told()  # a cached statement keeps nothing of it


@pytest.mark.parametrize("model", [Child, Case, Report, Referral])
def test_a_row_in_hand_is_not_read_again(wards: Wards, model: Any) -> None:
    row = wards.session.get_one(model, wards.own[model])
    wards.session.expire(row)
    with reaching(reach_without(wards)):
        with pytest.raises(InvalidRequestError):
            wards.session.refresh(row)
        wards.session.expunge_all()
        assert wards.session.get(model, wards.own[model]) is None


def test_nothing_is_hung_on_what_is_kept(wards: Wards) -> None:
    kept = wards.own[Child]
    with reaching(reach_without(wards)):
        for row in (
            a_case(kept, NINH_KIEU),
            a_report(NINH_KIEU, child_id=kept),
            a_child(NINH_KIEU, merged_into_id=kept),
        ):
            wards.session.add(row)
            with pytest.raises(OutOfScope):
                wards.session.flush()
            wards.session.rollback()
            wards.session.expunge_all()
        assert stored(wards.session, a_child(NINH_KIEU))


def test_other_files_of_the_unit_stay(wards: Wards) -> None:
    other = stored(wards.session, a_child(NINH_KIEU))
    case = stored(wards.session, a_case(other, NINH_KIEU))
    with reaching(reach_without(wards)):
        assert list(wards.session.scalars(select(Child.id))) == [other]
        assert list(wards.session.scalars(select(Case.id))) == [case]


@each
def test_only_own_reports_are_told_to_who_follows_their_own(wards: Wards, model: Any) -> None:
    report = wards.own[Report]
    for only, told in ((frozenset({report}), True), (frozenset({report + 999}), False)):
        with reaching(Reach(OWN.units, only=Rows(reports=only))):
            found = wards.session.execute(select(key(model))).all()
        of_reports = model is Report or "report_id" in ties(model)
        # Referrals and files are named by their own numbers, of which none is given here; the
        # paper of the ward lies in a case.
        elsewhere = {Referral, StoredFile, Paper, PaperText, KeptPaper, KeptCopy}
        assert bool(found) == (told and of_reports and model not in elsewhere)


def test_under_a_mark_nothing_is_read_by_another_name(wards: Wards) -> None:
    other = aliased(Case)
    joined = select(Case.id, other.id).join(other, other.child_id == Case.child_id)
    for statement in (joined, select(other), select(other.id)):
        with reaching(reach_without(wards)), pytest.raises(OutOfScope):
            wards.session.execute(statement)
        with reaching(OWN):
            assert wards.session.execute(statement).all()


def test_a_paper_is_told_to_whom_its_case_is_told(wards: Wards) -> None:
    for case, number in ((wards.own[Case], 1), (wards.own[Case] + 999, 0)):
        with reaching(Reach(OWN.units, only=Rows(cases=frozenset({case})))):
            for model in (Paper, PaperText):
                assert len(wards.session.execute(select(key(model))).all()) == number


def test_notices_of_own_reports_are_told_by_the_mark_they_bear(wards: Wards) -> None:
    mark = wards.session.scalar(select(Notice.mark))
    for only, told in ((frozenset({mark}), 1), (frozenset({"BC-26-0000"}), 0)):
        with reaching(Reach(OWN.units, only=Rows(marks=only))):
            assert len(wards.session.scalars(select(Notice)).all()) == told


def test_every_row_of_case_content_hangs_on_something() -> None:
    # A notice names what it tells of by its mark, and is shown only with that row; the register
    # of carers belongs to the unit, not to a case, and so does what a list of children was given.
    alone = [model.__name__ for model in SCOPED if not ties(model)]
    assert alone == ["AssistanceBatch", "Carer", "Notice"]


@pytest.mark.parametrize("model", [AssistanceBatch, Carer])
def test_a_guest_reaches_nothing_that_hangs_on_no_file(wards: Wards, model: Any) -> None:
    guest = Guest(frozenset(), Rows(), frozenset({"BC-26-0000"}))
    with reaching(Reach(OWN.units, guest=guest)):
        assert wards.session.scalars(select(model)).all() == []


def test_without_a_mark_no_statement_changes(wards: Wards) -> None:
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        for reach in (OWN, reach_without(wards), OWN):
            with reaching(reach):
                wards.session.scalars(select(Case)).all()
            wards.session.expunge_all()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    first, hidden, again = [each for each in seen if "FROM cases" in each]
    assert first == again != hidden
    assert "NOT IN" in hidden
