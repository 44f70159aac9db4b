"""The forms of a plan's steps ask in the words of Mẫu 05 where it has any."""

from __future__ import annotations

from caseapp.web.plans.forms import DecisionForm, OutcomeForm
from tests.factories.house import House


def test_the_assignment_is_that_of_the_official_form_and_no_number_is_asked(house: House) -> None:
    with house.app.test_request_context():
        form = DecisionForm(meta={"csrf": False})
        assert not [name for name in form._fields if "number" in name]
        assert str(form.assignment.label.text) == "Điều 2. Phân công tổ chức thực hiện"


def test_words_are_asked_of_every_outcome(house: House) -> None:
    with house.app.test_request_context(method="POST", data={"move": "do"}):
        form = OutcomeForm(meta={"csrf": False})
        form.move.choices = [("do", "Đã thực hiện")]
        assert not form.validate()
        assert set(form.errors) == {"words"}
