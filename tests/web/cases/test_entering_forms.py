"""The forms of cases without a report say in Vietnamese what is missing."""

from __future__ import annotations

from caseapp.rules.taking_over import STAGES
from caseapp.web.cases.entering_forms import DirectForm, PaperForm
from tests.factories.house import House


def test_what_is_missing_is_said(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(method="POST"):
        for form, faulty in (
            (DirectForm(), {"child", "reason"}),
            (PaperForm(), {"child", "number", "opened_on", "told"}),
        ):
            assert not form.validate()
            assert set(form.errors) - {"level"} == faulty


def test_each_stage_but_the_receipt_has_a_day(house: House) -> None:
    with house.app.test_request_context():
        asked = {stage for stage in STAGES if f"{stage}_on" in PaperForm()}
    assert asked == set(STAGES) - {"received"}
