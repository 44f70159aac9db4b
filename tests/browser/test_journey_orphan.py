"""A whole journey in a real browser: an orphan without any abuse, in alternative care and out of it."""

from __future__ import annotations

from tests.browser import steps
from tests.browser.person import Person, Ward
from tests.browser.steps import DAY


def test_an_orphan_without_any_abuse(ward: Ward) -> None:
    child, days = "Sơn Thị Ngọc Lành", ward.days
    officer, chair = ward.officer, ward.chair
    _enter_an_orphan(ward, child)
    _into_care(ward, child)
    days.go_on(170 * DAY)
    steps.find_on_home(officer, "Theo dõi trẻ được chăm sóc thay thế", child)
    officer.sees("Còn 12 ngày")
    officer.follow("Ghi một lần theo dõi")
    officer.tick("seen", "seen")
    officer.write(by="Cô Lan", how="Em khỏe, đi học đều")
    officer.press("Lưu lần theo dõi")
    officer.sees("Em khỏe, đi học đều")
    officer.follow("Đề nghị chấm dứt hoặc chuyển hình thức")
    officer.tick("way", "end")
    officer.write(why="Dì ruột nhận nuôi em")
    officer.press("Trình Chủ tịch")
    steps.find_on_home(chair, "Quyết định về chăm sóc thay thế hoặc việc chấm dứt", child)
    chair.follow("Quyết định về việc chấm dứt chăm sóc thay thế")
    chair.sees("Dì ruột nhận nuôi em")
    steps.decide(chair, "decide", "Đồng ý", number="40/QĐ-UBND")
    days.go_on(DAY)
    steps.open_case(officer, child)
    officer.sees("Hiện không có việc cách ly")
    officer.follow("Đề nghị kết thúc")
    steps.ask_to_close(officer)
    steps.close(chair, child)
    steps.open_case(ward.supervisor, child)
    ward.supervisor.sees("Đã kết thúc", "Không qua tin báo", "Trẻ em mồ côi cả cha và mẹ")
    ward.supervisor.misses("Tin báo BC-")


def _enter_an_orphan(ward: Ward, child: str) -> None:
    """The child is entered by itself, with the group and its documents; the case has no report."""
    officer, days = ward.officer, ward.days
    officer.follow("Trẻ em", within="nav")
    officer.follow("Thêm trẻ em")
    officer.write(full_name=child, guardian_name="Bà Tư hàng xóm")
    officer.date("born", days.today.replace(year=days.today.year - 8))
    officer.tick("sex", "female")
    officer.choose("number_missing", "Chưa biết số")
    officer.date("resident_from", days.today - 365 * DAY)
    officer.press("Lưu thông tin trẻ em")
    officer.follow("Ghi nhận hoàn cảnh đặc biệt")
    officer.tick("group_code", "01")
    officer.tick("status", "confirmed")
    officer.choose("subgroup", "01.1.")
    officer.date("valid_from", days.today - 30 * DAY)
    officer.write(evidence="Giấy chứng tử số 12 và 13")
    officer.press("Ghi nhận")
    officer.sees("Giấy chứng tử số 12 và 13")
    officer.follow("Mở trường hợp không qua tin báo")
    officer.write(reason="Mồ côi cả cha và mẹ, không còn ai chăm sóc")
    officer.press("Mở trường hợp")
    officer.sees("Trẻ em mồ côi cả cha và mẹ")


def _into_care(ward: Ward, child: str) -> None:
    """A carer is registered and decided on, the child handed over in time, the help recorded."""
    officer, chair, days = ward.officer, ward.chair, ward.days
    officer.follow("Chăm sóc thay thế")
    officer.follow("Lập đề nghị chăm sóc thay thế")
    officer.follow("Người đăng ký nhận chăm sóc thay thế")  # nobody to be chosen yet
    officer.follow("Đăng ký người nhận chăm sóc")
    officer.write(name="Huỳnh Thị Nhận", born="1970", address="Số 21 hẻm Kín Đáo")
    officer.tick("relative", "no")
    officer.tick("conditions", "able", "moral", "home", "willing", "age")
    officer.date("applied_on", days.today - 5 * DAY)
    officer.date("health_on", days.today - 40 * DAY)
    officer.press("Lưu")
    steps.open_case(officer, child)
    officer.follow("Chăm sóc thay thế")
    officer.follow("Lập đề nghị chăm sóc thay thế")
    officer.choose("carer", "Huỳnh Thị Nhận")
    officer.write(why="Em không còn người thân chăm sóc")
    officer.press("Trình Chủ tịch")
    steps.find_on_home(chair, "Quyết định về chăm sóc thay thế hoặc việc chấm dứt", child)
    chair.follow("Quyết định về việc chăm sóc thay thế")
    chair.sees("Huỳnh Thị Nhận", "Số 21 hẻm Kín Đáo")
    steps.decide(chair, "decide", "Đồng ý", number="36/QĐ-UBND")
    officer.home()
    officer.sees("Đã có quyết định về việc chăm sóc thay thế")
    days.go_on(20 * DAY)
    steps.find_on_home(officer, "Giao trẻ cho người nhận chăm sóc thay thế", child)
    officer.follow("Ghi việc giao trẻ")
    officer.write(how="Có mặt trưởng khu vực")
    officer.press("Ghi việc giao trẻ")
    officer.sees("lần theo dõi đầu tiên trong vòng 6 tháng", "Đang được chăm sóc thay thế")
    officer.back()
    officer.misses("Hiện không có việc cách ly")
    officer.follow("Chăm sóc thay thế")
    _accept_it_as_help(officer)


def _accept_it_as_help(officer: Person) -> None:
    """It is offered as help, and written by nobody but the officer."""
    officer.follow("Ghi chăm sóc thay thế là hỗ trợ đã nhận")
    assert officer.page.is_checked("input[name=kind][value=alternative_care]")
    officer.date("given_on", officer.days.today)
    officer.tick("open_ended", "y")
    officer.press("Ghi hỗ trợ")
    officer.sees("Chăm sóc thay thế")
