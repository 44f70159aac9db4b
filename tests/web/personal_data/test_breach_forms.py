"""The number of people as it is typed; what is none is refused by the act."""

from __future__ import annotations

import pytest

from caseapp.web.personal_data.breach_forms import BreachForm
from tests.factories.house import House


@pytest.mark.parametrize(
    ("typed", "number"), [("12", 12), ("1 200", 1200), ("-1", -1), ("mười", -1), ("9" * 20, -1)]
)
def test_the_number_of_people(house: House, typed: str, number: int) -> None:
    with house.app.test_request_context():
        form = BreachForm(data={"people": typed})
        assert form.number == number
