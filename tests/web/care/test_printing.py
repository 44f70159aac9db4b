"""The decision on alternative care is linked from its page and printed in the copy asked for."""

from __future__ import annotations

import pytest

from tests.factories.care import CARER, decided
from tests.factories.house import House
from tests.factories.measures import a_desk
from tests.factories.printed_text import texts_of
from tests.factories.web import make_user, sign_in


@pytest.mark.parametrize(("query", "named"), [("", False), ("?copy=file", True)])
def test_a_decision_on_care_is_printed_in_its_copy(house: House, query: str, named: bool) -> None:
    desk = a_desk(house)
    decided(house, desk)
    officer = sign_in(house, make_user(house, "officer"))
    address = f"/cases/{desk.case}/care/1/decision.pdf"
    page = officer.get(f"/cases/{desk.case}/care").get_data(as_text=True)
    assert f'href="{address}"' in page
    assert f'href="{address}?copy=file"' in page
    answer = officer.get(f"{address}{query}")
    assert answer.mimetype == "application/pdf"
    said = " ".join(texts_of(answer.data))
    assert (CARER in " ".join(said.split())) is named
    assert "Số: 36/QĐ-UBND" in said
    assert officer.get(address.replace("care/", "care-endings/")).status_code == 404
