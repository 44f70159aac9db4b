"""Cases without a report: opened directly, or a running paper file taken over with its dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from caseapp.casework.case_entry import PaperFile, open_directly, take_over
from caseapp.casework.case_list import list_cases
from caseapp.casework.case_reading import CaseView, read_case
from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.escalation import call_next
from caseapp.casework.home import gather
from caseapp.casework.report_list import list_reports
from caseapp.records.cases import Deadline
from caseapp.records.messages import Message
from caseapp.records.notices import Notice
from caseapp.rules.access import Actor, Denied, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import LOCAL, RuleBroken
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.reports import CHAIR, STRANGER, SUPERVISOR, kept
from tests.factories.web import CAI_KHE, NINH_KIEU

TODAY = date(2026, 11, 23)
OLD = datetime(2026, 3, 2, 9, 30, tzinfo=LOCAL)
WHY = "Mồ côi cả cha và mẹ, sống với bà ngoại"


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture
def child(house: House, officer: Actor) -> str:
    return enter_child(house, officer)


def paper(**fields: object) -> PaperFile:
    known: dict[str, object] = {
        "number": "12/HS-BVTE",
        "opened_on": date(2026, 3, 2),
        "level": "medium",
        "told": "Kế hoạch đang thực hiện",
        "received_at": OLD,
        "days": {"assessed": date(2026, 3, 2), "planned": date(2026, 3, 6)},
    }
    return PaperFile(**known | fields)  # type: ignore[arg-type]  # fields by name


def read(house: House, actor: Actor, code: str) -> CaseView:
    with house.app.app_context():
        return read_case(actor, code, now=NOW)


def test_an_orphan_without_any_abuse_has_a_case_without_a_report(
    house: House, officer: Actor, child: str
) -> None:
    with house.app.app_context():
        code = open_directly(officer, child, reason=WHY, now=NOW)
        with pytest.raises(RuleBroken, match=code):  # one running case of a child here
            open_directly(officer, child, reason=WHY, now=NOW)
        for wrong in (CHAIR, SUPERVISOR):
            with pytest.raises(Denied):
                open_directly(wrong, child, reason=WHY, now=NOW)
        with pytest.raises(Missing):
            open_directly(STRANGER, child, reason=WHY, now=NOW)
        with pytest.raises(RuleBroken):
            open_directly(officer, child, reason=" ", now=NOW)
    view = read(house, officer, code)
    assert (view.reports, view.entry.kind, view.unit) == ([], "direct", "Phường Ninh Kiều")
    assert [(e.kind, e.detail, e.text) for e in view.events] == [("opened", "direct", WHY)]


def test_who_is_sixteen_gets_no_case(house: House, officer: Actor) -> None:
    grown = enter_child(house, officer, born=date(2010, 11, 23), resident_from=date(2025, 7, 1))
    with house.app.app_context(), pytest.raises(RuleBroken, match="16 or older"):
        open_directly(officer, grown, reason=WHY, now=NOW)


def test_a_paper_file_stands_on_its_real_days_and_its_past_clock_is_late_nowhere(
    house: House, officer: Actor, child: str
) -> None:
    with house.app.app_context():
        code = take_over(officer, child, paper(), now=NOW)
    view = read(house, officer, code)
    assert (view.entry.kind, view.entry.paper_number) == ("paper", "12/HS-BVTE")
    assert view.entry.taken_over_on == TODAY
    assert (view.level, view.opened_at.astimezone(LOCAL).date()) == ("medium", date(2026, 3, 2))
    told = {(event.kind, event.happened_at.astimezone(LOCAL).date()) for event in view.events}
    assert told >= {
        ("received", OLD.date()),
        ("paper_assessed", date(2026, 3, 2)),
        ("paper_planned", date(2026, 3, 6)),
        ("taken_over", TODAY),
    }
    (report,) = view.reports
    assert (report.before_use, report.clock, report.received_at) == (True, None, OLD)
    assert kept(house, select(Deadline.id)) == []
    later = NOW + timedelta(days=3)
    with house.app.app_context():
        assert watch_clocks(now=later) == 0
        assert call_next(now=later) == 0
        assert gather(an_actor(Role.CHAIR, int(NINH_KIEU)), now=later).tasks == []
        assert gather(SUPERVISOR, now=later).tasks == []
        assert [line.clock for line in list_reports(officer, now=later).lines] == [None]
        assert [line.clock for line in list_cases(officer, now=later)[0]] == [None]
    for model in (Notice, Message):
        assert kept(house, select(func.count()).select_from(model)) == [(0,)]


def test_a_clock_that_has_not_ended_before_that_day_runs_on(
    house: House, officer: Actor, child: str
) -> None:
    """Received yesterday at 12:00, the 12 hours end today at midnight, on the day of use."""
    last = datetime(2026, 11, 22, 12, 0, tzinfo=LOCAL)
    with house.app.app_context():
        code = take_over(officer, child, paper(received_at=last, days={}), now=NOW)
    (report,) = read(house, officer, code).reports
    assert not report.before_use
    assert report.clock is not None
    assert report.clock.kind == "late"
    second = enter_child(house, officer, full_name="Lê Văn Khác", born=date(2014, 1, 1))
    with house.app.app_context():
        earlier = paper(number="13", received_at=last - timedelta(seconds=1), days={})
        other = take_over(officer, second, earlier, now=NOW)
    assert read(house, officer, other).reports[0].before_use


BEFORE_MAU_01 = datetime(2017, 6, 30, 23, 59, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": " "}, "number"),
        ({"level": "sky"}, "level"),
        ({"opened_on": date(2026, 11, 24)}, "opened_on"),
        ({"opened_on": date(2015, 9, 4), "received_at": None, "days": {}}, "opened_on"),
        ({"received_at": NOW + timedelta(minutes=1)}, "received_at"),
        ({"days": {"planned": date(2026, 3, 1)}}, "planned_on"),  # before its report
        ({"received_at": BEFORE_MAU_01, "days": {}}, "received_at"),
        ({"received_at": None, "days": {"planned": date(2015, 9, 4)}}, "planned_on"),
    ],
)
def test_a_paper_file_that_cannot_be(
    house: House, officer: Actor, child: str, wrong: dict[str, object], field: str
) -> None:
    with house.app.app_context(), pytest.raises(RuleBroken) as broken:
        take_over(officer, child, paper(**wrong), now=NOW)
    assert broken.value.field == field


def test_a_paper_file_is_taken_over_once(house: House, officer: Actor, child: str) -> None:
    other = enter_child(house, officer, full_name="Lê Văn Khác", born=date(2014, 1, 1))
    with house.app.app_context():
        code = take_over(officer, child, paper(), now=NOW)
        with pytest.raises(RuleBroken, match=code) as broken:
            take_over(officer, child, paper(number="13"), now=NOW)
        assert broken.value.field == "child"
        with pytest.raises(RuleBroken, match=code) as broken:
            take_over(officer, other, paper(), now=NOW)
        assert broken.value.field == "number"
        elsewhere = officer_of(house, CAI_KHE)
        with pytest.raises(Missing):
            take_over(elsewhere, other, paper(), now=NOW)
