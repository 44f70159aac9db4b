"""Why somebody prints: every reason is the house's own and waits for the client's word."""

from caseapp.rules.codes.prints import PRINT_REASONS


def test_a_reason_is_short_enough_for_a_foot_and_marked_as_our_own():
    assert PRINT_REASONS.codes[-1] == "other"
    for row in PRINT_REASONS:
        assert not row.confirmed
        assert len(row.vi) <= 50
