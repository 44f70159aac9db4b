"""Drafts of a closed account: a number to its supervisor, and its own again once it is opened."""

from __future__ import annotations

import pytest

from caseapp.casework import kept_forms
from caseapp.casework.account_changes import ask_reopening, decide
from caseapp.casework.accounts import disable_account
from caseapp.casework.sign_in import sign_in
from caseapp.casework.unsent_drafts import list_unsent
from caseapp.rules.access import Denied, Role
from caseapp.rules.values import RuleBroken
from tests.factories.accounts import make_staff, waiting
from tests.factories.house import NOW, House, an_actor
from tests.factories.reports import SUPERVISOR
from tests.factories.signing import HERE
from tests.factories.web import CAI_KHE, PASSWORD


def test_drafts_of_a_closed_account_are_counted_and_wait_for_it(house: House) -> None:
    staff = make_staff(house)
    with house.app.app_context():
        typed = kept_forms.Typed("t" * 24, "/reports/new", "", [("child_name", "Bé Na")])
        kept_forms.save(staff.officer, typed, clock=NOW)
        disable_account(staff.asker, "canbo", now=NOW)
        for role in sorted(set(Role) - {Role.SUPERVISOR}):
            with pytest.raises(Denied):
                list_unsent(an_actor(role), now=NOW)
        (left,) = list_unsent(SUPERVISOR, now=NOW)
        assert (left.username, left.number) == ("canbo", 1)
        assert list_unsent(an_actor(Role.SUPERVISOR, int(CAI_KHE)), now=NOW) == []
        assert ask_reopening(staff.asker, "canbo", now=NOW)
        with pytest.raises(RuleBroken):
            decide(staff.asker, waiting(staff.second), agree=True, now=NOW)
        decide(staff.second, waiting(staff.second), agree=True, now=NOW)
        assert list_unsent(SUPERVISOR, now=NOW) == []
        found = kept_forms.give_back(staff.officer, "/reports/new")
        assert found is not None
        assert found.fields == (("child_name", "Bé Na"),)
        sign_in("canbo", PASSWORD, caller=HERE, clock=NOW)
        with pytest.raises(RuleBroken):
            ask_reopening(staff.asker, "canbo", now=NOW)
