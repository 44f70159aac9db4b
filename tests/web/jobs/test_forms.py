"""What is asked of an export: the units of today, and the whole city first."""

from __future__ import annotations

from caseapp.web.jobs.forms import ExportForm
from tests.factories.house import NOW, House


def test_the_whole_city_stands_first_and_every_ward_after_it(house: House) -> None:
    with house.app.test_request_context():
        codes = [code for code, _ in ExportForm(NOW).area.choices]
    assert codes[0] == ""
    assert len(codes) == 1 + 103
    assert "31135" in codes


def test_nothing_need_be_filled_in(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(method="POST", data={"period": "", "area": ""}):
        assert ExportForm(NOW).validate()
    with house.app.test_request_context(method="POST", data={"period": "x" * 31}):
        assert not ExportForm(NOW).validate()
