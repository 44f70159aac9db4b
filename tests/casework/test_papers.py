"""Papers: no version of what one says is lost, and a report's goes with it into the case."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.outcomes import Missing, Stale
from caseapp.casework.papers import (
    add_paper,
    content_of,
    contents_of,
    decide_paper,
    expect_text,
    numbered,
    papers_of,
    save_text,
    words_of,
    writers_of,
)
from caseapp.casework.screening import open_case
from caseapp.records.cases import Case
from caseapp.records.papers import Paper, PaperText
from caseapp.records.reports import Report
from caseapp.rules.access import Act
from tests.factories.children import a_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import OFFICER, log_one

DRAFT = {"state": "draft", "happened_at": NOW}


def test_each_version_stays_and_the_newest_is_read(house: House) -> None:
    code = open_a_case(house, OFFICER)
    with house.app.app_context():
        with desk.writing(OFFICER, Act.CASE_EDIT, now=NOW) as door:
            paper = add_paper(
                door, door.find(Case, code=code), "plan", {"goal": "An toàn"}, **DRAFT
            )
            save_text(door, paper, {"goal": "Ổn định", "rows": [1, 2]})
        with desk.reading(OFFICER, Act.CASE_READ, now=NOW) as door:
            paper = numbered(door, door.find(Case, code=code), 1, "plan")
            assert content_of(door, paper) == {"goal": "Ổn định", "rows": [1, 2]}
            texts = door.session.scalars(select(PaperText).order_by(PaperText.version)).all()
            assert [text.version for text in texts] == [1, 2]
            assert all(b"goal" not in (text.content or b"") for text in texts)
            assert contents_of(door, []) == {}


def test_all_who_wrote_a_paper_are_known_and_its_newest_text_is_expected(house: House) -> None:
    officer, colleague = officer_of(house), officer_of(house)
    code = open_a_case(house, officer)
    with house.app.app_context():
        with desk.writing(officer, Act.CASE_EDIT, now=NOW) as door:
            case = door.find(Case, code=code)
            number = add_paper(door, case, "plan", {}, **DRAFT).id
        with desk.writing(colleague, Act.CASE_EDIT, now=NOW) as door:
            paper = door.find(Paper, id=number)
            save_text(door, paper, {"goal": "Ổn định"})
            assert writers_of(door, paper) == {officer.user_id, colleague.user_id}
            expect_text(door, paper, 2)
            for version in (1, 3):
                with pytest.raises(Stale, match=f"papers:{number}"):
                    expect_text(door, paper, version)


def test_a_number_counts_within_the_case_and_its_kind(house: House) -> None:
    code = open_a_case(house, OFFICER)
    with house.app.app_context(), desk.writing(OFFICER, Act.CASE_EDIT, now=NOW) as door:
        case = door.find(Case, code=code)
        for kind in ("plan", "minutes", "plan"):
            add_paper(door, case, kind, {}, **DRAFT)
        assert [paper.kind for paper in papers_of(door, case)] == ["plan", "minutes", "plan"]
        assert numbered(door, case, 2, "plan").id == papers_of(door, case)[2].id
        for number in (0, 3):
            with pytest.raises(Missing):
                numbered(door, case, number, "plan")


def test_a_paper_on_a_report_is_read_in_its_case_under_the_childs_key(house: House) -> None:
    with house.app.app_context():
        report = log_one(house)
        with desk.writing(OFFICER, Act.REPORT_SCREEN, now=NOW) as door:
            row = door.find(Report, code=report)
            paper = add_paper(door, row, "assessment", {"words": "Con sợ"}, **DRAFT)
            decide_paper(door, paper, "Đồng ý")
        case = open_case(OFFICER, report, a_child(), now=NOW)
        with desk.reading(OFFICER, Act.CASE_READ, now=NOW) as door:
            (found,) = papers_of(door, door.find(Case, code=case))
            assert content_of(door, found) == {"words": "Con sợ"}
            assert words_of(door, found) == "Đồng ý"
            assert found.decided_by == OFFICER.user_id
