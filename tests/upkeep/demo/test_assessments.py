"""Made-up assessments: drafts and signed ones, and a review before each closing."""

from __future__ import annotations

from caseapp.casework.assessed import read_assessed
from caseapp.casework.reviewing import read_basis
from caseapp.rules.assessment_states import DETAILED, INITIAL, REVIEW
from tests.factories.children import actor_of
from tests.factories.house import NOW
from tests.factories.reports import SUPERVISOR
from tests.upkeep.demo.conftest import Demo


def test_every_kind_is_there_signed_and_as_a_draft(demo: Demo) -> None:
    found = set(demo.ask("SELECT DISTINCT kind, state FROM papers"))
    assert found >= {
        (INITIAL, "draft"), (INITIAL, "signed"), (DETAILED, "signed"), (REVIEW, "signed"),
    }  # fmt: skip


def test_a_draft_in_the_first_ward_calls_the_chair(demo: Demo) -> None:
    marks = [mark for (mark,) in demo.ask("SELECT mark FROM notices WHERE kind='harm_in_report'")]
    assert marks
    officer = actor_of(demo.house, "canbo.ninhkieu")
    with demo.house.app.app_context():
        view = read_assessed(officer, INITIAL, marks[0], now=NOW).assessments[-1]
    assert (view.emergency, view.is_draft, view.owed) == (True, True, ())


def test_each_closing_rests_on_a_review_that_set_the_level_of_its_case(demo: Demo) -> None:
    cases = demo.ask("SELECT code, level FROM cases WHERE state <> 'open' AND deleted_at IS NULL")
    assert cases
    worse = {code for code, level in cases if level == "high"}  # after the review, unheeded
    assert len(worse) == 1
    assert {level for code, level in cases if code not in worse} == {"low"}
    with demo.house.app.app_context():
        for code, _ in cases[:5]:
            review = read_basis(SUPERVISOR, code, now=NOW).review
            assert review is not None
            assert review.owed == ()
