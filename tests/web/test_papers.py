"""Any paper of a file by its form: drawn, named by codes alone, with the print that it is."""

from __future__ import annotations

import pytest

from caseapp.rules.access import Role
from caseapp.rules.assessment_states import DETAILED, REVIEW
from caseapp.rules.outcomes import Missing
from caseapp.rules.print_batches import PAPERS
from caseapp.web.papers import Asked, draw
from tests.factories.all_papers import of_a_case
from tests.factories.assessments import CLOSE, assess
from tests.factories.house import NOW, House, an_actor
from tests.factories.measures import a_desk, prepare
from tests.factories.plans import approved
from tests.factories.web import CAI_KHE


def test_every_paper_that_a_batch_offers_is_drawn(house: House) -> None:
    desk = a_desk(house)
    assess(house, desk.report, by=desk.officer)
    assess(house, desk.case, DETAILED, by=desk.officer)
    approved(house, desk.officer, desk.chair, desk.case)
    assess(house, desk.case, REVIEW, by=desk.officer, conclusion=CLOSE)
    prepare(house, desk)
    stranger = an_actor(Role.OFFICER, CAI_KHE)
    with house.app.app_context():
        for form in PAPERS:
            code = desk.report if form in {"01", "02"} else desk.case
            drawn = draw(desk.officer, Asked(form, code), now=NOW, demo=True)
            assert code in drawn.name
            assert drawn.printed.number in drawn.html
            assert "DỮ LIỆU THỬ" in drawn.html
            with pytest.raises(Missing):
                draw(stranger, Asked(form, code), now=NOW, demo=True)
        summary = draw(desk.officer, Asked("summary", desk.case, 1, "court"), now=NOW, demo=True)
        assert "Mục đích: Gửi Tòa án" in summary.html


def test_the_papers_of_a_case_that_are_drawn_for_the_eye_are_all_there(house: House) -> None:
    names = [name for name, _ in of_a_case(house)]
    assert len(set(names)) == len(names)
    assert {f"case-{form}" for form in PAPERS} <= set(names)
    assert {"case-07-served", "case-summary-brief", "case-minutes", "referral-slip"} <= set(names)
