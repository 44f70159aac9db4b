"""A number typed wrongly is put right: the old one stays to be read, and is free for its paper."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.kept_corrections import correct_number
from caseapp.casework.kept_reading import read_kept
from caseapp.rules.access import Denied
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.attached import entries
from tests.factories.house import NOW, House
from tests.factories.kept_papers import a_completion, complete, put
from tests.factories.measures import Desk, a_desk, decide, prepare
from tests.factories.plans import approved
from tests.factories.reports import STRANGER, SUPERVISOR

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def desk(house: House) -> Desk:
    made = a_desk(house)
    prepare(house, made)
    decide(house, made.chair, made.case)
    approved(house, made.officer, made.chair, made.case)
    return made


def test_what_stood_there_is_told_and_free_again(house: House, desk: Desk) -> None:
    wrong = complete(house, desk.officer, put(house, desk.officer, desk.case), a_completion("72"))
    other = put(house, desk.officer, desk.case, "plan")
    with pytest.raises(RuleBroken):
        complete(house, desk.officer, other, a_completion("072"))
    with house.app.app_context():
        before = read_kept(desk.officer, wrong, now=NOW)
        assert correct_number(desk.officer, wrong, "27", "QĐ-UBND", now=LATER) == wrong
        found = read_kept(desk.officer, wrong, now=LATER)
    assert (found.number, found.former_number) == ("27", "72/QĐ-UBND")
    assert (found.corrected_at, found.corrected_by) == (LATER, desk.officer.name)
    assert (found.signed_on, found.scan) == (before.signed_on, before.scan)
    assert (found.completed_at, found.completed_by) == (before.completed_at, before.completed_by)
    complete(house, desk.officer, other, a_completion("72"))
    *_, logged = (detail for _, _, detail in entries(house, "paper.complete") if "was" in detail)
    assert (logged["was"], logged["number"]) == ("72/QĐ-UBND", "27/QĐ-UBND")


def test_what_cannot_be_entered_instead(house: House, desk: Desk) -> None:
    paper = put(house, desk.officer, desk.case)
    with house.app.app_context(), pytest.raises(RuleBroken):
        correct_number(desk.officer, paper, "27", "QĐ-UBND", now=LATER)
    complete(house, desk.officer, paper, a_completion("27"))
    complete(house, desk.officer, put(house, desk.officer, desk.case, "plan"), a_completion("31"))
    with house.app.app_context():
        for number, symbol, field in (("27", "qđ-ubnd", "number"), ("031", "QĐ-UBND", "number"),
                                      ("hai", "QĐ-UBND", "number"), ("5", "??", "symbol")):  # fmt: skip
            with pytest.raises(RuleBroken) as refused:
                correct_number(desk.officer, paper, number, symbol, now=LATER)
            assert refused.value.field == field
        with pytest.raises(Missing):
            correct_number(STRANGER, paper, "5", "QĐ-UBND", now=LATER)
        with pytest.raises(Denied):
            correct_number(SUPERVISOR, paper, "5", "QĐ-UBND", now=LATER)
        assert read_kept(desk.officer, paper, now=LATER).number == "27"
