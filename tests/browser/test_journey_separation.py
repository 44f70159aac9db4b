"""A whole journey in a real browser: sexual abuse, an emergency and a separation, to the closed case."""

from __future__ import annotations

from datetime import timedelta

from tests.browser import steps
from tests.browser.person import Ward
from tests.browser.steps import DAY


def test_sexual_abuse_with_an_emergency_separation(ward: Ward) -> None:
    child, days = "Thạch Thị Sa Rương", ward.days
    _report_abuse(ward, child)
    _separate(ward, child)
    _past_the_fifteen_days(ward, child)
    steps.open_case(ward.officer, child)
    ward.officer.sees("Đã có quyết định của cơ quan có thẩm quyền")
    ward.officer.misses("Hiện không có việc cách ly")
    degrees = steps.all_of(steps.HARM_03, "low") | steps.all_of(steps.PROTECTION_03, "high")
    said = {"child_words": "Con thích ở với bà", "asked_by": "Cô Lan", "problems": "Sang chấn"}
    steps.assess(ward.officer, "Đánh giá nguy cơ cụ thể (Mẫu 03)", said, degrees)
    steps.sign(ward.officer, "medium", "Bà bảo vệ được em", "Cha dượng còn tìm em")
    ward.officer.back()
    steps.write_plan(ward.officer, "Sang chấn", "Trị liệu tâm lý", "trị liệu tâm lý", 20)
    steps.find_on_home(ward.chair, "Quyết định về kế hoạch", child)
    ward.chair.follow("Quyết định về kế hoạch")
    ward.chair.sees("Con thích ở với bà", "Trị liệu tâm lý", "Quyết định (Mẫu 05)")
    steps.decide(ward.chair, "approve", "Đồng ý")
    ward.officer.home()
    ward.officer.sees("Chủ tịch đã phê duyệt kế hoạch: cần tổ chức thực hiện")
    days.go_on(12 * DAY)
    steps.do_activity(ward.officer, child, "Đã trị liệu 6 buổi")
    days.go_on(DAY)
    steps.propose_closing(ward.officer, child)
    steps.close(ward.chair, child)
    days.go_on(5 * DAY)
    _open_again_and_close(ward, child)


def _open_again_and_close(ward: Ward, child: str) -> None:
    """Reopening says why, asks for a new review, and the case bears the day of its new end."""
    days = ward.days
    ward.chair.follow("Mở lại trường hợp")
    ward.chair.tick("move", "reopen")
    ward.chair.write(reason="Cha dượng lại đến trường tìm em")
    ward.chair.press("Ghi quyết định")
    ward.officer.home()
    ward.officer.follow("Chủ tịch đã mở lại trường hợp")
    ward.officer.sees("Đang xử lý", "Cha dượng lại đến trường tìm em")
    # What closing rested on before rests no more.
    ward.officer.follow("Đề nghị kết thúc")
    ward.officer.sees("Hãy lập bản rà soát đó trước")
    days.go_on(DAY)
    steps.propose_closing(ward.officer, child)
    steps.close(ward.chair, child)
    steps.open_case(ward.supervisor, child)
    ward.supervisor.sees("Đã kết thúc", f"Ngày kết thúc {days.today:%d/%m/%Y}")


def _report_abuse(ward: Ward, child: str) -> None:
    """From the call to the decision that an emergency measure applies, and the case."""
    officer, chair = ward.officer, ward.chair
    steps.report(
        officer, child, "Khu vực 3", birth__age="9", child_state="Em sợ hãi, có vết bầm",
        suspect_name="Danh Văn Dượng",
    )  # fmt: skip
    ward.supervisor.home()
    ward.supervisor.sees(child, "Phường, xã chưa quyết định về biện pháp khẩn cấp", "Còn 10 giờ")
    steps.record(officer, "sexual_abuse", "family", "Em kể với cô giáo")
    said = {
        "child_words": "Con sợ chú, con không muốn về", "child_wish": "Ở với bà",
        "asked_by": "Cô Lan",
    }  # fmt: skip
    degrees = steps.all_of(steps.HARM_02, "high") | steps.all_of(steps.PROTECTION_02, "low")
    steps.assess(officer, "Đánh giá nguy cơ ban đầu (Mẫu 02)", said, degrees)
    officer.sees("Khẩn cấp: mức độ tổn hại của trẻ em được xếp là Cao")
    steps.sign(officer, "high", "Cần đưa em khỏi nhà ngay")
    steps.find_on_home(chair, "Quyết định về biện pháp bảo vệ khẩn cấp", child)
    chair.follow("Ghi quyết định")
    said_first = chair.said().index("Con sợ chú, con không muốn về")
    assert said_first < chair.said().index("Áp dụng biện pháp bảo vệ khẩn cấp")
    chair.tick("kind", "emergency")
    chair.write(reason="Em không an toàn ở nhà")
    chair.press("Ghi quyết định")
    chair.sees("Đã xong đúng hạn")
    steps.find_on_home(officer, "Mở trường hợp từ tin báo", child)
    officer.follow("Mở trường hợp")
    officer.press("Lưu và mở trường hợp")
    officer.sees("Đã mở trường hợp", "Nguy cơ cao", "Thời hạn kế hoạch chưa tính")


def _separate(ward: Ward, child: str) -> None:
    """The officer prepares Mẫu 07, the chair decides; nobody is asked for more until day 10."""
    officer, chair, days = ward.officer, ward.chair, ward.days
    officer.follow("Cách ly và nơi ở của trẻ")
    officer.follow("Chuẩn bị quyết định cách ly tạm thời (Mẫu 07)")
    officer.tick("parted_from", "carer")
    officer.tick("kept_with", "family")
    officer.write(names="Danh Văn Dượng, 1985", why="Người này còn ở nhà")
    officer.write(name="Bà ngoại Sáu", address="Số 9 hẻm Bí Mật")
    officer.date("last_day", days.today + 14 * DAY)
    officer.press("Trình Chủ tịch")
    officer.misses("Số 9 hẻm Bí Mật")
    steps.find_on_home(chair, "Quyết định về việc cách ly tạm thời", child)
    chair.follow("Cách ly lần 1")
    chair.follow("Quyết định về việc cách ly")
    chair.sees("Con sợ chú, con không muốn về", "Số 9 hẻm Bí Mật")
    steps.decide(chair, "decide", "Đồng ý cách ly")
    days.go_on(9 * DAY)
    officer.home()
    officer.misses("Cách ly: hủy bỏ, gia hạn hoặc đề nghị Tòa án")
    days.go_on(DAY)
    steps.find_on_home(officer, "Cách ly: hủy bỏ, gia hạn hoặc đề nghị Tòa án", child)
    officer.follow("Cách ly lần 1")
    officer.sees("ngày 10 trong 15 ngày", "Việc cách ly không tự kết thúc")


def _past_the_fifteen_days(ward: Ward, child: str) -> None:
    """A request that is decided but not sent heads the supervisor's list; the court answers it."""
    officer, chair, days = ward.officer, ward.chair, ward.days
    officer.follow("Đề nghị Tòa án hoặc cơ quan có thẩm quyền khác")
    officer.tick("body", "court")
    officer.write(body_name="Tòa án nhân dân khu vực 1", why="Cha dượng chưa rời nhà")
    officer.press("Trình Chủ tịch")
    steps.find_on_home(chair, "Quyết định bước tiếp theo của việc cách ly", child)
    chair.follow("Cách ly lần 1")
    chair.follow("Quyết định")
    steps.decide(chair, "decide", "Đồng ý")
    days.go_on(6 * DAY)
    late = "Đã hết 15 ngày cách ly mà chưa có văn bản: xử lý ngay"
    steps.find_on_home(ward.supervisor, late, child)
    steps.find_on_home(officer, "Gửi công văn đến Tòa án", child)
    officer.follow("Cách ly lần 1")
    officer.follow("Ghi việc đã gửi công văn")
    officer.write(letter="12/CV-UBND")
    officer.press("Ghi việc gửi")
    # It waits for the court: there is nothing left to extend.
    officer.misses("Gia hạn việc cách ly")
    ward.supervisor.home()
    ward.supervisor.misses(late)
    days.go_on(timedelta(hours=50))
    steps.find_on_home(officer, "Ghi trả lời của Tòa án", child)
    officer.follow("Cách ly lần 1")
    officer.follow("Ghi trả lời")
    officer.tick("outcome", "granted")
    officer.write(number="45/QĐ-TA", words="Em ở với bà ngoại")
    officer.date("day", days.today)
    officer.press("Ghi trả lời")
    officer.sees("Đã có quyết định của cơ quan có thẩm quyền", "số 45/QĐ-TA")
