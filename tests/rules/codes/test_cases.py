"""The codes of a case that the officer and the chair choose from."""

from caseapp.rules.codes.cases import MEASURES, RISK_LEVELS


def test_levels_fall():
    assert RISK_LEVELS.codes == ("high", "medium", "low")
    assert RISK_LEVELS.label("medium") == "Nguy cơ trung bình"


def test_the_emergency_decision_goes_either_way():
    assert MEASURES.codes == ("emergency", "none")
    assert MEASURES.label("none") == "Không áp dụng biện pháp khẩn cấp"
