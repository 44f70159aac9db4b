"""Printing a decision that was put before its signer gives the kept bytes, and says so in the log."""

from __future__ import annotations

import hashlib

import pytest

from caseapp.rules.copies import Copy
from tests.factories.attached import entries
from tests.factories.house import House
from tests.factories.kept_papers import PDF, put
from tests.factories.measures import Desk, a_desk, decide, prepare
from tests.factories.plans import approved
from tests.factories.web import make_user, sign_in


@pytest.fixture
def desk(house: House) -> Desk:
    made = a_desk(house)
    prepare(house, made)
    decide(house, made.chair, made.case)
    approved(house, made.officer, made.chair, made.case)
    return made


@pytest.mark.parametrize(
    ("kind", "path"),
    [("separation", "separations/1/form-07.pdf"), ("plan", "plans/1/form-05.pdf")],
)
def test_the_print_of_a_decision_is_the_kept_one(
    house: House, desk: Desk, kind: str, path: str
) -> None:
    browser = sign_in(house, make_user(house, "officer", username="canbo.hai"))
    address = f"/cases/{desk.case}/{path}"
    draft = browser.get(address).data
    assert draft.startswith(b"%PDF")
    code = put(house, desk.officer, desk.case, kind)
    before = len(entries(house, "case.print"))
    served = browser.get(address)
    assert served.data == PDF[Copy.SERVED] != draft
    assert served.headers["Content-Disposition"] == f'inline; filename="{code}-served.pdf"'
    assert browser.get(f"{address}?copy=file").data == PDF[Copy.FILE]
    printed = entries(house, "case.print")[before:]
    assert len(printed) == 4  # of each print one line with its number, one with its hash
    assert printed[1][2]["sha256"] == hashlib.sha256(PDF[Copy.SERVED]).hexdigest()


def test_a_kept_paper_of_another_decision_changes_nothing(house: House, desk: Desk) -> None:
    browser = sign_in(house, make_user(house, "officer", username="canbo.hai"))
    put(house, desk.officer, desk.case, "plan")
    answer = browser.get(f"/cases/{desk.case}/separations/1/form-07.pdf")
    assert answer.data.startswith(b"%PDF")
    assert answer.data not in PDF.values()
