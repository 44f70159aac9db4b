"""The only officer of a unit is laid out; nobody else can be chosen."""

from __future__ import annotations

from caseapp.casework.handing_on import Left
from caseapp.web.hand_overs.forms import HandOnForm
from tests.factories.house import House

LEFT = Left("canbo", "Lê Lan", "Phường X", "31135", [], [], [], 0, [("moi", "Trần Văn Mới")])


def test_the_only_officer_is_laid_out(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context():
        assert HandOnForm(LEFT).officer.data == "moi"
    with house.app.test_request_context(method="POST", data={"officer": "canbo"}):
        form = HandOnForm(LEFT)
        assert not form.validate()
        assert set(form.errors) == {"officer"}
