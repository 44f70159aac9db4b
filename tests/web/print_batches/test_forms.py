"""What a batch asks: of a ward's own officer no unit, of who prints of several one of these."""

from __future__ import annotations

from caseapp.web.print_batches.forms import BatchForm
from tests.factories.house import NOW, House


def test_a_ward_s_own_officer_is_not_asked_for_the_unit(house: House) -> None:
    units = [("31135", "Phường Ninh Kiều"), ("31149", "Phường Cái Khế")]
    with house.app.test_request_context():
        assert "unit" not in BatchForm(NOW, units[:1])
        several = BatchForm(NOW, units)
        assert several.unit.choices == units
        assert [code for code, _ in several.reason.choices][:2] == ["", "file"]
        assert str(several.last_day.data) == "2026-11-23"
