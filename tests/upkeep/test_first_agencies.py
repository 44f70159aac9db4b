"""A new instance knows helpline 111, offers it to every ward, and says that it is to be checked."""

from __future__ import annotations

import pytest

from caseapp.casework.agency_reading import list_unchecked
from caseapp.casework.offers import offers_for
from caseapp.rules.codes.agencies import AGENCY_KINDS
from caseapp.upkeep.first_agencies import HELPLINE, NUMBER, write_first_agencies
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import CAI_KHE, NINH_KIEU

NAMED = ("health_station", "hospital", "legal_aid", "social_work", "police", "women", "helpline")
"""The kinds of agencies that the city asked for by name."""


@pytest.mark.only("sqlite")
def test_the_helpline_is_there_for_all_and_unchecked(house: House) -> None:
    assert set(NAMED) <= set(AGENCY_KINDS.codes)
    with house.app.app_context():
        write_first_agencies(NOW)
        for unit in (NINH_KIEU, CAI_KHE):
            (offer,) = offers_for(int(unit), now=NOW)
            assert (offer.agency, offer.phone, offer.kind) == (HELPLINE, NUMBER, "helpline")
        waiting = list_unchecked(SYSTEM, now=NOW)
        assert {(each.agency, each.verified_on) for each in waiting} == {(HELPLINE, None)}
