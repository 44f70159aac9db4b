"""The extract: what is held stands in it; reporter, third persons and safe place do not."""

from __future__ import annotations

from sqlalchemy import select

from caseapp.casework.child_health import HealthEntry, note_health
from caseapp.casework.data_extracts import ALWAYS_LEFT_OUT, WHEREABOUTS
from caseapp.casework.suspects import Suspect
from caseapp.records.audit import AuditEntry
from caseapp.web.personal_data.extract_paper import LEFT_OUT
from tests.casework.test_consent_bars import accuse
from tests.factories.children import actor_of, enter_child
from tests.factories.house import NOW, House
from tests.factories.people import MOTHER, add, add_speaker
from tests.factories.printed_text import words_of
from tests.factories.reports import kept
from tests.factories.web import CAI_KHE, CITY, make_user, sign_in, signed_in
from tests.web.personal_data.test_routes import record, step


def test_every_omission_has_its_reason() -> None:
    assert set(LEFT_OUT) == {*ALWAYS_LEFT_OUT, WHEREABOUTS}


def test_the_extract_says_what_is_held_and_why_the_rest_is_not(house: House) -> None:
    name = make_user(house, "officer")
    officer = actor_of(house, name)
    child = enter_child(house, officer, address="12 đường Thử, Ninh Kiều")
    mother = add_speaker(house, officer, child)
    add(house, officer, child, name="Lê Văn Tám", relation="other", phone="0911 222 333")
    with house.app.app_context():
        text = "Hen suyễn, hỏi Lê Văn Tám số 0911222333"
        note_health(officer, child, HealthEntry(text=text), now=NOW)
    browser, chair = sign_in(house, name), signed_in(house, "chair")
    code = record(browser, child, "access", asker="representative", person=str(mother))
    address = f"/data-requests/{code}/extract.pdf"
    assert browser.get(address).status_code == 404  # before it is accepted
    assert step(chair, code, "answer", move="accept", answer="Đồng ý") == 302
    said = _read(browser.get(address))
    for words in (
        "Đỗ Thị Hòa",
        "12 đường Thử",
        "Hen suyễn",
        MOTHER,
        "Phần không cung cấp và lý do",
    ):
        assert words in said, words
    for words in ("Tám", "0911", "222333"):
        assert words not in said, words
    for what, why in (LEFT_OUT[each] for each in ALWAYS_LEFT_OUT):
        assert what in said
        assert why.split(" (")[0] in said
    log = [str(row[0]) for row in kept(house, select(AuditEntry.detail))]
    assert sum("sha256" in each for each in log) == 1
    assert any("BI-26-" in each and code in each for each in log)
    for other in (signed_in(house, "supervisor", CITY), signed_in(house, "officer", CAI_KHE)):
        assert other.get(address).status_code == 404


def test_a_suspect_is_not_told_where_the_child_is(house: House) -> None:
    name = make_user(house, "officer")
    officer = actor_of(house, name)
    child = enter_child(house, officer, address="12 đường Thử, Ninh Kiều")
    mother = add_speaker(house, officer, child)
    browser = sign_in(house, name)
    code = record(browser, child, "access", asker="representative", person=str(mother))
    accuse(house, officer, child, Suspect("no", MOTHER))
    supervisor = signed_in(house, "supervisor", CITY)
    assert step(supervisor, code, "answer", move="accept", answer="Một phần") == 302
    said = _read(browser.get(f"/data-requests/{code}/extract.pdf"))
    assert "12 đường Thử" not in said
    assert "Nơi cư trú" not in said
    assert LEFT_OUT[WHEREABOUTS][0] in said


def _read(answer: object) -> str:
    assert answer.status_code == 200  # type: ignore[attr-defined]  # the test client's answer
    return words_of(answer.data)  # type: ignore[attr-defined]  # as above
