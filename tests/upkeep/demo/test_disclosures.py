"""Made-up referrals share what they say they do, and are answered in every way."""

from __future__ import annotations

from caseapp.rules.codes.referrals import ANSWER_WAYS
from tests.upkeep.demo.conftest import Demo


def test_what_was_sent_is_frozen_and_a_draft_is_not(demo: Demo) -> None:
    assert (
        demo.ask("SELECT count(*) FROM disclosures")[0]
        == demo.ask("SELECT count(*) FROM referrals")[0]
    )
    assert not demo.ask(
        "SELECT d.id FROM disclosures d JOIN referrals r ON r.id = d.referral_id"
        " WHERE (d.shared_at IS NULL) <> (r.sent_on IS NULL)"
        " OR (d.content IS NULL) <> (d.shared_at IS NULL)"
    )


def test_answers_came_in_many_ways_and_links_are_open_and_used(demo: Demo) -> None:
    ways = {row[0] for row in demo.ask("SELECT DISTINCT way FROM referral_moves")}
    assert ways >= set(ANSWER_WAYS.codes) - {"person"}
    used = demo.ask("SELECT min(entries) = 0, max(entries) > 0 FROM answer_links")
    assert used == [(1, 1)]
    added = {row[0] for row in demo.ask("SELECT acknowledged_at IS NULL FROM addenda")}
    assert added == {0, 1}
