"""The plans' pages: written row by row, submitted, decided on; nothing that was typed is lost."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.factories.drafts import rows_in, settle, shown_in
from tests.factories.house import House
from tests.factories.web import boxes, key, post_case, post_report, signed_in, text_of, version_in

FILLED = {
    "situation": "Trẻ sợ hãi, ngủ không yên",
    "need_1": "Được an toàn",
    "goal_1": "Trẻ an toàn tại nhà",
    **boxes("goal_due_1", "2026-12-31"),
    "what_1_1": "Tư vấn tâm lý hằng tuần",
    "measure_1_1": "care",
    **boxes("starts_on_1_1", "2026-11-24"),
    **boxes("due_on_1_1", "2026-12-20"),
    "responsible_1_1": "Cán bộ phường",
    "organisation": "Cán bộ theo dõi",
}


@pytest.fixture
def officer(house: House) -> FlaskClient:
    return signed_in(house, "officer")


@pytest.fixture
def case(officer: FlaskClient) -> str:
    return post_case(officer, post_report(officer))


def page(browser: FlaskClient, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.get_data(as_text=True)


def write(browser: FlaskClient, case: str, **more: str) -> str:
    sent = {"post_key": key(), **FILLED, **more}
    answer = browser.post(f"/cases/{case}/plans/new", data=sent)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return answer.location


def take(browser: FlaskClient, case: str, move: str) -> str:
    address = f"/cases/{case}/plans/1/moves/{move}"
    version = version_in(page(browser, address))
    answer = browser.post(address, data={"version": version, "post_key": key()})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return answer.location


def verdict(**more: str) -> dict[str, str]:
    return {"post_key": key(), "move": "approve", **boxes("decided_at", "2026-11-23 10:00"), **more}


def test_a_plan_goes_from_the_first_row_to_its_approval(
    house: House, officer: FlaskClient, case: str
) -> None:
    assert f"/cases/{case}/plans" in page(officer, f"/cases/{case}")
    assert write(officer, case, then="submit").endswith("/plans/1/moves/submit")
    words = text_of(officer, f"/cases/{case}/plans/1")
    for told in (
        "Trẻ sợ hãi", "Được an toàn", "Tư vấn tâm lý", "Can thiệp: Chăm sóc y tế",
        "24/11/2026 – 20/12/2026", "bản chờ đối chiếu",
    ):  # fmt: skip
        assert told in words
    take(officer, case, "submit")
    chair = signed_in(house, "chair")
    assert "Quyết định về kế hoạch" in text_of(chair, "/")
    address = f"/cases/{case}/plans/1/decision"
    sent = verdict(version=version_in(page(chair, address)))
    assert chair.post(address, data=sent).status_code == 302
    words = text_of(officer, f"/cases/{case}/plans")
    for told in ("Đã phê duyệt", "Ghi kết quả", "Gặp trẻ em"):
        assert told in words
    # The number is the clerk's, once the paper is signed.
    assert "QĐ-UBND" not in text_of(officer, f"/cases/{case}/plans/1")
    assert f"/cases/{case}/kept-papers/plan/1" in page(officer, f"/cases/{case}/plans/1")
    assert "kind=plan_support" in page(officer, f"/cases/{case}/plans")
    timeline = text_of(officer, f"/cases/{case}")
    assert "Phê duyệt kế hoạch số 1" in timeline


@pytest.mark.parametrize(
    ("add", "row"), [("need", "need_2"), ("goal", "goal_2"), ("activity-1", "what_1_2")]
)
def test_one_more_row_comes_and_nothing_typed_is_lost(
    officer: FlaskClient, case: str, add: str, row: str
) -> None:
    half = {**FILLED, "goal_due_1-day": "31", "goal_due_1-month": "x"}
    answer = officer.post(f"/cases/{case}/plans/new", data={"post_key": key(), "add": add, **half})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert f'name="{row}"' in html
    assert re.search(rf'id="{row}"[^>]*autofocus|autofocus[^>]*id="{row}"', html)
    for typed in ("Trẻ sợ hãi", "Tư vấn tâm lý hằng tuần", 'value="x"', "Cán bộ theo dõi"):
        assert typed in html
    assert "govuk-error" not in html
    assert "Chưa có kế hoạch" in text_of(officer, f"/cases/{case}/plans")  # nothing was saved


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        (boxes("goal_due_1", "2026-11-22"), "goal_due_1", "không thể trước ngày hôm nay"),
        (boxes("due_on_1_1", "2026-11-23"), "due_on_1_1", "không thể kết thúc trước"),
        (boxes("due_on_1_1", "2026-11-31"), "due_on_1_1", "tháng đó không có ngày này"),
    ],
)
def test_days_that_cannot_be_stand_at_their_field(
    officer: FlaskClient, case: str, wrong: dict[str, str], field: str, words: str
) -> None:
    sent = {"post_key": key(), **FILLED, **wrong}
    answer = officer.post(f"/cases/{case}/plans/new", data=sent)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'href="#{field}-day"' in html
    assert words in html
    assert "Tư vấn tâm lý hằng tuần" in html


def test_what_lacks_something_comes_back_with_each_fault_at_its_field(
    officer: FlaskClient, case: str
) -> None:
    write(officer, case, what_1_1="", measure_1_1="", responsible_1_1="",
          **dict.fromkeys(boxes("starts_on_1_1", "2026-11-24"), ""),
          **dict.fromkeys(boxes("due_on_1_1", "2026-11-24"), ""))  # fmt: skip
    address = f"/cases/{case}/plans/1/moves/submit"
    shown = page(officer, address)
    assert f'/cases/{case}/plans/1/edit#what_1_1"' in shown
    sent = {"version": version_in(shown), "post_key": key()}
    answer = officer.post(address, data=sent)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#what_1_1"' in html
    assert "Không thể trình kế hoạch chưa có hoạt động" in html
    assert f'action="/cases/{case}/plans/1/edit"' in html
    assert "Trẻ sợ hãi" in html


def test_two_who_write_meet_and_nothing_is_overwritten(officer: FlaskClient, case: str) -> None:
    write(officer, case)
    address = f"/cases/{case}/plans/1/edit"
    form = shown_in(page(officer, address), address)
    larger = officer.post(address, data=form | {"add": "need", "need_1": "Được đi học"})
    added = shown_in(larger.text, address)
    assert added["version"] == form["version"]
    both = {"need_1": "Được đi học", "need_2": "Được vui chơi", "organisation": "Trưởng phòng"}
    theirs = added | {"post_key": key()} | both
    assert officer.post(address, data=theirs).status_code == 302
    again = officer.post(address, data=theirs | {"post_key": key(), "need_2": " Được vui chơi"})
    assert again.status_code == 302  # the same once more
    mine = form | {"need_1": "Được chữa bệnh", "responsible_1_1": "Cô Ba"}
    answer = officer.post(address, data=mine)
    assert answer.status_code == 409
    assert [(row["mine"], row["stored"], row["chosen"]) for row in rows_in(answer.text)] == [
        ("Được chữa bệnh", "Được đi học", ""),
        ("", "Được vui chơi", "stored"),
        ("Cán bộ theo dõi", "Trưởng phòng", "stored"),
    ]
    sides = {"need_1": "mine", "need_2": "stored", "organisation": "stored"}
    back = settle(officer, answer.text, **sides)
    merged = shown_in(page(officer, back), address)
    assert officer.post(address, data=merged).status_code == 302
    told = text_of(officer, f"/cases/{case}/plans/1")
    for words in ("Được chữa bệnh", "Được vui chơi", "Trưởng phòng", "Cô Ba"):
        assert words in told
    assert "Được đi học" not in told


def test_a_row_that_one_adds_and_a_version_that_another_saves_come_together(
    officer: FlaskClient, case: str
) -> None:
    """One more row, drawn on the old version, is no question; what the other changed is one."""
    write(officer, case)
    address = f"/cases/{case}/plans/1/edit"
    form = shown_in(page(officer, address), address)
    theirs = form | {"post_key": key(), "situation": "Trẻ đã đi học lại"}
    assert officer.post(address, data=theirs).status_code == 302
    larger = officer.post(address, data=form | {"add": "goal"})
    mine = shown_in(larger.text, address) | {"goal_2": "Trẻ khỏe", "what_2_1": "Khám bệnh"}
    assert mine["version"] == form["version"]
    answer = officer.post(address, data=mine)
    assert [row["name"] for row in rows_in(answer.text)] == ["situation"]
    back = settle(officer, answer.text, situation="stored")
    merged = shown_in(page(officer, back), address)
    assert merged["goal_2"] == "Trẻ khỏe"
    assert merged["situation"] == "Trẻ đã đi học lại"


def test_a_decision_on_an_old_version_shows_both_and_keeps_the_words(
    house: House, officer: FlaskClient, case: str
) -> None:
    write(officer, case)
    take(officer, case, "submit")
    chair = signed_in(house, "chair")
    address = f"/cases/{case}/plans/1/decision"
    form = shown_in(page(chair, address), address)
    old = form["version"]
    take(officer, case, "take_back")
    edit = f"/cases/{case}/plans/1/edit"
    sent = {
        "post_key": key(),
        "version": version_in(page(officer, edit)),
        **FILLED,
        "need_1": "Khác",
    }
    assert officer.post(edit, data=sent).status_code == 302
    take(officer, case, "submit")
    typed = verdict(version=old, words="Đồng ý với kế hoạch")
    assert chair.post("/drafts", data=form | typed).status_code == 302
    assert "đã thay đổi sau khi bạn đọc" in page(chair, address)  # a draft on the old version
    answer = chair.post(address, data=typed)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 409
    for told in ("đã thay đổi sau khi bạn đọc", "Được an toàn", "Khác", "Đồng ý với kế hoạch"):
        assert told in html
    again = verdict(version=version_in(html), words="Đồng ý với kế hoạch")
    assert chair.post(address, data=again).status_code == 302


def test_a_return_needs_a_comment_and_brings_the_plan_back(
    house: House, officer: FlaskClient, case: str
) -> None:
    write(officer, case)
    take(officer, case, "submit")
    chair = signed_in(house, "chair")
    address = f"/cases/{case}/plans/1/decision"
    sent = verdict(version=version_in(page(chair, address)), move="return")
    answer = chair.post(address, data=sent)
    assert answer.status_code == 422
    assert 'href="#words"' in answer.get_data(as_text=True)
    sent |= {"words": "Bổ sung nguồn lực", "post_key": key()}
    assert chair.post(address, data=sent).status_code == 302
    words = text_of(officer, f"/cases/{case}/plans")
    assert "Bổ sung nguồn lực" in words
    assert "Soạn tiếp" in words
    assert "Sửa kế hoạch bị trả lại" in text_of(officer, "/")


@pytest.mark.parametrize("role", ["chair", "supervisor"])
def test_who_reads_a_plan_is_offered_no_writing(
    house: House, officer: FlaskClient, case: str, role: str
) -> None:
    write(officer, case)
    reader = signed_in(house, role, "92" if role == "supervisor" else None)
    assert "edit" not in page(reader, f"/cases/{case}/plans/1")
    for address in ("plans/new", "plans/1/edit", "plans/1/moves/submit", "minutes/new"):
        assert reader.get(f"/cases/{case}/{address}").status_code == 404
    stranger = signed_in(house, "officer", "31120")
    assert stranger.get(f"/cases/{case}/plans").status_code == 404
