"""What is asked of an export: a unit of today, or nothing for the whole city."""

from __future__ import annotations

from caseapp.web.jobs.forms import ExportForm
from tests.factories.house import NOW, House


def test_every_ward_of_today_is_offered(house: House) -> None:
    with house.app.test_request_context():
        codes = [code for code, _ in ExportForm(NOW).area.choices]
    assert len(codes) == 103
    assert "31135" in codes


def test_nothing_but_the_reason_need_be_filled_in(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(
        method="POST", data={"period": "", "area": "", "reason": "check"}
    ):
        assert ExportForm(NOW).validate()
    with house.app.test_request_context(method="POST", data={"period": "x" * 31}):
        assert not ExportForm(NOW).validate()
