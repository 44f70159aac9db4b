"""Whole journeys in a real browser: from the first word about a child to the closed case."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.browser import steps
from tests.browser.chromium import PHONE, WIDE, NewPage
from tests.browser.person import Days, Person
from tests.browser.sample import served
from tests.browser.steps import DAY
from tests.factories.house import House
from tests.factories.web import CITY, NINH_KIEU, make_user


@dataclass
class Ward:
    """The three who act, each at a browser of their own: the chair's is a telephone."""

    days: Days
    officer: Person
    chair: Person
    supervisor: Person


@pytest.fixture
def ward(house: House, new_page: NewPage, complaints: list[str]) -> Iterator[Ward]:
    """A ward whose forms need their tokens, as in real life; nothing may fail in the browser."""
    house.app.config["WTF_CSRF_ENABLED"] = True
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    for role, unit in (("officer", NINH_KIEU), ("chair", NINH_KIEU), ("supervisor", CITY)):
        make_user(house, role, unit, username=role)
    days = Days(house)
    with served(house.app) as site:
        people = [Person(new_page(viewport), site, days) for viewport in (WIDE, PHONE, WIDE)]
        for person, name in zip(people, ("officer", "chair", "supervisor"), strict=True):
            person.sign_in(name)
        yield Ward(days, *people)
    assert complaints == []


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
    steps.decide(ward.chair, "approve", "Đồng ý", decision_number="27/QĐ-UBND")
    ward.officer.home()
    ward.officer.sees("Chủ tịch đã phê duyệt kế hoạch: cần tổ chức thực hiện")
    days.go_on(12 * DAY)
    steps.do_activity(ward.officer, child, "Đã trị liệu 6 buổi")
    days.go_on(DAY)
    steps.propose_closing(ward.officer, child)
    steps.close(ward.chair, child)
    days.go_on(5 * DAY)
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
    officer.press("Lưu trẻ em và mở trường hợp")
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
    chair.follow("Lần cách ly số 1")
    chair.follow("Quyết định về việc cách ly")
    chair.sees("Con sợ chú, con không muốn về", "Số 9 hẻm Bí Mật")
    steps.decide(chair, "decide", "Đồng ý cách ly")
    days.go_on(9 * DAY)
    officer.home()
    officer.misses("Cách ly: hủy bỏ, gia hạn hoặc đề nghị Tòa án")
    days.go_on(DAY)
    steps.find_on_home(officer, "Cách ly: hủy bỏ, gia hạn hoặc đề nghị Tòa án", child)
    officer.follow("Lần cách ly số 1")
    officer.sees("ngày 10 trong 15 ngày", "Việc cách ly không tự kết thúc")


def _past_the_fifteen_days(ward: Ward, child: str) -> None:
    """A request that is decided but not sent heads the supervisor's list; the court answers it."""
    officer, chair, days = ward.officer, ward.chair, ward.days
    officer.follow("Đề nghị Tòa án hoặc cơ quan có thẩm quyền khác")
    officer.tick("body", "court")
    officer.write(body_name="Tòa án nhân dân khu vực 1", why="Cha dượng chưa rời nhà")
    officer.press("Trình Chủ tịch")
    steps.find_on_home(chair, "Quyết định bước tiếp theo của việc cách ly", child)
    chair.follow("Lần cách ly số 1")
    chair.follow("Quyết định")
    steps.decide(chair, "decide", "Đồng ý")
    days.go_on(6 * DAY)
    late = "Đã hết 15 ngày cách ly mà chưa có văn bản: xử lý ngay"
    steps.find_on_home(ward.supervisor, late, child)
    steps.find_on_home(officer, "Gửi công văn đến Tòa án", child)
    officer.follow("Lần cách ly số 1")
    officer.follow("Ghi việc đã gửi công văn")
    officer.write(letter="12/CV-UBND")
    officer.press("Ghi việc gửi")
    # It waits for the court: there is nothing left to extend.
    officer.misses("Gia hạn việc cách ly")
    ward.supervisor.home()
    ward.supervisor.misses(late)
    days.go_on(timedelta(hours=50))
    steps.find_on_home(officer, "Ghi trả lời của Tòa án", child)
    officer.follow("Lần cách ly số 1")
    officer.follow("Ghi trả lời")
    officer.tick("outcome", "granted")
    officer.write(number="45/QĐ-TA", words="Em ở với bà ngoại")
    officer.date("day", days.today)
    officer.press("Ghi trả lời")
    officer.sees("Đã có quyết định của cơ quan có thẩm quyền", "số 45/QĐ-TA")


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
    officer.press("Lưu trẻ em và mở trường hợp")
    officer.sees("Trình kế hoạch hỗ trợ, can thiệp")
    said = {"child_words": "Con ở nhà với em", "asked_by": "Cô Lan"}
    degrees = steps.all_of(steps.HARM_03, "medium") | steps.all_of(steps.PROTECTION_03, "medium")
    steps.assess(officer, "Đánh giá nguy cơ cụ thể (Mẫu 03)", said, degrees)
    steps.sign(officer, "medium", "Cha mẹ đi làm ca đêm")
    officer.back()


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
    officer.follow("Nhập trẻ em")
    officer.write(full_name=child, guardian_name="Bà Tư hàng xóm")
    officer.date("born", days.today.replace(year=days.today.year - 8))
    officer.tick("sex", "female")
    officer.choose("number_missing", "Chưa biết số")
    officer.date("resident_from", days.today - 365 * DAY)
    officer.press("Lưu trẻ em")
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
    # It is offered as help, and written by nobody but the officer.
    officer.follow("Ghi chăm sóc thay thế là trợ giúp đã nhận")
    assert officer.page.is_checked("input[name=kind][value=alternative_care]")
    officer.date("given_on", days.today)
    officer.tick("open_ended", "y")
    officer.press("Ghi hỗ trợ")
    officer.sees("Chăm sóc thay thế")
