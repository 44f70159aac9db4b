"""The city's rules of releases: read by both, decided by the supervisor, with number and day."""

from __future__ import annotations

import re

from tests.factories.house import House
from tests.factories.web import boxes, key, signed_in, text_of

PAGE = "/publications/rules"
BY = {"decision": "45/QĐ-UBND", **boxes("valid_from", "2026-11-23")}
SELECTED = re.compile(r'<select[^>]*name="(unit_\w+)".*?<option value="(\w+)" selected>', re.DOTALL)
NAMED = re.compile(r'name="(name_\w+)"[^>]*?value="([^"]*)"')


def filled(page: str) -> dict[str, str]:
    """What the form of the clusters sends when nothing is changed."""
    return {**dict(SELECTED.findall(page)), **dict(NAMED.findall(page)), **BY}


def test_the_rules_that_hold_are_told_to_who_proposes_and_who_signs(house: House) -> None:
    for role in ("statistician", "supervisor"):
        browser = signed_in(house, role, "92")
        words = text_of(browser, PAGE)
        for said in ("k là 5", "Trẻ em nhiễm HIV/AIDS", "Phường Ninh Kiều", "Chưa có quyết định"):
            assert said in words
        changes = browser.get(PAGE).text.count(f'href="{PAGE}/')
        assert changes == (3 if role == "supervisor" else 0)


def test_k_is_decided_with_number_and_day(house: House) -> None:
    supervisor = signed_in(house, "supervisor", "92")
    page = f"{PAGE}/least-count"
    for k, said in (("2", "Nhập một số từ 3 đến 20"), ("21", "từ 3 đến 20"), ("", "Nhập một số")):
        answer = supervisor.post(page, data={"k": k, "post_key": key(), **BY})
        assert answer.status_code == 422
        assert said in answer.text
    bare = supervisor.post(page, data={"k": "7", "post_key": key()})
    assert bare.status_code == 422
    form = {"k": "7", "post_key": key(), **BY}
    assert supervisor.post(page, data=form).location == PAGE
    assert supervisor.post(page, data=form).location == PAGE  # the same post
    words = text_of(supervisor, PAGE)
    assert "k là 7" in words
    assert words.count("45/QĐ-UBND") == 1
    assert "Đang có hiệu lực" in words


def test_groups_are_ticked_and_unticked(house: House) -> None:
    supervisor = signed_in(house, "supervisor", "92")
    page = f"{PAGE}/groups"
    assert supervisor.get(page).text.count(" checked") == 5
    form = {"sensitive": ["05", "neglect"], "post_key": key(), **BY}
    assert supervisor.post(page, data=form).location == PAGE
    words = text_of(supervisor, PAGE)
    assert "Trẻ em nhiễm HIV/AIDS; Bỏ mặc" in words
    none = {"post_key": key(), **BY}
    assert supervisor.post(page, data=none).location == PAGE
    assert "không có Đang có hiệu lực" in text_of(supervisor, PAGE)
    assert supervisor.post(page, data={**form, "sensitive": "99"}).status_code == 422


def test_a_ward_moves_and_a_new_cluster_is_named_without_any_script(house: House) -> None:
    supervisor = signed_in(house, "supervisor", "92")
    page = f"{PAGE}/clusters"
    form = filled(supervisor.get(page).text)
    assert len([name for name in form if name.startswith("unit_")]) == 103
    moved = {**form, "unit_31135": "C13", "post_key": key()}
    bare = supervisor.post(page, data=moved)
    assert bare.status_code == 422
    assert "Đặt tên cho cụm" in bare.text
    assert supervisor.post(page, data={**moved, "name_C13": "Cụm trung tâm"}).location == PAGE
    words = text_of(supervisor, PAGE)
    assert "Cụm trung tâm C13 Phường Ninh Kiều Chuyển phường, xã" in words
    assert "13 cụm" in words
    again = supervisor.get(page).text
    assert 'name="name_C13"' in again
    assert 'name="name_C15"' in again
    strange = {**filled(again), "unit_31135": "C99", "post_key": key()}
    assert supervisor.post(page, data=strange).status_code == 422


def test_nobody_else_decides(house: House) -> None:
    for role in ("statistician", "officer", "chair", "administrator", "supervisor"):
        browser = signed_in(house, role)
        for part in ("least-count", "groups", "clusters"):
            assert browser.get(f"{PAGE}/{part}").status_code == 404
            form = {"k": "7", "post_key": key(), **BY}
            assert browser.post(f"{PAGE}/{part}", data=form).status_code == 404
