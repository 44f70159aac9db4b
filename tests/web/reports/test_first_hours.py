"""The night of a report through the pages: the chair reached by telephone, and not reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from caseapp.casework.clock_rounds import watch_clocks
from caseapp.rules.values import LOCAL
from tests.factories.attached import attached
from tests.factories.files import paper
from tests.factories.house import House, Template, opened
from tests.factories.web import CITY, boxes, key, make_user, post_report, sign_in, text_of

# The Saturday before Tết 2026: told at 22:00, logged ten minutes later.
NIGHT = datetime(2026, 2, 14, 22, 10, tzinfo=LOCAL)


@pytest.fixture
def house(template: Template, tmp_path: Path) -> Iterator[House]:
    with opened(template, tmp_path / "night", NIGHT.astimezone(UTC)) as made:
        yield made


@pytest.fixture
def people(house: House) -> dict[str, FlaskClient]:
    for role, unit, name in (
        ("officer", None, "canbo"),
        ("chair", None, "chutich"),
        ("chair", None, "pho"),
        ("supervisor", CITY, "giamsat"),
    ):
        make_user(house, role, unit, username=name)
    return {name: sign_in(house, name) for name in ("canbo", "chutich", "pho", "giamsat")}


@pytest.fixture
def report(people: dict[str, FlaskClient]) -> str:
    return "/reports/" + post_report(people["canbo"], "2026-02-14 22:00")


def at(house: House, text: str) -> None:
    """Let the house's clock stand at a local moment, and the worker make its round."""
    moment = datetime.fromisoformat(text).replace(tzinfo=LOCAL).astimezone(UTC)
    house.app.extensions["caseapp.settings"] = replace(house.settings, fixed_now=moment)
    with house.app.app_context():
        watch_clocks(now=moment)


def send(browser: FlaskClient, address: str, **form: str) -> None:
    answer = browser.post(address, data=form | {"post_key": key()})
    assert answer.status_code == 302, answer.get_data(as_text=True)


def decision(moment: str, by: str = "chutich", way: str = "telephone") -> dict[str, str]:
    told = {"decided_by": by, "way": way, "kind": "emergency", "witness": "Bà Sáu, trực ban"}
    return told | {"reason": "Bé bị đánh, đang ở nhà hàng xóm"} | boxes("decided_at", moment)


def test_the_chair_is_reached_by_telephone(
    house: House, people: dict[str, FlaskClient], report: str
) -> None:
    officer, chair = people["canbo"], people["chutich"]
    send(officer, f"{report}/safety/new", **boxes("happened_at", "2026-02-14 21:40"))
    send(officer, f"{report}/safety/new")  # no field need be filled
    page = text_of(officer, report)
    assert "Đã đưa trẻ đến nơi an toàn, 14/02/2026 21:40" in page
    assert "Đã đưa trẻ đến nơi an toàn, 14/02/2026 22:10" in page
    assert "Còn 11 giờ" in page
    at(house, "2026-02-15 07:45")
    send(officer, f"{report}/decisions/new", **decision("2026-02-14 22:40"))
    page = text_of(officer, report)
    for words in ("chờ xác nhận", "ghi nhận sau 9 giờ", "Đã xong đúng hạn", "Bà Sáu, trực ban"):
        assert words in page
    home = text_of(chair, "/")
    assert "Xác nhận quyết định do người khác ghi nhận" in home
    send(chair, f"{report}/decisions/1/answer", answer="yes")
    page = text_of(officer, report)
    assert "chờ xác nhận" not in page
    assert "đã xác nhận" in page
    assert "Xác nhận quyết định" not in text_of(chair, "/")


def test_the_chair_is_not_reached(
    house: House, people: dict[str, FlaskClient], report: str
) -> None:
    officer, chair, deputy, supervisor = people.values()
    at(house, "2026-02-15 12:30")
    assert "Quá hạn 2 giờ" in text_of(officer, report)
    assert "Quá hạn 2 giờ" in text_of(supervisor, "/")
    # What was entered in the chair's name alone does not hold against the chair's word.
    send(officer, f"{report}/decisions/new", **decision("2026-02-15 09:00"))
    assert "Đã xong đúng hạn" in text_of(supervisor, report)
    refused = deputy.post(
        f"{report}/decisions/1/answer", data={"answer": "no", "remark": "x", "post_key": key()}
    )
    assert refused.status_code == 422
    send(chair, f"{report}/decisions/1/answer", answer="no", remark="Tôi tắt máy")
    page = text_of(supervisor, report)
    assert "Quá hạn 2 giờ" in page
    assert "bị phủ nhận: không quyết định như vậy" in page
    assert "Chủ tịch trả lời: không quyết định như vậy" in text_of(supervisor, "/")
    # The deputy decides on paper; the signed scan settles it, and it stays late.
    send(officer, f"{report}/decisions/new", **decision("2026-02-15 12:10", "pho", "paper"))
    scan = attached(officer, report, paper())
    send(officer, f"{report}/decisions/2/scan", file=scan, **boxes("signed_on", "2026-02-15"))
    page = text_of(officer, report)
    assert "đã có bản quét có chữ ký" in page
    assert "Đã xong, trễ 2 giờ" in page


def test_late_becomes_on_time_by_the_supervisor_s_word_alone(
    house: House, people: dict[str, FlaskClient], report: str
) -> None:
    officer, supervisor = people["canbo"], people["giamsat"]
    at(house, "2026-02-15 12:30")
    told = {"reason": "Ghi nhầm giờ"}
    send(officer, f"{report}/receipt", **told, **boxes("received_at", "2026-02-14 21:00"))
    assert "Quá hạn 3 giờ" in text_of(officer, report)
    refused = officer.post(
        f"{report}/receipt",
        data=told | boxes("received_at", "2026-02-14 22:20") | {"post_key": key()},
    )
    assert refused.status_code == 422  # it was entered at 22:10
    at(house, "2026-02-15 09:30")
    send(officer, f"{report}/receipt", **told, **boxes("received_at", "2026-02-14 22:05"))
    page = text_of(supervisor, report)
    assert "chờ người giám sát quyết định" in page
    assert "Quá hạn 30 phút" in page
    assert "Quyết định về đề nghị sửa thời điểm tiếp nhận" in text_of(supervisor, "/")
    send(supervisor, f"{report}/receipt/decision", accepted="yes")
    page = text_of(supervisor, report)
    assert "trước đây: 14/02/2026 22:00" in page
    assert "Theo hạn cũ thì đã quá hạn" in page
    assert "Còn 35 phút" in page
