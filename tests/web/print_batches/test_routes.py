"""Papers of many files by page: asked for, followed, fetched by who asked, for a day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from flask.testing import FlaskClient

from caseapp.exchange.working import RUNNERS, Worker
from caseapp.rules.job_states import KEPT, PRINTS
from caseapp.web.batch_papers import batch_runner
from caseapp.web.printing import PRINTER
from tests.factories.house import House
from tests.factories.measures import a_desk
from tests.factories.printed_text import texts_of
from tests.factories.web import (
    CITY,
    NINH_KIEU,
    boxes,
    key,
    make_user,
    sign_in,
    signed_in,
    text_of,
)


def _ask(browser: FlaskClient, **changed: str) -> str:
    asked = {
        "post_key": key(),
        "paper": "summary",
        "reason": "meeting",
        "form": "pdf",
        **boxes("since", "2026-11-23"),
        **boxes("last_day", "2026-11-23"),
    }
    answer = browser.post("/prints", data=asked | changed)
    if answer.status_code == 422:
        return answer.get_data(as_text=True)
    assert answer.status_code == 302
    return str(answer.location)


def _worked(house: House) -> None:
    runners = RUNNERS | {PRINTS: batch_runner(PRINTER, demo=True)}
    with house.app.app_context():
        assert Worker(house.app.app_context, house.settings.now, runners=runners).work_once()


def test_from_the_question_to_the_file(house: House) -> None:
    desk = a_desk(house)
    officer = sign_in(house, make_user(house, "officer", NINH_KIEU, "can-bo-in"))
    page = _ask(officer)
    assert re.fullmatch("/prints/[0-9a-f]{24}", page)
    answer = officer.get(page)
    assert (answer.headers["Refresh"], "<progress" in answer.get_data(as_text=True)) == ("3", True)
    _worked(house)
    assert "Tệp đã sẵn sàng" in text_of(officer, page)
    assert "Các văn bản bạn yêu cầu đã sẵn sàng để in" in text_of(officer, "/")
    assert "Tóm tắt hồ sơ: Phường Ninh Kiều, từ 23/11/2026 đến hết 23/11/2026" in text_of(
        officer, "/prints"
    )
    token = page.rpartition("/")[2]
    assert officer.get(f"/jobs/{token}").location == page
    file = officer.post(f"{page}/file")
    assert file.headers["Content-Disposition"] == 'attachment; filename="ban-in.pdf"'
    told = " ".join(texts_of(file.data)[0].split())
    assert desk.case in told
    assert "Mục đích: Họp bàn về trường hợp" in told

    other = sign_in(house, make_user(house, "officer", NINH_KIEU, "can-bo-khac"))
    assert other.get(page).status_code == 404
    assert other.post(f"{page}/file").status_code == 404
    moved = house.settings.now() + KEPT + timedelta(minutes=1)
    house.app.extensions["caseapp.settings"] = replace(house.settings, fixed_now=moved)
    late = officer.post(f"{page}/file")
    assert (late.status_code, late.location) == (302, page)
    assert "không còn được giữ" in text_of(officer, page)


def test_what_cannot_be_asked_is_said_beside_its_field(house: House) -> None:
    officer = signed_in(house, "officer")
    assert "Không có văn bản này trong khoảng ngày đã chọn" in _ask(officer)
    for changed, words in (
        ({"paper": ""}, "Chọn loại văn bản cần in"),
        ({"paper": "77"}, "Chọn một trong các câu trả lời"),
        ({"reason": ""}, "Chọn mục đích in"),
        (boxes("last_day", "2026-11-01"), "ngày cuối"),
        (boxes("since", "2027-01-01"), "tương lai"),
        (boxes("since", "2026-02-30"), "Ngày"),
    ):
        assert words.lower() in _ask(officer, **changed).lower(), changed
    boss = signed_in(house, "supervisor", CITY)
    assert "Chọn" in _ask(boss, unit="99999")
    for role, unit in (
        ("statistician", CITY),
        ("administrator", CITY),
        ("collaborator", NINH_KIEU),
    ):
        assert signed_in(house, role, unit).get("/prints").status_code == 404


def test_a_form_that_somebody_else_sent_is_shown_again_under_a_key_of_its_own(house: House) -> None:
    a_desk(house)
    first, second = (
        sign_in(house, make_user(house, "officer", NINH_KIEU, name)) for name in ("mot", "hai")
    )
    spent = key()
    assert _ask(first, post_key=spent) != "/prints"
    page = _ask(second, post_key=spent)
    assert "Biểu mẫu này đã được gửi" in page
    assert spent not in page
