"""A plan and its decision are gathered as a print, each in the edition of its own date."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.case_reading import read_case
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.hidden_names import hide_name
from caseapp.casework.plan_prints import gather_plan
from caseapp.casework.plans import draft_plan
from caseapp.records.children import Child
from caseapp.rules.access import Act, Denied, Role
from caseapp.rules.copies import Copy
from caseapp.rules.forms import registry
from caseapp.rules.forms.form04_plan import FORM as PLAN_FORM
from caseapp.rules.forms.form05_approval import FORM as DECISION_FORM
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import Edition, local_day
from tests.factories.children import actor_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.plans import a_plan, approved, submitted
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, OFFICER, STRANGER, SUPERVISOR, kept, last_logged
from tests.factories.transfers import Handing
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user

LATER = NOW + timedelta(hours=2)


@pytest.mark.parametrize("paper", ["04", "05"])
def test_what_is_printed_and_that_it_was(house: House, paper: str) -> None:
    case = open_a_case(house, OFFICER)
    approved(house, OFFICER, CHAIR, case)
    with house.app.app_context():
        found = gather_plan(OFFICER, case, 1, now=LATER, paper=paper, copy=Copy.FILE)
        assert (found.plan.said, found.plan.decision_number) == (a_plan(), "27/QĐ-UBND")
        assert (found.made_at, found.unit_id) == (NOW, int(NINH_KIEU))
        assert (found.plan_form, found.decision_form) == (PLAN_FORM, DECISION_FORM)
        assert found.child_unit == "Phường Ninh Kiều"
        assert last_logged() == [(OFFICER.name, Act.CASE_PRINT, "done")]
        with pytest.raises(Missing):
            gather_plan(OFFICER, case, 2, now=NOW, paper=paper)
        with pytest.raises(Missing):
            gather_plan(STRANGER, case, 1, now=NOW, paper=paper)
        with pytest.raises(Denied):
            gather_plan(an_actor(Role.STATISTICIAN), case, 1, now=NOW, paper=paper)


def test_no_decision_is_made_before_it_is(house: House) -> None:
    case = open_a_case(house, OFFICER)
    submitted(house, OFFICER, case)
    with house.app.app_context():
        assert gather_plan(OFFICER, case, 1, now=NOW, paper="05").made_at is None


def test_a_new_plan_is_no_decision_on_the_one_before(house: House) -> None:
    case = open_a_case(house, OFFICER)
    approved(house, OFFICER, CHAIR, case)
    with house.app.app_context():
        draft_plan(OFFICER, case, a_plan(), now=LATER)
        assert gather_plan(OFFICER, case, 1, now=LATER, paper="05").made_at == NOW
        assert gather_plan(OFFICER, case, 2, now=LATER, paper="05").made_at is None


def test_each_prints_in_the_edition_it_was_made_under(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = open_a_case(house, OFFICER)
    approved(house, OFFICER, CHAIR, case)
    tomorrow = local_day(NOW) + timedelta(days=1)
    editions = [each for each in registry.EDITIONS if each.number != "05"]
    old = replace(DECISION_FORM, edition=replace(DECISION_FORM.edition, valid_until=tomorrow))
    new = replace(DECISION_FORM, edition=Edition("new", tomorrow, None, "x"))
    monkeypatch.setattr(registry, "EDITIONS", (*editions, old, new))
    with house.app.app_context():
        draft_plan(OFFICER, case, a_plan(), now=LATER)
        day_after = NOW + timedelta(days=2)
        made = gather_plan(OFFICER, case, 1, now=day_after, paper="05")
        assert made.decision_form.edition.id == DECISION_FORM.edition.id
        drafted = gather_plan(OFFICER, case, 2, now=day_after, paper="05")
        assert drafted.decision_form.edition.id == "new"


def test_a_hidden_name_stands_for_who_decides_on_the_file_alone(house: House) -> None:
    case = open_a_case(house, OFFICER)
    submitted(house, OFFICER, case)
    ((child, name),) = kept(house, select(Child.code, Child.full_name))
    with house.app.app_context():
        hide_name(CHAIR, child, reason="Bị đe dọa", now=NOW)
        assert gather_plan(CHAIR, case, 1, now=NOW, paper="05").child_name == name
        for other in (OFFICER, SUPERVISOR):
            assert gather_plan(other, case, 1, now=NOW, paper="05").child_name == child


def test_a_case_that_is_kept_from_somebody_has_no_paper_for_them(house: House) -> None:
    kept_from = actor_of(house, make_user(house, "officer", username="canbo.hai"))
    case = open_a_case(house, OFFICER)
    submitted(house, OFFICER, case)
    ((child,),) = kept(house, select(Child.code))
    with house.app.app_context():
        assert gather_plan(kept_from, case, 1, now=NOW, paper="04")
        mark_conflict(SUPERVISOR, "child", child, username="canbo.hai", reason="x", now=NOW)
        with pytest.raises(Missing):
            gather_plan(kept_from, case, 1, now=NOW, paper="04")


def test_a_decision_bears_the_unit_that_made_it_whoever_has_the_case_now(
    handing: Handing,
) -> None:
    house, case = handing.house, handing.case
    approved(house, handing.officer, handing.chair, case)
    handing.ask()
    handing.accept(now=LATER)
    with house.app.app_context():
        found = gather_plan(handing.other_officer, case, 1, now=LATER, paper="05")
        assert found.unit_id == int(NINH_KIEU)
        assert read_case(handing.other_officer, case, now=LATER).unit_id == int(CAI_KHE)
