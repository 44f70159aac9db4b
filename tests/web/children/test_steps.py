"""What is entered of a known child: each form leads back to the child's page, which shows it."""

from __future__ import annotations

import re

import pytest

from caseapp.casework.child_reading import read_child
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, signed_in


def day(name: str, text: str) -> dict[str, str]:
    """The boxes of a date written as 2026-03-01."""
    year, month, number = text.split("-")
    return {f"{name}-day": number, f"{name}-month": month, f"{name}-year": year}


ORPHAN = {"group_code": "01", "subgroup": "01.3", "status": "confirmed", "evidence": "Giấy số 12"}
ORPHAN |= day("valid_from", "2026-03-01")
HELP = {"kind": "monthly_allowance", "open_ended": "y", "provider": "UBND phường", "note": "Đợt 1"}
HELP |= day("given_on", "2026-04-01")


def test_confirmed_and_at_risk_stand_apart(house: House) -> None:
    code = enter_child(house, officer_of(house))
    client = signed_in(house, "officer")
    for sent in (ORPHAN, ORPHAN | {"group_code": "04", "subgroup": "", "status": "at_risk"}):
        answer = client.post(f"/children/{code}/circumstances/new", data=sent)
        assert (answer.status_code, answer.location) == (302, f"/children/{code}")
    shown = client.get(f"/children/{code}").get_data(as_text=True)
    confirmed, at_risk = shown.index("Có hoàn cảnh đặc biệt"), shown.index("không tính vào số liệu")
    assert confirmed < shown.index("01. Trẻ em mồ côi cả cha và mẹ") < at_risk
    assert at_risk < shown.index("04. Trẻ em khuyết tật")
    for text in ("Sống với người thân thích", "01/03/2026", "Giấy số 12"):
        assert text in shown


def test_all_14_groups_are_offered_by_their_official_names(house: House) -> None:
    code = enter_child(house, officer_of(house))
    form = signed_in(house, "officer").get(f"/children/{code}/circumstances/new")
    found = re.findall(r'name="group_code"[^>]*value="(\d\d)"', form.get_data(as_text=True))
    assert found == [f"{number:02}" for number in range(1, 15)]


def test_the_end_of_a_circumstance(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    client = signed_in(house, "officer")
    client.post(f"/children/{code}/circumstances/new", data=ORPHAN)
    with house.app.app_context():
        (row,) = read_child(actor, code, now=NOW).circumstances
    address = f"/children/{code}/circumstances/{row.id}/end"
    assert address in client.get(f"/children/{code}").get_data(as_text=True)
    too_early = client.post(address, data=day("valid_until", "2026-03-01"))
    assert too_early.status_code == 422
    assert client.post(address, data=day("valid_until", "2026-10-01")).status_code == 302
    shown = client.get(f"/children/{code}").get_data(as_text=True)
    assert "01/10/2026" in shown
    assert "Hôm nay không còn" in shown
    assert address not in shown
    # Another row's number, or one that no table could hold, leads nowhere.
    for number in (row.id + 1, 10**30):
        assert client.get(f"/children/{code}/circumstances/{number}/end").status_code == 404


def test_help_still_running(house: House) -> None:
    code = enter_child(house, officer_of(house))
    client = signed_in(house, "officer")
    assert client.post(f"/children/{code}/assistance/new", data=HELP).status_code == 302
    shown = client.get(f"/children/{code}").get_data(as_text=True)
    for text in ("Trợ cấp xã hội hằng tháng", "từ ngày 01/04/2026", "UBND phường", "Đợt 1"):
        assert text in shown


def test_a_move(house: House) -> None:
    code = enter_child(house, officer_of(house))
    client = signed_in(house, "officer")
    sent = {"area_code": CAI_KHE, **day("since", "2026-09-01")}
    assert client.post(f"/children/{code}/residences/new", data=sent).status_code == 302
    assert "Phường Cái Khế" in client.get(f"/children/{code}").get_data(as_text=True)


@pytest.mark.parametrize(
    ("noun", "sent", "words"),
    [
        ("circumstances/new", ORPHAN | {"subgroup": "04.1"}, "nhóm khác"),
        ("circumstances/new", ORPHAN | {"status": ""}, "Chọn đã xác định hoặc có nguy cơ"),
        ("assistance/new", HELP | {"kind": "gift"}, "Chọn một trong các câu trả lời"),
        ("assistance/new", HELP | day("given_on", "2027-01-01"), "ngày đã qua"),
        ("residences/new", {"area_code": CAI_KHE} | day("since", "2025-06-30"), "01/07/2025"),
    ],
)
def test_a_refused_form_says_why_and_keeps_the_text(
    house: House, noun: str, sent: dict[str, str], words: str
) -> None:
    code = enter_child(house, officer_of(house))
    answer = signed_in(house, "officer").post(f"/children/{code}/{noun}", data=sent)
    assert answer.status_code == 422
    shown = answer.get_data(as_text=True)
    assert words in shown
    assert sent.get("evidence", sent.get("note", CAI_KHE)) in shown


def test_a_form_sent_twice_is_one_act(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    client = signed_in(house, "officer")
    for _ in range(2):
        answer = client.post(f"/children/{code}/assistance/new", data=HELP | {"post_key": "k" * 24})
        assert (answer.status_code, answer.location) == (302, f"/children/{code}")
    with house.app.app_context():
        assert len(read_child(actor, code, now=NOW).assistance) == 1
