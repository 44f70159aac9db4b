"""The forms of merges: what can be decided, and a question for each entry made since."""

from __future__ import annotations

from caseapp.casework.merge_sides import Side
from caseapp.casework.unmerging import Added, Since
from caseapp.web.merges.forms import DecisionForm, undo_form
from tests.factories.house import NOW, House

SIDES = (Side("TE-26-AAAAAAAA", "Phường A", "Lê An"), Side("TE-26-BBBBBBBB", "Phường B", "Le An"))


def test_a_merge_is_offered_once_the_units_agree(house: House) -> None:
    with house.app.test_request_context():
        offered = {
            ready: [code for code, _ in DecisionForm(SIDES, ready=ready).keep.choices]
            for ready in (False, True)
        }
    assert offered == {False: ["two"], True: ["TE-26-AAAAAAAA", "TE-26-BBBBBBBB", "two"]}


def test_each_entry_is_asked_about_before_the_reason(house: House) -> None:
    row = Added("circumstances-7", "circumstances", "01", NOW, "TE-26-BBBBBBBB")
    since = Since(1, NOW, SIDES, (row,), (), (), ())
    with house.app.test_request_context():
        form = undo_form(since)
        names = [field.name for field in form]
        assert names.index("circumstances-7") < names.index("reason") < names.index("submit")
        assert form["circumstances-7"].data == "TE-26-BBBBBBBB"
        assert "Hoàn cảnh đặc biệt: Trẻ em mồ côi" in str(form["circumstances-7"].label.text)
