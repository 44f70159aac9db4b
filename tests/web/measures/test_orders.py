"""The ways out of a separation in the browser: extended, brought before the court, answered."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.factories.house import House
from tests.factories.measures import DAY, TODAY, separated, verdict
from tests.factories.web import boxes, key, post_case, post_report, signed_in, text_of


@pytest.fixture
def officer(house: House) -> FlaskClient:
    return signed_in(house, "officer")


@pytest.fixture
def chair(house: House) -> FlaskClient:
    return signed_in(house, "chair")


@pytest.fixture
def case(officer: FlaskClient) -> str:
    return f"/cases/{post_case(officer, post_report(officer))}"


def test_an_extension_is_asked_for_decided_and_refused_beyond_15_days(
    officer: FlaskClient, chair: FlaskClient, case: str
) -> None:
    parted = separated(officer, chair, case)
    form = {"post_key": key(), "why": "Cha còn ở nhà"}
    far = officer.post(
        f"{parted}/extensions/new", data=form | boxes("last_day", str(TODAY + 16 * DAY))
    )
    assert far.status_code == 422
    assert "15 ngày kể từ quyết định kết thúc vào 08/12/2026" in far.get_data(as_text=True)
    near = form | boxes("last_day", str(TODAY + 15 * DAY))
    assert officer.post(f"{parted}/extensions/new", data=near).location == parted
    decision = f"{case}/separation-orders/1/decision"
    assert "30/11/2026" in text_of(chair, decision)  # what holds now stands beside it
    assert chair.post(decision, data=verdict(chair, decision)).location == parted
    assert "đến hết 08/12/2026" in text_of(officer, parted)
    assert chair.get(decision).location == f"{case}/measures"  # nothing is left to decide


def test_the_letter_is_signed_sent_and_answered(
    officer: FlaskClient, chair: FlaskClient, case: str
) -> None:
    parted, order = separated(officer, chair, case), f"{case}/separation-orders/1"
    ask = {
        "post_key": key(),
        "body": "court",
        "body_name": "Tòa án khu vực 1",
        "why": "Còn nguy cơ",
    }
    assert officer.post(f"{parted}/requests/new", data=ask).location == parted
    assert officer.get(f"{order}/sending").location == f"{case}/measures"  # not signed yet
    chair.post(f"{order}/decision", data=verdict(chair, f"{order}/decision"))
    sent = {"post_key": key(), "letter": "12/CV-UBND", **boxes("sent_at", "2026-11-23 10:00")}
    assert officer.post(f"{order}/sending", data=sent).location == parted
    assert "đang chờ trả lời" in text_of(officer, parted)
    said = {"post_key": key(), "outcome": "granted", "number": "3/QĐ-TA"}
    answered = officer.post(f"{order}/answer", data=said | boxes("day", "2026-11-23"))
    assert answered.location == parted
    words = text_of(officer, parted)
    for told in ("số 12/CV-UBND ngày 23/11/2026", "số 3/QĐ-TA ngày 23/11/2026"):
        assert told in words


def test_what_is_asked_for_is_taken_back_and_only_chairs_decide(
    officer: FlaskClient, chair: FlaskClient, case: str
) -> None:
    parted, order = separated(officer, chair, case), f"{case}/separation-orders/1"
    lift = {"post_key": key(), "why": "Cha đã đi", **boxes("assessed_on", str(TODAY))}
    officer.post(f"{parted}/liftings/new", data=lift)
    assert officer.get(f"{order}/decision").status_code == 404
    assert chair.get(f"{parted}/liftings/new").status_code == 404
    back = officer.post(f"{order}/withdrawal", data={"post_key": key(), "why": "Nhầm"})
    assert back.location == parted
    assert officer.get(f"{case}/separation-orders/2/withdrawal").status_code == 404
