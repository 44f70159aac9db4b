"""A draft whose page is gone is shown once more to its writer, while the file opens for them."""

from __future__ import annotations

from flask.testing import FlaskClient

from caseapp.casework.proposals import decide_on_case, propose_mistake
from tests.factories.children import actor_of
from tests.factories.drafts import shown_in
from tests.factories.house import NOW, House
from tests.factories.reports import CHAIR
from tests.factories.web import make_user, post_case, post_report, sign_in

STORY = "Bà ngoại nói: cháu ngủ nhà bà"
GONE = "Trang của bản nháp này không nhận nội dung nữa"


def begin(officer: FlaskClient, address: str, page: str) -> str:
    """Save what is typed as a draft of a page; return the address that gives it back."""
    form = shown_in(officer.get(address).text, address) | {"text": STORY, "kind": "note"}
    form["draft"] = form["draft"].replace(address, page)
    answer = officer.post("/drafts", data=form)
    assert answer.status_code == 302
    return answer.location


def test_what_was_typed_is_read_once_more_and_thrown_away(house: House) -> None:
    officer = sign_in(house, make_user(house, "officer"))
    case = post_case(officer, post_report(officer))
    gone = f"/cases/{case}/assessments/7/answers"
    there = begin(officer, f"/cases/{case}/notes/new", gone)
    assert there in officer.get("/").text
    page = officer.get(there)
    assert page.status_code == 200
    for shown in (GONE, STORY, f'href="/cases/{case}"'):
        assert shown in page.text
    assert ">note<" not in page.text  # a code is nobody's words
    assert officer.get(gone).status_code == 404  # without the draft it is as it was
    other = sign_in(house, make_user(house, "officer"))
    assert other.get(there).status_code == 404
    token = there.partition("draft=")[2]
    assert officer.post(f"/drafts/{token}/removal").location == "/"
    assert officer.get(there).status_code == 404
    assert there not in officer.get("/").text


def test_of_a_file_that_opens_no_more_nothing_is_shown(house: House) -> None:
    name = make_user(house, "officer")
    officer = sign_in(house, name)
    case = post_case(officer, post_report(officer))
    address = f"/cases/{case}/notes/new"
    there = begin(officer, address, address)
    assert STORY in officer.get(there).text
    with house.app.app_context():
        propose_mistake(actor_of(house, name), case, of_case=True, reason="Nhập trùng", now=NOW)
        decide_on_case(CHAIR, case, 1, agree=True, words="Đúng", now=NOW)
    page = officer.get(there)
    assert page.status_code == 200
    assert GONE in page.text
    assert STORY not in page.text
    assert f'href="/cases/{case}"' not in page.text
