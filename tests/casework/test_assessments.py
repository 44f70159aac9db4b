"""Assessing: a draft, counted and signed off by an officer, with the level of the case."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.assessed import read_assessed
from caseapp.casework.assessment_reading import AssessmentView
from caseapp.casework.assessments import amend_assessment, sign_assessment, start_assessment
from caseapp.casework.case_reading import read_case
from caseapp.casework.outcomes import AlreadyDone, Missing, Stale
from caseapp.casework.screening import open_case
from caseapp.records.lone_reports import LoneReport
from caseapp.records.notices import Notice
from caseapp.records.papers import Paper, PaperText
from caseapp.rules.access import Denied
from caseapp.rules.values import LOCAL, RuleBroken
from tests.factories.assessments import (
    CLOSE,
    DETAILED,
    GO_ON,
    INITIAL,
    REVIEW,
    WORDS,
    answers,
    assess,
)
from tests.factories.children import a_child, actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import (
    CHAIR,
    HOUR,
    OFFICER,
    STRANGER,
    SUPERVISOR,
    kept,
    log_one,
)
from tests.factories.web import NINH_KIEU, key, make_user


def views(house: House, kind: str, code: str) -> list[AssessmentView]:
    with house.app.app_context():
        return read_assessed(OFFICER, kind, code, now=NOW).of_kind()


def start(house: House, code: str, kind: str = INITIAL, by=OFFICER, **more) -> str:
    with house.app.app_context():
        post = more.pop("post", "")
        return start_assessment(by, kind, code, answers(kind, **more), now=NOW, post=post)


def sign(house: House, code: str, kind: str = INITIAL, by=OFFICER, number=1, version=1, **said):
    words = {"level": "low", "conclusion": "Bé ở với bà"} | said
    with house.app.app_context():
        sign_assessment(by, kind, code, number, words, version=version, now=NOW)


def test_a_draft_is_sealed_counted_and_proposes_a_level(house: House) -> None:
    report = log_one(house)
    assert start(house, report, harm="high", protection="low") == f"{report}/1"
    (view,) = views(house, INITIAL, report)
    assert (view.state, view.proposed, view.level) == ("draft", "high", "")
    assert (view.harm.high, view.protection.high, view.owed) == (2, 0, ())
    assert view.values["child_words"] == WORDS
    (text,) = [row for (row,) in kept(house, select(PaperText.content))]
    assert WORDS.encode() not in text


def test_signing_sets_the_level_that_the_case_takes_over_when_it_is_opened(house: House) -> None:
    report = log_one(house)
    start(house, report, harm="high", protection="low")
    sign(house, report, level="high", conclusion="Dượng còn ở cùng nhà")
    with house.app.app_context():
        case = open_case(OFFICER, report, a_child(NINH_KIEU), now=NOW + HOUR)
        view = read_case(OFFICER, case, now=NOW + HOUR)
    assert view.level == "high"
    (line,) = [event for event in view.events if event.kind == "level"]
    assert (line.detail, line.text) == ("high", "Dượng còn ở cùng nhà")
    (signed,) = views(house, INITIAL, report)  # sealed under the child's key by now
    assert (signed.state, signed.signed_at, signed.level) == ("signed", NOW, "high")


@pytest.mark.parametrize("kind", [DETAILED, REVIEW])
def test_in_a_case_the_level_is_the_cases_at_once(house: House, kind: str) -> None:
    case = open_a_case(house, OFFICER)
    more = CLOSE if kind == REVIEW else {}
    assess(house, case, kind, level="medium", conclusion=more | {"level_reason": "Mới một tuần"})
    with house.app.app_context():
        view = read_case(OFFICER, case, now=NOW)
    assert view.level == "medium"
    assert view.events[0].text == "Bé đã ổn định\nMới một tuần"


def test_what_is_signed_is_never_edited_and_a_new_one_follows_it(house: House) -> None:
    case = open_a_case(house, OFFICER)
    assess(house, case, DETAILED)
    before = kept(house, select(PaperText.id, PaperText.content))
    for change in (
        lambda: amend_assessment(
            OFFICER, DETAILED, case, 1, answers(DETAILED, "high"), version=2, now=NOW
        ),
        lambda: sign_assessment(
            OFFICER, DETAILED, case, 1, {"level": "high", "conclusion": "x"}, version=2, now=NOW
        ),
    ):
        with house.app.app_context(), pytest.raises(RuleBroken, match="signed off"):
            change()
    assert kept(house, select(PaperText.id, PaperText.content)) == before
    assert assess(house, case, DETAILED, now=NOW + HOUR) == 2
    assert [view.state for view in views(house, DETAILED, case)] == ["followed", "signed"]
    assert kept(house, select(Paper.follows_id).order_by(Paper.id)) == [(None,), (1,)]


def test_a_draft_waits_and_two_who_write_it_meet(house: House) -> None:
    report = log_one(house)
    start(house, report)
    with pytest.raises(RuleBroken, match="draft waits"):
        start(house, report)
    with house.app.app_context():
        amend_assessment(OFFICER, INITIAL, report, 1, answers(), version=1, now=NOW)
        with pytest.raises(Stale):  # the same words again are a version as well
            amend_assessment(OFFICER, INITIAL, report, 1, answers(), version=1, now=NOW)
    with pytest.raises(Stale):
        sign(house, report, version=1)
    sign(house, report, version=2)


@pytest.mark.parametrize(
    ("written", "said", "field"),
    [
        ({"harm_again": ""}, {}, None),  # a row is not rated
        ({"child_words": ""}, {}, None),
        ({}, {"level": ""}, "level"),
        ({}, {"conclusion": ""}, "conclusion"),
        ({}, {"level": "high"}, "level_reason"),
    ],
)
def test_what_cannot_be_signed_off_yet(
    house: House, written: dict[str, str], said: dict[str, str], field: str | None
) -> None:
    report = log_one(house)
    start(house, report, **written)
    with pytest.raises(RuleBroken) as broken:
        sign(house, report, **said)
    assert broken.value.field == field
    assert [view.state for view in views(house, INITIAL, report)] == ["draft"]


def test_a_review_may_not_propose_closing_against_the_law(house: House) -> None:
    case = open_a_case(house, OFFICER)
    start(house, case, REVIEW)
    with pytest.raises(RuleBroken) as broken:
        sign(house, case, REVIEW, **CLOSE | {"state_mind": "unstable"})
    assert broken.value.field == "proposal"
    sign(house, case, REVIEW, **GO_ON)


@pytest.mark.parametrize("ahead", [timedelta(minutes=1), -2 * HOUR])
def test_an_assessment_lies_between_the_receipt_and_now(house: House, ahead: timedelta) -> None:
    report = log_one(house)
    with pytest.raises(RuleBroken) as broken:
        start(house, report, happened_at=NOW + ahead)
    assert broken.value.field == "happened_at"


def test_an_assessment_may_lie_in_the_minute_of_the_receipt(house: House) -> None:
    minute = NOW - HOUR  # all that a form can say of it
    report = log_one(house, minute + timedelta(seconds=42, microseconds=7))
    start(house, report, happened_at=minute)


def test_an_assessment_lies_after_the_birth(house: House) -> None:
    case = open_a_case(house, OFFICER)
    with pytest.raises(RuleBroken, match="born"):
        start(house, case, DETAILED, happened_at=NOW - timedelta(days=365 * 30))


def test_no_assessment_is_older_than_its_form(house: House) -> None:
    case = open_a_case(house, OFFICER)  # of a child born in 2015; Mẫu 03 is of 2017
    with pytest.raises(RuleBroken, match="no such form") as broken:
        start(house, case, DETAILED, happened_at=datetime(2017, 6, 30, 12, tzinfo=LOCAL))
    assert broken.value.field == "happened_at"


def test_any_cao_in_the_first_row_calls_the_chair_until_it_is_rated_lower(house: House) -> None:
    report = log_one(house)
    waiting = select(Notice.kind, Notice.role).where(
        Notice.kind == "harm_in_report", Notice.ended_at.is_(None)
    )
    start(house, report, harm_again="high")
    assert kept(house, waiting) == []
    with house.app.app_context():
        again = answers(harm_degree="high")
        amend_assessment(OFFICER, INITIAL, report, 1, again, version=1, now=NOW)
    assert kept(house, waiting) == [("harm_in_report", "chair")]
    with house.app.app_context():
        amend_assessment(OFFICER, INITIAL, report, 1, answers(), version=2, now=NOW)
    assert kept(house, waiting) == []


def test_the_chair_assesses_alone_what_they_logged_and_it_is_marked(house: House) -> None:
    alone = actor_of(house, make_user(house, "chair", NINH_KIEU))
    own, others = log_one(house, by=alone), log_one(house)
    with pytest.raises(Missing):
        start(house, others, by=alone)
    start(house, own, by=alone)
    sign(house, own, by=alone)
    assert len(kept(house, select(LoneReport.id))) == 1
    assert views(house, INITIAL, own)[0].state == "signed"


def test_who_may_not_assess(house: House) -> None:
    report, case = log_one(house), open_a_case(house, OFFICER)
    for actor in (SUPERVISOR, CHAIR):
        with pytest.raises(Denied):
            start(house, case, DETAILED, by=actor)
    with pytest.raises(Denied):
        start(house, report, by=SUPERVISOR)
    with pytest.raises(Missing):
        start(house, report, by=STRANGER)
    assert kept(house, select(Paper.id)) == []


def test_a_form_sent_twice_makes_one_draft(house: House) -> None:
    report, officer, post = log_one(house), officer_of(house), key()
    start(house, report, by=officer, post=post)
    with pytest.raises(AlreadyDone) as again:
        start(house, report, by=officer, post=post)
    assert again.value.made == f"{report}/1"
    assert len(kept(house, select(Paper.id))) == 1
