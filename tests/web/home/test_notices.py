"""Notices on the home page: what no task says, with where it leads and a button to be done with."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from caseapp.casework.acting import actor_named, tell_of
from caseapp.casework.notices import NoticeView
from caseapp.casework.tokens import token_of
from caseapp.exchange.release_jobs import ask_preparation
from caseapp.exchange.working import Worker
from caseapp.rules.notice_kinds import KINDS
from caseapp.web.home.notices import lines_of, tags_of
from tests.factories.house import NOW, House
from tests.factories.released import an_office, frozen, hit_children, proposed, signed
from tests.factories.web import (
    CAI_KHE,
    CITY,
    boxes,
    key,
    make_user,
    post_case,
    post_report,
    sign_in,
    signed_in,
    text_of,
)

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def decide(chair: FlaskClient, report: str) -> None:
    form = {"post_key": key(), "kind": "none", "reason": "Trẻ an toàn",
            **boxes("decided_at", "2026-11-23 09:30")}  # fmt: skip
    assert chair.post(f"/reports/{report}/decision", data=form).status_code == 302


def buttons(browser: FlaskClient) -> list[str]:
    page = browser.get("/").get_data(as_text=True)
    return re.findall(r'action="(/notices/[0-9a-f]{24}/known)"', page)


def test_what_a_task_says_is_not_said_twice(house: House) -> None:
    chair = signed_in(house, "chair")
    report = post_report(signed_in(house, "officer"))
    words = text_of(chair, "/")
    assert words.count(report) == 1
    assert "Mới" in words
    assert "Thông báo" not in words


def test_a_decision_is_told_to_the_officer_until_it_is_noted(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    report = post_report(officer)
    decide(chair, report)
    words = text_of(officer, "/")
    assert "Chủ tịch đã quyết định về biện pháp bảo vệ khẩn cấp" in words
    assert "Việc cần làm (2)" in words  # this, and the report that is still to be screened
    (button,) = buttons(officer)
    for _ in range(2):  # the second press is no fault
        answer = officer.post(button)
        assert (answer.status_code, answer.location) == (302, "/")
    words = text_of(officer, "/")
    assert "Thông báo" not in words
    assert "Việc cần làm (1)" in words


def test_opening_the_case_ends_it_as_well(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    report = post_report(officer)
    decide(chair, report)
    post_case(officer, report)
    assert buttons(officer) == []


def test_a_notice_of_somebody_else_is_as_missing_as_none(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    decide(chair, post_report(officer))
    (button,) = buttons(officer)
    for other in (chair, signed_in(house, "officer"), signed_in(house, "officer", CAI_KHE)):
        assert other.post(button).status_code == 404
    for path in ("/notices/999/known", f"/notices/{2**40}/known", f"/notices/{10**30}/known"):
        assert officer.post(path).status_code == 404
    assert officer.get(button).status_code in {404, 405}
    assert buttons(officer) == [button]


def test_work_is_not_ended_by_a_forged_post(house: House) -> None:
    name = make_user(house, "chair")
    chair = sign_in(house, name)
    post_report(signed_in(house, "officer"))
    assert chair.post("/notices/1/known").status_code == 404  # for a role, nobody's own
    assert "Mới" in text_of(chair, "/")


def test_an_act_by_command_is_told_with_its_word_and_whose_it_was(house: House) -> None:
    name = make_user(house, "officer", username="canbo")
    officer, boss = sign_in(house, name), signed_in(house, "supervisor", CITY)
    with house.app.app_context():
        tell_of(actor_named(name, None, operator="root"), "print", now=house.settings.now())
    assert "Có người đã thao tác trên máy chủ thay cho bạn in · 23/11/2026 10:00" in text_of(
        officer, "/"
    )
    assert "thay cho một tài khoản khác Người dùng canbo: in" in text_of(boss, "/")
    for browser in (officer, boss):
        (button,) = buttons(browser)
        assert browser.post(button).status_code == 302
        assert buttons(browser) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_put_into_words_in_both_languages(house: House, kind: str) -> None:
    about = KINDS[kind].about
    mark = f"{about}:7" if about in {"release", "erasure"} else "HS-26-AAAAAA"
    view = NoticeView(7, kind, mark, "Phường X", AT, KINDS[kind].known)
    said = set()
    for language in ("vi", "en"):
        with house.app.test_request_context(headers={"Cookie": f"caseapp_language={language}"}):
            (line,) = lines_of([view], [], ())
            said.add(line.words)
            assert bool(line.known_url) == KINDS[kind].known
            own = kind == "message_failed" or kind.startswith("work_")  # leads to a page of its own
            assert bool(line.url) == (own or KINDS[kind].about != "account")
    assert len(said) == 2


def test_a_clock_s_notice_adds_no_tag_to_a_task_that_shows_the_clock(house: House) -> None:
    views = [
        NoticeView(1, "clock_late", "BC-26-A", "X", AT, known=False),
        NoticeView(2, "closing_proposed", "HS-26-B", "X", AT, known=False),
        NoticeView(3, "closing_proposed", "HS-26-C", "X", AT, known=False),
        NoticeView(4, "case_closed", "HS-26-B", "X", AT, known=True),
    ]
    tasks = {"BC-26-A", "HS-26-B"}
    with house.app.test_request_context():
        assert tags_of(views, tasks) == {"HS-26-B": "Mới"}
        about = [line.about for line in lines_of(views, [], tasks)]
    assert about == ["HS-26-C, X", "HS-26-B, X"]


def test_notices_of_a_release_name_it_and_lead_to_its_page(house: House) -> None:
    office = an_office(house)
    with house.app.app_context():
        hit_children()
        proposal = proposed(office.statistician, frozen())
    page = f"/publications/proposals/{proposal}"
    for username in ("giamsat", "giamsat2"):
        assert f'href="{page}"' in sign_in(house, username).get("/").text
    with house.app.app_context():
        signed(office.supervisor, proposal)
    statistician = sign_in(house, "thongke")
    assert f'href="{page}"' in statistician.get("/").text
    assert "Trẻ em bị ảnh hưởng bởi thiên tai và việc cứu trợ, Năm 2025" in text_of(
        statistician, "/"
    )
    assert page not in sign_in(house, "giamsat2").get("/").text


def test_a_preparation_that_ended_leads_to_its_page(house: House) -> None:
    office = an_office(house)
    with house.app.app_context():
        hit_children()
        number = frozen()
        job = int(ask_preparation(office.statistician, number, "relief-clusters", now=NOW))
        assert Worker(house.app.app_context, house.settings.now, beats=0.01).work_once()
    page = f"/publications/preparations/{token_of_job(house, job)}"
    statistician = sign_in(house, "thongke")
    assert f'href="{page}"' in statistician.get("/").text
    assert "Bản công bố bạn yêu cầu đã chuẩn bị xong" in text_of(statistician, "/")
    led = statistician.get(page.replace("publications/preparations", "jobs"))
    assert led.location == page


def token_of_job(house: House, job: int) -> str:
    with house.app.app_context():
        return token_of("job", job)
