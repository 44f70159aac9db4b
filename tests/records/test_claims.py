"""Writes by a flush: rows of the own ward, hung on what the own ward may open, and no other."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, func, insert, inspect, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, make_transient_to_detached, registry
from sqlalchemy.orm.exc import ObjectDeletedError

from caseapp import desk
from caseapp.records.areas import Area
from caseapp.records.case_clocks import CaseClock, ClockChange
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.children import Assistance, Child, ChildUnit, Residence
from caseapp.records.db import Row
from caseapp.records.papers import Paper, PaperText, PlanActivity
from caseapp.records.reach import Reach, Rows
from caseapp.records.referrals import Referral
from caseapp.records.reports import Incident, Report
from caseapp.records.scope import BY_AREA, OutOfScope, reaching
from caseapp.rules.access import Act
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.reports import OFFICER
from tests.factories.rows import (
    CAI_KHE,
    DAY,
    NINH_KIEU,
    a_case,
    a_child,
    a_paper,
    a_report,
    furnish,
    stored,
)
from tests.factories.wards import ALL, OWN, SCOPED, Wards, each, nobody


@each
def test_bulk_writes_of_mapped_rows_are_refused(wards: Wards, model: Any) -> None:
    session = wards.session
    fields = {c.key: None for c in inspect(model).primary_key}
    for write in (
        lambda: session.execute(insert(model), [fields]),
        lambda: session.execute(update(model).values(fields)),
        lambda: session.execute(update(model), [fields | {"id": 1}]),
        lambda: session.execute(delete(model)),
        lambda: session.query(model).delete(),
        lambda: session.bulk_insert_mappings(model, [{"id": 99, "child_id": 1, "area_id": 1}]),
    ):
        for reach in (OWN, ALL):
            with reaching(reach), pytest.raises(OutOfScope):
                write()
            session.rollback()


def refused(session: Session, *rows: Row) -> None:
    session.add_all(rows)
    with pytest.raises(OutOfScope):
        session.flush()
    session.rollback()
    session.expunge_all()


def test_a_row_is_written_in_the_own_ward_alone(wards: Wards) -> None:
    session, child = wards.session, wards.own[Child]
    assert stored(session, a_case(child, NINH_KIEU))
    refused(session, a_case(child, CAI_KHE))
    refused(session, a_case(child, None))  # type: ignore[arg-type]
    refused(session, a_report(CAI_KHE))
    refused(session, a_child(CAI_KHE))
    refused(session, a_child())
    with reaching(ALL):
        refused(session, a_case(child, None))  # type: ignore[arg-type]
        refused(session, a_child())
    with nobody():
        refused(session, a_case(child, NINH_KIEU))
        refused(session, a_child(NINH_KIEU))


@pytest.mark.parametrize("model", BY_AREA, ids=lambda m: m.__name__)
def test_a_row_is_neither_given_away_nor_taken(wards: Wards, model: Any) -> None:
    session = wards.session
    given = session.get_one(model, wards.own[model])
    for area in (CAI_KHE, None):
        given.area_id = area
        refused(session, given)
        given = session.get_one(model, wards.own[model])
    with reaching(ALL):
        taken = session.get_one(model, wards.other[model])
    taken.area_id = NINH_KIEU
    refused(session, taken)


@pytest.mark.parametrize(
    "model", [m for m in BY_AREA if m is not ChildUnit], ids=lambda m: m.__name__
)
def test_a_row_is_not_taken_whose_old_unit_is_not_even_loaded(wards: Wards, model: Any) -> None:
    with reaching(ALL):
        taken = wards.session.get_one(model, wards.other[model])
        wards.session.expire(taken)
    taken.area_id = NINH_KIEU
    refused(wards.session, taken)


@each
def test_a_row_of_another_ward_is_not_deleted(wards: Wards, model: Any) -> None:
    with reaching(ALL):
        row = wards.session.get_one(model, wards.other[model])
    wards.session.delete(row)
    with pytest.raises(OutOfScope):
        wards.session.flush()


@pytest.mark.parametrize("model", [m for m in SCOPED if hasattr(m, "id")], ids=lambda m: m.__name__)
def test_a_forged_row_with_the_key_of_another_wards_is_not_written(
    wards: Wards, model: Any
) -> None:
    # Made up outside the session: its area and child are ours, its number is theirs.
    forged = model(id=wards.other[model])
    if model in BY_AREA:
        forged.area_id = NINH_KIEU
    elif model is not Child:
        forged.child_id = wards.own[Child]
    make_transient_to_detached(forged)
    wards.session.add(forged)
    changed = ("entered_at", "stopped_at", "settled_at", "changed_at")
    setattr(forged, next(name for name in changed if hasattr(model, name)), NOW)
    with pytest.raises((OutOfScope, ObjectDeletedError)):
        wards.session.flush()


def test_nothing_is_hung_on_a_paper_or_clock_of_another_ward(wards: Wards) -> None:
    session = wards.session
    written = {"case_id": wards.own[Case], "area_id": NINH_KIEU, "entered_at": NOW}
    theirs = written | {"paper_id": wards.other[Paper]}
    refused(session, PaperText(**theirs, version=2))
    refused(session, PlanActivity(**theirs, goal=1, position=2))
    follows = {"case_id": wards.own[Case], "follows_id": wards.other[Paper]}
    refused(session, a_paper(NINH_KIEU, **follows))
    moved = dict.fromkeys(("old_due_at", "new_due_at"), NOW)
    change = ClockChange(**written, **moved, clock_id=wards.other[CaseClock], kind="override")
    refused(session, change)


def test_nothing_is_hung_on_a_child_of_another_ward(wards: Wards) -> None:
    session, theirs = wards.session, wards.other[Child]
    written = {"child_id": theirs, "entered_at": NOW}
    refused(session, a_case(theirs, NINH_KIEU))
    refused(session, a_report(NINH_KIEU, child_id=theirs))
    refused(session, Residence(**written, unit_id=NINH_KIEU, valid_from=DAY))
    refused(session, Assistance(**written, kind="education", given_on=DAY))
    refused(session, a_child(NINH_KIEU, merged_into_id=theirs))
    moved = session.get_one(Case, wards.own[Case])
    moved.child_id = theirs
    refused(session, moved)


def test_nobody_lets_himself_into_a_child_of_another_ward(wards: Wards) -> None:
    refused(wards.session, ChildUnit(child_id=wards.other[Child], area_id=NINH_KIEU))
    with reaching(ALL):
        child = wards.session.get_one(Child, wards.other[Child])
        assert len(child.units) == 1
    child.units.append(ChildUnit(area_id=NINH_KIEU))
    refused(wards.session, child)


def test_nothing_is_tied_to_a_case_or_report_of_another_ward(wards: Wards) -> None:
    session, other = wards.session, wards.other
    happened = {"area_id": NINH_KIEU, "entered_at": NOW}
    ties = (
        (CaseEvent, happened | {"case_id": other[Case], "kind": "note", "happened_at": NOW}),
        (Incident, happened | {"report_id": other[Report], "certainty": "confirmed"}),
    )
    for model, fields in ties:
        refused(session, model(**fields))
    refused(session, a_report(NINH_KIEU, case_id=other[Case]))
    referral = session.get_one(Referral, wards.own[Referral])
    referral.report_id = other[Report]
    refused(session, referral)
    with reaching(ALL):  # and who may write everywhere is stopped by the composite keys
        for model, fields in ties:
            session.add(model(**fields))
            with pytest.raises(IntegrityError):
                session.flush()
            session.rollback()
            session.expunge_all()


def test_no_class_of_its_own_writes_a_guarded_table(wards: Wards) -> None:
    class Again:
        pass

    again = registry(metadata=Report.metadata)
    again.map_imperatively(Again, Report.__table__)
    try:
        made: Any = Again()
        made.code = made.subject = made.channel = made.child_name = made.state = "made"
        made.received_at = made.entered_at = NOW
        made.area_id = made.event_unit_id = NINH_KIEU
        made.version = 1
        refused(wards.session, made)
    finally:
        again.dispose()


def test_a_value_is_a_value_and_no_expression(wards: Wards) -> None:
    # Whatever it reads: what the database works out was not seen by who checks.
    for given in (func.lower("X"), text("'x'"), Child.full_name):
        report = wards.session.get_one(Report, wards.own[Report])
        report.child_name = given
        refused(wards.session, report)
    with nobody():
        refused(wards.session, Area(id=7, code="7", kind="xã", name=func.lower("X"), folded=""))


def test_a_flush_that_fails_leaves_no_open_way(wards: Wards) -> None:
    session = wards.session
    session.add(a_case(wards.own[Child], NINH_KIEU, code=None))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()
    with pytest.raises(OutOfScope):
        session.connection().execute(select(Case))


@pytest.mark.only("postgresql")
def test_a_key_of_another_ward_is_seen_past_the_databases_own_policies(house: House) -> None:
    with house.app.app_context():
        own, other = furnish(NINH_KIEU), furnish(CAI_KHE)
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
            theirs = door.key_of(door.session.get_one(Child, other[Child]))
        with pytest.raises(OutOfScope, match="another's"):
            _taking(theirs, own[Report])


def _taking(key: int, number: int) -> None:
    """Try to destroy a key, and to put a report under it, through an officer's own door."""
    with desk.writing(OFFICER, Act.REPORT_SCREEN, now=NOW) as door:
        with pytest.raises(OutOfScope, match="still held"):
            door.destroy(key, NOW)
        driver: Any = door.session.connection().connection.dbapi_connection
        assert driver.execute("SELECT count(*) FROM reports").fetchone() == (1,)
        door.session.get_one(Report, number).key_id = key


def test_who_reaches_one_row_alone_changes_it_and_moves_it_nowhere(wards: Wards) -> None:
    session, number = wards.session, wards.own[Referral]
    with reaching(ALL):
        another = stored(session, a_child(NINH_KIEU))
    only = Reach(frozenset({NINH_KIEU}), only=Rows(referrals=frozenset({number})))
    with reaching(only):
        row = session.get_one(Referral, number)
        row.state = "accepted"
        session.flush()  # the child that it hangs on is not within reach, and stays as it is
        row.child_id = another
        refused(session, row)
        with reaching(ALL):
            other = session.get_one(Referral, wards.other[Referral])
        other.state = "accepted"
        refused(session, other)
