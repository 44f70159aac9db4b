"""The lines of a printed summary: Vietnamese for every reader, complete, without the reporter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask_babel import force_locale

from caseapp.casework.case_timeline import EventView
from caseapp.casework.child_reading import CircumstanceView
from caseapp.casework.first_hours_reading import Spoken
from caseapp.casework.lone_reports import LoneView
from caseapp.casework.summaries import Summary, gather
from caseapp.rules.access import Role
from caseapp.rules.codes.prints import SUMMARY_SECTIONS
from caseapp.web.cases.summary_lines import _KEYS, summary_lines
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.referrals import add_agency, draft, take
from tests.factories.web import CITY, boxes, key, make_user, post_case, post_report, signed_in

HELD_BACK = "không tính, đang áp dụng biện pháp khẩn cấp"


@pytest.fixture
def summary(house: House) -> Summary:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    told = {
        "event_place": "Hẻm 4, đường 30/4",
        "child_state": "Có vết bầm ở tay",
        "reporter_name": "Bà Tư Bánh Mì",
    }
    report = post_report(officer, reporter_consents="y", **told)
    call = {"whom": "number-113", "number-113-answer": "reached", "number-113-note": "Đang đến"}
    officer.post(f"/reports/{report}/calls", data=call | {"post_key": key()})
    case = post_case(officer, report)
    found = {"certainty": "confirmed", "abuse_types": "violence", "settings": "family"}
    officer.post(
        f"/reports/{report}/incidents/new", data=found | {"ground": "Khám", "post_key": key()}
    )
    decided = {"kind": "emergency", "reason": "Nguy hiểm", "post_key": key()}
    chair.post(
        f"/reports/{report}/decision", data=decided | boxes("decided_at", "2026-11-23 09:00")
    )
    with house.app.app_context():
        return gather(an_actor(Role.OFFICER, 31135, name="Cán bộ A"), case, now=NOW)


def lines_of(house: House, summary: Summary) -> dict[str, Any]:
    with house.app.test_request_context(), force_locale("en"):
        return summary_lines(summary)


def test_an_english_reader_prints_vietnamese(house: House, summary: Summary) -> None:
    lines = lines_of(house, summary)
    assert lines["status"] == "Đang xử lý"
    clock, *of_plan = lines["clocks"]
    assert {line["words"] for line in of_plan} == {HELD_BACK}
    assert (clock["words"], clock["late"], clock["before"]) == ("Đã xong đúng hạn", False, [])
    told = [(line["what"].split(":")[0], line["text"]) for line in lines["timeline"]]
    assert told == [
        ("Tiếp nhận tin báo", ""),
        ("Quyết định về biện pháp bảo vệ khẩn cấp", "Nguy hiểm"),
        ("Ghi nhận vụ việc, đã xác định", "Khám"),
        ("Đã gọi, nói chuyện được", "Đang đến"),
        ("Mở trường hợp", ""),
    ]


def test_every_part_is_there(house: House, summary: Summary) -> None:
    lines = lines_of(house, summary)
    child = {row["label"]: row["value"] for row in lines["child"]}
    assert child["Họ và tên"] == "Thạch Thị Sa Rương"
    assert child["Ngày sinh"] == "khoảng 8 tuổi"
    assert lines["account"] == "Có vết bầm ở tay"
    (incident,) = lines["incidents"]
    assert incident["abuse"] == "Bạo lực (đã xác định)"
    assert incident["place"] == "Hẻm 4, đường 30/4, Phường Ninh Kiều"
    assert (incident["setting"], incident["ground"]) == ("Gia đình", "Khám")
    (measure,) = lines["measures"]
    assert measure["kind"] == "Áp dụng biện pháp bảo vệ khẩn cấp"
    assert measure["decided_by"].startswith("Người dùng chair-")
    assert (lines["opened"], lines["closed"]) == (date(2026, 11, 23), None)
    assert "Bà Tư" not in str(lines)


def test_an_agencys_answer_is_printed_with_who_gave_it(house: House, summary: Summary) -> None:
    officer, service = officer_of(house), add_agency(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    take(house, supervisor, draft(house, officer, summary.case.code, service), "send", "decline")
    with house.app.app_context():
        now_known = gather(officer, summary.case.code, now=NOW)
    (line,) = lines_of(house, now_known)["referrals"]
    assert line["answer"].endswith("Đã hết chỗ (Bà Lan, phó giám đốc)")


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("", "chưa được xác nhận"), ("denied", "bị phủ nhận, không có hiệu lực")],
)
def test_a_decision_that_another_entered_is_printed_with_what_became_of_it(
    house: House, summary: Summary, outcome: str, words: str
) -> None:
    (report,) = summary.case.reports
    spoken = Spoken(
        1, "telephone", "Cán bộ A", "Cán bộ A", timedelta(hours=1), outcome, None, "", "", "",
        own=False, entered_own=False, deniable=False,
    )  # fmt: skip
    report = replace(report, decisions=[replace(report.decisions[0], spoken=spoken)])
    changed = replace(summary, case=replace(summary.case, reports=[report]))
    (measure,) = lines_of(house, changed)["measures"]
    assert measure["kind"].endswith(f" (qua điện thoại; {words})")


def test_a_reader_who_does_not_enter_numbers_sees_their_end(house: House, summary: Summary) -> None:
    for told, shown in (
        ("092318001234", "092318001234"), ("••••••••1234", "tận cùng 1234"), ("", ""),
    ):  # fmt: skip
        child = replace(summary.case.child, personal_id=told)
        found = replace(summary, case=replace(summary.case, child=child))
        lines = lines_of(house, found)
        assert {row["label"]: row["value"] for row in lines["child"]}[
            "Số định danh cá nhân"
        ] == shown


def test_a_circumstance_is_told_by_group_number_group_and_subgroup(
    house: House, summary: Summary
) -> None:
    line = CircumstanceView(1, "01", "01.1", "confirmed", date(2026, 1, 2), None, "", True)
    bare = replace(line, group_code="13", subgroup="")
    child = replace(summary.case.child, circumstances=[line, bare])
    lines = lines_of(house, replace(summary, case=replace(summary.case, child=child)))
    first, second = (row["group"] for row in lines["circumstances"])
    assert first == "Nhóm 1 – Trẻ em mồ côi cả cha và mẹ; không có người chăm sóc"
    assert second.startswith("Nhóm 13 – Trẻ em mắc bệnh hiểm nghèo")


def test_the_day_of_closing_and_help_without_its_hour_are_days(
    house: House, summary: Summary
) -> None:
    helped = EventView("assistance", NOW, NOW, "A", "education", "", day_only=True)
    case = replace(summary.case, closed_at=NOW, state="closed", events=[helped])
    lines = lines_of(house, replace(summary, case=case))
    assert lines["closed"] == date(2026, 11, 23)
    assert [line["happened"] for line in lines["timeline"]] == [date(2026, 11, 23)]


def test_what_one_person_handled_alone_is_printed_with_its_review(
    house: House, summary: Summary
) -> None:
    mark = LoneView(
        "BC-26-22222222", "Bé Na", "Phường Ninh Kiều", "Bà Sáu", NOW, date(2026, 11, 24),
        overdue=False, reviewed_at=None, reviewed_by="", note="Chỉ giám sát đọc",
    )  # fmt: skip
    seen = replace(mark, reviewed_at=NOW, reviewed_by="Giám sát B")
    first, second = lines_of(house, replace(summary, lone=(mark, seen)))["alone"]
    assert (first["report"], first["who"]) == ("BC-26-22222222", "Bà Sáu")
    assert first["review"] == "chưa, hạn hết ngày 24/11/2026"
    assert second["review"] == "23/11/2026 10:00, Giám sát B"
    assert "Chỉ giám sát" not in str((first, second))


def test_every_section_is_made_of_lines_of_its_own(house: House, summary: Summary) -> None:
    assert tuple(_KEYS) == SUMMARY_SECTIONS.codes
    keys = [key for section in _KEYS.values() for key in section]
    assert len(set(keys)) == len(keys)
    assert set(keys) <= set(lines_of(house, summary))
