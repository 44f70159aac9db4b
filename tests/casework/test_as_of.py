"""A case as it stood: what had been entered by then, with the values of then."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from caseapp import desk
from caseapp.casework.as_of import PastCase, case_as_of
from caseapp.casework.cases import add_note, set_level
from caseapp.casework.children import edit_child, move_child
from caseapp.casework.circumstances import CircumstanceEntry, record_circumstance
from caseapp.casework.decisions import decide_measure
from caseapp.casework.flags import set_flag
from caseapp.casework.hidden_names import hide_name
from caseapp.casework.incidents import IncidentEntry, record_incident
from caseapp.casework.looks import looks_at_case
from caseapp.casework.screening import open_case
from caseapp.casework.suspect_rows import SuspectDetails, correct_suspect, name_suspect
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.records.suspects import SuspectEntry
from caseapp.rules.access import Act, Actor
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.merges import LATER, two_wards, undo
from tests.factories.people import add
from tests.factories.referrals import AGENCY, add_agency, draft, open_a_case, take
from tests.factories.reports import CHAIR, HOUR, STRANGER, SUPERVISOR, kept, log_one
from tests.factories.web import CAI_KHE

END = NOW + 9 * HOUR


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture
def case(house: House, officer: Actor) -> str:
    return open_a_case(house, officer)


def past(house: House, actor: Actor, case: str, hours: float) -> PastCase:
    with house.app.app_context():
        moment = NOW + timedelta(hours=hours)
        return case_as_of(actor, case, moment, now=END)


def _work(house: House, officer: Actor, case: str) -> None:
    """Do something to the case in each of six hours."""
    ((report,),) = kept(house, select(Report.code))
    ((child,),) = kept(house, select(Child.code))
    entry = IncidentEntry("confirmed", ("violence",), ("family",), None, "Bé kể")
    who = SuspectDetails("Đỗ Văn Cha", relation="father", access="yes")
    with house.app.app_context():
        set_level(officer, case, level="high", reason="x", version=1, now=NOW + HOUR)
        record_incident(officer, report, entry, now=NOW + 2 * HOUR)
        name_suspect(officer, report, who, now=NOW + 2 * HOUR)
        set_flag(officer, case, flag="weapon", reason="Có dao", now=NOW + 3 * HOUR)
        add_note(officer, case, kind="note", happened_at=NOW, text="Thăm", now=NOW + 3 * HOUR)
        made = {"kind": "emergency", "decided_at": NOW + HOUR, "reason": "Gấp"}
        decide_measure(CHAIR, report, **made, signed_at=None, now=NOW + 4 * HOUR)
        set_level(officer, case, level="low", reason="y", version=2, now=NOW + 5 * HOUR)
        ((row,),) = kept(house, select(SuspectEntry.id))
        gone = SuspectDetails("Đỗ Văn Cha", relation="father", access="no")
        correct_suspect(officer, report, row, gone, now=NOW + 5 * HOUR)
        moved = a_child(address="Số 5", full_name="Đỗ Thị Hoa", born=date(2014, 1, 1))
        ((version,),) = kept(house, select(Child.version))
        edit_child(officer, child, moved, version=version, now=NOW + 6 * HOUR)
        move_child(officer, child, area_code=CAI_KHE, since=date(2026, 11, 23), now=NOW + 6 * HOUR)


def test_each_hour_shows_what_was_known_in_it(house: House, officer: Actor, case: str) -> None:
    agency = add_agency(house)
    _work(house, officer, case)
    referral = draft(house, officer, case, agency)
    take(house, SUPERVISOR, referral, "send")
    first, third, fourth, last = (past(house, SUPERVISOR, case, hour) for hour in (0, 3, 4, 8))
    assert [each.level for each in (first, third, fourth, last)] == ["", "high", "high", "low"]
    assert [len(each.reports[0].incidents) for each in (first, third)] == [0, 1]
    assert first.suspects == []
    assert [each.access for each in (*third.suspects, *last.suspects)] == ["yes", "no"]
    assert [each.flags for each in (first, third)] == [[], [("case_flags", "weapon")]]
    assert "note" not in [event.kind for event in first.events]
    assert "note" in [event.kind for event in third.events]
    assert first.reports[0].clock is not None
    clocks = [each.reports[0].clock for each in (third, fourth)]
    assert [clock.kind for clock in clocks if clock] == ["running", "kept"]
    assert [row.reason for row in fourth.reports[0].decisions] == ["Gấp"]
    assert (first.child_name, last.child_name) == ("Đỗ Thị Hòa", "Đỗ Thị Hoa")
    assert (first.child.values["date_of_birth"], last.child.values["date_of_birth"]) == (
        date(2015, 9, 5),
        date(2014, 1, 1),
    )
    assert [stay.unit for stay in first.stays] == ["Phường Ninh Kiều"]
    assert first.stays[0].valid_until is None  # the move was entered later
    assert [(row.agency, row.state) for row in last.referrals] == [(AGENCY, "sent")]
    assert first.gaps == last.gaps == []


def test_a_look_at_the_past_is_logged_and_only_for_who_may_read_the_file(
    house: House, officer: Actor, case: str
) -> None:
    with house.app.app_context():
        for actor in (officer, CHAIR, SUPERVISOR):
            case_as_of(actor, case, NOW, now=END)
        with pytest.raises(Missing):
            case_as_of(STRANGER, case, NOW, now=END)
        for wrong in (END + HOUR, NOW - HOUR):
            with pytest.raises(RuleBroken) as broken:
                case_as_of(officer, case, wrong, now=END)
            assert broken.value.field == "moment"
        seen = looks_at_case(SUPERVISOR, case, now=END).lines
    assert officer.name in [line.who for line in seen if line.act == "case.read"]


def test_a_name_that_is_hidden_now_is_not_told_by_the_past(
    house: House, officer: Actor, case: str
) -> None:
    ((child,),) = kept(house, select(Child.code))
    with house.app.app_context():
        hide_name(officer, child, reason="Nguy hiểm", now=NOW + HOUR)
        moment = NOW + HOUR / 2
        assert case_as_of(SUPERVISOR, case, moment, now=END).child_name == child
        assert case_as_of(officer, case, moment, now=END).child_name == "Đỗ Thị Hòa"


def test_what_was_not_kept_is_said(house: House, officer: Actor, case: str) -> None:
    with house.app.app_context():
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:  # as before pasts were kept
            door.session.execute(update(Case).values(level="medium", version=4))
            door.session.execute(update(Child).values(address="Cũ", version=9))
        set_level(officer, case, level="low", reason="x", version=4, now=NOW + 2 * HOUR)
        before = case_as_of(officer, case, NOW + HOUR, now=END)
        after = case_as_of(officer, case, NOW + 3 * HOUR, now=END)
    assert (before.level, before.gaps) == ("medium", ["case", "child"])
    assert (after.level, after.gaps, after.kept_since) == ("low", ["child"], NOW + 2 * HOUR)


def test_what_is_told_of_the_past_outlives_the_door(
    house: House, officer: Actor, case: str
) -> None:
    ((child,),) = kept(house, select(Child.code))
    entry = CircumstanceEntry("01", "", "confirmed", date(2026, 1, 5), None, "Giấy chứng tử")
    with house.app.app_context():
        record_circumstance(officer, child, entry, now=NOW)
    shown = past(house, officer, case, 1)
    assert [(row.group_code, row.valid_from) for row in shown.circumstances] == [
        ("01", date(2026, 1, 5))
    ]


def test_a_merged_child_is_asked_by_the_records_that_were_one_then(house: House) -> None:
    two = two_wards(house)
    with house.app.app_context():
        report = log_one(house, NOW - 4 * HOUR, by=two.own, now=NOW - 3 * HOUR)
        case = open_case(two.own, report, two.first, now=NOW - 3 * HOUR)
        for actor, code, group in ((two.own, two.first, "01"), (two.other, two.second, "02")):
            entry = CircumstanceEntry(group, "", "confirmed", date(2026, 1, 5), None, "QĐ 12")
            record_circumstance(actor, code, entry, now=NOW - 2 * HOUR)
    add(house, two.other, two.second)

    def known(moment: datetime) -> tuple[list[str], int, int]:
        with house.app.app_context():
            seen = case_as_of(two.supervisor, case, moment, now=LATER + HOUR)
        groups = [row.group_code for row in seen.circumstances]
        return groups, len(seen.stays), len(seen.around.people)

    assert known(LATER) == (["01"], 1, 0)
    undo(two, two.merge())
    assert known(NOW - HOUR) == (["01"], 0, 0)
    assert known(NOW + HOUR) == (["01", "02"], 2, 1)
    assert known(LATER) == (["01"], 1, 0)
