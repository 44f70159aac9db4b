"""The states of a kept paper are those of its table."""

from caseapp.rules.codes.signing import KEPT_STATES, SIGNED_HOW
from caseapp.rules.kept_papers import KEPT_PAPERS


def test_the_states_are_those_of_the_table():
    assert KEPT_STATES.codes == KEPT_PAPERS.states
    assert KEPT_STATES["waiting"].vi == "Đã duyệt, chờ ký"
    assert SIGNED_HOW.codes == ("scan", "digital")
