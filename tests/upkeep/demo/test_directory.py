"""The demo's directory: every kind, wards served, an entry to check again, a changed number."""

from __future__ import annotations

from caseapp.rules.codes.agencies import AGENCY_KINDS
from tests.upkeep.demo.conftest import Demo


def test_every_kind_is_there_and_what_the_pages_can_show(demo: Demo) -> None:
    kinds = {kind for (kind,) in demo.ask("SELECT DISTINCT kind FROM agencies")}
    assert kinds == set(AGENCY_KINDS.codes)
    today = demo.today.isoformat()
    for sql in (
        "SELECT count(*) FROM service_units",
        "SELECT count(*) FROM phone_changes",
        f"SELECT count(*) FROM services WHERE valid_until <= '{today}'",
        f"SELECT count(*) FROM services WHERE verified_on < date('{today}', '-6 months')",
        f"SELECT count(*) FROM services WHERE verified_on >= date('{today}', '-6 months')",
        "SELECT count(*) FROM services WHERE all_day",
    ):
        assert demo.one(sql) > 0, sql
    assert not demo.one(
        "SELECT count(*) FROM referrals r JOIN services s ON s.id = r.service_id"
        " WHERE s.valid_until IS NOT NULL"
    )
