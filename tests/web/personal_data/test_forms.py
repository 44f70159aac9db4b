"""Who answers can return a request only when an answer was prepared."""

from __future__ import annotations

import pytest

from caseapp.web.personal_data.forms import AnswerForm
from tests.factories.house import House


@pytest.mark.parametrize("prepared", [True, False])
def test_returning_is_offered_for_a_prepared_answer(house: House, prepared: bool) -> None:
    with house.app.test_request_context():
        form = AnswerForm(prepared=prepared)
    assert ("return" in dict(form.move.choices)) == prepared
