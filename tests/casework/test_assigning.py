"""Who handles a case: given by the supervisor, to an officer of the unit."""

from __future__ import annotations

import pytest

from caseapp.casework import conflicts
from caseapp.casework.assigning import assign_officer, list_officers
from caseapp.casework.case_reading import read_case
from caseapp.casework.screening import open_case
from caseapp.rules.access import Denied, Role
from caseapp.rules.outcomes import Stale
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child, actor_of, officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.referrals import open_a_case
from tests.factories.reports import SUPERVISOR, last_logged, log_one
from tests.factories.web import CAI_KHE, make_user


def test_a_case_is_given_to_another_officer_and_the_timeline_says_so(house: House) -> None:
    first, other = make_user(house, "officer"), make_user(house, "officer")
    make_user(house, "officer", CAI_KHE)
    make_user(house, "chair")
    code = open_a_case(house, actor_of(house, first))
    with house.app.app_context():
        found = list_officers(SUPERVISOR, code, now=NOW)
        assert {(each.username, each.has_it) for each in found} == {(first, True), (other, False)}
        assert last_logged() == [("test-supervisor", "case.read", "done")]
        names = {each.username: each.full_name for each in found}
        version = read_case(SUPERVISOR, code, now=NOW).version
        assign_officer(SUPERVISOR, code, username=other, version=version, now=NOW)
        assert last_logged() == [("test-supervisor", "case.assign", "done")]
        view = read_case(SUPERVISOR, code, now=NOW)
        assert view.officer == names[other]
        assert ("assigned", names[other]) in [(e.kind, e.detail) for e in view.events]
        with pytest.raises(Stale):
            assign_officer(SUPERVISOR, code, username=first, version=version, now=NOW)
        with pytest.raises(RuleBroken):  # has it already
            assign_officer(SUPERVISOR, code, username=other, version=view.version, now=NOW)


def test_a_mark_that_was_set_on_the_report_holds_for_the_case(house: House) -> None:
    officer, other = make_user(house, "officer"), make_user(house, "officer")
    report = log_one(house, by=actor_of(house, officer))
    with house.app.app_context():
        conflicts.mark_conflict(SUPERVISOR, "report", report, username=other, reason="x", now=NOW)
        code = open_case(actor_of(house, officer), report, a_child(), now=NOW, post="k" * 20)
        found = list_officers(SUPERVISOR, code, now=NOW)
        assert [each.username for each in found] == [officer]


def test_it_is_given_to_nobody_from_whom_the_file_is_kept_or_of_another_unit(house: House) -> None:
    first, other = make_user(house, "officer"), make_user(house, "officer")
    stranger = make_user(house, "officer", CAI_KHE)
    code = open_a_case(house, actor_of(house, first))
    with house.app.app_context():
        view = read_case(SUPERVISOR, code, now=NOW)
        conflicts.mark_conflict(
            SUPERVISOR, "child", view.child.code, username=other, reason="x", now=NOW
        )
        for username in (other, stranger, "nobody", ""):
            with pytest.raises(RuleBroken):
                assign_officer(SUPERVISOR, code, username=username, version=view.version, now=NOW)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR}))
def test_nobody_else_assigns(house: House, role: Role) -> None:
    code = open_a_case(house, officer_of(house))
    with house.app.app_context(), pytest.raises(Denied):
        assign_officer(an_actor(role, 31135), code, username="x", version=1, now=NOW)
