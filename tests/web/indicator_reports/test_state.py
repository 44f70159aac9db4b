"""One period of a report: its figures by indicator and area, its own area when none is named."""

from __future__ import annotations

from tests.factories.reported import NINH_KIEU, a_state


def test_the_figure_of_an_area() -> None:
    state = a_state()
    own, ward = state.of("9"), state.of("9", NINH_KIEU)
    assert own is not None
    assert ward is not None
    assert (own.count, ward.count) == (45, 12)
    assert state.of("12", NINH_KIEU) is None
