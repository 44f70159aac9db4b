"""The clocks' pages: everyone sees the articles, the supervisor moves, the administrator dates."""

from __future__ import annotations

from caseapp.casework.clock_rounds import watch_clocks
from tests.casework.test_case_clocks import a_case
from tests.factories.house import NOW, House
from tests.factories.web import CITY, key, post_case, post_report, signed_in, text_of


def test_the_officer_sees_article_and_end_and_moves_nothing(house: House) -> None:
    officer = signed_in(house, "officer")
    case = f"/cases/{post_case(officer, post_report(officer))}"
    page = text_of(officer, f"{case}/clocks")
    assert "Khoản 1 Điều 28 Nghị định 56/2017/NĐ-CP" in page
    assert "bản chờ đối chiếu" in page
    assert "hết ngày 30/11/2026" in page
    assert "Tạm ngừng tính" not in page
    assert officer.get(f"{case}/clocks/1/pause").status_code == 404
    elsewhere = signed_in(house, "officer", "31120")
    assert elsewhere.get(f"{case}/clocks").status_code == 404


def test_the_supervisor_pauses_lets_go_on_and_sets_an_end(house: House) -> None:
    officer = signed_in(house, "officer")
    case = f"/cases/{post_case(officer, post_report(officer))}"
    supervisor = signed_in(house, "supervisor", CITY)
    pause = f"{case}/clocks/1/pause"
    assert supervisor.post(pause, data={"reason": ""}).status_code == 422
    assert supervisor.post(pause, data={"reason": "Chờ giám định"}).status_code == 302
    page = text_of(officer, f"{case}/clocks")
    assert "Tạm ngừng từ" in page
    assert "Chờ giám định" in page
    assert supervisor.post(pause, data={"reason": "Đã xong"}).status_code == 302
    end = {"last_day-day": "4", "last_day-month": "12", "last_day-year": "2026", "reason": "x"}
    assert supervisor.post(f"{case}/clocks/2/end", data=end).status_code == 302
    assert "hết ngày 04/12/2026" in text_of(officer, f"{case}/clocks")
    assert supervisor.get(f"{case}/clocks/9/end").status_code == 404
    assert "Chờ giám định" in text_of(supervisor, "/clock-changes")
    seen = supervisor.post(f"{case}/clock-changes/1/known")
    assert seen.status_code == 302
    assert "đã xem lúc" in text_of(supervisor, "/clock-changes")


def test_the_administrator_dates_the_calendar_and_limits_move(house: House) -> None:
    officer = signed_in(house, "officer")
    case = f"/cases/{post_case(officer, post_report(officer))}"
    administrator = signed_in(house, "administrator")
    day = {"first-day": "27", "first-month": "11", "first-year": "2026"}
    entry = day | {"kind": "free", "name": "Nghỉ bù", "decision": "12/CV-UBND"}
    assert administrator.post("/calendar/new", data=day).status_code == 422
    assert administrator.post("/calendar/new", data=entry).status_code == 302
    assert officer.get("/calendar/new").status_code == 404
    assert "12/CV-UBND" in text_of(officer, "/calendar")
    with house.app.app_context():
        watch_clocks(now=NOW)
    assert "hết ngày 01/12/2026" in text_of(officer, f"{case}/clocks")
    assert administrator.post("/calendar/1/withdrawal").status_code == 302
    assert "đã rút ngày" in text_of(officer, "/calendar")


def test_a_start_that_is_sent_twice_is_one(house: House) -> None:
    with house.app.app_context():
        case = a_case(house, "emergency", before=False)
    officer, form = signed_in(house, "officer"), {"post_key": key()}
    for _ in range(2):
        answer = officer.post(f"/cases/{case}/clocks/start", data=form)
        assert (answer.status_code, answer.location) == (302, f"/cases/{case}/clocks")
    assert "Thời hạn" in text_of(officer, f"/cases/{case}/clocks")
