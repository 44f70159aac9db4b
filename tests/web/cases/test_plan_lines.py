"""The plan in force on the printed summary: its decision, goals, and what came of each activity."""

from __future__ import annotations

from caseapp.casework.carrying_out import Outcome, settle_activity
from caseapp.casework.summaries import gather
from caseapp.web.cases.plan_lines import plan_lines
from caseapp.web.cases.summary_lines import summary_lines
from tests.factories.house import NOW, House
from tests.factories.plans import TODAY, a_plan, an_activity, approved
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, OFFICER


def test_the_plan_in_force_is_printed(house: House) -> None:
    case = open_a_case(house, OFFICER)
    with house.app.test_request_context():
        assert summary_lines(gather(OFFICER, case, now=NOW))["plan"] is None
    approved(house, OFFICER, CHAIR, case, a_plan(an_activity(), an_activity("Đi học lại", 20)))
    with house.app.test_request_context():
        settle_activity(OFFICER, case, 1, 1, Outcome("do", "Ngủ được", TODAY), version=2, now=NOW)
        found = gather(OFFICER, case, now=NOW)
        assert found.plan is not None
        lines = plan_lines(found.plan)
        assert summary_lines(found)["plan"] == lines
    told = {row["label"]: row["value"] for row in lines["facts"]}
    assert told["Số quyết định"] == "27/QĐ-UBND"
    assert told["Mục tiêu"] == "1. Trẻ an toàn tại nhà (hạn 23/12/2026)"
    assert [row["note"] for row in lines["activities"]] == [
        "Đã thực hiện ngày 23/11/2026. Ngủ được", "Chưa xong",
    ]  # fmt: skip
    assert lines["activities"][0]["by"] == ("Cán bộ phường; phối hợp: Trung tâm Công tác xã hội")
