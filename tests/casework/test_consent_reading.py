"""What other pages say of consent in short, and to whom; the page itself is logged."""

from __future__ import annotations

import pytest

from caseapp.casework.consent_reading import read_brief, read_consents
from caseapp.rules.access import Act, Denied
from caseapp.rules.outcomes import Missing
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.people import add_speaker, say
from tests.factories.reports import last_logged
from tests.factories.web import CAI_KHE


def test_in_short_how_it_stands_and_what_nobody_calls(house: House) -> None:
    officer, stranger = officer_of(house), officer_of(house, CAI_KHE)
    child = enter_child(house, officer)
    mother = add_speaker(house, officer, child, no_call=True)
    say(house, officer, child, "refused", mother)
    with house.app.app_context():
        brief = read_brief(officer, child, now=NOW, act=Act.CASE_READ)
        assert (brief.stands["referral"], brief.stands["pictures"]) == ("refused", "open")
        assert [each.phone for each in brief.uncalled] == ["0909 111 222"]
        view = read_consents(officer, child, now=NOW)
        assert last_logged() == [(officer.label, "child.read", "done")]
        assert (view.disputed, view.with_child) == ([], True)
        with pytest.raises(Missing):
            read_consents(stranger, child, now=NOW)
        with pytest.raises(Denied):
            read_brief(officer, child, now=NOW, act=Act.CONSENT_DECIDE)
