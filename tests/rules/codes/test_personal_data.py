"""Codes of personal data: each is marked as waiting for the official text."""

from __future__ import annotations

from caseapp.rules.codes.code_list import PENDING
from caseapp.rules.codes.personal_data import DATA_REQUEST_KINDS, DATA_REQUEST_STATES
from caseapp.rules.data_requests import DATA_REQUESTS


def test_codes_and_their_sources() -> None:
    assert DATA_REQUEST_STATES.codes == DATA_REQUESTS.states
    assert all(PENDING in row.citation for row in DATA_REQUEST_KINDS)
