"""Drafts on screen: saved by the script and by the button, listed, thrown away, refused."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from caseapp.records.kept_forms import LARGEST
from tests.factories.drafts import shown_in
from tests.factories.house import House
from tests.factories.people import child_of
from tests.factories.web import make_user, post_case, post_report, sign_in, signed_in, text_of

SCRIPT = {"Accept": "application/json"}
STORY = "Bé kể: con sợ về nhà"


@pytest.fixture
def name(house: House) -> str:
    return make_user(house, "officer")


@pytest.fixture
def officer(house: House, name: str) -> FlaskClient:
    return sign_in(house, name)


@pytest.fixture
def note(officer: FlaskClient) -> str:
    """The address of a case's form for a note."""
    return f"/cases/{post_case(officer, post_report(officer))}/notes/new"


def test_the_script_is_told_what_was_saved_and_goes_on_from_it(
    house: House, officer: FlaskClient, name: str, note: str
) -> None:
    form = shown_in(officer.get(note).text, note)
    first = officer.post("/drafts", data=form | {"text": STORY}, headers=SCRIPT)
    assert first.status_code == 200
    assert first.json["said"].startswith("Đã lưu nháp lúc ")
    on = form | {"draft": first.json["draft"], "text": f"{STORY} lắm"}
    second = officer.post("/drafts", data=on, headers=SCRIPT).json
    assert json.loads(second["draft"])["saves"] == 2
    home = officer.get("/").text
    assert home.count("Thêm ghi chú, lần liên hệ hoặc lần thăm") == 1
    assert note.split("/")[2] in home
    again = officer.get(note).text
    assert f"{STORY} lắm" in again
    assert "Đây là bản nháp của bạn" in again
    # The same person elsewhere finds it; nobody else does.
    assert f"{STORY} lắm" in sign_in(house, name).get(note).text
    other = signed_in(house, "officer")
    assert STORY not in other.get(note).text
    assert "Bản nháp" not in text_of(other, "/")


def test_without_script_the_button_saves_and_comes_back_and_sending_ends_the_draft(
    officer: FlaskClient, note: str
) -> None:
    page = officer.get(note).text
    assert 'formaction="/drafts"' in page
    saved = officer.post("/drafts", data=shown_in(page, note) | {"text": STORY, "kind": "note"})
    assert urlsplit(saved.location).path == note
    back = officer.get(saved.location).text
    assert "Đã lưu nháp lúc" in back
    sent = officer.post(saved.location, data=shown_in(back, saved.location))
    assert sent.status_code == 302
    assert text_of(officer, sent.location).count(STORY) == 1
    assert STORY not in officer.get(note).text
    late = officer.post("/drafts", data=shown_in(back, saved.location), headers=SCRIPT)
    assert late.status_code == 409  # a save that was still under way
    assert "đã được gửi" in late.json["said"]


def test_a_draft_is_thrown_away_by_its_writer_alone(
    house: House, officer: FlaskClient, note: str
) -> None:
    officer.post("/drafts", data=shown_in(officer.get(note).text, note) | {"text": STORY})
    page = officer.get(note).text
    token = json.loads(shown_in(page, note)["draft"])["token"]
    signed_in(house, "officer").post(f"/drafts/{token}/removal")
    assert STORY in officer.get(note).text
    gone = officer.post(f"/drafts/{token}/removal", data={"next": note})
    assert gone.location == note
    assert STORY not in officer.get(note).text
    away = officer.post(f"/drafts/{token}/removal", data={"next": "//evil.example"})
    assert away.location == "/"


def test_what_cannot_be_saved_is_said_and_still_stands_in_the_form(
    officer: FlaskClient, note: str
) -> None:
    form = shown_in(officer.get(note).text, note) | {"text": "x" * LARGEST}
    answer = officer.post("/drafts", data=form, headers=SCRIPT)
    assert answer.status_code == 422
    assert answer.json["said"].startswith("Chưa lưu được nháp: ")
    plainly = officer.post("/drafts", data=form)
    assert plainly.status_code == 422
    assert "Chưa lưu được nháp: " in plainly.text
    assert "x" * LARGEST in plainly.text


@pytest.mark.parametrize(
    "page", ["/no-such-page", "/", "//evil.example/", "/referrals/GT-26-00000000/moves", "/sign-in"]
)
def test_a_draft_belongs_to_a_page_whose_form_its_writer_may_send(
    officer: FlaskClient, note: str, page: str
) -> None:
    form = shown_in(officer.get(note).text, note)
    box = json.dumps(json.loads(form["draft"]) | {"page": page})
    assert officer.post("/drafts", data=form | {"draft": box}).status_code == 404


def test_the_long_forms_of_a_case_come_back_as_they_were_typed(
    house: House, officer: FlaskClient
) -> None:
    """Each is saved with its longest answer, and shown again by its own page; nothing is sent."""
    report = post_report(officer)
    case = f"/cases/{post_case(officer, report)}"
    child = child_of(house, case.split("/")[2])
    supervisor = signed_in(house, "supervisor")
    word = f"/children/{child}/consents/referral/word"
    for browser, address, field in (
        (officer, f"{case}/flags", "reason"),
        (officer, f"{case}/mistake", "reason"),
        (officer, f"{case}/minutes/new", "agreed"),
        (officer, f"{case}/plans/new", "situation"),
        (officer, f"{case}/assessments/new", "child_words"),
        (officer, f"{case}/separations/new", "why"),
        (officer, f"{case}/placements/new", "name"),
        (officer, f"/reports/{report}/suspects/new", "note"),
        (officer, "/cases/new", "reason"),
        (officer, "/cases/take-over", "told"),
        (officer, "/merges/new", "reason"),
        (officer, word, "words"),
        (supervisor, f"{case}/clocks/1/pause", "reason"),
        (supervisor, f"{case}/clocks/1/end", "reason"),
    ):
        form = shown_in(browser.get(address).text, address)
        assert {"draft", field} <= form.keys(), address
        more = {field: STORY, "consent_word": "given"}
        saved = browser.post("/drafts", data=form | more, headers=SCRIPT)
        assert saved.status_code == 200, address
        back = browser.get(address).text
        assert shown_in(back, address)[field] == STORY, address
        assert "Đây là bản nháp của bạn" in back
        assert "consent_word" not in shown_in(back, address)
