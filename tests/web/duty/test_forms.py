"""The box of the hour: empty it is no moment, half filled it is a fault."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from caseapp.rules.forms.parts import Misread
from caseapp.web.duty.forms import CallForm
from tests.factories.house import House

DAY = {"day": "23", "month": "11", "year": "2026"}


def test_the_day_stands_there_and_the_hour_is_left_empty(house: House) -> None:
    with house.app.test_request_context():
        box = CallForm(data={"called_at": datetime(2026, 11, 23, 3, 0, tzinfo=UTC)}).called_at
        assert box.typed == DAY | {"hour": "", "minute": ""}
        assert box.read(DAY | {"hour": " ", "minute": ""}) is None
        read = box.read(DAY | {"hour": "9", "minute": "05"})
        assert read == datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
        with pytest.raises(Misread):
            box.read(DAY | {"hour": "9", "minute": ""})
