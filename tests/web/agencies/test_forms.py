"""What the directory's form asks."""

from __future__ import annotations

from caseapp.web.agencies.forms import OfferForm
from tests.factories.house import House


def test_a_telephone_may_be_unknown_a_name_not(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context("/", method="POST", data={"phone": ""}):
        form = OfferForm()
        assert not form.validate()
        assert set(form.errors) == {"agency", "service"}
    sent = {"agency": "A", "service": "B", "phone": "1" * 41}
    with house.app.test_request_context("/", method="POST", data=sent):
        form = OfferForm()
        assert not form.validate()
        assert set(form.errors) == {"phone"}
