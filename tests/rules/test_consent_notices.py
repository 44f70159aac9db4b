"""What is told of consent names nobody, and ends with the act that it asks for."""

from caseapp.rules.access import Act
from caseapp.rules.consent_notices import OF_CONSENT
from caseapp.rules.notices import KINDS, ended_by


def test_every_kind_is_listed() -> None:
    assert {row[0] for row in OF_CONSENT} <= set(KINDS)


def test_a_held_referral_is_told_until_its_officer_or_supervisor_acts() -> None:
    for act in (Act.REFERRAL_DRAFT, Act.REFERRAL_SEND):
        assert {"referral_held", "referral_hold_late"} <= set(ended_by([act]))
    assert "consent_disputed" in ended_by([Act.CONSENT_DECIDE])
    assert KINDS["consent_decided"].known
