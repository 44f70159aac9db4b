"""The codes of disasters, harm and relief read rightly side by side."""

from caseapp.rules.codes.disasters import DISASTER_KINDS, HARMS, RELIEF_KINDS


def test_labels_of_the_delta():
    assert DISASTER_KINDS.label("salinity") == "Xâm nhập mặn"
    assert HARMS.label("parent_missing") == "Cha, mẹ mất tích"
    assert RELIEF_KINDS.label("school_supplies", "en") == "School supplies"
