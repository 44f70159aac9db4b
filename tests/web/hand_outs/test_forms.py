"""The form of a hand-out: wards are offered for the city alone, every form of a file has words."""

from __future__ import annotations

from caseapp.rules.hand_outs import FORMS
from caseapp.web.hand_outs.forms import FORM_WORDS, HandOutForm
from tests.factories.house import House


def test_what_is_offered(house: House) -> None:
    assert list(FORM_WORDS) == list(FORMS)
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context():
        whole, part = HandOutForm(whole=True, factor=True), HandOutForm(whole=False, factor=False)
        assert "each_ward" in whole
        assert "factor" in whole
        assert "each_ward" not in part
        assert "factor" not in part
        assert whole.form.data == "pdf"
        assert not whole.each_ward.data  # units only by choice
