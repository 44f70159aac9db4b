"""Every fault says what to do, in places that the checks fill."""

from __future__ import annotations

import re

import pytest

from caseapp.rules.forms import wording


def test_no_fault_is_missing_from_the_list_of_all():
    written = {
        value for name, value in vars(wording).items() if name.isupper() and isinstance(value, str)
    }
    assert written == set(wording.ALL)
    assert len(wording.ALL) == len(set(wording.ALL))


@pytest.mark.parametrize("message", wording.ALL)
def test_places_are_those_the_checks_fill(message):
    assert set(re.findall(r"%\((\w+)\)", message)) <= {"label", "limit", "most"}


@pytest.mark.parametrize("message", wording.ALL)
def test_a_fault_begins_with_what_to_do(message):
    assert message.split()[0] in {
        "Fill",
        "Choose",
        "Shorten",
        "Type",
        "Enter",
        "Use",
        "Check",
        "Tick",
    }
