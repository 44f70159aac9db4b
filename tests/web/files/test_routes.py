"""Files on screen: attached, shown as copies, handed out to the police, withdrawn; refused."""

from __future__ import annotations

import hashlib
import json
import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import text

from caseapp.records.db import db
from caseapp.records.scope import Reach, reaching
from caseapp.rules.file_kinds import LARGEST
from tests.factories.files import (
    SECRET,
    archive,
    paper,
    photo,
    picture,
    post_file,
    post_parts,
    sent,
    vast,
)
from tests.factories.house import House
from tests.factories.web import (
    CAI_KHE,
    boxes,
    client,
    key,
    make_user,
    post_case,
    post_report,
    sign_in,
    signed_in,
    text_of,
    token_in,
)


@pytest.fixture
def officer(house: House) -> FlaskClient:
    return signed_in(house, "officer")


@pytest.fixture
def report(officer: FlaskClient) -> str:
    return f"/reports/{post_report(officer)}"


def code_in(browser: FlaskClient, address: str) -> str:
    """The code of the only file that a page lists."""
    found = set(
        re.findall(r'href="/files/(TL-26-\w+)"', browser.get(address).get_data(as_text=True))
    )
    assert len(found) == 1
    return found.pop()


def attached(browser: FlaskClient, address: str, content: bytes, **more: str) -> str:
    answer = post_file(browser, address, content, **more)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    assert answer.location == f"{address}#files"
    return code_in(browser, address)


def handed_out(browser: FlaskClient, code: str) -> str:
    """Record a hand-out; return the address of the download that the page then offers."""
    form = {"post_key": key(), "recipient": "Công an phường", "paper": "Số 12/CV-CAP"}
    answer = browser.post(f"/files/{code}/hand-outs/new", data=form)
    assert answer.status_code == 302
    page = browser.get(f"/files/{code}").get_data(as_text=True)
    found = re.search(rf'action="(/files/{code}/hand-outs/[0-9]+)"', page)
    assert found
    return found[1]


def entries(house: House, act: str) -> list[tuple[str, str, dict[str, object]]]:
    with house.app.app_context(), db.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT outcome, subject, detail FROM audit_entries WHERE act = :a ORDER BY id"),
            {"a": act},
        )
        return [(row[0], row[1], json.loads(row[2])) for row in rows]


def spoil(house: House, statement: str, **values: object) -> None:
    """Change the database past every guard, as who holds its key could."""
    with house.app.app_context(), reaching(Reach(None, "bulk")), db.engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        connection.rollback()
        driver.execute("BEGIN IMMEDIATE")
        driver.execute(statement, values)
        driver.execute("COMMIT")


def test_a_photo_is_shown_as_a_copy_without_what_the_phone_wrote(
    house: House, officer: FlaskClient, report: str
) -> None:
    code = attached(officer, report, photo(), **boxes("taken_on", "2026-11-22"))
    words = text_of(officer, report)
    assert "Vết bầm ở cẳng tay trái" in words
    assert "Ảnh (JPEG), 1 KB 22/11/2026" in words.replace(" ,", ",")
    for noun in ("thumbnail", "pages/1"):
        answer = officer.get(f"/files/{code}/{noun}")
        assert answer.mimetype == "image/jpeg"
        assert SECRET not in answer.data
        shown = Image.open(BytesIO(answer.data))
        assert shown.size == (40, 60)  # turned as it was held
        assert dict(shown.getexif()) == {}
    assert officer.get(f"/files/{code}/pages/2").status_code == 404
    assert officer.get(f"/files/{code}/pages/0").status_code == 404
    added = entries(house, "file.add")
    assert added[-1][2]["sha256"] == hashlib.sha256(photo()).hexdigest()
    assert ("done", added[-1][1], {"part": "page-1"}) in entries(house, "file.read")


def test_what_is_shown_may_do_nothing_in_a_browser(officer: FlaskClient, report: str) -> None:
    code = attached(officer, report, photo())
    answer = officer.get(f"/files/{code}/pages/1")
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert {"sandbox", "default-src 'none'"} <= set(policy)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{code}-1.jpg"'
    assert officer.post(f"/files/{code}/pages/1").status_code == 405


def test_a_paper_is_shown_page_by_page(officer: FlaskClient, report: str) -> None:
    code = attached(officer, report, paper(3), name="giay.pdf")
    assert "Tệp PDF" in text_of(officer, report)
    page = officer.get(f"/files/{code}").get_data(as_text=True)
    assert re.findall(r'src="(/files/[^"]+)"', page) == [
        f"/files/{code}/pages/{number}" for number in (1, 2, 3)
    ]
    assert officer.get(f"/files/{code}/pages/3").mimetype == "image/jpeg"


def test_the_original_is_handed_out_byte_by_byte_and_each_time_is_logged(
    house: House, officer: FlaskClient, report: str
) -> None:
    content = photo()
    code = attached(officer, report, content)
    digest = hashlib.sha256(content).hexdigest()
    assert digest in text_of(officer, f"/files/{code}")
    assert officer.post(f"/files/{code}/hand-outs/1").status_code == 404  # none is recorded
    address = handed_out(officer, code)
    answer = officer.post(address)
    assert (answer.status_code, answer.data) == (200, content)
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{code}.jpg"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    logged = entries(house, "file.original")
    assert [entry[0] for entry in logged] == ["denied", "done", "done"]
    assert logged[-1][2]["sha256"] == digest
    assert "Công an phường" not in json.dumps(logged)
    words = text_of(signed_in(house, "supervisor"), f"/files/{code}")
    assert "Công an phường" in words
    assert "Số 12/CV-CAP" in words


def test_only_who_recorded_the_hand_out_fetches_the_original(
    house: House, officer: FlaskClient, report: str
) -> None:
    code = attached(officer, report, photo())
    address = handed_out(officer, code)
    assert signed_in(house, "officer").post(address).status_code == 404
    chair = signed_in(house, "chair")
    assert chair.post(address).status_code == 404
    assert chair.post(handed_out(chair, code)).data == photo()
    other = attached(officer, f"/reports/{post_report(officer)}", picture())
    assert officer.post(f"/files/{other}/hand-outs/{address.rpartition('/')[2]}").status_code == 404
    for nothing in ("0", "999999999999999999999", "-1", "x"):
        assert officer.post(f"/files/{code}/hand-outs/{nothing}").status_code == 404


def test_a_supervisor_sees_the_copy_and_never_the_original(
    house: House, officer: FlaskClient, report: str
) -> None:
    code = attached(officer, report, photo())
    address = handed_out(officer, code)
    supervisor = signed_in(house, "supervisor")
    assert supervisor.get(f"/files/{code}/pages/1").status_code == 200
    page = supervisor.get(f"/files/{code}").get_data(as_text=True)
    assert "hand-outs" not in page
    assert "withdrawal" not in page
    assert supervisor.post(address).status_code == 404
    for noun in ("hand-outs/new", "withdrawal"):
        assert supervisor.get(f"/files/{code}/{noun}").status_code == 404
    assert supervisor.get(f"{report}/files/new").status_code == 404
    assert post_file(supervisor, report, photo()).status_code == 404
    assert post_file(signed_in(house, "chair"), report, photo()).status_code == 404


def test_another_ward_finds_no_address_of_it(
    house: House, officer: FlaskClient, report: str
) -> None:
    code = attached(officer, report, photo())
    number = handed_out(officer, code).rpartition("/")[2]
    case = f"/cases/{post_case(officer, report.rpartition('/')[2])}"
    for role in ("officer", "chair"):
        theirs = signed_in(house, role, CAI_KHE)
        nouns = ("", "/thumbnail", "/pages/1", "/hand-outs/new", "/withdrawal")
        assert {theirs.get(f"/files/{code}{noun}").status_code for noun in nouns} == {404}
        assert theirs.post(f"/files/{code}/hand-outs/{number}").status_code == 404
        for place in (report, case):
            assert theirs.get(f"{place}/files/new").status_code == 404
            assert post_file(theirs, place, photo()).status_code == 404
    statistician = signed_in(house, "statistician")
    assert statistician.get(f"/files/{code}").status_code == 404


def test_a_case_shows_its_own_files_and_those_of_its_reports(
    officer: FlaskClient, report: str
) -> None:
    first = attached(officer, report, photo())
    case = f"/cases/{post_case(officer, report.rpartition('/')[2])}"
    assert code_in(officer, case) == first  # sealed anew under the child's key with the report
    assert officer.get(f"/files/{first}/pages/1").status_code == 200
    assert post_file(officer, case, paper(), "Giấy ra viện").location == f"{case}#files"
    words = text_of(officer, case)
    assert "Giấy ra viện" in words
    assert "Vết bầm" in words
    assert "Giấy ra viện" not in text_of(officer, report)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Hãy chọn một tệp"),
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
    assert "Hãy chọn lại tệp" in answer.get_data(as_text=True)


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


def test_a_withdrawn_file_is_kept_and_shown_no_more(
    house: House, officer: FlaskClient, report: str
) -> None:
    code = attached(officer, report, photo())
    address = handed_out(officer, code)
    assert officer.post(f"/files/{code}/withdrawal", data={"reason": " "}).status_code == 422
    form = {"post_key": key(), "reason": "Ảnh của trẻ khác"}
    assert officer.post(f"/files/{code}/withdrawal", data=form).status_code == 302
    words = text_of(officer, f"/files/{code}")
    assert "Ảnh của trẻ khác" in words
    assert "Đã rút" in text_of(officer, report)
    assert 'src="/files/' not in officer.get(report).get_data(as_text=True)
    for noun in ("pages/1", "thumbnail", "hand-outs/new", "withdrawal"):
        assert officer.get(f"/files/{code}/{noun}").status_code == 404
    assert officer.post(address).status_code == 404
    with house.app.app_context(), db.engine.connect() as connection, reaching(Reach(None, "bulk")):
        assert connection.scalar(text("SELECT count(*) FROM file_parts")) == 3


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
    assert "kept" in answer.location
    again = sign_in(house, name, csrf=True)
    page = again.get(f"{report}/files/new?kept=1").get_data(as_text=True)
    assert 'value="Chữ còn giữ"' in page
    assert "tệp thì không: hãy chọn lại tệp" in page
    assert client(house).get(f"{report}/files/new").status_code == 302
