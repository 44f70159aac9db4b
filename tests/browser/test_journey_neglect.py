"""A whole journey in a real browser: neglect at medium risk, from the report to the closed case."""

from __future__ import annotations

from tests.browser import steps
from tests.browser.person import Ward
from tests.browser.steps import DAY


def test_neglect_at_medium_risk(ward: Ward) -> None:
    child, days = "Lê Thị Bé Ba", ward.days
    officer, chair = ward.officer, ward.chair
    _report_neglect(ward, child)
    steps.write_plan(officer, "Ở nhà một mình", "Gửi em vào lớp bán trú", "làm cha mẹ", 30)
    steps.find_on_home(chair, "Quyết định về kế hoạch", child)
    chair.follow("Quyết định về kế hoạch")
    steps.decide(chair, "return", "Ghi rõ ai đưa đón em")
    steps.find_on_home(officer, "Sửa kế hoạch bị trả lại", child)
    officer.sees("Ghi rõ ai đưa đón em")
    officer.follow("Kế hoạch số 1")
    officer.follow("Soạn tiếp")
    officer.write(cooperates_1_1="Chị Út hàng xóm đưa đón")
    steps.submit(officer)
    steps.find_on_home(chair, "Quyết định về kế hoạch", child)
    chair.follow("Quyết định về kế hoạch")
    chair.sees("Chị Út hàng xóm đưa đón")
    steps.decide(chair, "approve", "Đồng ý")
    # A visit in time sets the next one by the level of risk; who forgets it is reminded.
    steps.open_case(officer, child)
    officer.sees(
        "Nguy cơ trung bình", f"Cần gặp trẻ trước hết ngày {days.today + 14 * DAY:%d/%m/%Y}"
    )
    days.go_on(15 * DAY)
    steps.find_on_home(officer, "Gặp trẻ em: đã quá ngày phải gặp", child)
    steps.do_activity(officer, child, "Em học bán trú từ đầu tháng")
    officer.home()
    officer.misses("Gặp trẻ em: đã quá ngày phải gặp")
    days.go_on(DAY)
    steps.propose_closing(officer, child)
    steps.close(chair, child)
    steps.open_case(ward.supervisor, child)
    ward.supervisor.sees("Đã kết thúc", "Bỏ mặc", "Trả lại kế hoạch")


def _report_neglect(ward: Ward, child: str) -> None:
    """No emergency: the chair says so, the limits of the plan run, and the risk is medium."""
    officer, chair = ward.officer, ward.chair
    steps.report(officer, child, "Khu vực 5", birth__age="6", child_state="Ở nhà một mình")
    steps.record(officer, "neglect", "family", "Hàng xóm thấy nhiều lần")
    said = {"not_asked": "Em đang ngủ", "place": "Nhà em"}
    degrees = steps.all_of(steps.HARM_02, "medium") | steps.all_of(steps.PROTECTION_02, "low")
    steps.assess(officer, "Đánh giá nguy cơ ban đầu (Mẫu 02)", said, degrees)
    steps.sign(officer, "medium", "Em bị bỏ mặc, chưa đến mức khẩn cấp")
    steps.find_on_home(chair, "Quyết định về biện pháp bảo vệ khẩn cấp", child)
    chair.follow("Ghi quyết định")
    chair.sees("Chưa hỏi trẻ, vì: Em đang ngủ")
    chair.tick("kind", "none")
    chair.write(reason="Không phải tình huống khẩn cấp")
    chair.press("Ghi quyết định")
    steps.find_on_home(officer, "Mở trường hợp từ tin báo", child)
    officer.follow("Mở trường hợp")
    officer.press("Lưu và mở trường hợp")
    officer.sees("Trình kế hoạch hỗ trợ, can thiệp")
    said = {"child_words": "Con ở nhà với em", "asked_by": "Cô Lan"}
    degrees = steps.all_of(steps.HARM_03, "medium") | steps.all_of(steps.PROTECTION_03, "medium")
    steps.assess(officer, "Đánh giá nguy cơ cụ thể (Mẫu 03)", said, degrees)
    steps.sign(officer, "medium", "Cha mẹ đi làm ca đêm")
    officer.back()
