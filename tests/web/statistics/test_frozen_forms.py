"""A period is frozen when it is over; the first edition is asked no reason."""

from __future__ import annotations

from datetime import date

from werkzeug.datastructures import MultiDict

from caseapp.web.statistics.frozen_forms import FreezeForm, PeriodForm
from tests.factories.house import House


def test_only_what_is_over_is_offered_and_taken(house: House) -> None:
    with house.app.test_request_context():
        today = date(2026, 11, 23)
        offered = [pair[0] for pair in PeriodForm(today).period.choices]
        assert PeriodForm(today).period.data == "2025"
        assert "2025" in offered
        assert "2026H1" in offered
        assert not {"2026", "2026H2", "2026Q4"} & set(offered)
        for typed, good in (("2026M11", False), ("2026M10", True), ("2026-01-01..2026-11-23", False),
                            ("2026-01-01..2026-11-22", True), ("x", False)):  # fmt: skip
            sent = MultiDict({"period": "2025", "other": typed, "basis": "received"})
            form = PeriodForm(today, formdata=sent)
            assert form.validate() is good, typed
            assert bool(form.other.errors) is not good
        assert FreezeForm(again=False).why == ""
        again = FreezeForm(again=True, formdata=MultiDict({"reason": "Xã muộn"}))
        assert again.why == "Xã muộn"
