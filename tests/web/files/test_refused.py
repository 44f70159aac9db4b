"""Files that are refused on screen, with what was typed kept; and files that somebody changed."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from caseapp.rules.file_kinds import LARGEST
from tests.factories.attached import attached, code_in, entries, handed_out, spoil
from tests.factories.files import (
    archive,
    photo,
    picture,
    post_file,
    post_parts,
    sent,
    vast,
)
from tests.factories.house import House
from tests.factories.web import (
    boxes,
    client,
    key,
    make_user,
    post_report,
    sign_in,
    token_in,
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Chọn một tệp"),
        (b"", "Tệp rỗng"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Chỉ nhận ảnh"),
        (archive(), "Chỉ nhận ảnh"),
        (picture() + archive(), "còn gói nội dung khác"),
        (picture(comment=b"<script>alert(1)</script>"), "còn gói nội dung khác"),
        (picture()[:300], "Không đọc được tệp"),
        (b"%PDF-1.7 nothing", "Không đọc được tệp"),
        (vast(60_000, 60_000), "quá nhiều điểm ảnh"),
        (b"\xff\xd8\xff" + bytes(LARGEST), "lớn hơn 15 MB"),
    ],
    ids=[
        "none", "empty", "svg", "zip", "jpeg and zip", "jpeg and page", "cut", "no pdf", "bomb",
        "large",
    ],
)  # fmt: skip
def test_what_is_refused_is_said_beside_the_form_as_it_was_typed(
    officer: FlaskClient, report: str, content: bytes | None, said: str
) -> None:
    answer = post_file(
        officer, report, content, "Vết <b>bầm</b>", **boxes("taken_on", "2026-11-20")
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in page
    assert 'value="Vết &lt;b&gt;bầm&lt;/b&gt;"' in page
    assert 'value="20"' in page
    assert "/files/TL-" not in officer.get(report).get_data(as_text=True)


def test_a_day_to_come_is_refused_and_the_file_asked_for_again(
    officer: FlaskClient, report: str
) -> None:
    answer = post_file(officer, report, photo(), **boxes("taken_on", "2026-12-20"))
    assert answer.status_code == 422
    assert "Chọn lại tệp" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\0b.jpg", "\u202egpj.exe", "x" * 5000, 'a"\r\nSet-Cookie: x=1']
)
def test_the_name_of_a_file_is_nobodys_business(
    house: House, officer: FlaskClient, report: str, name: str
) -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="post_key"\r\n\r\n' + key().encode()
        + b'\r\n--b\r\nContent-Disposition: form-data; name="description"\r\n\r\nx\r\n--b\r\n'
        + b'Content-Disposition: form-data; name="file"; filename="' + name.encode()
        + b'"\r\nContent-Type: text/html\r\n\r\n' + picture() + b"\r\n--b--\r\n"
    )  # fmt: skip
    answer = officer.post(
        f"{report}/files/new", data=body, content_type="multipart/form-data; boundary=b"
    )
    assert answer.status_code in {302, 400, 422}
    if answer.status_code == 302:
        page = officer.get(f"/files/{code_in(officer, report)}").get_data(as_text=True)
        assert name[:50] not in page
    assert entries(house, "file.read") is not None


def test_a_form_sent_twice_is_one_file(officer: FlaskClient, report: str) -> None:
    once = key()
    for _ in range(2):
        assert post_file(officer, report, photo(), post_key=once).status_code == 302
    code_in(officer, report)
    changed = post_file(officer, report, picture(), post_key=once)
    assert changed.status_code == 422  # another picture under the same key is not lost unsaid
    assert "/files/TL-" in officer.get(report).get_data(as_text=True)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"x" * (25 << 20), "application/octet-stream"),
        (b"a=" + b"x" * (3 << 20), "application/x-www-form-urlencoded"),
    ],
)
def test_a_request_that_is_too_large_gets_a_page(
    officer: FlaskClient, report: str, body: bytes, kind: str
) -> None:
    answer = officer.post(f"{report}/files/new", data=body, content_type=kind)
    assert answer.status_code in {413, 422}
    assert "<html" in answer.get_data(as_text=True)


def test_long_words_in_every_box_get_a_page(officer: FlaskClient, report: str) -> None:
    form = dict.fromkeys(("description", "taken_on-day", "post_key", "more"), "x" * 1000000)
    answer = post_parts(officer, f"{report}/files/new", {**form, "file": sent(picture())})
    assert answer.status_code == 413
    assert "quá lớn" in answer.get_data(as_text=True)
    many = {f"f{number}": "x" for number in range(200)}
    answer = post_parts(officer, f"{report}/files/new", {**many, "file": sent(b"x")})
    assert answer.status_code == 413


def test_other_forms_take_no_such_request(officer: FlaskClient, report: str) -> None:
    answer = post_parts(officer, f"{report}/incidents/new", {"file": sent(bytes(3 << 20))})
    assert answer.status_code == 413


def test_bytes_that_somebody_changed_are_refused_and_logged(
    house: House, officer: FlaskClient, report: str
) -> None:
    code = attached(officer, report, photo())
    address = handed_out(officer, code)
    spoil(
        house,
        "UPDATE file_parts SET sealed = CAST(sealed || x'00' AS BLOB) WHERE part <> 'thumbnail'",
    )
    for answer in (officer.get(f"/files/{code}/pages/1"), officer.post(address)):
        assert answer.status_code == 422
        assert "không còn nguyên như khi lưu" in answer.get_data(as_text=True)
    assert entries(house, "file.original")[-1][2] == {"part": "original", "unreadable": "changed"}
    assert officer.get(f"/files/{code}/thumbnail").status_code == 200


def test_a_quota_is_refused_with_what_is_left(
    house: House, officer: FlaskClient, report: str
) -> None:
    attached(officer, report, photo())
    for columns in ("kept = 1073741824 - 400000", "kept = 21474836480"):
        spoil(house, f"UPDATE files SET {columns}")
        answer = post_file(officer, report, picture(size=(3000, 2000)) + bytes(500_000))
        assert answer.status_code == 422
        assert "chỉ còn 0 trong 1024 MB" in answer.get_data(as_text=True)


def test_a_form_sent_after_the_session_ended_says_that_its_file_is_gone(house: House) -> None:
    name = make_user(house, "officer")
    browser = sign_in(house, name, csrf=True)
    house.app.config["WTF_CSRF_ENABLED"] = False
    report = f"/reports/{post_report(browser)}"
    house.app.config["WTF_CSRF_ENABLED"] = True
    token = token_in(browser.get(f"{report}/files/new").get_data(as_text=True))
    spoil(house, "UPDATE sign_ins SET seen_at = datetime(seen_at, '-40 minutes')")
    answer = post_file(browser, report, photo(), "Chữ còn giữ", csrf_token=token)
    assert answer.status_code == 302
    assert "draft" in answer.location
    again = sign_in(house, name, csrf=True)
    page = again.get(f"{report}/files/new").get_data(as_text=True)
    assert 'value="Chữ còn giữ"' in page
    assert "tệp thì không: hãy chọn lại tệp" in page
    assert client(house).get(f"{report}/files/new").status_code == 302
