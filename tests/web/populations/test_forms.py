"""What a unit's figures are asked by: a number for each cell, and words for each."""

from __future__ import annotations

from caseapp.rules.populations import ALL, CELLS
from caseapp.web.populations.forms import PopulationForm, filled, lacks, words_of
from tests.factories.house import House


def test_every_cell_is_asked_once_and_filled_in_again(house: House) -> None:
    figures = {cell: number for number, cell in enumerate(CELLS)}
    with house.app.test_request_context(method="GET"):
        form = PopulationForm(data=filled(figures, "Công an"))
        asked = [control for group in form.laid_out() for control in group.controls]
        assert form.figures() == figures
        assert len({str(control.label.text) for control in asked}) == len(asked) == 17
        assert words_of(("male", "0-2")) == "Trẻ em nam, 0–2 tuổi"
        assert lacks(((ALL, 7),)) == ["Tổng số trẻ em: cộng các phần thiếu 7 so với tổng"]
        dated = PopulationForm(dated=True)
        assert "reference_date" not in dated
