"""The codes of consent: what shares, what rests on consent alone; none was compared yet."""

from caseapp.rules.codes.consent import (
    BASES,
    ENTRY_KINDS,
    HOLD_WAYS,
    PURPOSES,
    SAID,
    SHARING,
    STANDINGS,
    WITH_CONSENT_ALONE,
)
from caseapp.rules.consents import GOES, STOPS


def test_only_what_goes_to_an_agency_holds_referrals():
    assert SHARING == ("processing", "referral")
    assert set(PURPOSES.codes) > WITH_CONSENT_ALONE
    assert not WITH_CONSENT_ALONE & set(SHARING)


def test_the_standings_that_stop_and_go_are_listed():
    assert set(STANDINGS.codes) > STOPS | GOES
    assert not STOPS & GOES
    assert set(ENTRY_KINDS.codes) > set(SAID)


def test_all_await_the_official_text():
    for rows in (PURPOSES, ENTRY_KINDS, BASES, STANDINGS, HOLD_WAYS):
        assert not any(row.confirmed for row in rows)
