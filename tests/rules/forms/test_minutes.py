"""The minutes tell when it was, who chaired, who was there and what was agreed."""

from caseapp.rules.forms.minutes import FORM


def test_what_the_minutes_must_tell():
    required = [row.key for row in FORM.asked if row.required]
    assert required == ["met_at", "chaired_by", "present", "agreed"]
    assert FORM.field("met_at").past
    assert "Điều 27 khoản 2" in FORM.source
