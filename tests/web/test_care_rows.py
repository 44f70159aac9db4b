"""Alternative care is told as question and answer, of what there is."""

from __future__ import annotations

from caseapp.web.care_rows import care_rows
from tests.factories.care import CARER, HOME, care_in, handed_over
from tests.factories.house import House
from tests.factories.measures import a_desk


def test_what_there_is_is_told_and_never_the_carer(house: House) -> None:
    desk = a_desk(house)
    handed_over(house, desk)
    with house.app.test_request_context():
        said = [answer for _, answer in care_rows(care_in(house, desk).cares[0])]
    assert "Có mặt trưởng khu vực" in said
    assert "36/QĐ-UBND" in said
    assert all(said)
    assert not {CARER, HOME} & set(said)
