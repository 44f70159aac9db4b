"""Files on screen: attached, shown as copies, handed out to the police, withdrawn."""

from __future__ import annotations

import hashlib
import json
import re
from io import BytesIO

from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import text

from caseapp.records.db import db
from caseapp.records.scope import Reach, reaching
from tests.factories.attached import attached, code_in, entries, handed_out
from tests.factories.files import (
    SECRET,
    paper,
    photo,
    picture,
    post_file,
)
from tests.factories.house import House
from tests.factories.web import (
    CAI_KHE,
    boxes,
    key,
    post_case,
    post_report,
    signed_in,
    text_of,
)


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
