"""A case passes with all that hangs on it: rows, limits, words, notices; the old unit is out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import or_, select

from caseapp.casework.as_of import case_as_of
from caseapp.casework.child_reading import read_child
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.files import NewFile, Room, attach_file
from caseapp.casework.flags import set_flag
from caseapp.casework.outcomes import Missing
from caseapp.casework.plans import draft_plan
from caseapp.casework.referrals import draft_referral
from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import Case
from caseapp.records.children import Child, ChildUnit
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.notices import Notice
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.scoped import BY_AREA
from caseapp.rules.access import Actor
from tests.factories.files import picture
from tests.factories.house import NOW, House
from tests.factories.measures import a_separation
from tests.factories.plans import a_plan
from tests.factories.referrals import add_agency, open_a_case
from tests.factories.reports import kept
from tests.factories.rows import CAI_KHE as THERE
from tests.factories.rows import NINH_KIEU as HERE
from tests.factories.transfers import Handing, a_handing
from caseapp.casework.separations import prepare_separation

HOUR = timedelta(hours=1)


def a_whole_case(house: House, officer: Actor) -> str:
    """Open a case with a plan in draft, a separation to be decided, a referral, a flag, a file."""
    service, case = add_agency(house), open_a_case(house, officer)
    with house.app.app_context():
        draft_plan(officer, case, a_plan(), now=NOW)
        prepare_separation(officer, case, a_separation(), now=NOW)
        draft_referral(officer, case, service_id=service, reason="Mất ngủ", now=NOW)
        set_flag(officer, case, flag="suicide_threat", reason="Em nói với cô", now=NOW)
    return case


@pytest.fixture
def handing(house: House) -> Handing:
    return a_handing(house, a_whole_case)


def test_every_row_of_the_case_follows_with_its_words_and_limits(
    house: House, handing: Handing
) -> None:
    clocks = kept(house, select(CaseClock.clock, CaseClock.due_at, CaseClock.stopped_at))
    before = handing.read(handing.officer)
    handing.ask()
    handing.accept(NOW + HOUR)
    after = handing.read(handing.other_officer, NOW + HOUR)
    assert kept(house, select(CaseClock.clock, CaseClock.due_at, CaseClock.stopped_at)) == clocks
    assert clocks
    assert (after.unit_id, after.officer) == (THERE, "")
    assert after.measures.separations == before.measures.separations
    assert after.plan == before.plan
    assert [row.code for row in after.referrals] == [row.code for row in before.referrals]
    assert [each.kind for each in after.events if each.kind.startswith("transfer")] == [
        "transfer_accept", "transfer_send",
    ]  # fmt: skip
    told = {each.text for each in after.events}
    assert {each.text for each in before.events} <= told
    for model in (*BY_AREA, FileStandIn):
        if model is not Notice:
            left = kept(house, select(model.area_id).where(_hangs(model), model.area_id == HERE))
            assert not left, model.__tablename__
    open_here = select(Notice.kind, Notice.user_id).where(
        Notice.area_id == HERE, Notice.ended_at.is_(None)
    )
    assert {row.kind for row in kept(house, open_here)} == {"transfer_accepted"}


def _hangs(model: Any) -> Any:
    """Whatever hangs on anything at all: there is one case, with one report."""
    columns = model.__table__.c
    names = {"case_id", "report_id", "referral_id", "file_id", "child_id"} & set(columns.keys())
    return or_(*(columns[name].is_not(None) for name in sorted(names))) if names else columns.id > 0


def test_the_old_unit_opens_neither_case_nor_child_and_the_past_stays_as_it_was(
    house: House, handing: Handing
) -> None:
    handing.ask(NOW + HOUR)
    (child,) = (row[0] for row in kept(house, select(Child.code)))
    handing.accept(NOW + 2 * HOUR)
    later = NOW + 3 * HOUR
    for person in (handing.officer, handing.chair):
        with pytest.raises(Missing):
            handing.read(person, later)
    with house.app.app_context():
        then = case_as_of(handing.other_chair, handing.case, NOW + HOUR / 2, now=later)
        now = case_as_of(handing.other_chair, handing.case, later, now=later)
        assert read_child(handing.other_officer, child, now=later).code == child
        assert read_child(handing.officer, child, now=later).code == child  # it lives there
    assert (then.unit, then.officer) == ("Phường Ninh Kiều", handing.officer.name)
    assert (now.unit, now.officer) == ("Phường Cái Khế", "")
    assert not then.gaps
