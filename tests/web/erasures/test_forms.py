"""The forms of erasures: the code is asked where one is owed, and every answer is chosen."""

from __future__ import annotations

import pytest

from caseapp.web.erasures.forms import DecisionForm, ProposalForm
from tests.factories.house import House


@pytest.mark.parametrize("owed", [True, False])
def test_the_code_is_asked_where_it_is_owed(house: House, owed: bool) -> None:
    with house.app.test_request_context():
        assert ("factor" in DecisionForm(factor=owed)) is owed


def test_both_declarations_have_no_answer_of_their_own(house: House) -> None:
    with house.app.test_request_context():
        form = ProposalForm(formdata=None)
        assert (form.proceedings.data, form.complaint.data) == (None, None)
