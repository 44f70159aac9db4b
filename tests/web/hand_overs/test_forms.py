"""The only officer of a unit is laid out; nobody else can be chosen."""

from __future__ import annotations

from caseapp.casework.handing_on_reading import Left, Taker
from caseapp.casework.leaving_work import Staying
from caseapp.web.hand_overs.forms import HandOnForm
from tests.factories.house import House

LEFT = Left(
    username="canbo", full_name="Lê Lan", closed=True, unit="Phường X", unit_code="31135",
    unit_id=31135, things=[], activities=0, notices=0, typed=[],
    staying=Staying(on_duty=False, stands_in=False, files=0),
    takers=[Taker("moi", "Trần Văn Mới", 3, 2)], version=0,
)  # fmt: skip


def test_the_only_officer_is_laid_out_with_what_is_kept_from_them(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context():
        form = HandOnForm(LEFT)
        assert form.officer.data == "moi"
        assert "2" in form.officer.items()[0]["hint"]["text"]
    with house.app.test_request_context(method="POST", data={"officer": "canbo"}):
        form = HandOnForm(LEFT)
        assert not form.validate()
        assert set(form.errors) == {"officer"}
