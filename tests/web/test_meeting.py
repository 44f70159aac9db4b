"""Two people in one form: what both changed is chosen, nothing is overwritten that was not seen."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from caseapp.casework.child_reading import ChildView, read_child
from tests.factories.children import actor_of, enter_child
from tests.factories.drafts import rows_in, settle, shown_in
from tests.factories.house import NOW, House
from tests.factories.web import make_user, sign_in, version_in

CHILD = {"address": "Hẻm 5", "guardian_name": "Bà Tư", "guardian_phone": "0912345678"}


class Two:
    """A child, and two officers who have opened its form at the same time."""

    def __init__(self, house: House) -> None:
        names = [make_user(house, "officer") for _ in range(2)]
        self.house, self.actor = house, actor_of(house, names[0])
        self.address = f"/children/{enter_child(house, self.actor, **CHILD)}/identity"
        self.mine, self.other = (sign_in(house, name) for name in names)
        self.form = shown_in(self.mine.get(self.address).text, self.address)

    def stored(self) -> ChildView:
        with self.house.app.app_context():
            return read_child(self.actor, self.address.split("/")[2], now=NOW)

    def save(self, browser: FlaskClient, **changed: str) -> tuple[int, str]:
        answer = browser.post(self.address, data=self.form | changed)
        return answer.status_code, answer.text


@pytest.fixture
def two(house: House) -> Two:
    return Two(house)


def test_what_both_changed_is_chosen_and_what_one_changed_is_no_question(two: Two) -> None:
    changed = {"address": "Hẻm 7", "guardian_phone": "0912345679", "born-day": "6"}
    assert two.save(two.other, **changed)[0] == 302
    status, page = two.save(two.mine, address="Hẻm 9", guardian_name="Bà Năm")
    assert status == 409
    assert [(r["name"], r["mine"], r["stored"], r["chosen"]) for r in rows_in(page)] == [
        ("born", "05/09/2015", "06/09/2015", "stored"),
        ("address", "Hẻm 9", "Hẻm 7", ""),
        ("guardian_phone", "0912345678", "0912345679", "stored"),
    ]
    # Closing the page here loses nothing: it is a draft, and comes back to the same question.
    assert rows_in(two.mine.get(two.address).text) == rows_in(page)
    back = settle(two.mine, page, born="stored", address="mine", guardian_phone="stored")
    assert two.stored().address == "Hẻm 7"  # put together, and not sent yet
    merged = shown_in(two.mine.get(back).text, back)
    assert merged["version"] != two.form["version"]
    assert two.mine.post(back, data=merged).status_code == 302
    view = two.stored()
    assert (view.address, view.guardian_name) == ("Hẻm 9", "Bà Năm")
    assert (view.guardian_phone, str(view.born)) == ("0912345679", "2015-09-06")
    assert "Bản nháp" not in two.mine.get("/").text


def test_without_a_choice_nothing_is_put_together(two: Two) -> None:
    two.save(two.other, address="Hẻm 7")
    _, page = two.save(two.mine, address="Hẻm 9")
    carried = shown_in(page, "/drafts/meeting")
    for wrong in ({}, {"choose-address": "both"}):
        answer = two.mine.post("/drafts/meeting", data=carried | wrong)
        assert answer.status_code == 422
        assert "Chọn một trong hai bản" in answer.text
        again = shown_in(answer.text, "/drafts/meeting")
        assert again | {"csrf_token": ""} == carried | {"csrf_token": ""}
    for rows in ("", "{}", "[7]", '[{"name": "x"}]'):
        answer = two.mine.post("/drafts/meeting", data=carried | {"rows": rows})
        assert answer.status_code == 400


def test_a_third_version_meets_the_two_that_were_put_together(two: Two) -> None:
    two.save(two.other, address="Hẻm 7")
    _, page = two.save(two.mine, address="Hẻm 9")
    back = settle(two.mine, page, address="mine")
    merged = shown_in(two.mine.get(back).text, back)
    two.form = shown_in(two.other.get(two.address).text, two.address)
    two.save(two.other, address="Hẻm 8")
    answer = two.mine.post(back, data=merged)
    assert answer.status_code == 409
    assert [(row["mine"], row["stored"]) for row in rows_in(answer.text)] == [("Hẻm 9", "Hẻm 8")]


@pytest.mark.parametrize("theirs", [{}, {"address": "Hẻm 9"}, {"guardian_name": "Bà Năm"}])
def test_what_does_not_cross_is_saved(two: Two, theirs: dict[str, str]) -> None:
    """The other saved nothing new, or the same; or in another answer, which is then a question."""
    assert two.save(two.other, **theirs)[0] == 302
    status, page = two.save(two.mine, address="Hẻm 9")
    if "guardian_name" in theirs:
        assert [row["chosen"] for row in rows_in(page)] == ["stored"]
    else:
        assert status == 302
        assert two.stored().address == "Hẻm 9"


def test_a_page_that_does_not_say_what_it_was_filled_with_is_asked_for_each_difference(
    two: Two,
) -> None:
    two.save(two.other, address="Hẻm 7")
    _, page = two.save(two.mine, guardian_name="Bà Năm", base="{")
    assert [(row["name"], row["chosen"]) for row in rows_in(page)] == [
        ("address", ""),
        ("guardian_name", ""),
    ]


def test_a_form_that_is_shown_again_for_a_fault_stays_on_its_version(two: Two) -> None:
    _, page = two.save(two.mine, full_name="")
    assert version_in(page) == two.form["version"]
    two.save(two.other, address="Hẻm 7")
    status, page = two.save(two.mine, full_name="", address="Hẻm 9")
    assert status == 409
    assert "Hẻm 7" in page
