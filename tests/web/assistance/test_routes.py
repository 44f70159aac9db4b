"""The register of help in the browser: whose it is, its filter, its print, the confirmation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework import assistance_register
from caseapp.casework.assistance import AssistanceEntry, record_assistance
from caseapp.records.children import Assistance
from caseapp.rules.access import Act
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.printed_text import texts_of
from tests.factories.web import CAI_KHE, NINH_KIEU, key, signed_in, text_of

GIFT = AssistanceEntry("other", date(2026, 2, 10), None, False, "Hội", "", 500_000, "Gạo")
RUNS = replace(GIFT, kind="monthly_allowance", given_on=date(2024, 5, 1), open_ended=True)
PAGE = f"/assistance/{NINH_KIEU}"


def with_help(house: House, *entries: AssistanceEntry) -> str:
    """Return a child with this help, of which nobody has said since it began that it runs."""
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        for entry in entries:
            record_assistance(actor, code, entry, now=NOW)
        with desk.writing(actor, Act.ASSISTANCE_RECORD, now=NOW) as door:
            for row in door.session.scalars(select(Assistance)):
                row.confirmed_on = None
            door.log("assistance:unsaid")
    return code


def test_own_register_and_nobody_elses(house: House) -> None:
    code = with_help(house, RUNS)
    officer, far = signed_in(house, "officer"), signed_in(house, "officer", CAI_KHE)
    assert officer.get("/assistance").location == PAGE
    assert code in text_of(officer, PAGE)
    assert far.get("/assistance").location == f"/assistance/{CAI_KHE}"
    for noun in ("", "/running", "/lists", "/lists/new", "/lists/1", "/register.pdf"):
        assert far.get(PAGE + noun).status_code == 404
        assert far.get(f"/assistance/92{noun}").status_code == 404
    over = signed_in(house, "supervisor", "92")
    assert f'href="{PAGE}"' in over.get("/assistance").text
    assert over.get(f"{PAGE}/lists/new").status_code == 404  # reads, and records nothing
    assert over.post(f"{PAGE}/running", data={"rows": "1"}).status_code == 404


def test_a_filter_that_makes_no_sense_asks_for_nothing(house: House) -> None:
    with_help(house, RUNS)
    officer = signed_in(house, "officer")
    for asked in ("year=x", "year=9999&after=99999999999", "kind=gift", "after=-1", "year=0000"):
        assert officer.get(f"{PAGE}?{asked}").status_code == 200
    assert "Chưa ghi hỗ trợ nào" in text_of(officer, f"{PAGE}?kind=education")


def test_a_print_bears_the_head_of_the_unit_and_is_written_down(house: House) -> None:
    code = with_help(house, RUNS)
    officer = signed_in(house, "officer")
    answer = officer.get(f"{PAGE}/register.pdf?year=2025")
    words = " ".join(texts_of(answer.data)[0].split())
    for text in ("PHƯỜNG NINH KIỀU", "SỔ THEO DÕI HỖ TRỢ TRẺ EM", "Năm 2025", code, "500.000 đồng"):
        assert text in words
    looks = text_of(signed_in(house, "chair"), f"/children/{code}/log")
    assert "In trong sổ theo dõi hỗ trợ" in looks


def test_a_list_that_is_too_long_is_not_printed_by_half(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_help(house, RUNS, replace(RUNS, kind="education"))
    officer = signed_in(house, "officer")

    monkeypatch.setattr(assistance_register, "PRINTED", 1)
    answer = officer.get(f"{PAGE}/register.pdf?year=2026")
    assert answer.location == f"{PAGE}?year=2026"
    assert officer.get(f"{PAGE}/register.pdf?kind=education").mimetype == "application/pdf"


def test_ticked_help_is_confirmed_and_the_rest_waits(house: House) -> None:
    with_help(house, RUNS, replace(RUNS, kind="education"))
    officer, running = signed_in(house, "officer"), f"{PAGE}/running"
    home = officer.get("/").text
    assert f'href="{running}"' in home
    assert "2 hỗ trợ" in home
    assert officer.post(running, data={"post_key": key()}).status_code == 422
    every = officer.post(running, data={"post_key": key(), "step": "all"})
    assert (every.status_code, every.text.count("checked")) == (200, 2)
    sent = {"post_key": key(), "rows": ["1", "x"]}
    assert officer.post(running, data=sent).location == running
    assert officer.post(running, data=sent).location == running  # came twice: done once
    words = text_of(officer, running)
    assert "Đã xác nhận 1 hỗ trợ còn tiếp tục" in words
    assert "Có 1 hỗ trợ cần xác nhận" in words
