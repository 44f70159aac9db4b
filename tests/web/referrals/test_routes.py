"""The referrals' pages: who sees which step, what each form asks, what the history says."""

from __future__ import annotations

import re

import pytest

from caseapp.casework.referral_reading import read_referral
from caseapp.rules.access import Actor
from tests.factories.children import officer_of
from tests.factories.house import NOW, House
from tests.factories.people import say
from tests.factories.referrals import AGENCY, SERVICE, add_agency, draft, open_a_case
from tests.factories.web import CAI_KHE, CITY, signed_in

MOMENT = {  # 10:00 in Cần Thơ is NOW
    "happened_at-day": "23",
    "happened_at-month": "11",
    "happened_at-year": "2026",
    "happened_at-hour": "9",
    "happened_at-minute": "30",
}

BY_PHONE = {"way": "phone", "answered_by": "Bà Lan", "post": "giám đốc", "called": "0292 111"}


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture
def code(house: House, officer: Actor) -> str:
    return draft(house, officer, open_a_case(house, officer), add_agency(house))


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_an_officer_drafts_from_the_case(house: House, officer: Actor) -> None:
    case, service = open_a_case(house, officer), add_agency(house)
    client = signed_in(house, "officer")
    form = client.get(f"/referrals/new?case={case}").get_data(as_text=True)
    assert f"{AGENCY} – {SERVICE}" in form
    sent = {"service_id": str(service), "reason": "Cần tư vấn"}
    answer = client.post(f"/referrals/new?case={case}", data=sent)
    assert answer.status_code == 302
    choice = client.get(answer.location).get_data(as_text=True)  # next: what is shared
    assert "Đỗ Thị Hòa" in choice
    assert re.findall(r'value="(\w+)" checked', choice) == ["name", "sex", "birth"]
    shared = {"shared": ["name"], "basis": "duty", "basis_reason": "Cần giúp ngay", "version": "0"}
    answer = client.post(answer.location, data=shared)
    assert answer.status_code == 302
    shown = text_of(client.get(answer.location).get_data(as_text=True))
    for words in (AGENCY, SERVICE, "Cần tư vấn", "Bản nháp", "Đỗ Thị Hòa"):
        assert words in shown


@pytest.mark.parametrize(
    "wrong", [{"reason": ""}, {"service_id": ""}, {"service_id": "999"}, {"service_id": "x"}]
)
def test_a_refused_draft_keeps_the_text(
    house: House, officer: Actor, wrong: dict[str, str]
) -> None:
    case, service = open_a_case(house, officer), add_agency(house)
    sent = {"service_id": str(service), "reason": "Cần tư vấn"} | wrong
    answer = signed_in(house, "officer").post(f"/referrals/new?case={case}", data=sent)
    assert answer.status_code == 422
    assert sent["reason"] in answer.get_data(as_text=True)


def test_an_empty_directory_says_whom_to_ask(house: House, officer: Actor) -> None:
    case = open_a_case(house, officer)
    page = signed_in(house, "officer").get(f"/referrals/new?case={case}").get_data(as_text=True)
    assert "chưa có dịch vụ nào cho phường, xã này" in page
    assert 'name="reason"' not in page


def test_the_supervisor_takes_each_step_and_the_history_tells_it(house: House, code: str) -> None:
    client = signed_in(house, "supervisor", CITY)
    assert f"/referrals/{code}/moves/send" in client.get(f"/referrals/{code}").get_data(
        as_text=True
    )
    form = client.get(f"/referrals/{code}/moves/send").get_data(as_text=True)
    assert re.search(r'id="happened_at-hour"[^>]*value="10"', form)  # now, unless changed
    assert "answered_by" not in form  # nobody has answered when the office sends
    for move, more in (
        ("send", {}),
        ("accept", BY_PHONE | {"comment": "Đến thứ Hai"}),
        ("start", BY_PHONE),
        ("complete", BY_PHONE),
    ):
        answer = client.post(f"/referrals/{code}/moves/{move}", data=MOMENT | more)
        assert (answer.status_code, answer.location) == (302, f"/referrals/{code}")
    shown = client.get(f"/referrals/{code}").get_data(as_text=True)
    assert "/moves/" not in shown  # completed: no step is left
    for words in ("Đã hoàn thành", "Bà Lan, giám đốc", "Đến thứ Hai", "23/11/2026 09:30",
                  "Qua điện thoại; 0292 111"):  # fmt: skip
        assert words in text_of(shown)


@pytest.mark.parametrize(
    ("move", "more", "words"),
    [
        ("send", {"happened_at-year": "2027"}, "tương lai"),
        ("send", {"happened_at-day": "31"}, "không có ngày"),
        ("complete", BY_PHONE, "không thực hiện được bước này"),
        ("accept", BY_PHONE | {"called": ""}, "số điện thoại đã gọi"),
    ],
)
def test_a_refused_step_says_why(
    house: House, code: str, move: str, more: dict[str, str], words: str
) -> None:
    client = signed_in(house, "supervisor", CITY)
    answer = client.post(f"/referrals/{code}/moves/{move}", data=MOMENT | more)
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)


def test_a_decline_needs_its_reason(house: House, code: str) -> None:
    client = signed_in(house, "supervisor", CITY)
    client.post(f"/referrals/{code}/moves/send", data=MOMENT)
    answer = client.post(f"/referrals/{code}/moves/decline", data=MOMENT | BY_PHONE)
    assert answer.status_code == 422
    assert 'href="#comment"' in answer.get_data(as_text=True)


def test_a_step_that_someone_took_before_offers_no_form(house: House, code: str) -> None:
    client = signed_in(house, "supervisor", CITY)
    page = client.get(f"/referrals/{code}/moves/complete").get_data(as_text=True)
    assert "happened_at" not in page


def test_a_step_sent_twice_is_taken_once(house: House, officer: Actor, code: str) -> None:
    client = signed_in(house, "supervisor", CITY)
    for _ in range(2):
        sent = MOMENT | {"post_key": "k" * 24}
        assert client.post(f"/referrals/{code}/moves/send", data=sent).status_code == 302
    with house.app.app_context():
        assert len(read_referral(officer, code, now=NOW).history) == 2


@pytest.mark.parametrize("role", ["officer", "chair"])
def test_the_ward_reads_and_takes_no_step(house: House, code: str, role: str) -> None:
    client = signed_in(house, role)
    assert "/moves/" not in client.get(f"/referrals/{code}").get_data(as_text=True)
    assert client.get(f"/referrals/{code}/moves/send").status_code == 404
    assert client.post(f"/referrals/{code}/moves/send", data=MOMENT).status_code == 404


def test_an_unknown_step_is_not_there(house: House, code: str) -> None:
    client = signed_in(house, "supervisor", CITY)
    assert client.get(f"/referrals/{code}/moves/fly").status_code == 404


def test_the_list_can_be_held_to_a_state(house: House, code: str) -> None:
    client = signed_in(house, "officer")
    assert code in client.get("/referrals").get_data(as_text=True)
    assert code in client.get("/referrals?state=draft").get_data(as_text=True)
    assert code not in client.get("/referrals?state=sent").get_data(as_text=True)
    assert code in client.get("/referrals?state=nonsense").get_data(as_text=True)


def test_another_wards_officer_finds_nothing(house: House, officer: Actor) -> None:
    case = open_a_case(house, officer)
    code = draft(house, officer, case, add_agency(house))
    stranger = signed_in(house, "officer", CAI_KHE)
    for address in (
        f"/referrals/{code}",
        f"/referrals/{code}/moves/send",
        f"/referrals/new?case={case}",
        "/referrals/new",
    ):
        assert stranger.get(address).status_code == 404, address
    assert code not in stranger.get("/referrals").get_data(as_text=True)
    sent = {"service_id": "1", "reason": "x"}
    assert stranger.post(f"/referrals/new?case={case}", data=sent).status_code == 404


def test_a_held_draft_says_in_the_supervisors_list_that_it_is_held(
    house: House, officer: Actor, code: str
) -> None:
    supervisor = signed_in(house, "supervisor", CITY)
    rows = supervisor.get("/referrals").text.partition("<table")[2]
    assert "Bản nháp" in rows
    with house.app.app_context():
        child = read_referral(officer, code, now=NOW).child_code
    say(house, officer, child, "refused")
    rows = supervisor.get("/referrals").text.partition("<table")[2]
    assert "Bản nháp" not in rows
    assert "Tạm giữ do chưa có sự đồng ý, chưa gửi" in rows
    assert "phải giải quyết trước hết ngày" in rows
    assert "chưa gửi" in supervisor.get(f"/referrals/{code}").text
