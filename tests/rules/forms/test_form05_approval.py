"""Mẫu 05 as it is reconstructed: the chair fills in its number and who carries the plan out."""

from caseapp.rules.forms.form05_approval import FORM


def test_the_title_is_that_of_the_annex_and_little_is_asked():
    assert "phê duyệt kế hoạch hỗ trợ, can thiệp" in FORM.title
    assert [row.key for row in FORM.asked] == ["assignment"]
    assert not FORM.confirmed
