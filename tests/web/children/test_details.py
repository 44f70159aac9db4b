"""The details through the browser: entered, refused at the field with nothing lost, corrected."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.factories.children import actor_of, enter_child
from tests.factories.drafts import rows_in, settle, shown_in
from tests.factories.house import House
from tests.factories.web import boxes, key, make_user, sign_in, text_of, version_in

SINCE = boxes("valid_from", "2025-07-01")


def post(browser: FlaskClient, where: str, status: int = 302, **form: object) -> str:
    answer = browser.post(where, data={"post_key": key(), **form})
    assert answer.status_code == status, answer.text
    return answer.text


def test_each_part_is_entered_and_shown(house: House) -> None:
    name = make_user(house, "officer")
    child = enter_child(house, actor_of(house, name), guardian_name="Đỗ Văn Ba",
                        guardian_relation="father")  # fmt: skip
    browser, base = sign_in(house, name), f"/children/{child}"
    assert "Đỗ Văn Ba" in browser.get(f"{base}/people/new").text  # offered for a start
    post(browser, f"{base}/names/new", name="Bé Bống", kind="home")
    mother = {"name": "Nguyễn Thị Mai", "relation": "mother", "cares": "y", **SINCE}
    post(browser, f"{base}/people/new", **mother, phone="0909 111 222", birth_year="1990")
    post(browser, f"{base}/people/1/speaking", ground="parent", **SINCE)
    school = {"attendance": "attends", "school": "THCS An Cư", "grade": "6A2"}
    post(browser, f"{base}/schools/new", **school, **SINCE)
    post(browser, f"{base}/health/new", text="Dị ứng", types="sight", level="mild")
    post(
        browser, f"{base}/residences/past", area_code=["", "outside"],
        **boxes("since", "2016-01-01"), **boxes("until", "2025-07-01"),
    )  # fmt: skip
    shown = text_of(browser, base)
    for words in (
        "Bé Bống", "Đỗ Văn Ba", "Nguyễn Thị Mai", "sinh năm 1990", "Cha, mẹ", "THCS An Cư",
        "6A2", "Dị ứng", "Nhìn", "Ngoài thành phố",
    ):  # fmt: skip
        assert words in shown, words
    for address in ("names/1/end", "health/1/end"):
        post(browser, f"{base}/{address}")
    ended = {"valid_until-day": "1", "valid_until-month": "9", "valid_until-year": "2025"}
    post(browser, f"{base}/speaking/1/end", **ended)
    shown = text_of(browser, base)
    assert "Bé Bống" not in shown
    assert "Dị ứng" not in shown
    assert "01/07/2025 – 01/09/2025" in shown


def test_a_fault_stands_at_its_field_and_nothing_typed_is_lost(house: House) -> None:
    name = make_user(house, "officer")
    child = enter_child(house, actor_of(house, name))
    browser, base = sign_in(house, name), f"/children/{child}"
    typed = {"name": "Nguyễn Thị Mai", "relation": "mother", "cares": "y", "address": "Hẻm 9"}
    page = post(browser, f"{base}/people/new", 422, **typed, **boxes("valid_from", "2015-01-01"))
    assert "Hẻm 9" in page
    assert 'href="#valid_from-day"' in page
    open_home = {"area_code": ["", "outside"], **boxes("since", "2016-01-01")}
    page = post(browser, f"{base}/residences/past", 422, **open_home)
    assert 'href="#until-day"' in page
    assert "một nơi cư trú chưa kết thúc" in page
    identity = browser.get(f"{base}/identity").text
    paper = {
        "full_name": "Đỗ Thị Hòa", "sex": "female", "born-day": "5", "born-month": "9",
        "born-year": "2015", "personal_id": "092115000001", "number_missing": "unregistered",
        "version": version_in(identity),
    }  # fmt: skip
    page = browser.post(f"{base}/identity", data=paper).text
    assert 'href="#number_missing"' in page
    assert "092115000001" in page
    done = browser.post(f"{base}/identity", data=paper | {"number_missing": ""})
    assert done.status_code == 302  # an odd number is warned of, never refused
    assert "khác giới tính" in text_of(browser, base) or "năm sinh" in text_of(browser, base)


def test_two_corrections_of_a_person_meet(house: House) -> None:
    name = make_user(house, "officer")
    child = enter_child(house, actor_of(house, name))
    browser, base = sign_in(house, name), f"/children/{child}"
    typed = {"name": "Nguyễn Thị Mai", "relation": "mother", "cares": "y"}
    post(browser, f"{base}/people/new", **typed)
    form = shown_in(browser.get(f"{base}/people/1").text, f"{base}/people/1") | typed
    theirs = form | {"phone": "0911 000 111", "lives_with": "y"}
    post(browser, f"{base}/people/1", **theirs)
    page = post(browser, f"{base}/people/1", 409, **form | {"phone": "0922 000 222"})
    assert [(row["name"], row["mine"], row["stored"], row["chosen"]) for row in rows_in(page)] == [
        ("lives_with", "Không", "Có", "stored"),
        ("phone", "0922 000 222", "0911 000 111", ""),
    ]
    back = settle(browser, page, phone="mine", lives_with="stored")
    merged = shown_in(browser.get(back).text, f"{base}/people/1")
    post(browser, f"{base}/people/1", **merged)
    assert "sống cùng trẻ em" in text_of(browser, base)
    assert "0922 000 222" in text_of(browser, base)
