"""The states of a referral have a label for each step an officer sees."""

from caseapp.rules.codes.referrals import ANSWER_WAYS, RECORDED_WAYS, REFERRAL_STATES
from caseapp.rules.referral_states import REFERRALS


def test_the_labels_are_those_of_the_lifecycle():
    assert REFERRAL_STATES.codes == REFERRALS.states
    assert REFERRAL_STATES.label("in_service") == "Đang được cung cấp dịch vụ"


def test_what_the_sender_records_is_a_way_of_answering():
    assert set(RECORDED_WAYS) < set(ANSWER_WAYS.codes)
