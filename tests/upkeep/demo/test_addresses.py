"""Made-up addresses: proved ones of nobody's domain, and one that takes no message."""

from __future__ import annotations

from tests.upkeep.demo.conftest import Demo


def test_three_have_an_address_and_one_of_them_fails(demo: Demo) -> None:
    rows = demo.ask(
        "SELECT users.username, mail, proved_at IS NOT NULL, messages.state FROM notice_addresses "
        "JOIN users ON users.id = user_id "
        "LEFT JOIN messages ON address_id = notice_addresses.id ORDER BY notice_addresses.id"
    )
    assert [(name, proved, state) for name, _, proved, state in rows] == [
        ("canbo.ninhkieu", 1, None),
        ("tiepnhan", 1, None),
        ("giamsat", 1, "failed"),
    ]
    assert all(mail.endswith("@example.org") for _, mail, _, _ in rows)
    assert demo.ask("SELECT 1 FROM notices WHERE kind = 'message_failed'") == [(1,)]
    assert demo.one("SELECT count(*) FROM messages WHERE state = 'waiting'") == 0


def test_an_agency_is_told_of_what_was_added_and_waits(demo: Demo) -> None:
    told = demo.ask(
        "SELECT DISTINCT referrals.agency_id, addenda.acknowledged_at FROM notices "
        "JOIN referrals ON code = mark JOIN addenda ON referral_id = referrals.id "
        "WHERE notices.kind = 'inbox_added' AND role = 'agency'"
    )
    ((agency, acknowledged),) = told  # of the one that answers here
    assert acknowledged is None
    assert agency == demo.one("SELECT agency_id FROM agency_members")
