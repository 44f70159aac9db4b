"""The kinds of help: none of them is confirmed until the statistical definition has been seen."""

from caseapp.rules.codes.assistance import ASSISTANCE_KINDS


def test_every_kind_awaits_the_definition():
    assert not any(kind.confirmed for kind in ASSISTANCE_KINDS)
    assert ASSISTANCE_KINDS.label("psychosocial") == "Tư vấn, trị liệu tâm lý"
