"""Mẫu 07 is gathered as a print, with the place only for who may see it."""

from __future__ import annotations

import pytest

from caseapp.casework.form07 import gather_form07
from caseapp.casework.separations import prepare_separation
from caseapp.rules.access import Act, Denied, Role
from caseapp.rules.copies import Copy
from caseapp.rules.outcomes import Missing
from tests.factories.children import actor_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.measures import ADDRESS, a_desk, a_separation
from tests.factories.reports import last_logged
from tests.factories.web import CAI_KHE, make_user


def test_what_is_printed_and_that_it_was(house: House) -> None:
    desk = a_desk(house)
    with house.app.app_context():
        prepare_separation(desk.officer, desk.case, a_separation(), now=NOW)
        found = gather_form07(desk.officer, desk.case, 1, now=NOW)
        assert (found.values["names"], found.child_name) == ("Đỗ Văn Hung", "Đỗ Thị Hòa")
        assert "address" not in found.values
        whole = gather_form07(desk.officer, desk.case, 1, now=NOW, copy=Copy.FILE)
        assert whole.values["address"] == ADDRESS
        assert last_logged()[0][1] == Act.CASE_PRINT
        with pytest.raises(Missing):
            gather_form07(desk.officer, desk.case, 2, now=NOW)
        with pytest.raises(Denied):
            gather_form07(an_actor(Role.STATISTICIAN), desk.case, 1, now=NOW)
        other = actor_of(house, make_user(house, "officer", CAI_KHE))
        with pytest.raises(Missing):
            gather_form07(other, desk.case, 1, now=NOW)
