"""Referrals in every state; dates agree, and the steps are those that the table allows."""

from __future__ import annotations

from datetime import date

from caseapp.rules.codes.referrals import REFERRAL_STATES
from caseapp.rules.referral_states import REFERRALS, agrees_with_dates
from tests.upkeep.demo.conftest import Demo


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def test_every_state_is_met(demo: Demo) -> None:
    states = {row[0] for row in demo.ask("SELECT DISTINCT state FROM referrals")}
    assert states == set(REFERRAL_STATES.codes)


def test_dates_agree_with_the_state(demo: Demo) -> None:
    for state, sent, answered, completed in demo.ask(
        "SELECT state, sent_on, answered_on, completed_on FROM referrals"
    ):
        assert agrees_with_dates(state, day(sent), day(answered), day(completed)) == []


def test_the_steps_lead_to_the_state(demo: Demo) -> None:
    for referral, state in demo.ask("SELECT id, state FROM referrals"):
        steps = demo.ask(
            "SELECT move, state, happened_at FROM referral_moves WHERE referral_id = ? ORDER BY id",
            referral,
        )
        assert steps[0][:2] == ("draft", REFERRALS.initial)
        reached = REFERRALS.initial
        for move, led_to, _ in steps[1:]:
            reached = REFERRALS.next_state(reached, move)
            assert reached == led_to
        assert reached == state
        assert [at for *_, at in steps] == sorted(at for *_, at in steps)


def test_the_officer_drafts_and_the_supervisor_sends(demo: Demo) -> None:
    rows = demo.ask(
        "SELECT DISTINCT m.move = 'draft', g.role FROM referral_moves m"
        " JOIN role_grants g ON g.user_id = m.entered_by ORDER BY 1, 2"
    )
    assert rows == [(0, "agency"), (0, "supervisor"), (1, "officer")]


def test_nothing_is_awaited_in_a_case_that_is_to_be_closed(demo: Demo) -> None:
    assert not demo.ask(
        "SELECT r.id FROM referrals r JOIN cases c ON c.id = r.case_id"
        " WHERE c.state <> 'open' AND r.state NOT IN ('completed', 'declined', 'withdrawn')"
    )


def test_a_service_belongs_to_its_agency(demo: Demo) -> None:
    assert not demo.ask(
        "SELECT r.id FROM referrals r JOIN services s ON s.id = r.service_id"
        " WHERE s.agency_id <> r.agency_id"
    )
    assert not demo.ask("SELECT id FROM agencies WHERE name NOT LIKE '%(dữ liệu thử)'")
