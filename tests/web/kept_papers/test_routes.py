"""Papers before their signer on screen: made, printed again unchanged, numbered, given out."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from caseapp.casework.signing_rules import set_click_rule
from caseapp.records.files import StoredFile
from caseapp.rules.values import local_day
from tests.factories.attached import entries
from tests.factories.children import actor_of
from tests.factories.files import paper, post_parts
from tests.factories.house import NOW, House
from tests.factories.measures import ADDRESS, separated
from tests.factories.printed_text import words_of
from tests.factories.reports import kept
from tests.factories.web import (
    CAI_KHE,
    boxes,
    key,
    make_user,
    post_case,
    post_report,
    sign_in,
    signed_in,
    text_of,
)


def told(content: bytes) -> str:
    """The words of a PDF."""
    return words_of(content)


@pytest.fixture
def officer(house: House) -> FlaskClient:
    return signed_in(house, "officer")


@pytest.fixture
def chair(house: House) -> FlaskClient:
    return signed_in(house, "chair")


@pytest.fixture
def case(officer: FlaskClient, chair: FlaskClient) -> str:
    """The address of a case in which a separation is decided."""
    made = f"/cases/{post_case(officer, post_report(officer))}"
    separated(officer, chair, made)
    return made


def put(browser: FlaskClient, case: str, **more: str) -> str:
    """Make the paper of the separation; return its address."""
    address = f"{case}/kept-papers/separation/1"
    assert browser.get(address).status_code == 200
    answer = browser.post(address, data={"post_key": key(), **more})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    assert re.fullmatch(r"/kept-papers/VB-26-\w+", answer.location)
    return answer.location


def completed(
    browser: FlaskClient,
    address: str,
    number: str = "27",
    content: bytes | None = None,
    **more: str,
) -> tuple[int, str]:
    form = {
        "post_key": key(),
        "number": number,
        "symbol": "QĐ-UBND",
        **boxes("signed_on", "2026-11-23"),
        "file": FileStorage(BytesIO(content or paper()), "scan.pdf"),
        **more,
    }
    answer = post_parts(browser, f"{address}/completion", form)
    return answer.status_code, answer.location or answer.get_data(as_text=True)


def test_the_whole_way_from_the_decision_to_the_numbered_paper(
    house: House, officer: FlaskClient, chair: FlaskClient, case: str
) -> None:
    parted = f"{case}/separations/1"
    assert f'href="{case}/kept-papers/separation/1"' in officer.get(parted).get_data(as_text=True)
    address = put(officer, case)
    for page in (address, parted, case):
        assert "Đã duyệt, chờ ký" in text_of(officer, page)
    assert "Đã duyệt, chờ ký: ghi số và bản đã ký" in text_of(chair, "/")
    served = officer.get(f"{address}/served.pdf")
    assert served.mimetype == "application/pdf"
    own = officer.get(f"{address}/file.pdf")
    assert ADDRESS in told(own.data)
    assert ADDRESS not in told(served.data)
    assert officer.get(f"{parted}/form-07.pdf").data == served.data
    assert chair.get(f"{parted}/form-07.pdf?copy=file").data == own.data

    words = text_of(officer, f"{address}/completion")
    assert "Văn thư cấp số sau khi văn bản được ký" in words
    status, location = completed(officer, address)
    assert (status, location) == (302, address)
    words = text_of(officer, address)
    for part in ("Đã ký và có số", "27/QĐ-UBND", "23/11/2026", "Bản quét có chữ ký"):
        assert part in words
    assert "27/QĐ-UBND" in text_of(officer, f"{case}/kept-papers")
    assert "Đã duyệt, chờ ký" not in text_of(chair, "/")
    assert kept(house, select(StoredFile.kind)) == [("pdf",)]
    assert officer.get(f"{parted}/form-07.pdf").data == served.data  # what was signed, unchanged
    assert officer.get(f"{address}/completion").status_code == 404


def test_a_later_edit_reaches_no_kept_paper_but_a_new_version(
    officer: FlaskClient, case: str
) -> None:
    first = put(officer, case)
    before = officer.get(f"{first}/served.pdf").data
    again = f"{case}/kept-papers/separation/1"
    refused = officer.post(again, data={"post_key": key()})
    assert refused.status_code == 422
    assert "Nêu lý do lập bản mới" in refused.get_data(as_text=True)
    second = put(officer, case, reason="Sai tên đường")
    assert second != first
    assert officer.get(f"{first}/served.pdf").data == before
    assert officer.get(f"{case}/separations/1/form-07.pdf").data != before  # of another print
    words = text_of(officer, second)
    assert "Sai tên đường" in words
    assert "Đã thay bằng bản mới" in text_of(officer, first)


def test_a_used_number_is_refused_and_says_nothing_else(officer: FlaskClient, case: str) -> None:
    first = put(officer, case)
    assert completed(officer, first, "7")[0] == 302
    second = put(officer, case, reason="Ký lại")
    status, page = completed(officer, second, "07")
    assert status == 422
    assert "Số 07/QĐ-UBND của năm 2026 đã được dùng" in page
    assert first.removeprefix("/kept-papers/") not in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"number": "mười"}, "Nhập số văn thư đã ghi"),
        ({"symbol": "quyết định"}, "Nhập ký hiệu sau số"),
        (boxes("signed_on", "2026-11-22"), "không thể trước khi quyết định"),
        (boxes("signed_on", "2026-11-24"), "không thể ở tương lai"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    officer: FlaskClient, case: str, wrong: dict[str, str], words: str
) -> None:
    address = put(officer, case)
    status, page = completed(officer, address, **wrong)
    assert status == 422
    assert words in page
    assert "Choose the file" not in page


def test_without_a_file_nothing_is_numbered(officer: FlaskClient, case: str) -> None:
    address = put(officer, case)
    form = {"post_key": key(), "number": "27", "symbol": "QĐ-UBND"}
    form |= boxes("signed_on", "2026-11-23")
    assert post_parts(officer, f"{address}/completion", form).status_code == 422
    assert "Đã duyệt, chờ ký" in text_of(officer, address)


def test_it_is_put_and_completed_by_the_officer_and_the_chair_alone(
    house: House, officer: FlaskClient, case: str
) -> None:
    address = put(officer, case)
    supervisor = signed_in(house, "supervisor", "92")
    stranger = sign_in(house, make_user(house, "officer", CAI_KHE, "canbo.caikhe"))
    assert supervisor.get(address).status_code == 200
    assert "completion" not in supervisor.get(address).get_data(as_text=True)
    for browser in (supervisor, stranger):
        assert browser.get(f"{case}/kept-papers/separation/1").status_code == 404
        assert browser.post(f"{case}/kept-papers/separation/1", data={}).status_code == 404
        assert browser.get(f"{address}/completion").status_code == 404
    for part in ("", "/served.pdf", "/file.pdf"):
        assert stranger.get(f"{address}{part}").status_code == 404
    assert stranger.get(f"{case}/kept-papers").status_code == 404


def test_what_nobody_decided_has_no_paper(officer: FlaskClient) -> None:
    case = f"/cases/{post_case(officer, post_report(officer))}"
    for kind in ("separation", "plan", "extension", "emergency", "nothing"):
        assert officer.get(f"{case}/kept-papers/{kind}/1").status_code == 404
    html = officer.get(f"{case}/kept-papers").text
    assert "Chưa có bản nào được trình ký" in html
    for page in ("plans", "measures", "care"):
        link = f"{case}/{page}"
        assert f'href="{link}"' in html.partition("<main")[2]
        assert officer.get(link).status_code == 200


def test_each_print_of_a_kept_paper_is_logged_with_its_hash(
    house: House, officer: FlaskClient, case: str
) -> None:
    address = put(officer, case)
    before = len(entries(house, "case.print"))
    assert officer.get(f"{address}/served.pdf").status_code == 200
    printed, finished = entries(house, "case.print")[before:]
    assert printed[2]["copy"] == "served"
    assert finished[1] == f"print:{printed[2]['print']}"
    assert len(str(finished[2]["sha256"])) == 64


def test_emergency_measures_are_put_from_the_report(
    house: House, officer: FlaskClient, chair: FlaskClient
) -> None:
    report = f"/reports/{post_report(officer)}"
    form = {"post_key": key(), "kind": "emergency", "reason": "Trẻ bị đánh"}
    form |= boxes("decided_at", "2026-11-23 09:00")
    assert chair.post(f"{report}/decision", data=form).status_code == 302
    link = f"{report}/kept-papers/1"
    assert f'href="{link}"' in officer.get(report).get_data(as_text=True)
    answer = officer.post(link, data={"post_key": key()})
    assert answer.status_code == 302
    assert "Đã duyệt, chờ ký" in text_of(officer, report)
    printed = officer.get(f"{report}/decisions/1/decision.pdf")
    assert printed.data == officer.get(f"{answer.location}/served.pdf").data
    assert answer.location.removeprefix("/kept-papers/") in text_of(
        officer, f"{report}/kept-papers"
    )
    # Who may print cases but no reports prints no report by its kept paper either.
    supervisor = signed_in(house, "supervisor", "92")
    assert "served.pdf" in officer.get(answer.location).get_data(as_text=True)
    assert "served.pdf" not in supervisor.get(answer.location).get_data(as_text=True)
    for print_ in (f"{report}/decisions/1/decision.pdf", f"{answer.location}/served.pdf"):
        assert supervisor.get(print_).status_code == 404


def test_once_it_is_decided_the_report_calls_nobody_while_its_hours_wait_for_the_paper(
    house: House, officer: FlaskClient, chair: FlaskClient
) -> None:
    administrator = actor_of(house, make_user(house, "administrator", "92"))
    with house.app.app_context():
        said = {"stops": False, "decision": "5/QĐ-UBND", "valid_from": local_day(NOW), "now": NOW}
        set_click_rule(administrator, **said)  # type: ignore[arg-type]
    report = f"/reports/{post_report(officer)}"
    call = "Hãy gọi ngay cho Chủ tịch"
    assert call in text_of(officer, report)
    form = {"post_key": key(), "kind": "emergency", "reason": "Trẻ bị đánh"}
    form |= boxes("decided_at", "2026-11-23 09:00") | boxes("signed_on", "2026-11-23")
    assert chair.post(f"{report}/decision", data=form).status_code == 302
    words = text_of(officer, report)
    assert "12 giờ vẫn tính đến khi ghi bản đã ký" in words
    assert call not in words
