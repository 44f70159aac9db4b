"""What became of a report: told to who sent it, and of nobody else's report a word."""

from __future__ import annotations

import pytest

from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.report_following import OwnReport, list_own, read_own
from caseapp.casework.report_reading import read_report
from caseapp.casework.screening import open_case
from caseapp.rules.access import Actor, Denied, Role
from caseapp.rules.outcomes import Missing
from tests.factories.children import a_child, actor_of
from tests.factories.duty import on_list
from tests.factories.house import NOW, House, an_actor
from tests.factories.reports import CHAIR, HOUR, OFFICER, SUPERVISOR, last_logged, log_one
from tests.factories.web import make_user


@pytest.fixture
def sender(house: House) -> Actor:
    return actor_of(house, make_user(house, "collaborator"))


def test_own_reports_are_listed_with_code_time_and_state_alone(house: House, sender: Actor) -> None:
    log_one(house)
    code = log_one(house, by=sender)
    log_one(house, by=actor_of(house, make_user(house, "collaborator")))
    with house.app.app_context():
        assert list_own(sender, now=NOW) == [OwnReport(code, NOW - HOUR, NOW, "received")]
        assert list_own(an_actor(Role.COLLABORATOR, 31135), now=NOW) == []


def test_the_report_itself_is_told_after_a_second_factor(house: House, sender: Actor) -> None:
    code = log_one(house, by=sender, child_name="Bé Mưa")
    with house.app.app_context():
        assert read_own(sender, code, strong=False, now=NOW)[1] is None
        view = read_own(sender, code, strong=True, now=NOW)[1]
        assert view is not None
        assert view.child_name == "Bé Mưa"
        assert view.reporter_hidden


def test_whom_to_call_at_night_is_told_less_those_it_is_kept_from(
    house: House, sender: Actor
) -> None:
    chair = make_user(house, "chair")
    code = log_one(house, by=sender)
    with house.app.app_context():
        for role, fields in {"chair": {"username": chair}, "officer": {}, "police": {}}.items():
            on_list(role, **fields)
        told = read_own(sender, code, strong=False, now=NOW)[0]
        assert [(each.role, each.tel) for each in told.people] == [
            ("officer", "0100240927"), ("chair", "0100240927"),
        ]  # fmt: skip
        mark_conflict(SUPERVISOR, "report", code, username=chair, reason="Người thân", now=NOW)
        told = read_own(sender, code, strong=False, now=NOW)[0]
        assert [each.role for each in told.people] == ["officer"]
        open_case(OFFICER, code, a_child(), now=NOW)  # the mark is the child's now
        told = read_own(sender, code, strong=False, now=NOW)[0]
        assert [each.role for each in told.people] == ["officer"]


def test_a_report_of_somebody_else_is_missing_and_noted(house: House, sender: Actor) -> None:
    code = log_one(house)
    with house.app.app_context():
        with pytest.raises(Missing):
            read_own(sender, code, strong=True, now=NOW)
        assert last_logged() == [(sender.label, "report.follow", "denied")]
        for act in (lambda: read_report(sender, code, now=NOW), lambda: list_own(OFFICER, now=NOW)):
            with pytest.raises(Denied):
                act()


def test_what_a_collaborator_sent_is_the_wards_like_any_other(house: House, sender: Actor) -> None:
    code = log_one(house, by=sender)
    with house.app.app_context():
        for reader in (OFFICER, CHAIR):
            assert read_report(reader, code, now=NOW).clock is not None
