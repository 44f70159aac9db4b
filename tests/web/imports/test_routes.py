"""The import by page: tried first, every fault with its cell, taken in by a second act."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from caseapp import desk
from caseapp.exchange.working import Worker
from caseapp.records.users import SignIn
from tests.exchange.folders import AN, BINH, REFERRAL, REPORT
from tests.factories.books import book, opened
from tests.factories.house import House
from tests.factories.signing import give_factor
from tests.factories.web import CITY, NINH_KIEU, key, make_user, sign_in, signed_in, text_of

REFUSED = "Không có gì để hiển thị"


def worked(house: House) -> None:
    with house.app.app_context():
        assert Worker(house.app.app_context, house.settings.now, beats=0.01).work_once()


def bring(browser: FlaskClient, *files: tuple[str, bytes], **form: str) -> TestResponse:
    sent = [(BytesIO(content), name) for name, content in files]
    return browser.post(
        "/imports",
        data={"post_key": key(), "files": sent} | form,
        content_type="multipart/form-data",
    )


def run(browser: FlaskClient, page: str, **form: str) -> TestResponse:
    return browser.post(f"{page}/run", data={"post_key": key()} | form)


@pytest.fixture
def boss(house: House) -> FlaskClient:
    return signed_in(house, "supervisor", CITY)


def test_from_the_file_to_what_is_written(house: House, boss: FlaskClient) -> None:
    recent = REPORT | {"received_at": "2026-11-23T09:30"}
    page = bring(
        boss, ("a.xlsx", book(children=[AN, BINH], reports=[recent], referrals=[REFERRAL]))
    )
    assert boss.get(page.location).headers["Refresh"] == "3"
    worked(house)
    words = text_of(boss, page.location)
    for told in (
        "Nếu nhập, kết quả sẽ là",
        "Trẻ em (children) 2 0 0",
        "Tin tiếp nhận trong 12 giờ qua: BC-1",
        "1 cơ quan, 1 dịch vụ",
        "Nhập tệp này vào hệ thống",
    ):
        assert told in words
    assert "Tệp bạn nộp đã được kiểm tra" in text_of(boss, "/")
    twice = {"post_key": key()}
    done, same = (run(boss, page.location, **twice) for _ in range(2))
    assert done.location == same.location  # a double press makes one import
    worked(house)
    assert boss.get(done.location.replace("imports", "jobs")).location == done.location
    assert "toàn bộ tệp đã được ghi" in text_of(boss, done.location)
    assert "không còn được giữ" in text_of(boss, page.location)
    home = text_of(boss, "/")
    assert "Việc nhập tệp bạn yêu cầu đã xong" in home
    assert "đã được kiểm tra" not in home  # who took it in knows


def test_faults_are_told_in_words_with_a_marked_copy_until_it_is_dropped(
    house: House, boss: FlaskClient
) -> None:
    bad = [AN | {"child_ref": f"T{n}", "sex": "<b>Nam"} for n in range(150)]
    page = bring(boss, ("a.xlsx", book(children=bad))).location
    worked(house)
    words = text_of(boss, page)
    assert "Tệp có 150 lỗi. Chưa ghi gì vào hệ thống." in words
    assert "Trang 1 trên 2" in words
    assert "'<b>Nam' không phải là một trong các mã" in words  # as text, never as a tag
    assert "Nhập tệp này" not in words
    assert "Trang 2 trên 2" in text_of(boss, f"{page}?page=2")
    copy = boss.post(f"{page}/copy")
    assert copy.headers["Cache-Control"] == "no-store"
    assert opened(copy.data)["Lỗi"].max_row == 153
    assert run(boss, page).status_code == 422
    assert boss.post(f"{page}/drop").location == "/imports"
    assert "Kết quả không còn được giữ" in text_of(boss, page)
    assert boss.post(f"{page}/copy").location == page


def test_known_rows_change_only_where_that_was_ticked(house: House, boss: FlaskClient) -> None:
    page = bring(boss, ("a.xlsx", book(children=[AN]))).location
    worked(house)
    run(boss, page)
    worked(house)
    other = ("a.xlsx", book(children=[AN | {"full_name": "Nguyễn Thị An"}]))
    page = bring(boss, other).location
    worked(house)
    assert "khác với dữ liệu đã có" in text_of(boss, page)
    page = bring(boss, other, update="y").location
    worked(house)
    words = text_of(boss, page)
    assert "Các dòng đã có được cập nhật theo tệp." in words
    assert "2 Trẻ em (children) Họ và tên (full_name) TE-1" in words


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "Hãy chọn một bảng tính"),
        ([("a.xlsx", b"")], "Tệp trống"),
        ([("a.xlsx", bytes(1001))], "Tệp quá lớn"),
        ([("Bé An.docx", b"x")], "không phải là bảng tính"),
    ],
)
def test_what_is_not_taken_is_refused_beside_the_field(
    boss: FlaskClient, monkeypatch: pytest.MonkeyPatch, files: list[tuple[str, bytes]], words: str
) -> None:
    monkeypatch.setattr("caseapp.exchange.handing_in.LARGEST", 1000)
    answer = bring(boss, *files)
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert 'href="#files"' in answer.get_data(as_text=True)


def test_fifty_megabytes_are_refused_in_words(boss: FlaskClient) -> None:
    size = {"CONTENT_LENGTH": str(50 * 1024 * 1024)}
    form = {"files": (BytesIO(b"PK"), "a.xlsx"), "post_key": key()}
    answer = boss.post("/imports", data=form, environ_overrides=size)
    assert answer.status_code == 413
    assert "quá lớn" in answer.get_data(as_text=True)


def test_the_second_factor_is_asked_once_more_before_anything_is_written(house: House) -> None:
    boss = sign_in(house, make_user(house, "supervisor", CITY, username="giamsat"))
    _, paper = give_factor(house, "giamsat")
    with house.app.app_context(), desk.ledger(write=True) as session:
        session.scalars(select(SignIn)).one().strong = True
    page = bring(boss, ("a.xlsx", book(children=[AN]))).location
    worked(house)
    assert 'name="factor"' in boss.get(page).get_data(as_text=True)
    for code in ("", "000000"):
        refused = run(boss, page, factor=code)
        assert refused.status_code == 422
        assert 'href="#factor"' in refused.get_data(as_text=True)
    done = run(boss, page, factor=paper[0])
    worked(house)
    assert "toàn bộ tệp đã được ghi" in text_of(boss, done.location)


@pytest.mark.parametrize(
    ("role", "unit", "opens"),
    [
        ("statistician", CITY, True),
        ("officer", NINH_KIEU, True),
        ("administrator", CITY, False),
        ("auditor", CITY, False),
    ],
)
def test_who_has_the_page_and_nobody_another_s_file(
    house: House, boss: FlaskClient, role: str, unit: str, *, opens: bool
) -> None:
    page = bring(boss, ("a.xlsx", book(children=[AN]))).location
    worked(house)
    other = signed_in(house, role, unit)
    assert other.get("/imports").status_code == (200 if opens else 404)
    assert other.get("/imports/template").status_code == (200 if opens else 404)
    acts = [other.get(page), run(other, page)]
    acts += [other.post(f"{page}/{act}") for act in ("copy", "drop")]
    for answer in acts:
        assert answer.status_code == 404
        assert REFUSED in answer.get_data(as_text=True)
    assert bring(other, ("a.xlsx", book(children=[AN]))).status_code == (422 if opens else 404)


def test_the_directory_goes_out_to_who_reads_it(house: House) -> None:
    officer = signed_in(house, "officer", NINH_KIEU)
    answer = officer.get("/imports/agencies")
    assert opened(answer.data).sheetnames == ["Hướng dẫn", "agencies", "services", "Danh mục"]
    assert signed_in(house, "statistician", CITY).get("/imports/agencies").status_code == 404
