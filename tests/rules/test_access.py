"""The policy, written out once more: who may do what, from which day, in which units."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp.rules.access import (
    CONTENT_ROLES,
    NOBODY,
    OWN_POST_ONLY,
    POLICY,
    WORKER,
    Act,
    Actor,
    Denied,
    Grant,
    Role,
    may,
    operator,
    resting_on,
    scope_for,
)
from caseapp.rules.scope import Scope

DAY = date(2026, 11, 23)
WARD, OTHER = 31135, 31120

# Rows are acts; a letter stands where the role may: Officer, Chair, Supervisor, sTatistician,
# Administrator, coLlaborator, auDitor, aGency, dePuty. Decree 56/2017: the officer prepares, the chair decides; a
# ward's supervisor sends referrals and never sees who told; a statistician sees figures alone. Who
# looked at a file is for those who answer for it: an officer would learn that somebody watches.
TABLE = {
    "home.read": "OCSTALDGP",
    "account.own": "OCSTALDGP",
    "report.log": "OCL",
    "report.follow": "L",
    "report.read": "OCS",
    "report.list": "OCS",
    "report.screen": "OC",
    "report.see_reporter": "OC",
    "report.forward": "O",
    "report.receive": "OC",
    "report.read_forwarded": "OC",
    "report.assign_unit": "S",
    "clock.change": "S",
    "calendar.set": "A",
    "report.propose": "OC",
    "report.end": "CS",
    "proposal.review": "S",
    "report.print": "OC",
    "incident.record": "O",
    "measure.decide": "C",
    "call.record": "OCS",
    "duty.keep": "OCS",
    "measure.record": "O",
    "place.see": "OCS",
    "measure.confirm": "C",
    "safety.record": "OC",
    "receipt.correct": "OC",
    "receipt.decide": "S",
    "target.set": "CS",
    "paper.set_rules": "A",
    "paper.set_names": "CA",
    "child.read": "OCS",
    "child.list": "OCS",
    "child.edit": "O",
    "circumstance.record": "O",
    "disaster.list": "OCST",
    "disaster.enter": "OCS",
    "impact.list": "OCS",
    "impact.record": "O",
    "impact.print": "OCS",
    "relief.set_days": "A",
    "assistance.record": "O",
    "assistance.list": "OCS",
    "assistance.print": "OCS",
    "consent.decide": "C",
    "data_request.read": "OCS",
    "data_request.record": "O",
    "data_request.answer": "CS",
    "data_extract.print": "OC",
    "breach.record": "SA",
    "retention.read": "S",
    "retention.set": "A",
    "case.read": "OCS",
    "case.list": "OCS",
    "case.edit": "O",
    "case.propose_closing": "OC",
    "case.close": "CS",
    "plan.submit": "O",
    "plan.decide": "C",
    "case.print": "OCS",
    "paper.put": "OC",
    "paper.complete": "OC",
    "register.set": "C",
    "signing.set_rules": "A",
    "transfer.propose": "S",
    "transfer.ask": "C",
    "transfer.accept": "C",
    "transfer.decide": "S",
    "transfer.read": "OC",
    "file.add": "O",
    "file.read": "OCS",
    "file.original": "OC",
    "referral.draft": "O",
    "referral.link": "OS",
    "referral.send": "S",
    "referral.reassign": "S",
    "referral.answer": "S",
    "referral.read": "OCS",
    "referral.inbox": "G",
    "referral.reply": "G",
    "agency.read": "OCS",
    "agency.manage": "S",
    "figures.read": "OCST",
    "figures.open": "OCS",
    "figures.freeze": "T",
    "figures.fetch": "T",
    "figures.hand_out": "ST",
    "release.read": "ST",
    "release.propose": "T",
    "release.sign": "S",
    "release.set_rules": "S",
    "population.enter": "OCST",
    "population.ask": "ST",
    "import.run": "S",
    "import.file": "OCST",
    "export.run": "S",
    "log.read": "D",
    "backup.run": "",
    "keys.change": "",
    "case.assign": "S",
    "supervision.read": "S",
    "child.unmask": "CS",
    "twin.ask": "OC",
    "merge.ask": "OS",
    "merge.agree": "O",
    "merge.decide": "S",
    "erasure.propose": "S",
    "erasure.decide": "S",
    "name.hide": "OCS",
    "name.see": "OCS",
    "conflict.mark": "S",
    "file.entrust": "S",
    "emergency.open": "OCS",
    "emergency.read": "OCS",
    "emergency.review": "S",
    "export.fetch": "S",
    "clock.watch": "",
    "stand_in.read": "OCSP",
    "stand_in.name": "OCS",
    "deputy.name": "CS",
    "lone.review": "S",
    "account.hand_on": "S",
    "entry.give": "S",
    "log.read_subject": "CS",
    "account.manage": "A",
    "account.decide": "SA",
    "account.sign_in": "",
}
LETTERS = {
    "O": Role.OFFICER,
    "C": Role.CHAIR,
    "S": Role.SUPERVISOR,
    "T": Role.STATISTICIAN,
    "A": Role.ADMINISTRATOR,
    "L": Role.COLLABORATOR,
    "D": Role.AUDITOR,
    "G": Role.AGENCY,
    "P": Role.DEPUTY,
}


def holder(*grants: Grant) -> Actor:
    return Actor(7, "Thử", grants)


def a_grant(role: Role, *units: int, since: date = DAY, until: date | None = None) -> Grant:
    return Grant(role, frozenset(units) or None, since, until)


def test_the_table_knows_every_act_and_every_role() -> None:
    assert set(TABLE) == set(Act)
    assert set(LETTERS.values()) == set(Role) == set(POLICY)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", Act)
def test_each_role_may_do_what_the_table_says_and_nothing_else(act: Act, role: Role) -> None:
    expected = role in {LETTERS[letter] for letter in TABLE[act]}
    actor = holder(a_grant(role, WARD))
    assert may(actor, act, DAY) == expected
    assert may(actor, act, DAY, WARD) == expected
    assert not may(actor, act, DAY, OTHER)
    if not expected:
        with pytest.raises(Denied):
            scope_for(actor, act, DAY)


def test_a_role_holds_from_its_first_day_until_the_day_before_its_end() -> None:
    first, end = DAY, DAY + timedelta(days=10)
    actor = holder(a_grant(Role.OFFICER, WARD, since=first, until=end))
    one = timedelta(days=1)
    held = [
        may(actor, Act.REPORT_LOG, day) for day in (first - one, first, end - one, end, end + one)
    ]
    assert held == [False, True, True, False, False]
    assert actor.roles(first) == {Role.OFFICER}
    assert actor.roles(end) == frozenset()


def test_several_roles_reach_only_the_units_in_which_each_may_act() -> None:
    actor = holder(a_grant(Role.OFFICER, WARD), a_grant(Role.CHAIR, OTHER))
    assert scope_for(actor, Act.CASE_EDIT, DAY) == Scope(frozenset({WARD}))
    assert scope_for(actor, Act.MEASURE_DECIDE, DAY) == Scope(frozenset({OTHER}))
    assert scope_for(actor, Act.CASE_READ, DAY) == Scope(frozenset({WARD, OTHER}))
    assert not may(actor, Act.CASE_EDIT, DAY, OTHER)


def test_the_roles_in_a_unit_are_those_of_the_unit_and_of_the_city_on_the_day() -> None:
    gone = a_grant(Role.DEPUTY, WARD, since=DAY - timedelta(days=9), until=DAY)
    by_naming = Grant(Role.CHAIR, frozenset({WARD}), DAY, DAY + timedelta(days=2), naming=4)
    actor = holder(by_naming, a_grant(Role.OFFICER, OTHER), a_grant(Role.SUPERVISOR), gone)
    assert actor.roles_in(WARD, DAY) == {Role.CHAIR, Role.SUPERVISOR}
    assert actor.roles_in(OTHER, DAY) == {Role.OFFICER, Role.SUPERVISOR}
    assert actor.roles_in(WARD, DAY + timedelta(days=2)) == {Role.SUPERVISOR}


def test_who_only_stands_in_names_nobody_further() -> None:
    by_naming = Grant(Role.CHAIR, frozenset({WARD}), DAY, DAY + timedelta(days=2), naming=4)
    deputy = holder(a_grant(Role.DEPUTY, WARD), by_naming)
    assert may(deputy, Act.MEASURE_DECIDE, DAY, WARD)
    assert not may(deputy, Act.MEASURE_DECIDE, DAY + timedelta(days=2), WARD)
    for act in OWN_POST_ONLY:
        assert not may(deputy, act, DAY)
    assert may(holder(a_grant(Role.CHAIR, WARD)), Act.DEPUTY_NAME, DAY, WARD)


def test_an_act_rests_on_a_naming_only_where_no_own_post_allows_it() -> None:
    by_naming = Grant(Role.CHAIR, frozenset({WARD}), DAY, DAY + timedelta(days=2), naming=4)
    deputy = holder(a_grant(Role.CHAIR, OTHER), by_naming)
    asked = [(Act.MEASURE_DECIDE, WARD), (Act.MEASURE_DECIDE, OTHER), (Act.CASE_EDIT, WARD)]
    assert [resting_on(deputy, act, DAY, unit) for act, unit in asked] == [4, None, None]
    assert resting_on(deputy, Act.MEASURE_DECIDE, DAY + timedelta(days=2), WARD) is None
    both = holder(a_grant(Role.CHAIR, WARD), by_naming)
    assert resting_on(both, Act.MEASURE_DECIDE, DAY, WARD) is None


def test_an_ended_role_lends_nothing_to_one_that_holds() -> None:
    gone = a_grant(Role.OFFICER, since=DAY - timedelta(days=9), until=DAY)  # the whole city
    actor = holder(gone, a_grant(Role.OFFICER, WARD))
    assert scope_for(actor, Act.CASE_READ, DAY) == Scope(frozenset({WARD}))


def test_the_city_covers_every_unit_but_no_row_without_one() -> None:
    scope = scope_for(
        holder(a_grant(Role.SUPERVISOR), a_grant(Role.CHAIR, WARD)), Act.CASE_READ, DAY
    )
    assert scope.units is None
    assert scope.covers(WARD)
    assert not scope.covers(None)
    assert not Scope(frozenset({WARD})).covers(None)


def test_nobody_may_only_try_to_sign_in() -> None:
    assert [act for act in Act if may(NOBODY, act, DAY)] == [Act.SIGN_IN]


def test_the_worker_may_only_look_after_the_clocks() -> None:
    assert [act for act in Act if may(WORKER, act, DAY)] == [Act.CLOCK_WATCH]


def test_an_account_without_a_role_opens_itself_and_nothing_more() -> None:
    own = [Act.HOME_READ, Act.OWN_ACCOUNT]
    assert [act for act in Act if may(holder(), act, DAY)] == own
    assert [scope_for(holder(), act, DAY) for act in own] == [Scope(frozenset())] * 2
    assert [act for act in Act if may(Actor(None, "stranger"), act, DAY)] == []


def test_the_operator_may_do_all_but_in_production_never_read_case_content() -> None:
    # Contracts §2: without a user's word the machine may import and count.
    assert all(may(operator(production=False), act, DAY) for act in Act)
    allowed = {act for act in Act if may(operator(production=True), act, DAY)}
    kept_up = {"log.read", "backup.run", "keys.change"}
    assert allowed == {"import.run", "figures.read", "account.manage", *kept_up}


def test_the_log_names_people_by_number_and_commands_by_who_gave_them() -> None:
    assert holder().label == "user:7"
    assert operator(production=True).label == "system"
    assert Actor(7, "Thử", operated_by="root").label == "operator root for user:7"


def test_roles_with_case_content_are_those_that_read_cases() -> None:
    reads = {Act.REPORT_READ, Act.CASE_READ, Act.CHILD_READ}
    assert {role for role in Role if reads & POLICY[role]} == CONTENT_ROLES
