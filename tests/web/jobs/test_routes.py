"""Exports by page: for who may make one of the whole city, followed and fetched by them alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from caseapp import desk
from caseapp.casework import job_turns
from caseapp.casework.accounts import disable_account
from caseapp.exchange.working import Worker
from caseapp.records.audit import AuditEntry
from caseapp.rules.job_states import KEPT
from tests.factories.children import enter_child, officer_of
from tests.factories.house import SYSTEM, House
from tests.factories.web import CITY, NINH_KIEU, key, make_user, sign_in, signed_in, text_of

REFUSED = "Không có gì để hiển thị"


def worked(house: House) -> None:
    with house.app.app_context():
        assert Worker(house.app.app_context, house.settings.now).work_once()


def later(house: House, by: timedelta) -> None:
    """Let the application's clock stand later."""
    moved = replace(house.settings, fixed_now=house.settings.now() + by)
    house.app.extensions["caseapp.settings"] = moved


def ask(browser: FlaskClient, **form: str) -> str:
    answer = browser.post("/exports", data={"post_key": key(), "reason": "check"} | form)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return str(answer.location)


def entries(house: House) -> list[tuple[str, str, str]]:
    with house.app.app_context(), desk.ledger() as session:
        rows = session.execute(
            select(AuditEntry.act, AuditEntry.outcome, AuditEntry.subject).order_by(AuditEntry.id)
        )
        return [tuple(row) for row in rows]


@pytest.fixture
def boss(house: House) -> FlaskClient:
    return signed_in(house, "supervisor", CITY)


def test_from_the_question_to_the_file(house: House, boss: FlaskClient) -> None:
    enter_child(house, officer_of(house), full_name="Đỗ Thị Hòa")
    page = ask(boss)
    assert re.fullmatch("/jobs/[0-9a-f]{24}", page)  # no number of how many there are
    answer = boss.get(page)
    assert answer.headers["Refresh"] == "3"
    assert "<progress" in answer.get_data(as_text=True)
    assert "Bạn có thể rời trang này" in text_of(boss, page)
    worked(house)
    answer = boss.get(page)
    assert "Refresh" not in answer.headers
    assert "Tệp đã sẵn sàng" in text_of(boss, page)
    assert "Tệp dữ liệu bạn yêu cầu đã sẵn sàng" in text_of(boss, "/")
    file = boss.post(f"{page}/file")
    assert file.status_code == 200
    assert file.headers["Cache-Control"] == "no-store"
    assert file.headers["Content-Disposition"] == 'attachment; filename="du-lieu-noi-bo.xlsx"'
    children = load_workbook(BytesIO(file.data), read_only=True)["children"]
    assert [row[1] for row in children.iter_rows(values_only=True)][1:] == ["Đỗ Thị Hòa"]
    assert ("export.fetch", "done", "job:1") in entries(house)
    assert "đã sẵn sàng" not in text_of(boss, "/")  # who fetched it knows
    later(house, timedelta(minutes=16))
    assert boss.post(f"{page}/file").location == page
    assert "Tệp không còn được giữ" in text_of(boss, page)


def test_a_step_is_named_with_a_count(house: House, boss: FlaskClient) -> None:
    page = ask(boss, period="2026", area=NINH_KIEU)
    with house.app.app_context():
        now = house.settings.now()
        turn = job_turns.take("w", clock=now, now=now, gone=lambda _: False)
        assert turn
        job_turns.beat(turn, "w", job_turns.Progress("children", 1, 9), clock=now)
    words = text_of(boss, page)
    assert "Phường Ninh Kiều, 2026" in words
    assert "Đang thực hiện : Trẻ em (đã xong 1 trên 9 phần)" in words
    assert 'max="9" value="1"' in boss.get(page).get_data(as_text=True)


def test_a_worker_that_does_not_run_is_told_of_and_the_page_rests_in_the_end(
    house: House, boss: FlaskClient
) -> None:
    page = ask(boss)
    assert "tiến trình xử lý nền không chạy" not in text_of(boss, page)
    later(house, timedelta(minutes=2))
    assert "tiến trình xử lý nền không chạy" in text_of(boss, page)
    later(house, timedelta(hours=1))
    assert "Refresh" not in boss.get(page).headers


@pytest.mark.parametrize(
    ("role", "unit"),
    [
        ("officer", NINH_KIEU),
        ("chair", NINH_KIEU),
        ("supervisor", NINH_KIEU),
        ("statistician", CITY),
        ("administrator", CITY),
    ],
)
def test_nobody_else_has_the_page_nor_another_s_job(
    house: House, boss: FlaskClient, role: str, unit: str
) -> None:
    page = ask(boss)
    worked(house)
    other = signed_in(house, role, unit)
    posts = (lambda path: other.post(path, data={"post_key": key()}), other.get)
    for path, act in (("/exports", posts[0]), ("/exports", posts[1]), (f"{page}/file", posts[0])):
        before = len(entries(house))
        assert act(path).status_code == 404
        assert "denied" in {outcome for _, outcome, _ in entries(house)[before:]}
    assert same_as_missing(house, other, page)


def same_as_missing(house: House, other: FlaskClient, page: str) -> bool:
    """Whether the job's addresses answer like those of one that never was, and are logged."""
    acts: tuple[Callable[[str], object], ...] = (
        other.get,
        lambda at: other.post(f"{at}/known"),
        lambda at: other.post(f"{at}/file"),
    )
    for act in acts:
        answers = []
        for at in (page, "/jobs/999", f"/jobs/{2**40}", f"/jobs/{10**30}"):
            before = len(entries(house))
            answer = act(at)
            assert answer.status_code == 404  # type: ignore[attr-defined]
            assert [e[1] for e in entries(house)[before:]] == ["denied"]
            answers.append(REFUSED in answer.get_data(as_text=True))  # type: ignore[attr-defined]
        assert len(set(answers)) == 1
    return True


def test_another_supervisor_of_the_city_does_not_see_it_either(
    house: House, boss: FlaskClient
) -> None:
    page = ask(boss)
    worked(house)
    other = signed_in(house, "supervisor", CITY)
    assert same_as_missing(house, other, page)
    assert page not in other.get("/exports").get_data(as_text=True)
    assert page in boss.get("/exports").get_data(as_text=True)


def test_a_form_sent_twice_makes_one_job_and_a_second_waits_for_the_first(
    house: House, boss: FlaskClient
) -> None:
    form = {"post_key": key(), "reason": "check"}
    answers = [boss.post("/exports", data=form).location for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0].startswith("/jobs/")
    answer = boss.post("/exports", data={"post_key": key(), "reason": "check"})
    assert answer.status_code == 422
    assert "hãy chờ" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "form", [{"period": "Bé Na"}, {"area": "99999"}, {"area": "x" * 5000}, {"period": "2" * 5000}]
)
def test_what_is_wrong_is_shown_beside_its_field(
    house: House, boss: FlaskClient, form: dict[str, str]
) -> None:
    answer = boss.post("/exports", data={"post_key": key(), "reason": "check"} | form)
    assert answer.status_code == 422
    assert f'href="#{next(iter(form))}"' in answer.get_data(as_text=True)


def test_a_job_that_failed_says_why_until_it_is_noted(house: House) -> None:
    name = make_user(house, "supervisor", CITY)
    boss = sign_in(house, name)
    page = ask(boss)
    with house.app.app_context():
        now = house.settings.now()
        turn = job_turns.take("w", clock=now, now=now, gone=lambda _: False)
        assert turn
        job_turns.fail(turn, "w", "no_room", now=now)
    assert "Máy chủ không đủ chỗ" in text_of(boss, page)
    assert "Không xuất được tệp dữ liệu" in text_of(boss, "/")
    for _ in range(2):
        assert boss.post(f"{page}/known").location == "/"
    assert "Không xuất được tệp dữ liệu" not in text_of(boss, "/")
    assert boss.post(f"{page}/file").location == page  # there is none, and no fault


def test_the_rights_are_asked_when_it_runs(house: House) -> None:
    name = make_user(house, "supervisor", CITY)
    ask(sign_in(house, name))
    with house.app.app_context():
        disable_account(SYSTEM, name, now=house.settings.now())
    worked(house)
    assert ("export.run", "denied", "") in entries(house)
    assert "done" not in {e[1] for e in entries(house) if e[2].startswith("export:")}


def test_after_a_day_the_file_is_gone(house: House, boss: FlaskClient) -> None:
    page = ask(boss)
    worked(house)
    later(house, KEPT)
    assert boss.post(f"{page}/file").location == page


def test_posts_need_their_token(house: House) -> None:
    browser = sign_in(house, make_user(house, "supervisor", CITY), csrf=True)
    for path in ("/exports", "/jobs/1/file", "/jobs/1/known", "/notices/1/known"):
        assert browser.post(path).status_code in {400, 422}


def test_a_reason_is_asked_and_csv_files_come_as_a_zip(house: House, boss: FlaskClient) -> None:
    answer = boss.post("/exports", data={"post_key": key()})
    assert answer.status_code == 422
    assert 'href="#reason"' in answer.get_data(as_text=True)
    page = ask(boss, form="csv", reason="request")
    assert "Văn bản yêu cầu của cơ quan có thẩm quyền" in text_of(boss, page)
    worked(house)
    file = boss.post(f"{page}/file")
    assert (file.mimetype, file.data[:2]) == ("application/zip", b"PK")
    assert file.headers["Content-Disposition"] == 'attachment; filename="du-lieu-noi-bo.zip"'
