"""Assessing on screen: a draft with its counts, the officer's level, and what the chair reads."""

from __future__ import annotations

import pytest

from caseapp.rules.assessment_states import DETAILED, INITIAL, REVIEW
from caseapp.rules.forms.answers import boxes as laid
from caseapp.rules.forms.registry import FORMS
from tests.factories.assessments import CLOSE, WORDS, answers, assess
from tests.factories.children import actor_of
from tests.factories.drafts import rows_in, settle, shown_in
from tests.factories.house import House
from tests.factories.printed_text import texts_of
from tests.factories.reports import log_one
from tests.factories.web import (
    CAI_KHE,
    CITY,
    NINH_KIEU,
    key,
    make_user,
    post_case,
    post_report,
    sign_in,
    signed_in,
    text_of,
)

NUMBERS = {INITIAL: "02", DETAILED: "03", REVIEW: "06"}


def typed(kind: str = INITIAL, **more: str) -> dict[str, object]:
    """Return what is typed into the page of a draft; `more` last."""
    return laid(FORMS[NUMBERS[kind]], answers(kind)) | {"post_key": key()} | more


def test_a_draft_is_counted_signed_off_and_read_by_the_chair(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    report = post_report(officer)
    assert f"/reports/{report}/assessments/new" in officer.get(f"/reports/{report}").text
    assert "Chưa có bản đánh giá ban đầu" in text_of(chair, f"/reports/{report}/decision")
    page = text_of(officer, f"/reports/{report}/assessments/new")
    assert "Cao trẻ em bị tổn hại nghiêm trọng, đe dọa tính mạng" in page
    assert "bản chờ đối chiếu" in page
    urgent = typed(harm_degree="high", harm_again="high")
    answer = officer.post(f"/reports/{report}/assessments/new", data=urgent)
    assert answer.location == f"/reports/{report}/assessments/1"
    page = text_of(officer, answer.location)
    assert "Cao: 2 · Trung bình: 0 · Thấp: 0" in page
    assert "Mức độ nguy cơ theo số đếm (đề xuất) Nguy cơ trung bình" in page
    assert "(bản chờ đối chiếu)" in page
    path = f"{answer.location}/conclusion"
    said = {"level": "high", "conclusion": "Dượng còn ở nhà", "version": "1", "post_key": key()}
    refused = officer.post(path, data=said)
    assert refused.status_code == 422
    assert "hãy ghi lý do" in refused.text
    assert "Dượng còn ở nhà" in refused.text
    done = officer.post(path, data=said | {"level_reason": "Dượng có chìa khóa"})
    assert (done.status_code, done.location) == (302, f"/reports/{report}")  # the clock runs
    page = text_of(chair, f"/reports/{report}/decision")
    assert page.index(WORDS) < page.index("Khẩn cấp:") < page.index("Nguy cơ cao")
    assert "Dượng có chìa khóa" in page
    assert "Khẩn cấp: mức độ tổn hại" in text_of(chair, f"/reports/{report}")
    assert "Tổn hại mức Cao" in text_of(chair, "/")


def test_what_is_still_owed_is_listed_and_leads_to_its_place(house: House) -> None:
    officer = signed_in(house, "officer")
    report = post_report(officer)
    half = typed(child_words="", harm_again="")
    shown = officer.post(f"/reports/{report}/assessments/new", data=half).location
    page = officer.get(shown).text
    for anchor in ("child_words", "harm_again"):
        assert f'{shown}/answers#{anchor}"' in page
    assert f"{shown}/conclusion" not in page
    assert officer.get(f"{shown}/conclusion").location == shown
    said = {"level": "low", "conclusion": "x", "version": "1", "post_key": key()}
    assert officer.post(f"{shown}/conclusion", data=said).status_code == 422
    assert officer.get(f"/reports/{report}/assessments/new").location == shown
    assert "Làm tiếp bản đánh giá ban đầu" in officer.get(f"/reports/{report}").text


def test_two_who_write_a_draft_choose_between_both_versions(house: House) -> None:
    officer = signed_in(house, "officer")
    report = post_report(officer)
    shown = officer.post(f"/reports/{report}/assessments/new", data=typed()).location
    asked = f"{shown}/answers"
    form = shown_in(officer.get(asked).text, asked)
    assert {"version", "base", "draft"} <= form.keys()
    other = {"place": "Trường học", "child_words": "Con sợ"}
    assert officer.post(asked, data=form | {"post_key": key()} | other).location == shown
    answer = officer.post(asked, data=form | {"place": "Trạm y tế"})
    assert answer.status_code == 409
    assert [(row["mine"], row["stored"], row["chosen"]) for row in rows_in(answer.text)] == [
        (form["child_words"], "Con sợ", "stored"),
        ("Trạm y tế", "Trường học", ""),
    ]
    back = settle(officer, answer.text, place="mine", child_words="stored")
    assert "Trường học" in officer.get(shown).text
    merged = shown_in(officer.get(back).text, asked)
    assert officer.post(asked, data=merged).location == shown
    for words in ("Trạm y tế", "Con sợ"):
        assert words in officer.get(shown).text
    end = f"{shown}/conclusion"
    signed = shown_in(officer.get(end).text, end) | {"level": "low", "conclusion": "Bé ổn"}
    form = shown_in(officer.get(asked).text, asked)
    assert officer.post(asked, data=form | {"harm_again": "x"}).status_code == 422
    assert officer.post(asked, data=form | {"harm_again": "low"}).location == shown
    # Signed on other counts than were read: nothing is signed, and what was typed stands there.
    late = officer.post(end, data=signed)
    assert late.status_code == 409
    assert "đã thay đổi sau khi bạn đọc" in late.text
    assert shown_in(late.text, end)["conclusion"] == "Bé ổn"


@pytest.mark.parametrize(("kind", "noun"), [(DETAILED, "assessments"), (REVIEW, "reviews")])
def test_in_a_case(house: House, kind: str, noun: str) -> None:
    officer = signed_in(house, "officer")
    case = post_case(officer, post_report(officer))
    assert f"/cases/{case}/{noun}/new" in officer.get(f"/cases/{case}").text
    shown = officer.post(f"/cases/{case}/{noun}/new", data=typed(kind)).location
    assert shown == f"/cases/{case}/{noun}/1"
    said = {"level": "low", "conclusion": "Bé ổn", "version": "1", "post_key": key()}
    more = CLOSE if kind == REVIEW else {}
    if kind == REVIEW:
        unstable = said | more | {"state_feelings": "unstable"}
        assert "hãy chọn tiếp tục" in officer.post(f"{shown}/conclusion", data=unstable).text
    assert officer.post(f"{shown}/conclusion", data=said | more).location == shown
    page = officer.get(shown).text
    assert "Đã ký" in page
    assert (f"/cases/{case}/closing" in page) == (kind == REVIEW)
    assert "Nguy cơ thấp" in text_of(officer, f"/cases/{case}")
    assert officer.get(f"{shown}/answers").location == shown  # it is never edited


def test_only_those_who_may_assess_are_asked(house: House) -> None:
    report = log_one(house)
    assess(house, report)
    shown = f"/reports/{report}/assessments/1"
    for role, unit in (("chair", None), ("supervisor", CITY)):
        browser = signed_in(house, role, unit)
        page = browser.get(shown)
        assert page.status_code == 200
        assert "assessments/new" not in page.text
        for path in (f"/reports/{report}/assessments/new", f"{shown}/answers"):
            assert browser.get(path).status_code == 404
            assert browser.post(path, data=typed()).status_code == 404
    for role, unit in (("officer", CAI_KHE), ("collaborator", None), ("administrator", CITY)):
        assert signed_in(house, role, unit).get(shown).status_code == 404
    assert signed_in(house, "officer").get(f"/reports/{report}/assessments/2").status_code == 404


def test_the_chair_assesses_alone_what_they_logged(house: House) -> None:
    chair = sign_in(house, make_user(house, "chair", NINH_KIEU))
    report = post_report(chair)
    assert f"/reports/{report}/assessments/new" in chair.get(f"/reports/{report}").text
    untimed = {f"asked_at-{part}": "" for part in ("day", "month", "year", "hour", "minute")}
    answer = chair.post(f"/reports/{report}/assessments/new", data=typed(**untimed))
    for address in (answer.location, f"/reports/{report}/decision"):
        assert WORDS in text_of(chair, address)  # when the child was asked may still be open
    assert "Một người" in text_of(chair, f"/reports/{report}")


@pytest.mark.parametrize("kind", [INITIAL, DETAILED, REVIEW])
def test_the_paper_of_each_is_linked_and_printed(house: House, kind: str) -> None:
    officer = sign_in(house, make_user(house, "officer", username="canbo"))
    report = post_report(officer)
    code = report if kind == INITIAL else post_case(officer, report)
    conclusion = CLOSE if kind == REVIEW else {}
    assess(house, code, kind, by=actor_of(house, "canbo"), conclusion=conclusion)
    place = {INITIAL: f"/reports/{code}/assessments", REVIEW: f"/cases/{code}/reviews"}
    page = f"{place.get(kind, f'/cases/{code}/assessments')}/1"
    address = f"{page}/form-{NUMBERS[kind]}.pdf"
    for browser in (officer, signed_in(house, "chair"), signed_in(house, "supervisor", CITY)):
        assert f'href="{address}"' in browser.get(page).text
        answer = browser.get(address)
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        said = " ".join(texts_of(answer.data))
        assert WORDS in " ".join(said.split())
    name = f'inline; filename="{code}-{NUMBERS[kind]}-1.pdf"'
    assert officer.get(address).headers["Content-Disposition"] == name
    for other in (signed_in(house, "officer", CAI_KHE), signed_in(house, "statistician", CITY)):
        assert other.get(address).status_code == 404
    assert officer.get(f"{page[:-1]}2/form-{NUMBERS[kind]}.pdf").status_code == 404


def test_a_draft_is_printed_as_one(house: House) -> None:
    officer = signed_in(house, "officer")
    report = post_report(officer)
    officer.post(f"/reports/{report}/assessments/new", data=typed())
    answer = officer.get(f"/reports/{report}/assessments/1/form-02.pdf")
    assert "dự thảo, chưa ký" in texts_of(answer.data)[0]
