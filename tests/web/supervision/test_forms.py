"""The filter of the desk: a supervised unit by name or code, or none."""

from __future__ import annotations

from caseapp.web.supervision.forms import UnitForm
from tests.factories.house import House
from tests.factories.web import CAI_KHE, NINH_KIEU

ASKED = (
    (None, "", ""), (None, "cai khe", CAI_KHE), (None, "Ninh Kiều", NINH_KIEU),
    (frozenset({31135, 31120}), CAI_KHE, CAI_KHE), (frozenset({31135}), "Cái Khế", None),
)  # fmt: skip


def test_only_supervised_units_are_known(house: House) -> None:
    for units, typed, code in ASKED:
        with house.app.test_request_context(f"/supervision?unit={typed}") as context:
            form = UnitForm(units, formdata=context.request.args)
            assert form.validate() is (code is not None), typed
            if code is not None:
                assert (form.unit.data or "") == code
