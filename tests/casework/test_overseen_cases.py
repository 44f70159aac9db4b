"""Who stands in the desk's lists of cases: each a second before and after, and what takes them out."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from caseapp import desk
from caseapp.casework.accounts import disable_account
from caseapp.casework.assigning import assign_officer
from caseapp.casework.carrying_out import Outcome, settle_activity
from caseapp.casework.case_reading import read_case
from caseapp.casework.cases import add_note, move_case, set_level
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.namings import NewNaming, name_stand_in
from caseapp.casework.overseeing import Overseen, list_lines
from caseapp.records.cases import Case
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.supervision import HIGH_CLOSED, IDLE, REOPENED, UNASSIGNED, UNSEEN
from caseapp.rules.values import local_day
from caseapp.rules.visits import Seen
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.plans import DAY, TODAY, a_plan, an_activity, approved
from tests.factories.proposals import take_out
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, OFFICER, SUPERVISOR, local
from tests.factories.transfers import an_orphans_case
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user

SECOND = timedelta(seconds=1)


def lines(house: House, name: str, now: datetime = NOW) -> list[Overseen]:
    with house.app.app_context():
        return list(list_lines(SUPERVISOR, name, unit="", page=1, now=now).lines)


def codes(house: House, name: str, now: datetime = NOW) -> list[str]:
    return [line.code for line in lines(house, name, now)]


def stands_from(house: House, name: str, code: str, moment: datetime) -> Overseen:
    """Look a second before and at the moment from which a case stands in a list."""
    assert code not in codes(house, name, moment - SECOND)
    return next(line for line in lines(house, name, moment) if line.code == code)


def judge(house: House, case: str, level: str, at: datetime = NOW) -> None:
    with house.app.app_context():
        version = read_case(OFFICER, case, now=at).version
        set_level(OFFICER, case, level=level, reason="Gần đối tượng", version=version, now=at)


def meet(house: House, case: str, at: datetime, kind: str = "visit") -> None:
    seen = Seen("seen") if kind != "note" else Seen()
    with house.app.app_context():
        add_note(OFFICER, case, kind=kind, happened_at=at, text="Thăm nhà", seen=seen, now=at)


@pytest.fixture
def case(house: House) -> str:
    return open_a_case(house, OFFICER)


def test_without_a_plan_the_days_count_from_the_entry(house: House) -> None:
    ends = {"": "2026-12-01", "high": "2026-12-01", "medium": "2026-12-08", "low": "2026-12-24"}
    cases = {level: open_a_case(house, OFFICER) for level in ends}
    for level, first in ends.items():
        if level:
            judge(house, cases[level], level)
        line = stands_from(house, UNSEEN.name, cases[level], local(f"{first} 00:00"))
        assert (line.level, line.since, line.case) == (level, NOW, cases[level])
        assert line.clock is not None
        assert line.clock.due_at == local(f"{first} 00:00")
    # High risk and risk that is not judged come first, whatever has waited longer.
    pressing = [cases[level] for level in ("high", "", "medium", "low")]
    assert codes(house, UNSEEN.name, NOW + 60 * DAY) == pressing


def test_a_sight_counts_anew_and_so_does_the_approval_of_a_plan(house: House, case: str) -> None:
    judge(house, case, "high")
    meet(house, case, NOW + 2 * DAY)
    meet(house, case, NOW + 5 * DAY, "note")
    assert stands_from(house, UNSEEN.name, case, local("2026-12-03 00:00")).since == NOW + 2 * DAY
    approved(house, OFFICER, CHAIR, case, at=NOW + 4 * DAY)
    assert stands_from(house, UNSEEN.name, case, local("2026-12-05 00:00")).since == NOW + 4 * DAY


def test_a_plan_stands_still_after_30_days_or_with_all_that_is_open_overdue(
    house: House, case: str
) -> None:
    number = approved(
        house, OFFICER, CHAIR, case, a_plan(an_activity(days=5), an_activity("Học tiếp", days=60))
    )
    line = stands_from(house, IDLE.name, case, local("2026-12-24 00:00"))
    assert (line.idle, line.overdue, line.since) == (True, False, NOW)
    with house.app.app_context():
        done = Outcome("do", "Đã nhập học", TODAY)
        later = NOW + DAY
        settle_activity(OFFICER, case, number, 2, done, version=2, now=later)
    line = stands_from(house, IDLE.name, case, local("2026-11-29 00:00"))  # of the 5 days
    assert (line.idle, line.overdue, line.since) == (False, True, later)
    meet(house, case, NOW + 20 * DAY)
    assert lines(house, IDLE.name, local("2026-12-30 00:00"))[0].idle is False


def close(house: House, case: str, at: datetime, chair: Actor = CHAIR) -> None:
    with house.app.app_context():
        move_case(OFFICER, case, move="propose_closing", reason="Đã ổn", now=at)
        move_case(chair, case, move="close", reason="Đồng ý đóng", now=at)


def test_closed_at_high_risk_says_who_decided_and_why_for_a_year(house: House) -> None:
    case, other = an_orphans_case(house, OFFICER), an_orphans_case(house, OFFICER)
    chair = actor_of(house, make_user(house, "chair"))
    for each, level in ((case, "high"), (other, "medium")):
        judge(house, each, level)
    assert codes(house, HIGH_CLOSED.name) == []
    for each in (case, other):
        close(house, each, NOW, chair)
    (line,) = lines(house, HIGH_CLOSED.name)
    assert (line.code, line.decided_by, line.reason) == (case, chair.name, "Đồng ý đóng")
    assert (line.case, line.since) == ("", NOW)
    end = local("2027-11-24 00:00")
    assert codes(house, HIGH_CLOSED.name, end - SECOND) == [case]
    assert codes(house, HIGH_CLOSED.name, end) == []
    with house.app.app_context():
        move_case(chair, case, move="reopen", reason="Mở lại", now=NOW + DAY)
    assert codes(house, HIGH_CLOSED.name, NOW + DAY) == []


def test_once_opened_again_is_no_line_twice_is(house: House) -> None:
    case = an_orphans_case(house, OFFICER)
    for times in (1, 2):
        at = NOW + times * DAY
        close(house, case, at)
        with house.app.app_context():
            move_case(CHAIR, case, move="reopen", reason="Có tin mới", now=at)
        assert [each.times for each in lines(house, REOPENED.name, at)] == [2][: times - 1]
    assert lines(house, REOPENED.name, at)[0].since == at


def test_a_case_of_nobody_of_a_closed_account_or_of_another_unit_has_no_officer(
    house: House,
) -> None:
    first, second = make_user(house, "officer"), make_user(house, "officer")
    away = make_user(house, "officer", CAI_KHE)
    nobody, kept = open_a_case(house, OFFICER), open_a_case(house, actor_of(house, first))
    mistaken = open_a_case(house, OFFICER)
    assert set(codes(house, UNASSIGNED.name)) == {nobody, mistaken}
    take_out(house, OFFICER, mistaken)
    with house.app.app_context():
        version = read_case(SUPERVISOR, nobody, now=NOW).version
        assign_officer(SUPERVISOR, nobody, username=second, version=version, now=NOW)
    assert codes(house, UNASSIGNED.name) == []
    with house.app.app_context():
        disable_account(SYSTEM, first, now=NOW)
    (line,) = lines(house, UNASSIGNED.name)
    assert (line.code, line.case, line.officer) == (kept, kept, f"Người dùng {first}")
    assert line.state == "closed"
    day = local_day(NOW)
    with house.app.app_context():  # whoever stands in for an officer there may have charge of it
        stand_in = NewNaming(away, day, day, in_place_of=second)
        name_stand_in(SUPERVISOR, Role.OFFICER, NINH_KIEU, stand_in, now=NOW)
        version = read_case(SUPERVISOR, kept, now=NOW).version
        assign_officer(SUPERVISOR, kept, username=away, version=version, now=NOW)
    assert codes(house, UNASSIGNED.name) == []
    assert codes(house, UNASSIGNED.name, local("2026-11-23 23:59")) == []
    assert codes(house, UNASSIGNED.name, local("2026-11-24 00:00")) == [kept]


def test_who_may_not_see_the_file_is_not_in_charge_but_who_stands_in_for_it_is(
    house: House,
) -> None:
    first, second = make_user(house, "officer"), make_user(house, "officer")
    stranger = actor_of(house, make_user(house, "officer", CAI_KHE))
    case = open_a_case(house, actor_of(house, first))
    with house.app.app_context():
        child = read_case(SUPERVISOR, case, now=NOW).child.code
        mark_conflict(SUPERVISOR, "child", child, username=second, reason="Chú cháu", now=NOW)
    assert codes(house, UNASSIGNED.name) == []
    with house.app.app_context():
        mark_conflict(SUPERVISOR, "child", child, username=first, reason="Chú cháu", now=NOW)
    (line,) = lines(house, UNASSIGNED.name)
    assert (line.code, line.state) == (case, "kept")
    with house.app.app_context(), desk.writing(SYSTEM, Act.FILE_ENTRUST, now=NOW) as door:
        row = door.find(Case, code=case)
        row.officer_id = stranger.user_id
        report = door.find(Report, case_id=row.id)
        named = FileStandIn(
            user_id=stranger.user_id, role="officer", report_id=report.id, area_id=row.area_id,
            way="named", set_at=NOW,
        )  # fmt: skip
        door.session.add(named)
    assert codes(house, UNASSIGNED.name) == []
    with house.app.app_context(), desk.writing(SYSTEM, Act.FILE_ENTRUST, now=NOW) as door:
        door.find(FileStandIn, user_id=stranger.user_id).ended_at = NOW
    assert [each.state for each in lines(house, UNASSIGNED.name)] == ["left"]
